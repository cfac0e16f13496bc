"""A board's tables as a complete Frictionless Data Package, for programs that do not know Nämndbok."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from namndbok.data.descriptor import DESCRIPTOR
from namndbok.data.load import Data
from namndbok.data.package import Package, joined_resource
from namndbok.data.schema import RESOURCE, library_resources
from namndbok.data.textfile import to_csv
from namndbok.errors import InvalidParameter, describe_write_failure

PROFILE = {"profile": "tabular-data-package"}
FOR_OTHERS = ("name", "path", "title", "description", "optional", "sources", "licenses", "schema")


def write_complete_package(data: Data, folder: Path) -> None:
    """Write tables in UTF-8 and one descriptor of all of them into a new folder.

    Every table of the library's has a file, also one without rows. Raises `InvalidParameter`, with nothing
    written, if there is something of that name already or the folder cannot be written.
    """
    if folder.exists():
        raise InvalidParameter(f"{folder} finns redan och skrivs inte över. Välj en annan mapp.")
    files = {DESCRIPTOR: json.dumps(_descriptor(data.package), ensure_ascii=False, indent=2) + "\n"}
    for table in data.package.tables.values():
        files[table.path] = to_csv(table.columns, data[table.name].to_numpy())
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".staging-", dir=folder.parent) as beside:
            for name, text in files.items():
                path = Path(beside, folder.name, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="")
            Path(beside, folder.name).rename(folder)
    except OSError as error:
        raise InvalidParameter(describe_write_failure(error)) from error


def _descriptor(package: Package) -> dict[str, Any]:
    own = {resource["name"]: joined_resource(resource) for resource in package.described.get("resources", [])}
    resources = library_resources() | own
    return {**package.described, **PROFILE, "resources": list(map(_resource, resources.values()))}


def _resource(resource: dict[str, Any]) -> dict[str, Any]:
    return {key: resource[key] for key in FOR_OTHERS if key in resource} | RESOURCE
