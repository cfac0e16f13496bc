"""What could run, fetch, hide or send is noticed on a page, and what a browser reads otherwise than we do."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from browser import chromium
from namndbok.verify.reading.html_tree import read_tree, write_tree
from namndbok.verify.reading.page import EXPECTED, ReadPage, check_head, check_safety

REPORTS = Path(__file__).parents[3] / "reports"
FORGED = [
    "<script>alert(1)</script>",
    "<p onclick='alert(1)'>a</p>",
    "<svg onload='alert(1)'></svg>",
    "<svg><foreignobject></foreignobject></svg>",
    "<svg><use xlink:href='https://x.example/a.svg#b'></use></svg>",
    "<svg><rect fill='url(https://x.example/a.svg#b)'></rect></svg>",
    "<iframe src='a.html'></iframe>",
    "<object data='a.pdf'></object>",
    "<embed src='a.pdf'/>",
    "<form action='https://x.example'></form>",
    "<input value='a'/>",
    "<img alt='a' src='https://x.example/a.png'/>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href='//x.example'>a</a>",
    "<a href='#a' ping='https://x.example'>a</a>",
    "<meta content='0;url=https://x.example' http-equiv='refresh'/>",
    "<base href='https://x.example'/>",
    "<link href='a.css' rel='stylesheet'/>",
    "<template><p>a</p></template>",
    "<dialog open=''>a</dialog>",
    "<p hidden=''>a</p>",
    "<p style='display:none'>a</p>",
    "<p popover='' inert=''>a</p>",
    "<p contenteditable=''>a</p>",
    "<p itemprop='a'>a</p>",
    "<style>p { display: none }</style>",
    "<meta charset='utf-7'/>",
    "<noscript>a</noscript>",
    "<textarea>a</textarea>",
    "<plaintext>a</plaintext>",
    "<marquee>a</marquee>",
    "<title>a</title>",
    "<svg><style>text { display: none }</style></svg>",
    "<svg><p>a</p></svg>",
    "<svg><animate attributename='href'></animate></svg>",
    "<math><mi>a</mi></math>",
]
# What a browser mends, each in a way of its own; some of it may hide a word from one that reads otherwise.
MENDED = [
    "<!-- a -->",
    "<!--><script>alert(1)</script>-->",
    "<!--->a-->",
    "<!-- a --!>b-->",
    "<?a b?>",
    "<![CDATA[a]]>",
    "<!doctype a>",
    "</p>",
    "<p>a",
    "<p>a</div>",
    "<p><div>a</div></p>",
    "<p><table><tbody><tr><td>a</td></tr></tbody></table></p>",
    "<a href='#b'>a<a href='#c'>b</a></a>",
    "<button popovertarget='a'>a<button popovertarget='b'>b</button></button>",
    "<table><tr><td>a</td></tr></table>",
    "<table><tbody><tr><td>a</td></tr></tbody>b</table>",
    "<table><tbody><tr><p>a</p></tr></tbody></table>",
    "<table><tbody><td>a</td></tbody></table>",
    "<tr><td>a</td></tr>",
    "<h2>a<h3>b</h3></h2>",
    "<ul>a<li>b<li>c</ul>",
    "<body class='b'>a</body>",
    "<p class='a' class='b'>a</p>",
    "<p class=a>a</p>",
    "<P>a</P>",
    "<p\nclass='a'>a</p>",
    "<br>",
    "<p/>a",
    "<b/>a",
    "&lt;p&gt;a &amp b &#97;",
    "a < b",
    "a > b",
    "a & b",
    "<p>a\0b</p>",
    "<select><p>a</p></select>",
    "<svg><title><p>a</p></title></svg>",
    "<svg><desc><b>a</b></desc></svg>",
    "<svg>a<br/>b</svg>",
]


def page(body: str) -> str:
    head = '<html lang="sv"><head><title>a</title></head>'
    return f"<!DOCTYPE html>\n{head}<body><main>{body}</main></body></html>"


@pytest.mark.parametrize("forged", FORGED)
def test_what_no_page_may_hold_is_noticed(forged):
    assert [*filter(None, check_safety(ReadPage("a.html", page(forged))))][-1].expected == EXPECTED


def noticed(html: str) -> bool:
    return any(check_safety(ReadPage("a.html", html)))


def outline(element) -> list:
    """Write a tree as the script in Chromium does: names, attributes and words in order."""
    children = [child if isinstance(child, str) else outline(child) for child in element.children]
    return [element.tag, element.attributes, *_joined(children)]


def _joined(children: list) -> list:
    joined: list = []
    for child in children:
        if isinstance(child, str) and joined and isinstance(joined[-1], str):
            joined[-1] += child
        else:
            joined.append(child)
    return joined


# SVG has names with capitals in a browser, and none as pages are written.
OUTLINE = """html => {
  const read = node => [
    node.nodeName.toLowerCase(),
    Object.fromEntries([...node.attributes].map(a => [a.name.toLowerCase(), a.value])),
    ...[...node.childNodes].filter(n => [1, 3].includes(n.nodeType)).map(n => n.data ?? read(n)),
  ];
  const body = read(new DOMParser().parseFromString(html, "text/html").body);
  return JSON.stringify(body);
}"""


def test_what_a_browser_reads_otherwise_is_noticed_and_all_that_is_published_it_reads_alike():
    published = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.rglob("*.html"))]
    with chromium() as browser:
        tab = browser.new_page()
        for html in [*map(page, [*FORGED, *MENDED]), *published]:
            body = next(read_tree(html).descendants("body"))
            alike = json.loads(tab.evaluate(OUTLINE, html))
            # A browser puts the white space after the body's end into it.
            while isinstance(alike[-1], str):
                alike.pop()
            mine = outline(body)
            while isinstance(mine[-1], str):
                mine.pop()
            assert alike == mine or noticed(html), html[-300:]
        assert not any(map(noticed, published))
        assert len(published) > 20


@pytest.mark.parametrize("forged", MENDED)
def test_what_is_written_otherwise_than_pages_are_is_noticed(forged):
    assert noticed(page(forged))


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*/index.html")), ids=lambda path: path.parent.name)
def test_a_page_is_written_again_letter_by_letter_from_its_tree(path):
    text = path.read_text(encoding="utf-8")
    assert "<!DOCTYPE html>" + write_tree(read_tree(text)) == text


def test_texts_tables_and_drawings_are_allowed():
    drawing = '<svg viewbox="0 0 1 1"><rect fill="url(#c)"></rect></svg>'
    table = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b &amp; c</td></tr></tbody></table>"
    assert not noticed(page(f'<p>a <a href="municipality-kalix.html">b</a></p>{drawing}{table}'))


STYLE = "p { color: red; }\n"
DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()
HEAD = f"""
<meta charset="utf-8"/>
<meta content="default-src 'none'; style-src 'sha256-{DIGEST}'; base-uri 'none'; form-action 'none'" \
http-equiv="Content-Security-Policy"/>
<meta content="width=device-width, initial-scale=1" name="viewport"/>
<meta content="light dark" name="color-scheme"/>
<title>a</title>
<style>{STYLE}</style>
"""


def head_differs(old: str, new: str) -> bool:
    assert old in HEAD
    html = f'<!DOCTYPE html>\n<html lang="sv"><head>{HEAD.replace(old, new)}</head><body></body></html>'
    return any(check_head(ReadPage("a.html", html), sha256(STYLE.encode()).hexdigest()))


def test_the_head_of_the_template_is_allowed():
    assert not head_differs("a", "a")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("color: red", "display: none"),
        ("default-src 'none'", "default-src *"),
        (DIGEST, "unsafe-inline"),
        ('<meta charset="utf-8"/>', ""),
        ('name="viewport"', 'name="robots"'),
        ("<title>", '<meta content="0;url=https://x.example" http-equiv="refresh"/><title>'),
        ("<title>", "<style>p { display: none }</style><title>"),
        ("</style>", "</style><style>p { display: none }</style>"),
    ],
)
def test_another_head_is_noticed(old, new):
    assert head_differs(old, new)
