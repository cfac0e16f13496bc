"""The library's rooms stand on floors: imports go down, through each room's face, and never in a circle."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[1] / "lib" / "namndbok"
FLOORS = (
    ("errors", "swedish"),
    ("data", "splits"),
    ("facts",),
    ("checks",),
    ("books",),
    ("show",),
    ("proposals",),
    ("publish",),
    ("verify",),
    ("cli",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS, start=1) for room in rooms}
MODULES = sorted(LIBRARY.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return a module's dotted name within the library; a package's own is that of its folder."""
    parts = path.relative_to(LIBRARY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(source: str) -> Iterator[tuple[str, int]]:
    """Yield what a module's text imports of the library, within it, with the line number."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            module, names = node.module, [alias.name for alias in node.names]
            if module == "namndbok":
                yield from ((name, node.lineno) for name in names if name in FLOOR)
            elif module.startswith("namndbok."):
                yield module.removeprefix("namndbok."), node.lineno
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("namndbok."):
                    yield alias.name.removeprefix("namndbok."), node.lineno


def upward(room: str, source: str) -> list[str]:
    """List the imports of a module in `room` that do not go down to a room's face."""
    wrong = []
    for imported, line in imports_of(source):
        other = imported.split(".")[0]
        if other == room:
            continue
        if FLOOR[other] >= FLOOR[room]:
            wrong.append(f"line {line}: {imported} stands no lower than {room}")
        elif not (LIBRARY / imported.replace(".", "/")).is_dir() and "." in imported:
            wrong.append(f"line {line}: {imported} is not the face of a room")
    return wrong


def test_every_entry_of_the_library_is_a_room_on_a_floor():
    found = {path.stem for path in LIBRARY.iterdir() if not path.name.startswith("__")}
    assert found == set(FLOOR)
    assert len(found) + 2 <= 14  # with __init__ and __main__


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_through_the_faces(path):
    room = name_of(path).split(".")[0]
    if room in FLOOR:
        assert upward(room, path.read_text(encoding="utf-8")) == []


def test_no_modules_import_each_other_in_a_circle():
    names = {name_of(path) for path in MODULES}
    graph = {
        name_of(path): {other for other, _ in imports_of(path.read_text(encoding="utf-8")) if other in names}
        for path in MODULES
    }
    TopologicalSorter({name: others - {name} for name, others in graph.items()}).prepare()


def test_an_import_turned_upwards_is_noticed():
    assert upward("facts", "from namndbok.books import Book") == ["line 1: books stands no lower than facts"]
    assert upward("books", "import namndbok.facts.fact") == ["line 1: facts.fact is not the face of a room"]
    assert upward("books", "from namndbok.facts import Fact\nfrom namndbok import errors") == []
