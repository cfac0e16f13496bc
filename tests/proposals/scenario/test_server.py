"""`make what-if`: for the one who has its token, at this computer's address, and nothing from elsewhere."""

import re
import time
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page

from jupyterlab import made

PAGE = "/voila/render/cost_split.ipynb"
TABLE = "() => document.querySelector('#t-scenario')?.innerText ?? ''"
CHANGED = "before => ![before, ''].includes(document.querySelector('#t-scenario')?.innerText ?? '')"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    with made("what-if", tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """List every address that the page has asked for, refused or not."""
    return []


@pytest.fixture(scope="module")
def page(browser, server, asked) -> Iterator[Page]:
    address, token = server
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(f"{address}/?token={token}", timeout=60_000)
    page.wait_for_selector("#t-scenario", timeout=60_000)
    yield page
    page.close()


def status(address: str, **headers: str) -> int:
    try:
        return urlopen(Request(address, headers=headers), timeout=60).status
    except HTTPError as error:
        return error.code


def test_without_the_token_there_is_a_login_and_nothing_else(server):
    address, _ = server
    assert urlopen(address + PAGE, timeout=60).url.startswith(f"{address}/login?")
    assert [status(f"{address}/api/{name}") for name in ("contents", "kernels")] == [403, 403]


def test_a_foreign_name_for_this_computer_is_refused_even_with_the_token(server):
    address, token = server
    assert status(f"{address}{PAGE}?token={token}", Host="evil.example") == 403
    assert status(f"{address}/login", Host="evil.example") == 403


def test_it_opens_with_sliders_and_the_comparison_in_swedish(page):
    assert page.url.partition("?")[0].endswith(PAGE)
    assert page.get_by_role("slider").first.is_visible()
    assert "Luleå" in page.evaluate(TABLE)
    assert page.evaluate("document.documentElement.lang") == "sv"


def test_the_table_follows_the_slider_and_the_sum_stays(page):
    slider = page.get_by_role("slider").first
    slider.focus()
    took, tables = [], [page.evaluate(TABLE)]
    for key in ["ArrowLeft"] * 8 + ["ArrowRight"] * 5 + ["Home"]:
        started = time.monotonic()
        page.keyboard.press(key)
        page.wait_for_function(CHANGED, arg=tables[-1], timeout=10_000, polling=10)
        took.append(round(1000 * (time.monotonic() - started)))
        tables.append(page.evaluate(TABLE))
        [change, _, new, decided] = re.findall(r"[\d \u00a0]+(?:,\d)?\s(?:kr|%)", _sum(tables[-1]))
        assert change.split() == ["0", "kr"] and new.split() == decided.split()
    assert len(set(tables)) == len(tables) - 5  # it comes back to five shares that it has been at
    print(f"a change reaches the screen in {sorted(took)[len(took) // 2]} ms, at most {max(took)} ms")


def _sum(table: str) -> str:
    return table[table.index("Summa") :]


def test_the_page_asks_nobody_but_this_server_for_anything(page, server, asked):
    address, _ = server
    page.wait_for_load_state("networkidle")
    inside = (f"{address}/", address.replace("http", "ws"), "data:", "blob:")
    assert len(asked) > 5 and [url for url in asked if not url.startswith(inside)] == []
