"""A proposal as rows of the tables: files to take into the data folder once the board has decided."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from namndbok.data import to_csv, write_beside
from namndbok.errors import InvalidParameter, describe_write_failure
from namndbok.proposals.budget.part import Part
from namndbok.proposals.budget.proposal import Proposal

PLACE = {"budget": "Budgetens rader", "fees": "Avgifter per kommun"}
NOTE = "Byt mot protokollet när nämnden har beslutat."


def proposed_files(proposal: Proposal) -> dict[str, str]:
    """Write the rows of budget, fees and the document they are from, as CSV by file name.

    The rows have the tables' own columns. Their source is a document `proposal-YEAR` of the kind `own`, which
    becomes the minutes when the budget is decided. A component without a split has no rows.
    """
    tables = {"documents": _documents(proposal), "budget": _budget(proposal), "fees": _fees(proposal)}
    schemas = [(proposal.data.package.tables[name], rows) for name, rows in tables.items()]
    return {
        schema.path: to_csv(schema.columns, ([row.get(name) for name in schema.columns] for row in rows))
        for schema, rows in schemas
    }


def write_files(proposal: Proposal, folder: Path) -> list[Path]:
    """Write the files into a folder; raises `InvalidParameter`, with nothing written, if one is there."""
    files = {folder / name: text for name, text in proposed_files(proposal).items()}
    there = [path for path in files if path.exists()]
    if there:
        raise InvalidParameter(f"{there[0]} finns redan och skrivs inte över. Välj en annan mapp.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            write_beside(path, text.encode())
    except OSError as error:
        raise InvalidParameter(describe_write_failure(error)) from error
    return list(files)


def _name(proposal: Proposal) -> str:
    return f"proposal-{proposal.year}"


def _documents(proposal: Proposal) -> Iterable[Mapping[str, Any]]:
    title = f"Förslag till budget {proposal.year}, ej beslutat"
    yield {
        "document": _name(proposal),
        "title": title,
        "kind": "own",
        "body": proposal.data.board,
        "note": NOTE,
    }


def _budget(proposal: Proposal) -> Iterable[Mapping[str, Any]]:
    for row in proposal.data.of_year("budget", proposal.terms.base).to_dict("records"):
        amount = proposal.facts[f"proposal.line.{row['line']}.{row['side']}"].value
        kept = {name: row[name] for name in ("side", "line", "precision")}
        yield _of(proposal, "budget") | kept | {"amount": amount}


def _fees(proposal: Proposal) -> Iterable[Mapping[str, Any]]:
    for part in proposal.parts:
        if part.split is not None:
            yield from _part(proposal, part)


def _part(proposal: Proposal, part: Part) -> Iterable[Mapping[str, Any]]:
    """Yield a row for everybody; as in this year's rows, those who do not pay have 0 or no fee."""
    before = dict(zip(part.fees["municipality"], part.fees["fee"], strict=True))
    for code in proposal.data["municipalities"]["code"]:
        fee = int(part.split.fees[code]) if code in part.payers else before.get(code)
        yield _of(proposal, "fees") | {"component": part.component, "municipality": code, "fee": fee}


def _of(proposal: Proposal, table: str) -> dict[str, Any]:
    return {"year": proposal.year, "source": _name(proposal), "place": PLACE[table]}
