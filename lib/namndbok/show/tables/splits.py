"""Tables of how fees are split: the model that gives each column, and what differs for a municipality."""

from collections.abc import Sequence

from namndbok.facts import FeeModels
from namndbok.show.markup import ComputedFigure, Content, SourcedText
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import display


def table_splits(explained: Sequence[FeeModels]) -> Table:
    """Show for each fee column the model that gives the decided fees, or that none was found."""
    lines = [
        Row((one.name, "ja" if one.reproduced else "nej", _said(one)), source=one.rows.iloc[0])
        for one in explained
    ]
    headings = ("Avgift", "Återges", "Modell")
    return Table("t-splits", "Avgifterna räknade på nytt", headings, tuple(lines))


def table_residuals(explained: Sequence[FeeModels]) -> Table:
    """Show for each municipality what each decided fee is more than that of the best model, in kronor."""
    columns = {one.component: one for one in reversed(explained)}
    order = [columns[component] for component in dict.fromkeys(one.component for one in explained)]
    names = order[0].populations.index if order else ()
    lines = [Row((name, *(_difference(one, name) for one in order))) for name in names]
    caption = "Beslutad avgift minus avgift enligt modellen, för varje kommun"
    return Table("t-residuals", caption, ("Kommun", *(one.name for one in order)), tuple(lines))


def _said(one: FeeModels) -> SourcedText:
    """Say the model, and what was tried where none was found."""
    words = one.verdict if one.reproduced else f"{one.verdict} {one.searched}"
    return SourcedText(words, one.rows.iloc[0])


def _difference(one: FeeModels, name: str) -> Content:
    """Lead a difference to the fee that it is about."""
    known = name in one.differences.index and name in one.rows.index
    if not known:
        return "ingen avgift"
    difference = int(one.differences[name])
    return ComputedFigure(display(difference, "kr"), difference, one.rows[name])
