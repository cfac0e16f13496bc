"""Write `docs/checks.md`, from the repository's root: `python -m namndbok.planting`."""

from pathlib import Path

from namndbok.planting.document import write_document

if __name__ == "__main__":
    Path("docs/checks.md").write_text(write_document(), encoding="utf-8", newline="\n")
