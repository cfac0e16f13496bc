"""Hold a printed document against the data: what each figure in it agrees with, and what it lacks.

A figure agrees with a fact or a row of the same value and kind. Where several do, the words around the figure
and the document that the row comes from decide; one that is about another municipality, line or day than the
figure's own line is none of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from namndbok.books import make_books
from namndbok.data import Data, read_document, sha256
from namndbok.facts import Fact, Facts, require_any_outcome
from namndbok.swedish import WORDS, month, rounded

SPACES = "[ \u00a0\u202f\u2009]"
MONTHS = {name: number for number in range(1, 13) for name in (month(number), month(number)[:3])}
MONTH = rf"(?:{'|'.join(MONTHS)})\b"
COUNTS = {word: number for number, word in enumerate(WORDS) if number > 1}
FIGURE = re.compile(
    rf"""(?P<code>\d{{4}}/\d+(?:[-.][\d.]*\d)?|\b(?:19|20)\d\d\.\d+|\b[0-9A-F]{{64}}\b)
    |(?P<iso>\b(?:(?:19|20)\d\d-\d\d(?:-\d\d)?|\d\d-\d\d-\d\d)\b)
    |(?P<day>\d{{1,2}})(?:[-–]\d{{1,2}})?\s(?P<month>{MONTH})(?:,?\s(?P<year>(?:19|20)\d\d))?
    |(?P<its_month>{MONTH})\s(?P<its_year>(?:19|20)\d\d)
    |(?P<time>\b\d\d[:.]\d\d\b(?!\.))
    |§§?\s?(?P<section>\d{{1,6}})
    |(?P<part>\d{{1,9}})\sav\s(?P<whole>\d{{1,9}})
    |(?<!\w)(?<![^\W\d_]-)
     (?P<number>(?:(?<![\w)])[-\N{{MINUS SIGN}}–])?(?:\d{{1,3}}(?:{SPACES}\d{{3}})+(?!\d)|\d{{1,18}}(?!\d)))
     (?:,(?P<decimals>\d{{1,9}}))?
     (?:{SPACES}?(?P<unit>%|procent\b|tkr\b))?
    |\b(?P<word>{"|".join(COUNTS)})\b""",
    re.VERBOSE | re.IGNORECASE,
)
ITEM = re.compile(r"\s*\d{1,2}[.)]\s")
WORD = re.compile(r"[^\W\d_]{4,}")
# Columns that tell where a row comes from, or what the transcriber says of it.
ASIDE = ("source", "place", "note", "order", "number", "precision", "transcript_sha256")
# Facts that no board prints: how many findings each check gave.
ABOUT_CHECKS = "findings"
# Kinds of figures that belong to the day of their line, if it tells one.
ABOUT_A_DAY, DAYS = ("percent", "share", "of", "time"), ("day", "yearly")
SURE, SEVERAL, BARE, NOTHING = "säker", "en av flera", "bara värdet", "inget"
# A number that is so large is not met by chance.
DISTINCT = 1000
# Words by which a line says that a figure without a sign is negative.
BELOW = frozenset({"unders", "lägre", "mindre", "minska", "minus"})
# Kinds of figures that are met by chance, and how many words a count takes of its line or its own document.
IN_CONTEXT, LEAST_NEAR = ("count", "percent", "of"), 2
# Lines above a figure: how many are read, how short a heading is, and how many headings count.
LOOK_BACK, HEADING, HEADINGS, AROUND = 40, 70, 4, 40
# A day belongs to a figure that comes so many characters after it, in the same sentence.
NEAR_DAY, MOST_GROUPS = 70, 60
# Units of facts that one is counted out of another in.
COUNTED = ("count", "municipalities")

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Anchor:
    """A fact or a cell that a figure can agree with, and what tells it from others of the same value."""

    id: str
    label: str
    words: frozenset[str]
    days: frozenset[Key] = frozenset()
    names: frozenset[tuple[str, Any]] = frozenset()
    source: str = ""
    year: int | None = None
    counted: bool = True


@dataclass(frozen=True)
class Figure:
    """A figure of a document: where it stands, as printed, with the words around it."""

    place: str
    text: str
    around: str
    keys: tuple[Key, ...]
    agrees: tuple[Anchor, ...] = ()
    sure: str = ""


@dataclass(frozen=True)
class TieOut:
    """What a document's figures agree with, and the facts and cells of its own whose value it lacks."""

    year: int
    source: str
    figures: tuple[Figure, ...]
    lacking: tuple[Anchor, ...]

    @property
    def untied(self) -> list[Figure]:
        """List the figures that agree with nothing."""
        return [figure for figure in self.figures if not figure.agrees]

    def entry(self) -> dict[str, Any]:
        """Return all of it for machines."""

        def named(anchors: Sequence[Anchor]) -> list[dict[str, str]]:
            return [{"id": anchor.id, "label": anchor.label} for anchor in anchors]

        figures = []
        for figure in self.figures:
            told = {"place": figure.place, "text": figure.text, "around": figure.around}
            figures.append({**told, "sure": figure.sure or NOTHING, "agrees": named(figure.agrees)})
        lacking = named(self.lacking)
        return {"year": self.year, "document": self.source, "figures": figures, "lacking": lacking}


