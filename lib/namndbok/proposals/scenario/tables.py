"""Texts and tables of scenarios, and their chart; each says that nothing is decided.

The chart is SVG from a template, which a slider can wait for.
"""

import json
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from jinja2 import Environment

from namndbok.data import sha256
from namndbok.facts import Fact
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.show import AnchorLink, Content, Enumeration, Prose, UnlinkedFact, narrate
from namndbok.show import charts as drawing
from namndbok.show.charts import ACCENT, GAP, INK, MAIN, WIDTH, Chart, named, narrowed, signed
from namndbok.show.tables import Row, Table
from namndbok.splits import ALIKE, CostGame
from namndbok.swedish import display, listing, number, order, words

TABLES = ("fees", "fee_components", "municipalities", "population", "keys", "split_models")
WORDS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
PLAIN, QUOTE = re.compile(r"[\w.:=/-]+"), '"'
OPTIONS = {"services": "--service", "also": "--with"}
MOST_NAMED = 3
NAMES, THICK, LIMIT, ENDS = 128, 13, 30, 10
SVG = Path(__file__).with_name("change.svg.j2").read_text(encoding="utf-8")
TEMPLATE = Environment(autoescape=True).from_string(SVG)


def scenario_text(name: str, redistribution: Redistribution, **context: Any) -> Prose:
    """Write the text of the template `texts/scenario/<name>.md`; `files` in it are the tables behind."""
    scenario, data, names = redistribution.scenario, redistribution.data, redistribution.baseline.names
    paths = [data.package.tables[table].path for table in TABLES]
    files = [(path, data.folder / path) for path in paths if (data.folder / path).is_file()]
    keys = [(redistribution.services[code], found.words) for code, found in redistribution.splits.items()]
    chosen = {
        kind: [names[code] for code in getattr(scenario, kind)] for kind in ("also", "without", "among")
    }
    chosen["services"] = redistribution.services.values()
    return narrate(
        f"scenario/{name}",
        redistribution.book,
        mark=MARK,
        scenario=scenario,
        keys=keys,
        shared_key=keys[0][1] if len({words for _, words in keys}) == 1 else "",
        command=command_line(redistribution),
        files=[(path, sha256(file.read_bytes())) for path, file in files],
        **{kind: Enumeration(tuple(listed)) for kind, listed in chosen.items()},
        **context,
    )


def command_line(redistribution: Redistribution) -> str:
    """Write what somebody types to get the scenario."""
    scenario, names = redistribution.scenario, redistribution.baseline.names
    typed = ["namndbok", "scenario", str(scenario.year)]
    if not scenario.new_service:
        typed += [word for code in scenario.services for word in ("--service", code)]
    for name, text in scenario.changes.items():
        if name in ("also", "without", "among"):
            text = ", ".join(names[code] for code in getattr(scenario, name))
        typed += [option_of(name), text]
    return " ".join(word if PLAIN.fullmatch(word) else f'"{word.replace(QUOTE, "")}"' for word in typed)


def option_of(name: str) -> str:
    """Return what a parameter is typed as."""
    return "ÅR" if name == "year" else OPTIONS.get(name, f"--{name.replace('_', '-')}")


def parameters_text(redistribution: Redistribution) -> str:
    """Write the parameters in one line, for a picture or an Excel sheet."""
    return f"{MARK}. {scenario_text('parameters', redistribution).text.removeprefix(MARK).lstrip(',.: ')}"


def table_compared(redistribution: Redistribution) -> Table:
    """Show today's fees against the scenario's, with the one who pays most more first and the sum last."""
    codes = {name: redistribution.codes[name] for name in redistribution.change.index} | {"Summa": "total"}
    figures, kinds = redistribution.figures, WORDS["compared"]["figures"]
    rows = [
        _row((name, *(figures.get(f"scenario.{kind}.{code}") for kind in kinds)))
        for name, code in codes.items()
    ]
    return _table("compared", rows)


def table_service_fees(redistribution: Redistribution) -> Table:
    """Show the scenario's fee for each service and municipality."""
    figures, services = redistribution.figures, redistribution.services
    prefixes = {name: f"fee.{code}" for name, code in redistribution.codes.items()} | {"Summa": "total"}
    rows = [
        _row((name, *(figures[f"scenario.{prefix}.{service}"] for service in services)))
        for name, prefix in prefixes.items()
    ]
    return _table("services", rows, services.values())


