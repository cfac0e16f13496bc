"""Write `docs/checks.md`: all checks, how many planted errors they notice, and what no check can find."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from namndbok.checks import CHECKS
from namndbok.checks.check import Check
from namndbok.data.load import load_data
from namndbok.swedish import display, listing
from planting.board import REAL
from planting.drawn import scores
from planting.harness import BOARDS, Board, Result, board, clean_boards, false_alarms, plant
from planting.kind import KINDS

SEED, PLACES, REAL_PLACES, CLEAN = 1, 8, 4, 20
OBJECTIONS = "objections.md"
FAMILIES = {
    "conflict": "Motsägelser",
    "sums": "Summor",
    "completeness": "Fullständighet",
    "cross": "Mellan tabeller",
    "derived": "Härledda tal",
    "time": "Tid",
    "rules": "Regler",
    "form": "Form",
    "missing": "Saknas",
    "change": "Ändringar",
    "unmatched": "Utan motsvarighet",
}
# Slips drawn from the schema: at how many rows of each column.
DRAWN_PLACES = 1
OUT_OF_REACH = Path(__file__).with_name("out_of_reach.json")
DRAWN = """## Fel som ingen har tänkt ut

För varje kolumn i schemat görs varje slag av felskrivning som dess typ tillåter, på en slumpvis vald rad:
tömd ruta, nästa rads värde, ombytt med en annan rad eller med grannkolumnen, förra årets värde, omkastade
eller fel siffror, en faktor tio, hundra eller tusen, fel tecken, en annan kod, en annan nyckel, en annan dag
eller ett annat år. Den som drar felen vet inget om kontrollerna. Slagen vägs efter hur ofta de görs.
Underlaget är nämndens eget för {year}.

Av {drawn} fel i kolumner inom räckhåll märks {near}. Räknas också kolumnerna utom räckhåll in märks {all}. Av
dem som märks pekar {pointed} ut raden; de andra pekar ut tabellen.

| kolumn | dragna fel | märkta | varav raden |
|---|--:|--:|--:|
{rows}

### Kolumner utom räckhåll

De här kolumnerna räknas inte in i den första andelen. Bara den som jämför med dokumentet ser ett fel i dem.

{reasons}
"""
HEAD = """# Kontrollerna

Den här sidan skrivs av `PYTHONPATH=tests python -m planting` och ändras inte för hand. Frö: {seed}.

Först står vad varje kontroll frågar och vad den inte ser. Sedan står hur stor del av avsiktligt planterade
fel som kontrollerna märker, och sist vad en noggrann granskare kan invända mot nämndens egna dokument.

## Alla kontroller
"""
RATES = """## Hur mycket kontrollerna märker

I kopior av underlag planteras ett fel i taget på slumpvis valda platser. Ett fel räknas som märkt när
underlaget inte längre går att läsa in (*vägrat*), eller när en iakttagelse tillkommer som inte fanns förut
och som pekar ut raden, en annan rad i samma tabell eller den rad i en annan tabell som felet lämnar ensam
(*funnet*). En iakttagelse som bara får andra belopp räknas inte.

De fyra första kolumnerna med tal gäller {boards} genererade nämnder utan fel, de två följande nämndens eget
underlag för {years}, och den sista alla tillsammans. Underlaget har redan iakttagelser och färre tryckta
siffror, och det första året har inget tidigare att jämföras med; därför märks färre fel där. Noll planterade
betyder att underlaget inte har någon plats för felet. Andelar är avrundade nedåt.

Fel som inte planteras, eftersom ingen kontroll kan se dem: två kommuners avgifter ombytta så att summan är
densamma, samma fel på budgetens båda sidor och i avgifterna, fel i ord och namn, och dokument som är fel på
samma sätt överallt.

Falska larm på {clean} genererade nämnder utan fel, två år var: {alarms}.

