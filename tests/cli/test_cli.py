"""The command as a whole: its exit status, what it says and where, on a terminal and in a file."""

import csv
import json
import os
import pty
import re
import signal
from pathlib import Path

import pytest

from boards import REAL, invented_board, put, real_board
from workbook import Done, Made, ended, run, start

pytest_plugins = "desks"

ANSWER = ("Rättas i nästa berättelse.", "Samordnare", "2025-02-01", "")


def answer_all(data: Path, findings: list[dict[str, object]]) -> None:
    with (data / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["finding", "answer", "role", "date", "decision"])
        rows.writerows([one["id"], *ANSWER] for one in findings)


# namndbok verify


def test_a_folder_that_is_not_there_is_no_proof_of_anything(tell, tmp_path: Path):
    (tmp_path / "2031").mkdir()
    (tmp_path / "2031" / "manifest.json").write_text("{}", encoding="utf-8")
    done = tell("verify", str(tmp_path / "2032"))
    assert (done.status, done.out) == (2, "")
    assert f"Hittar ingen mapp {tmp_path / '2032'}." in done.err and str(tmp_path / "2031") in done.err


def test_nothing_is_said_to_agree_before_it_is_compared(tell, tmp_path: Path):
    done = tell("verify", str(tmp_path))
    assert done.status == 4 and "stämmer" not in done.out


# namndbok coverage


