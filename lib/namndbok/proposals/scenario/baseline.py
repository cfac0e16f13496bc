"""Where a scenario starts: today's fees, the model behind each, and what a cost can be split by.

People write a key as `35 % lika + invånare`, `60 % ärenden + 40 % invånare` or `10 000 kr + i dag`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import pandas as pd

from namndbok.data import Data, read_option
from namndbok.errors import InvalidParameter, meant, quoted
from namndbok.facts import Facts, fee_components, population_date
from namndbok.proposals.budget.proposed_fee import BASES, SplitModel, split_model_of
from namndbok.splits import ALIKE, AMOUNT, QUANTITY, Key, Part
from namndbok.swedish import day, display, listing

SENTENCES = json.loads(Path(__file__).parents[1].joinpath("sentences.json").read_text(encoding="utf-8"))
TODAY, EQUAL, INHABITANTS = "i dag", "lika", "invånare"
SPELLINGS = {"idag": TODAY, "som i dag": TODAY, "folkmängd": INHABITANTS, "alla lika": EQUAL}
TYPED_PART = re.compile(r"(?:(?P<share>[^%]*?)\s*%)?\s*(?P<name>[^%]*?)(?:\s+(?P<date>\d{4}-\d\d-\d\d))?")
TYPED_AMOUNT = re.compile(r"(?P<kronor>[\d\s]+?)\s*kr\b.*")


@dataclass(frozen=True)
class TypedPart:
    """Hold one part: the key's name, its share (None: what the others leave) and the day it is counted on.

    A part that is an `amount` in kronor of each has no name.
    """

    name: str
    share: Fraction | None = None
    day: date | None = None
    amount: int | None = None

    def __str__(self) -> str:
        if self.amount is not None:
            return f"{display(self.amount, 'kr')} var"
        share = f"{display(self.share, 'stated_ratio')} " if self.share not in (None, 1) else ""
        return f"{share}{self.name}{f' {self.day}' if self.day else ''}"


class Baseline:
    """Hold a year of a board as it is today; all that is slow is computed once.

    `names` of municipalities by code. `services`: the names by code of what they pay for, in the board's
    order. `fees` of today: kronor, a row a municipality by name, a column a service. `dates` that there are
    inhabitants of; `last_date` is the last one before the year, or else the first. `quantities`: the names of
    those that the board has by municipality. `facts`: the year without any.
    """

    def __init__(self, data: Data, year: int) -> None:
        self.data, self.year, self.facts = data, year, Facts(data, year)
        self.names = data.lookup("municipalities", "code", "name")
        components = fee_components(self.facts)
        self.services = dict(zip(components["component"], components["name"], strict=True))
        fees = data.of_year("fees", year).pivot(index="municipality", columns="component", values="fee")
        fees = fees.reindex(index=list(self.names), columns=list(self.services))
        self.fees = fees.set_axis(list(self.names.values())).astype(object).fillna(0).astype(int)
        self.dates: list[date] = sorted(set(data["population"]["date"]))
        self.last_date = population_date(self.facts)
        self.quantities = list(dict.fromkeys(data["keys"]["key"]))

    @cached_property
    def models(self) -> Mapping[str, SplitModel]:
        """Return the model of each service: decided, stated, reproduced, or today's proportions."""
        rows = self.data.of_year("fees", self.year)
        return {
            service: split_model_of(
                self.data, service, rows[rows["component"] == service], self.year, keep=True
            )
            for service in self.services
        }

    def step(self, service: str, mean: int) -> int:
        """Return the coarsest step that all fees are multiples of, at most a hundredth of the mean fee."""
        fees = self.fees.get(service, [])
        fitting = (step for step in (100, 10) if 100 * step <= mean and not any(fee % step for fee in fees))
        return next(fitting, 1)

    def people(self, counted: date | None, newcomers: Mapping[str, int]) -> tuple[pd.Series, str]:
        """Return the inhabitants of a day by name, with newcomers', and what they are called.

        Raises InvalidParameter for a day without any.
        """
        if counted is not None:
            _check_day("Folkmängden", counted, self.dates)
        table, chosen = self.data["population"], counted or self.last_date
        people = self._by_name(table[table["date"] == chosen], "population")
        people = pd.concat([people, pd.Series(newcomers, dtype=object)])
        return people, f"Folkmängden {chosen or ''}".strip()

    def quantity(self, name: str, component: str, counted: date | None) -> pd.Series:
        """Return a quantity by name: that of the component's service, or else of the only one that has it.

        `counted`: the day, or the last one of the year. Raises InvalidParameter.
        """
        table, services = self.data["keys"], self.data.lookup("fee_components", "component", "service")
        rows = table[table["key"] == name]
        kinds = list(dict.fromkeys(rows["service"]))
        service = services.get(component)
        if service not in kinds and len(kinds) > 1:
            listed = listing([kind or "hela nämnden" for kind in kinds])
            raise InvalidParameter(f"Nyckeln {name} finns för {listed}, men inte för tjänsten {component}.")
        chosen = service if service in kinds else kinds[0]
        rows = rows[[kind == chosen for kind in rows["service"]]]
        dates = sorted(set(rows["date"]))
        counted = counted or max((when for when in dates if when.year <= self.year), default=dates[0])
        _check_day(f"Nyckeln {name}", counted, dates)
        return self._by_name(rows[rows["date"] == counted], "quantity")

    def key(
        self,
        typed: tuple[TypedPart, ...],
        service: str,
        payers: list[str],
        newcomers: Mapping[str, int],
        counted: date | None,
    ) -> Key:
        """Return what a service is split by among those who pay; `newcomers` have their inhabitants.

        `counted` is the day of the inhabitants where a part says none.
        """
        parts: list[Part] = []
        for part in typed:
            if part.amount is not None:
                parts.append(Part(AMOUNT, quantities=pd.Series(part.amount, payers), name="Fast belopp"))
            elif part.name == TODAY:
                today = self.today(service, payers, newcomers, counted)
                parts += [replace(inner, share=inner.share * part.share) for inner in today]
            elif part.name == EQUAL:
                parts.append(Part(ALIKE, part.share, name="Lika"))
            elif part.name == INHABITANTS:
                parts.append(Part(QUANTITY, part.share, *self.people(part.day or counted, newcomers)))
            else:
                numbers = self.quantity(part.name, service, part.day)
                parts.append(Part(QUANTITY, part.share, numbers, part.name.capitalize()))
        return Key(tuple(parts))

    def today(
        self, service: str, payers: list[str], newcomers: Mapping[str, int], counted: date | None
    ) -> list[Part]:
        """Return the parts of today's key: today's fees, or their model where others pay or on another day.

        Without a model a newcomer counts as on the straight line nearest to the fees of the others.
        """
        fees = self.fees.get(service, pd.Series(0, index=self.fees.index))
        model, before = self.models.get(service), [name for name, fee in fees.items() if fee]
        if model is None or (set(before) == set(payers) and counted is None):
            return [Part(QUANTITY, quantities=fees, name="Dagens avgift")]
        if not model.is_known:
            people, _ = self.people(counted, newcomers)
            known = [(int(people[name]), int(fees[name])) for name in before if name in people]
            paid = {name: int(fees.get(name, 0)) or _on_line(known, people.get(name)) for name in payers}
            return [Part(QUANTITY, quantities=pd.Series(paid, dtype=object), name="Dagens avgift")]
        people, name = self.people(counted or model.population_date, newcomers)
        share = model.share_among(len(payers), int(sum(people.get(payer, 0) for payer in payers)))
        parts = (Part(ALIKE, share, name="Lika"), Part(QUANTITY, 1 - share, people, name))
        return [part for part in parts if part.share]

    def describe_today(self, service: str) -> str:
        """Say in Swedish how a service is split today."""
        model = self.models.get(service)
        if model is None or not model.is_known:
            return "dagens avgifter som proportioner"
        if model.ratio:
            return f"grundbelopp och belopp per invånare; {BASES[model.basis]}"
        people = f", resten efter invånare {day(model.population_date)}" if model.population_date else ""
        return f"{display(model.share, 'stated_ratio')} lika{people}; {BASES[model.basis]}"

    def _by_name(self, rows: pd.DataFrame, column: str) -> pd.Series:
        return rows.set_index(rows["municipality"].map(self.names))[column].astype(object)