| fel | planterade | vägrade | funna | andel | eget: planterade | märkta | andel av alla |
|---|--:|--:|--:|--:|--:|--:|--:|
"""


def write_document(seed: int = SEED, folder: Path = REAL) -> str:
    """Return the whole page as Markdown; the same seed and data folder always give the same."""
    boards, alarms = real_boards(folder), len(false_alarms(seed, CLEAN, folder))
    made = plant(seed, PLACES, boards=clean_boards(seed, folder=folder))
    real = plant(seed, REAL_PLACES, boards=boards)
    rows = "\n".join([*map(rate_row, made, real), rate_row(_all(made), _all(real))])
    years = listing(sorted(str(one.year) for one in boards))
    rates = RATES.format(boards=BOARDS, clean=CLEAN, alarms=alarms, years=years) + rows + "\n"
    chance = drawn_slips(boards[0], seed)
    parts = [HEAD.format(seed=seed), *check_lists(), rates, _misses(made, real), chance, objections(folder)]
    return "\n".join(filter(None, parts))


def real_boards(folder: Path = REAL) -> list[Board]:
    """Return a real board's years that have a budget, the latest first."""
    data = load_data(folder)
    return [board(data, year) for year in sorted(set(data["budget"]["year"]), reverse=True)]


def drawn_slips(board: Board, seed: int) -> str:
    """Draw slips from the schema and say, by column, how many are noticed, and which columns are beyond."""
    counted, reasons = scores([board], seed, DRAWN_PLACES), out_of_reach(board)
    rows = [
        f"| `{table}.{column}` | {score.drawn} | {percent(score.noticed, score.weight)} "
        f"| {percent(score.pointed, score.noticed)} |"
        for (table, column), score in counted.items()
    ]
    columns: dict[str, list[str]] = {}
    for key in counted:
        if key in reasons:
            columns.setdefault(reasons[key], []).append(f"`{'.'.join(key)}`")
    told = [f"- {reason} Det gäller {listing(names)}." for reason, names in columns.items()]
    near = [score for key, score in counted.items() if key not in reasons]
    noticed = [sum(score.noticed for score in group) for group in (near, counted.values())]
    weights = [sum(score.weight for score in group) for group in (near, counted.values())]
    return DRAWN.format(
        year=board.year,
        drawn=sum(score.drawn for score in near),
        near=percent(noticed[0], weights[0]),
        all=percent(noticed[1], weights[1]),
        pointed=percent(sum(score.pointed for score in counted.values()), noticed[1]),
        rows="\n".join(rows),
        reasons="\n".join(told),
    )


def out_of_reach(board: Board) -> dict[tuple[str, str], str]:
    """Return the columns in which no check can see most slips, each with the reason."""
    reasons = json.loads(OUT_OF_REACH.read_text(encoding="utf-8"))
    named = {tuple(name.split(".")): reason for reason, names in reasons.items() for name in names}
    return {
        (table, column): named.get((table, column)) or named.get(("*", column), "")
        for table, schema in board.data.package.tables.items()
        for column in schema.columns
        if (table, column) in named or ("*", column) in named
    }


def percent(part: int, whole: int) -> str:
    """Write a share in whole per cent, rounded down; a dash where there is nothing to share."""
    return display(100 * part // whole, "percent") if whole else "–"


def check_lists() -> Iterator[str]:
    """Yield the checks of each family as a table."""
    for family, title in FAMILIES.items():
        own = [one for id, one in CHECKS.items() if id.split(".")[0] == family]
        yield f"### {title}\n\n| kontroll | frågar | varför | ser inte |\n|---|---|---|---|"
        yield "\n".join(map(_check_row, own)) + "\n"


def rate_row(made: Result, real: Result) -> str:
    """Write one kind of error as a row of the table."""
    name = KINDS[made.kind].name if made.kind in KINDS else "**alla**"
    both = _share(made + real)
    own = (made.planted, made.refused, made.found, _share(made), real.planted, real.noticed, both)
    cells = (name, *own)
    return f"| {' | '.join(map(str, cells))} |"


def objections(folder: Path = REAL) -> str:
    """Return what is written by hand about a board's own documents, nothing if there is no such file."""
    path = folder / OBJECTIONS
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _check_row(one: Check) -> str:
    return f"| `{one.id}` | {one.asks} | {one.why} | {one.blind} |"


def _share(result: Result) -> str:
    return percent(result.noticed, result.planted)


def _all(results: Iterable[Result]) -> Result:
    return sum(results, Result(""))


def _misses(*runs: list[Result]) -> str:
    missed = {result.kind for result in chain(*runs) if result.noticed < result.planted}
    rows = [f"- {kind.name}: {kind.missed}" for kind in KINDS.values() if kind.id in missed]
    return "### Varför vissa fel inte märks\n\n" + "\n".join(rows) + "\n"
