"""One year, part of a year, municipality or series of years, computed and ready to be shown."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "book": ["Book", "make_book", "make_books", "open_book"],
        "commentary": ["REFERENCE"],
        "municipality": ["SheetBook", "open_sheet"],
        "period": ["PartBook", "open_part"],
        "seal": ["FACT", "facts_json", "findings_json", "proof", "to_json", "versions"],
        "trends": ["Point", "TrendBook", "open_trends"],
    },
)
