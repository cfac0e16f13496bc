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
    files = [(path, data.folder / path) for path in paths if (data.folder / path).is_file()]
    keys = {service: key_words(found) for service, found in redistribution.splits.items()}
    chosen = {
        kind: [names[code] for code in getattr(scenario, kind)] for kind in ("also", "without", "among")
    }
    chosen["services"] = redistribution.services.values()
    return narrate(
        f"scenario/{name}",
        redistribution.book,
        mark=MARK,
        scenario=scenario,
        keys=[(redistribution.services[service], words) for service, words in keys.items()],
        shared_key=next(iter(keys.values())) if len(set(keys.values())) == 1 else "",
        command=command_line(redistribution),
        files=[(path, sha256(file.read_bytes())) for path, file in files],
        **{kind: Enumeration(tuple(listed)) for kind, listed in chosen.items()},
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
    fees, codes = redistribution.by_year, redistribution.codes
    kronor = fees.loc[redistribution.change.index].to_dict("index") | {"Summa": fees.sum().to_dict()}
    rows = []
    for name, paid in kronor.items() if len(fees.columns) > 1 else ():
        cells = (figure(int(fee), "kr") for fee in paid.values())
        id = f"scenario.years.{codes.get(name, 'total')}"
        rows.append(Row((name, *cells), id=id, total=name == "Summa"))
    headings = ("Kommun", "I dag", *(f"År {words(year)}" for year in fees.columns[1:]))
    return Table("t-scenario-years", f"{MARK}: infasning år för år, kronor", headings, tuple(rows))


def table_beside(beside: Sequence[Redistribution]) -> Table:
    """Show scenarios beside each other: who pays more and less than today; sorted by the first one."""
    headings = ["Kommun", "I dag"]
    for letter, title in _titles(beside):
        headings += [f"{title}, kr", f"{letter}, %", f"{letter}, kr per invånare"]
    everyone = list(dict.fromkeys(name for found in beside for name in found.change.index))
    changes = [(found.change.to_dict(), found.by_year[0].to_dict(), found.people) for found in beside]
    rows = []
    for number, name in enumerate(everyone):
        cells: list[Content] = [figure(int(changes[0][1].get(name, 0)), "kr")]
        for change, today, people in changes:
            more, before, count = int(change.get(name, 0)), int(today.get(name, 0)), people.get(name)
            cells.append(figure(more, "kr"))
            cells.append(figure(Fraction(more, before), "ratio") if before else None)
            cells.append(figure(Fraction(more, int(count)), "kr_per_inhabitant") if count else None)
        rows.append(Row((name, *cells), id=f"scenario.beside.{number}"))
    caption = f"{MARK}: scenarier sida vid sida, förändring mot i dag"
    return Table("t-scenario-beside", caption, tuple(headings), tuple(rows))


def table_spread(beside: Sequence[Redistribution]) -> Table:
    """Show for each scenario how many pay more and less, the largest rise, and the spread per inhabitant."""
    rows = []
    for (letter, title), found in zip(_titles(beside), beside, strict=True):
        change, fees = found.change, found.fees.sum(axis="columns").to_dict()
        each = sorted(Fraction(int(fees[name]), int(count)) for name, count in found.people.items() if count)
        least, most = (figure(each[place], "kr_per_inhabitant") if each else None for place in (0, -1))
        counts = (figure(int(number), "count") for number in ((change > 0).sum(), (change < 0).sum()))
        rise = figure(int(change.iloc[0]), "kr") if change.iloc[0] > 0 else None
        highest = str(change.index[0]) if rise else ""
        cells = (title, *counts, rise, highest, least, most)
        rows.append(Row(cells, id=f"scenario.spread.{letter.lower()}"))
    headings = (
        *("Scenario", "Betalar mer", "Betalar mindre", "Största höjning", "För"),
        *("Lägst, kr per invånare", "Högst, kr per invånare"),
    )
    return Table("t-scenario-spread", f"{MARK}: hur scenarierna skiljer sig", headings, tuple(rows))


def _titles(beside: Sequence[Redistribution]) -> list[tuple[str, str]]:
    """Return a letter for each scenario, and that letter with its name."""
    names = (found.scenario.name for found in beside)
    return [(letter, f"{letter} {name}".strip()) for letter, name in zip("ABCD", names, strict=False)]


def beside_text(beside: Sequence[Redistribution]) -> Prose:
    """Say who pays less than today in every scenario, and who more."""
    less, more = (gainers(beside, sign) for sign in (-1, 1))
    return scenario_text("beside", beside[0], less=less, more=more)


def gainers(beside: Iterable[Redistribution], sign: int) -> str:
    """Name those who pay less (sign −1) or more (1) in every scenario."""
    groups = [{name for name, value in found.change.items() if value * sign > 0} for found in beside]
    return listing(sorted(set.intersection(*groups), key=order)) or "ingen"


def figure(number: object, unit: str) -> UnlinkedFact:
    """Show a figure in a row that derives it itself."""
    return UnlinkedFact(Fact("scenario.figure", "", number, unit, ""))
