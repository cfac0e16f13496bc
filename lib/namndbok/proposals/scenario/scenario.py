"""A scenario: the parameters of a cost split that nobody has decided, and how they are read.

People give them in a file, on the command line, in a notebook or with sliders.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.data import Data
from namndbok.errors import Fault, InvalidParameter, InvalidSplit, meant, quoted
from namndbok.facts import Facts, component_codes, fee_components, population_date
from namndbok.splits import fraction
from namndbok.swedish import listing

MARK = "SCENARIO – ej beslutat"
LONGEST_NAME = 80
SHARE = re.compile(r"(\d+(?:[.,]\d+)?|\d+/[1-9]\d*)\s*(%?)")


@dataclass(frozen=True)
class Scenario:
    """Say how the costs of some services would be split in a year.

    `services`: components of the fees, each split by itself. `equal_share`: 0 to 1, the part that all pay
    alike; the rest is by the inhabitants of `population_date`. Those take part who pay today, with `also` and
    `without` others. `floor`, `cap`: the least and the most for each service, in kronor. `step`: fees are
    multiples of it, in kronor. Services and municipalities are codes.
    """

    year: int
    services: tuple[str, ...]
    equal_share: Fraction
    population_date: date
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    floor: int | None = None
    cap: int | None = None
    step: int = 100
    name: str = ""


DEFAULTS = {field.name: field.default for field in fields(Scenario)}
REQUIRED = [name for name, default in DEFAULTS.items() if default is MISSING]


class InvalidScenario(InvalidParameter):
    """Report everything that is wrong with a scenario at once; nothing has been written."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n\n".join(["Scenariot går inte att använda:", *map(str, self.faults)]))


def component_names(data: Data, year: int) -> dict[str, str]:
    """Return the names of the year's services by code, in the board's order."""
    table = fee_components(Facts(data, year))
    return dict(zip(table["component"], table["name"], strict=True))


def decided_fees(data: Data, scenario: Scenario) -> pd.DataFrame:
    """Return what is paid today, kronor: a row a municipality (by name), a column a service, 0 for none."""
    rows = data.of_year("fees", scenario.year)
    rows = rows[rows["component"].isin(scenario.services) & rows["fee"].notna()]
    names = data.lookup("municipalities", "code", "name")
    table = pd.DataFrame(0, pd.Index(names.values(), name="name"), list(scenario.services), dtype="int64")
    for row in rows.itertuples():
        table.at[names[row.municipality], row.component] = row.fee
    return table


def inhabitants(data: Data, scenario: Scenario) -> pd.Series:
    """Return the inhabitants of the scenario's date, by name; None where the table has none."""
    rows = data["population"]
    counted = rows[rows["date"] == scenario.population_date].set_index("municipality")["population"]
    codes = data.lookup("municipalities", "name", "code")
    return pd.Series({name: counted.get(code) for name, code in codes.items()}, dtype=object)


def participants(data: Data, scenario: Scenario, decided: pd.Series) -> list[str]:
    """List by name those who share a service's cost in the scenario."""
    codes = data.lookup("municipalities", "name", "code")
    return [
        name
        for name, fee in decided.items()
        if (fee or codes[name] in scenario.also) and codes[name] not in scenario.without
    ]


def read_scenario(data: Data, given: Mapping[str, Any], place: Callable[[str], str]) -> Scenario:
    """Read a scenario; `place` says in Swedish where a parameter was given.

    What is left out, None or an empty text gets its default: the last fee year, every service in the board's
    budget, the population before the year. Services and municipalities are codes or names, as a list or a
    text with commas; a share is `0.35`, `0,35` or `35 %`. Raises `InvalidScenario` with every fault.
    """
    reader = _ScenarioReader(data, given, place)
    parameters = reader.read()
    if reader.faults:
        raise InvalidScenario(reader.faults)
    return Scenario(**parameters)


class _ScenarioReader:
    """Read one parameter after the other, and collect what is wrong."""

    def __init__(self, data: Data, given: Mapping[str, Any], place: Callable[[str], str]) -> None:
        self.data, self.place = data, place
        self.given = {name: value for name, value in given.items() if value not in (None, "", [], ())}
        unknown, allowed = "något som inget scenario har", ", ".join(DEFAULTS)
        self.faults = [
            Fault.of_file(place(str(name)), unknown, allowed, meant(name, DEFAULTS, "ta bort det"))
            for name in given
            if name not in DEFAULTS
        ]

    def read(self) -> dict[str, Any]:
        """Read all parameters; of a year without fees nothing more can be read."""
        years = sorted(set(self.data["fees"]["year"]))
        year = self.given.get("year", years[-1] if years else None)
        if not _is_whole(year) or year not in years:
            known = listing(list(map(str, years))) or "inget år ännu"
            self._refuse("year", year, f"ett år med avgifter: {known}", "välj ett av dem")
            return {}
        facts, services = Facts(self.data, year), component_names(self.data, year)
        municipalities = self.data.lookup("municipalities", "code", "name")
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

    def _refuse(self, name: str, value: Any, allowed: str, action: str) -> None:
        found = "inget" if value is None else quoted(str(value))
        self.faults.append(Fault.of_file(self.place(name), found, allowed, action))

    def _codes(self, name: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """Read codes or names, in the board's order; each is taken once."""
        value = self.given.get(name, [])
        words = [word.strip() for word in value.split(",")] if isinstance(value, str) else value
        if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
            self._refuse(name, value, 'en lista av texter, till exempel ["kod"]', "skriv en lista")
            return ()
        codes = {spelling.lower(): code for code, title in names.items() for spelling in (title, code)}
        for word in words:
            if word.lower() not in codes:
                spellings = [spelling for pair in names.items() for spelling in pair]
                allowed = ", ".join(f"{title} ({code})" for code, title in names.items())
                self._refuse(name, word, allowed, meant(word, spellings, "välj bland de tillåtna"))
        chosen = {codes.get(word.lower()) for word in words}
        return tuple(code for code in names if code in chosen)

    def _share(self) -> Fraction | None:
        """Read a share as it is written."""
        value, share = self.given.get("equal_share"), None
        if isinstance(value, str):
            if match := SHARE.fullmatch(value.strip()):
                share = Fraction(match[1].replace(",", ".")) / (100 if match[2] else 1)
        else:
            with suppress(InvalidSplit):
                share = fraction(value, "Andelen lika")
        if share is None or not 0 <= share <= 1:
            allowed = "en andel från 0 till 1, eller från 0 % till 100 %"
            self._refuse("equal_share", value, allowed, "skriv till exempel 0,5 eller 50 %")
        return share

    def _date(self, default: date | None) -> date | None:
        dates = {str(counted): counted for counted in sorted(set(self.data["population"]["date"]))}
        value = self.given.get("population_date", default)
        if str(value) not in dates:
            allowed = f"en dag som det finns folkmängd för: {', '.join(dates) or 'ingen ännu'}"
            self._refuse("population_date", value, allowed, meant(str(value), dates, "välj en av dem"))
        return dates.get(str(value))

    def _kronor(self, name: str, *, least: int) -> int | None:
        value = self.given.get(name, DEFAULTS[name])
        if value is not None and (not _is_whole(value) or value < least):
            allowed = f"hela kronor, minst {least}"
            self._refuse(name, value, allowed, "skriv ett heltal utan decimaler och kr")
        return value

    def _name(self) -> str:
        value = self.given.get("name", "")
        if not isinstance(value, str) or len(value) > LONGEST_NAME or not value.isprintable():
            self._refuse("name", value, f"text på en rad, högst {LONGEST_NAME} tecken", "korta namnet")
        return str(value).strip()


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
