"""An account report becomes outcome: accounts tell income from cost, an object tells the line."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from namndbok.data.intake.body import SAID, Question, Reading, Record
from namndbok.data.intake.heading import SKIP
from namndbok.data.intake.vocabulary import VOCABULARY, Catalogue, Match, compact
from namndbok.swedish import rounded

CLASSES = {first: side for side, classes in VOCABULARY["account_classes"].items() for first in classes}
SIDES = ("income", "cost")


def outcome_of(
    reading: Reading, lines: Catalogue, answers: Mapping[str, str], remarks: list[str]
) -> list[Record]:
    """Add up an account report's rows to income and cost of each line; what has no line becomes a question.

    An account that begins with 3 is income and one that begins with 4–8 cost; others belong to the balance.
    Income is a negative amount in most reports; the sum of all of it tells whether it is in this one.
    """
    records = {side: [] for side in (*SIDES, None)}
    for record in reading.records.values():
        records[CLASSES.get(record.values["account"][:1])].append(record)
    if left := sorted({record.values["account"] for record in records[None]}):
        remarks.append(SAID["balance"].format(accounts=", ".join(left[:5]), count=len(left)))
    for account in sorted(_groups(record.values["account"] for side in SIDES for record in records[side])):
        options = {SKIP: VOCABULARY["skipped"], account: VOCABULARY["confirmed"]}
        said = SAID["group"].format(account=account)
        reading.questions.setdefault(account, Question("names", account, said, options))
    totals = {side: sum(map(_amount, records[side])) for side in SIDES}
    signs = {"income": -1 if totals["income"] < 0 else 1, "cost": 1}
    if totals["cost"] < 0 <= totals["income"]:
        signs["cost"] = -1
    name = _objects([*records["income"], *records["cost"]], lines, answers)
    outcome: dict[tuple[object, ...], Record] = {}
    for side in SIDES:
        for record in records[side]:
            line = _line(reading, record, name, lines, answers)
            key = {"year": record.values.get("year"), "through": record.values.get("through"), "line": line}
            if line:
                total = outcome.setdefault(
                    tuple(key.values()), Record(key | dict.fromkeys(SIDES, Fraction(0)))
                )
                total.values[side] += signs[side] * _amount(record)
                total.places.setdefault(side, next(iter(record.places.values())))
                total.found[side] = SAID["of_account"].format(account=record.values["account"])
    for total in outcome.values():
        exact = {side: total.values[side] for side in SIDES}
        total.values |= {side: int(rounded(value)) for side, value in exact.items()} | {"precision": 1}
        if total.values | exact != total.values and SAID["rounded"] not in remarks:
            remarks.append(SAID["rounded"])
    return list(outcome.values())


def _groups(accounts: Iterable[str]) -> set[str]:
    """Return the accounts whose digits begin those of others: in a report by group they are sums of them."""
    known = set(accounts)
    return {account[:length] for account in known for length in range(1, len(account))} & known


def _amount(record: Record) -> Fraction:
    balance, debit, credit = (
        Fraction(record.values.get(name) or 0) for name in ("balance", "debit", "credit")
    )
    return balance + debit - credit


def _objects(records: Sequence[Record], lines: Catalogue, answers: Mapping[str, str]) -> str:
    """Return the column whose cells are lines most often, by name or answer; else the first that varies."""

    def fitness(name: str) -> tuple[int, bool]:
        pairs = {(record.values.get(name), record.values.get(f"{name}_text")) for record in records}
        matches = (_match(pair, lines, answers) for pair in pairs)
        return sum(bool(match and match.certain) for match in matches), len(dict(pairs)) > 1

    return max(VOCABULARY["objects"], key=fitness)


def _match(texts: Sequence[str | None], lines: Catalogue, answers: Mapping[str, str]) -> Match | None:
    named = list(filter(None, texts))
    given = [Match(answers[compact(text)]) for text in named if compact(text) in answers]
    matches = given or list(filter(None, map(lines.match, named)))
    return next((match for match in matches if match.certain), matches[0] if matches else None)


def _line(
    reading: Reading, record: Record, name: str, lines: Catalogue, answers: Mapping[str, str]
) -> str | None:
    pair = record.values.get(name), record.values.get(f"{name}_text")
    match = _match(pair, lines, answers)
    if match and match.certain:
        return match.value if match.value != SKIP else None
    about = pair[0] or next(iter(record.places.values()))
    meant = SAID["meant"].format(name=lines.names[match.value]) if match else ""
    said = SAID["line"].format(object=" ".join(filter(None, pair)) or about, meant=meant)
    options = {**lines.names, SKIP: VOCABULARY["skipped"]}
    reading.questions.setdefault(about, Question("names", about, said, options))
    return None
