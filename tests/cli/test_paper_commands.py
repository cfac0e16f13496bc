"""Papers in print and in Word, by command: where they are put, and what is said when they cannot be."""

from pathlib import Path

import pytest

from namndbok.publish.edition import Published
from small_folder import small_data, small_folder

pytest_plugins = "desks"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Publish the smallest folder there can be, go there, and give the flags that lead to it."""
    small_data(tmp_path / "data")
    (tmp_path / "reports").mkdir()
    small_folder(tmp_path / "reports" / "2031")
    monkeypatch.chdir(tmp_path)
    return ["--data", "data", "--out", "reports"]


def test_a_pdf_is_put_beside_its_page(folders, tell):
    done = tell("pdf", "2031", *folders)
    assert (done.status, done.out) == (0, "PDF-filen finns i reports/2031/annual_report.pdf\n")
    assert Path("reports/2031/annual_report.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_word_document_is_put_where_the_command_is_run_and_never_over_another(folders, tell):
    for name in ("annual_report-2031.docx", "annual_report-2031-2.docx"):
        assert tell("word", "2031").out == f"Worddokumentet finns i {name}\n"
    assert Path("annual_report-2031.docx").read_bytes() == Path("annual_report-2031-2.docx").read_bytes()
    assert tell("word", "2031", "--file", "eget.docx").out == "Worddokumentet finns i eget.docx\n"


def test_a_budget_is_looked_for_among_budgets(folders, tell):
    for command in ("pdf", "word"):
        done = tell(command, "2032", "--paper", "budget")
        assert done.status == 2
        assert done.err.startswith(
            "I reports/budget/2032 finns inget papper budget. Där finns: inget alls.\n"
        )


def test_build_prints_the_boards_own_papers_if_asked(folders, tell, monkeypatch):
    names = ("annual_report", "audit", "meeting-2031-03-01", "minutes-2031-03-01", "municipality-alvik")
    pages = tuple(Path("reports", "2031", f"{name}.html") for name in names)
    monkeypatch.setattr(
        "namndbok.cli.paper_commands.carry_out", lambda *given, **how: Published(pages, "0" * 64, "", 0, 0)
    )
    monkeypatch.setattr("namndbok.publish.print_pdf", lambda folder, name, data: folder / f"{name}.pdf")
    printed = [line for line in tell("build", "2031", "--pdf", *folders).out.splitlines() if "PDF" in line]
    assert printed == [f"PDF: reports/2031/{name}.pdf" for name in (names[0], names[2], names[3])]
    assert "PDF" not in tell("build", "2031", *folders).out


def test_papers_made_again_are_named_on_one_line(folders, tell, monkeypatch):
    page, *again = (Path("reports", "2031", f"{name}.html") for name in "abcdefgh")
    made = Published((page,), "0" * 64, "", 0, 0, frozenset([page, *again]), tuple(again))
    monkeypatch.setattr("namndbok.cli.paper_commands.carry_out", lambda *given, **how: made)
    said = [line for line in tell("report", "2031", *folders).out.splitlines() if "äldre" in line]
    names = "b.html, c.html, d.html, e.html, f.html och 2 till"
    assert said == [f"Omgjorda, eftersom de hörde till ett äldre underlag: {names}."]
