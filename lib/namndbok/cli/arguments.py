"""What can be typed after a command, named once for all commands, and what those that make papers share."""

import atexit
import inspect
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from namndbok.cli.terminal import say
from namndbok.data import portable_path, read_option
from namndbok.errors import InvalidParameter, quoted
from namndbok.publish import TIME_LIMIT

OPENED = ExitStack()  # folders of workbooks that were given as data
atexit.register(OPENED.close)


def option(kind: Any, name: str, help: str, metavar: str | None = None, parser: Any = None) -> Any:
    """Describe an option; without a name it is called as the parameter of the command."""
    names = [name] if name else []
    return Annotated[kind, typer.Option(*names, help=help, metavar=metavar, parser=parser)]


def parameter(kind: Any, name: str, help: str, metavar: str) -> Any:
    """Describe an option that is read as the notebook's parameter of that name is read."""
    return option(kind, name, help, metavar, lambda typed: read_option(name, typed))


def argument(kind: Any, help: str, metavar: str, parser: Any = None) -> Any:
    """Describe what is typed without a flag."""
    return Annotated[kind, typer.Argument(help=help, metavar=metavar, parser=parser)]


def read_typed_year(typed: Any) -> int:
    """Read the year as the notebook's parameter `year` is read."""
    return read_option("ÅR", typed, kind="year")


def read_data_place(typed: Any) -> Path:
    """Return a data folder; a year's workbook is read into one that is gone when the command ends."""
    path = Path(typed)
    if path.suffix.lower() not in (".xlsx", ".ods"):
        return path
    from namndbok.data import open_year_workbook, read_grids

    workbook, folder = OPENED.enter_context(open_year_workbook(read_grids(path)))
    for line in (*workbook.remarks, f"Tabellerna är lästa ur {path.name}, inte ur datamappen."):
        say(line, wrong=True)
    return folder


def new_path(typed: Any) -> Path:
    """Return where something is to be written; raises `InvalidParameter` for a name that Windows refuses."""
    return portable_path(Path(typed))


def read_pair(typed: str) -> tuple[str, str]:
    """Read a parameter, or the answer to a question, as it is typed: its name and, as text, its value."""
    name, equals, value = typed.partition("=")
    if not equals or not name:
        raise InvalidParameter(f"Skriv parametern som NAMN=VÄRDE, inte {quoted(typed)}.")
    return name, value


Year = argument(int, "Året, till exempel 2024.", "ÅR", read_typed_year)
AnyYear = argument(int | None, "Verksamhetsåret; utan år visas alla.", "ÅR", read_typed_year)
PublishedFolder = argument(Path, "En publicerad mapp.", "MAPP")
NewWorkbook = argument(Path | None, "Excelboken som görs; annars namndbok-ÅR.xlsx.", "FIL", parser=new_path)
PackageFolder = argument(Path, "Mappen som görs.", "MAPP", parser=new_path)
Document = argument(Path, "Det tryckta dokumentet: PDF, DOCX, HTML eller text.", "FIL")
WebPage = argument(Path, "En publicerad webbsida.", "FIL")

