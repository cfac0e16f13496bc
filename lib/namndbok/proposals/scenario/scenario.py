"""A scenario: the parameters of a cost split that nobody has decided, as people give them and as it is saved.

They give them in a file, on the command line, in a notebook or with sliders. The file is JSON that is easy to
read, says that it is not decided, and is never overwritten.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

from namndbok.data import DEVICE, read_option, read_text, write_beside
from namndbok.errors import Fault, InvalidParameter, meant, quoted
from namndbok.facts import component_codes
from namndbok.proposals.scenario.baseline import SENTENCES, TODAY, Baseline, TypedPart, read_key
from namndbok.swedish import listing, slug

MARK, NOTICE = "SCENARIO – ej beslutat", "mark"
LONGEST_NAME, LONGEST_KEY, MOST_LISTED = 80, 1000, 20
NEW = "new_service"


@dataclass(frozen=True)
class Addition:
    """Hold what a scenario adds: a municipality with its inhabitants, or a service with its kronor."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name}={self.number}"


@dataclass(frozen=True)
class Scenario:
    """Say how the costs of some services would be split in a year.

    `services`: components of the fees, each split by itself; `new_service` is one more, for the
    municipalities `among` (all if none). `key`: what all are split by, or each by itself, as it is written:
    `35 % lika + invånare; e-arkiv = ärenden`. `population_date`: the day of the inhabitants where the key
    says none. Those take part who pay today, with `also` and `without` others, and a `newcomer`. `floor`,
    `cap`: the least and the most for each service, in kronor; `max_change`: the most that a fee rises or
    falls from one year to the next, 1 for 100 %. `years`: over how many years it is phased in. `step`: fees
    are multiples of it. Services and municipalities are codes.
    """

    year: int
    services: tuple[str, ...]
    key: str = TODAY
    population_date: date | None = None
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    newcomer: Addition | None = None
    new_service: Addition | None = None
    among: tuple[str, ...] = ()
    floor: int | None = None
    cap: int | None = None
    max_change: Fraction | None = None
    years: int | None = None
    step: int | None = None
    name: str = ""

    @property
    def changes(self) -> dict[str, str]:
        """Return what is not as today, as text by parameter; that is also what somebody would type."""
        texts = {}
        for field in fields(self)[2:]:
            if (value := getattr(self, field.name)) != field.default:
                texts[field.name] = ", ".join(value) if isinstance(value, tuple) else str(value)
        if self.max_change is not None:
            percent = f"{float(100 * self.max_change):.9g}"
            if Fraction(percent) == 100 * self.max_change:
                texts["max_change"] = f"{percent.replace('.', ',')} %"
        return texts


DEFAULTS = {field.name: field.default for field in fields(Scenario)}


class InvalidScenario(InvalidParameter):
    """Report everything that is wrong with a scenario at once; nothing has been written."""

    def __init__(self, faults: Iterable[Fault | str]):
        self.faults = tuple(faults)
        super().__init__("\n\n".join(["Scenariot går inte att använda:", *map(str, self.faults)]))


def read_scenario(baseline: Baseline, given: Mapping[str, Any], place: Callable[[str], str]) -> Scenario:
    """Read a scenario; `place` says in Swedish where a parameter was given.

    What is left out, None, 0 or an empty text gets its default: every service in the board's budget, all as
    today. Services and municipalities are codes or names, as a list or a text with commas. Raises
    `InvalidScenario` with every fault.
    """
    reader = _ScenarioReader(baseline, given, place)
    for name in (name for name in given if name not in DEFAULTS):
        reader.refuse(name, "", ", ".join(DEFAULTS), meant(name, DEFAULTS, "ta bort det"))
    parameters = reader.parameters()
    if not reader.faults:
        try:
            keys_of(baseline, Scenario(**parameters))
        except InvalidParameter as error:
            reader.faults.append(f"{place('key')}\n    {error}")
    if parameters["among"] and not parameters[NEW]:
        reader.refuse("among", given["among"], "kommuner för en ny tjänst", "ange också den nya tjänsten")
    if reader.faults:
        raise InvalidScenario(reader.faults)
    return Scenario(**parameters)


