"""SIE files as grids: what the accounts of a year come to, by account and object.

Format: SIE-gruppen, *SIE filformat*, utgåva 4B. Income is negative there, as in the books, and stays so. Of
several ways in which a file tells the same amounts, the one that tells most is taken: vouchers (`#TRANS`), or
balances of periods by object (`#PSALDO`), or balances of the year (`#RES`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from namndbok.data.files import read_bytes
from namndbok.data.office.encoding import AmbiguousEncoding, decode, refused, remark
from namndbok.data.office.grid import Grid, rectangle
from namndbok.errors import quoted

TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\{[^{}]*\}|[^\s{}"]+')
AMOUNT = re.compile(r"-?\d{1,15}(?:[.,]\d{1,4})?", re.ASCII)
CODE_PAGE = "cp437"
# Dimensions that need not be named, in the standard's words.
DIMENSIONS = {"1": "Kostnadsställe", "2": "Kostnadsbärare", "6": "Projekt", "7": "Anställd", "8": "Kund"}
# Kinds of accounts, and first digits where the file does not tell the kind.
RESULT_KINDS, RESULT_CLASSES = "KI", "345678"
DETAIL = ("#TRANS", "#PSALDO", "#RES")

Objects = tuple[tuple[str, str], ...]
Key = tuple[str, Objects, str]


@dataclass
class Ledger:
    """What a SIE file says of accounts, dimensions, objects and years, and amounts by label and key."""

    accounts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=DIMENSIONS.copy)
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    years: dict[str, tuple[str, str]] = field(default_factory=dict)
    through: str = ""
    day: str = ""
    amounts: dict[str, dict[Key, Decimal]] = field(default_factory=lambda: defaultdict(dict))

    def read(self, label: str, cells: list[str]) -> None:
        """Take in one line; raises ValueError or IndexError where it is too short or no amount."""
        match label:
            case "#KONTO":
                self.accounts[cells[0]] = cells[1]
            case "#KTYP":
                self.kinds[cells[0]] = cells[1].upper()
            case "#DIM" | "#UNDERDIM":
                self.dimensions[cells[0]] = cells[1]
            case "#OBJEKT":
                self.objects[cells[0], cells[1]] = cells[2]
            case "#RAR":
                self.years[cells[0]] = cells[1], cells[2]
            case "#OMFATTN":
                self.through = cells[0]
            case "#VER":
                self.day = cells[2]
            case "#TRANS":
                day = cells[3] if cells[3:] and cells[3] else self.day
                self._add(label, cells[0], _objects(cells[1]), self._index(day), cells[2])
            case "#PSALDO":
                self._add(label, cells[2], _objects(cells[3]), cells[0], cells[4])
            case "#RES":
                self._add(label, cells[1], (), cells[0], cells[2])

    def _add(self, label: str, account: str, objects: Objects, index: str, amount: str) -> None:
        if not AMOUNT.fullmatch(amount):
            raise ValueError(amount)
        sums, key = self.amounts[label], (account, objects, index)
        sums[key] = sums.get(key, Decimal(0)) + Decimal(amount.replace(",", "."))

    def _index(self, day: str) -> str:
        within = (index for index, (start, end) in self.years.items() if start <= day <= end)
        return next(within, "0")

    def is_result(self, account: str) -> bool:
        """Tell whether an account is one of income or cost."""
        return self.kinds.get(account, "") in (*RESULT_KINDS,) or (
            account not in self.kinds and account[:1] in RESULT_CLASSES
        )


def read_sie(path: Path, encoding: str | None) -> list[Grid]:
    """Read a SIE file; one grid, or one for each dimension where balances are told for one at a time."""
    content = read_bytes(path, path.name)
    try:
        text = decode(content, path.name, encoding)
    except AmbiguousEncoding:
        text = decode(content, path.name, CODE_PAGE)
    ledger = _ledger(text, path.name)
    label = next((label for label in DETAIL if ledger.amounts[label]), "#RES")
    sums = {key: amount for key, amount in ledger.amounts[label].items() if ledger.is_result(key[0])}
    remarks = [] if len(sums) == len(ledger.amounts[label]) else [remark("balance_accounts")]
    remarks += [] if ledger.years else [remark("no_year")]
    if differing := _differing(ledger, label, sums):
        remarks.append(remark("differing", places=", ".join(differing)))
    groups = _groups(sums) if label == "#PSALDO" else [sums]
    return [Grid(path.name, "", rectangle(path.name, _rows(ledger, group)), remarks) for group in groups]


def _ledger(text: str, name: str) -> Ledger:
    ledger = Ledger()
    lines = [line for line in text.split("\n") if line.lstrip().startswith("#")]
    for line in lines:
        label, *cells = (_unquoted(token) for token in TOKEN.findall(line))
        try:
            ledger.read(label.upper(), cells)
        except (IndexError, ValueError):
            raise refused(name, "sie", line=quoted(line)) from None
    if not ledger.accounts and not ledger.amounts:
        raise refused(name, "sie", line=quoted(text.strip().split("\n")[0]))
    return ledger


def _unquoted(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1]) if token.startswith('"') else token


def _objects(braces: str) -> Objects:
    if not braces.startswith("{"):
        raise ValueError(braces)
    cells = [_unquoted(token) for token in TOKEN.findall(braces[1:-1])]
    return tuple(sorted(zip(cells[::2], cells[1::2], strict=True)))


def _differing(ledger: Ledger, label: str, sums: dict[Key, Decimal]) -> list[str]:
    """List the accounts whose vouchers do not come to the balance that the file tells."""
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (account, _, index), amount in sums.items():
        totals[account, index] += amount
    told = ledger.amounts["#RES"] if label == "#TRANS" else {}
    pairs = (
        (account, totals[account, index], amount)
        for (account, _, index), amount in told.items()
        if index == "0"
    )
    return [account for account, total, amount in pairs if total != amount]


def _groups(sums: dict[Key, Decimal]) -> list[dict[Key, Decimal]]:
    """Part balances by the dimensions they are told for; what a total has beyond its objects is a row too."""
    totals = {key: amount for key, amount in sums.items() if not key[1]}
    groups: dict[tuple[str, ...], dict[Key, Decimal]] = defaultdict(dict)
    for key, amount in sums.items():
        if key[1]:
            groups[tuple(dimension for dimension, _ in key[1])][key] = amount
    for group in groups.values():
        rest = dict(totals)
        for (account, _, index), amount in group.items():
            if (account, (), index) in rest:
                rest[account, (), index] -= amount
        group |= {key: amount for key, amount in rest.items() if amount}
    return list(groups.values()) or [totals]


def _rows(ledger: Ledger, sums: dict[Key, Decimal]) -> Iterator[list[str]]:
    dimensions = sorted({dimension for _, objects, _ in sums for dimension, _ in objects})
    titles = [ledger.dimensions.get(dimension, f"Dimension {dimension}") for dimension in dimensions]
    named = [name for title in titles for name in (title, f"{title}, namn")]
    yield ["Konto", "Kontonamn", *named, "Belopp", "År", "Till och med"]
    for (account, objects, index), amount in sorted(sums.items()):
        codes = dict(objects)
        pairs = [(name, codes.get(name, "")) for name in dimensions]
        cells = (cell for pair in pairs for cell in (pair[1], ledger.objects.get(pair, "")))
        end = ledger.years.get(index, ("", ""))[1]
        day = ledger.through if index == "0" and ledger.through else end
        through = f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""
        said = format(amount, "f").replace(".", ",")
        yield [account, ledger.accounts.get(account, ""), *cells, said, end[:4], through]
    if not sums:
        yield from ([account, name] for account, name in ledger.accounts.items())
