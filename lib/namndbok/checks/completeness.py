"""Checks of completeness: that nobody and nothing is left out of a table or of its total."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, amounts, check
from namndbok.checks.sums import omitted_rows
from namndbok.facts import Facts, refs
from namndbok.fees import components, fee_rows, population_date
from namndbok.printed import comparisons
from namndbok.swedish import listing


@check(
    "completeness.total",
    asks="Är alla rader med i den tryckta summan?",
    why="En kommun som betalar men inte räknas med gör summan för liten.",
    blind="Fler än två utelämnade rader, och utelämnade rader vars belopp kan sättas ihop på flera sätt.",
)
def check_total_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed total that is short by exactly one or two of its rows."""
    for one in comparisons(facts, "total"):
        omitted = omitted_rows(facts, one)
        if omitted:
            who = listing([_who(facts, row) for row in omitted])
            detail = f"{one.label} är mindre än raderna tillsammans, och skillnaden är precis raden för {who}."
            yield Remark(
                one.key, f"En rad fattas i summan: {one.label}", detail, (one.row, *omitted),
                **amounts(one.computed, one.value, one.unit), severity="error",
            )  # fmt: skip


@check(
    "completeness.fees",
    asks="Har varje kommun en avgift i varje avgiftstabell?",
    why="En tom ruta kan betyda att kommunen inte deltar, eller att beloppet har fallit bort.",
    blind="En avgift på fel kommuns rad.",
)
def check_fees_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each municipality without a fee in a component that others pay."""
    rows = fee_rows(facts)
    for component in components(facts).itertuples():
        own = rows[rows["component"] == component.component]
        for municipality in facts.data["municipalities"].itertuples():
            found = own[own["municipality"] == municipality.code]
            if found["fee"].notna().any():
                continue
            what = "rutan är tom" if len(found) else "raden saknas"
            detail = f"{municipality.name} har ingen avgift i tabellen {component.name}: {what}."
            where = refs("fees", found.index) or [f"municipalities:{municipality.Index}"]
            yield Remark(
                f"{component.component}-{municipality.code}", f"Avgift saknas: {component.name}, {municipality.name}", detail,
                tuple(where), expected="en avgift", found=what, severity="info" if len(found) else "warning",
            )  # fmt: skip


@check(
    "completeness.population",
    asks="Finns invånarantal för varje kommun?",
    why="Utan invånarantal kan avgiften per invånare inte räknas fram.",
    blind="Ett invånarantal som är fel.",
)
def check_population_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each municipality without inhabitants on the date that the year uses."""
    when, table = population_date(facts), facts.data["population"]
    known = set(table[table["date"] == when]["municipality"])
    for municipality in facts.data["municipalities"].itertuples():
        if municipality.code not in known:
            detail = f"{municipality.name} saknar invånarantal" + (f" för {when.isoformat()}." if when else ".")
            title = f"Invånarantal saknas: {municipality.name}"
            yield Remark(municipality.code, title, detail, (f"municipalities:{municipality.Index}",), "ett antal", "saknas")


@check(
    "completeness.budget",
    asks="Har varje budgetrad både intäkt och kostnad, och varje utfallsrad en budget?",
    why="En rad utan motpart kan inte följas upp.",
    blind="En rad som saknas på båda sidor.",
)
def check_budget_complete(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each budget line with one side only, and for each outcome line without a budget."""
    for fact in facts.under("budget.line"):
        at, side = fact.id.rsplit(".", 1)
        other = "cost" if side == "income" else "income"
        if f"{at}.{other}" not in facts:
            word = "kostnad" if other == "cost" else "intäkt"
            title = f"Budgetrad utan {word}: {fact.label.rsplit(',', 1)[0]}"
            yield Remark(f"{at}.{other}", title, f"{fact.label} har ingen {word}.", fact.rows, f"en {word}", "saknas")
    for fact in facts.under("economy.line"):
        at, what = fact.id.rsplit(".", 1)
        if what == "income" and f"{at}.budget_income" not in facts:
            name = fact.label.rsplit(",", 1)[0]
            yield Remark(at, f"Utfallsrad utan budget: {name}", f"Ingen budgetrad hör till {name}.", fact.rows, "en budgetrad", "saknas")


def _who(facts: Facts, row: str) -> str:
    fee = facts.data["fees"].loc[int(row.split(":")[1])]
    name = facts.data["municipalities"].set_index("code")["name"][fee["municipality"]]
    return f"{name} (märkt med {fee['mark']})" if fee["mark"] else name
