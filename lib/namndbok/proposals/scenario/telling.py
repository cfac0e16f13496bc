"""Scenarios in words; every text says that nothing is decided, and by which parameters."""

from namndbok.data import sha256
from namndbok.proposals.scenario.result import Result
from namndbok.proposals.scenario.scenario import MARK
from namndbok.show import Enumeration, Prose, narrate

TABLES = ("fees", "fee_components", "municipalities", "population")


def tell(name: str, result: Result) -> Prose:
    """Write the text `narrative/scenario_<name>.md`."""
    return narrate(f"scenario_{name}", result.book, **_context(result))


def said(result: Result) -> str:
    """Say the parameters in one line of text, for a picture or a sheet."""
    return f"{MARK}. {tell('parameters', result).text.removeprefix(MARK).lstrip(',.: ')}"


def _context(result: Result) -> dict[str, object]:
    scenario, names = result.scenario, {code: name for name, code in result.codes.items()}
    return {
        "mark": MARK,
        "scenario": scenario,
        "services": Enumeration(tuple(result.services.values())),
        "also": Enumeration(tuple(names[code] for code in scenario.also)),
        "without": Enumeration(tuple(names[code] for code in scenario.without)),
        "files": _files(result),
    }


def _files(result: Result) -> list[tuple[str, str]]:
    """List the tables behind, each with its checksum."""
    paths = [result.data.package.tables[name].path for name in TABLES]
    return [(path, sha256((result.data.folder / path).read_bytes())) for path in paths]
