"""Texts and tables of a scenario; each says that nothing is decided."""

from namndbok.data import sha256
from namndbok.facts import Fact
from namndbok.proposals.scenario.redistribution import Redistribution, Sweep
from namndbok.proposals.scenario.scenario import MARK
from namndbok.show import Content, Enumeration, Prose, UnlinkedFact, narrate
from namndbok.show.tables import Row, Table

TABLES = ("fees", "fee_components", "municipalities", "population")
COMPARED = {
    "Betalar mer (−:\N{NO-BREAK SPACE}mindre)": "change",
    "Förändring": "percent",
    "Scenariot": "fee",
    "Beslutat": "decided",
    "Scenariot, kr per invånare": "per_inhabitant.fee",
    "Beslutat, kr per invånare": "per_inhabitant.decided",
}
SHARES = ("Inget lika", "En fjärdedel lika", "Hälften lika", "Tre fjärdedelar lika", "Allt lika")


def scenario_text(name: str, redistribution: Redistribution) -> Prose:
    """Write the text of the template `texts/scenario/<name>.md`; `files` in it are the tables behind."""
    scenario, data = redistribution.scenario, redistribution.data
    names = data.lookup("municipalities", "code", "name")
    paths = [data.package.tables[table].path for table in TABLES]
    return narrate(
        f"scenario/{name}",
        redistribution.book,
        mark=MARK,
        scenario=scenario,
        services=Enumeration(tuple(redistribution.services.values())),
        also=Enumeration(tuple(names[code] for code in scenario.also)),
        without=Enumeration(tuple(names[code] for code in scenario.without)),
        files=[(path, sha256((data.folder / path).read_bytes())) for path in paths],
    )


def parameters_text(redistribution: Redistribution) -> str:
    """Write the parameters in one line, for a picture or an Excel sheet."""
    return f"{MARK}. {scenario_text('parameters', redistribution).text.removeprefix(MARK).lstrip(',.: ')}"


def table_compared(redistribution: Redistribution) -> Table:
    """Show decided fees against the scenario's, with the one who pays most more first and the sum last."""

    def cells(code: str) -> list[Content]:
        return [redistribution.figures.get(f"scenario.{kind}.{code}") for kind in COMPARED.values()]

    rows = [Row((name, *cells(redistribution.codes[name]))) for name in redistribution.change.index]
    rows.append(Row(("Summa", *cells("total")), total=True))
    caption = f"{MARK}: vem betalar mer och vem mindre, kronor"
    return Table("t-scenario", caption, ("Kommun", *COMPARED), tuple(rows))


def table_sweep(sweep: Sweep) -> Table:
    """Show the fee of each municipality at five equal shares, and at which it pays what it pays today."""
    fees, rows = sweep.quarters, []
    for name, code in sweep.redistribution.codes.items():
        share = sweep.breaks_even(name)
        break_even = None if share is None else _value(share, "ratio")
        cells = (name, *(_value(int(fee), "kr") for fee in fees.loc[name]), break_even)
        rows.append(Row(cells, id=f"scenario.sweep.{code}"))
    sums = [_value(int(fees[share].sum()), "kr") for share in fees]
    rows.append(Row(("Summa", *sums, None), id="scenario.sweep.total", total=True))
    caption = f"{MARK}: avgift vid fem andelar lika, och brytpunkten där avgiften är som i dag, kronor"
    return Table("t-scenario-sweep", caption, ("Kommun", *SHARES, "Brytpunkt, andel lika"), tuple(rows))


def table_service_fees(redistribution: Redistribution) -> Table:
    """Show the scenario's fee for each service and municipality."""
    figures, services = redistribution.figures, redistribution.services
    rows = [
        Row((name, *(figures[f"scenario.fee.{code}.{service}"] for service in services)))
        for name, code in redistribution.codes.items()
    ]
    totals = (figures[f"scenario.total.{service}"] for service in services)
    rows.append(Row(("Summa", *totals), total=True))
    caption = f"{MARK}: avgift för varje tjänst, kronor"
    return Table("t-scenario-services", caption, ("Kommun", *services.values()), tuple(rows))


def _value(number: object, unit: str) -> UnlinkedFact:
    """Show a figure in a row that derives it itself."""
    return UnlinkedFact(Fact("scenario.sweep", "", number, unit, ""))
