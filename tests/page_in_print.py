"""A small page to print and to write as a Word document, and the real one; what is printed is read here."""

from functools import cache
from pathlib import Path

import pypdfium2
from bs4 import BeautifulSoup

from namndbok.show import to_pdf

ROOT = Path(__file__).parents[1]
ANNUAL = ROOT / "reports" / "2024" / "annual_report.html"
BOARD, SEAL = "Sjödalens nämnd", "0" * 64
FILES = {"facts.json": b'{"facts": []}', "outcome.csv": "rad;kronor\nå;1\n".encode()}
ROWS = "".join(
    f'<tr><th scope="row">Rad {n}</th><td><data value="{n}">{n} kr</data></td></tr>' for n in range(60)
)
PICTURE = """<svg aria-labelledby="c-t c-d" role="img" viewbox="0 0 90 30" xmlns="http://www.w3.org/2000/svg">
<title id="c-t">Störst är allt</title>
<desc id="c-d">Stapeldiagram över resultatet. Störst är allt med 1 kr.</desc>
<text x="5" y="20">Allt 1 kr</text><path d="M 0 25 L 90 25" stroke="#12436d"></path></svg>"""
BAR = '<svg aria-hidden="true" height="13" xmlns="http://www.w3.org/2000/svg"><rect height="9"></rect></svg>'
PAGE = f"""<!DOCTYPE html>
<html lang="sv"><head><title>Berättelse 2031, Sjödalens nämnd: Överskott</title>
<style>p {{color: red}}</style></head>
<body><a class="skip" href="#innehall">Hoppa till innehållet</a>
<header><h1>Berättelse 2031, Sjödalens nämnd: <strong>Överskott</strong></h1></header>
<nav><details><summary>Innehåll</summary><ol><li><a href="#pengar">Pengar</a></li></ol></details></nav>
<main id="innehall"><section><h2 id="pengar">Pengar</h2>
<p>Resultatet är <button popovertarget="result"><data value="1">1&#160;kr</data></button>,
se <a href="#t-rows">raderna</a> och <a href="audit.html">granskningen</a>.</p>
<figure class="chart"><figcaption>Störst är allt</figcaption>{PICTURE}</figure>{BAR}
<div class="scroll"><table id="t-rows"><caption><span>Alla rader i kronor</span></caption>
<thead><tr><th scope="col">Rad</th><th class="n" scope="col">Kronor</th></tr></thead>
<tbody>{ROWS}</tbody></table></div></section>
<div id="result" popover=""><p>Resultat: 1 kr</p><p>Ur <button popovertarget="row:2">1 kr</button></p>
<button popovertarget="result">Stäng</button></div>
<div id="row:2" popover=""><p>Rad 2 i outcome.csv</p><button popovertarget="row:2">Stäng</button></div></main>
<footer><p>Sigill: <code>{SEAL}</code></p></footer></body></html>
"""
BLOCKS = ["h1", "h2", "h3", "p", "li", "caption", "th", "td", "figcaption", "summary"]


@cache
def printed(page: str = PAGE, *, trace: bool = False) -> bytes:
    """Print a page with files in it, once for all tests here."""
    return to_pdf(page, FILES, seal=SEAL, board=BOARD, trace=trace)


def pages_of(content: bytes) -> list[str]:
    """Return the words of each page, but for what stands at its foot."""
    document = pypdfium2.PdfDocument(content)
    foot = 20 / 25.4 * 72
    return [page.get_textpage().get_text_bounded(bottom=foot) for page in document]


def shown(page: str) -> BeautifulSoup:
    """Return a page without what opens or is heard only."""
    html = BeautifulSoup(page, "html.parser").body
    for element in html.select(".skip, [popover], svg title, svg desc"):
        element.decompose()
    return html
