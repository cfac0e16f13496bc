"""Publish a year's papers in a process of its own, as a command would: DATA NOTEBOOKS OUT SHEETS [CLUSTER].

The papers are the notebooks in the folder; of `sheet.ipynb`, one for each of so many municipalities.
"""

import sys
from pathlib import Path

from namndbok.imports import quick_imports
from namndbok.nursery import nursery


def main() -> None:
    """Publish them, from the cache where they are there."""
    data, notebooks, out = map(Path, sys.argv[1:4])
    sheets, cluster = int(sys.argv[4]), sys.argv[5] if len(sys.argv) > 5 else None
    with nursery() as warm, quick_imports():
        from namndbok.book import open_book
        from namndbok.load import load_data
        from namndbok.papers import Paper
        from namndbok.report import publish_papers
        from namndbok.workers import Crew

        loaded = load_data(data)
        codes = list(loaded["municipalities"]["code"])[:sheets]
        names = sorted(path.stem for path in notebooks.glob("*.ipynb") if path.stem != "sheet")
        papers = [Paper(name, name) for name in names]
        papers += [Paper(f"sheet-{code}", "sheet", {"municipality": code}) for code in codes]
        crew = Crew(cluster=cluster, nursery=None if cluster else warm, cached=not cluster)
        publish_papers(open_book(data, loaded.years[-1]), papers, out=out, notebooks=notebooks, crew=crew)


if __name__ == "__main__":
    main()
