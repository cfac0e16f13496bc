"""A folder that is broken, or another than its manifest says, is described, and never ends in a traceback."""

import json
import os
import shutil

import pytest

from forgery import replaced, seal_again, sha256, written
from namndbok.verify import examine
from small_folder import NAMES

PAGE = NAMES[0]


def mismatches(folder, **how):
    return examine(folder, quick=True, **how).mismatches


def by_file(folder):
    """Map each file to its last mismatch."""
    return {mismatch.file: mismatch for mismatch in mismatches(folder)}


@pytest.mark.parametrize("name", NAMES)
def test_missing_file_is_named(small, name):
    (small / name).unlink()
    assert by_file(small)[name].found == "saknas"


@pytest.mark.parametrize("name", NAMES)
def test_folder_in_place_of_a_file_is_named(small, name):
    (small / name).unlink()
    (small / name).mkdir()
    assert by_file(small)[name].found == "en mapp"


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
    assert name in by_file(small)


def test_place_of_an_error_in_json_is_named(small):
    replaced(small / "facts.json", '"year"', "year", times=1)
    assert by_file(small)["facts.json"].place.startswith("rad 3")


def test_file_that_is_not_text_is_named(small):
    (small / PAGE).write_bytes(b"<html>\n\xff\xfe</html>")
    assert any(mismatch.place == "rad 2" and mismatch.found == "byten 0xff" for mismatch in mismatches(small))


def test_page_that_is_cut_off_is_named_though_its_hash_fits(small):
    text = (small / PAGE).read_text(encoding="utf-8")
    (small / PAGE).write_text(text[: text.index("<footer")], encoding="utf-8")
    seal_again(small)
    (cut,) = [mismatch for mismatch in mismatches(small) if "hur sidan är skriven" in mismatch.place]
    assert cut.expected.endswith("</main>\n</body></html>")
    assert cut.found.endswith("</main>\n")
    assert any("sidfoten" in mismatch.place for mismatch in mismatches(small))


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
    assert PAGE in by_file(small)


def test_file_that_may_not_be_waited_for_is_not_read(small):
    (small / "facts.json").unlink()
    os.mkfifo(small / "facts.json")
    assert by_file(small)["facts.json"].found == "något annat"


def test_folder_that_is_not_there_is_by_file(tmp_path):
    assert by_file(tmp_path / "inget")


def test_duplicate_key_in_json_hides_nothing(small):
    replaced(small / "facts.json", '"year": ', '"year": 1999,\n  "year": ', times=1)
    seal_again(small)
    assert by_file(small)["facts.json"].place.startswith("rad 3")


def test_an_attribute_that_stands_twice_is_named(small):
    replaced(small / PAGE, 'value="336035"', 'value="336036" value="336035"', times=1)
    assert any('value="336036" value="336035"' in mismatch.found for mismatch in mismatches(small))


def test_copy_of_the_folder_is_as_good(small, tmp_path):
    copy = shutil.copytree(small, tmp_path / "en annan mapp å ä ö")
    assert mismatches(copy) == ()


# What the folder says of itself


def change_manifest(folder, change):
    """Change what the manifest says, and write it as it is published."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(written(manifest), encoding="utf-8", errors="surrogatepass")


def test_file_that_is_not_in_the_manifest_is_named_but_not_the_log(small):
    for name in ("run.log", ".DS_Store", "Thumbs.db"):
        (small / name).write_text("x", encoding="utf-8")
    assert mismatches(small) == ()
    (small / "annual_report (kopia).html").write_text("<html></html>", encoding="utf-8")
    expected = [
        mismatch.expected for mismatch in mismatches(small) if mismatch.file == "annual_report (kopia).html"
    ]
    assert "bara filer som står i manifestet" in expected


def test_manifest_that_says_something_else_under_the_same_seal_is_named(small):
    change_manifest(small, lambda manifest: manifest["versions"].update(pandas="0.2"))
    assert [(mismatch.file, mismatch.place) for mismatch in mismatches(small)] == [
        ("manifest.json", "sigillet")
    ]


def test_facts_changed_with_their_hash_are_named_by_what_the_seal_covers(small):
    replaced(small / "facts.json", '"label": "Resultat"', '"label": "Underskott"', times=1)
    digest = sha256(small / "facts.json")
    change_manifest(small, lambda manifest: manifest["outputs"].update({"facts.json": digest}))
    assert ("facts.json", "kontrollsumman som sigillet täcker") in [
        (mismatch.file, mismatch.place) for mismatch in mismatches(small)
    ]


def test_page_taken_out_of_the_manifest_too_is_missed_even_when_all_is_sealed_again(small):
    (small / PAGE).unlink()
    change_manifest(small, lambda manifest: manifest["outputs"].pop(PAGE))
    assert "sigillet" in [mismatch.place for mismatch in mismatches(small)]
    seal_again(small)
    assert [mismatch.place for mismatch in mismatches(small)] == ["outputs"]


@pytest.mark.parametrize("name", ["../x", "a\x00b", "..", "", "\ud800"])
def test_strange_name_in_the_manifest_is_named(small, name):
    change_manifest(small, lambda manifest: manifest["outputs"].update({name: "0" * 64}))
    assert mismatches(small)


@pytest.mark.parametrize("how", [{"notebook": "audit"}, {"parameters": {"a": 1}}])
def test_paper_made_in_another_way_than_its_notebook_says_is_named(small, how):
    change_manifest(small, lambda manifest: manifest["papers"]["annual_report"].update(how))
    assert "papers, annual_report" in [mismatch.place for mismatch in mismatches(small)]


def test_other_data_are_named_file_by_file(small):
    data = small.parent / "data"
    data.mkdir()
    found = mismatches(small, data=data)
    assert [(mismatch.file, mismatch.found) for mismatch in found] == [("data/outcome.csv", "saknas")]


@pytest.mark.parametrize(
    ("resources", "names"),
    [
        ([{"name": "wells", "path": "wells.csv"}], {"goals.csv", "wells.csv"}),
        ([{"name": "goals"}], {"goals.csv"}),
        (7, {"goals.csv"}),
    ],
)
def test_table_that_has_come_since_is_named_and_a_file_that_is_none_is_not(small, resources, names):
    """`goals` is a table of the library's, `wells` one that the descriptor adds, `copy` neither."""
    data = small.parent / "data"
    data.mkdir()
    (data / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    for name in ("goals.csv", "wells.csv", "copy.csv"):
        (data / name).write_text("year\n", encoding="utf-8")
    extra = {mismatch.file for mismatch in mismatches(small, data=data) if mismatch.found == "en fil till"}
    assert extra == {f"data/{name}" for name in names}


def test_prose_of_a_notebook_that_was_changed_and_sealed_again_is_named(small):
    notebook = small / "annual_report.ipynb"
    replaced(notebook, "Berättelse 2031, Sjödalens nämnd", "Berättelse 2031, som revisorerna berömmer")
    seal_again(small)
    places = [(mismatch.file, mismatch.place) for mismatch in mismatches(small)]
    assert ("annual_report.ipynb", "arbetsbokens celler") in places


def test_a_cell_that_was_added_to_a_notebook_and_sealed_again_is_named(small):
    notebook = small / "annual_report.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"].insert(1, {"cell_type": "markdown", "metadata": {}, "source": ["Allt är bra."]})
    notebook.write_text(written(content), encoding="utf-8")
    seal_again(small)
    places = [(mismatch.file, mismatch.place) for mismatch in mismatches(small)]
    assert places == [("annual_report.ipynb", "arbetsbokens celler")]
