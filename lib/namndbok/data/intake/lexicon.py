"""What may stand in the columns of a board's tables, and which of it a text means.

An exact match is certain; a slip of spelling or a shortened name is a likeness, which is asked about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from namndbok.data.intake.notation import (
    LIKE,
    SKIP,
    VOCABULARY,
    YEAR,
    compact,
    is_amount,
    is_sum,
    read_office_date,
    words_of,
)
from namndbok.data.load import Data
from namndbok.data.schema import Field, TableSchema

CODED = re.compile(r"(\d{1,4})[ .:,-]+(\D.*)")
CODE_WIDTH, REGION_WIDTHS, SHORTEST = 4, (2, 4), 4


@dataclass(frozen=True)
class Match:
    """What a text means, and whether that is certain."""

    value: str
    certain: bool = True


@dataclass
class Catalogue:
    """What a column may hold: any value of its kind or, where they are listed, those in `names`.

    `names` has what each value is called, `spellings` the value of each way to write one, made compact.
    """

    kind: str
    year: int | None = None
    names: Mapping[str, str] | None = None
    spellings: dict[str, str] = field(default_factory=dict)
    codes: bool = False
    likenesses: dict[str, Match | None] = field(default_factory=dict)

    def match(self, text: str) -> Match | None:
        """Return what a text means, None where it is like nothing; codes may have lost their first zero."""
        name = compact(text)
        if name in self.spellings:
            return Match(self.spellings[name])
        if self.names is None:
            return self._value(text)
        if self.codes and name.isdigit():
            return Match(name.zfill(CODE_WIDTH)) if name.zfill(CODE_WIDTH) in self.names else None
        if self.codes and (coded := CODED.fullmatch(text.strip())):
            code, meant = coded[1].zfill(CODE_WIDTH), self.match(coded[2])
            if code in self.names:
                return Match(code, bool(meant and meant.value == code))
            if meant and meant.value != SKIP:
                return Match(meant.value, False)  # its number in a list, or a code that is wrong
            return Match(SKIP) if len(coded[1]) in REGION_WIDTHS else None
        if name not in self.likenesses:
            self.likenesses[name] = self._likeness(name)
        return self.likenesses[name]

    def _value(self, text: str) -> Match | None:
        years, day = YEAR.findall(text), read_office_date(text, self.year) if self.kind == "date" else None
        match self.kind:
            case "date":
                return Match(day.isoformat()) if day else None
            case "year":
                return Match(years[0]) if len(years) == 1 else None
            case "integer" | "number":
                return Match(text) if is_amount(text) else None
        return Match(text) if text and not is_sum(text) else None

    def _likeness(self, name: str) -> Match | None:
        if len(name) < SHORTEST or name.isdigit():
            return None
        if found := process.extractOne(name, [*self.spellings], scorer=fuzz.ratio, score_cutoff=LIKE):
            return Match(self.spellings[found[0]], False)
        begun = (text for text in self.spellings if text.startswith(name) or name.startswith(text))
        longer = (text for text in begun if min(len(text), len(name)) > SHORTEST and not text.isdigit())
        likely = min((self.spellings[text] for text in longer), default="")
        return Match(likely, False) if likely else None

    def options(self, text: str) -> dict[str, str]:
        """Return what may be answered of a text: the likeliest first, and last that it is not taken in."""
        match, words = self.match(text), words_of(text)
        alike = {value: fuzz.token_set_ratio(words, words_of(name)) for value, name in self.names.items()}
        likely = sorted(alike, key=lambda value: (not match or match.value != value, -alike[value]))
        return {value: self.names[value] for value in likely} | {SKIP: VOCABULARY["skipped"]}

    def values_in(self, title: str) -> set[str]:
        """Return the values that a title names, as words of their own or in the genitive."""
        words = {self.spellings.get(word) for word in map(compact, title.split()) if not word.isdigit()}
        return words & {*(self.names or ())}


class Lexicon:
    """Know what the columns of a board's tables are called, and what may stand in them.

    What was answered about a text (`answers`, compact) is what it means. `year` is that of dates without one.
    """

    def __init__(self, data: Data, answers: Mapping[str, str], year: int | None) -> None:
        self.data, self.answers, self.year = data, answers, year
        self.kept: dict[tuple[str, str], Catalogue] = {}

    def catalogue(self, schema: TableSchema, name: str = "") -> Catalogue:
        """Return what may stand in a column; without a name, what the columns are called."""
        key = (schema.name, name)
        if key not in self.kept:
            made = self._catalogue(schema, schema.field(name)) if name else _heads(schema)
            known = (SKIP, *(made.names or ()))
            made.spellings |= {about: said for about, said in self.answers.items() if about and said in known}
            self.kept[key] = made
        return self.kept[key]

    def _catalogue(self, schema: TableSchema, column: Field) -> Catalogue:
        if column.kind == "boolean":
            spelled = VOCABULARY["spellings"].items()
            spellings = {compact(word): value for value, words in spelled for word in words}
            return Catalogue(column.kind, None, {"true": "ja", "false": "nej"}, spellings)
        if "enum" in column.constraints:
            names = {code: column.labels.get(code, code) for code in column.constraints["enum"]}
            spelled = ((code, text) for code, name in names.items() for text in (code, name))
            return Catalogue(column.kind, None, names, {compact(text): code for code, text in spelled})
        key = next((key for key in schema.foreign_keys if key.columns == (column.name,)), None)
        if key is None:
            return Catalogue(column.kind, self.year)
        names, spellings = {}, {}
        for row in self.data[key.table].to_dict("records"):
            value = row[key.targets[0]]
            called = [row[column] for column in ("name", "official_name", "title") if row.get(column)]
            names[value] = (called or [value])[0]
            for name in (value, *called):
                spellings.setdefault(compact(name), value)
                spellings.setdefault(compact(name) + "s", value)
        codes = key.table == "municipalities"
        endings = VOCABULARY["of_municipalities"] if codes else ()
        of_municipalities = {name + ending: value for name, value in spellings.items() for ending in endings}
        regions = {compact(name): SKIP for name in (VOCABULARY["regions"] if codes else ())}
        return Catalogue(column.kind, None, names, regions | of_municipalities | spellings, codes)


def _heads(schema: TableSchema) -> Catalogue:
    """Return what the columns of a table are called: title, name and what offices say."""
    said = VOCABULARY["heads"]
    called = [(column.name, text) for column in schema.fields for text in (column.title, column.name)]
    called += [(name, text) for name in schema.columns for text in said.get(name, ())]
    called += [(SKIP, text) for text in said["not_taken"]]
    names = {column.name: column.title for column in schema.fields}
    return Catalogue("string", None, names, {compact(text): name for name, text in reversed(called)})
