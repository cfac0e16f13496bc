"""The command that tries another split of the costs than the decided one."""

from pathlib import Path

from namndbok.cli import arguments as typed
from namndbok.cli.terminal import say


def scenario(
    year: typed.Year,
    service: typed.Services = None,
    key: typed.Keys = None,
    population_date: typed.When = None,
    also: typed.Also = None,
    without: typed.Without = None,
    newcomer: typed.Newcomer = None,
    new_service: typed.NewService = None,
    among: typed.Among = None,
    floor: typed.Floor = None,
    cap: typed.Cap = None,
    max_change: typed.MaxChange = None,
    years: typed.Years = None,
    step: typed.Step = None,
    name: typed.Name = None,
    file: typed.ScenarioFile = None,
    beside: typed.Beside = None,
    xlsx: typed.Xlsx = None,
    out: typed.ScenarioFolder = Path("scenarios"),
    data: typed.DataFolder = Path("data"),
) -> None:
    """Pröva en annan fördelning av kostnaden än den beslutade.

    Visar vem som betalar mer och vem mindre, sparar scenariot och gör om du vill en Excelbok som räknar om
    själv. Utan flaggor är allt som i dag. Ingenting blir beslutat, och inget av det hamnar i rapporten.

    Exempel: namndbok scenario 2024 --service eservices --key "35 % lika + invånare" --xlsx prov.xlsx
    """
    from namndbok.proposals.scenario import run_scenario

    flags = {"services": service, "key": key, "population_date": population_date, "also": also}
    flags |= {"without": without, "newcomer": newcomer, "new_service": new_service, "among": among}
    flags |= {
        "floor": floor,
        "cap": cap,
        "max_change": max_change,
        "years": years,
        "step": step,
        "name": name,
    }
    for line in run_scenario(year, flags, file=file, beside=beside or [], xlsx=xlsx, out=out, data=data):
        say(line)
