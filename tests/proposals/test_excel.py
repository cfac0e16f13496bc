"""A spreadsheet's formula comes to what a spreadsheet says; expectations by hand."""

import numpy as np
import pytest

from namndbok.proposals.excel import value_of

CELLS = {"A1": 7, "$B$2": None, "C3": "ja", "C1:C3": np.array([3.0, -1.0, 2.0]), "'1 E-arkiv'!D4": 5}
EXPECTED = {
    "1+2*3": 7,
    "(1+2)*3": 9,
    "7-2-1": 4,
    "8/2/2": 2,
    "A1-N($B$2)": 7,
    '$B$2=""': True,
    'IF(LOWER(TRIM(" JA "))=C3,"x","y")': "x",
    'IF(C3<>"ja",A1/0,"")': "",
    "IFERROR(0/0,1)": 1,
    "ROUND(2.5,0)": 3,
    "ROUND(1.005*100,0)": 101,
    "ROUNDUP(2.01,0)": 3,
    "INT(0-0.5)": -1,
    "SUMPRODUCT((C1:C3>0)*C1:C3)": 5,
    "SMALL(C1:C3,2)": 2,
    "IFERROR(SMALL(C1:C3,4),9)": 9,
    "INDEX(C1:C3,MATCH(2,C1:C3,0))": 2,
    "MAX(0,MIN(A1,'1 E-arkiv'!D4))": 5,
    "AND(A1>=7,A1<=7,A1<>8,NOT(A1<7),OR(FALSE(),A1>6))": True,
}


@pytest.mark.parametrize("formula", EXPECTED)
def test_a_formula_has_the_value_that_a_spreadsheet_gives_it(formula):
    assert value_of(formula, CELLS.__getitem__) == EXPECTED[formula]
