"""Write `docs/checks.md`, from the repository's root: `PYTHONPATH=tests python -m planting`."""

from pathlib import Path

from planting.document import write_document

if __name__ == "__main__":
    Path("docs/checks.md").write_text(write_document(), encoding="utf-8", newline="\n")
