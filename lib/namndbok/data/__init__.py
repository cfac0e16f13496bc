"""What stands in the tables? Files, cells, rows and keys, read by the schema; every fault told at once."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "cells": ["ODD"],
        "complete_package": ["write_complete_package"],
        "descriptor": ["DESCRIPTOR"],
        "digest": ["digests", "folder_digests", "sha256"],
        "load": ["Data", "load_data", "rows_where"],
        "parameters": ["checked_parameters", "plain", "read_option", "read_parameters"],
        "safe_file": ["write_beside"],
        "schema": ["Field", "ForeignKey"],
        "textfile": ["read_text", "to_csv"],
    },
)
