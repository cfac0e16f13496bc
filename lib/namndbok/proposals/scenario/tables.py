"""Texts and tables of scenarios; each says that nothing is decided."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from namndbok.data import sha256
from namndbok.facts import Fact
from namndbok.proposals.scenario.redistribution import Redistribution, key_words
from namndbok.proposals.scenario.scenario import MARK
from namndbok.show import Content, Enumeration, Prose, UnlinkedFact, narrate
from namndbok.show.tables import Row, Table
from namndbok.swedish import listing, order, words

TABLES = ("fees", "fee_components", "municipalities", "population", "keys", "split_models")
COMPARED = {
    "Betalar mer (−:\N{NO-BREAK SPACE}mindre)": "change",
    "Förändring": "percent",
    "Scenariot": "fee",
    "I dag": "today",
    "Scenariot, kr per invånare": "per_inhabitant.fee",
    "I dag, kr per invånare": "per_inhabitant.today",
}
PLAIN, QUOTE = re.compile(r"[\w.:=/-]+"), '"'
OPTIONS = {"services": "--service", "also": "--with"}


def scenario_text(name: str, redistribution: Redistribution, **context: Any) -> Prose:
    """Write the text of the template `texts/scenario/<name>.md`; `files` in it are the tables behind."""
    scenario, data, names = redistribution.scenario, redistribution.data, redistribution.baseline.names
    paths = [data.package.tables[table].path for table in TABLES if table in data.package.tables]
    keys = {service: key_words(found) for service, found in redistribution.splits.items()}
    return narrate(
        f"scenario/{name}",
        redistribution.book,
        mark=MARK,
        scenario=scenario,
        keys=[(redistribution.services[service], words) for service, words in keys.items()],
        shared_key=next(iter(keys.values())) if len(set(keys.values())) == 1 else "",
        services=Enumeration(tuple(redistribution.services.values())),
        also=Enumeration(tuple(names[code] for code in scenario.also)),
        without=Enumeration(tuple(names[code] for code in scenario.without)),
        among=Enumeration(tuple(names[code] for code in scenario.among)),
        command=command_line(redistribution),
        files=[
            (path, sha256((data.folder / path).read_bytes()))
            for path in paths
            if (data.folder / path).is_file()
        ],
        **context,
    )


def command_line(redistribution: Redistribution) -> str:
    """Write what somebody types to get the scenario."""
    scenario, baseline = redistribution.scenario, redistribution.baseline
    words = ["namndbok", "scenario", str(scenario.year)]
    if scenario.services and not scenario.new_service:
        words += [word for code in scenario.services for word in ("--service", code)]
    codes = {"also", "without", "among"}
    for name, text in scenario.changes.items():
        option = OPTIONS.get(name, f"--{name.replace('_', '-')}")
        shown = ", ".join(baseline.names[code] for code in text.split(", ")) if name in codes else text
        words += [option, shown]
    return " ".join(word if PLAIN.fullmatch(word) else f'"{word.replace(QUOTE, "")}"' for word in words)


def parameters_text(redistribution: Redistribution) -> str:
    """Write the parameters in one line, for a picture or an Excel sheet."""
    return f"{MARK}. {scenario_text('parameters', redistribution).text.removeprefix(MARK).lstrip(',.: ')}"


def table_compared(redistribution: Redistribution) -> Table:
    """Show today's fees against the scenario's, with the one who pays most more first and the sum last."""

    def cells(code: str) -> list[Content]:
        return [redistribution.figures.get(f"scenario.{kind}.{code}") for kind in COMPARED.values()]

    rows = [Row((name, *cells(redistribution.codes[name]))) for name in redistribution.change.index]
    rows.append(Row(("Summa", *cells("total")), total=True))
    caption = f"{MARK}: vem betalar mer och vem mindre, kronor"
    return Table("t-scenario", caption, ("Kommun", *COMPARED), tuple(rows))


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


def table_years(redistribution: Redistribution) -> Table:
    """Show what each pays today and in every year of the phase-in; without one, no rows."""
    fees = redistribution.by_year
    headings = ("Kommun", "I dag", *(f"År {words(year)}" for year in fees.columns[1:]))
    rows = _rows(fees.loc[redistribution.change.index].to_dict("index"), redistribution, "years")
    sums = tuple(_value(int(total), "kr") for total in fees.sum())
    rows.append(Row(("Summa", *sums), id="scenario.years.total", total=True))
    caption = f"{MARK}: infasning år för år, kronor"
    return Table("t-scenario-years", caption, headings, tuple(rows) if len(fees.columns) > 1 else ())


def table_beside(beside: Sequence[Redistribution]) -> Table:
    """Show scenarios beside each other: who pays more and less than today; sorted by the first one."""
    headings = ["Kommun", "I dag"]
    for letter, redistribution in zip("ABCD", beside, strict=False):
        title = f"{letter} {redistribution.scenario.name}".strip()
        headings += [f"{title}, kr", f"{letter}, %", f"{letter}, kr per invånare"]
    everyone = list(dict.fromkeys(name for found in beside for name in found.change.index))
    changes = [found.change.to_dict() for found in beside]
    today = [found.by_year[0].to_dict() for found in beside]
    rows = []
    for number, name in enumerate(everyone):
        cells: list[Content] = [_value(int(today[0].get(name, 0)), "kr")]
        for found, change, paid in zip(beside, changes, today, strict=True):
            more, before, people = int(change.get(name, 0)), int(paid.get(name, 0)), found.people.get(name)
            cells.append(_value(more, "kr"))
            cells.append(_value(Fraction(more, before), "ratio") if before else None)
            cells.append(_value(Fraction(more, int(people)), "kr_per_inhabitant") if people else None)
        rows.append(Row((name, *cells), id=f"scenario.beside.{number}"))
    caption = f"{MARK}: scenarier sida vid sida, förändring mot i dag"
    return Table("t-scenario-beside", caption, tuple(headings), tuple(rows))


def table_spread(beside: Sequence[Redistribution]) -> Table:
    """Show for each scenario how many pay more and less, the largest rise, and the spread per inhabitant."""
    rows = []
    for letter, found in zip("ABCD", beside, strict=False):
        change, fees = found.change, found.fees.sum(axis="columns").to_dict()
        each = sorted(Fraction(int(fees[name]), int(count)) for name, count in found.people.items() if count)
        least, most = (_value(each[place], "kr_per_inhabitant") if each else None for place in (0, -1))
        counts = [_value(int(number), "count") for number in ((change > 0).sum(), (change < 0).sum())]
        rise = _value(int(change.iloc[0]), "kr") if change.iloc[0] > 0 else None
        name = f"{letter} {found.scenario.name}".strip()
        highest = str(change.index[0]) if rise else ""
        rows.append(Row((name, *counts, rise, highest, least, most), id=f"scenario.spread.{letter.lower()}"))
    headings = (
        *("Scenario", "Betalar mer", "Betalar mindre", "Största höjning", "För"),
        *("Lägst, kr per invånare", "Högst, kr per invånare"),
    )
    return Table("t-scenario-spread", f"{MARK}: hur scenarierna skiljer sig", headings, tuple(rows))


def beside_text(beside: Sequence[Redistribution]) -> Prose:
    """Say who pays less than today in every scenario, and who more."""
    less, more = (gainers(beside, sign) for sign in (-1, 1))
    return scenario_text("beside", beside[0], less=less, more=more)


def gainers(beside: Iterable[Redistribution], sign: int) -> str:
    """Name those who pay less (sign −1) or more (1) in every scenario."""
    groups = [{name for name, value in found.change.items() if value * sign > 0} for found in beside]
    return listing(sorted(set.intersection(*groups), key=order)) or "ingen"


def _rows(cells: dict[str, dict[int, int]], redistribution: Redistribution, kind: str) -> list[Row]:
    return [
        Row(
            (name, *(_value(int(fee), "kr") for fee in fees.values())),
            id=f"scenario.{kind}.{redistribution.codes[name]}",
        )
        for name, fees in cells.items()
    ]


def _value(number: object, unit: str) -> UnlinkedFact:
    """Show a figure in a row that derives it itself."""
    return UnlinkedFact(Fact("scenario.figure", "", number, unit, ""))
