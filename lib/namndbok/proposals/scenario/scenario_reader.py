"""Read a scenario as people give it: in a file, on the command line, in a notebook or with sliders."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from fractions import Fraction
from typing import Any

from namndbok.data import Data
from namndbok.errors import Fault, InvalidParameter, InvalidSplit, meant, quoted
from namndbok.facts import Facts, component_codes, population_date
from namndbok.proposals.scenario.scenario import Scenario, component_names
from namndbok.splits import fraction
from namndbok.swedish import listing

LONGEST_NAME = 80
SHARE = re.compile(r"(\d+(?:[.,]\d+)?|\d+/[1-9]\d*)\s*(%?)")
DEFAULTS = {field.name: field.default for field in fields(Scenario)}
REQUIRED = [name for name, default in DEFAULTS.items() if default is MISSING]


class InvalidScenario(InvalidParameter):
    """Report everything that is wrong with a scenario at once; nothing has been written."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n\n".join(["Scenariot går inte att använda:", *map(str, self.faults)]))


def read_scenario(data: Data, given: Mapping[str, Any], place: Callable[[str], str]) -> Scenario:
    """Read a scenario; `place` says in Swedish where a parameter was given.

    What is left out, None or an empty text gets its default: the last fee year, every service in the board's
    budget, the population before the year. Services and municipalities are codes or names, as a list or a
    text with commas; a share is `0.35`, `0,35` or `35 %`. Raises `InvalidScenario` with every fault.
    """
    reader = _ScenarioReader(data, given, place)
    reader.refuse_unknown(given)
    year = reader.year()
    parameters = reader.read(year) if year is not None else {}
    if reader.faults:
        raise InvalidScenario(reader.faults)
    return Scenario(**parameters)


class _ScenarioReader:
    """Read one parameter after the other, and collect what is wrong."""

    def __init__(self, data: Data, given: Mapping[str, Any], place: Callable[[str], str]) -> None:
        self.data, self.place = data, place
        self.given = {name: value for name, value in given.items() if value not in (None, "", [], ())}
        self.faults: list[Fault] = []

    def refuse_unknown(self, names: Iterable[str]) -> None:
        """Refuse parameters that no scenario has."""
        for name in names:
            if name not in DEFAULTS:
                action = meant(name, DEFAULTS, "ta bort det")
                self._fault(str(name), "något som inget scenario har", ", ".join(DEFAULTS), action)

    def year(self) -> int | None:
        """Read the year, one that has fees."""
        known = sorted(set(self.data["fees"]["year"]))
        value = self.given.get("year", known[-1] if known else None)
        if _is_whole(value) and value in known:
            return value
        years = listing(list(map(str, known))) or "inget år ännu"
        self._fault("year", quoted(str(value)), f"ett år med avgifter: {years}", "välj ett av dem")
        return None

    def read(self, year: int) -> dict[str, Any]:
        """Read all of a year's scenario."""
        facts, services = Facts(self.data, year), component_names(self.data, year)
        table = self.data["municipalities"]
        municipalities = dict(zip(table["code"], table["name"], strict=True))
        budgeted = component_codes(facts, budgeted=True) or list(services)
        return {
            "year": year,
            "services": self._codes("services", services) or tuple(budgeted),
            "equal_share": self._share(),
            "population_date": self._date(population_date(facts)),
            "also": self._codes("also", municipalities),
            "without": self._codes("without", municipalities),
            "floor": self._kronor("floor", least=0) or None,
            "cap": self._kronor("cap", least=0) or None,
            "step": self._kronor("step", least=1),
            "name": self._name(),
        }

    def _fault(self, name: str, found: str, allowed: str, action: str) -> None:
        self.faults.append(Fault.of_file(self.place(name), found, allowed, action))

    def _codes(self, name: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """Read codes or names, in the board's order; each is taken once."""
        value = self.given.get(name, [])
        words = [word.strip() for word in value.split(",")] if isinstance(value, str) else value
        if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
            allowed = 'en lista av texter, till exempel ["kod"]'
            self._fault(name, quoted(str(value)), allowed, "skriv en lista")
            return ()
        codes = {spelling.lower(): code for code, title in names.items() for spelling in (title, code)}
        for word in words:
            if word.lower() not in codes:
                spellings = [spelling for pair in names.items() for spelling in pair]
                allowed = ", ".join(f"{title} ({code})" for code, title in names.items())
                self._fault(name, quoted(word), allowed, meant(word, spellings, "välj bland de tillåtna"))
        chosen = {codes.get(word.lower()) for word in words}
        return tuple(code for code in names if code in chosen)

    def _share(self) -> Fraction:
        value = self.given.get("equal_share")
        share = _share(value)
        if share is not None and 0 <= share <= 1:
            return share
        found = "inget" if value is None else quoted(str(value))
        allowed = "en andel från 0 till 1, eller från 0 % till 100 %"
        self._fault("equal_share", found, allowed, "skriv till exempel 0,5 eller 50 %")
        return Fraction(0)

    def _date(self, default: date | None) -> date | None:
        dates = {str(counted): counted for counted in sorted(set(self.data["population"]["date"]))}
        value = self.given.get("population_date", default)
        if str(value) in dates:
            return dates[str(value)]
        found = "inget" if value is None else quoted(str(value))
        allowed = f"en dag som det finns folkmängd för: {', '.join(dates) or 'ingen ännu'}"
        self._fault("population_date", found, allowed, meant(str(value), dates, "välj en av dem"))
        return None

    def _kronor(self, name: str, *, least: int) -> int | None:
        value = self.given.get(name, DEFAULTS[name])
        if value is None or (_is_whole(value) and value >= least):
            return value
        allowed = f"hela kronor, minst {least}"
        self._fault(name, quoted(str(value)), allowed, "skriv ett heltal utan decimaler och kr")
        return None

    def _name(self) -> str:
        value = self.given.get("name", "")
        if isinstance(value, str) and len(value) <= LONGEST_NAME and value.isprintable():
            return value.strip()
        allowed = f"text på en rad, högst {LONGEST_NAME} tecken"
        self._fault("name", quoted(str(value)), allowed, "korta namnet")
        return ""


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _share(value: Any) -> Fraction | None:
    """Read a share as it is written; None for what is none."""
    if isinstance(value, str):
        match = SHARE.fullmatch(value.strip())
        return Fraction(match[1].replace(",", ".")) / (100 if match[2] else 1) if match else None
    try:
        return fraction(value, "Andelen lika")
    except InvalidSplit:
        return None