def table_years(redistribution: Redistribution) -> Table:
    """Show what each pays today and in every year of the phase-in; without one, no rows."""
    fees, codes = redistribution.by_year, redistribution.codes
    kronor = fees.loc[redistribution.change.index].to_dict("index") | {"Summa": fees.sum().to_dict()}
    rows = [
        _row((name, *(figure(int(fee), "kr") for fee in paid.values())), f"years.{codes.get(name, 'total')}")
        for name, paid in (kronor.items() if len(fees.columns) > 1 else ())
    ]
    return _table("years", rows, (f"År {words(year)}" for year in fees.columns[1:]))


def table_beside(beside: Sequence[Redistribution]) -> Table:
    """Show scenarios beside each other: who pays more and less than today; sorted by the first one."""
    headings: list[str] = []
    for letter, title in _titles(beside):
        headings += [f"{title}, kr", f"{letter}, %", f"{letter}, kr per invånare"]
    everyone = list(dict.fromkeys(name for found in beside for name in found.change.index))
    changes = [(found.change.to_dict(), found.by_year[0].to_dict(), found.people) for found in beside]
    rows = []
    for place, name in enumerate(everyone):
        cells: list[Content] = [figure(int(changes[0][1].get(name, 0)), "kr")]
        for change, today, people in changes:
            more, before, count = (int(kind.get(name) or 0) for kind in (change, today, people))
            cells.append(figure(more, "kr"))
            cells.append(figure(Fraction(more, before), "ratio") if before else None)
            cells.append(figure(Fraction(more, count), "kr_per_inhabitant") if count else None)
        rows.append(_row((name, *cells), f"beside.{place}"))
    return _table("beside", rows, headings)


def table_spread(beside: Sequence[Redistribution]) -> Table:
    """Show for each scenario how many pay more and less, the largest rise, and the spread per inhabitant."""
    rows = []
    for (letter, title), found in zip(_titles(beside), beside, strict=True):
        change, fees = found.change, found.fees.sum(axis="columns").to_dict()
        paid = sorted(Fraction(int(fees[name]), int(count)) for name, count in found.people.items() if count)
        least, most = (figure(paid[place], "kr_per_inhabitant") if paid else None for place in (0, -1))
        counts = (figure(int(count), "count") for count in ((change > 0).sum(), (change < 0).sum()))
        rise = figure(int(change.iloc[0]), "kr") if change.iloc[0] > 0 else None
        cells = (title, *counts, rise, str(change.index[0]) if rise else "", least, most)
        rows.append(_row(cells, f"spread.{letter.lower()}"))
    return _table("spread", rows)


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


def cost_games(redistribution: Redistribution) -> dict[str, CostGame]:
    """Return what is known of costs without the others, by service; none where the board has no such rows.

    The last day's rows of `standalone` count. Groups with somebody who does not take part are left out.
    """
    table, names = redistribution.data["standalone"], redistribution.baseline.names
    games = {}
    for service, found in redistribution.splits.items():
        rows = table[table["component"] == service]
        rows, players = rows[rows["date"] == rows["date"].max()], found.target.participants
        groups = [frozenset(names.get(code, code) for code in members.split()) for members in rows["members"]]
        known = zip(groups, rows["cost"], strict=True)
        if costs := {group: cost for group, cost in known if group <= set(players)}:
            games[service] = CostGame(players, costs | {frozenset(players): found.target.total})
    return games


def table_fairness(redistribution: Redistribution) -> Table:
    """Show for each service with known costs alone who pays more, beside SCRB and Shapley value."""
    rows = []
    for service, game in cost_games(redistribution).items():
        found, title = redistribution.splits[service], redistribution.services[service]
        splits = game.scrb(), game.shapley()
        for name in game.players:
            fee, alone = int(found.target.fees[name]), game.alone(name)
            verdict = "okänt" if alone is None else "nej"
            if alone is not None and fee > alone:
                verdict = f"ja, {display(fee - alone, 'kr')}"
            others = (None if split is None else split[name] for split in splits)
            values = (fee, alone, int(found.today[name]), *others)
            cells = (None if value is None else figure(value, "kr") for value in values)
            id = f"fairness.{service}.{redistribution.codes[name]}"
            rows.append(_row((title, name, verdict, *cells), id))
    return _table("fairness", rows)


def fairness_text(redistribution: Redistribution) -> Prose:
    """Say which part of each cost the split takes to be the same for any size, and which groups lose."""
    services, found = redistribution.services, redistribution.splits
    fixed = [(services[service], _fixed_part(redistribution, service)) for service in found]
    groups = []
    for service, game in cost_games(redistribution).items():
        dearer = game.dearer(found[service].target.fees.to_dict())
        worst = [f"{listing(sorted(group))} ({display(more, 'kr')})" for group, more in dearer[:MOST_NAMED]]
        known = 2 ** len(game.players) - 2 - game.unknown
        counts = (number(len(dearer)), number(known), number(game.unknown) if game.unknown else "")
        groups.append((services[service], *counts, "; ".join(worst)))
    return scenario_text("fairness", redistribution, fixed=fixed, groups=groups)


