"""Numbers are read as they are typed in Swedish, and refused where they cannot be meant."""

import sys
from fractions import Fraction
from inspect import signature

import pytest

from namndbok.cli.app import COMMANDS, main
from namndbok.cli.arguments import HELP, OPTIONS
from namndbok.cli.paper_commands import budget, report
from namndbok.cli.year_commands import scenario
from namndbok.errors import InvalidParameter

READS = {f"--{name.replace('_', '-')}": scenario for name in ("floor", "cap", "step", "max_change")}
READS |= {"--jobs": report, "--time-limit": report, "year": report, "--index": budget}
NARROW, NO_BREAK, MINUS = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


def parsed(option: str, text: object) -> object:
    name = "percent" if option == "--index" else option.removeprefix("--").replace("-", "_")
    return READS[option].__annotations__[name].__metadata__[0].parser(text)


@pytest.mark.parametrize(
    ("option", "text", "number"),
    [
        ("--floor", "10 000", 10_000),
        ("--floor", f"10{NO_BREAK}000", 10_000),
        ("--cap", f"10{NARROW}000{NO_BREAK}kr", 10_000),
        ("--step", "1 000", 1_000),
        ("--index", "2,5", Fraction(5, 2)),
        ("--index", "2.5", Fraction(5, 2)),
        ("--index", f"{MINUS}1,5", Fraction(-3, 2)),
        ("--index", f"2,5{NO_BREAK}%", Fraction(5, 2)),
        ("--max-change", f"35{NO_BREAK}%", Fraction(35, 100)),
        ("--max-change", "0,35", Fraction(35, 100)),
        ("--jobs", "3", 3),
        ("--time-limit", "2,5", 2.5),
        ("--time-limit", 600.0, 600),  # what a flag is when it is not typed
    ],
)
def test_a_number_is_read(option: str, text: object, number: float):
    assert parsed(option, text) == number


def test_the_year_is_read_as_it_is_typed():
    assert parsed("year", "2024") == parsed("year", 2024) == 2024


@pytest.mark.parametrize(
    ("option", "text", "wanted"),
    [
        ("--jobs", "två", "ett heltal, minst 1"),
        ("--jobs", "0", "ett heltal, minst 1"),
        ("--jobs", "1,5", "ett heltal, minst 1"),
        ("--step", "0", "ett heltal, minst 1"),
        ("--floor", "10.000", "hela kronor, minst 0"),  # a full stop is no mark of thousands here
        ("--floor", f"{MINUS}100", "hela kronor, minst 0"),
        ("--cap", "", "hela kronor, minst 0"),
        ("--index", "två", "procent, från -100 till 100"),
        ("--max-change", "35", "menade du 35 %?"),
        ("--time-limit", "0,5", "sekunder, minst 1"),
        ("--time-limit", "nan", "sekunder, minst 1"),
        ("--time-limit", "snart", "sekunder, minst 1"),
    ],
)
def test_anything_else_is_refused_with_what_it_may_be(option: str, text: str, wanted: str):
    with pytest.raises(InvalidParameter) as caught:
        parsed(option, text)
    assert option in str(caught.value)
    assert wanted in str(caught.value)


def test_a_year_that_cannot_be_one_is_refused():
    with pytest.raises(InvalidParameter, match="ÅR är ”tjugo” men ska vara ett årtal"):
        parsed("year", "tjugo")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("scenario", "2031", "--xlsx", "con"), "”con” är reserverat i Windows"),
        (("scenario", "2031", "--out", "mapp/com1.json"), "”com1.json” är reserverat i Windows"),
        (("excel", "2031", "Aux.xlsx"), "”Aux.xlsx” är reserverat i Windows"),
        (("report", "2031", "--out", "rapport. "), "slutar med punkt eller mellanslag"),
        (("package", "ut?"), "har ett tecken som inte kan stå i ett filnamn, ”?”"),
        (("budget", "2032", "--tables", "nul/beslut"), "”nul” är reserverat i Windows"),
        (("dossier", "reports/2031", "--zip", "lpt¹.zip"), "”lpt¹.zip” är reserverat i Windows"),
    ],
)
def test_a_name_that_windows_refuses_is_refused_with_nothing_written(
    tmp_path, monkeypatch, capsys, words, said
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["namndbok", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, said in capsys.readouterr().err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_the_options_describe_what_can_be_typed_and_nothing_else():
    words = {
        (command.__name__.strip("_"), word) for command in COMMANDS for word in signature(command).parameters
    }
    assert OPTIONS.keys() - {word for _, word in words} <= {f"{command}.{word}" for command, word in words}


def test_the_help_is_of_the_commands_and_of_nothing_else():
    assert set(HELP) == {command.__name__.strip("_").replace("_", "-") for command in COMMANDS}
