"""A scenario: the parameters of a cost split that nobody has decided, and how they are read.

People give them in a file, on the command line, in a notebook or with sliders.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any

from namndbok.data import read_option
from namndbok.errors import Fault, InvalidParameter, meant, quoted
from namndbok.facts import component_codes
from namndbok.proposals.scenario.key_text import TODAY, TypedPart, read_key
from namndbok.proposals.scenario.start import Start
from namndbok.swedish import listing

MARK = "SCENARIO – ej beslutat"
LONGEST_NAME, MOST_LISTED = 80, 20
NEW = "new_service"
ADDED = 'ett namn, likhetstecken och ett heltal, till exempel "{}"'


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


def read_scenario(start: Start, given: Mapping[str, Any], place: Callable[[str], str]) -> Scenario:
    """Read a scenario; `place` says in Swedish where a parameter was given.

    What is left out, None, 0 or an empty text gets its default: every service in the board's budget, all as
    today. Services and municipalities are codes or names, as a list or a text with commas. Raises
    `InvalidScenario` with every fault.
    """
    reader = _ScenarioReader(start, given, place)
    parameters = reader.read()
    if reader.faults:
        raise InvalidScenario(reader.faults)
    return Scenario(**parameters)


def keys_of(start: Start, scenario: Scenario) -> dict[str, tuple[TypedPart, ...]]:
    """Return the parts of each service's key; raises InvalidParameter for what cannot be read."""
    names = dict(start.services)
    if scenario.new_service:
        names[NEW] = scenario.new_service.name
    spelled = {spelling.lower(): code for code, name in names.items() for spelling in (name, code)}
    texts = {}
    for text in filter(str.strip, scenario.key.split(";")):
        service, equals, key = text.rpartition("=")
        word = service.strip().lower()
        if equals and word not in spelled:
            known = [spelling for pair in names.items() for spelling in pair]
            raise InvalidParameter(
                f"Nyckeln {quoted(text.strip())} gäller en tjänst som inte finns. Tjänsterna är "
                f"{listing(list(names.values()))}. Gör så här: {meant(word, known, 'välj en av dem')}"
            )
        texts[spelled.get(word, "")] = key
    chosen = (*scenario.services, *([NEW] if scenario.new_service else []))
    return {code: read_key(texts.get(code, texts.get("", TODAY)), start.quantities) for code in chosen}


class _ScenarioReader:
    """Read one parameter after the other, and collect what is wrong."""

    def __init__(self, start: Start, given: Mapping[str, Any], place: Callable[[str], str]) -> None:
        self.start, self.place = start, place
        self.given = {name: value for name, value in given.items() if value not in (None, "", [], (), 0)}
        unknown, allowed = "något som inget scenario har", ", ".join(DEFAULTS)
        self.faults: list[Fault | str] = [
            Fault.of_file(place(str(name)), unknown, allowed, meant(name, DEFAULTS, "ta bort det"))
            for name in given
            if name not in DEFAULTS
        ]

    def read(self) -> dict[str, Any]:
        """Read all parameters; of a year without fees nothing more can be read."""
        start = self.start
        years = sorted(set(start.data["fees"]["year"]))
        if start.year not in years:
            known = listing(list(map(str, years))) or "inget år ännu"
            self._refuse("year", start.year, f"ett år med avgifter: {known}", "välj ett av dem")
            return {}
        budgeted = component_codes(start.facts, budgeted=True) or list(start.services)
        new = self._addition("new_service", "Namn=500 000")
        only_new = new and not self.given.get("services")
        parameters = {
            "year": start.year,
            "services": () if only_new else self._codes("services", start.services) or tuple(budgeted),
            "key": self._text("key", 1000) or TODAY,
            "population_date": self._date(),
            "also": self._codes("also", start.names),
            "without": self._codes("without", start.names),
            "newcomer": self._addition("newcomer", "Namn=6 100"),
            "new_service": new,
            "among": self._codes("among", start.names),
            "floor": self._number("floor"),
            "cap": self._number("cap"),
            "max_change": self._number("max_change"),
            "years": self._number("years"),
            "step": self._number("step"),
            "name": self._text("name", LONGEST_NAME),
        }
        if not self.faults:
            try:
                keys_of(start, Scenario(**parameters))
            except InvalidParameter as error:
                self.faults.append(f"{self.place('key')}\n    {error}")
        if parameters["among"] and not new:
            self._refuse(
                "among", self.given["among"], "kommuner för en ny tjänst", "ange också den nya tjänsten"
            )
        return parameters

    def _refuse(self, name: str, value: Any, allowed: str, action: str) -> None:
        self.faults.append(Fault.of_file(self.place(name), quoted(str(value)), allowed, action))

    def _codes(self, name: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """Read codes or names, in the board's order; each is taken once."""
        value = self.given.get(name, [])
        words = [word.strip() for word in value.split(",")] if isinstance(value, str) else value
        if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
            self._refuse(name, value, 'en lista av texter, till exempel ["kod"]', "skriv en lista")
            return ()
        words = [word.strip() for text in words for word in text.split(",")]
        codes = {spelling.lower(): code for code, title in names.items() for spelling in (title, code)}
        for word in words:
            if word.lower() not in codes:
                spellings = [spelling for pair in names.items() for spelling in pair]
                listed = ", ".join(f"{title} ({code})" for code, title in names.items())
                allowed = listed if len(names) <= MOST_LISTED else f"något av de {len(names)} namnen"
                self._refuse(name, word, allowed, meant(word, spellings, "välj bland de tillåtna"))
        chosen = {codes.get(word.lower()) for word in words}
        return tuple(code for code in names if code in chosen)

    def _date(self) -> date | None:
        dates = {str(counted): counted for counted in self.start.dates}
        value = self.given.get("population_date")
        text = value and self._option("population_date", str(value))
        if text and text not in dates:
            allowed = f"en dag som det finns folkmängd för: {', '.join(dates) or 'ingen ännu'}"
            self._refuse("population_date", value, allowed, meant(str(value), dates, "välj en av dem"))
        return dates.get(str(text))

    def _number(self, name: str) -> Any:
        return self._option(name, self.given[name]) if name in self.given else None

    def _option(self, name: str, value: Any) -> Any:
        """Read a value as the option of that name is read."""
        try:
            return read_option(self.place(name), value, kind=name)
        except InvalidParameter as error:
            self.faults.append(str(error))

    def _addition(self, name: str, example: str) -> Addition | None:
        value = self.given.get(name)
        if value is None or isinstance(value, Addition):
            return value
        title, _, number = str(value).rpartition("=")
        known = {**self.start.names, **self.start.services}
        try:
            amount = read_option(name, number, kind="floor")
        except InvalidParameter:
            amount = None
        if amount is None or not title.strip().isprintable() or not 0 < len(title.strip()) <= LONGEST_NAME:
            self._refuse(name, value, ADDED.format(example), "skriv den så")
            return None
        if title.strip().lower() in {spelling.lower() for spelling in known.values()}:
            self._refuse(name, title.strip(), "ett namn som inte redan finns", "välj ett annat namn")
        return Addition(title.strip(), amount)

    def _text(self, name: str, longest: int) -> str:
        value = self.given.get(name, "")
        value = "; ".join(value) if isinstance(value, list | tuple) else value
        if not isinstance(value, str) or len(value) > longest or not value.isprintable():
            self._refuse(name, value, f"text på en rad, högst {longest} tecken", "korta texten")
        return str(value).strip()