def figures_in(text: str) -> Iterator[tuple[re.Match[str], tuple[Key, ...]]]:
    """Yield the figures of a text and the values that each can stand for; numbers of list items are none."""
    item = ITEM.match(text)
    for found in FIGURE.finditer(text, item.end() if item else 0):
        yield found, _keys({name: told for name, told in found.groupdict().items() if told})


def _keys(told: Mapping[str, str]) -> tuple[Key, ...]:
    number = MONTHS.get(told.get("month", told.get("its_month", "")).lower())
    match told:
        case {"code": code}:
            return (("code", code.upper()),)
        case {"iso": iso}:
            year, *rest = (int(part) for part in iso.split("-"))
            return (("day" if len(rest) > 1 else "month", year + 2000 * (year < 100), *rest),)
        case {"month": _, "day": day, "year": year}:
            return (("day", int(year), number, int(day)),)
        case {"month": _, "day": day}:
            return (("yearly", number, int(day)),)
        case {"its_year": year}:
            return (("month", int(year), number),)
        case {"time": time}:
            return (("time", time.replace(".", ":")),)
        case {"section": section}:
            return (("section", int(section)),)
        case {"part": part, "whole": whole}:
            return (("of", int(part), int(whole)),)
        case {"word": word}:
            return (_number_key(COUNTS[word.lower()]),)
    digits, decimals, unit = told["number"], told.get("decimals", ""), told.get("unit", "").lower()
    whole = re.sub(SPACES, "", digits).translate({0x2212: "-", 0x2013: "-"})
    value = Fraction(f"{whole}.{decimals or 0}")
    if unit in ("%", "procent"):
        return (_share_key(value, len(decimals)),)
    year = [("year", int(value))] if re.fullmatch(r"(19|20)\d\d", digits) and not decimals else []
    return (*year, _number_key(value * (1000 if unit == "tkr" else 1)))


def _number_key(value: int | Fraction) -> Key:
    small = abs(value) < DISTINCT and Fraction(value).denominator == 1
    return "count" if small else "number", Fraction(value)


def _share_key(value: Fraction, places: int) -> Key:
    return "share" if places else "percent", places, value


def _value_keys(value: Any, kind: str = "", unit: str = "", precision: int = 1) -> Iterator[Key]:
    """Yield what a cell or fact can be printed as."""
    match value:
        case date():
            year, month, day = value.timetuple()[:3]
            yield from (("day", year, month, day), ("yearly", month, day), ("month", year, month))
        case bool() | None:
            return
        case str():
            for key in (key for _, keys in figures_in(value) for key in keys):
                yield from (key, ("code", key[1].partition("-")[0])) if key[0] == "code" else (key,)
        case _ if kind == "year":
            yield "year", value
        case _ if unit in ("ratio", "stated_ratio", "percent"):
            size = Fraction(value) * (1 if unit == "percent" else 100)
            yield from (_share_key(Fraction(rounded(size, places)), places) for places in range(3))
        case _:
            yield from {_number_key(Fraction(rounded(value, places))) for places in range(3)}
            if precision > 1:
                yield _number_key(Fraction(rounded(Fraction(value, precision))))


