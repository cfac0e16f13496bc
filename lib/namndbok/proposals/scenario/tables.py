"""Tables of a scenario, each marked as not decided."""

from namndbok.facts import Fact, Facts
from namndbok.proposals.scenario.result import Result
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.sweep import Sweep
from namndbok.show import Content, UnlinkedFact
from namndbok.show.tables import Row, Table

COMPARED = {
    "Kommun": "",
    "Betalar mer (−:\N{NO-BREAK SPACE}mindre)": "change",
    "Förändring": "percent",
    "Scenariot": "fee",
    "Beslutat": "decided",
    "Scenariot, kr per invånare": "per_inhabitant.fee",
    "Beslutat, kr per invånare": "per_inhabitant.decided",
}
SHARES = ("Inget lika", "En fjärdedel lika", "Hälften lika", "Tre fjärdedelar lika", "Allt lika")


def table_compared(result: Result) -> Table:
    """Show decided fees against the scenario's, with the one who pays most more first and the sum last."""
    places = [(name, result.codes[name]) for name in result.change.index]
    rows = [Row((name, *_compared(result.figures, code))) for name, code in places]
    rows.append(Row(("Summa", *_compared(result.figures, "total")), total=True))
    caption = f"{MARK}: vem betalar mer och vem mindre, kronor"
    return Table("t-scenario", caption, tuple(COMPARED), tuple(rows))


def _compared(figures: Facts, code: str) -> list[Content]:
    return [figures.get(f"scenario.{part}.{code}") for part in COMPARED.values() if part]


def table_sweep(sweep: Sweep) -> Table:
    """Show the fee of each municipality at five equal shares, and at which it pays what it pays today."""
    fees, rows = sweep.quarters, []
    for name, code in sweep.result.codes.items():
        cells = [_value("kr", fee) for fee in fees.loc[name]]
        point = sweep.breaks_even(name)
        even = None if point is None else _value("ratio", point)
        rows.append(Row((name, *cells, even), id=f"scenario.sweep.{code}"))
    rows.append(_sums([int(fees[share].sum()) for share in fees]))
    caption = f"{MARK}: avgift vid fem andelar lika, och brytpunkten där avgiften är som i dag, kronor"
    return Table("t-scenario-sweep", caption, ("Kommun", *SHARES, "Brytpunkt, andel lika"), tuple(rows))


def _sums(sums: list[int]) -> Row:
    cells = ("Summa", *(_value("kr", one) for one in sums), None)
    return Row(cells, id="scenario.sweep.total", total=True)


def table_services(result: Result) -> Table:
    """Show the scenario's fee for each service and municipality."""
    figures, services = result.figures, result.services
    rows = [
        Row((name, *(figures[f"scenario.fee.{code}.{service}"] for service in services)))
        for name, code in result.codes.items()
    ]
    totals = (figures[f"scenario.total.{service}"] for service in services)
    rows.append(Row(("Summa", *totals), total=True))
    caption = f"{MARK}: avgift för varje tjänst, kronor"
    return Table("t-scenario-services", caption, ("Kommun", *services.values()), tuple(rows))


def _value(unit: str, value: object) -> UnlinkedFact:
    """Show a figure in a row that derives it itself."""
    number = value if unit == "ratio" else int(value)
    return UnlinkedFact(Fact("scenario.sweep", "", number, unit, ""))
