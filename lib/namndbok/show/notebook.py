"""What a notebook needs around what it shows: quick imports, the page's look, words for what is refused."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from namndbok.errors import NamndbokError

TEMPLATE = Path(__file__).parent / "template"
# Where JupyterLab shows HTML; written twice, so that it counts for more than JupyterLab's own rules.
OUTPUT = ".jp-RenderedHTML.jp-RenderedHTMLCommon"
# What the page's style sheet asks of the reader's system is asked of JupyterLab's theme instead.
EXCHANGED = {
    "@media screen and (prefers-color-scheme: dark)": '[data-jp-theme-light="false"] &',
    ":root": "&",
    "color-scheme: light dark;": "",
}
# The theme's background, and none of the stripes that JupyterLab gives to rows.
OWN = """
  color: var(--ink);
  [data-jp-theme-light] & { --paper: var(--jp-layout-color0); }
  tbody tr:nth-child(n), tbody tr:hover { background: none; }
"""
# JupyterLab names the notebook to the kernels that it starts; nobody else does.
SESSION = "JPY_SESSION_NAME"
# A grammar of international web addresses, built anew by each import, which takes longer than all that a
# report needs. jsonschema, and so nbformat, papermill and nbconvert, do without it where it is not installed.
SLOW = "rfc3987_syntax"


def page_error(name: str, /, **words: object) -> NamndbokError:
    """Return the error that says why something is not shown, in the words of `texts/page_errors.json`."""
    sentences = json.loads((TEMPLATE.parent / "texts" / "page_errors.json").read_text(encoding="utf-8"))
    return NamndbokError(sentences[name].format(**words))


def page_style() -> str:
    """Return the style sheet of every page, on one line."""
    return " ".join((TEMPLATE / "namndbok.css").read_text(encoding="utf-8").split())


def use_page_style() -> None:
    """Show the page's style sheet in a notebook that is open in JupyterLab; do nothing anywhere else."""
    if os.environ.get(SESSION):
        from IPython.display import HTML, display

        display(HTML(f"<style>{notebook_css(OUTPUT)}</style>"))


def notebook_css(selector: str) -> str:
    """Return the page's style sheet for what stands within a selector, on the theme's own background."""
    css = page_style()
    for asked, instead in EXCHANGED.items():
        css = css.replace(asked, instead)
    return f"{selector} {{ {css} {OWN} }}"


@contextmanager
def imports_without(package: str) -> Iterator[None]:
    """Import in the block as if a package were not installed, unless it has been imported already."""

    def find_spec(name: str, *_: object) -> None:
        if name == package:
            raise ModuleNotFoundError(f"{name} is left out", name=name)

    finder = SimpleNamespace(find_spec=find_spec)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


# Import in the block without what takes long and is not used.
quick_imports = partial(imports_without, SLOW)
