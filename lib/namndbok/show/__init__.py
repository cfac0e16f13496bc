"""How is it shown? Texts, tables, charts and pages; every figure keeps its source."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["charts", "tables"],
    submod_attrs={
        "export": ["to_html", "to_ipynb"],
        "imports": ["imports_without", "quick_imports"],
        "jupyterlab": ["notebook_css", "use_page_style"],
        "markup": [
            "AnchorLink",
            "Content",
            "Enumeration",
            "INVISIBLE",
            "SourcedText",
            "Sentence",
            "UnlinkedFact",
            "CalendarYear",
            "as_text",
            "escaped",
        ],
        "page": ["WIDGET", "page_style"],
        "pdf": ["pdf_identity", "to_pdf"],
        "sourced": ["SourcedRow"],
        "narrative": ["Prose", "narrate", "narrate_comment", "narrate_footer"],
        "word": ["to_docx"],
    },
)
