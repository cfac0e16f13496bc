"""Commands that make papers: the board's reports, one by one or all of a year."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from namndbok import facts, proposals, publish
from namndbok.cli.arguments import DATA, REPORTS, CommonOptions, with_common_options
from namndbok.cli.terminal import counted_pages, progress_bar, say, say_notices, say_summary
from namndbok.data import find_folder, numbered, read_option, stray_files, write_beside
from namndbok.publish import Paper, Published, Request, find_unchanged, kernel_pool
from namndbok.show import quick_imports

ANNUAL = "annual_report"
PRINTED = (ANNUAL, "interim_report", "meeting", "minutes")


def carry_out(
    title: str, name: str, options: CommonOptions, papers: Callable[..., list[Paper]], ongoing: bool = False
) -> Published:
    """Publish papers with progress on the terminal, unless they stand there and nothing has changed.

    `papers` lists them, given the tables; an `ongoing` year need not be over. The processes that
    run notebooks get ready while the rest of the library is imported.
    """
    say_notices(stray_files(find_folder(options.data)))
    folders = (options.data, options.out, options.notebooks)
    request = Request(name, options.year, papers, *folders, ongoing, options.force, options.time_limit)
    if not options.force and (unchanged := find_unchanged(request)):
        return unchanged
    pool = None if options.cluster else kernel_pool()
    with quick_imports():
        from namndbok.publish import Workers, publish_papers

        with progress_bar(f"{title} {options.year}") as progress:
            workers = Workers(options.jobs, options.cluster, pool)
            return publish_papers(request, workers=workers, progress=progress)


@with_common_options
def report(options: CommonOptions, *, parameter: list[tuple] | None = None) -> None:
    """Gör årets verksamhetsberättelse som webbsida.

    Bredvid sidan läggs den körda arbetsboken, fakta, iakttagelser och ett bevis på vad de är gjorda av.

    Exempel: namndbok report 2024 --out reports
    """
    given = parameter or []
    name, paper = " ".join(["report", *map("=".join, given)]), Paper(ANNUAL, ANNUAL, dict(given))
    done = carry_out("Verksamhetsberättelse", name, options, lambda tables: [paper])
    say_summary(done, f"Rapporten finns i {done.page}", f"Resultat {options.year}: {done.result}")


@with_common_options
def audit(options: CommonOptions) -> None:
    """Gör granskningens arbetsbok: revisorns frågor, svaren och koden som räknar fram dem.

    Den läggs bredvid årets andra papper, med samma sigill. Har underlaget ändrats sedan de gjordes görs de
    om. Året behöver inte vara slut: det som ännu inte går att svara på står det så om.

    Exempel: namndbok audit 2024
    """
    done = carry_out("Granskning", "audit", options, lambda tables: [Paper("audit", "audit")], ongoing=True)
    say_summary(done, f"Granskningen finns i {done.page}")


@with_common_options
def interim(options: CommonOptions, *, through: str) -> None:
    """Gör delårsrapporten för årets första månader.

    Mål och indikatorer med prognos, närvaro hittills, utfall, budget och prognos för året.

    Exempel: namndbok interim 2022 --through 2022-05
    """
    month = read_option("--through", through, options.year)
    done = carry_out(
        "Delårsrapport",
        f"interim {month}",
        options,
        lambda tables: [publish.interim_of(tables, options.year, month)],
        ongoing=True,
    )
    say_summary(done, f"Delårsrapporten finns i {done.page}")


@with_common_options
def sheets(options: CommonOptions) -> None:
    """Gör ett kommunblad för varje kommun: vad den betalar, för vad och vad den får.

    Exempel: namndbok sheets 2024
    """
    done = carry_out("Kommunblad", "sheets", options, publish.sheets_of)
    say_summary(done, f"{len(done.pages)} kommunblad finns i {done.page.parent}")


@with_common_options
def trends(options: CommonOptions) -> None:
    """Visa utvecklingen över åren till och med året: resultat, närvaro, mål, avgifter och tjänster.

    Exempel: namndbok trends 2024
    """
    done = carry_out(
        "Flera år till", "trends", options, lambda tables: [Paper("trends", "trends")], ongoing=True
    )
    say_summary(done, f"Utvecklingen finns i {done.page}")


@with_common_options
def meeting(options: CommonOptions, day: str, *, minutes: bool = False) -> None:
    """Gör ett sammanträdes handlingar och, när det har beslutat, dess protokoll.

    De läggs bland papperen för det år vars verksamhetsberättelse behandlas, annars för sammanträdets eget år.

    Exempel: namndbok meeting 2022-06-22
    """
    # Imported here, since pandas takes time, and the other commands may find that nothing has changed.
    from namndbok.data import load_data

    tables = load_data(options.data)
    options = replace(options, year=facts.meeting_years(tables)[facts.find_meeting(tables, day)])
    papers = publish.meeting_papers(tables, day, minutes=minutes)
    done = carry_out("Sammanträde", f"meeting {day} {minutes}", options, lambda tables: papers)
    kinds = ("Protokollet" if page.stem.startswith("minutes") else "Handlingarna" for page in done.pages)
    say_summary(done, *(f"{kind} finns i {page}" for kind, page in zip(kinds, done.pages, strict=True)))


@with_common_options
def build(options: CommonOptions, *, pdf: bool = False) -> None:
    """Gör alla årets papper, och en startsida till dem.

    De publiceras tillsammans. Stannar ett av dem publiceras inget, och det som var publicerat står kvar. Med
    --pdf skrivs sedan nämndens egna ut, se namndbok pdf.

    Exempel: namndbok build 2024 --jobs 2
    """
    papers = partial(publish.papers_of, year=options.year)
    done = carry_out("Alla papper", "build", options, papers, ongoing=True)
    say_summary(done, *counted_pages(done), f"Startsidan finns i {done.page.with_name('index.html')}")
    for page in filter(lambda page: pdf and page.stem.startswith(PRINTED), done.pages):
        say(f"PDF: {publish.print_pdf(page.parent, page.stem, options.data)}")


@with_common_options
def budget(
    options: CommonOptions,
    *,
    percent: Fraction = Fraction(0),
    series: str = "",
    population_date: str = "",
    keep: bool = False,
    tables: Path | None = None,
    xlsx: Path | None = None,
) -> None:
    """Gör ett förslag till nästa års budget, med avgifter per kommun.

    Utgår från den senaste budgeten före året. Läggs i MAPP/budget/ÅR. Med --tables skrivs också tabeller
    att föra in med decide när förslaget är beslutat, med --xlsx en Excelbok som räknar om själv.

    Exempel: namndbok budget 2025 --index 2,5 --tables förslag
    """
    given = {"percent": percent, "series": series, "population_date": population_date, "keep": keep}
    paper = Paper("budget", "budget", given)
    options = replace(options, out=options.out / "budget")
    done = carry_out("Budget", f"budget {paper.parameters}", options, lambda tables: [paper])
    say(f"Förslaget finns i {done.page}")
    if tables or xlsx:
        proposed = proposals.budget.open_proposal(options.data, options.year, **paper.parameters)
    if tables:
        proposals.budget.write_files(proposed, tables)
        say(f"Tabellerna finns i {tables}")
    if xlsx:
        proposals.budget.write_workbook(proposed, xlsx)
        say(f"Excelboken finns i {xlsx}")
    say_summary(done)


def pdf(
    year: int, *, paper: str = ANNUAL, trace: bool = False, data: Path = DATA, out: Path = REPORTS
) -> None:
    """Gör en PDF av verksamhetsberättelsen, eller av ett annat publicerat papper.

    Den läggs bredvid webbsidan, för diariet och arkivet (PDF/A-3) och för alla läsare (PDF/UA-1). Fakta och
    tabeller ligger i den som bilagor.

    Exempel: namndbok pdf 2024 --trace
    """
    say(f"PDF-filen finns i {publish.print_pdf(_folder(year, paper, out), paper, data, trace=trace)}")


def word(year: int, *, paper: str = ANNUAL, file: Path | None = None, out: Path = REPORTS) -> None:
    """Gör ett Worddokument att arbeta vidare i, av verksamhetsberättelsen eller ett annat publicerat papper.

    Det läggs där kommandot körs och hör inte till det publicerade. Finns filen redan får den nya ett
    nummer.

    Exempel: namndbok word 2024 --file berättelse.docx
    """
    from namndbok.show import to_docx

    published = publish.read_standing(_folder(year, paper, out))
    content = to_docx(published.page(paper), board=published.manifest["board"])
    target = numbered(file or Path(f"{paper}-{year}.docx"))
    write_beside(target, content)
    say(f"Worddokumentet finns i {target}")


def _folder(year: int, paper: str, out: Path) -> Path:
    """Name the folder in which a paper is published."""
    return (out / paper if paper == "budget" else out) / str(year)
