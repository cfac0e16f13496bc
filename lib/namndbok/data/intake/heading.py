"""Where a table's heads stand in a sheet, which table they are the heads of, and what each column means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from namndbok.data.intake.sheet import MOST_ROWS, Sheet
from namndbok.data.intake.vocabulary import (
    SKIP,
    VOCABULARY,
    YEAR,
    Catalogue,
    compact,
    is_amount,
    is_result,
    is_sum,
    read_office_date,
    words_of,
)
from namndbok.data.schema import TableSchema

MOST_LEVELS, SAMPLE, HALF = 3, 25, 0.5
SUM, DIFFERENCE = "sum", "difference"
NUMERIC = ("integer", "number", "boolean")
Texts = Sequence[Sequence[str]]


@dataclass(frozen=True)
class HeadColumn:
    """A column of the grid: which column of the table its cells fill (or SKIP, SUM, DIFFERENCE, or nothing),
    what its head says of other columns, and where that is not certain, what it is like something in."""

    number: int
    head: str
    fills: str = ""
    says: Mapping[str, str] = field(default_factory=dict)
    likeness: Catalogue | None = None


@dataclass
class Heading:
    """The heads of one table in a grid, from row `top` to `bottom`; columns in `missing` have none.

    `named` columns tell which row of the table a cell belongs to, the cells of `values` are taken into it.
    """

    schema: TableSchema
    top: int
    bottom: int
    columns: Sequence[HeadColumn]
    missing: Sequence[str] = ()
    score: float = 0

    def __post_init__(self) -> None:
        keys = key_columns(self.schema)
        self.named = [column for column in self.columns if column.fills in keys]
        taken = {*self.schema.columns} - {*keys}
        self.values = [column for column in self.columns if column.fills in taken]
        self.rank = not self.missing, self.score  # what lacks columns comes last


def key_columns(schema: TableSchema) -> tuple[str, ...]:
    """List the columns that tell rows apart; in an account report, all that are not amounts."""
    return schema.primary_key or tuple(c.name for c in schema.fields if c.kind not in NUMERIC)


def value_column(schema: TableSchema) -> str | None:
    """Name the column that the cells of a wide table fill; None where one cell is not a row."""
    if schema.name in VOCABULARY["value_columns"]:
        return VOCABULARY["value_columns"][schema.name]
    numbers = (column.name for column in schema.fields if column.kind in NUMERIC)
    return next((name for name in numbers if name not in (*key_columns(schema), "precision")), None)


def _calls(text: str, *tables: str) -> bool:
    """Tell whether a title, a head or a file name calls one of some tables by its name."""
    names = (name for table in tables for name in VOCABULARY["tables"].get(table, ()))
    return any(words_of(name) in words_of(text) for name in names)


def _share(test: Callable[[str], Any], cells: Sequence[str]) -> float:
    """Return how large a part of some cells fulfils a test; −1 where there are none."""
    return sum(map(bool, map(test, cells))) / len(cells) if cells else -1


@dataclass
class HeadingFinder:
    """Find the heads of tables below a row of a sheet.

    Where it is `told` which table it is, its rows may have names that nobody knows.
    """

    sheet: Sheet
    start: int
    told: bool

    def best(self, schemas: Sequence[TableSchema]) -> list[Heading]:
        """Return what fits best, one heading a table, in order of rank."""
        sites, best = list(self._sites()), []
        for schema in schemas:
            headings = filter(None, (self._heading(schema, *site) for site in sites))
            best += sorted(headings, key=lambda heading: heading.rank)[-1:]
        return sorted(best, key=lambda heading: heading.rank, reverse=True)

    def _sites(self) -> Iterator[tuple[int, int, Texts, Texts]]:
        """Yield the first and last of rows that may be heads, and of each column its heads and cells below.

        That is so until amounts begin. A head above several columns is taken for all.
        """
        rows = self.sheet.rows
        for bottom in range(self.start, min(self.start + MOST_ROWS, len(rows))):
            others = list(filter(None, rows[bottom]))[1:]
            if any(is_amount(cell) and not YEAR.fullmatch(cell) for cell in others):
                return
            sample = rows[bottom + 1 : bottom + 1 + SAMPLE] or [[""] * len(rows[bottom])]
            cells = [
                [cell for cell in below if cell and not is_sum(cell)] for below in zip(*sample, strict=True)
            ]
            for top in range(bottom, max(self.start, bottom - MOST_LEVELS + 1) - 1, -1):
                if not any(rows[top]):
                    break
                above = [list(accumulate(row, lambda left, cell: cell or left)) for row in rows[top:bottom]]
                yield top, bottom, list(zip(*above, rows[bottom], strict=True)), cells

    def _heading(
        self, schema: TableSchema, top: int, bottom: int, heads: Texts, below: Texts
    ) -> Heading | None:
        columns = [self._column(schema, number, levels) for number, levels in enumerate(heads)]
        heading = Heading(schema, top, bottom, list(self._by_content(schema, columns, below)))
        columns = heading.columns
        sure = [c for c in columns if (c.fills in schema.columns or c.says) and not c.likeness]
        keys = [column for column in sure if column in heading.named]
        if not heading.values or not keys or not any(column.head for column in sure):
            return None
        titles = (cell for row in self.sheet.rows[self.start : top] for cell in row)
        said, headed = " ".join([self.sheet.title, *titles]), " ".join(column.head for column in columns)
        missing, asked = [], 0
        known = {name for c in columns for name in (c.fills, *c.says)} | {*VOCABULARY["filled"]}
        for column in schema.fields:
            if column.name not in known and (column.required or column.name in schema.primary_key):
                if column.name in VOCABULARY["asked"]:
                    asked += not self.sheet.lexicon.catalogue(schema, column.name).values_in(said)
                elif column.name != "date" or not YEAR.search(said):
                    missing.append(column.name)
        unknown = [c for c in columns if not c.fills and _share(is_amount, below[c.number]) > 0]
        titled = _calls(said, schema.name) + _calls(headed, schema.name)
        score = sum(len(c.says) or 1 for c in sure) + len(keys) + 2 * titled - asked - len(missing)
        score -= 0.5 * len(unknown) + 0.1 * (bottom - top)
        return replace(heading, missing=missing, score=score)

    def _column(self, schema: TableSchema, number: int, levels: Sequence[str]) -> HeadColumn:
        """Return what a column's head means as a whole, or what its parts mean together."""
        texts = list(filter(None, dict.fromkeys(levels)))
        head, wide, rivals = " ".join(texts), value_column(schema), {*VOCABULARY["rivals"]}
        others = rivals - {schema.name} if schema.name in rivals else ()
        if _calls(head, *others) and not _calls(head, schema.name):  # Budget beside Utfall
            return HeadColumn(number, head, SKIP)
        whole = self._meaning(schema, head) if texts else None
        parts = [whole] if whole else [self._meaning(schema, text) for text in reversed(texts)]
        says, fills, likeness = {}, "", None
        for part in filter(None, parts):
            says = {**part.says, **says}
            fills = fills or ("" if part.says and part.fills == wide else part.fills)
            likeness = likeness or part.likeness
        return HeadColumn(number, head, fills or (wide or "" if says else ""), says, likeness)

    def _meaning(self, schema: TableSchema, text: str) -> HeadColumn | None:
        """Return what one head means, by answers, names of columns, what stands in them, years and sums."""
        wide, keys, likenesses = value_column(schema), key_columns(schema), []
        without, years = YEAR.sub(" ", text), set(YEAR.findall(text))
        day, year = read_office_date(text, self.sheet.lexicon.year), years.pop() if len(years) == 1 else ""
        dated = {"date": day.isoformat()} if day and "date" in keys else {}
        if year and not dated and ("date" in keys) != ("year" in keys):
            dated = {"year": year} if "year" in keys else {"date": f"{year}-12-31"}
        if dated and (day or not compact(without)):
            return HeadColumn(0, text, wide, dated) if wide else None
        catalogues = {key: self.sheet.lexicon.catalogue(schema, key) for key in ("", *(keys if wide else ()))}
        listed = {key: catalogue for key, catalogue in catalogues.items() if catalogue.names is not None}
        for name in dict.fromkeys((text, without)):
            says = dated if name != text else {}
            for key, catalogue in listed.items():
                match = catalogue.match(name)
                if match and (match.certain or name == without) and not (key and match.value == SKIP):
                    fills = wide if key else match.value
                    says_too = {} if fills in keys else {key: match.value, **says} if key else says
                    meant = HeadColumn(0, text, fills, says_too, None if match.certain else catalogue)
                    if match.certain:
                        return meant
                    likenesses.append(meant)
        if is_sum(text) or is_result(text):
            return HeadColumn(0, text, SUM if is_sum(text) else DIFFERENCE)
        return likenesses[0] if likenesses else None

    def _by_content(
        self, schema: TableSchema, columns: Sequence[HeadColumn], below: Texts
    ) -> Iterator[HeadColumn]:
        """Take columns without a name for what stands in them, and names away that the cells contradict."""
        taken = {name for column in columns for name in (column.fills, *column.says)}
        before = HeadColumn(-1, "")
        for column in columns:
            cells = below[column.number]
            kind = schema.field(column.fills).kind if column.fills in schema.columns else ""
            amounts, fits = _share(is_amount, cells), HALF
            if kind in NUMERIC:
                fits = _share(self.sheet.lexicon.catalogue(schema, column.fills).match, cells)
            if 0 <= fits < HALF or (column.likeness and not cells):
                column = HeadColumn(column.number, column.head)
            if not column.head and before.says and cells:
                column = replace(before, number=column.number)
            elif not column.fills and cells and (amounts < HALF or not column.head):
                least = 0 if self.told and not column.number and not column.head and amounts < HALF else HALF
                column = replace(column, fills=self._content(schema, cells, taken, least))
                taken.add(column.fills)
            yield column
            before = column

    def _content(self, schema: TableSchema, cells: Sequence[str], taken: set[str], least: float) -> str:
        """Return the key column that most of some cells fit, and at least so large a part of them."""
        fits: dict[str, tuple[float, bool]] = {}
        for name in (name for name in key_columns(schema) if name not in taken):
            catalogue = self.sheet.lexicon.catalogue(schema, name)
            if catalogue.names is not None or catalogue.kind == "date":
                matches = filter(None, map(catalogue.match, cells))
                share = sum(match.value != SKIP for match in matches) / len(cells)
                fits[name] = share, catalogue.names is not None and name not in VOCABULARY["asked"]
        best = max(fits, key=fits.get, default="")
        return best if best and fits[best][0] >= least else ""
