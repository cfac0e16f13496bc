"""A folder that is broken in any way is told of in Swedish, and never ends in a traceback."""

import json
import os
import shutil

import pytest

from forgery import replaced, seal_again
from namndbok.verify import examine, lines, verify
from small_folder import NAMES, NBSP, RESULT

PAGE = NAMES[0]


def told(folder):
    """Tell of every mismatch by file."""
    return {one.file: one for one in verify(folder, quick=True)}


@pytest.mark.parametrize("name", NAMES)
def test_missing_file_is_named(small, name):
    (small / name).unlink()
    assert told(small)[name].found == "saknas"


@pytest.mark.parametrize("name", NAMES)
def test_folder_in_place_of_a_file_is_named(small, name):
    (small / name).unlink()
    (small / name).mkdir()
    assert told(small)[name].found == "en mapp"


@pytest.mark.parametrize("name", NAMES[1:])
@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "null", "{}", "17", '"text"', "[" * 100_000, "[" * 60 + "]" * 60, '{"a": NaN}',
        '{"facts": [1, null, {"id": []}], "findings": [{}, 7]}', '{"cells": [[], 3]}', "1" * 5000,
        '{"cells": [{"outputs": [{"data": {"text/html": 7}}], "metadata": []}], "facts": {}, "findings": 1}',
    ],
    ids=range(14),
)  # fmt: skip
def test_broken_json_is_named(small, name, content):
    (small / name).write_text(content, encoding="utf-8")
    assert name in told(small)


def test_place_of_an_error_in_json_is_named(small):
    replaced(small / "facts.json", '"year"', "year", times=1)
    assert told(small)["facts.json"].place.startswith("rad 3")


def test_file_that_is_not_text_is_named(small):
    (small / PAGE).write_bytes(b"<html>\n\xff\xfe</html>")
    assert any(one.place == "rad 2" and one.found == "byten 0xff" for one in verify(small, quick=True))


def test_page_that_is_cut_off_is_told_though_its_hash_fits(small):
    text = (small / PAGE).read_text(encoding="utf-8")
    (small / PAGE).write_text(text[: text.index("<footer")], encoding="utf-8")
    seal_again(small)
    assert any("slutet" in one.place and one.expected == "</html>" for one in verify(small, quick=True))
    assert any("sidfoten" in one.place for one in verify(small, quick=True))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<",
        "<" * 1000,
        "<div>" * 5000,
        "</p>" * 100,
        "<data value=1/0>x",
        "<table><tr><td><data>",
        "&#xd800;&#0;",
    ],
    ids=range(8),
)
def test_any_page_can_be_read(small, content):
    (small / PAGE).write_text(content, encoding="utf-8")
    assert PAGE in told(small)


def test_file_that_is_not_in_the_manifest_is_named_but_not_the_log(small):
    for name in ("run.log", ".DS_Store", "Thumbs.db"):
        (small / name).write_text("x", encoding="utf-8")
    assert verify(small, quick=True) == ()
    (small / "annual_report (kopia).html").write_text("<html></html>", encoding="utf-8")
    found = [one for one in verify(small, quick=True) if one.file == "annual_report (kopia).html"]
    assert "bara filer som står i manifestet" in [one.expected for one in found]


def test_page_taken_out_of_the_manifest_too_is_missed(small):
    (small / PAGE).unlink()
    path = small / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["outputs"][PAGE]
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert [one.place for one in verify(small, quick=True)] == ["outputs"]


@pytest.mark.parametrize("name", ["../x", "a\x00b", "..", "", "\ud800"])
def test_strange_name_in_the_manifest_is_told(small, name):
    path = small / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["outputs"][name] = "0" * 64
    path.write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    assert told(small)


def test_file_that_may_not_be_waited_for_is_not_read(small):
    (small / "facts.json").unlink()
    os.mkfifo(small / "facts.json")
    assert told(small)["facts.json"].found == "något annat"


def test_folder_that_is_not_there_is_told(tmp_path):
    assert told(tmp_path / "inget")


def test_other_data_is_named_file_by_file(small, tmp_path):
    manifest = json.loads((small / "manifest.json").read_text(encoding="utf-8"))
    root = small.parent / "data"
    assert manifest["inputs"]
    root.mkdir()
    found = verify(small, data=root, quick=True)
    assert {one.file for one in found} == {f"data/{name}" for name in manifest["inputs"]}
    assert {one.found for one in found} == {"saknas"}


def test_other_library_is_a_remark_and_no_mismatch(small):
    path = small / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["library"]["facts.py"] = "0" * 64
    manifest["versions"]["pandas"] = "0.1"
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2), encoding="utf-8")
    seal_again(small)
    verdict = examine(small, quick=True)
    assert verdict.mismatches == ()
    assert "versioner: pandas" in " ".join(verdict.remarks)
    assert "Nämndboks egna filer: " in " ".join(verdict.remarks)


def test_duplicate_key_in_json_hides_nothing(small):
    replaced(small / "facts.json", '"year": ', '"year": 1999,\n  "year": ', times=1)
    seal_again(small)
    assert told(small)["facts.json"].place.startswith("rad 3")


def test_first_of_two_attributes_counts_as_in_a_browser(small):
    replaced(small / PAGE, 'value="336035"', 'value="336036" value="336035"', times=1)
    assert any("economy.result" in one.place and one.found == "336036" for one in verify(small, quick=True))


def test_terminal_is_told_file_place_expected_and_found(small):
    replaced(small / PAGE, RESULT, f"336{NBSP}085{NBSP}kr", times=1)
    text = "\n".join(lines(examine(small, quick=True)))
    assert "annual_report.html, rad " in text
    assert "faktum economy.result" in text
    assert "Väntat: 336 035 kr" in text
    assert "Funnet: 336 085 kr" in text
    assert text.endswith("avvikelser.")


def test_terminal_is_told_what_was_compared_and_the_seal(small):
    seal = json.loads((small / "manifest.json").read_text(encoding="utf-8"))["seal"]
    told = lines(examine(small, quick=True))
    assert told[-1] == f"Inga avvikelser. Jämför sigillet med det som står i protokollet: {seal}"
    assert "Rapporten är inte omkörd." in told
    assert any("omräknade fakta" in line for line in told)


def test_copy_of_the_folder_is_as_good(small, tmp_path):
    copy = shutil.copytree(small, tmp_path / "en annan mapp å ä ö")
    assert verify(copy, quick=True) == ()


def test_row_that_does_not_tell_what_it_is_used_in_is_told(small):
    replaced(small / PAGE, ' · används i\n<a href="#economy.result">Resultat</a>', "")
    seal_again(small)
    found = [one for one in verify(small, quick=True) if one.place.endswith("raden outcome:2")]
    assert [(one.expected, one.found) for one in found] == [("economy.result", "")]
