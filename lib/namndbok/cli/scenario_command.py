"""The command that tries another split of the costs than the decided one."""

from pathlib import Path

from namndbok.cli.arguments import (
    Also,
    Cap,
    DataFolder,
    Floor,
    Name,
    ScenarioFile,
    ScenarioFolder,
    Services,
    Share,
    Step,
    When,
    Without,
    Xlsx,
    Year,
)
from namndbok.cli.terminal import say


def scenario(
    year: Year,
    service: Services = None,
    equal_share: Share = None,
    population_date: When = None,
    also: Also = None,
    without: Without = None,
    floor: Floor = None,
    cap: Cap = None,
    step: Step = None,
    name: Name = None,
    file: ScenarioFile = None,
    xlsx: Xlsx = None,
    out: ScenarioFolder = Path("scenarios"),
    data: DataFolder = Path("data"),
) -> None:
    """Pröva en annan fördelning av kostnaden än den beslutade.

    Visar vem som betalar mer och vem mindre, sparar scenariot och gör om du vill en Excelbok som räknar om
    själv. Ingenting blir beslutat, och inget av det hamnar i rapporten.

    Exempel: namndbok scenario 2024 --service eservices --equal-share "35 %" --xlsx prov.xlsx
    """
    from namndbok.proposals.scenario import ScenarioRequest, run_scenario

    flags = {"services": service, "equal_share": equal_share, "population_date": population_date}
    flags |= {"also": also, "without": without, "floor": floor, "cap": cap, "step": step, "name": name}
    for line in run_scenario(ScenarioRequest(year, flags, file, xlsx, out, data)):
        say(line)
