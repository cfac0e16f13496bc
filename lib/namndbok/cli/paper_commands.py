"""Commands that make papers: the board's reports, one by one or all of a year."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from namndbok import facts, proposals, publish
from namndbok.cli.arguments import DATA, REPORTS, CommonOptions, with_common_options
from namndbok.cli.terminal import progress_bar, say, say_notices, say_summary
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
    """Make the yearly report."""
    given = parameter or []
    name, paper = " ".join(["report", *map("=".join, given)]), Paper(ANNUAL, ANNUAL, dict(given))
    done = carry_out("Verksamhetsberättelse", name, options, lambda tables: [paper])
    say_summary(done, f"Rapporten finns i {done.page}", f"Resultat {options.year}: {done.result}")


@with_common_options
def audit(options: CommonOptions) -> None:
    """Make the auditors' notebook, in the same edition as the year's other papers."""
    done = carry_out("Granskning", "audit", options, lambda tables: [Paper("audit", "audit")], ongoing=True)
    say_summary(done, f"Granskningen finns i {done.page}")


@with_common_options
def interim(options: CommonOptions, *, through: str) -> None:
    """Make the interim report of a part of a year."""
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
    """Make a sheet for each municipality."""
    done = carry_out("Kommunblad", "sheets", options, publish.sheets_of)
    say_summary(done, f"{len(done.pages)} kommunblad finns i {done.page.parent}")


@with_common_options
def trends(options: CommonOptions) -> None:
    """Make the paper on the years up to a year."""
    done = carry_out(
        "Flera år till", "trends", options, lambda tables: [Paper("trends", "trends")], ongoing=True
    )
    say_summary(done, f"Utvecklingen finns i {done.page}")


@with_common_options
def meeting(options: CommonOptions, day: str, *, minutes: bool = False) -> None:
    """Make a meeting's papers, and its minutes once it has decided."""
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
    """Make all papers of a year and their first page, and print the board's own if asked to."""
    papers = partial(publish.papers_of, year=options.year)
    done = carry_out("Alla papper", "build", options, papers, ongoing=True)
    say_summary(done, f"Startsidan finns i {done.page.with_name('index.html')}", listed=True)
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
    """Make a proposal for next year's budget, with tables to take in and a workbook if asked to."""
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
        from namndbok.data import check_new_workbook  # pandas comes with it

        check_new_workbook(xlsx)
        write_beside(xlsx, proposals.budget.budget_workbook(proposed))
        say(f"Excelboken finns i {xlsx}")
    say_summary(done)


def pdf(
    year: int, *, paper: str = ANNUAL, trace: bool = False, data: Path = DATA, out: Path = REPORTS
) -> None:
    """Print a published paper."""
    say(f"PDF-filen finns i {publish.print_pdf(_folder(year, paper, out), paper, data, trace=trace)}")


def word(year: int, *, paper: str = ANNUAL, file: Path | None = None, out: Path = REPORTS) -> None:
    """Write a published paper as a Word document."""
    from namndbok.show import to_docx

    published = publish.read_standing(_folder(year, paper, out))
    content = to_docx(published.page(paper), board=published.manifest["board"])
    target = numbered(file or Path(f"{paper}-{year}.docx"))
    write_beside(target, content)
    say(f"Worddokumentet finns i {target}")


def _folder(year: int, paper: str, out: Path) -> Path:
    """Name the folder in which a paper is published."""
    return (out / paper if paper == "budget" else out) / str(year)
