"""Front matter of a site on disk, as the model wants it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from content_lint.parse.facts import FrontMatterFault
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.site.model import FileFacts, Role, SiteFile
from content_lint.text.source import SourceText

MODIFIED = datetime(2024, 5, 1, tzinfo=UTC)  # of all files of the synthetic site, when Jekyll was asked


def facts_on_disk(root: Path, files: Iterable[SiteFile]) -> dict[str, FileFacts]:
    return {
        file.path: facts_of(file, (root / file.path).read_bytes()) for file in files if file.role is not Role.STATIC
    }


def facts_of(file: SiteFile, content: bytes, modified: datetime | None = MODIFIED) -> FileFacts:
    dialect = replace(jekyll.DIALECT, bom_allowed=file.role in {Role.POST, Role.DRAFT})
    source = SourceText.from_bytes(file.path, content)
    header, _, front_matter, _ = read_front_matter(source, dialect)
    utf8 = source.undecodable is None
    if front_matter is None:
        return FileFacts(header, modified=modified, utf8=utf8)
    error = front_matter.error
    data: Mapping[str, object] | None = None if error is not None else front_matter.data
    wrong_shape = error is not None and error.fault is FrontMatterFault.NOT_A_MAPPING
    problem = None if error is None or wrong_shape else error.problem
    return FileFacts(header, data, problem, wrong_shape, modified, utf8)
