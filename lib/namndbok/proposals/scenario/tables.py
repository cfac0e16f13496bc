"""Tables of a scenario, each marked as not decided."""

from namndbok.facts import Fact
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.sweep import Sweep
from namndbok.show import Content, UnlinkedFact
from namndbok.show.tables import Row, Table

COMPARED = {
    "Betalar mer (−:\N{NO-BREAK SPACE}mindre)": "change",
    "Förändring": "percent",
    "Scenariot": "fee",
    "Beslutat": "decided",
    "Scenariot, kr per invånare": "per_inhabitant.fee",
    "Beslutat, kr per invånare": "per_inhabitant.decided",
}
SHARES = ("Inget lika", "En fjärdedel lika", "Hälften lika", "Tre fjärdedelar lika", "Allt lika")


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