class Anchors:
    """Everything in a board's tables and a year's facts that a printed figure can agree with, by value."""

    def __init__(self, data: Data, year: int):
        (book,) = make_books(data, [year])
        self.data, self.year, tables = data, year, data.package.tables
        self.by_key: dict[Key, list[Anchor]] = defaultdict(list)
        self.rows: dict[str, Anchor] = {}
        keys = {name: table.primary_key[0] for name, table in tables.items() if len(table.primary_key) == 1}
        self.named = {name: key for name, key in keys.items() if "name" in data[name]}
        called = ((name, data.lookup(name, key, "name")) for name, key in self.named.items())
        self.names = {(name, key): text for name, texts in called for key, text in texts.items()}
        self.parts = {name: parts for name, text in self.names.items() if (parts := stems(text))}
        for name in tables:
            self._add_table(name)
        for fact in book.facts.of_whole_year():
            self._add_fact(fact, book.facts)
        kinds = [(key[0], anchors) for key, anchors in self.by_key.items() if key[0] in ABOUT_A_DAY]
        self.of_days = {(kind, day) for kind, anchors in kinds for anchor in anchors for day in anchor.days}

    def _add_table(self, name: str) -> None:
        schema = self.data.package.tables[name]
        others = {key.columns[0]: key.table for key in schema.foreign_keys if len(key.columns) == 1}
        links = others | ({self.named[name]: name} if name in self.named else {})
        columns = [c for c in schema.fields if c.name not in ASIDE and c.name not in others]
        whole = [column.name for column in columns if column.kind == "integer"]
        for number, row in zip(self.data[name].index, self.data[name].to_dict("records"), strict=True):
            names = {(table, row[column]) for column, table in links.items()} & self.names.keys()
            texts = [row[column.name] for column in columns if isinstance(row[column.name], str)]
            said = " ".join([schema.title, row.get("place") or "", *texts, *map(self.names.get, names)])
            coded = [value for value in row.values() if isinstance(value, date) or " " not in str(value)]
            days = {key for value in coded for key in _value_keys(value) if key[0] in DAYS}
            about = frozenset(), frozenset(days), frozenset(names), row.get("source") or "", row.get("year")
            anchor = Anchor(f"{name}:{number}", schema.title, *about)
            self.rows[anchor.id] = anchor
            for column in columns:
                value, label = row[column.name], f"{schema.title}: {column.title}"
                counted, words = column.kind in ("integer", "number"), stems(f"{column.title} {said}")
                cell = replace(anchor, label=label, words=words, counted=counted)
                unit = row.get("unit") or row.get("measured_unit") or column.unit
                for key in _value_keys(value, column.kind, unit, int(row.get("precision") or 1)):
                    self.by_key[key].append(cell)
                part = row[whole[whole.index(column.name) - 1]] if column.name in whole[1:] else None
                if part is not None and value is not None:
                    self.by_key["of", part, value].append(cell)

    def _add_fact(self, fact: Fact, facts: Facts) -> None:
        behind = [self.rows[row] for row in facts.rows_behind(fact.id) if row in self.rows]
        days = frozenset(day for row in behind for day in row.days)
        named = frozenset(name for row in behind for name in row.names)
        sources = " ".join(fact.sources)
        anchor = Anchor(fact.id, fact.label, stems(fact.label), days, named, sources, facts.year)
        for key in _value_keys(fact.value, "", fact.unit, 1000 if fact.unit == "tkr" else 1):
            self.by_key[key].append(anchor)
        for whole in facts.under(fact.id.rpartition(".")[0]):
            if fact.unit in COUNTED and whole.unit in COUNTED and fact.value <= whole.value:
                self.by_key["of", fact.value, whole.value].append(anchor)

    def parted(self, groups: Sequence[str]) -> list[str]:
        """Return the numbers that groups of digits make, if they are known: on some pages columns touch."""
        parts: dict[int, list[str]] = {len(groups): []}
        for start in reversed(range(len(groups))):
            for end in sorted((end for end in parts if groups[start][0] != "0"), reverse=True):
                text = " ".join(groups[start:end])
                if any(key in self.by_key for _, keys in figures_in(text) for key in keys):
                    parts[start] = [text, *parts[end]]
                    break
        return parts.get(0, [])


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words: enough to know a word in another form."""
    return frozenset(word[:6] for word in WORD.findall(text.casefold()))


@dataclass(frozen=True)
class Context:
    """What stands around a figure: words, days and names of its line, words above it, and years.

    `about` are the kinds of figures of which the data has some for those days, `source` is the document.
    """

    source: str
    words: frozenset[str]
    above: frozenset[str]
    headings: frozenset[str]
    days: frozenset[Key]
    names: Mapping[tuple[str, Any], frozenset[str]]
    years: frozenset[int]
    about: frozenset[str]

    def fits(self, anchor: Anchor, kind: str) -> bool:
        """Tell whether nothing in the line speaks against a fact or cell."""
        of_another_day = self.days and not self.days & anchor.days
        if of_another_day and (kind in self.about or (kind in IN_CONTEXT and anchor.days)):
            return False
        tables = {table for table, _ in self.names} & {table for table, _ in anchor.names}
        return all(any(name in anchor.names for name in self.names if name[0] == table) for table in tables)

    def score(self, anchor: Anchor, kind: str) -> int:
        """Return how much speaks for a fact or cell; 0 where there is the value and nothing more."""
        named = {self.names[name] for name in self.names.keys() & anchor.names}
        near = len(anchor.words & (self.words | self.above)) + 2 * len(named)
        own = 4 * (self.source in anchor.source.split()) + 3 * bool(self.days & anchor.days)
        headings = len(anchor.words & self.headings)
        if kind == "count" and near + headings * bool(own) < LEAST_NEAR and not self.days & anchor.days:
            return 0
        words = 3 * near + headings + own
        return words and words + 2 * (anchor.year in self.years)

    def tied(self, figure: Figure, by_key: Mapping[Key, Sequence[Anchor]]) -> Figure:
        """Return a figure with what it agrees with, the likeliest first."""
        kinds = {anchor: key[0] for key in figure.keys for anchor in by_key.get(key, ())}
        fitting = [anchor for anchor, kind in kinds.items() if self.fits(anchor, kind)]
        scores = {anchor: self.score(anchor, kinds[anchor]) for anchor in fitting}
        ranked = sorted(fitting, key=lambda anchor: -scores[anchor])
        likely = [anchor for anchor in ranked if scores[anchor]]
        if not likely:
            bare = tuple(anchor for anchor in ranked if kinds[anchor] not in IN_CONTEXT)
            return replace(figure, agrees=bare, sure=BARE if bare else "")
        best = {anchor.id for anchor in likely if scores[anchor] == scores[likely[0]]}
        return replace(figure, agrees=tuple(likely), sure=SURE if len(best) == 1 else SEVERAL)


def tie_document(path: Path, data: Data, year: int | None = None, encoding: str | None = None) -> TieOut:
    """Hold a file against the data; it is known as one of `documents` by its SHA-256.

    Without a year, the year with an outcome that the document names most often is meant. Raises `InvalidData`
    for a file that cannot be read, `InvalidParameter` where there is no such year.
    """
    lines, digest = read_document(path, encoding), sha256(path.read_bytes())
    documents = data["documents"][["document", "sha256", "transcript_sha256"]].itertuples(index=False)
    known = (name for name, *digests in documents if digest in [str(told).lower() for told in digests])
    keys = (key for _, line in lines for _, found in figures_in(line) for key in found)
    named = Counter(key[1] for key in keys if key[0] in ("year", "month", "day"))
    likely = max(data.years_with_outcome, key=lambda known: (named[known], known), default=0)
    require_any_outcome(data, year or likely)
    return tie_out(lines, Anchors(data, year or likely), next(known, ""))


def tie_out(lines: Sequence[tuple[str, str]], anchors: Anchors, source: str = "") -> TieOut:
    """Hold a document's lines (`read_document`) against the data; `source` is its name in `documents`."""
    figures = [figure for number in range(len(lines)) for figure in _figures(anchors, lines, number, source)]
    printed = {key for figure in figures for key in figure.keys}
    printed |= {_number_key(part) for kind, *parts in printed if kind == "of" for part in parts}
    found = {(anchor.id, anchor.label) for key in printed for anchor in anchors.by_key.get(key, ())}
    every = {anchor: None for of_key in anchors.by_key.values() for anchor in of_key if anchor.counted}
    own = [a for a in every if a.source == source or (a.year == anchors.year and ":" not in a.id)]
    lacking = [anchor for anchor in own if (anchor.id, anchor.label) not in found]
    lacking = tuple(anchor for anchor in lacking if anchor.id.split(".")[0] != ABOUT_CHECKS)
    return TieOut(anchors.year, source, tuple(figures), lacking)


