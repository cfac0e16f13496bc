"""Make the report again from the data, beside, and compare it with what was published, byte by byte.

The only part of the proof that uses the rest of the library, which is imported when it is needed. Another
library or other versions than those that made the report only mean that a rerun cannot give the same seal;
what else the rerun gives decides.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from namndbok.errors import NamndbokError
from namndbok.verify.reading import (
    MANIFEST,
    MISSING,
    Comparison,
    Manifest,
    Mismatch,
    ReadFolder,
    common_length,
    compare,
    excerpt,
    expect,
    read_tree,
)

Progress = Callable[[int, int], None]

LIBRARY = Path(__file__).parents[1]
FEW = 3
FACT = re.compile(r"[a-z_]+\..+")
ENTRY = re.compile(r'^ *"id": "([^"]+)', re.MULTILINE)
PLAIN = re.compile(r"[a-z][a-z0-9_-]*")
LINES_BEFORE = 40
PLACE = "omkörningen"


def check_rerun(
    folder: Path, manifest: Manifest, *, data: Path, notebooks: Path, progress: Progress | None = None
) -> Iterator[Comparison]:
    """Make every paper of the folder again, and compare each file that it gives with the published one.

    What runs is the notebook of that name in `notebooks`, never the published one: somebody else may have
    written that.
    """
    names = [*manifest.papers, *(paper["notebook"] for paper in manifest.papers.values())]
    wrong = [name for name in names if not PLAIN.fullmatch(name)]
    year = manifest.parameters.get("year")
    yield expect(bool(names), MANIFEST, PLACE, "en arbetsbok att köra om", "ingen")
    yield expect(not wrong, MANIFEST, PLACE, "ett namn på en arbetsbok", ", ".join(wrong))
    yield expect(type(year) is int, MANIFEST, "parameters, year", "ett år", str(year))
    if not names or wrong or type(year) is not int:
        return
    with tempfile.TemporaryDirectory() as out:
        try:
            fresh, seal = publish_again(manifest, Path(out), data, notebooks, progress)
        except (NamndbokError, OSError, TypeError) as error:
            yield Mismatch(MANIFEST, PLACE, "en rapport", str(error).strip().partition("\n")[0])
            return
        if not library_differences(manifest):
            yield compare(MANIFEST, f"{PLACE}, sigillet", manifest.seal, seal)
        for name in sorted({path.name for path in fresh.iterdir()} - {MANIFEST}):
            # With the published seal in place of the new one, what else differs can be seen.
            content = (fresh / name).read_bytes().replace(seal.encode(), manifest.seal.encode())
            yield _compare_file(name, ReadFolder(folder).content(name), content)


def publish_again(
    manifest: Manifest, out: Path, data: Path, notebooks: Path, progress: Progress | None
) -> tuple[Path, str]:
    """Make the papers of a manifest again below `out`; return their folder and its seal."""
    from namndbok.publish import Crew, Paper, Request, nursery, publish_papers

    papers = [Paper(name, **made) for name, made in manifest.papers.items()]
    year = manifest.parameters["year"]
    request = Request("verify", year, lambda tables: papers, data, out, notebooks, part=True)
    with nursery() as warm:
        published = publish_papers(request, crew=Crew(nursery=warm), progress=progress)
    return published.page.parent, published.seal


def _compare_file(name: str, published: bytes | None, fresh: bytes) -> Comparison:
    """Compare two versions of a file, and name the first line, and the fact, in which they differ."""
    if published is None:
        return Mismatch(name, "filen", "en fil", MISSING)
    if published == fresh:
        return None
    published_lines, lines = (
        content.decode("utf-8", "replace").split("\n") for content in (published, fresh)
    )
    line = common_length(published_lines, lines)
    found, expected = ("".join(content[line : line + 1]) for content in (published_lines, lines))
    before = [*lines[max(line - LINES_BEFORE, 0) : line], expected[: common_length(found, expected)]]
    place = f"{PLACE}, rad {line + 1}{_fact_at_end(before)}"
    return Mismatch(name, place, excerpt(expected, found), excerpt(found, expected))


def _fact_at_end(lines: Sequence[str]) -> str:
    """Name the fact that the last of some lines is about, by the figure or the entry that began last."""
    # Within a notebook's JSON quotes are escaped; a tag that is cut off is ended.
    text = "\n".join(lines).replace('\\"', '"')
    elements = read_tree(f'{text}">').root.descendants("data", "li", "tr")
    names = [element.attributes.get("data-fact", element.id) for element in elements] or ENTRY.findall(text)
    return f", faktum {names[-1]}" if names and FACT.fullmatch(names[-1]) else ""


def library_differences(manifest: Manifest) -> tuple[str, ...]:
    """Say in what the library and the packages installed here differ from those that made the report."""
    from namndbok.data import folder_digests

    library, versions = manifest.files("library"), manifest.files("versions")
    differences = (
        _differing("Nämndboks egna filer", library, folder_digests(LIBRARY)),
        _differing("versioner", versions, {name: _installed_version(name) for name in versions}),
    )
    return tuple(filter(None, differences))


def _differing(what: str, published: Mapping[str, str], here: Mapping[str, str]) -> str:
    names = sorted(name for name in published.keys() | here.keys() if published.get(name) != here.get(name))
    listed = ", ".join(names[:FEW]) + (f" och {len(names) - FEW} till" if len(names) > FEW else "")
    return f"{what}: {listed}" if names else ""


def _installed_version(name: str) -> str:
    if name == "python":
        return f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return MISSING
