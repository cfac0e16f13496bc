"""Write `docs/inert.md`, from the repository's root: `PYTHONPATH=lib:tests python -m tracing`."""

import sys

from namndbok.data.load import load_data
from planting.board import REAL
from tracing.inert import PAGE, trace, traced_years, write_page

if __name__ == "__main__":
    data = load_data(REAL)
    years = traced_years(data)
    traced = trace(data, years)
    PAGE.write_text(write_page(data, years, traced.live), encoding="utf-8", newline="\n")
    for cell, key in sorted(traced.undeclared, key=str):
        sys.stdout.write(f"undeclared: {cell.id} {cell.column} changes {key}\n")
    for key, name in sorted(traced.dead, key=str):
        sys.stdout.write(f"dead: {key} declares {name}\n")
