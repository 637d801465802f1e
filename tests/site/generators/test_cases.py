"""Small whole sites in cases/NAME.md: what their configuration means, what is made of them, and where links lead.

As in the cases of rules, a heading begins a case, and ``~~~md file=PATH`` is a file of it. These blocks say what has to
come out; a case has one of them at least, and ``--update-cases`` fills them in::

    ~~~yaml settings   what the configuration says that is not so by itself
    ~~~yaml built      pages with their addresses, and all else that is made
    ~~~yaml links      where each link of each document leads
    ~~~yaml anchors    the places on each page
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import yaml
from msgspec.structs import asdict

from content_lint.links.page_places import find_place
from content_lint.links.site_links import resolve_links
from content_lint.parse.scripts.text_functions import TextFunction
from content_lint.site.generators.astro.config import RoutePrograms
from content_lint.site.generators.eleventy.config import ByCode
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder
from tests.rules.site_maker import Block, blocks, sections

FOLDER = Path(__file__).parent / "cases"


class SiteCase(NamedTuple):
    """One case: its file, title, and blocks with where the first of them begins to be counted."""

    file: Path
    title: str
    blocks: tuple[Block, ...]
    offset: int


def load(file: Path) -> list[SiteCase]:
    text = file.read_bytes().decode()
    return [SiteCase(file, title, tuple(blocks(text[start:end])), start) for title, start, end in sections(text)]


CASES = [case for file in sorted(FOLDER.glob("*.md")) for case in load(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.stem}: {case.title}")
def test_a_site_is_what_its_case_says(case: SiteCase, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    files = {block.file: block.text for block in case.blocks if block.file is not None}
    site = site_of_folder(write_files(tmp_path, {".git/HEAD": "", **files}))
    found = {block: text_of(TOLD[block.kind](site)) for block in case.blocks if block.file is None}
    assert found
    if request.config.getoption("--update-cases"):
        update(case, found)
        return
    for block, text in found.items():
        assert text == block.text


def update(case: SiteCase, found: Mapping[Block, str]) -> None:
    """Write what came out into the file, from its end so that offsets stay true."""
    text = case.file.read_bytes().decode()
    fresh = next(item for item in load(case.file) if item.title == case.title)
    for old, block in reversed(list(zip(case.blocks, fresh.blocks, strict=True))):
        if old in found:
            text = text[: fresh.offset + block.start] + found[old] + text[fresh.offset + block.end :]
    case.file.write_bytes(text.encode())


def settings_of(site: Site) -> object:
    settings = site.settings
    files = settings.generator_config
    traits = import_module(f"content_lint.site.generators.{settings.generator.name}.traits")
    usual = asdict(traits.GENERATOR)
    found = {
        "generator": {key: value for key, value in asdict(settings.generator).items() if value != usual[key]},
        "dialect": differences(settings.dialect, traits.DIALECT),
        "url": settings.url,
        "base_path": settings.base_path,
        "collections": {name: collection.globs for name, collection in settings.collections.items()},
        "configuration": None if files is None else files.parsed,
    }
    return {name: value for name, value in found.items() if value}


def built_of(site: Site) -> object:
    return differences(site.built, None)


def links_of(site: Site) -> object:
    found: dict[str, list[object]] = {}
    for item in site.once(resolve_links).all:
        target = item.target
        told = [item.link.destination, target.outcome.value, target.url if target.url != item.link.destination else ""]
        if item.link.tag:
            told.append(item.link.tag)
        if target.answer is not None and target.answer.path:
            told.append(target.answer.path)
        if target.end is not None:
            told.append(f"to {target.end.url}")
        if target.cause is not None:
            told += [target.cause.reason, target.cause.advice]
        elif target.reason:
            told.append(target.reason)
        place = find_place(site, target)
        if target.fragment:
            told.append(f"#{target.fragment} {place.state.value}")
        found.setdefault(item.document.path, []).append(" | ".join(filter(None, told)))
    return found


def anchors_of(site: Site) -> object:
    return {path: site.anchors(path) for path in site.documents}


TOLD: Mapping[str, Callable[[Site], object]] = {
    "settings": settings_of,
    "built": built_of,
    "links": links_of,
    "anchors": anchors_of,
}


def differences(value: object, usual: object) -> dict[str, object]:
    """The fields of a record that are not as another has them; without another, not as they are by themselves."""
    found: dict[str, object] = {}
    for name, default in fields(value):
        given = getattr(value, name)
        if given != (default if usual is None else getattr(usual, name)):
            found[name] = given
    return found


def fields(value: object) -> Iterator[tuple[str, object]]:
    """The names of a record's fields, with what they are where nothing is given; a required one is like nothing."""
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            made = field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default
            yield field.name, made
    elif dataclasses.is_dataclass(value):
        for item in dataclasses.fields(value):
            made = item.default_factory() if item.default_factory is not dataclasses.MISSING else item.default
            yield item.name, made


def text_of(value: object) -> str:
    return yaml.safe_dump(plain(value), sort_keys=False, allow_unicode=True, width=110)


def plain(value: object) -> object:  # noqa: PLR0911 - a table
    """What YAML can hold."""
    match value:
        case Enum():
            return value.value
        case bool() | int() | float() | str() | None:
            return value
        case ByCode():
            return f"as {value.file} works it out"
        case TextFunction():
            return " ".join(token.text for token in value.tokens)
        case RoutePrograms():
            return " and ".join((*value.files, *(["the text of an entry"] if value.shows else [])))
        case datetime():
            return value.isoformat()
        case re.Pattern():
            return value.pattern
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case frozenset() | set():
            return sorted(map(plain, value))
        case tuple() if hasattr(value, "_asdict"):
            return plain({**value._asdict()})
        case list() | tuple():
            return [plain(item) for item in value]
        case _ if dict(fields(value)):
            return plain(differences(value, None))
    return str(value)
