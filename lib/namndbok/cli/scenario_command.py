"""The commands that try another split of the costs than the decided one, and take in what is decided."""

from datetime import datetime
from pathlib import Path

from namndbok.cli import arguments as typed
from namndbok.cli.terminal import say, typed_command

# What can be typed that is no parameter of the scenario itself.
OUTSIDE = ("year", "file", "beside", "xlsx", "out", "data")


def scenario(
    year: typed.Year,
    services: typed.Services = None,
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
    flags = {name: value for name, value in locals().items() if name not in OUTSIDE}
    from namndbok.proposals.scenario import run_scenario

    for line in run_scenario(year, flags, file=file, beside=beside or [], xlsx=xlsx, out=out, data=data):
        say(line)


def decide(
    source: typed.ProposalSource,
    date: typed.DecisionDate = "",
    paragraph: typed.Paragraph = "",
    case_number: typed.CaseNumber = "",
    from_year: typed.FromYear = None,
    yes: typed.Yes = False,
    data: typed.TableFolder = Path("data"),
) -> None:
    """För in ett beslutat förslag eller scenario i tabellerna, med datum, paragraf och ärendenummer.

    Ett förslag är mappen som budget --tables skrev, ett scenario filen som scenario sparade. Visar vad som
    ändras, och ändrar med --yes. Det som ersätts sparas i datamappens mapp .history.

    Exempel: namndbok decide förslag --date 2024-10-03 --paragraph "§ 30" --case-number 2024/12
    """
    from namndbok.proposals import decision_changes, minutes_of

    decision = decision_changes(source, data, minutes_of(date, paragraph, case_number), from_year)
    for line in decision.lines():
        say(line)
    if not yes:
        say("Inget har ändrats. Kör samma kommando med --yes för att föra in beslutet.")
        return
    kept = decision.take_in(typed_command(), datetime.now())
    say(f"Beslutet är infört. Det som ersattes finns i {kept}")
