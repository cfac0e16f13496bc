"""Every sentence of the papers as small boards get it: `sentences.md`, which is read by eye when it changes.

`python tests/show/test_sentences.py`, with `lib` and `tests` on the path, writes it anew.
"""

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from namndbok.data.load import Data
from pages import shown
from typed import YEAR, sound, spaced

LIST = Path(__file__).with_name("sentences.md")
SAID = ["h1", "p", "li", "figcaption"]
LEFT_OUT = ("Sigill:", "Siffrorna:", "Underlaget har prövats")
ONE = {
    "municipalities": "code | name\n 9901 | Alvik",
    "population": "municipality | date | population\n 9901 | 2030-12-31 | 1000",
    "outcome_lines": "line | name\n office | Kansli",
    "outcome": "line | income | cost\n office | 500 | 560",
    "budget_lines": "budget_line | name | outcome_line\n office | Kansli | office",
    "budget": "side | line | amount\n income | office | 500\n cost | office | 500",
    "explanations": "text | line | direction\n Hyran höjdes | office | deficit",
    "service_status": "date | service | users | of\n 2031-12-31 | archive | 1 | 1",
    "fee_components": "component | name | service | budget_line\n basic | Grundavgift | | office",
    "fees": "component | municipality | fee\n basic | 9901 | 500",
    "meeting_plan": "date\n 2031-03-01",
    "meetings": "date | present | entitled\n 2031-03-01 | 1 | 2",
    "goals": """
        goal    | level     | measure                | threshold | unit    | reading
        present | annual    | attendance.board.share | 80        | percent | average
        again   | indicator |                        |           |         |
    """,
    "goal_reviews": "goal | assessment\n present | not_met\n again | met",
    "controls": "control | probability | consequence\n leak | 2 | 3",
    "forecast": "line | income | cost\n office | 500 | 500",
}
ZERO = {
    "outcome": "line | income | cost\n office | 600 | 600\n archive | 300 | 300",
    "goal_reviews": "goal | assessment\n course | met\n together | met\n present | met\n everywhere | met",
    "controls": "",
    "events": "",
}
PART = "through | line | income | cost\n 2031-05-31 | office | 300 | {}"
BOARDS = {
    "Överskott, flera av varje": sound(),
    "Underskott, en av varje": sound("printed", "held_list", **ONE),
    "Noll": sound("printed", "explanations", **ZERO),
}
PARTS = {
    "Del av år, överskott": sound(outcome=PART.format(200)),
    "Del av år, underskott": sound(outcome=PART.format(400)),
}
PAPERS = {"annual_report": {}, "audit": {}, "municipality": {"municipality": "Alvik"}, "trends": {}}


def sentences(data: Data, paper: str, **parameters: str) -> Iterator[str]:
    """Yield what stands in running text, lists and charts' captions on a paper."""
    page = BeautifulSoup(shown(data, YEAR, paper, **parameters), "html.parser")
    for line in page.find_all("br"):
        line.replace_with(" / ")
    for element in page.find_all(SAID):
        words = " ".join(element.get_text().split())
        if words and not element.find_parent(["table", "p", "li", "div"]) and not words.startswith(LEFT_OUT):
            yield words


def listed() -> str:
    """Write the list."""
    parts = ["# Meningarna, att läsa med ögat\n"]
    for case, data in BOARDS.items():
        for paper, parameters in list(PAPERS.items())[: 2 if case == "Noll" else None]:
            parts += [
                f"\n## {case}: {paper}\n",
                *(f"- {text}" for text in sentences(data, paper, **parameters)),
            ]
    for case, data in PARTS.items():
        texts = sentences(data, "interim_report", through="2031-05")
        parts += [f"\n## {case}: interim_report\n", *(f"- {text}" for text in texts)]
    return spaced("\n".join(parts)) + "\n"


def test_the_sentences_are_those_that_have_been_read():
    assert LIST.read_text(encoding="utf-8") == listed()


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8")
