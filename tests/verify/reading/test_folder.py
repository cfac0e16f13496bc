"""A folder that is broken in any way is described in Swedish, and never ends in a traceback."""

import os
import shutil

import pytest

from forgery import replaced, seal_again
from namndbok.verify import examine
from small_folder import NAMES

PAGE = NAMES[0]


def mismatches(folder):
    return examine(folder, quick=True).mismatches


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
