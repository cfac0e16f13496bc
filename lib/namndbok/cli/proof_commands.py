"""Commands that check the data and prove what has been published."""

import json
from fractions import Fraction
from pathlib import Path

import typer

from namndbok import books, facts
from namndbok import data as tables
from namndbok import verify as proof
from namndbok.cli.arguments import DATA, NOTEBOOKS
from namndbok.cli.terminal import (
    Exit,
    progress_bar,
    say,
    say_findings,
    say_json,
    say_notices,
    say_text,
)
from namndbok.errors import InvalidData, InvalidParameter
from namndbok.swedish import display


def check(year: int | None = None, *, data: Path = DATA, as_json: bool = False, strict: bool = False) -> None:
    """Check the tables and show the findings."""
    try:
        loaded = tables.load_data(data)
        if year is not None:
            facts.require_any_outcome(loaded, year)
        years = [year] if year is not None else loaded.years_with_outcome
        checked = books.make_books(loaded, years)
    except (InvalidData, InvalidParameter) as error:
        if as_json:
            faults = [fault.entry() for fault in getattr(error, "faults", ())]
            say_json({"error": str(error), "faults": faults, "findings": []})
        raise
    findings = [finding for book in checked for finding in book.findings]
    unanswered = sum(finding.status == "open" for finding in findings)
    strays = [*tables.stray_files(loaded.folder)]
    if as_json:
        entries = [entry for book in checked for entry in books.findings_json(book)["findings"]]
        say_json({"faults": [], "notices": strays, "findings": entries})
    else:
        for book in checked:
            say_findings(f"{book.data.board} {book.year}", book.findings)
        say_notices(strays)
        say_text("count", findings=len(findings), unanswered=unanswered)
    if strict and unanswered:
        raise typer.Exit(Exit.UNANSWERED)


def package(target: Path, *, data: Path = DATA) -> None:
    """Write the tables as a complete data package."""
    tables.write_complete_package(tables.load_data(data), target)
    say(f"Datapaketet finns i {target}")


def coverage(page: Path) -> None:
    """Count how many of a page's figures name their source."""
    if not page.is_file():
        raise InvalidParameter(f"Hittar inte {page}.")
    read = proof.count_figures(tables.read_text(page, str(page)))
    share = display(Fraction(read.traced, read.total or 1), "ratio") if read.total else "inga siffror"
    say(f"{read.traced} av {read.total} siffror anger sin källa ({share})")
    for text in read.untraced:
        say(f"  utan källa: {text}")
    if read.untraced:
        raise typer.Exit(Exit.UNANSWERED)


def tie(
    document: Path,
    *,
    data: Path = DATA,
    year: int | None = None,
    file: Path | None = None,
    encoding: str | None = None,
) -> None:
    """Compare a printed document with the tables."""
    tied = proof.tie_document(document, tables.load_data(data), year, encoding)
    if file:
        tables.write_beside(file, (json.dumps(tied.entry(), ensure_ascii=False, indent=2) + "\n").encode())
    count, agreed = len(tied.figures), len(tied.figures) - len(tied.untied)
    say_text(
        "tie",
        tied=tied,
        width=max((len(figure.place) for figure in tied.figures), default=0),
        several=sum(len(figure.agrees) > 1 and figure.sure != "säker" for figure in tied.figures),
        agreed=agreed,
        share=display(Fraction(agreed, count), "ratio") if count else "0",
    )
    if tied.untied:
        raise typer.Exit(Exit.DIFFERS)


def verify(
    folder: Path,
    *,
    data: Path = DATA,
    notebooks: Path = NOTEBOOKS,
    quick: bool = False,
    seal: str = "",
    stamp: Path | None = None,
    authority: Path | None = None,
) -> None:
    """Prove a published folder."""
    if not folder.is_dir():
        published = ", ".join(sorted(str(path.parent) for path in folder.parent.glob("*/manifest.json")))
        raise InvalidParameter(f"Hittar ingen mapp {folder}. Publicerade mappar: {published or 'inga'}.")
    if bool(stamp) != bool(authority):
        raise InvalidParameter(
            "Ange både --stamp och --authority: stämpeln prövas mot utfärdarens certifikat."
        )
    how = {"data": data, "notebooks": notebooks, "quick": quick, "seal": seal.strip().lower()}
    with progress_bar(f"Prövar {folder}") as progress:
        verdict = proof.examine(folder, **how, stamp=(stamp, authority) if stamp else None, progress=progress)
    for line in verdict.lines():
        say(line)
    if verdict.mismatches:
        raise typer.Exit(Exit.DIFFERS)


def dossier(
    folder: Path, *, data: Path = DATA, target: Path = Path("granskning.zip"), timestamp: str = ""
) -> None:
    """Pack what is published and the data behind it."""
    verdict = proof.examine(folder, data=data, quick=True)
    if verdict.seal and verdict.mismatches:
        for line in verdict.lines():
            say(line, wrong=True)
        raise typer.Exit(Exit.DIFFERS)
    say(f"Arbetspapperen finns i {proof.make_dossier(folder, data, target, timestamp=timestamp)}")
