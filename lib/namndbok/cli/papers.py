"""Commands that make papers: the board's reports, one by one or all of a year."""

from dataclasses import replace
from typing import TYPE_CHECKING

from namndbok.cli.making import Work, at_work, made
from namndbok.cli.options import Day, Extra, Keep, Percent, Series, Tables, Through
from namndbok.cli.outcome import published_outcome, say_outcome, say_pages
from namndbok.cli.screen import say
from namndbok.errors import PapersFailed

if TYPE_CHECKING:
    from namndbok.publish import Paper


@at_work
def report(work: Work, parameter: Extra = None) -> None:
    """Gör årets verksamhetsberättelse som webbsida.

    Bredvid sidan läggs den körda arbetsboken, fakta, iakttagelser och ett bevis på vad de är gjorda av.

    Exempel: namndbok report 2024 --out reports
    """

    def papers() -> list["Paper"]:
        from namndbok.publish import Paper, read_parameter

        return [Paper("annual_report", "annual_report", dict(map(read_parameter, parameter or [])))]

    done = made(f"Verksamhetsberättelse {work.year}", work, papers)
    say(f"Rapporten finns i {done.page}")
    say(f"Resultat {work.year}: {done.result}")
    say_outcome(done)


@at_work
def audit(work: Work) -> None:
    """Gör granskningens arbetsbok: revisorns frågor, svaren och koden som räknar fram dem.

    Den läggs bredvid årets verksamhetsberättelse, med samma sigill. Har underlaget ändrats sedan
    berättelsen gjordes görs den om.

    Exempel: namndbok audit 2024
    """

    def papers() -> list["Paper"]:
        from namndbok.publish import Paper

        return [Paper("audit", "audit")]

    done = made(f"Granskning {work.year}", work, papers)
    say(f"Granskningen finns i {done.page}")
    say_outcome(done)


@at_work
def interim(work: Work, through: Through) -> None:
    """Gör delårsrapporten för årets första månader.

    Mål och indikatorer med prognos, närvaro hittills, utfall, budget och prognos för året.

    Exempel: namndbok interim 2022 --through 2022-05
    """

    def papers() -> list["Paper"]:
        from namndbok.publish import interim_of

        return [interim_of(work.tables, work.year, through)]

    done = made(f"Delårsrapport {work.year}", work, papers, part=True)
    say(f"Delårsrapporten finns i {done.page}")
    say_outcome(done)


@at_work
def sheets(work: Work) -> None:
    """Gör ett kommunblad för varje kommun: vad den betalar, för vad och vad den får.

    Exempel: namndbok sheets 2024
    """

    def papers() -> list["Paper"]:
        from namndbok.publish import sheets_of

        return sheets_of(work.tables)

    done = made(f"Kommunblad {work.year}", work, papers)
    say(f"{len(done.pages)} kommunblad finns i {done.page.parent}")
    say_outcome(done)


@at_work
def trends(work: Work) -> None:
    """Visa utvecklingen över åren till och med året: resultat, närvaro, mål, avgifter och tjänster.

    Exempel: namndbok trends 2024
    """

    def papers() -> list["Paper"]:
        from namndbok.publish import Paper

        return [Paper("trends", "trends")]

    done = made(f"Flera år till {work.year}", work, papers, part=True)
    say(f"Utvecklingen finns i {done.page}")
    say_outcome(done)


@at_work
def build(work: Work) -> None:
    """Gör alla årets papper, och en startsida till dem.

    Har inget ändrats körs inget om. Stannar ett papper görs de andra ändå.

    Exempel: namndbok build 2024 --jobs 2
    """

    def papers() -> list["Paper"]:
        from namndbok.facts import require_any_outcome
        from namndbok.publish import papers_of

        return papers_of(work.tables, require_any_outcome(work.tables, work.year))

    try:
        done = made(f"Alla papper {work.year}", work, papers, part=True, partly=True)
    except PapersFailed as stop:
        say_pages(published_outcome(stop.published))
        raise
    say_pages(done)
    say(f"Startsidan finns i {done.start}")
    say_outcome(done)


@at_work
def budget(
    work: Work,
    percent: Percent = 0,
    series: Series = "",
    population_date: Day = "",
    keep: Keep = False,
    tables: Tables = None,
) -> None:
    """Gör ett förslag till nästa års budget, med avgifter per kommun.

    Utgår från den senaste budgeten före året. Läggs i MAPP/budget/ÅR. Med --tables skrivs också tabeller
    att föra in bland nämndens egna när förslaget är beslutat.

    Exempel: namndbok budget 2025 --percent 2.5 --tables förslag
    """
    given = {"percent": percent, "series": series, "population_date": population_date, "keep": keep}

    def papers() -> list["Paper"]:
        from namndbok.publish import Paper

        return [Paper("budget", "budget", given)]

    done = made(f"Budget {work.year}", replace(work, out=work.out / "budget"), papers)
    say(f"Förslaget finns i {done.page}")
    if tables:
        from namndbok.proposals.budget import open_proposal, write_files

        write_files(open_proposal(work.data, work.year, **given), tables)
        say(f"Tabellerna finns i {tables}")
    say_outcome(done)
