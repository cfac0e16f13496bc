"""What stands in the tables? Files, cells, rows and keys, read by the schema; every fault told at once."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "cells": ["ODD"],
        "complete_package": ["write_complete_package"],
        "digest": ["digests", "sha256", "tree"],
        "load": ["Data", "load_data", "rows_where"],
        "package": ["DESCRIPTOR"],
        "parameters": ["checked_parameters", "read_parameters"],
        "safe_file": ["write_beside"],
        "schema": ["Field", "ForeignKey"],
        "textfile": ["read_text", "to_csv"],
    },
)
