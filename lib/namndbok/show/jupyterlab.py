"""Let tables, charts and texts look in an open notebook as they do on the page, in light and dark themes."""

import os
from pathlib import Path

STYLE = Path(__file__).parent / "template" / "namndbok.css"
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


def use_page_style() -> None:
    """Show the page's style sheet in a notebook that is open in JupyterLab; do nothing anywhere else."""
    if os.environ.get(SESSION):
        from IPython.display import HTML, display

        display(HTML(f"<style>{notebook_css(OUTPUT)}</style>"))


def notebook_css(selector: str) -> str:
    """Return the page's style sheet for what stands within a selector, on the theme's own background."""
    css = STYLE.read_text(encoding="utf-8")
    for asked, instead in EXCHANGED.items():
        css = css.replace(asked, instead)
    return f"{selector} {{ {' '.join(css.split())} {OWN} }}"
