"""The chart of scenarios: who pays more and who less; drawn as plain SVG, which a slider can wait for."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.tables import parameters_text, table_beside, table_compared
from namndbok.show import AnchorLink
from namndbok.show import charts as drawing
from namndbok.show.charts import ACCENT, GAP, INK, MAIN, WIDTH, Chart, named, narrowed, signed

NAMES, THICK, LIMIT, ENDS = 128, 13, 30, 10


def chart_change(beside: Sequence[Redistribution]) -> Chart:
    """Show how much more or less each pays, the most more first; of up to four scenarios, below each other.

    Less is blue, more is orange, and both have their signs.
    """
    names = list(beside[0].change.index)
    names += [name for found in beside[1:] for name in found.change.index if name not in names]
    note, shown = "", names
    if len(names) > LIMIT:
        note, shown = f"de {ENDS} högsta och de {ENDS} lägsta", [*names[:ENDS], *names[-ENDS:]]
    question = narrowed(f"{MARK}: Vem betalar mer och vem mindre?", note)
    svg = _svg("c-scenario", question, _description(beside), list(_marks(beside, shown)))
    table = table_compared(beside[0]) if len(beside) == 1 else table_beside(beside)
    return Chart("c-scenario", question, _description(beside), svg, AnchorLink(table.caption, table.id))


def _description(beside: Sequence[Redistribution]) -> str:
    parts = [f"{MARK}. Liggande stapeldiagram över förändringen per kommun."]
    for letter, found in zip("ABCD", beside, strict=False):
        change, start = found.change, f"Scenario {letter}: " if len(beside) > 1 else ""
        said = []
        for word, most in (("mer", change.max()), ("mindre", change.min())):
            if most * (1 if word == "mer" else -1) > 0:
                most_changed = [str(name) for name, value in change.items() if value == most]
                said.append(f"Mest {word} betalar {named(most_changed, 'kommuner')}: {signed(int(most))}.")
        parts.append(start + (" ".join(said) or "Ingen kommun betalar mer eller mindre än i dag."))
    return " ".join(parts)


def _marks(
    beside: Sequence[Redistribution], names: Sequence[str]
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield tag, attributes and text of every mark; the last one is how high the picture is."""
    changes = [{name: int(value) for name, value in found.change.items()} for found in beside]
    values = [change.get(name, 0) for change in changes for name in names]
    letters = [f"{letter} " if len(beside) > 1 else "" for letter in "ABCD"[: len(beside)]]
    figures = NAMES + max(drawing.width(f"A {signed(value)}") for value in values)
    low, high = min(0, *values), max(0, *values)
    scale = (WIDTH - figures - GAP) / ((high - low) or 1)
    zero, y = figures + GAP - low * scale, 0.0
    for name in names:
        text = drawing.clip(name, NAMES - GAP)
        yield "text", {"x": 0, "y": y + THICK - 2}, text
        for letter, change in zip(letters, changes, strict=True):
            value = change.get(name, 0)
            length, colour = abs(value) * scale, ACCENT if value > 0 else MAIN
            left = zero if value > 0 else zero - length
            yield "rect", {"x": left, "y": y, "width": length, "height": THICK, "fill": colour}, ""
            yield "text", {"x": figures, "y": y + THICK - 2, "text-anchor": "end"}, letter + signed(value)
            y += THICK + 4
        y += GAP if len(beside) > 1 else 2
    yield "line", {"x1": zero, "x2": zero, "y1": 0, "y2": y, "stroke": INK}, ""
    for letter, found in zip(letters, beside, strict=True):
        for line in drawing.wrap(letter + parameters_text(found), WIDTH, lines=4):
            y += drawing.LINE
            yield "text", {"x": 0, "y": y, "fill": drawing.MUTED}, line
    yield "", {"height": y + 6}, ""


def _svg(id: str, title: str, description: str, marks: Sequence[tuple[str, dict[str, Any], str]]) -> str:
    *drawn, (_, size, _) = marks
    box = {"viewBox": f"0 0 {WIDTH:g} {size['height']:g}", "xmlns": "http://www.w3.org/2000/svg"}
    root = Element("svg", {"aria-labelledby": f"{id}-t {id}-d", "role": "img"} | box)
    SubElement(root, "title", id=f"{id}-t").text = title
    SubElement(root, "desc", id=f"{id}-d").text = description
    group = SubElement(root, "g", {"fill": INK, "font-size": "13"})
    for tag, attributes, text in drawn:
        written = {
            name: value if isinstance(value, str) else f"{value:.1f}" for name, value in attributes.items()
        }
        SubElement(group, tag, written).text = text
    return tostring(root, encoding="unicode", short_empty_elements=False)