def _figures(
    anchors: Anchors, lines: Sequence[tuple[str, str]], number: int, source: str
) -> Iterator[Figure]:
    place, text = lines[number]
    before = [line for _, line in lines[max(number - LOOK_BACK, 0) : number]]
    headings = " ".join([line for line in before if len(line) < HEADING][-HEADINGS:])
    around = (key for _, keys in figures_in(f"{headings} {text}") for key in keys)
    years = frozenset(key[1] for key in around if key[0] in ("year", "day"))
    words = stems(text)
    names = {name: parts for name, parts in anchors.parts.items() if parts <= words}
    for found, keys in figures_in(text):
        cell = text.count("\t", 0, found.start())
        above = " ".join(row[cell] for row in (line.split("\t") for line in before) if len(row) > cell > 0)
        near = text[max(found.start() - NEAR_DAY, 0) : found.end()].rsplit(". ", 1)[-1]
        days = frozenset(key for _, keys in figures_in(near) for key in keys if key[0] in DAYS)
        about = frozenset(kind for kind, day in anchors.of_days if day in days)
        context = Context(source, words, stems(above), stems(headings), days, names, years, about)
        around = " ".join(text[max(found.start() - AROUND, 0) : found.end() + AROUND].split())
        groups = re.split(SPACES, found[0]) if found["number"] else []
        parts = anchors.parted(groups) if 2 < len(groups) < MOST_GROUPS else []
        for part in parts if len(parts) > 1 else [found[0].strip()]:
            told = keys if part == found[0].strip() else next(figures_in(part))[1]
            told += tuple(("number", -key[1]) for key in told if key[0] == "number") if words & BELOW else ()
            yield context.tied(Figure(place, part, around, told), anchors.by_key)
