"""What offices call tables, columns and what stands in them, and which of ours each name means.

A name is compared by its letters and digits alone, so that `E-arkiv`, `Earkiv` and `E arkiv (kr)` are one.
An exact match is certain; a slip of spelling or a shortened name is a likeness, which is asked about.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from namndbok.data.load import Data
from namndbok.data.schema import Field, TableSchema

VOCABULARY: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
SKIP = VOCABULARY["skip"]
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


@dataclass
class Catalogue:
    """Name what a column may hold: each spelling, made compact, and its value; and what values are called."""

    names: Mapping[str, str]
    spellings: Mapping[str, str]
    codes: bool = False
    likenesses: dict[str, Match | None] = field(default_factory=dict)

    def match(self, text: str) -> Match | None:
        """Return what a text means, None where it is like nothing; codes may have lost their first zero."""
        name = compact(text)
        if self.codes and (coded := CODED.fullmatch(text.strip())):
            code, meant = coded[1].zfill(CODE_WIDTH), self.match(coded[2])
            if code not in self.names:
                return None
            agrees = meant is not None and meant.value == code
            return Match(code, agrees, () if agrees or meant is None else (meant.value,))
        if self.codes and name.isdigit():
            name = name.zfill(CODE_WIDTH)
        if name in self.spellings:
            return Match(self.spellings[name])
        if name not in self.likenesses:
            self.likenesses[name] = self._likeness(name)
        return self.likenesses[name]

    def _likeness(self, name: str) -> Match | None:
        if len(name) < SHORTEST or name.isdigit():
            return None
        scores: dict[str, float] = {}
        ranked = process.extract(name, self.spellings.keys(), scorer=fuzz.ratio, score_cutoff=LIKE, limit=8)
        for spelling, score, _ in ranked:
            scores.setdefault(self.spellings[spelling], score)
        near = [value for value, score in scores.items() if score >= max(scores.values()) - CLOSER]
        if not near and len(name) > SHORTEST:
            words = {text: value for text, value in self.spellings.items() if len(text) > SHORTEST}
            begun = (text for text in words if text.startswith(name) or name.startswith(text))
            near = sorted({words[text] for text in begun if not text.isdigit()})
        return Match(near[0], False, tuple(near[1:])) if near else None

    def options(self, text: str) -> dict[str, str]:
        """Return what a text may mean: what it is like, or all values, the likeliest first; or no value."""
        match, words = self.match(text), words_of(text)
        likely = match and (match.value, *match.others)
        likely = likely or sorted(
            self.names, key=lambda value: -fuzz.token_set_ratio(words, words_of(self.names[value]))
        )
        return {value: self.names[value] for value in likely} | {SKIP: VOCABULARY["skipped"]}

    def values_in(self, title: str) -> set[str]:
        """Return the values that a title names, as words of their own or in the genitive."""
        words = [compact(word) for word in title.split()]
        return {self.spellings[word] for word in words if word in self.spellings and not word.isdigit()}


class Lexicon:
    """Know what the columns of a board's tables are called, and what may stand in them."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.kept: dict[tuple[str, str], Catalogue | None] = {}

    def heads(self, schema: TableSchema) -> Catalogue:
        """Return what the columns of a table are called: title, name and what offices say."""
        key = (schema.name, "")
        if key not in self.kept:
            said = VOCABULARY["heads"]
            called = [(column.name, text) for column in schema.fields for text in (column.title, column.name)]
            called += [(name, text) for name in schema.columns for text in said.get(name, ())]
            called += [(SKIP, text) for text in said["not_taken"]]
            names = {column.name: column.title for column in schema.fields}
            self.kept[key] = Catalogue(names, {compact(text): name for name, text in reversed(called)})
        return self.kept[key]

    def catalogue(self, schema: TableSchema, name: str) -> Catalogue | None:
        """Return what may stand in a column, where that is a list: of another table, codes, or yes and no."""
        key = (schema.name, name)
        if key not in self.kept:
            self.kept[key] = self._catalogue(schema, schema.field(name))
        return self.kept[key]

    def _catalogue(self, schema: TableSchema, column: Field) -> Catalogue | None:
        if column.kind == "boolean":
            spelled = VOCABULARY["spellings"].items()
            spellings = {compact(word): value for value, words in spelled for word in words}
            return Catalogue({"true": "ja", "false": "nej"}, spellings)
        if "enum" in column.constraints:
            names = {code: column.labels.get(code, code) for code in column.constraints["enum"]}
            spelled = ((code, text) for code, name in names.items() for text in (code, name))
            return Catalogue(names, {compact(text): code for code, text in spelled})
        key = next((key for key in schema.foreign_keys if key.columns == (column.name,)), None)
        if key is None:
            return None
        names, spellings, rows = {}, {}, self.data[key.table].to_dict("records")
        for row in rows:
            value = row[key.targets[0]]
            called = [row[column] for column in ("name", "official_name", "title") if row.get(column)]
            names[value] = (called or [value])[0]
            for name in (value, *called):
                spellings.setdefault(compact(name), value)
                spellings.setdefault(compact(name) + "s", value)
        codes = key.table == "municipalities"
        endings = VOCABULARY["of_municipalities"] if codes else ()
        of_municipalities = {name + ending: value for name, value in spellings.items() for ending in endings}
        return Catalogue(names, of_municipalities | spellings, codes)