def _fixed_part(redistribution: Redistribution, service: str) -> str:
    """Return the part that all pay alike, as text; empty where nobody has said how it is split."""
    found, model = redistribution.splits[service], redistribution.baseline.models.get(service)
    alike = sum((part.share for part in found.key.parts if part.kind == ALIKE), Fraction(0))
    if all(part.name == "i dag" for part in found.typed):
        if model is None or not model.is_known:
            return ""
        payers, people = found.target.participants, redistribution.people
        alike = model.share_among(len(payers), int(sum(people.get(name, 0) for name in payers)))
    return display(alike, "ratio")


def _table(name: str, rows: Iterable[Row], more: Iterable[str] = ()) -> Table:
    caption, headings = f"{MARK}: {WORDS[name]['caption']}", (*WORDS[name]["headings"], *more)
    return Table(f"t-scenario-{name}".removesuffix("-compared"), caption, headings, tuple(rows))


def _row(cells: tuple[Content, ...], id: str = "") -> Row:
    return Row(cells, id=id and f"scenario.{id}", total=cells[0] == "Summa")


def figure(value: object, unit: str) -> UnlinkedFact:
    """Show a figure in a row that derives it itself."""
    return UnlinkedFact(Fact("scenario.figure", "", value, unit, ""))


def chart_change(beside: Sequence[Redistribution]) -> Chart:
    """Show how much more or less each pays, the most more first; of up to four scenarios, below each other.

    Less is blue, more is orange, and both have their signs.
    """
    names = list(dict.fromkeys(name for found in beside for name in found.change.index))
    note, shown = "", names
    if len(names) > LIMIT:
        note, shown = f"de {ENDS} högsta och de {ENDS} lägsta", [*names[:ENDS], *names[-ENDS:]]
    title, description = narrowed(f"{MARK}: Vem betalar mer och vem mindre?", note), _description(beside)
    changes = [{name: int(value) for name, value in found.change.items()} for found in beside]
    values = [change.get(name, 0) for change in changes for name in shown]
    letters = [f"{letter} " if len(beside) > 1 else "" for letter in "ABCD"[: len(beside)]]
    figures = NAMES + max(drawing.width(f"A {signed(value)}") for value in values)
    low, high = min(0, *values), max(0, *values)
    scale = (WIDTH - figures - GAP) / ((high - low) or 1)
    zero, y, rows, notes = figures + GAP - low * scale, 0, [], []
    for name in shown:
        top, bars = y, []
        for letter, change in zip(letters, changes, strict=True):
            value = change.get(name, 0)
            length, colour = abs(value) * scale, ACCENT if value > 0 else MAIN
            bars.append((zero if value > 0 else zero - length, y, length, colour, letter + signed(value)))
            y += THICK + 4
        rows.append((drawing.clip(name, NAMES - GAP), top, bars))
        y += GAP if len(beside) > 1 else 2
    for letter, found in zip(letters, beside, strict=True):
        for line in drawing.wrap(letter + parameters_text(found), WIDTH, lines=4):
            notes.append((y + drawing.LINE * (len(notes) + 1), line))
    height = notes[-1][0] + 6
    look = {"width": WIDTH, "thick": THICK, "ink": INK, "muted": drawing.MUTED, "figures": figures}
    size = {"zero": zero, "bottom": y, "height": height}
    svg = TEMPLATE.render(title=title, description=description, rows=rows, notes=notes, **look, **size)
    table = table_compared(beside[0]) if len(beside) == 1 else table_beside(beside)
    return Chart("c-scenario", title, description, svg, AnchorLink(table.caption, table.id))


def _description(beside: Sequence[Redistribution]) -> str:
    parts = [f"{MARK}. Liggande stapeldiagram över förändringen per kommun."]
    for letter, found in zip("ABCD", beside, strict=False):
        change, start = found.change, f"Scenario {letter}: " if len(beside) > 1 else ""
        said = []
        for word, most, sign in (("mer", change.max(), 1), ("mindre", change.min(), -1)):
            if most * sign > 0:
                most_changed = [str(name) for name, value in change.items() if value == most]
                said.append(f"Mest {word} betalar {named(most_changed, 'kommuner')}: {signed(int(most))}.")
        parts.append(start + (" ".join(said) or "Ingen kommun betalar mer eller mindre än i dag."))
    return " ".join(parts)
