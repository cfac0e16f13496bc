"""Commands that make papers: the board's reports, one by one or all of a year."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

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
from namndbok.commands.outcome import Outcome, published_outcome, say_outcome, standing_outcome
from namndbok.imports import quick_imports
from namndbok.nursery import nursery
from namndbok.screen import progress_bar, say

if TYPE_CHECKING:
    from namndbok.papers import Paper


@dataclass(frozen=True)
class Work:
    """What papers are made of, where and by whom, as it was typed."""

    year: int
    data: Path
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

    def papers() -> list["Paper"]:
        from namndbok.papers import Paper, read_parameter

        return [Paper("annual_report", "annual_report", dict(map(read_parameter, parameter or [])))]

    work = Work(year, data, out, notebooks, time_limit, jobs, cluster, force)
    done = _published(f"Verksamhetsberättelse {year}", work, papers)
    say(f"Rapporten finns i {done.page}")
    say(f"Resultat {year}: {done.result}")
    say_outcome(done)


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

    def papers() -> list["Paper"]:
        from namndbok.papers import Paper

        return [Paper("audit", "audit")]

    work = Work(year, data, out, notebooks, time_limit, jobs, cluster, force)
    done = _published(f"Granskning {year}", work, papers)
    say(f"Granskningen finns i {done.page}")
    say_outcome(done)


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

    def papers() -> list["Paper"]:
        from namndbok.editions import interim_of
        from namndbok.load import load_data

        return [interim_of(load_data(data), year, through)]

    work = Work(year, data, out, notebooks, time_limit, jobs, cluster, force)
    done = _published(f"Delårsrapport {year}", work, papers, part=True)
    say(f"Delårsrapporten finns i {done.page}")
    say_outcome(done)


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

    def papers() -> list["Paper"]:
        from namndbok.editions import sheets_of
        from namndbok.load import load_data

        return sheets_of(load_data(data))

    work = Work(year, data, out, notebooks, time_limit, jobs, cluster, force)
    done = _published(f"Kommunblad {year}", work, papers)
    say(f"{len(done.pages)} kommunblad finns i {done.page.parent}")
    say_outcome(done)


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

    def papers() -> list["Paper"]:
        from namndbok.papers import Paper

        return [Paper("trends", "trends")]

    work = Work(year, data, out, notebooks, time_limit, jobs, cluster, force)
    done = _published(f"Flera år till {year}", work, papers, part=True)
    say(f"Utvecklingen finns i {done.page}")
    say_outcome(done)


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

    def papers() -> list["Paper"]:
        from namndbok.book import require_any
        from namndbok.editions import papers_of
        from namndbok.load import load_data

        loaded = load_data(data)
        return papers_of(loaded, require_any(loaded, year))

    work = Work(year, data, out, notebooks, time_limit, jobs, cluster, force)
    done = _published(f"Alla papper {year}", work, papers, part=True, partly=True)
    for page in done.pages:
        say(f"{'ny' if page in done.fresh else 'oförändrad':<10}  {page}")
    say(f"Startsidan finns i {done.start}")
    say_outcome(done)


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

    def papers() -> list["Paper"]:
        from namndbok.papers import Paper

        return [Paper("budget", "budget", given)]

    work = Work(year, data, out / "budget", notebooks, time_limit)
    done = _published(f"Budget {year}", work, papers)
    say(f"Förslaget finns i {done.page}")
    if tables:
        from namndbok.budgeting import open_proposal, write_files

        write_files(open_proposal(data, year, **given), tables)
        say(f"Tabellerna finns i {tables}")
    say_outcome(done)


def _published(
    title: str, work: Work, asked: Callable[[], list["Paper"]], *, part: bool = False, partly: bool = False
) -> Outcome:
    """Publish papers with progress on the terminal, unless they stand there and nothing has changed.

    `part` is for papers of a year that need not be over. Those who make papers get ready while the rest is
    imported.
    """
    if not work.force and (standing := _standing(work, asked)):
        return standing
    with nullcontext() if work.cluster else nursery() as warm, quick_imports():
        from namndbok.editions import open_edition
        from namndbok.report import publish_papers
        from namndbok.workers import Crew

        papers, crew = asked(), Crew(work.jobs, work.cluster, warm, cached=not work.force)
        book = open_edition(papers[0], work.data, work.year, part=part)
        with progress_bar(title) as progress:
            pace = {"time_limit": work.time_limit, "progress": progress, "crew": crew}
            folders = {"out": work.out, "notebooks": work.notebooks}
            return published_outcome(publish_papers(book, papers, partly=partly, **folders, **pace))


def _standing(work: Work, asked: Callable[[], list["Paper"]]) -> Outcome | None:
    from namndbok.standing import find_standing

    found = find_standing(work.out / str(work.year), work.data, work.notebooks)
    if found is None:
        return None
    papers = asked()
    return standing_outcome(found, papers) if found.holds(papers) else None
