"""How is it shown? Texts, tables, charts and pages; every figure keeps its source."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["charts", "tables"],
    submod_attrs={
        "export": ["to_html", "to_ipynb"],
        "markup": ["Item", "Joined", "Quoted", "UNSEEN", "Value", "Year", "amount", "plain", "text"],
        "page": ["WIDGET", "slug"],
        "quiet": ["quick_imports", "without"],
        "sourced": ["QuotedRow"],
        "text": ["Prose", "narrate", "narrate_comment", "narrate_footer", "read_texts"],
    },
)
