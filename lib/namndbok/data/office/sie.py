"""SIE files as grids: what the accounts of a year come to, by account and object.

Format: SIE-gruppen, *SIE filformat*, utgåva 4B. Income is negative there, as in the books, and stays so. Of
several ways in which a file tells the same amounts, the one that tells most is taken: vouchers (`#TRANS`), or
changes of periods by object (`#PSALDO`), or balances of the year (`#RES`).
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from namndbok.data.cells import refused
from namndbok.data.files import read_bytes
from namndbok.data.office.encoding import FOLDER, AmbiguousEncoding, decode, remark
from namndbok.data.office.grid import Grid, rectangle
from namndbok.errors import quoted

TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\{[^{}]*\}|[^\s{}"]+')
AMOUNT = re.compile(r"-?\d{1,15}(?:[.,]\d{1,4})?", re.ASCII)
CODE_PAGE, LARGEST = "cp437", 15_000_000
# Of each label that is read: how many cells a line has at least and at most, and, if it has an amount,
# which cells have account, objects and amount. Of dimensions: the standard's names, where none is told.
LABELS, DIMENSIONS = json.loads((FOLDER / "sie.json").read_text(encoding="utf-8")).values()
DETAIL = ("#TRANS", "#PSALDO", "#RES")
# Kinds of accounts for income and cost, and first digits where the file does not tell kinds.
RESULT_KINDS, RESULT_CLASSES = ("K", "I"), tuple("345678")

Lines = Mapping[str, list[list[str]]]
# By account, its objects by dimension, and the number of the year: 0 is this year, -1 the one before.
Sums = dict[tuple[str, tuple[tuple[str, str], ...], str], Decimal]


def read_sie(path: Path, encoding: str | None) -> list[Grid]:
    """Read a SIE file; one grid, or one for each set of dimensions that balances are told for."""
    file, content = path.name, read_bytes(path, path.name)
    if len(content) > LARGEST:
        raise refused(file, "too_large", most=LARGEST // 1_000_000)
    try:
        text = decode(content, file, encoding)
    except AmbiguousEncoding:
        text = decode(content, file, CODE_PAGE)
    lines = _lines(text, file)
    kinds = {cells[0]: cells[1].upper() in RESULT_KINDS for cells in lines["#KTYP"]}
    label = next((label for label in DETAIL if lines[label]), "#RES")
    every = _sums(lines, label)
    sums = {key: every[key] for key in every if kinds.get(key[0], key[0].startswith(RESULT_CLASSES))}
    remarks = [remark("balance_accounts")] * (len(sums) < len(every))
    remarks += [] if lines["#RAR"] else [remark("no_year")]
    grids = []
    for group in _by_dimensions(sums) if label == "#PSALDO" else [sums]:
        totals = _without_objects(group)
        balances = ((cells[0], cells[1], _amount(cells[2])) for cells in lines["#RES"])
        places = [
            account for year, account, told in balances if year == "0" and told != totals[account, (), "0"]
        ]
        more = [remark("differing", places=", ".join(places))] if places else []
        grids.append(Grid(file, "", rectangle(file, _rows(lines, group)), [*remarks, *more]))
    return grids


def _lines(text: str, file: str) -> Lines:
    """Return the cells of each line by its label; a voucher's day is given to its transactions."""
    lines: Lines = defaultdict(list)
    day = ""
    for line in text.split("\n"):
        label, *cells = TOKEN.findall(line) or [""]
        label, cells = label.upper(), [_unquoted(cell) for cell in cells]
        if label not in LABELS:
            continue
        least, most, (_, objects, amount) = LABELS[label]
        fits = least <= len(cells) <= most and (amount is None or AMOUNT.fullmatch(cells[amount]))
        if not fits or (objects and (cells[objects][:1] != "{" or len(_codes(cells[objects])) % 2)):
            raise refused(file, "sie", line=quoted(line.strip()))
        day = cells[2] if label == "#VER" else day
        lines[label].append([*cells[:3], "".join(cells[3:4]) or day] if label == "#TRANS" else cells)
    if not lines:
        raise refused(file, "sie", line=quoted(text.strip().split("\n")[0]))
    return lines


def _unquoted(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1]) if token.startswith('"') else token


def _codes(objects: str) -> list[str]:
    return [_unquoted(code) for code in TOKEN.findall(objects.strip("{}"))]


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _sums(lines: Lines, label: str) -> Sums:
    sums: Sums = defaultdict(Decimal)
    account, objects, amount = LABELS[label][2]
    for cells in lines[label]:
        codes, year = _codes(cells[objects]) if objects else [], cells[0]
        if label == "#TRANS":
            year = next((told[0] for told in lines["#RAR"] if told[1] <= cells[3] <= told[2]), "0")
        key = cells[account], tuple(sorted(zip(codes[::2], codes[1::2], strict=True))), year
        sums[key] += _amount(cells[amount])
    return sums


def _without_objects(sums: Sums) -> Sums:
    totals: Sums = defaultdict(Decimal)
    for (account, _, year), amount in sums.items():
        totals[account, (), year] += amount
    return totals


def _by_dimensions(sums: Sums) -> list[Sums]:
    """Part balances by the dimensions they are told for; what stands outside every object is a row too."""
    groups: dict[tuple[str, ...], Sums] = defaultdict(dict)
    for key, amount in sums.items():
        groups[tuple(dimension for dimension, _ in key[1])][key] = amount
    totals = groups.pop((), {})
    for group in groups.values():
        parts = _without_objects(group)
        group |= {key: total - parts[key] for key, total in totals.items() if total != parts[key]}
    return list(groups.values()) or [totals]


def _rows(lines: Lines, sums: Sums) -> Iterator[list[str]]:
    accounts = {cells[0]: cells[1] for cells in lines["#KONTO"]}
    named = {(cells[0], cells[1]): cells[2] for cells in lines["#OBJEKT"]}
    titles = DIMENSIONS | {cells[0]: cells[1] for cells in (*lines["#DIM"], *lines["#UNDERDIM"])}
    days = {cells[0]: cells[2] for cells in lines["#RAR"]}
    throughs = days | {year: cells[0] for year, cells in zip("0", lines["#OMFATTN"], strict=False)}
    dimensions = sorted({dimension for _, objects, _ in sums for dimension, _ in objects})
    heads = [titles.get(dimension, f"Dimension {dimension}") for dimension in dimensions]
    heads = [name for head in heads for name in (head, f"{head}, namn")]
    yield ["Konto", "Kontonamn", *heads, "Belopp", "År", "Till och med"]
    for (account, objects, year), amount in sorted(sums.items()):
        pairs = [(dimension, dict(objects).get(dimension, "")) for dimension in dimensions]
        cells = [cell for pair in pairs for cell in (pair[1], named.get(pair, ""))]
        through = re.sub(r"(....)(..)(.*)", r"\1-\2-\3", throughs.get(year, ""))
        told = [f"{amount:f}".replace(".", ","), days.get(year, "")[:4], through]
        yield [account, accounts.get(account, ""), *cells, *told]
    if not sums:
        yield from ([account, name] for account, name in accounts.items())