def test_a_page_that_is_no_text_is_refused(tell, tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_bytes(b"%PDF-1.7 \xff\xd8")
    done = tell("coverage", str(page))
    assert done.status == 2 and str(page) in done.err and "Traceback" not in done.err


# namndbok check


def test_check_prints_the_findings_and_is_content(tell):
    done = tell("check", "2024", "--data", str(REAL))
    assert (done.status, done.err) == (0, "")
    assert "Norrbottens e-nämnd 2024" in done.out
    assert re.search(r"^\d+ iakttagelser, varav \d+ utan svar\.$", done.out.splitlines()[-1])


def test_check_without_a_year_takes_them_all(tell):
    said = tell("check", "--data", str(REAL)).out
    assert "Norrbottens e-nämnd 2022" in said and "Norrbottens e-nämnd 2024" in said


def test_check_finds_the_two_examples_of_the_auditors(tell):
    findings = json.loads(tell("check", "2024", "--json", "--data", str(REAL)).out)["findings"]
    pairs = {(one["expected"].replace("\xa0", " "), one["found"].replace("\xa0", " ")) for one in findings}
    # the printed cost rows add up to less than their total; a column total omits one row of 184 800
    assert {("5 851 200 kr", "7 830 800 kr"), ("3 825 600 kr", "3 640 800 kr")} <= pairs


def test_check_as_json_has_what_is_agreed(tell):
    findings = json.loads(tell("check", "2024", "--json", "--data", str(REAL)).out)["findings"]
    names = "id number check severity title detail expected found difference rows sources status answer"
    assert {tuple(one) for one in findings} == {tuple(names.split())}
    assert {one["severity"] for one in findings} <= {"error", "warning", "info"}
    assert {one["status"] for one in findings} == {"open"}


def test_strict_fails_until_every_finding_has_an_answer(tell, tmp_path: Path):
    data = invented_board(tmp_path)
    words = ("check", "2031", "--data", str(data))
    answer_all(data, [])
    findings = json.loads(tell(*words, "--json").out)["findings"]
    assert tell(*words, "--strict").status == 1
    answer_all(data, findings[1:])
    assert tell(*words, "--strict").status == 1
    answer_all(data, findings)
    assert tell(*words, "--strict").status == 0
    assert tell(*words).out.endswith("varav 0 utan svar.\n")


def test_an_answer_stands_with_its_finding(tell, tmp_path: Path):
    data = invented_board(tmp_path)
    words = ("check", "2031", "--data", str(data), "--json")
    answer_all(data, [])
    answer_all(data, json.loads(tell(*words).out)["findings"])
    answered = json.loads(tell(*words).out)["findings"][0]
    assert answered["status"] == "answered"
    assert tuple(answered["answer"][name] for name in ("text", "role", "date")) == ANSWER[:3]


def test_a_year_that_is_not_there_is_refused_with_those_that_are(tell):
    done = tell("check", "1900", "--data", str(REAL))
    assert (done.status, done.out) == (2, "")
    assert (
        done.err
        == "Det finns inget utfall för 1900. År med utfall i underlaget: 2022, 2024.\nInget har skrivits.\n"
    )


def test_bad_data_is_refused(tell, tmp_path: Path):
    data = real_board(tmp_path)
    put(data / "outcome.csv", 3, "income", "många")
    done = tell("check", "--data", str(data))
    assert (
        done.status == 2 and "outcome.csv, rad 3, kolumn income" in done.err and "Traceback" not in done.err
    )


def test_a_folder_that_is_not_there_is_refused(tell):
    done = tell("check", "--data", "finns/inte")
    assert done.status == 2 and "finns/inte" in done.err


# namndbok coverage


def test_coverage_counts_figures_with_a_source(tell, tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text("<main><p><data value='3'>tre</data></p></main>", encoding="utf-8")
    assert tell("coverage", str(page)).status == 0


def test_coverage_tells_which_figures_have_none(tell, tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text("<main><p>Det blev 17 kr.</p></main>", encoding="utf-8")
    done = tell("coverage", str(page))
    assert done.status == 1 and "utan källa" in done.out and "17" in done.out


# Faults that are not the user's


def test_a_fault_in_the_program_is_called_one_and_is_no_status_1(tell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("namndbok.data.load_data", lambda folder: 1 / 0)
    done = tell("check")
    assert done.status == 3
    assert "ZeroDivisionError" in done.err and done.err.endswith("Det här är ett fel i Nämndbok själv.\n")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_being_stopped_before_anything_is_under_way_is_status_3(tell, monkeypatch, name: str):
    monkeypatch.setattr("namndbok.data.load_data", lambda folder: signal.raise_signal(getattr(signal, name)))
    assert tell("check") == Done(3, "", "Avbrutet.\n")


def test_a_reader_that_has_seen_enough_is_no_fault():
    with start("check", "--data", str(REAL)) as check:
        check.stdout.readline()
        check.stdout.close()
        assert (check.stderr.read(), check.wait()) == ("", 0)


@pytest.mark.parametrize("words", ["--version", "check --json"], ids=["little", "much"])
def test_a_full_disk_is_told(words: str):
    with open("/dev/full", "w") as full:
        done = run(*words.split(), stdout=full)
    assert (done.status, done.err) == (3, "Det gick inte att skriva filen: disken är full.\n")


# On a terminal and elsewhere


def test_in_a_file_there_are_no_colours_and_nothing_moves(made: Made):
    assert not {"\x1b", "\r", "%"} & set(made.done.out)
    assert made.done.err == ""


def test_report_tells_where_it_is_the_result_and_how_many_findings(made: Made):
    where, result, run, findings, seal = made.done.out.replace("\xa0", " ").splitlines()
    assert where == f"Rapporten finns i {made.folder / 'annual_report.html'}"
    assert result == "Resultat 2024: 336 035 kr"
    assert re.fullmatch(r"Arbetsboken kördes på \d+,\d sekunder\.", run)
    assert re.fullmatch(r"\d+ iakttagelser, varav \d+ utan svar\.", findings)
    assert re.fullmatch("Sigill: [0-9a-f]{64}", seal)


def test_an_old_code_page_takes_what_is_said():
    check = start("check", "2024", "--data", str(REAL), env={"PYTHONIOENCODING": "cp1252"})
    check.stdout.reconfigure(encoding="cp1252")
    done = ended(check)
    assert (done.status, done.err) == (0, "")
    assert "-46\xa0297\xa0kr" in done.out


def test_on_a_terminal_a_bar_advances_by_cell(desk):
    desk.uses("slow")
    ours, theirs = pty.openpty()
    process = desk.start(stderr=theirs, env={"TERM": "xterm", "COLUMNS": "100"})
    os.close(theirs)
    said = process.communicate()[0]
    shown = read_all(ours)
    shares = [int(share) for share in re.findall(r"(\d+) %", shown)]
    assert process.returncode == 0 and "%" not in said
    assert "Verksamhetsberättelse 2031" in shown and "kvar annual_report" in shown
    assert shares == sorted(shares) and len(set(shares)) >= 4 and shares[-1] == 100


def read_all(terminal: int) -> str:
    """Read what was written to a pseudo-terminal whose other end is closed; Linux then gives an error."""
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:
        pass
    os.close(terminal)
    return b"".join(parts).decode()
