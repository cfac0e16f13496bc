"""The tables and columns that the library reads, whoever's board it is; a data package must describe them so.

A package may describe more. It may leave out a table that is not in `CORE` and has no file: one without rows.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from namndbok.data.schema import DESCRIPTOR, Field, Package, TableSchema
from namndbok.errors import Fault, InvalidData

CORE = ("documents", "municipalities", "outcome_lines", "budget_lines", "outcome", "budget")

# Column or column:type; a column without a type is text.
NEEDED = {
    "activities": (
        "year:year area number:integer name status schedule start:integer end:integer comment source place"
    ),
    "agreements": "year:year number:integer name note source place",
    "answers": "finding answer role date:date decision",
    "audit_reviews": "year:year municipality area judgement text source place",
    "budget": "year:year side line amount:integer precision:integer source place",
    "budget_lines": "budget_line name outcome_line basis note order:integer",
    "budget_notes": "year:year number:integer text amount:integer source place",
    "claims": "year:year id text value:number value_high:number unit qualifier source place",
    "controls": (
        "year:year control number:integer risk owner method probability:integer consequence:integer "
        "risk_value:integer decision analysis mandatory:boolean result result_date:date evidence source "
        "place"
    ),
    "decisions": "decision date:date body paragraph case_number reference title outcome source place",
    "documents": "document title kind date:date case_number body sha256 transcript_sha256 note",
    "events": "year:year date:date kind text source place",
    "explanations": (
        "year:year through:date number:integer text line basis direction amount:integer source place"
    ),
    "fee_components": "component service name order:integer kind billed_by budget_line note basis",
    "fees": "year:year component municipality fee:integer mark source place",
    "financing": "year:year number:integer name text distribution source place",
    "forecast": "year:year as_of:date line income:integer cost:integer precision:integer source place",
    "goal_reviews": (
        "year:year goal through:date kind assessment measured:number measured_unit comment source place"
    ),
    "goals": (
        "year:year goal level number:integer text rule measure operator threshold:number unit reading "
        "source place"
    ),
    "held_list": "year:year body date:date source place",
    "initiative_programs": "year:year program name joined:integer of:integer note source place",
    "initiatives": "year:year program item order:integer note source place",
    "meeting_plan": "year:year body number:integer date:date end_date:date start end kind source place",
    "meetings": "year:year body date:date present:integer entitled:integer source place",
    "municipalities": "code name official_name host:boolean source place",
    "organisation": "year:year number:integer role description employer since kind source place",
    "outcome": "year:year through:date line income:integer cost:integer precision:integer source place",
    "outcome_lines": "line name order:integer",
    "population": "municipality date:date population:integer source place",
    "presence": "year:year body date:date municipality present:boolean source place",
    "prestudies": "year:year prestudy name status municipalities:integer scope result decision source place",
    "price_index": "series year:year name level:number decision source place",
    "printed": "year:year id fact kind value:number unit precision:number label source place",
    "recommendations": (
        "year:year number:integer municipality kind text answer decision status measure source place"
    ),
    "service_status": (
        "year:year date:date service in_use_since:integer users:integer of:integer status billing source "
        "place"
    ),
    "service_volumes": "year:year service measure value:integer qualifier source place",
    "services": "service name order:integer note source place",
    "split_models": "component from_year:year equal_share:number step:integer decision note source place",
    "texts": "year:year section number:integer text source place",
}


def complete(package: Package, folder: Path) -> Package:
    """Return the package with an empty table for each one left out; raises `InvalidData` if more lacks."""
    faults = [fault for name in NEEDED for fault in _lacking(package, folder, name)]
    if faults:
        raise InvalidData(faults)
    absent = {name: _empty(name) for name in NEEDED if name not in package.tables}
    whole = replace(package, tables=dict(package.tables) | absent)
    if faults := list(_loose_keys(whole)):
        raise InvalidData(faults)
    return whole


def _fields(name: str) -> tuple[Field, ...]:
    pairs = (column.partition(":") for column in NEEDED[name].split())
    return tuple(Field(column, kind or "string", column) for column, _, kind in pairs)


def _empty(name: str) -> TableSchema:
    return TableSchema(name, f"{name}.csv", name, "", _fields(name), optional=True)


def _lacking(package: Package, folder: Path, name: str) -> Iterator[Fault]:
    table = package.tables.get(name)
    if table is None:
        if name in CORE or (folder / f"{name}.csv").exists():
            yield _fault(name, "ingen sådan tabell", f"en resurs med namnet {name}")
        return
    for needed in _fields(name):
        if needed.name not in table.columns:
            yield _fault(f"{name}.{needed.name}", "ingen sådan kolumn", f"en kolumn av typen {needed.kind}")
        elif (kind := table.field(needed.name).kind) != needed.kind:
            yield _fault(f"{name}.{needed.name}", f"typen {kind}", f"typen {needed.kind}")


def _loose_keys(package: Package) -> Iterator[Fault]:
    for table in package.tables.values():
        for name in table.primary_key:
            if name not in table.columns:
                yield _fault(f"{table.name}.primaryKey", name, "kolumner som finns i tabellen")
        for key in table.foreign_keys:
            targets = package.tables[key.table].columns if key.table in package.tables else ()
            found = set(key.columns) <= set(table.columns) and set(key.targets) <= set(targets)
            if not found or len(key.columns) != len(key.targets):
                words = f"{', '.join(key.columns)} → {key.table} ({', '.join(key.targets)})"
                allowed = "lika många kolumner, som finns i tabellerna"
                yield _fault(f"{table.name}.foreignKeys", words, allowed)


def _fault(place: str, found: str, allowed: str) -> Fault:
    action = f"jämför med {DESCRIPTOR} som följer med arbetsboken"
    return Fault(DESCRIPTOR, None, place, found, allowed, action)
