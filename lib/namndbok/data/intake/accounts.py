"""An account report becomes outcome: accounts tell income from cost, an object tells the line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from namndbok.data.intake.body import Question, Reading, Record
from namndbok.data.intake.heading import SKIP
from namndbok.data.intake.vocabulary import VOCABULARY, Catalogue, Match, compact
from namndbok.swedish import plural, rounded

INCOME, COST = VOCABULARY["account_classes"]["income"], VOCABULARY["account_classes"]["cost"]


def outcome_of(
    reading: Reading, lines: Catalogue, answers: Mapping[str, str], remarks: list[str]
) -> list[Record]:
    """Add up an account report's rows to income and cost of each line; what has no line becomes a question.

    An account that begins with 3 is income and one that begins with 4–8 cost; others belong to the balance.
    Income is written as a negative amount in most reports; the sum of all of it tells if this one does.
    """
    records = list(reading.records.values())
    known = [record for record in records if record.values["account"][:1] in INCOME + COST]
    left = sorted({record.values["account"] for record in records if record not in known})
    if left:
        remarks.append(VOCABULARY["remarks"]["balance"].format(accounts=", ".join(left[:5]), count=len(left)))
    amounts = {id(record): _amount(record) for record in known}
    totals = {
        side: sum((amounts[id(r)] for r in known if _side(r) == side), Fraction(0))
        for side in ("income", "cost")
    }
    signs = {"income": -1 if totals["income"] < 0 else 1, "cost": 1}
    if totals["cost"] < 0 and totals["income"] >= 0:
        signs["cost"] = -1
    name = _objects(known, lines, answers)
    sums: dict[tuple[Any, ...], Record] = {}
    counts: Counter[tuple[Any, ...]] = Counter()
    for record in known:
        line = _line(reading, record, name, lines, answers)
        if line is None:
            continue
        key = (record.values.get("year"), record.values.get("through"), line)
        place = next(iter(record.places.values()))
        total = sums.setdefault(key, Record(dict(zip(("year", "through", "line"), key, strict=True))))
        side = _side(record)
        total.values[side] = total.values.get(side, 0) + signs[side] * amounts[id(record)]
        total.places.setdefault(side, place)
        counts[*key, side] += 1
    for (*key, side), count in counts.items():
        sums[tuple(key)].found[side] = f"{count} {plural(count, 'rad', 'rader')}"
    if any(value.denominator != 1 for record in sums.values() for value in _sums(record).values()):
        remarks.append(VOCABULARY["remarks"]["rounded"])
    for record in sums.values():
        record.values |= {side: int(rounded(value)) for side, value in _sums(record).items()} | {
            "precision": 1
        }
    return list(sums.values())


def _sums(record: Record) -> dict[str, Fraction]:
    return {side: Fraction(record.values.get(side, 0)) for side in ("income", "cost")}


def _side(record: Record) -> str:
    return "income" if record.values["account"][:1] in INCOME else "cost"


def _amount(record: Record) -> Fraction:
    values = {name: Fraction(record.values.get(name) or 0) for name in ("balance", "debit", "credit")}
    return values["balance"] + values["debit"] - values["credit"]


def _objects(records: Sequence[Record], lines: Catalogue, answers: Mapping[str, str]) -> str:
    """Return the column whose cells are lines most often, by name or answer; else the first that varies."""

    def fitness(name: str) -> tuple[int, bool]:
        certain = sum(bool(_match(record, name, lines, answers, likely=False)) for record in records)
        return certain, len({record.values.get(name) for record in records if record.values.get(name)}) > 1

    return max(VOCABULARY["objects"], key=fitness)


def _match(
    record: Record, name: str, lines: Catalogue, answers: Mapping[str, str], *, likely: bool = True
) -> Match | None:
    texts = list(filter(None, (record.values.get(name), record.values.get(f"{name}_text"))))
    for text in texts:
        if answer := answers.get(compact(text)):
            return Match(answer)
    matches = [match for text in texts if (match := lines.match(text)) and (likely or match.certain)]
    return next((match for match in matches if match.certain), matches[0] if matches else None)


def _line(
    reading: Reading, record: Record, name: str, lines: Catalogue, answers: Mapping[str, str]
) -> str | None:
    match = _match(record, name, lines, answers)
    if match and match.certain:
        return match.value if match.value != SKIP else None
    text = record.values.get(name) or ""
    words = " ".join(filter(None, (text, record.values.get(f"{name}_text"))))
    place = next(iter(record.places.values()))
    meant = f" Menas {lines.names[match.value]}?" if match else ""
    said = VOCABULARY["remarks"]["line"].format(object=words or place, meant=meant)
    options = {**lines.names, SKIP: VOCABULARY["skipped"]}
    reading.questions.setdefault(text or place, Question("names", text or place, said, options))
    return None
