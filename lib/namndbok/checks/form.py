"""Checks of form: figures and labels that do not fit what they stand for, empty items, numbers in texts."""

import re
from collections.abc import Iterator
from itertools import combinations

from namndbok.checks.check import Remark, check
from namndbok.facts import Facts, refs
from namndbok.fees import components, fee_rows
from namndbok.swedish import display, listing

SPACED_YEAR = re.compile(r"(?<!\d)(?<!\d[ \u00a0])(?:1[ \u00a0]9|2[ \u00a0]0)\d\d(?![\d\u00a0]| \d| kr)")
SIDES = {"intäkt": ".income", "kostnad": ".cost"}
AMOUNT = re.compile(r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d{4,}) (?:kr|kronor)\b")
ALL_MEMBERS = re.compile(r"(?:[Aa]lla|[Ss]amtliga|[Dd]e|av de) (\d+) kommuner")
# Lists that a document numbers, or prints in an order, by what tells one list from another.
NUMBERED = {
    "activities": ["area"],
    "controls": ["year"],
    "explanations": ["through"],
    "financing": ["year"],
    "goals": ["level"],
    "meeting_plan": ["body"],
}
TEXTS = {
    "texts": "text",
    "financing": "text",
    "explanations": "text",
    "goal_reviews": "comment",
    "controls": "analysis",
    "organisation": "description",
}


@check(
    "form.year",
    asks="Är årtal skrivna som årtal?",
    why="Ett årtal med mellanslag har formaterats som ett belopp.",
    blind="Belopp som råkar likna årtal skrivs inte så.",
)
def check_spaced_years(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each text cell with a year that is written as an amount, such as `2 024`."""
    for table, column, number, text in _texts(facts, {**TEXTS, "fee_components": "note", "printed": "label"}):
        for found in SPACED_YEAR.finditer(text):
            written = found[0]
            detail = f"”{written}” är ett årtal som är skrivet som ett belopp."
            rows = (f"{table}:{number}",)
            title = f"Årtal skrivet som tal: {written}"
            yield Remark(
                f"{table}-{column}-{written.replace(' ', '')}",
                title,
                detail,
                rows,
                written.replace(" ", ""),
                written,
                severity="info",
            )


@check(
    "form.label",
    asks="Passar en tryckt etikett till det som raden summerar?",
    why="En summa under fel namn läses fel.",
    blind="Etiketter som inte nämner intäkt eller kostnad.",
)
def check_labels(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed figure whose label names another side than its fact is about."""
    for number, row in facts.data.of_year("printed", facts.year).iterrows():
        label = (row["label"] or "").lower()
        named = [side for word, side in SIDES.items() if word in label]
        if len(named) == 1 and row["fact"] in facts and not row["fact"].endswith(named[0]):
            detail = f"Etiketten ”{row['label']}” står vid {facts[row['fact']].label.lower()}."
            title = f"Etiketten passar inte raden: {row['label']}"
            yield Remark(
                row["id"],
                title,
                detail,
                (f"printed:{number}",),
                facts[row["fact"]].label,
                row["label"],
                severity="info",
            )


@check(
    "form.empty",
    asks="Finns det tomma punkter?",
    why="En tom punkt kan vara en förklaring som har fallit bort.",
    blind="Punkter som saknas helt.",
)
def check_empty_items(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each explanation without text."""
    for number, row in facts.data.of_year("explanations", facts.year).iterrows():
        if not row["text"]:
            detail = f"Förklaring nummer {row['number']} har ingen text."
            yield Remark(
                str(row["number"]),
                "Tom punkt bland förklaringarna",
                detail,
                (f"explanations:{number}",),
                "en text",
                "tom",
            )


@check(
    "form.numbering",
    asks="Är raderna numrerade utan luckor?",
    why="Ett nummer som saknas kan vara en rad som har fallit bort.",
    blind="Rader som saknas först eller sist.",
)
def check_numbering(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each list of the year whose numbers do not follow on each other."""
    for table, keys in NUMBERED.items():
        rows = facts.data.of_year(table, facts.year)
        for key, own in rows.groupby(keys, sort=True):
            lacking = sorted(set(range(min(own["number"]), max(own["number"]))) - set(own["number"]))
            if lacking:
                title = facts.data.package.tables[table].title
                number = listing([str(one) for one in lacking])
                detail = f"I tabellen {title} saknas nummer {number} bland {len(own)} rader."
                name = "-".join(map(str, (table, *key)))
                yield Remark(
                    name, f"Lucka i numreringen: {title}", detail, tuple(refs(own)), number, "saknas"
                )


@check(
    "form.twins",
    asks="Är två avgiftskolumner lika, kommun för kommun?",
    why="Samma kolumn två gånger kan vara en dubblering.",
    blind="Kolumner som ska vara lika: kontrollen frågar bara.",
)
def check_twin_columns(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each pair of fee components outside the budget with the same fee for everybody."""
    fees, table = fee_rows(facts), components(facts)
    names = table.set_index("component")["name"]
    columns = {
        name: dict(zip(own["municipality"], own["fee"], strict=True))
        for name, own in fees[fees["fee"].notna()].groupby("component", sort=False)
    }
    for one, two in combinations([name for name in names.index if name in columns], 2):
        if len(columns[one]) > 1 and columns[one] == columns[two]:
            rows = tuple(f"fees:{number}" for number in fees.index[fees["component"].isin([one, two])])
            detail = f"{names[one]} och {names[two]} har samma avgift för varje kommun."
            yield Remark(
                f"{one}-{two}",
                f"Två lika kolumner: {names[one]}",
                detail,
                rows,
                "olika",
                "lika",
                severity="info",
            )


@check(
    "form.text_amount",
    asks="Säger texterna samma belopp och antal som tabellerna?",
    why="Ett tal i löpande text som ingen tabell har går inte att följa.",
    blind="Tal som står för något som inget faktum räknar.",
)
def check_amounts_in_texts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each amount, or number of members, in a text that no fact or printed figure has."""
    known = {fact.value for fact in facts.values()} | _stated(facts)
    members = facts["municipalities.count"].value
    for table, _, number, text in _texts(facts, TEXTS):
        wrong = [(one[0], display(one[1], "kr")) for one in _amounts(text) if one[1] not in known]
        wrong += [
            (found[0], f"{members}") for found in ALL_MEMBERS.finditer(text) if int(found[1]) != members
        ]
        for written, expected in wrong:
            detail = f"Texten säger ”{written}”, men tabellerna har inte det talet."
            yield Remark(
                f"{table}-{written}",
                f"Tal i text utan motsvarighet: {written}",
                detail,
                (f"{table}:{number}",),
                expected,
                written,
            )


def _amounts(text: str) -> Iterator[tuple[str, int]]:
    for found in AMOUNT.finditer(text):
        yield found[0], int(re.sub(r"\D", "", found[1]))


def _stated(facts: Facts) -> set[int]:
    """Return the amounts that a row of the year states in a column of its own."""
    cells = [
        facts.data.of_year(table, facts.year)[column]
        for table, column in (
            ("claims", "value"),
            ("printed", "value"),
            ("explanations", "amount"),
            ("fees", "fee"),
        )
    ]
    return {value for column in cells for value in column if value is not None}


def _texts(facts: Facts, columns: dict[str, str]) -> Iterator[tuple[str, str, int, str]]:
    used = set(components(facts)["component"])
    for table, column in columns.items():
        rows = facts.data[table]
        rows = facts.data.of_year(table, facts.year) if "year" in rows else rows[rows["component"].isin(used)]
        for number, text in rows[column].items():
            if text:
                yield table, column, number, text
