"""Write `docs/inert.md`, from the repository's root: `PYTHONPATH=lib:tests python -m tracing`."""

from tracing.inert import PAGE, write_page

if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8", newline="\n")
