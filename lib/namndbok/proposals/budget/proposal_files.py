"""A proposal as rows of the tables: files to take into the data folder once the board has decided."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from namndbok.data import to_csv, write_beside
from namndbok.errors import InvalidParameter, describe_write_failure
from namndbok.proposals.budget.proposal import Proposal

PLACE = {"budget": "Budgetens rader", "fees": "Avgifter per kommun"}
NOTE = "Byt mot protokollet när nämnden har beslutat."


def proposed_files(proposal: Proposal) -> dict[str, str]:
    """Write the rows of budget, fees and the document they are from, as CSV by file name.

    The rows have the tables' own columns. Their source is a document `proposal-YEAR` of the kind `own`, which
    becomes the minutes when the budget is decided. A component without a split has no rows.
    """
    tables = {"documents": [_document(proposal)], "budget": _budget(proposal), "fees": _fees(proposal)}
    files = {}
    for name, rows in tables.items():
        schema = proposal.data.package.tables[name]
        cells = ([row.get(column) for column in schema.columns] for row in rows)
        files[schema.path] = to_csv(schema.columns, cells)
    return files


def write_files(proposal: Proposal, folder: Path) -> list[Path]:
    """Write the files into a folder; raises `InvalidParameter`, with nothing written, if one is there."""
    files = {folder / name: text for name, text in proposed_files(proposal).items()}
    existing = [path for path in files if path.exists()]
    if existing:
        raise InvalidParameter(f"{existing[0]} finns redan och skrivs inte över. Välj en annan mapp.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            write_beside(path, text.encode())
    except OSError as error:
        raise InvalidParameter(describe_write_failure(error)) from error
    return list(files)


def _document(proposal: Proposal) -> dict[str, Any]:
    title = f"Förslag till budget {proposal.year}, ej beslutat"
    code, board = f"proposal-{proposal.year}", proposal.data.board
    return {"document": code, "title": title, "kind": "own", "body": board, "note": NOTE}


def _budget(proposal: Proposal) -> Iterator[dict[str, Any]]:
    for row in proposal.data.of_year("budget", proposal.assumptions.base_year).to_dict("records"):
        same = {name: row[name] for name in ("side", "line", "precision")}
        amount = proposal.facts[f"proposal.line.{row['line']}.{row['side']}"].value
        yield _source(proposal, "budget") | same | {"amount": amount}


def _fees(proposal: Proposal) -> Iterator[dict[str, Any]]:
    """Yield a row for everybody; as in this year's rows, those who do not pay have 0 or no fee."""
    for fee in proposal.fees:
        if fee.split is None:
            continue
        now = dict(zip(fee.rows_now["municipality"], fee.rows_now["fee"], strict=True))
        for code in proposal.data["municipalities"]["code"]:
            amount = int(fee.split.fees[code]) if code in fee.payers else now.get(code)
            row = {"component": fee.component, "municipality": code, "fee": amount}
            yield _source(proposal, "fees") | row


def _source(proposal: Proposal, table: str) -> dict[str, Any]:
    return {"year": proposal.year, "source": f"proposal-{proposal.year}", "place": PLACE[table]}
