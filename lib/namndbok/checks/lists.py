"""Checks of form: labels that do not fit, empty items, gaps in numbers, columns that are there twice."""

from collections.abc import Iterator
from itertools import combinations

from namndbok.checks.check import Remark, check
from namndbok.data import rows_where
from namndbok.facts import Facts, fee_components, fee_rows, row_ids
from namndbok.swedish import listing

SIDES = {"intäkt": ".income", "kostnad": ".cost"}
# Lists that a document numbers, or prints in an order, by what tells one list from another.
NUMBERED = {
    "activities": ["area"],
    "agreements": ["year"],
    "budget_notes": ["year"],
    "controls": ["year"],
    "explanations": ["through"],
    "financing": ["year"],
    "goals": ["level"],
    "meeting_plan": ["body"],
    "organisation": ["year"],
    "texts": ["section"],
}


@check(
    "form.label",
    asks="Passar en tryckt etikett till det som raden summerar?",
    why="En summa under fel namn läses fel.",
    blind="Etiketter som inte nämner intäkt eller kostnad.",
    needs="printed",
)
def check_labels(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each label that names income or cost and stands at figures of another kind."""
    rows = facts.year_rows("printed")
    labels = {number: label.split(" (")[0] for number, label in rows["label"].fillna("").items()}
    cells = zip(labels.values(), rows["fact"], strict=True)
    wrong = rows_where(rows, (fact in facts and _misnamed(label, fact) for label, fact in cells))
    for label, own in wrong.groupby(labels, sort=False):
        figures = listing([facts[fact].label.lower() for fact in own["fact"]])
        detail = f"Etiketten ”{label}” står vid {figures}."
        title, key = f"Etiketten passar inte raden: {label}", own["id"].iloc[0]
        yield Remark(key, title, detail, row_ids(own), figures, label, severity="info")


@check(
    "form.empty",
    asks="Finns det tomma punkter bland förklaringarna?",
    why="En tom punkt kan vara en förklaring som har fallit bort.",
    blind="Punkter som saknas helt.",
)
def check_empty_items(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each explanation without text."""
    for number, row in facts.year_rows("explanations").iterrows():
        if not row["text"]:
            detail = f"Förklaring nummer {row['number']} har ingen text."
            title, key = "Tom punkt bland förklaringarna", f"{row['through']}-{row['number']}"
            yield Remark(key, title, detail, (f"explanations:{number}",), "en text", "tom")


@check(
    "form.numbering",
    asks="Är raderna numrerade utan luckor?",
    why="Ett nummer som saknas kan vara en rad som har fallit bort.",
    blind="Rader som saknas först eller sist.",
)
def check_numbering(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each list of the year whose numbers do not follow on each other."""
    for table, keys in NUMBERED.items():
        rows, title = facts.year_rows(table), facts.data.package.tables[table].title
        for key, own in rows.groupby(keys, sort=True):
            lacking = sorted(set(range(min(own["number"]), max(own["number"]))) - set(own["number"]))
            if lacking:
                number = listing([str(one) for one in lacking])
                detail = f"I tabellen {title} saknas nummer {number} bland {len(own)} rader."
                name = "-".join(map(str, (table, *key)))
                yield Remark(name, f"Lucka i numreringen: {title}", detail, row_ids(own), number, "saknas")


@check(
    "form.twins",
    asks="Är två avgiftskolumner lika, kommun för kommun?",
    why="Samma kolumn två gånger kan vara en dubblering.",
    blind="Kolumner som ska vara lika: kontrollen frågar bara.",
    needs="fees",
)
def check_twin_columns(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each pair of fee components with the same fee for everybody."""
    fees, table = fee_rows(facts), fee_components(facts)
    names = dict(zip(table["component"], table["name"], strict=True))
    columns = {
        name: dict(zip(own["municipality"], own["fee"], strict=True))
        for name, own in fees[fees["fee"].notna()].groupby("component", sort=False)
    }
    for one, two in combinations([name for name in names if name in columns], 2):
        if len(columns[one]) > 1 and columns[one] == columns[two]:
            rows, both = fees[fees["component"].isin([one, two])], f"{names[one]} och {names[two]}"
            detail = f"{both} har samma avgift för varje kommun. Är den ena en kopia av den andra?"
            where = row_ids(rows)
            yield Remark(
                f"{one}-{two}", f"Två lika kolumner: {both}", detail, where, "olika", "lika", severity="info"
            )


def _misnamed(label: str, fact: str) -> bool:
    named = [side for word, side in SIDES.items() if word in label.lower()]
    return len(named) == 1 and not fact.endswith(named[0])
