"""Where a table's heads stand in a grid, which table they are the heads of, and what each column means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import accumulate
from typing import Any

from namndbok.data.intake.notation import is_amount, read_office_date
from namndbok.data.intake.vocabulary import (
    VOCABULARY,
    YEAR,
    Catalogue,
    Lexicon,
    Match,
    compact,
    is_result,
    is_sum,
    words_of,
)
from namndbok.data.schema import TableSchema

MOST_ROWS, MOST_LEVELS, SAMPLE, HALF = 40, 3, 25, 0.5
SKIP, SUM, DIFFERENCE = VOCABULARY["skip"], "sum", "difference"
NUMERIC = ("integer", "number", "boolean")

Row = Sequence[str]


@dataclass(frozen=True)
class HeadColumn:
    """A column of the grid: which column of the table its cells fill (or SKIP, SUM, DIFFERENCE, or nothing),
    what its head says of other columns, and a likeness where that is not certain."""

    number: int
    head: str
    fills: str = ""
    says: Mapping[str, str] = field(default_factory=dict)
    likeness: Match | None = None


@dataclass(frozen=True)
class Heading:
    """The heads of one table in a grid, from row `top` to `bottom`; columns in `missing` have none."""

    schema: TableSchema
    top: int
    bottom: int
    columns: tuple[HeadColumn, ...]
    missing: tuple[str, ...]
    score: float

    @property
    def named(self) -> list[HeadColumn]:
        """List the columns that tell which row of the table a cell belongs to."""
        return [column for column in self.columns if column.fills in key_columns(self.schema)]

    @property
    def values(self) -> list[HeadColumn]:
        """List the columns whose cells are taken into other columns of the table."""
        keys = key_columns(self.schema)
        return [c for c in self.columns if c.fills in self.schema.columns and c.fills not in keys]

    @property
    def unknown(self) -> list[HeadColumn]:
        """List the columns of a wide table whose heads say nothing that is known."""
        wide = self.schema.primary_key and any(column.says for column in self.values)
        return [column for column in self.columns if wide and column.head and not column.fills]

    def without_twins(self, answers: Mapping[str, str]) -> tuple["Heading", list[HeadColumn]]:
        """Return the heading without columns under different heads that mean the same, and those columns."""
        heads: dict[tuple[str, ...], set[str]] = {}
        for column in self.values:
            heads.setdefault((column.fills, *column.says.values()), set()).add(column.head)
        doubles = [c for c in self.values if len(heads[c.fills, *c.says.values()]) > 1]
        twins = [column for column in doubles if compact(column.head) not in answers]
        columns = (replace(column, fills=SKIP) if column in twins else column for column in self.columns)
        return replace(self, columns=tuple(columns)), twins

    @property
    def numeric(self) -> bool:
        """Tell whether the table's own cells are numbers, or yes and no."""
        return any(self.schema.field(column.fills).kind in NUMERIC for column in self.values)


def key_columns(schema: TableSchema) -> tuple[str, ...]:
    """List the columns that tell rows apart; in an account report, all that are not amounts."""
    return schema.primary_key or tuple(c.name for c in schema.fields if c.kind not in NUMERIC)


def value_column(schema: TableSchema) -> str | None:
    """Name the column that the cells of a wide table fill; None where one cell is not a row."""
    if schema.name in VOCABULARY["value_columns"]:
        return VOCABULARY["value_columns"][schema.name]
    numbers = (column.name for column in schema.fields if column.kind in NUMERIC)
    return next((name for name in numbers if name not in (*key_columns(schema), "precision")), None)


def title_words(table: str) -> Sequence[str]:
    """List what a title, a head or a file name may call a table."""
    return VOCABULARY["tables"].get("outcome" if table == "accounts" else table, ())


def named_in(text: str, names: Sequence[str]) -> bool:
    """Tell whether one of some names stands in a text, as words of their own."""
    words = words_of(text)
    return any(words_of(name) in words for name in names)


def context(catalogue: Catalogue, text: str) -> set[str]:
    """Return the values that a title names, as words of their own or in the genitive."""
    words = [compact(word) for word in text.split()]
    return {catalogue.spellings[word] for word in words if word in catalogue.spellings and not word.isdigit()}


@dataclass(frozen=True)
class Site:
    """Rows that may be heads: the texts of each column's head, highest first, and the cells below it."""

    top: int
    bottom: int
    heads: Sequence[Sequence[str]]
    below: Sequence[Sequence[str]]

    @cached_property
    def amounts(self) -> list[float]:
        """List how large a part of each column's cells are amounts."""
        return [share(is_amount, cells) for cells in self.below]