TableFolder = option(Path, "--data", "Mappen med tabellerna.", "MAPP")
DataFolder = option(Path, "--data", "Mappen med tabellerna, eller årets Excelbok.", "MAPP", read_data_place)
OutFolder = option(Path, "--out", "Mappen som rapporterna läggs i.", "MAPP", parser=new_path)
Notebooks = option(Path, "", "Mappen med arbetsböckerna.", "MAPP")
Limit = parameter(float, "--time-limit", "Längsta tid för körningen.", "SEKUNDER")
Jobs = parameter(int | None, "--jobs", "Så många rapporter åt gången.", "ANTAL")
Cluster = option(str | None, "", "Daskklustret som gör rapporterna.", "ADRESS")
Force = option(bool, "--force", "Gör om allt, också det som inte har ändrats.")
AsJson = option(bool, "--json", "Skriv iakttagelserna som JSON.")
Encoding = option(str | None, "", "Teckenkodningen, om den är oklar.", "KODNING")
JsonFile = option(Path | None, "--json", "Skriv allt till en fil, som JSON.", "FIL", parser=new_path)
DocumentYear = option(int | None, "--year", "Året, om dokumentet nämner flera.", "ÅR", read_typed_year)
Strict = option(bool, "--strict", "Avsluta med 1 om en iakttagelse saknar svar.")
Quick = option(bool, "--quick", "Kör inte om rapporten.")
Stamp = option(Path | None, "--stamp", "Tidsstämpeln över sigillet.", "FIL")
Authority = option(Path | None, "--authority", "Utfärdarens certifikat (PEM), till --stamp.", "FIL")
Timestamp = option(str, "--timestamp", "Be utfärdaren stämpla sigillet (RFC 3161).", "ADRESS")
Seal = option(str, "--seal", "Sigillet som står i protokollet.", "SIGILL")
ZipFile = option(Path, "--zip", "Filen som görs.", "FIL", parser=new_path)
AsPdf = option(bool, "--pdf", "Gör också PDF av nämndens egna papper.")
PaperName = option(str, "--paper", "Papperets namn, som webbsidans men utan .html.", "PAPPER")
Trace = option(bool, "--trace", "Skriv sist i filen hur varje siffra är räknad.")
WordFile = option(Path | None, "--file", "Filen som görs.", "FIL", parser=new_path)
Extra = Annotated[
    list[tuple] | None,
    typer.Option("--parameter", "-p", help="Arbetsbokens parameter.", metavar="NAMN=VÄRDE", parser=read_pair),
]
MeetingDay = argument(str, "Sammanträdets dag, år-månad-dag.", "DAG")
Minutes = option(bool, "--minutes", "Bara protokollet; ett utkast, om inget är beslutat.")
Through = option(str, "", "Periodens sista månad, till exempel 2022-05 eller maj.", "MÅNAD")
Percent = Annotated[
    Fraction,
    typer.Option(
        "--index",
        "--percent",
        help="Indexets ökning i procent, till exempel 2,5.",
        metavar="PROCENT",
        parser=lambda typed: read_option("--index", typed, kind="percent"),
    ),
]
Series = option(str, "", "Prisindexets beteckning.", "SERIE")
Day = parameter(str, "--population-date", "Folkmängdens dag, år-månad-dag.", "DAG")
Keep = option(bool, "--keep", "Avgifter utan modell behåller fördelningen.")
Tables = option(Path | None, "", "Skriv även tabeller hit.", "MAPP", parser=new_path)

Services = option(list[str] | None, "--service", "Tjänst, kod eller namn; kan upprepas.", "TJÄNST")
Keys = option(list[str] | None, "--key", 'Nyckel: "35 % lika + invånare"; kan upprepas.', "NYCKEL")
When = parameter(str | None, "--population-date", "Folkmängdens dag, år-månad-dag.", "DAG")
Also = option(list[str] | None, "--with", "Med även kommunen; kan upprepas.", "KOMMUN")
Without = option(list[str] | None, "--without", "Utan kommunen; kan upprepas.", "KOMMUN")
Newcomer = option(str | None, "", "En ny medlem.", "NAMN=INVÅNARE")
NewService = option(str | None, "", "En ny tjänst.", "NAMN=KRONOR")
Among = option(list[str] | None, "", "Med i den nya tjänsten; kan upprepas.", "KOMMUN")
MaxChange = parameter(Fraction | None, "--max-change", "Största förändring från år till år.", "ANDEL")
Years = parameter(int | None, "--years", "Fasa in över så många år.", "ANTAL")
Beside = option(list[Path] | None, "", "Ett sparat scenario bredvid; högst tre.", "FIL")
Floor = parameter(int | None, "--floor", "Minsta avgift för varje tjänst.", "KRONOR")
Cap = parameter(int | None, "--cap", "Högsta avgift för varje tjänst.", "KRONOR")
Step = parameter(int | None, "--step", "Avgifterna avrundas till hela steg.", "KRONOR")
Name = option(str | None, "", "Scenariots namn.", "NAMN")
ScenarioFile = option(Path | None, "--file", "Ett sparat scenario.", "FIL")
Xlsx = option(Path | None, "--xlsx", "Gör en Excelbok som räknar.", "FIL", parser=new_path)
ScenarioFolder = option(Path, "--out", "Mappen för scenarier.", "MAPP", parser=new_path)


