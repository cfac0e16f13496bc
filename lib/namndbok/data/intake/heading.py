"""Where a table's heads stand in a grid, which table they are the heads of, and what each column means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

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

MOST_ROWS, MOST_LEVELS, SAMPLE = 40, 3, 60
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
        best: dict[str, Heading] = {}
        places = list(self._places(start))
        for schema in schemas:
            headings = [self._heading(schema, start, top, bottom) for top, bottom in places]
            fitting = [heading for heading in headings if heading]
            if fitting:
                best[schema.name] = max(fitting, key=_rank)
        return sorted(best.values(), key=_rank, reverse=True)

    def _places(self, start: int) -> Iterator[tuple[int, int]]:
        """Yield first and last row of what may be heads; they end where amounts begin."""
        for bottom in range(start, min(start + MOST_ROWS, len(self.rows))):
            cells = [cell for cell in self.rows[bottom] if cell]
            if any(is_amount(cell) and not YEAR.fullmatch(cell) for cell in cells[1:]):
                return
            for top in range(bottom, max(start, bottom - MOST_LEVELS + 1) - 1, -1):
                if not any(self.rows[top]):
                    break
                yield top, bottom

    def _heading(self, schema: TableSchema, start: int, top: int, bottom: int) -> Heading | None:
        below = [row for row in self.rows[bottom + 1 : bottom + 1 + SAMPLE] if any(row)]
        columns = [self._column(schema, n, levels) for n, levels in enumerate(self._levels(top, bottom))]
        columns = self._by_content(schema, columns, below)
        heading = Heading(schema, top, bottom, tuple(columns), (), 0)
        said = " ".join([self.title, *(cell for row in self.rows[start:top] for cell in row)])
        heads = " ".join(column.head for column in columns)
        sure = [c for c in columns if (c.fills in schema.columns or c.says) and not c.likeness]
        if not heading.values or not any(c.head for c in sure):
            return None
        missing, asked = [], 0
        known = {name for c in columns for name in (c.fills, *c.says)} | {*VOCABULARY["filled"]}
        for column in schema.fields:
            if column.name not in known and (column.required or column.name in schema.primary_key):
                catalogue = self.lexicon.catalogue(schema, column)
                if column.name in VOCABULARY["asked"] and catalogue:
                    asked += not context(catalogue, said)
                elif column.name != "date" or not YEAR.search(said):
                    missing.append(column.name)
        unknown = [c for c in columns if not c.fills and _share(is_amount, c.number, below) > 0]
        keys = [c for c in sure if c.fills in key_columns(schema)]
        titled = named_in(said, title_words(schema.name)) + named_in(heads, title_words(schema.name))
        score = (
            sum(len(c.says) or 1 for c in sure)
            + len(keys)
            + 2 * titled
            - asked
            - len(missing)
            - 0.5 * len(unknown)
        )
        follows = any(below[0][c.number] for c in heading.named) if below else False
        return replace(heading, missing=tuple(missing), score=score + 0.5 * follows - 0.1 * (bottom - top))

    def _levels(self, top: int, bottom: int) -> Iterator[list[str]]:
        """Yield the heads of each column, highest first; one that stands over several is taken for all."""
        filled = []
        for row in self.rows[top:bottom]:
            cells = list(row)
            for number in range(1, len(cells)):
                cells[number] = cells[number] or cells[number - 1]
            filled.append(cells)
        yield from ([*above, own] for *above, own in zip(*filled, self.rows[bottom], strict=True))

    def _column(self, schema: TableSchema, number: int, levels: list[str]) -> HeadColumn:
        whole = " ".join(dict.fromkeys(filter(None, levels)))
        plain = HeadColumn(number, whole)
        if not whole:
            return plain
        rivals = [name for name in VOCABULARY["rivals"] if not {name, schema.name} <= {"outcome", "accounts"}]
        other = any(named_in(whole, title_words(name)) for name in rivals if name != schema.name)
        if (
            other
            and schema.name in ("accounts", *VOCABULARY["rivals"])
            and not named_in(whole, title_words(schema.name))
        ):
            return replace(plain, fills=SKIP)
        if found := self._meaning(schema, plain, whole):
            return found
        said: dict[str, str] = {}
        fills, likeness = "", None
        for text in reversed(list(filter(None, dict.fromkeys(levels)))) if len(levels) > 1 else ():
            if part := self._meaning(schema, plain, text):
                said = {**part.says, **said}
                cells = part.fills if not part.says or part.fills != value_column(schema) else ""
                fills, likeness = fills or cells, likeness or part.likeness
        if said:
            fills = fills or value_column(schema) or ""
        return replace(plain, fills=fills, says=said, likeness=likeness) if fills else plain

    def _meaning(self, schema: TableSchema, plain: HeadColumn, text: str) -> HeadColumn | None:
        """Return what one head means, by answers, names of columns, what stands in them, years and sums."""
        answered = self.answers.get(compact(text)) or self.answers.get(compact(plain.head))
        if answered and answered in (SKIP, *schema.columns):
            return replace(plain, fills=answered)
        heads, wide = self.lexicon.heads(schema), value_column(schema)
        likenesses = []
        without, years = YEAR.sub(" ", text), YEAR.findall(text)
        dated = self._dated(schema, text, years[-1] if len(set(years)) == 1 else "")
        if wide and dated and ("date" in dated or not compact(without)):
            return replace(plain, fills=wide, says=dated)
        for name in dict.fromkeys((text, without)):
            says = dated if name != text else {}
            if (match := heads.match(name)) and match.certain:
                return replace(
                    plain, fills=match.value, says=says if match.value not in key_columns(schema) else {}
                )
            likenesses += [(replace(plain, fills=match.value), match)] if match else []
            for column in filter(lambda c: wide and c.name in key_columns(schema), schema.fields):
                catalogue = self.lexicon.catalogue(schema, column)
                if answered and catalogue and answered in catalogue.names:
                    return replace(plain, fills=wide, says={column.name: answered})
                if catalogue and (match := catalogue.match(name)):
                    meant = replace(plain, fills=wide, says={column.name: match.value, **says})
                    if match.certain:
                        return meant
                    likenesses.append((meant, match))
        if is_sum(text) or is_result(text):
            return replace(plain, fills=SUM if is_sum(text) else DIFFERENCE)
        if likenesses:
            meant, match = likenesses[0]
            return replace(meant, likeness=match)
        return None

    def _dated(self, schema: TableSchema, text: str, year: str) -> dict[str, str]:
        """Return the year or day that a head names, for the key column that it belongs to."""
        keys = key_columns(schema)
        day = read_office_date(text, self.year) if "date" in keys else None
        if day:
            return {"date": day.isoformat()}
        if year and "year" in keys and schema.name not in ("presence", "meetings"):
            return {"year": year}
        return {"date": f"{year}-12-31"} if year and "date" in keys and "year" not in keys else {}

    def _by_content(
        self, schema: TableSchema, columns: list[HeadColumn], below: Sequence[Row]
    ) -> list[HeadColumn]:
        """Take columns without a name for what stands in them, and names away that the cells contradict."""
        result = []
        taken = {column.fills for column in columns} | {name for c in columns for name in c.says}
        for column in columns:
            kind = schema.field(column.fills).kind if column.fills in schema.columns else ""
            fits = _share(partial(self._readable, schema, column.fills, kind), column.number, below)
            if kind in NUMERIC and (0 <= fits < 0.5 or (fits < 0 and column.likeness)):
                column = HeadColumn(column.number, column.head)
            if not column.head and result and result[-1].says:
                column = replace(result[-1], number=column.number)
            elif not column.fills or (column.says and kind not in NUMERIC):
                content = self._content(schema, column.number, taken, below)
                column = replace(column, fills=content, says={}, likeness=None) if content else column
                taken.add(content)
            result.append(column)
        return result

    def _readable(self, schema: TableSchema, name: str, kind: str, cell: str) -> bool:
        if kind == "boolean":
            return bool(self.lexicon.catalogue(schema, schema.field(name)).match(cell))
        return is_amount(cell)

    def _content(self, schema: TableSchema, number: int, taken: set[str], below: Sequence[Row]) -> str:
        for name in key_columns(schema):
            if name in taken:
                continue
            column = schema.field(name)
            catalogue = self.lexicon.catalogue(schema, column)
            if (
                catalogue
                and _share(lambda cell, known=catalogue: bool(known.match(cell)), number, below) >= 0.5
            ):
                return name
            if (
                column.kind == "date"
                and _share(lambda cell: bool(read_office_date(cell, self.year)), number, below) >= 0.5
            ):
                return name
        return ""


def _share(test, number: int, below: Sequence[Row]) -> float:
    """Return how large a part of a column's cells fulfils a test; −1 where the column is empty."""
    cells = [row[number] for row in below if row[number] and not is_sum(row[number])]
    return sum(map(test, cells)) / len(cells) if cells else -1


def _rank(heading: Heading) -> tuple[bool, float]:
    return not heading.missing, heading.score
