"""What a notebook may be given, decided before any cell runs."""

from pathlib import Path

import nbformat
import pytest

from namndbok.errors import InvalidParameter
from namndbok.publish.run import check_parameters, default_parameters, read_notebook
from workbook import SMALL

EVERY_TYPE = SMALL / "parameters_of_every_type.ipynb"
SOUND = SMALL / "sound.ipynb"


def refused(notebook: Path, **given: object) -> str:
    with pytest.raises(InvalidParameter) as caught:
        check_parameters(notebook, given)
    return str(caught.value)


def test_the_defaults_are_the_literals_in_the_tagged_cell():
    expected = {"year": 2031, "rate": 0.5, "full": False, "title": "Avgifter"}
    assert default_parameters(read_notebook(EVERY_TYPE)) == expected


def test_a_value_of_the_defaults_type_is_taken():
    given = {"year": 2024, "rate": 1.5, "full": True, "title": ""}
    assert check_parameters(EVERY_TYPE, given) == given


def test_a_value_is_read_once_and_passed_on_as_papermill_takes_it():
    typed = {"year": "2024", "rate": "2,5", "full": "ja", "title": 7}
    read = check_parameters(EVERY_TYPE, typed)
    assert read == {"year": 2024, "rate": 2.5, "full": True, "title": "7"}
    assert list(map(type, read.values())) == [int, float, bool, str]


def test_an_unknown_name_is_refused_with_a_list_of_those_there_are():
    assert refused(SOUND, yaer=2031) == (
        "Parametern yaer finns inte. Menade du year?\nDet finns: year (årtal), data (mapp)."
    )


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("year", "tjugo", "ett årtal"),
        ("year", True, "ett årtal"),
        ("year", 2024.5, "ett årtal"),
        ("year", None, "ett årtal"),
        ("year", [2024], "ett årtal"),
        ("rate", "mycket", "ett tal"),
        ("rate", True, "ett tal"),
        ("full", "kanske", "ja eller nej"),
        ("title", [7], "text"),
    ],
)
def test_a_value_of_another_type_is_refused(name: str, value: object, wanted: str):
    said = refused(EVERY_TYPE, **{name: value})
    assert said.startswith(f"Parametern {name} är ”{value}” men ska vara {wanted}")
    assert said.endswith("Det finns: year (årtal), rate (tal), full (ja eller nej), title (text).")


def test_a_value_is_quoted_short_and_on_one_line():
    said = refused(SOUND, year="a\n\x1b[31m" + "b" * 500)
    first = said.splitlines()[0]
    assert "\x1b" not in said and first.endswith("skriv till exempel 2031.") and len(said) < 300


def test_a_notebook_without_a_parameters_cell_takes_none():
    said = "no_parameters_cell.ipynb saknar cell med taggen parameters. Återställ filen eller taggen."
    assert refused(SMALL / "no_parameters_cell.ipynb", year=2031) == said


@pytest.mark.parametrize("source", ["year = 2031\nnext_year = year + 1", "import os", "a = b = 1", "year ="])
def test_a_parameters_cell_with_anything_but_literals_is_refused(source: str):
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    with pytest.raises(InvalidParameter, match="Cellen med parametrar i arbetsboken får bara innehålla"):
        default_parameters(nbformat.v4.new_notebook(cells=[cell]))


def test_a_value_that_is_computed_from_another_is_refused_for_it_would_keep_its_default():
    said = refused(SMALL / "computed_parameter.ipynb", year=2031)
    assert said.startswith(
        "Cellen med parametrar i computed_parameter.ipynb får bara innehålla en rad för varje"
    )


def test_a_missing_notebook_is_said_with_those_there_are(tmp_path: Path):
    (tmp_path / "audit.ipynb").write_text("{}")
    assert "Arbetsböcker i mappen: audit." in refused(tmp_path / "annual_report.ipynb")


RESTORE = "Återställ filen ur versionshanteringen eller en kopia."
NOTEBOOK = '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}%s}'


@pytest.mark.parametrize(
    "content",
    [
        *("namn,värde\n", "{}", '{"cells": 1}', "[]", "\x00", "null", "7"),
        *(
            NOTEBOOK % cells
            for cells in ("", ', "cells": 1', ', "cells": [1]', ', "cells": [{}]', ', "cells": null')
        ),
    ],
)
def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path, content: str):
    path = tmp_path / "broken.ipynb"
    path.write_text(content, encoding="utf-8")
    said = refused(path).replace(", rad 1,", "")
    assert said == f"{path} går inte att läsa som en arbetsbok (.ipynb). {RESTORE}"


def test_the_row_where_a_notebook_is_broken_is_told(tmp_path: Path):
    path = tmp_path / "broken.ipynb"
    path.write_text('{\n "cells": [],,\n}', encoding="utf-8")
    assert refused(path) == f"{path}, rad 2, går inte att läsa som en arbetsbok (.ipynb). {RESTORE}"
