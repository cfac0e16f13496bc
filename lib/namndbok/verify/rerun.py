"""Make the report again from the data, beside, and compare it with what was published, byte by byte.

The only part of the proof that uses the rest of the library, which is imported when it is needed.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from namndbok.verify.reading.folder import MANIFEST, Folder
from namndbok.verify.reading.manifest import Manifest
from namndbok.verify.reading.mismatch import Mismatch, Outcome, alike, around, held
from namndbok.verify.reading.origin import library_differs

Progress = Callable[[int, int], None]

# Where a figure or an entry begins: in a page, in a page within a workbook, and in JSON.
BEGUN = re.compile(r"""<data [^>]*|<li [^>]*|<tr[^>]*|^\s*"id": [^\n]*""", re.MULTILINE)
NAMED = re.compile(r"""(?:\bid"?|data-fact)[=:]\s?\\?"([a-z_]+\.[^"\\]+)""")
PLAIN = re.compile(r"[a-z][a-z0-9_-]*")
NEAR = 40
PLACE = "omkörningen"


def check_rerun(
    folder: Folder, manifest: Manifest, *, data: Path, notebooks: Path, progress: Progress | None = None
) -> Iterator[Outcome]:
    """Make every paper of the folder again, and compare each file that it gives with the published one.

    What runs is the workbook of that name in `notebooks`, never the published one: that is not one's own.
    """
    names = [*manifest.papers, *(one["notebook"] for one in manifest.papers.values())]
    wrong = [name for name in names if not PLAIN.fullmatch(name)]
    yield held(bool(names), MANIFEST, PLACE, "en arbetsbok att köra om", "ingen")
    if wrong:
        yield Mismatch(MANIFEST, PLACE, "ett namn på en arbetsbok", ", ".join(wrong))
    elif names:
        with tempfile.TemporaryDirectory() as out:
            yield from _again(folder, manifest, (data, Path(out), notebooks), progress)


def _again(
    folder: Folder, manifest: Manifest, folders: tuple[Path, Path, Path], progress: Progress | None
) -> Iterator[Outcome]:
    from namndbok.errors import NamndbokError
    from namndbok.publish import Crew, Paper, Request, nursery, publish_papers

    year = manifest.parameters.get("year")
    if type(year) is not int:
        yield Mismatch(MANIFEST, "parameters, year", "ett år", str(year))
        return
    papers = [Paper(name, **made) for name, made in manifest.papers.items()]
    try:
        with nursery() as warm:
            request = Request("verify", year, lambda tables: papers, *folders, part=True)
            done = publish_papers(request, crew=Crew(nursery=warm), progress=progress)
    except (NamndbokError, OSError, TypeError) as error:
        yield Mismatch(MANIFEST, PLACE, "en rapport", str(error).strip().partition("\n")[0])
        return
    fresh = Folder(done.page.parent)
    yield _sealed(manifest, done.seal)
    for made in fresh.names():
        if made != MANIFEST:
            again = _resealed(fresh.content(made), done.seal, manifest.seal)
            yield _same(made, folder.content(made), again)


def _sealed(manifest: Manifest, seal: str) -> Outcome:
    """Compare seals, unless another library or other versions made this one; then the files decide."""
    same = seal == manifest.seal or bool(library_differs(manifest))
    return held(same, MANIFEST, f"{PLACE}, sigillet", manifest.seal, seal)


def _resealed(content: bytes | None, fresh: str, published: str) -> bytes:
    """Write the published seal where the new one stands, so that what else differs can be told."""
    return (content or b"").replace(fresh.encode(), published.encode())


def _same(name: str, published: bytes | None, fresh: bytes) -> Outcome:
    """Compare two versions of a file, and name the first line, and the fact, in which they differ."""
    if published is None or published == fresh:
        return None
    before, now = (content.decode("utf-8", "replace").split("\n") for content in (published, fresh))
    line = alike(before, now)
    found, expected = ("".join(lines[line : line + 1]) for lines in (before, now))
    about = _fact(now[max(line - NEAR, 0) : line], expected[: alike(found, expected)])
    place = f"{PLACE}, rad {line + 1}{about}"
    return Mismatch(name, place, around(expected, found), around(found, expected))


def _fact(lines: list[str], line: str) -> str:
    """Name the fact that a place is about, by the figure or the entry that last began before it."""
    begun = BEGUN.findall("\n".join([*lines, line]))
    named = NAMED.search(begun[-1]) if begun else None
    return f", faktum {named[1]}" if named else ""
