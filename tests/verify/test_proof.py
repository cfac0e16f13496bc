"""The whole proof: what is examined, what is run again, and what is only worth a remark."""

import json

from boards import REAL
from forgery import seal_again, written
from namndbok.books import versions
from namndbok.verify import examine, rerun


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
    monkeypatch.setattr(rerun, "publish_again", None)
    verdict = examine(small, data=REAL, notebooks=REAL, quick=True)
    assert not any(mismatch.place.startswith("omkörningen") for mismatch in verdict.mismatches)
    assert verdict.remarks[-1] == "Rapporten är inte omkörd."


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