ProposalSource = argument(Path, "Mappen med förslagets tabeller, eller scenariots fil.", "FÖRSLAG")
DecisionDate = option(str, "--date", "Dagen för beslutet, år-månad-dag.", "DAG")
Paragraph = option(str, "--paragraph", "Paragrafen i protokollet.", "PARAGRAF")
CaseNumber = option(str, "--case-number", "Ärendenumret i diariet.", "NUMMER")
FromYear = option(
    int | None, "--from-year", "Scenariots första år; annars året efter.", "ÅR", read_typed_year
)
Yes = option(bool, "--yes", "Ändra tabellerna utan att fråga.")
FindingNumber = argument(str, "Iakttagelsens nummer, till exempel G-2024-0417.", "NUMMER")
AnswerText = argument(str, "Svaret, inom citattecken.", "SVAR")
Role = option(str, "", "Rollen som svarar; inget personnamn.", "ROLL")
DecisionCode = option(str, "", "Beslutet som svaret vilar på, som i decisions.csv.", "BESLUT")
ChangeName = argument(str, "Ändringens namn i .history; utan namn den senaste.", "ÄNDRING")
BoardFolder = argument(Path, "Mappen som nämnden ska få; den får inte ha tabeller.", "MAPP", parser=new_path)
BoardName = option(str, "--name", "Nämndens namn.", "NAMN")
Members = option(str, "--municipalities", "Kommunerna, med komma emellan.", "NAMN, NAMN")
Host = option(str, "--host", "Värdkommunen.", "NAMN")
FirstYear = option(str, "--year", "Året för den första rapporten.", "ÅR")
Bodies = option(str, "--bodies", "Organen med möten, med komma emellan.", "NAMN, NAMN")
TasksAsJson = option(bool, "--json", "Skriv listan som JSON.")
StatusDay = option(str, "--day", "Dagen som listan gäller; annars i dag.", "DAG")

OfficeFile = argument(Path, "Filen som läses in.", "FIL")
AsTable = option(str | None, "--as", "Tabellen som filen blir; annars avgörs det av rubrikerna.", "TABELL")
ImportYear = option(int | None, "--year", "Året som filen gäller.", "ÅR", read_typed_year)
Everything = option(bool, "--all", "Visa alla rutor.")
Answers = Annotated[
    list[tuple] | None,
    typer.Option("--answer", help="Svar på en fråga; kan upprepas.", metavar="FRÅGA=SVAR", parser=read_pair),
]


@dataclass(frozen=True)
class CommonOptions:
    """The year, the folders, and how to run."""

    year: Year
    data: DataFolder = Path("data")
    out: OutFolder = Path("reports")
    notebooks: Notebooks = Path("notebooks")
    time_limit: Limit = TIME_LIMIT
    force: Force = False
    jobs: Jobs = None
    cluster: Cluster = None


def with_common_options(command: Callable[..., None]) -> Callable[..., None]:
    """Let the first argument of a command be typed as the year, and as options after the command's own.

    A command on a `day` has that instead of the year, which follows from it.
    """
    _, *own = inspect.signature(command).parameters.values()
    year, *shared = inspect.signature(CommonOptions).parameters.values()
    typed = [*own, *shared] if own and own[0].name == "day" else [year, *own, *shared]

    @wraps(command)
    def run(**given: Any) -> None:
        options = {option.name: given.pop(option.name, 0) for option in (year, *shared)}
        command(CommonOptions(**options), **given)

    run.__annotations__ = {option.name: option.annotation for option in typed}
    run.__signature__ = inspect.Signature(typed)  # type: ignore[attr-defined]
    return run