def keys_of(baseline: Baseline, scenario: Scenario) -> dict[str, tuple[TypedPart, ...]]:
    """Return the parts of each service's key; raises InvalidParameter for what cannot be read."""
    names = baseline.services | ({NEW: scenario.new_service.name} if scenario.new_service else {})
    codes, texts = _by_spelling(names), {}
    for text in filter(str.strip, scenario.key.split(";")):
        service, equals, key = text.rpartition("=")
        word = service.strip().lower()
        if equals and word not in codes:
            named = {"key": quoted(text.strip()), "services": listing(list(names.values()))}
            named["advice"] = meant(word, [*names, *names.values()], "välj en av dem")
            raise InvalidParameter(SENTENCES["unknown_service"].format(**named))
        texts[codes.get(word, "")] = key
    chosen = (*scenario.services, *([NEW] if scenario.new_service else []))
    return {code: read_key(texts.get(code, texts.get("", TODAY)), baseline.quantities) for code in chosen}


def _by_spelling(names: Mapping[str, str]) -> dict[str, str]:
    return {spelling.lower(): code for code, name in names.items() for spelling in (name, code)}


class _ScenarioReader:
    """Read one parameter after the other, and collect what is wrong."""

    def __init__(self, baseline: Baseline, given: Mapping[str, Any], place: Callable[[str], str]) -> None:
        self.baseline, self.place = baseline, place
        self.given = {name: value for name, value in given.items() if value not in (None, "", [], (), 0)}
        self.faults: list[Fault | str] = []

    def parameters(self) -> dict[str, Any]:
        """Read all parameters; of a year without fees nothing more can be read."""
        baseline, years = self.baseline, sorted(set(self.baseline.data["fees"]["year"]))
        if baseline.year not in years:
            known = listing(list(map(str, years))) or "inget år ännu"
            self.refuse("year", baseline.year, f"ett år med avgifter: {known}", "välj ett av dem")
            return DEFAULTS
        services, parameters = self._codes("services", baseline.services), {"population_date": self._date()}
        parameters |= {name: self._codes(name, baseline.names) for name in ("also", "without", "among")}
        parameters |= {name: self._addition(name) for name in ("newcomer", NEW)}
        for name in ("floor", "cap", "max_change", "years", "step"):
            parameters[name] = self._option(name, self.given[name]) if name in self.given else None
        parameters["name"] = self._text("name", LONGEST_NAME)
        parameters["key"] = self._text("key", LONGEST_KEY) or TODAY
        if not services and not parameters[NEW]:
            services = tuple(component_codes(baseline.facts, budgeted=True) or baseline.services)
        return parameters | {"year": baseline.year, "services": services}

    def refuse(self, name: str, value: Any, allowed: str, action: str) -> None:
        """Collect a value that is not allowed, or a parameter that there is none of (no value)."""
        found = quoted(str(value)) if name in DEFAULTS else "något som inget scenario har"
        self.faults.append(Fault.of_file(self.place(name), found, allowed, action))

    def _codes(self, name: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """Read codes or names, in the board's order; each is taken once."""
        value, codes = self.given.get(name, []), _by_spelling(names)
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
            self.refuse(name, value, 'en lista av texter, till exempel ["kod"]', "skriv en lista")
            return ()
        words = [word.strip() for text in texts for word in text.split(",")]
        listed = ", ".join(f"{title} ({code})" for code, title in names.items())
        allowed = listed if len(names) <= MOST_LISTED else f"något av de {len(names)} namnen"
        for word in words:
            if word.lower() not in codes:
                action = meant(word, [*names, *names.values()], "välj bland de tillåtna")
                self.refuse(name, word, allowed, action)
        chosen = {codes.get(word.lower()) for word in words}
        return tuple(code for code in names if code in chosen)

    def _date(self) -> date | None:
        dates = {str(counted): counted for counted in self.baseline.dates}
        value = str(self.given.get("population_date", ""))
        text = value and self._option("population_date", value)
        if text and text not in dates:
            allowed = f"en dag som det finns folkmängd för: {', '.join(dates) or 'ingen ännu'}"
            self.refuse("population_date", value, allowed, meant(value, dates, "välj en av dem"))
        return dates.get(text)

    def _option(self, name: str, value: Any) -> Any:
        """Read a value as the option of that name is read."""
        try:
            return read_option(self.place(name), value, kind=name)
        except InvalidParameter as error:
            self.faults.append(str(error))

    def _addition(self, name: str) -> Addition | None:
        value = self.given.get(name)
        if value is None or isinstance(value, Addition):
            return value
        title, _, number = map(str.strip, str(value).rpartition("="))
        try:
            amount = read_option(name, number, kind="floor")
        except InvalidParameter:
            title, amount = "", 0
        known = {*self.baseline.names.values(), *self.baseline.services.values()}
        if not title.isprintable() or not 0 < len(title) <= LONGEST_NAME:
            allowed = 'ett namn, likhetstecken och ett heltal, till exempel "Namn=6 100"'
            self.refuse(name, value, allowed, "skriv den så")
        elif title.lower() in map(str.lower, known):
            self.refuse(name, title, "ett namn som inte redan finns", "välj ett annat namn")
        return Addition(title, amount)

    def _text(self, name: str, longest: int) -> str:
        value = self.given.get(name, "")
        value = "; ".join(value) if isinstance(value, list | tuple) else value
        if not isinstance(value, str) or len(value) > longest or not value.isprintable():
            self.refuse(name, value, f"text på en rad, högst {longest} tecken", "korta texten")
        return str(value).strip()


def save_scenario(scenario: Scenario, folder: Path) -> Path:
    """Write a scenario to a new file named after it, and return its path.

    A file that already says the same is left as it is; one that says something else is never overwritten, and
    the new one gets a number. Raises OSError.
    """
    values = {NOTICE: MARK, "name": scenario.name, "year": scenario.year, "services": scenario.services}
    content = (json.dumps(values | scenario.changes, ensure_ascii=False, indent=2) + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    name = slug(scenario.name or "scenario")
    name = f"scenario-{name}" if DEVICE.fullmatch(name) else name
    paths = (folder / (f"{name}-{number}.json" if number > 1 else f"{name}.json") for number in count(1))
    path = next(
        path for path in paths if not path.exists() or (path.is_file() and path.read_bytes() == content)
    )
    write_beside(path, content)
    return path


def open_scenario(path: Path, baseline: Baseline) -> Scenario:
    """Read a scenario from a file; raises `InvalidScenario` with every fault: file, field, found, allowed.

    `baseline` is the year that it is to be tried on.
    """
    name, action = path.name, "spara scenariot på nytt, eller jämför med en fil som fungerar"
    if not path.is_file():
        fault = Fault.of_file(str(path), "ingen sådan fil", "en sparad scenariofil", "rätta sökvägen")
        raise InvalidScenario([fault])
    try:
        values = json.loads(read_text(path, name))
    except ValueError as error:
        line = getattr(error, "lineno", None)
        fault = Fault(name, line, None, "tecken som inte är JSON", "ett scenario som JSON", action)
        raise InvalidScenario([fault]) from None
    if not isinstance(values, dict):
        found = f"{quoted(str(values))} i stället för fält"
        raise InvalidScenario([Fault.of_file(name, found, "fält mellan { och }", action)])
    values.pop(NOTICE, None)
    if (year := values.pop("year", baseline.year)) != baseline.year:
        place, action = f"{name}, fältet year", f"ange {year} som år"
        raise InvalidScenario([Fault.of_file(place, quoted(str(year)), str(baseline.year), action)])
    return read_scenario(baseline, values, lambda field: f"{name}, fältet {field}")
