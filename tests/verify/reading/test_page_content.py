"""What could run, fetch, hide or send is noticed on a page, whatever its hashes say."""

import pytest

from namndbok.verify.reading.page_content import check_safety, read_page

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
]


def page(body: str) -> str:
    head = '<html lang="sv"><head><title>a</title></head>'
    return f"<!DOCTYPE html>\n{head}<body><main>{body}</main></body></html>"


@pytest.mark.parametrize("forged", FORGED)
def test_what_no_page_may_hold_is_noticed(forged):
    assert any(check_safety(read_page("a.html", page(forged))))


@pytest.mark.parametrize(
    "forged", ["<!-- a -->", "<!--><script>alert(1)</script>-->", "<?a b?>", "<![CDATA[a]]>"]
)
def test_what_browsers_and_this_reader_may_read_differently_is_noticed(forged):
    read = read_page("a.html", page(f"<p>a</p>{forged}"))
    assert read.faults or any(check_safety(read))


def test_texts_tables_and_drawings_are_allowed():
    drawing = "<svg viewbox='0 0 1 1'><rect fill='url(#c)'></rect></svg>"
    body = f"<p>a <a href='municipality-kalix.html'>b</a></p>{drawing}"
    assert not any(check_safety(read_page("a.html", page(body))))
