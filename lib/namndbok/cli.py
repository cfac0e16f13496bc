"""The command line: `namndbok report`, `audit`, `budget`, `scenario`, `check`, `verify` and others."""

import atexit
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from namndbok import __version__
from namndbok.errors import InvalidParameter
from namndbok.findings import Finding
from namndbok.imports import quick_imports
from namndbok.interruption import orderly_end
from namndbok.nursery import nursery
from namndbok.screen import prepare, progress_bar, say, say_findings, say_json
from namndbok.status import Exit, explained, silent
from namndbok.swedish import plural, words
from namndbok.usage import SwedishCommand, SwedishGroup

app = typer.Typer(
    help="Nämndbok: årets uppföljning av en gemensam nämnd, från tabeller till rapport.",
    epilog="Exempel: namndbok report 2024",
    cls=SwedishGroup,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)

INTERRUPTED = 130  # what Typer makes of a KeyboardInterrupt
Year = Annotated[int, typer.Argument(help="Verksamhetsåret, till exempel 2024.", metavar="ÅR")]
AnyYear = Annotated[int | None, typer.Argument(help="Verksamhetsåret; utan år visas alla.", metavar="ÅR")]
DataFolder = Annotated[Path, typer.Option("--data", help="Mappen med tabellerna.", metavar="MAPP")]
OutFolder = Annotated[Path, typer.Option("--out", help="Mappen som rapporterna läggs i.", metavar="MAPP")]
Notebooks = Annotated[Path, typer.Option(help="Mappen med arbetsböckerna.", metavar="MAPP")]
Limit = Annotated[float, typer.Option(help="Längsta tid för körningen.", metavar="SEKUNDER", min=1)]
Extra = Annotated[
    list[str] | None, typer.Option("--parameter", "-p", help="Arbetsbokens parameter.", metavar="NAMN=VÄRDE")
]
Jobs = Annotated[
    int | None,
    typer.Option(help="Så många rapporter åt gången.", metavar="ANTAL", min=1),
]
Cluster = Annotated[str | None, typer.Option(help="Daskklustret som gör rapporterna.", metavar="ADRESS")]
Force = Annotated[bool, typer.Option("--force", help="Gör om allt, också det som inte har ändrats.")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv iakttagelserna som JSON.")]
Strict = Annotated[bool, typer.Option("--strict", help="Avsluta med 1 om en iakttagelse saknar svar.")]
Version = Annotated[bool, typer.Option("--version", help="Visa versionen.")]
PublishedFolder = Annotated[Path, typer.Argument(help="En publicerad mapp.", metavar="MAPP")]
Quick = Annotated[bool, typer.Option("--quick", help="Kör inte om rapporten.")]
ZipFile = Annotated[Path, typer.Option("--zip", help="Filen som görs.", metavar="FIL")]
WebPage = Annotated[Path, typer.Argument(help="En publicerad webbsida.", metavar="FIL")]
Services = Annotated[
    list[str] | None,
    typer.Option("--service", help="Tjänst, kod eller namn; kan upprepas.", metavar="TJÄNST"),
]
Share = Annotated[str | None, typer.Option(help='Andelen lika: 0,5 eller "50 %".', metavar="ANDEL")]
When = Annotated[str | None, typer.Option(help="Folkmängdens dag, år-månad-dag.", metavar="DAG")]
Also = Annotated[
    list[str] | None,
    typer.Option("--with", help="Med även kommunen; kan upprepas.", metavar="KOMMUN"),
]
Without = Annotated[
    list[str] | None, typer.Option("--without", help="Utan kommunen; kan upprepas.", metavar="KOMMUN")
]
Floor = Annotated[int | None, typer.Option(help="Minsta avgift för varje tjänst.", metavar="KRONOR")]
Cap = Annotated[int | None, typer.Option(help="Högsta avgift för varje tjänst.", metavar="KRONOR")]
Step = Annotated[int | None, typer.Option(help="Avgifterna avrundas till hela steg.", metavar="KRONOR")]
Name = Annotated[str | None, typer.Option(help="Scenariots namn.", metavar="NAMN")]
ScenarioFile = Annotated[Path | None, typer.Option("--file", help="Ett sparat scenario.", metavar="FIL")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", help="Gör en Excelbok som räknar.", metavar="FIL")]
ScenarioFolder = Annotated[Path, typer.Option("--out", help="Mappen för scenarier.", metavar="MAPP")]


@app.command(cls=SwedishCommand)
def report(
    year: Year,
    data: DataFolder = Path("data"),
    out: OutFolder = Path("reports"),
    notebooks: Notebooks = Path("notebooks"),
    time_limit: Limit = 600,
    parameter: Extra = None,
    force: Force = False,
    jobs: Jobs = None,
    cluster: Cluster = None,
) -> None:
    """Gör årets verksamhetsberättelse som webbsida.

    Bredvid sidan läggs den körda arbetsboken, fakta, iakttagelser och ett bevis på vad de är gjorda av.

    Exempel: namndbok report 2024 --out reports
    """
    with _crew(jobs, cluster, force) as crew:
        from namndbok.parameters import read_parameter

        extra = dict(map(read_parameter, parameter or []))
        folders = {"data": data, "out": out, "notebooks": notebooks}
        title = f"Verksamhetsberättelse {year}"
        done = _published(title, "annual_report", year, extra, time_limit, crew=crew, **folders)
    say(f"Rapporten finns i {done.page}")
    say(f"Resultat {year}: {done.book.facts['economy.result'].display}")
    _say_outcome(done)


@app.command(cls=SwedishCommand)
def audit(
    year: Year,
    data: DataFolder = Path("data"),
    out: OutFolder = Path("reports"),
    notebooks: Notebooks = Path("notebooks"),
    time_limit: Limit = 600,
    force: Force = False,
    jobs: Jobs = None,
    cluster: Cluster = None,
) -> None:
    """Gör granskningens arbetsbok: revisorns frågor, svaren och koden som räknar fram dem.

    Den läggs bredvid årets verksamhetsberättelse, med samma sigill. Har underlaget ändrats sedan
    berättelsen gjordes görs den om.

    Exempel: namndbok audit 2024
    """
    folders = {"data": data, "out": out, "notebooks": notebooks}
    with _crew(jobs, cluster, force) as crew:
        done = _published(f"Granskning {year}", "audit", year, {}, time_limit, crew=crew, **folders)
    say(f"Granskningen finns i {done.page}")
    _say_outcome(done)


@app.command(cls=SwedishCommand)
def budget(
    year: Annotated[int, typer.Argument(help="Budgetåret, till exempel 2025.", metavar="ÅR")],
    percent: Annotated[float, typer.Option(help="Uppräkning i procent.", metavar="PROCENT")] = 0,
    series: Annotated[str, typer.Option(help="Prisindexets beteckning.", metavar="SERIE")] = "",
    population_date: Annotated[str, typer.Option(help="Folkmängdens dag.", metavar="DATUM")] = "",
    keep: Annotated[bool, typer.Option("--keep", help="Avgifter utan modell behåller fördelningen.")] = False,
    tables: Annotated[Path | None, typer.Option(help="Skriv även tabeller hit.", metavar="MAPP")] = None,
    data: DataFolder = Path("data"),
    out: OutFolder = Path("reports"),
    notebooks: Notebooks = Path("notebooks"),
    time_limit: Limit = 600,
) -> None:
    """Gör ett förslag till nästa års budget, med avgifter per kommun.

    Utgår från den senaste budgeten före året. Läggs i MAPP/budget/ÅR. Med --tables skrivs också tabeller
    att föra in bland nämndens egna när förslaget är beslutat.

    Exempel: namndbok budget 2025 --percent 2.5 --tables förslag
    """
    given = {"percent": percent, "series": series, "population_date": population_date, "keep": keep}
    with _crew(jobs=None, cluster=None, force=False) as crew:
        from namndbok.budgeting import open_proposal, write_files
        from namndbok.papers import Paper
        from namndbok.report import publish_papers

        proposal, paper = open_proposal(data, year, **given), Paper("budget", "budget", given)
        with progress_bar(f"Budget {year}") as progress:
            pace = {"time_limit": time_limit, "progress": progress, "crew": crew}
            folders = {"out": out / "budget", "notebooks": notebooks}
            done = publish_papers(proposal, [paper], **folders, **pace)
    say(f"Förslaget finns i {done.page}")
    if tables:
        write_files(proposal, tables)
        say(f"Tabellerna finns i {tables}")
    say(_count(proposal.findings))
    say(f"Sigill: {done.seal}")


@app.command(cls=SwedishCommand)
def check(
    year: AnyYear = None, data: DataFolder = Path("data"), as_json: AsJson = False, strict: Strict = False
) -> None:
    """Kontrollera tabellerna och visa vad kontrollerna fann.

    Exempel: namndbok check 2024 --strict
    """
    from namndbok.book import make_book
    from namndbok.load import load_data
    from namndbok.seal import findings_json

    loaded = load_data(data)
    if year is not None and year not in loaded.periods:
        known = ", ".join(map(str, loaded.periods)) or "inget år ännu"
        raise InvalidParameter(f"Det finns inget utfall för {year}. År i underlaget: {known}.")
    books = [make_book(loaded, one) for one in ([year] if year is not None else loaded.periods)]
    found = [finding for book in books for finding in book.findings]
    if as_json:
        say_json({"findings": [finding for book in books for finding in findings_json(book)["findings"]]})
    else:
        for book in books:
            say_findings(f"{book.data.board} {book.year}", book.findings)
        say(_count(found))
    if strict and any(finding.status == "open" for finding in found):
        raise typer.Exit(Exit.UNANSWERED)


@app.command(cls=SwedishCommand)
def coverage(page: WebPage) -> None:
    """Räkna hur många av en sidas siffror som anger sin källa.

    Exempel: namndbok coverage reports/2024/annual_report.html
    """
    from namndbok.coverage import read_coverage

    if not page.is_file():
        raise InvalidParameter(f"Hittar inte {page}.")
    read = read_coverage(page)
    share = 100 * read.traced / read.total if read.total else 100
    percent = f"{share:.1f} %".replace(".", ",")
    say(f"{read.traced} av {read.total} siffror anger sin källa ({percent})")
    for text in read.untraced:
        say(f"  utan källa: {text}")
    if read.untraced:
        raise typer.Exit(Exit.UNANSWERED)


@app.command(cls=SwedishCommand)
def verify(
    folder: PublishedFolder,
    data: DataFolder = Path("data"),
    notebooks: Notebooks = Path("notebooks"),
    quick: Quick = False,
) -> None:
    """Pröva att en publicerad mapp är oförändrad och följer av underlaget.

    Exempel: namndbok verify reports/2024 --quick
    """
    from namndbok.verify import examine, lines

    with progress_bar(f"Prövar {folder}") as progress:
        verdict = examine(folder, data=data, notebooks=notebooks, quick=quick, progress=progress)
    for line in lines(verdict):
        say(line)
    if verdict.mismatches:
        raise typer.Exit(Exit.DIFFERS)


@app.command(cls=SwedishCommand)
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
    from namndbok.scenario.command import Asked, run_scenario

    flags = {"services": service, "equal_share": equal_share, "population_date": population_date}
    flags |= {"also": also, "without": without, "floor": floor, "cap": cap, "step": step, "name": name}
    for line in run_scenario(Asked(year, flags, file, xlsx, out, data)):
        say(line)


@app.command(cls=SwedishCommand)
def dossier(
    folder: PublishedFolder, data: DataFolder = Path("data"), target: ZipFile = Path("granskning.zip")
) -> None:
    """Packa ihop det publicerade med sitt underlag, att lämna till revisorerna.

    Filen innehåller rapporterna, fakta, iakttagelser, manifestet, alla tabeller och ett blad om hur sigillet
    prövas utan Nämndbok. Finns en fil med samma namn får den nya ett nummer.

    Exempel: namndbok dossier reports/2024 --zip granskning-2024.zip
    """
    from namndbok.dossier import make_dossier
    from namndbok.verify import examine, lines

    verdict = examine(folder, data=data, quick=True)
    if verdict.seal and verdict.mismatches:
        for line in lines(verdict):
            say(line, wrong=True)
        raise typer.Exit(Exit.DIFFERS)
    say(f"Arbetspapperen finns i {make_dossier(folder, data, target)}")


@app.callback(invoke_without_command=True)
def _start(context: typer.Context, version: Version = False) -> None:
    if version:
        say(f"namndbok {__version__}")
    elif context.invoked_subcommand is None:
        say(context.get_help())


@contextmanager
def _crew(jobs: int | None, cluster: str | None, force: bool) -> Iterator[Any]:
    """Call in those who make papers, and import the rest while they get ready."""
    with nullcontext() if cluster else nursery() as warm, quick_imports():
        from namndbok.workers import Crew

        yield Crew(jobs, cluster, warm, cached=not force)


def _published(
    title: str,
    name: str,
    year: int,
    extra: dict[str, Any],
    time_limit: float,
    *,
    crew: Any,
    data: Path,
    **folders: Path,
) -> Any:
    """Publish a paper of a year that is over, with progress on the terminal."""
    from namndbok.book import open_book
    from namndbok.papers import Paper
    from namndbok.report import publish_papers

    with progress_bar(title) as progress:
        pace = {"time_limit": time_limit, "progress": progress, "crew": crew}
        return publish_papers(open_book(data, year), [Paper(name, name, extra)], **folders, **pace)


def _say_outcome(done: Any) -> None:
    for page in done.pages[1:]:
        say(f"Omgjord, eftersom den hörde till ett äldre underlag: {page}")
    say(_count(done.book.findings))
    say(f"Sigill: {done.seal}")


def _count(found: Sequence[Finding]) -> str:
    if not found:
        return "Kontrollerna gav inga anmärkningar."
    unanswered = sum(finding.status == "open" for finding in found)
    noun = plural(len(found), "iakttagelse", "iakttagelser")
    return f"{len(found)} {noun}, varav {words(unanswered)} utan svar."


def main() -> None:
    """Run the command line; every error is said in Swedish, with the exit status of the contract."""
    prepare()
    try:
        with orderly_end():
            status = app(standalone_mode=False)
            sys.stdout.flush()
        if status == INTERRUPTED:
            raise KeyboardInterrupt
    except (BrokenPipeError, SystemExit):  # the reader, such as `head`, has seen enough; Typer then exits
        status = silent(Exit.DONE)
    except (Exception, KeyboardInterrupt) as error:
        status = explained(error)
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)  # one more Ctrl-C changes nothing now
    sys.exit(status or Exit.DONE)
