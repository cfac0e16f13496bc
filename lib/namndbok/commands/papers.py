"""Commands that make papers: the board's reports, one by one or all of a year."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namndbok.commands.options import (
    DATA,
    NOTEBOOKS,
    OUT,
    BudgetYear,
    Cluster,
    DataFolder,
    Day,
    Extra,
    Force,
    Jobs,
    Keep,
    Limit,
    Notebooks,
    OutFolder,
    Percent,
    Series,
    Tables,
    Through,
    Year,
)
from namndbok.commands.outcome import say_published
from namndbok.imports import quick_imports
from namndbok.nursery import nursery
from namndbok.screen import progress_bar, say

if TYPE_CHECKING:
    from namndbok.book import Book
    from namndbok.papers import Paper
    from namndbok.report import Published


@dataclass(frozen=True)
class Work:
    """Where papers are made and by whom, as it was typed."""

    out: Path
    notebooks: Path
    time_limit: float
    jobs: int | None = None
    cluster: str | None = None
    force: bool = False


def report(
    year: Year,
    data: DataFolder = DATA,
    out: OutFolder = OUT,
    notebooks: Notebooks = NOTEBOOKS,
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

    def opened() -> tuple["Book", list["Paper"]]:
        from namndbok.book import open_book
        from namndbok.papers import Paper
        from namndbok.parameters import read_parameter

        extra = dict(map(read_parameter, parameter or []))
        return open_book(data, year), [Paper("annual_report", "annual_report", extra)]

    work = Work(out, notebooks, time_limit, jobs, cluster, force)
    done = _published(f"Verksamhetsberättelse {year}", opened, work)
    say(f"Rapporten finns i {done.page}")
    say(f"Resultat {year}: {done.book.facts['economy.result'].display}")
    say_published(done)


def audit(
    year: Year,
    data: DataFolder = DATA,
    out: OutFolder = OUT,
    notebooks: Notebooks = NOTEBOOKS,
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

    def opened() -> tuple["Book", list["Paper"]]:
        from namndbok.book import open_book
        from namndbok.papers import Paper

        return open_book(data, year), [Paper("audit", "audit")]

    done = _published(f"Granskning {year}", opened, Work(out, notebooks, time_limit, jobs, cluster, force))
    say(f"Granskningen finns i {done.page}")
    say_published(done)


def interim(
    year: Year,
    through: Through,
    data: DataFolder = DATA,
    out: OutFolder = OUT,
    notebooks: Notebooks = NOTEBOOKS,
    time_limit: Limit = 600,
    force: Force = False,
    jobs: Jobs = None,
    cluster: Cluster = None,
) -> None:
    """Gör delårsrapporten för årets första månader.

    Mål och indikatorer med prognos, närvaro hittills, utfall, budget och prognos för året.

    Exempel: namndbok interim 2022 --through 2022-05
    """

    def opened() -> tuple["Book", list["Paper"]]:
        from namndbok.editions import interim_of, open_year

        book = open_year(data, year)
        return book, [interim_of(book, through)]

    done = _published(f"Delårsrapport {year}", opened, Work(out, notebooks, time_limit, jobs, cluster, force))
    say(f"Delårsrapporten finns i {done.page}")
    say_published(done)


def sheets(
    year: Year,
    data: DataFolder = DATA,
    out: OutFolder = OUT,
    notebooks: Notebooks = NOTEBOOKS,
    time_limit: Limit = 600,
    force: Force = False,
    jobs: Jobs = None,
    cluster: Cluster = None,
) -> None:
    """Gör ett kommunblad för varje kommun: vad den betalar, för vad och vad den får.

    Exempel: namndbok sheets 2024
    """

    def opened() -> tuple["Book", list["Paper"]]:
        from namndbok.book import open_book
        from namndbok.editions import sheets_of

        book = open_book(data, year)
        return book, sheets_of(book)

    done = _published(f"Kommunblad {year}", opened, Work(out, notebooks, time_limit, jobs, cluster, force))
    say(f"{len(done.pages)} kommunblad finns i {done.page.parent}")
    say_published(done)


def trends(
    year: Year,
    data: DataFolder = DATA,
    out: OutFolder = OUT,
    notebooks: Notebooks = NOTEBOOKS,
    time_limit: Limit = 600,
    force: Force = False,
    jobs: Jobs = None,
    cluster: Cluster = None,
) -> None:
    """Visa utvecklingen över åren till och med året: resultat, närvaro, mål, avgifter och tjänster.

    Exempel: namndbok trends 2024
    """

    def opened() -> tuple["Book", list["Paper"]]:
        from namndbok.editions import open_year
        from namndbok.papers import Paper

        return open_year(data, year), [Paper("trends", "trends")]

    done = _published(f"Flera år till {year}", opened, Work(out, notebooks, time_limit, jobs, cluster, force))
    say(f"Utvecklingen finns i {done.page}")
    say_published(done)


def build(
    year: Year,
    data: DataFolder = DATA,
    out: OutFolder = OUT,
    notebooks: Notebooks = NOTEBOOKS,
    time_limit: Limit = 600,
    force: Force = False,
    jobs: Jobs = None,
    cluster: Cluster = None,
) -> None:
    """Gör alla årets papper, och en startsida till dem.

    Bara det som har ändrats körs om. Stannar ett papper görs de andra ändå.

    Exempel: namndbok build 2024 --jobs 2
    """

    def opened() -> tuple["Book", list["Paper"]]:
        from namndbok.editions import open_year, papers_of

        book = open_year(data, year)
        return book, papers_of(book)

    work = Work(out, notebooks, time_limit, jobs, cluster, force)
    done = _published(f"Alla papper {year}", opened, work, partly=True)
    for page, state in done.states:
        say(f"{state:<10} {page}")
    say(f"Startsidan finns i {done.start}")
    say_published(done)


def budget(
    year: BudgetYear,
    percent: Percent = 0,
    series: Series = "",
    population_date: Day = "",
    keep: Keep = False,
    tables: Tables = None,
    data: DataFolder = DATA,
    out: OutFolder = OUT,
    notebooks: Notebooks = NOTEBOOKS,
    time_limit: Limit = 600,
) -> None:
    """Gör ett förslag till nästa års budget, med avgifter per kommun.

    Utgår från den senaste budgeten före året. Läggs i MAPP/budget/ÅR. Med --tables skrivs också tabeller
    att föra in bland nämndens egna när förslaget är beslutat.

    Exempel: namndbok budget 2025 --percent 2.5 --tables förslag
    """
    given = {"percent": percent, "series": series, "population_date": population_date, "keep": keep}

    def opened() -> tuple["Book", list["Paper"]]:
        from namndbok.editions import open_edition
        from namndbok.papers import Paper

        paper = Paper("budget", "budget", given)
        return open_edition(paper, data, year), [paper]

    done = _published(f"Budget {year}", opened, Work(out / "budget", notebooks, time_limit))
    say(f"Förslaget finns i {done.page}")
    if tables:
        from namndbok.budgeting import write_files

        write_files(done.book, tables)
        say(f"Tabellerna finns i {tables}")
    say_published(done)


def _published(
    title: str,
    opened: Callable[[], tuple["Book", Sequence["Paper"]]],
    work: Work,
    **how: Any,
) -> "Published":
    """Publish papers with progress on the terminal; who makes them gets ready while the rest is imported."""
    with nullcontext() if work.cluster else nursery() as warm, quick_imports():
        from namndbok.report import publish_papers
        from namndbok.workers import Crew

        crew = Crew(work.jobs, work.cluster, warm, cached=not work.force)
        book, papers = opened()
        with progress_bar(title) as progress:
            pace = {"time_limit": work.time_limit, "progress": progress, "crew": crew}
            return publish_papers(book, papers, out=work.out, notebooks=work.notebooks, **pace, **how)