def _check_day(what: str, counted: date, dates: list[date]) -> None:
    """Raise InvalidParameter where there is nothing of a day."""
    if counted not in dates:
        texts = list(map(str, dates))
        known, near = listing(texts) or "ingen dag ännu", meant(str(counted), texts, "välj en av dem")
        raise InvalidParameter(f"{what} finns inte för {counted}, bara för {known}. Gör så här: {near}")


def _on_line(known: list[tuple[int, int]], people: int | None) -> Fraction:
    """Return the fee of so many people on the line of least squares through others' (people, fee)."""
    count = Fraction(len(known) or 1)
    mean, mean_fee = (sum(pair[place] for pair in known) / count for place in (0, 1))
    spread = sum((number - mean) ** 2 for number, _ in known)
    covariance = sum((number - mean) * (fee - mean_fee) for number, fee in known)
    rate = covariance / spread if spread else Fraction(0)
    return max(Fraction(0), mean_fee + rate * ((mean if people is None else people) - mean))


def read_key(text: str, quantities: Iterable[str]) -> tuple[TypedPart, ...]:
    """Read a key; `quantities` are the names of those that the board has. Raises InvalidParameter.

    At most one part may leave out its share, and takes the rest; parts with shares make 100 % together.
    """
    names = {name.lower(): name for name in (TODAY, EQUAL, INHABITANTS, *quantities)}
    parts = list(_parts(text, names | SPELLINGS))
    shared = [part for part in parts if part.amount is None]
    stated = sum(part.share for part in shared if part.share is not None)
    open_parts = [part for part in shared if part.share is None]
    if len(open_parts) > 1:
        names = {"first": open_parts[0].name, "second": open_parts[1].name}
        raise InvalidParameter(SENTENCES["open_parts"].format(key=quoted(text), **names))
    if stated > 1 or (not open_parts and shared and stated != 1):
        named = {"key": quoted(text), "shares": display(stated, "stated_ratio"), "first": shared[0]}
        raise InvalidParameter(SENTENCES["shares"].format(**named))
    return tuple(
        TypedPart(part.name, 1 - stated, part.day) if part in open_parts else part
        for part in parts
        if part not in open_parts or stated < 1
    )


def _parts(text: str, names: dict[str, str]) -> Iterator[TypedPart]:
    for word in text.split("+"):
        if amount := TYPED_AMOUNT.fullmatch(word.strip()):
            yield TypedPart("", amount=read_option(f"Nyckeln {quoted(text)}", amount["kronor"], kind="floor"))
            continue
        found = TYPED_PART.fullmatch(word.strip())
        name = " ".join(found["name"].lower().split()) if found else ""
        if name not in names:
            known = ", ".join(dict.fromkeys(names.values()))
            advice = meant(name, names, f"skriv till exempel 35 % {EQUAL} + {INHABITANTS}")
            named = {"key": quoted(word.strip() or text), "known": known, "advice": advice}
            raise InvalidParameter(SENTENCES["unknown_key"].format(**named))
        place, stated = f"Andelen i nyckeln {quoted(text)}", found["share"]
        share = None if stated is None else read_option(place, f"{stated} %", kind="equal_share")
        place = f"Dagen i nyckeln {quoted(text)}"
        day = found["date"] and date.fromisoformat(read_option(place, found["date"], kind="population_date"))
        yield TypedPart(names[name], share, day or None)
