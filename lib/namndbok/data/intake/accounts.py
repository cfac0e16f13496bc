"""An account report becomes outcome: accounts tell income from cost, an object tells the line."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from namndbok.data.intake.body import BodyReader, Record
from namndbok.data.intake.sheet import SAID
from namndbok.data.intake.vocabulary import SKIP, VOCABULARY, Catalogue, Match
from namndbok.data.schema import table_schema
from namndbok.swedish import rounded

ACCOUNTS = table_schema(json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8")))
SIDES = {first: side for side, classes in VOCABULARY["account_classes"].items() for first in classes}


def outcome_of(reader: BodyReader, lines: Catalogue) -> list[Record]:
    """Add up an account report's rows to income and cost of each line; what has no line becomes a question.

    An account that begins with 3 is income and one that begins with 4–8 cost; others belong to the balance.
    Income is a negative amount in most reports; the sum of all of it tells whether it is in this one.
    """
    sheet = reader.sheet
    records: dict[str, list[Record]] = {"income": [], "cost": [], "": []}
    for record in reader.records.values():
        records[SIDES.get(record.values["account"][:1], "")].append(record)
    if left := sorted({record.values["account"] for record in records.pop("")}):
        sheet.plan.say(SAID["balance"].format(accounts=", ".join(left[:5]), count=len(left)))
    known = {record.values["account"] for of_side in records.values() for record in of_side}
    # An account whose digits begin those of others is, in a report by group, the sum of them.
    for account in sorted({longer[:length] for longer in known for length in range(1, len(longer))} & known):
        options = {SKIP: VOCABULARY["skipped"], account: VOCABULARY["confirmed"]}
        sheet.ask("names", account, SAID["group"].format(account=account), options)
    totals = {side: sum(map(_amount, of_side)) for side, of_side in records.items()}
    signs = {
        "income": -1 if totals["income"] < 0 else 1,
        "cost": -1 if totals["cost"] < 0 <= totals["income"] else 1,
    }

    def match(texts: Sequence[str | None]) -> Match | None:
        matches = list(filter(None, map(lines.match, filter(None, texts))))
        return next((found for found in matches if found.certain), matches[0] if matches else None)

    def texts_of(record: Record, name: str) -> tuple[str | None, str | None]:
        return record.values.get(name), record.values.get(f"{name}_text")

    def fitness(name: str) -> tuple[int, bool]:
        pairs = {texts_of(record, name) for of_side in records.values() for record in of_side}
        matches = map(match, pairs)
        return sum(bool(found and found.certain) for found in matches), len(dict(pairs)) > 1

    # The column whose cells are lines most often, by name or answer; else the first that varies.
    name = max(VOCABULARY["objects"], key=fitness)
    outcome: dict[tuple[object, ...], Record] = {}
    for side, record in ((side, record) for side, of_side in records.items() for record in of_side):
        texts = texts_of(record, name)
        line = match(texts)
        if not line or not line.certain:
            about = texts[0] or next(iter(record.places.values()))
            meant = SAID["meant"].format(name=lines.names[line.value]) if line else ""
            said = SAID["line"].format(object=" ".join(filter(None, texts)) or about, meant=meant)
            sheet.ask("names", about, said, {**lines.names, SKIP: VOCABULARY["skipped"]})
        elif line.value != SKIP:
            key = {**{key: record.values.get(key) for key in ("year", "through")}, "line": line.value}
            total = outcome.setdefault(tuple(key.values()), Record({**key, "income": 0, "cost": 0}))
            total.values[side] += signs[side] * _amount(record)
            total.places.setdefault(side, next(iter(record.places.values())))
            total.found[side] = SAID["of_account"].format(account=record.values["account"])
    for total in outcome.values():
        exact = total.values | {"precision": 1}
        total.values |= {side: int(rounded(exact[side])) for side in records} | {"precision": 1}
        if total.values != exact:
            sheet.plan.say(SAID["rounded"])
    return list(outcome.values())


def _amount(record: Record) -> Fraction:
    balance, debit, credit = (
        Fraction(record.values.get(name) or 0) for name in ("balance", "debit", "credit")
    )
    return balance + debit - credit
