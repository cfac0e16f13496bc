"""The chart of scenarios: who pays more and who less; SVG from a template, which a slider can wait for."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment

from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.tables import parameters_text, table_beside, table_compared
from namndbok.show import AnchorLink
from namndbok.show import charts as drawing
from namndbok.show.charts import ACCENT, GAP, INK, MAIN, WIDTH, Chart, named, narrowed, signed

NAMES, THICK, LIMIT, ENDS = 128, 13, 30, 10
SVG = Path(__file__).with_name("change.svg.j2").read_text(encoding="utf-8")
TEMPLATE = Environment(autoescape=True).from_string(SVG)


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
