"""The smallest folder that can be published: a page of one sum and all that belongs to it."""

import hashlib
from base64 import b64encode
from pathlib import Path

from forgery import seal_again, written
from namndbok.publish.papers import cells_digest

NBSP = "\N{NO-BREAK SPACE}"
NAMES = ["annual_report.html", "annual_report.ipynb", "facts.json", "findings.json", "manifest.json"]
SEAL = "0" * 64
MADE = {"notebook": "annual_report", "parameters": {}}
RESULT = f"336{NBSP}035{NBSP}kr"
FIGURE = f'<data data-fact="economy.result" value="336035">{RESULT}</data>'
# As the page has it; in the notebook a source is no panel, and what opens it is a link.
SHOWN = f"""<p>Resultatet är <button popovertarget="economy.result">{FIGURE}</button>.</p>
<div id="economy.result" popover=""><p>Resultat: <data value="336035">{RESULT}</data></p>
<p>Ur <button popovertarget="outcome:2">{RESULT}</button></p></div>
<div id="outcome:2" popover=""><p>Utfall, rad 2 i outcome.csv</p><p>Drift · {RESULT}</p>
<p>Används i <button popovertarget="economy.result">Resultat</button></p></div>"""
OUTPUT = SHOWN.replace('popover=""', 'class="source"').replace("</button>", "</a>")
OUTPUT = OUTPUT.replace('<button popovertarget="', '<a href="#')
TABLE = "year,line,result\n2031,Drift,336035\n"
STYLE = "p { margin: 0; }\n"
POLICY = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
FOOTER = f"<p>Sigill: <code>{SEAL}</code></p>"
PAGE = f"""<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8"/>
<meta content="default-src 'none'; style-src 'sha256-{POLICY}'; base-uri 'none'; form-action 'none'" \
http-equiv="Content-Security-Policy"/>
<meta content="width=device-width, initial-scale=1" name="viewport"/>
<meta content="light dark" name="color-scheme"/>
<title>Berättelse 2031, Sjödalens nämnd</title>
<style>{STYLE}</style>
</head>
<body>
<header><h1>Berättelse 2031, Sjödalens nämnd</h1></header>
<main>
{SHOWN}
</main>
<footer>{FOOTER}</footer>
</body>
</html>
"""


def fact(id: str, formula: str, rows: list[str], facts: list[str]) -> dict[str, object]:
    """Write a fact as facts.json has it."""
    shown = {"id": id, "label": "Resultat", "value": 336035, "unit": "kr", "display": RESULT}
    return shown | {"formula": formula, "rows": rows, "facts": facts, "sources": ["story"]}


def cell(source: str, html: str = "", tags: tuple[str, ...] = ()) -> dict[str, object]:
    """Write a cell of a notebook and what it gave."""
    outputs = [{"data": {"text/html": html}}] if html else []
    return {
        "cell_type": "code" if html else "markdown",
        "source": source,
        "outputs": outputs,
        "metadata": {"tags": list(tags)},
    }


def small_folder(folder: Path) -> Path:
    """Publish the folder."""
    folder.mkdir()
    quoted = fact("outcome.drift", "uppgiften som den står i tabellen", ["outcome:2"], [])
    computed = fact("economy.result", "summan av radernas resultat", [], ["outcome.drift"])
    heading = cell("# Berättelse 2031, Sjödalens nämnd")
    contents = {
        "annual_report.html": PAGE,
        "annual_report.ipynb": written(
            {
                "cells": [heading, cell("visa()", OUTPUT), cell("sigill()", FOOTER, ("footer",))],
                "metadata": {"namndbok": MADE},
            }
        ),
        "facts.json": written({"board": "Sjödalens nämnd", "year": 2031, "facts": [quoted, computed]}),
        "findings.json": written({"findings": []}),
    }
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    manifest = {"seal": SEAL, "board": "Sjödalens nämnd", "parameters": {"year": 2031}}
    manifest |= {"inputs": {"outcome.csv": hashlib.sha256(TABLE.encode()).hexdigest()}}
    manifest |= {"library": {"data/tables/goals.json": SEAL, "facts.py": SEAL}}
    manifest["style"] = hashlib.sha256(STYLE.encode()).hexdigest()
    manifest |= {
        "versions": {"pandas": "0.1"},
        "facts": "",
        "findings": "",
        "papers": {"annual_report": MADE},
    }
    cells = cells_digest(contents["annual_report.ipynb"].encode())
    manifest |= {"notebooks": {"annual_report": cells}, "outputs": dict.fromkeys(contents, SEAL)}
    (folder / "manifest.json").write_text(written(manifest), encoding="utf-8")
    seal_again(folder)
    return folder


def small_data(folder: Path) -> Path:
    """Write the table that the small folder was made from."""
    folder.mkdir()
    (folder / "outcome.csv").write_text(TABLE, encoding="utf-8")
    return folder
