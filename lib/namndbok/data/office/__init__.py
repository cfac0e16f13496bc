"""What offices have: workbooks, exports and lists, read into grids of cells."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "document": ["read_document"],
        "encoding": ["AmbiguousEncoding"],
        "grid": ["Grid", "cell_name", "column_letters"],
        "office_file": ["read_grids"],
    },
)
