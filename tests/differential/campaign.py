"""Many made sites, each built by its real generator and compared; a site that differs is made as small as it can be."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.differential.building import Generators, read_built
from tests.differential.generators import BuildError, hugo_version
from tests.differential.judging import NOW, differences, modelled
from tests.differential.known import is_known
from tests.differential.making import Files, MadeSite, make_site
from tests.files import write_files

_MOST_TRIES = 150
_NEEDED = ("_config.yml", "hugo.toml", "layouts/", "_layouts/", "Gemfile.lock", ".hugo-version")


@dataclass(frozen=True)
class Outcome:
    """What came of one site.

    Attributes:
        number: the site's.
        site: the site, made small where it differs.
        refused: what the generator said where it refused the site, or empty.
        found: the differences.
    """

    number: int
    site: MadeSite
    refused: str = ""
    found: tuple[str, ...] = ()


def compare(site: MadeSite, generators: Generators) -> list[str]:
    """The differences of one site that are not known.

    Raises:
        BuildError: the generator refused it.
    """
    folder = Path(tempfile.mkdtemp(prefix="content-lint-made-"))
    try:
        root, out = write_files(folder / "site", site.files), folder / "out"
        for path in root.rglob("*"):
            os.utime(path, (NOW.timestamp(), NOW.timestamp()))
        generators.build(site, root, out)
        content = "content/" if site.generator == "hugo" else ""
        return [item for item in differences(modelled(root), read_built(out), content) if not is_known(site, item)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(numbers: Iterable[int], generator: str, generators: Generators, *, small: bool = False) -> Iterator[Outcome]:
    """Compare the sites with these numbers.

    Args:
        numbers: which sites.
        generator: the one that makes them.
        generators: the real programs.
        small: whether a site that differs is made smaller.
    """
    for number in numbers:
        site = make_site(number, generator)
        if site.generator == "hugo":
            site.files[".hugo-version"] = f"{hugo_version()}\n"
        try:
            found = compare(site, generators)
        except BuildError as error:
            yield Outcome(number, site, refused=str(error))
            continue
        if found and small:
            site = smaller(site, " ".join(found[0].split(" ")[:2]), lambda less: compare(less, generators))
            found = compare(site, generators)
        yield Outcome(number, site, found=tuple(found))


def smaller(site: MadeSite, beginning: str, judge: Callable[[MadeSite], list[str]]) -> MadeSite:
    """The site with as few files and lines as still have a difference that begins like this."""
    tries = 0
    changed = True
    while changed and tries < _MOST_TRIES:
        changed = False
        for less in _less(site.files):
            tries += 1
            if tries > _MOST_TRIES:
                break
            try:
                differs = any(item.startswith(beginning) for item in judge(replace(site, files=less)))
            except BuildError:
                differs = False
            if differs:
                site, changed = replace(site, files=less), True
                break
    return site


def _less(files: Files) -> Iterator[Files]:
    """The same without a file, or without a line of one."""
    for path in [path for path in files if not path.startswith(_NEEDED)]:
        yield {name: text for name, text in files.items() if name != path}
    for path, text in files.items():
        if path.startswith(("layouts/", "_layouts/")):
            continue
        lines = text.splitlines(keepends=True)
        for number in range(len(lines)):
            if lines[number] != "---\n" and len(lines) > 1:
                yield {**files, path: "".join(lines[:number] + lines[number + 1 :])}
