"""The whole proof: what is examined, what is made again and compared, and what is only worth a remark."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from boards import REAL, invented_board, put
from forgery import replaced, seal_again, written
from namndbok.books import versions
from namndbok.errors import NotebookFailed
from namndbok.publish.papers import Paper, Request
from namndbok.publish.report import print_pdf, publish_papers
from namndbok.verify import examine, proof
from small_folder import NBSP, RESULT, small_data

NOTEBOOKS = REAL.parent / "notebooks"
REPORT = Paper("annual_report", "annual_report")


@pytest.fixture
def copy(small, tmp_path, monkeypatch) -> Path:
    """Let a rerun give a copy of the published folder, which a test may change first; return the copy."""
    folder = Path(shutil.copytree(small, tmp_path / "copy"))

    def publish_copy(manifest, out, *how):
        seal = (folder / "manifest.json").read_text(encoding="utf-8").split('"seal": "')[1][:64]
        return Path(shutil.copytree(folder, out / "2031")), seal

    monkeypatch.setattr(proof, "publish_again", publish_copy)
    return folder


@pytest.fixture
def same_library(monkeypatch):
    monkeypatch.setattr(proof, "library_differences", lambda manifest: ())


@pytest.fixture
def other_library(monkeypatch):
    monkeypatch.setattr(proof, "library_differences", lambda manifest: ("Nämndboks egna filer: facts.py",))


def by_rerun(folder):
    """Keep what the rerun says."""
    mismatches = examine(folder, data=REAL, notebooks=NOTEBOOKS).mismatches
    return [mismatch for mismatch in mismatches if mismatch.place.startswith("omkörningen")]


def test_other_library_is_a_remark_and_no_mismatch(small):
    path = small / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["versions"] = versions() | {"pandas": "0.1"}
    path.write_text(written(manifest), encoding="utf-8")
    seal_again(small)
    verdict = examine(small, quick=True)
    assert verdict.mismatches == ()
    remarks = "\n".join(verdict.remarks)
    assert "  versioner: pandas\n" in remarks
    assert "  Nämndboks egna filer: " in remarks


def test_nothing_is_run_without_folders_and_that_is_a_mismatch(small):
    (mismatch,) = examine(small).mismatches
    assert (mismatch.place, mismatch.found) == ("omkörningen", "saknas")


def test_nothing_is_run_when_quick_and_that_is_remarked_upon(small, monkeypatch):
    monkeypatch.setattr(proof, "publish_again", None)
    verdict = examine(small, data=REAL, notebooks=REAL, quick=True)
    assert not any(mismatch.place.startswith("omkörningen") for mismatch in verdict.mismatches)
    assert verdict.remarks[-1] == proof.NOT_RUN


def test_folder_without_a_manifest_is_a_mismatch_and_nothing_is_run(small):
    (small / "manifest.json").unlink()
    assert "manifest.json" in [mismatch.file for mismatch in examine(small).mismatches]


def test_interrupted_publication_is_remarked_upon_and_no_mismatch(small):
    swap = small.parent / ".2031.swap"
    (swap / "next").mkdir(parents=True)
    verdict = examine(small, quick=True)
    assert (verdict.mismatches, verdict.remarks[0].startswith("Rester efter en avbruten körning")) == (
        (),
        True,
    )
    (swap / "undo.json").write_text("{}", encoding="utf-8")
    verdict = examine(small, quick=True)
    assert verdict.mismatches == ()
    assert verdict.remarks[0].startswith("En publicering av 2031 har avbrutits eller pågår")
    assert str(swap) in verdict.remarks[0]


def test_folder_that_an_interrupted_publication_took_away_is_explained(small):
    swap = small.parent / ".2031.swap"
    swap.mkdir()
    (swap / "undo.json").write_text("{}", encoding="utf-8")
    small.rename(swap / "previous")
    verdict = examine(small, quick=True)
    assert verdict.mismatches and str(swap) in verdict.remarks[0]


def test_folder_made_again_from_its_data_is_the_same(tmp_path):
    data = invented_board(tmp_path)
    request = Request("report", 2031, lambda tables: [REPORT], data, tmp_path / "out", NOTEBOOKS)
    folder = publish_papers(request).page.parent
    assert examine(folder, data=data, notebooks=NOTEBOOKS).mismatches == ()
    put(data / "outcome.csv", 2, "income", "1")
    (mismatch,) = examine(folder, data=data, quick=True).mismatches
    assert mismatch.file == "sjodalen/outcome.csv"
    assert mismatch.place == "underlaget som rapporten gjordes av"


def test_same_files_again_are_no_mismatch(small, copy):
    assert by_rerun(small) == []


def test_first_line_that_differs_is_named_with_its_fact(small, copy, same_library):
    names = "annual_report.html", "annual_report.ipynb", "facts.json"
    for name in names:
        replaced(small / name, RESULT, f"336{NBSP}036{NBSP}kr")
    seal_again(small)
    mismatches = {mismatch.file: mismatch for mismatch in by_rerun(small)}
    assert mismatches.pop("manifest.json").place == "omkörningen, sigillet"
    assert sorted(mismatches) == sorted(names)
    for mismatch in mismatches.values():
        first = "outcome.drift" if mismatch.file == "facts.json" else "economy.result"
        assert mismatch.place.endswith(f", faktum {first}")
        assert f"336{NBSP}035" in mismatch.expected
        assert f"336{NBSP}036" in mismatch.found


def test_fact_is_named_when_its_exact_value_differs(small, copy):
    replaced(small / "annual_report.html", 'value="336035"', 'value="336036"', times=1)
    assert [mismatch.place for mismatch in by_rerun(small)] == ["omkörningen, rad 15, faktum economy.result"]


def test_other_seal_is_a_mismatch(small, copy, same_library):
    replaced(copy / "manifest.json", '"seal": "', '"seal": "0', times=1)
    assert [mismatch.place for mismatch in by_rerun(small)] == ["omkörningen, sigillet"]


def test_seal_of_another_library_is_no_mismatch_if_that_is_all(small, copy, other_library):
    replaced(copy / "manifest.json", '"facts.py": "', '"facts.py": "0', times=1)
    seal_again(copy)
    assert by_rerun(small) == []
    replaced(copy / "annual_report.html", f"336{NBSP}035", f"336{NBSP}036", times=1)
    assert [mismatch.file for mismatch in by_rerun(small)] == ["annual_report.html"]


def test_run_that_stops_is_a_mismatch(small, monkeypatch):
    def stop(*how):
        raise NotebookFailed("En cell stannade.\nMer om det.")

    monkeypatch.setattr(proof, "publish_again", stop)
    assert [mismatch.found for mismatch in by_rerun(small)] == ["En cell stannade."]


def test_file_that_the_rerun_gives_and_the_folder_lacks_is_missing(small, copy):
    (copy / "index.html").write_text("<html></html>", encoding="utf-8")
    mismatches = examine(small, data=REAL, notebooks=NOTEBOOKS).mismatches
    assert ("index.html", "saknas") in [(mismatch.file, mismatch.found) for mismatch in mismatches]


@pytest.mark.parametrize("key", ["notebook", "annual_report"])
def test_only_a_notebook_of_ones_own_is_run(small, monkeypatch, key):
    """The manifest is somebody else's: it must not choose what code runs."""
    monkeypatch.setattr(proof, "publish_again", None)
    old = '"notebook": "annual_report"' if key == "notebook" else '"annual_report": {'
    replaced(small / "manifest.json", old, old.replace("annual_report", "../reports/annual_report"))
    assert "../reports/annual_report" in [mismatch.found for mismatch in by_rerun(small)]


