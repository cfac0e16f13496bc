"""What stands in the tables? Files, cells, rows and keys, read by the schema; every fault told at once."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "cells": ["ODD"],
        "descriptor": ["DESCRIPTOR", "find_folder"],
        "disk": ["Disk"],
        "files": [
            "DEVICE", "digests", "folder_digests", "numbered",
            "portable_path", "read_text", "sha256", "to_csv", "write_beside",
        ],
        "history": ["TableChange", "change_files", "change_tables", "past_change", "read_tables"],
        "intake.plan": ["plan_import"],
        "intake.sheet": ["ImportPlan", "Question"],
        "journal": ["HISTORY"],
        "load": [
            "CARRIED", "Data", "load_data", "rows_where", "write_complete_package",
            "write_new_folder",
        ],
        "lock": ["LOCK", "exclusive_lock"],
        "office.encoding": ["AmbiguousEncoding"],
        "office.office_file": ["read_grids"],
        "office.document": ["read_document"],
        "package": ["stray_files"],
        "parameters": ["checked_parameters", "json_value", "read_option", "read_parameters"],
        "schema": ["Field", "ForeignKey", "library_resources"],
        "workbook.reader": ["is_year_workbook", "open_year_workbook", "plan_year_workbook"],
        "workbook.writer": ["write_year_workbook"],
    },
)  # fmt: skip
