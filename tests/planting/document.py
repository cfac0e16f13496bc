"""Write `docs/checks.md`: all checks, how many planted errors they notice, and what no check can find."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from namndbok.checks import CHECKS
from namndbok.checks.check import Check
from namndbok.data.load import load_data
from namndbok.swedish import display, listing
from planting.board import REAL
from planting.harness import BOARDS, Board, Result, board, clean_boards, false_alarms, plant
from planting.kind import KINDS

SEED, PLACES, REAL_PLACES, CLEAN = 1, 8, 4, 10
OBJECTIONS = "objections.md"
FAMILIES = {
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
    parts = [HEAD.format(seed=seed), *check_lists(), rates, _misses(made, real), objections(folder)]
    return "\n".join(filter(None, parts))


def real_boards(folder: Path = REAL) -> list[Board]:
    """Return a real board's years that have a budget, the latest first."""
    data = load_data(folder)
    return [board(data, year) for year in sorted(set(data["budget"]["year"]), reverse=True)]


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
    if not result.planted:
        return "–"
    return display(100 * result.noticed // result.planted, "percent")


def _all(results: Iterable[Result]) -> Result:
    return sum(results, Result(""))


def _misses(*runs: list[Result]) -> str:
    missed = {result.kind for result in chain(*runs) if result.noticed < result.planted}
    rows = [f"- {kind.name}: {kind.missed}" for kind in KINDS.values() if kind.id in missed]
    return "### Varför vissa fel inte märks\n\n" + "\n".join(rows) + "\n"
