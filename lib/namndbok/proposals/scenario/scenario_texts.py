"""Scenarios in words; every text says that nothing is decided, and by which parameters."""

from typing import Any

from namndbok.data import sha256
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.show import Enumeration, Prose, narrate

TABLES = ("fees", "fee_components", "municipalities", "population")


def scenario_text(name: str, redistribution: Redistribution) -> Prose:
    """Write the text of the template `texts/scenario/<name>.md`."""
    return narrate(f"scenario/{name}", redistribution.book, **_variables(redistribution))


def parameters_text(redistribution: Redistribution) -> str:
    """Write the parameters in one line, for a picture or an Excel sheet."""
    return f"{MARK}. {scenario_text('parameters', redistribution).text.removeprefix(MARK).lstrip(',.: ')}"


def _variables(redistribution: Redistribution) -> dict[str, Any]:
    """Return what the templates show beside facts; `files` are the tables behind, with checksums."""
    scenario, data = redistribution.scenario, redistribution.data
    names = {code: name for name, code in redistribution.codes.items()}
    paths = [data.package.tables[table].path for table in TABLES]
    return {
        "mark": MARK,
        "scenario": scenario,
        "services": Enumeration(tuple(redistribution.services.values())),
        "also": Enumeration(tuple(names[code] for code in scenario.also)),
        "without": Enumeration(tuple(names[code] for code in scenario.without)),
        "files": [(path, sha256((data.folder / path).read_bytes())) for path in paths],
    }
