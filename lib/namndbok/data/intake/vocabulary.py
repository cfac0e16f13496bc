"""What offices call tables, columns and what stands in them, and which of ours each name means.

A name is compared by its letters and digits alone, so that `E-arkiv`, `Earkiv` and `E arkiv (kr)` are one.
An exact match is certain; a slip of spelling or a shortened name is a likeness, which is asked about.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from namndbok.data.load import Data
from namndbok.data.schema import Field, TableSchema

VOCABULARY: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
IN_HEADS = re.compile(r"\((?:kr|tkr|sek|st|antal|%)\)|\b(?:kr|tkr|sek|mkr|mnkr)\b|[*†‡¹²³⁴⁵]")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
WORD = re.compile(r"[^\W_]+")
CODED = re.compile(r"(\d{1,4})[ .:,-]+(\D.*)")
CODE_WIDTH = 4
LIKE, CLOSER, SHORTEST = 82, 6, 4


@lru_cache(maxsize=50_000)
def compact(text: str) -> str:
    """Return a text's letters and digits in small letters, without the units and notes that heads have."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("\u00ad", "")
    return "".join(sign for sign in IN_HEADS.sub(" ", plain) if sign.isalnum() or sign in "✓✔")


def words_of(text: str) -> str:
    """Return a text's words in small letters, for finding one of them in a title."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def is_sum(text: str) -> bool:
    """Tell whether a row or column of that name is a sum of others."""
    first = re.match(r"[^\W\d_]+(?::[^\W\d_]+)?", text.strip().casefold())
    return bool(first) and compact(first[0]) in VOCABULARY["sums"]


def is_result(text: str) -> bool:
    """Tell whether a row of that name is a difference between sums."""
    first = compact(text.split(" ")[0]) if text.strip() else ""
    return any(fuzz.ratio(first, name) > LIKE for name in VOCABULARY["results"])


@dataclass(frozen=True)
class Match:
    """What a name means, and whether that is certain."""

    value: str
    certain: bool = True
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """Name what a column may hold: each spelling, made compact, and its value; and what values are called."""

    names: Mapping[str, str]
    spellings: Mapping[str, str]
    codes: bool = False
    _likenesses: dict[str, Match | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def match(self, text: str) -> Match | None:
        """Return what a text means, None where it is like nothing; codes may have lost their first zero."""
        name = compact(text)
        if self.codes and (coded := CODED.fullmatch(text.strip())):
            code, meant = coded[1].zfill(CODE_WIDTH), self.match(coded[2])
            if code in self.names:
                agrees = meant is not None and meant.value == code
                return Match(code, agrees, () if agrees or meant is None else (meant.value,))
            return None
        if self.codes and name.isdigit():
            name = name.zfill(CODE_WIDTH)
        if name in self.spellings:
            return Match(self.spellings[name])
        if name not in self._likenesses:
            self._likenesses[name] = self._likeness(name)
        return self._likenesses[name]

    def nearest(self, text: str) -> tuple[str, ...]:
        """Return all values, those first whose names have most words and letters in common with a text."""

        def likeness(value: str) -> float:
            return fuzz.token_set_ratio(words_of(text), words_of(self.names[value]))

        return tuple(sorted(self.names, key=likeness, reverse=True))

    def _likeness(self, name: str) -> Match | None:
        if len(name) < SHORTEST or name.isdigit():
            return None
        starts = {value for spelling, value in self.spellings.items() if _begins(name, spelling)}
        ranked = process.extract(name, self.spellings.keys(), scorer=fuzz.ratio, score_cutoff=LIKE, limit=8)
        scores: dict[str, float] = {}
        for spelling, score, _ in ranked:
            scores.setdefault(self.spellings[spelling], score)
        near = [value for value, score in scores.items() if score >= max(scores.values()) - CLOSER]
        near = near or sorted(starts)
        return Match(near[0], False, tuple(near[1:])) if near else None


def _begins(name: str, spelling: str) -> bool:
    shorter, longer = sorted((name, spelling), key=len)
    return len(shorter) > SHORTEST and longer.startswith(shorter) and not spelling.isdigit()


@dataclass(frozen=True)
class Lexicon:
    """Know what the columns of a board's tables are called, and what may stand in them."""

    data: Data
    _kept: dict[tuple[str, str], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def heads(self, schema: TableSchema) -> Catalogue:
        """Return what the columns of a table are called: name, title and what offices say."""
        key = (schema.name, "")
        if key not in self._kept:
            spellings: dict[str, str] = {}
            for synonyms in (False, True):
                for column in schema.fields:
                    called = (
                        VOCABULARY["heads"].get(column.name, []) if synonyms else [column.title, column.name]
                    )
                    for name in called:
                        spellings.setdefault(compact(name), column.name)
            for name in VOCABULARY["heads"]["not_taken"]:
                spellings.setdefault(compact(name), VOCABULARY["skip"])
            self._kept[key] = Catalogue({column.name: column.title for column in schema.fields}, spellings)
        return self._kept[key]

    def catalogue(self, schema: TableSchema, column: Field) -> Catalogue | None:
        """Return what may stand in a column, where that is a list: of another table, codes, or yes and no."""
        key = (schema.name, column.name)
        if key not in self._kept:
            self._kept[key] = self._catalogue(schema, column)
        return self._kept[key]

    def _catalogue(self, schema: TableSchema, column: Field) -> Catalogue | None:
        if column.kind == "boolean":
            spelled = VOCABULARY["spellings"].items()
            return Catalogue(
                {"true": "ja", "false": "nej"}, {compact(w): v for v, words in spelled for w in words}
            )
        if "enum" in column.constraints:
            names = {code: column.labels.get(code, code) for code in column.constraints["enum"]}
            return Catalogue(
                names, {compact(text): code for code, name in names.items() for text in (code, name)}
            )
        targets = (key for key in schema.foreign_keys if key.columns == (column.name,))
        key = next(targets, None)
        if key is None:
            return None
        names, spellings = {}, {}
        for value, called in self._named(key.table, key.targets[0]):
            names[value] = called[0] if called else value
            for name in (value, *called):
                spellings.setdefault(compact(name), value)
                spellings.setdefault(compact(name) + "s", value)
        codes = key.table == "municipalities"
        for name, value in list(spellings.items()) if codes else []:
            for ending in VOCABULARY["of_municipalities"]:
                spellings.setdefault(name + ending, value)
        return Catalogue(names, spellings, codes)

    def _named(self, table: str, target: str) -> Iterator[tuple[str, list[str]]]:
        rows = self.data[table]
        columns = [column for column in ("name", "official_name", "title") if column in rows]
        for row in rows.to_dict("records"):
            yield row[target], [row[column] for column in columns if row[column]]

    @cached_property
    def tables(self) -> list[TableSchema]:
        """List the tables that a file may become."""
        schemas = self.data.package.tables.values()
        return [schema for schema in schemas if schema.name not in VOCABULARY["computed"]]
