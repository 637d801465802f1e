"""The index of a site as a commit has it: written after a run that has read the whole site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from content_lint.cache.documents import write_document
from content_lint.cache.serialise import dumps
from content_lint.cache.site_index import AnswerRow, Contents, FileRow, write_index
from content_lint.engine.incremental.kept import (
    DERIVED,
    DOCUMENT,
    FENCE,
    OTHER,
    PASSED,
    UNREADABLE,
    BuiltLists,
    Head,
    named_by,
    pack,
    traits_of,
)
from content_lint.engine.incremental.model_facts import write_facts
from content_lint.engine.incremental.names import names_of_link, number_of, places_of
from content_lint.engine.load import Loaded
from content_lint.links.candidates import words_of_site
from content_lint.links.neighbours import filled_folders
from content_lint.links.site_links import SiteLink, count_missing, resolve_links
from content_lint.parse.facts import Document
from content_lint.rules.internal.absolute_own_link import count_hosts, hosts_in
from content_lint.site.build import file_facts
from content_lint.site.index import Site
from content_lint.site.model import Built
from content_lint.site.sources.listed import folders_of
from content_lint.site.watched import Machinery

Facts = Callable[[Document], bytes | None]
"""A document's facts as they are written, where they have been written before."""


def keep_site(path: Path, head: Head, paths: Sequence[str], loaded: Loaded, site: Site, facts: Facts | None) -> None:
    """Write the index of a site.

    Args:
        path: the index.
        head: what has to be right of it.
        paths: all files that there are, sorted, from the site's root.
        loaded: the files of the site.
        site: the site that they make.
        facts: gives what is known of a document's facts as they are written, or None.

    Raises:
        OSError: it cannot be written.
        ValueError: something in it cannot be written.
        sqlite3.Error: it cannot be written.
    """
    built = site.built
    links = site.once(resolve_links).all
    lists = BuiltLists(built.generated, built.unknown_providers, built.makers, built.default_layout)
    machinery = loaded.machinery
    if machinery is None:
        raise ValueError("nobody noted what was read")
    values = {
        "head": pack(head),
        "survey": pack(loaded.survey),
        "built": pack(lists),
        "collisions": pack(built.collisions),
        "fatal": pack(built.fatal),
        "skipped": pack(built.skipped),
        "redirects": pack(built.redirects),
        "machinery": pack(machinery.texts()),
        "files": pack(tuple(paths)),
        "heads": pack(_heads(machinery)),
        "missing": pack(site.once(count_missing)),
        "hosts": pack(site.once(count_hosts)),
        "named": pack(list(named_by(site.documents.values(), site.settings, site.once(filled_folders)).items())),
        "templates": pack(dict(loaded.templates)),
        **{name: pack(site.once(make)) for name, (make, _) in DERIVED.items()},
    }
    contents = Contents(
        values,
        _files(loaded, facts),
        ((folder, name, inner) for folder, found in folders_of(paths).items() for name, inner in found.items()),
        _page_rows(built),
        (AnswerRow(name, hidden, pack(answer)) for name, hidden, answer in site.addresses.named()),
        ((word, answer.destination) for word, answer in words_of_site(site)),
        ((target, item.document.path) for item in links for target in places_of(item, site)),
        ((number_of(name), item.document.path) for item in links for name in names_of_link(item)),
        _model(loaded, site, head.keys),
        _hosts(links, site),
        _mail(links),
    )
    write_index(path, contents)


def _heads(machinery: Machinery) -> tuple[dict[str, bytes], list[str]]:
    """First lines that were looked at: those that may be fences, and the files of the others."""
    heads = machinery.heads()
    fences = {path: head for path, head in heads.items() if head.startswith(FENCE)}
    return fences, [path for path in heads if path not in fences]


def _page_rows(built: Built) -> Iterator[tuple[str, bool, bytes]]:
    for copied, pages in ((False, built.pages), (True, built.static)):
        yield from ((page.path, copied, pack(page)) for page in pages)


def _files(loaded: Loaded, facts: Facts | None) -> Iterator[FileRow]:
    groups = ((DOCUMENT, loaded.documents), (OTHER, loaded.others), (PASSED, loaded.passed))
    number = 0
    for kind, group in groups:
        for path, document in group.items():
            source = document.source
            line = (facts(document) if facts is not None else None) or dumps(write_document(document))
            yield FileRow(number, path, kind, source.digest, source.undecodable, traits_of(document), line)
            number += 1
    for path in loaded.unreadable:
        yield FileRow(number, path, UNREADABLE, "", None, 0, b"")
        number += 1


def _model(loaded: Loaded, site: Site, keys: tuple[str, ...] | None) -> Iterator[tuple[int, bytes]]:
    """What the model of the site has to know of each file, by the file's number."""
    number = 0
    for group in (loaded.documents, loaded.others):
        for document in group.values():
            yield number, write_facts(file_facts(document, site.settings), keys)
            number += 1


def _hosts(links: tuple[SiteLink, ...], site: Site) -> Iterator[tuple[str, int, int]]:
    for path, group in groupby(links, key=lambda item: item.document.path):
        spelled, without = hosts_in(group, site)
        if spelled or without:
            yield path, spelled, without


def _mail(links: tuple[SiteLink, ...]) -> Iterator[tuple[str, str, int]]:
    found = Counter(
        (item.document.path, item.link.destination)
        for item in links
        if "@" in item.link.destination and not item.link.templated
    )
    yield from ((path, destination, uses) for (path, destination), uses in found.items())