def share(test: Callable[[str], Any], cells: Sequence[str]) -> float:
    """Return how large a part of some cells fulfils a test; −1 where there are none."""
    return sum(map(bool, map(test, cells))) / len(cells) if cells else -1


@dataclass(frozen=True)
class HeadingFinder:
    """Find the heads of tables in the rows of a grid, all of one width; `title` is what file and sheet are
    called, `year` that of days without one."""

    rows: Sequence[Row]
    title: str
    year: int | None
    lexicon: Lexicon
    answers: Mapping[str, str]

    def best(self, schemas: Sequence[TableSchema], start: int) -> list[Heading]:
        """Return what fits best below a row, one heading a table, in order; what lacks columns comes last."""
        sites, best = list(self._sites(start)), []
        for schema in schemas:
            headings = [self._heading(schema, start, site) for site in sites]
            best += sorted(filter(None, headings), key=_rank)[-1:]
        return sorted(best, key=_rank, reverse=True)

    def _sites(self, start: int) -> Iterator[Site]:
        """Yield what may be heads, until amounts begin. A head above several columns is taken for all."""
        for bottom in range(start, min(start + MOST_ROWS, len(self.rows))):
            if any(
                is_amount(cell) and not YEAR.fullmatch(cell)
                for cell in list(filter(None, self.rows[bottom]))[1:]
            ):
                return
            sample = self.rows[bottom + 1 : bottom + 1 + SAMPLE]
            below = [
                [cell for cell in cells if cell and not is_sum(cell)] for cells in zip(*sample, strict=True)
            ]
            for top in range(bottom, max(start, bottom - MOST_LEVELS + 1) - 1, -1):
                if not any(self.rows[top]):
                    break
                above = [
                    list(accumulate(row, lambda left, cell: cell or left)) for row in self.rows[top:bottom]
                ]
                heads = list(zip(*above, self.rows[bottom], strict=True))
                yield Site(top, bottom, heads, below or [[]] * len(heads))

    def _heading(self, schema: TableSchema, start: int, site: Site) -> Heading | None:
        columns = [self._column(schema, number, levels) for number, levels in enumerate(site.heads)]
        columns = list(self._by_content(schema, columns, site))
        heading = Heading(schema, site.top, site.bottom, tuple(columns), (), 0)
        sure = [c for c in columns if (c.fills in schema.columns or c.says) and not c.likeness]
        keys = [column for column in sure if column.fills in key_columns(schema)]
        if not heading.values or not keys or not any(column.head for column in sure):
            return None
        said = " ".join([self.title, *(cell for row in self.rows[start : site.top] for cell in row)])
        heads = " ".join(column.head for column in columns)
        missing, asked = [], 0
        known = {name for c in columns for name in (c.fills, *c.says)} | {*VOCABULARY["filled"]}
        for column in schema.fields:
            if column.name not in known and (column.required or column.name in schema.primary_key):
                catalogue = self.lexicon.catalogue(schema, column)
                if column.name in VOCABULARY["asked"] and catalogue:
                    asked += not context(catalogue, said)
                elif column.name != "date" or not YEAR.search(said):
                    missing.append(column.name)
        unknown = [c for c in columns if not c.fills and site.amounts[c.number] > 0]
        titled = sum(named_in(text, title_words(schema.name)) for text in (said, heads))
        score = sum(len(c.says) or 1 for c in sure) + len(keys) + 2 * titled - asked - len(missing)
        score -= 0.5 * len(unknown) + 0.1 * (site.bottom - site.top)
        return replace(heading, missing=tuple(missing), score=score)

    def _column(self, schema: TableSchema, number: int, levels: Sequence[str]) -> HeadColumn:
        """Return what a column's head means as a whole, or what its parts mean together."""
        texts = list(filter(None, dict.fromkeys(levels)))
        plain = HeadColumn(number, " ".join(texts))
        if not texts or self._is_rival(schema, plain.head):
            return replace(plain, fills=SKIP if texts else "")
        if meant := self._meaning(schema, plain, plain.head):
            return meant
        says: dict[str, str] = {}
        fills, wide, likeness = "", value_column(schema), None
        parts = texts if len(texts) > 1 else ()
        for part in filter(None, (self._meaning(schema, plain, text) for text in reversed(parts))):
            says = {**part.says, **says}
            fills = fills or ("" if part.says and part.fills == wide else part.fills)
            likeness = likeness or part.likeness
        fills = fills or (wide or "" if says else "")
        return replace(plain, fills=fills, says=says, likeness=likeness) if fills else plain

    def _is_rival(self, schema: TableSchema, head: str) -> bool:
        """Tell whether a head is of another table of amounts that stands beside: Budget beside Utfall."""
        name = "outcome" if schema.name == "accounts" else schema.name
        others = [words for rival in VOCABULARY["rivals"] if rival != name for words in title_words(rival)]
        return (
            name in VOCABULARY["rivals"] and named_in(head, others) and not named_in(head, title_words(name))
        )

    def _meaning(self, schema: TableSchema, plain: HeadColumn, text: str) -> HeadColumn | None:
        """Return what one head means, by answers, names of columns, what stands in them, years and sums."""
        answered = self.answers.get(compact(text)) or self.answers.get(compact(plain.head))
        if answered and answered in (SKIP, *schema.columns):
            return replace(plain, fills=answered)
        wide, keys, likenesses = value_column(schema), key_columns(schema), []
        without, years = YEAR.sub(" ", text), set(YEAR.findall(text))
        dated = self._dated(schema, text, years.pop() if len(years) == 1 else "")
        if dated and (not compact(without) or read_office_date(text, self.year)):
            return replace(plain, fills=wide, says=dated) if wide else None
        for name in dict.fromkeys((text, without)):
            says = dated if name != text else {}
            meanings = [("", self.lexicon.heads(schema))]
            fields = [schema.field(key) for key in keys if wide]
            meanings += [(column.name, self.lexicon.catalogue(schema, column)) for column in fields]
            for key, catalogue in meanings:
                match = Match(answered) if catalogue and answered in catalogue.names else None
                match = match or (catalogue.match(name) if catalogue else None)
                if not match or not (match.certain or name == without):
                    continue
                fills = wide if key else match.value
                meant = replace(plain, fills=fills, says={key: match.value, **says} if key else says)
                meant = replace(meant, says={}) if fills in keys else meant
                if match.certain:
                    return meant
                likenesses.append(replace(meant, likeness=match))
        if is_sum(text) or is_result(text):
            return replace(plain, fills=SUM if is_sum(text) else DIFFERENCE)
        return likenesses[0] if likenesses else None

    def _dated(self, schema: TableSchema, text: str, year: str) -> dict[str, str]:
        """Return the year or day that a head names, for the key column that it belongs to."""
        keys = key_columns(schema)
        if "date" in keys and (day := read_office_date(text, self.year)):
            return {"date": day.isoformat()}
        if year and "year" in keys and "date" not in keys:
            return {"year": year}
        return {"date": f"{year}-12-31"} if year and "date" in keys and "year" not in keys else {}

    def _by_content(
        self, schema: TableSchema, columns: Sequence[HeadColumn], site: Site
    ) -> Iterator[HeadColumn]:
        """Take columns without a name for what stands in them, and names away that the cells contradict."""
        before = HeadColumn(-1, "")
        taken = {column.fills for column in columns} | {name for c in columns for name in c.says}
        for column in columns:
            cells, amounts = site.below[column.number], site.amounts[column.number]
            kind = schema.field(column.fills).kind if column.fills in schema.columns else ""
            catalogue = (
                self.lexicon.catalogue(schema, schema.field(column.fills)) if kind == "boolean" else None
            )
            fits = share(catalogue.match, cells) if catalogue else amounts
            if (kind in NUMERIC and 0 <= fits < HALF) or (column.likeness and not cells):
                column = HeadColumn(column.number, column.head)
            if not column.head and before.says and cells:
                column = replace(before, number=column.number)
            elif not column.fills and cells and (amounts < HALF or not column.head):
                column = replace(column, fills=self._content(schema, cells, taken))
                taken.add(column.fills)
            yield column
            before = column

    def _content(self, schema: TableSchema, cells: Sequence[str], taken: set[str]) -> str:
        """Return the key column that most of some cells fit."""
        for column in (schema.field(name) for name in key_columns(schema) if name not in taken):
            catalogue = self.lexicon.catalogue(schema, column)
            dates = partial(read_office_date, year=self.year) if column.kind == "date" else None
            if (test := catalogue.match if catalogue else dates) and share(test, cells) >= HALF:
                return column.name
        return ""


def _rank(heading: Heading) -> tuple[bool, float]:
    return not heading.missing, heading.score