# A paper in print


@pytest.fixture
def printed(small, copy, same_library, tmp_path) -> Path:
    """Print the report of the small folder."""
    return print_pdf(small, "annual_report", small_data(tmp_path / "data"))


def of_pdf(path, **how):
    """Keep what is said of a PDF: what does not hold, and what is worth a remark."""
    verdict = examine(path.parent, data=path.parents[1] / "data", notebooks=NOTEBOOKS, **how)
    wrong = [mismatch for mismatch in verdict.mismatches if mismatch.file == path.name]
    return wrong, [remark for remark in verdict.remarks if remark.startswith(path.name)]


def test_a_pdf_is_printed_again_and_compared(printed):
    assert of_pdf(printed) == ([], [])
    verdict = examine(printed.parent, data=printed.parents[1] / "data", notebooks=NOTEBOOKS)
    assert verdict.counts["PDF-filer mot sidan"] == 1
    assert of_pdf(printed, quick=True) == ([], ["annual_report.pdf är inte jämförd med sidan."])


def test_a_pdf_with_sources_is_compared_with_one(printed):
    print_pdf(printed.parent, "annual_report", printed.parents[1] / "data", trace=True)
    assert of_pdf(printed) == ([], [])


def test_a_pdf_that_was_changed_or_is_of_another_edition_does_not_hold(printed):
    content = printed.read_bytes()
    printed.write_bytes(content + b"\n")
    assert [mismatch.place for mismatch in of_pdf(printed)[0]] == ["filen"]
    seal = json.loads((printed.parent / "manifest.json").read_text(encoding="utf-8"))["seal"]
    printed.write_bytes(content.replace(seal.encode(), b"1" * 64))
    [mismatch] = of_pdf(printed, quick=True)[0]
    assert mismatch.expected == "bara filer som står i manifestet"


def test_what_does_not_hold_is_not_printed(printed):
    page = printed.with_suffix(".html")
    page.write_bytes(page.read_bytes().replace(b"</main>", b"<p>Mer</p></main>"))
    assert of_pdf(printed) == ([], ["annual_report.pdf är inte jämförd med sidan."])


def test_a_pdf_that_cannot_be_printed_here_is_a_remark(printed, monkeypatch):
    monkeypatch.setattr("namndbok.show.pdf.version", lambda name: "0.1")
    versions = (
        "annual_report.pdf är inte jämförd med sidan: den är gjord med andra versioner än de som finns här"
    )
    assert of_pdf(printed) == ([], [versions])
    monkeypatch.setitem(sys.modules, "weasyprint.text.ffi", None)
    assert "Pango" in of_pdf(printed)[1][0]
