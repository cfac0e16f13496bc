"""All papers of a year in one command: what is made and what is left alone."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from boards import invented_board
from namndbok.verify import examine
from namndbok.verify.coverage import count_figures
from workbook import ROOT, contents, ended, start

pytest_plugins = "desks"

SHEETS = ["municipality-alvik", "municipality-bergsta", "municipality-odeby"]


@dataclass(frozen=True)
class Office:
    """A board's data, its notebooks, and what has been published."""

    folder: Path

    @property
    def year(self) -> Path:
        """Return the folder of the year."""
        return self.folder / "out" / "2031"

    def words(self, command: str, *more: str) -> list[str]:
        """Return what is typed."""
        folders = ("--data", "sjodalen", "--out", "out", "--notebooks", "notebooks")
        at = [str(self.folder / word) if not word.startswith("--") else word for word in folders]
        return [command, "2031", *at, *more]

    @property
    def manifest(self) -> dict[str, Any]:
        """Return what the manifest says."""
        return json.loads((self.year / "manifest.json").read_text(encoding="utf-8"))

    @property
    def seal(self) -> str:
        """Return the seal of the edition that stands."""
        return self.manifest["seal"]

    def papers(self) -> dict[str, object]:
        """Return the papers by the manifest."""
        return self.manifest["papers"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Build a year of the invented board from nothing, once."""
    office = Office(tmp_path_factory.mktemp("office"))
    invented_board(office.folder)
    shutil.copytree(ROOT / "notebooks", office.folder / "notebooks")
    done = ended(start(*office.words("build")))
    assert (done.status, done.err) == (0, "")
    assert done.out.count("\nny ") + done.out.startswith("ny ") == len(office.papers())
    return office


@pytest.fixture
def office(built: Office, tmp_path: Path) -> Office:
    """Give a copy of the built year, to change."""
    return Office(Path(shutil.copytree(built.folder, tmp_path / "office")))


def municipalities(office: Office) -> list[str]:
    rows = (office.folder / "sjodalen" / "municipalities.csv").read_text(encoding="utf-8").splitlines()
    return [row.split(",")[1] for row in rows[1:]]


def test_every_paper_of_the_year_is_made_and_proved(built: Office):
    names = set(built.papers())
    assert {"annual_report", "audit", "trends"} <= names
    assert len([name for name in names if name.startswith("municipality-")]) == len(municipalities(built))
    assert examine(built.year, data=built.folder / "sjodalen", quick=True).mismatches == ()
    pages = [path for path in built.year.glob("*.html")]
    assert len(pages) == len(names) + 1
    assert [page.name for page in pages if count_figures(page.read_text(encoding="utf-8")).untraced] == []


def test_the_first_page_leads_to_every_paper_and_the_first_page_over_the_years_to_it(built: Office):
    first = (built.year / "index.html").read_text(encoding="utf-8")
    assert [name for name in built.papers() if f'href="{name}.html"' not in first] == []
    assert [name for name in municipalities(built) if f">{name}</a>" not in first] == []
    over = (built.year.parent / "index.html").read_text(encoding="utf-8")
    assert '<a href="2031/index.html"><time datetime="2031">2031</time></a>' in over


def test_nothing_is_written_when_nothing_has_changed(office: Office, tell: Callable):
    before = {path: path.stat().st_mtime_ns for path in office.folder.rglob("*") if path.is_file()}
    done = tell(*office.words("build"))
    assert done.status == 0 and "Inget har ändrats sedan sist, så inget är omkört." in done.out
    assert {path: path.stat().st_mtime_ns for path in office.folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["facts.json", "trends.html"])
def test_a_damaged_file_is_made_whole(office: Office, tell: Callable, name: str):
    whole = contents(office.year)
    (office.year / name).write_text("skadad", encoding="utf-8")
    assert tell(*office.words("build")).status == 0
    assert contents(office.year) == whole


def test_another_paper_than_those_that_stand_there_is_made(office: Office, tell: Callable):
    shutil.rmtree(office.year)
    assert tell(*office.words("trends")).status == 0
    assert list(office.papers()) == ["trends"]
    done = tell(*office.words("report"))
    assert done.status == 0 and list(office.papers()) == ["annual_report", "trends"]


def test_a_year_without_outcome_is_refused(built: Office, tell: Callable):
    words = built.words("build")
    words[1] = "1999"
    done = tell(*words)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Det finns inget utfall för 1999.")
