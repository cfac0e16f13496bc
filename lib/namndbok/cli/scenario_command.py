"""The command that tries another split of the costs than the decided one."""

from pathlib import Path

from namndbok.cli import arguments as typed
from namndbok.cli.terminal import say


def scenario(
    year: typed.Year,
    service: typed.Services = None,
    equal_share: typed.Share = None,
    population_date: typed.When = None,
    also: typed.Also = None,
    without: typed.Without = None,
    floor: typed.Floor = None,
    cap: typed.Cap = None,
    step: typed.Step = None,
    name: typed.Name = None,
    file: typed.ScenarioFile = None,
    xlsx: typed.Xlsx = None,
    out: typed.ScenarioFolder = Path("scenarios"),
    data: typed.DataFolder = Path("data"),
) -> None:
    """Pröva en annan fördelning av kostnaden än den beslutade.

    Visar vem som betalar mer och vem mindre, sparar scenariot och gör om du vill en Excelbok som räknar om
    själv. Ingenting blir beslutat, och inget av det hamnar i rapporten.

    Exempel: namndbok scenario 2024 --service eservices --equal-share "35 %" --xlsx prov.xlsx
    """
    from namndbok.proposals.scenario import run_scenario

    flags = {"services": service, "equal_share": equal_share, "population_date": population_date}
    flags |= {"also": also, "without": without, "floor": floor, "cap": cap, "step": step, "name": name}
    for line in run_scenario(year, flags, file=file, xlsx=xlsx, out=out, data=data):
        say(line)
