"""The README's commands are run in its order, in a folder as it says; pictures and pages are there."""

import re
import shlex
import shutil

import pytest

from boards import real_board
from namndbok.cli.app import COMMANDS
from workbook import ROOT

pytest_plugins = "desks"

README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = [shlex.split(line) for line in re.findall(r"^ {4,7}namndbok (.+)$", README, re.M)]
CMD = (ROOT / "namndbok.cmd").read_bytes()
NAMED = {command.__name__.rstrip("_").replace("_", "-") for command in COMMANDS}
OF_CMD = {"lab", "what-if"}
ANSWERS = ["Västra IT-nämnden", "Ale, Lerum, Partille", "Ale", "2025", "nämnden"]


def test_every_command_of_the_readme_does_what_it_says(tell, tmp_path, monkeypatch):
    real_board(tmp_path)
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    shutil.copytree(ROOT / "tests" / "boards", tmp_path / "tests" / "boards")
    monkeypatch.chdir(tmp_path)
    answers = iter(ANSWERS)
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    for line in LINES:
        with monkeypatch.context() as terminal:
            if line[0] == "new-board":
                terminal.setattr("sys.stdin.isatty", lambda: True)
            done = tell(*line)
        assert done.status == 0, f"{line}: {done.err}"
    for report in ("reports/2024", "minnämnd/reports/2025", "prov/2031"):
        assert (tmp_path / report / "annual_report.html").is_file()
    assert (tmp_path / "prov.xlsx").is_file() and (tmp_path / "budget-2025.xlsx").is_file()


def test_every_command_is_in_the_table_and_every_word_of_the_table_is_a_command():
    table = set(re.findall(r"^\| `namndbok ([a-z-]+)", README, re.M))
    assert table == NAMED
    assert set(re.findall(r"`namndbok ([a-z-]+)", README)) <= NAMED | OF_CMD


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([\w./-]+)\)", README))))
def test_what_the_readme_leads_to_is_there(path):
    assert (ROOT / path).exists()


def test_the_pictures_are_small_and_have_words():
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+\.png)\)", README)
    assert len(pictures) == 3
    for words, path in pictures:
        assert len(words) > 40 and (ROOT / path).stat().st_size < 100_000


def test_make_has_what_the_readme_says_that_it_has():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"^ {4}make ([a-z-]+)", README, re.M)):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_windows_command_names_what_there_is_and_has_the_line_ends_of_windows():
    assert CMD.count(b"\n") == CMD.count(b"\r\n")
    text = CMD.decode()
    assert "activate" not in text and all(f'"{word}"' in text for word in OF_CMD)
    for path in re.findall(r"%HOME_FOLDER%([\w.]+)|(lib\\[\w\\.]+)", text):
        name = (path[0] or path[1]).replace("\\", "/")
        assert name in (".venv", ".") or (ROOT / name).exists(), name
    labels, jumps = (set(re.findall(mark, text, re.M)) for mark in (r"^:(\w+)\r$", r"goto (\w+)"))
    assert labels == jumps
