"""Which of a book's files are what, and the pages that mdBook makes of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from content_lint.site.generators.collisions import find_collisions
from content_lint.site.generators.mdbook.config import SUMMARY, MdBookConfig
from content_lint.site.model import (
    ANYWHERE,
    Built,
    GeneratedUrl,
    Maker,
    Page,
    Redirect,
    Role,
    SiteFile,
    Skipped,
    State,
    Survey,
)
from content_lint.text.regex import regex

_NO_CHAPTER = "not named in SUMMARY.md, so mdBook makes no page of it"
_CONTENTS = "the table of contents"
_OUTSIDE = "outside of the folder of chapters"
_SIGNS = {"%": "%25", "?": "%3F", "#": "%23", " ": "%20", '"': "%22"}
_SIGN = regex(r"[%?# \"]")
_MADE = {"404": "/404.html", "toc": "/toc.html", "print": "/print.html"}


def sort_files(names: Iterable[str], config: MdBookConfig) -> Survey:
    """Which file is what."""
    files: list[SiteFile] = []
    skipped: list[Skipped] = []
    chapters = frozenset(config.chapters)
    for path in names:
        inner = config.inner(path)
        if inner is None:
            skipped.append(Skipped(path, _OUTSIDE))
        elif inner in chapters:
            files.append(SiteFile(path, Role.PAGE))
        elif not inner.endswith(".md"):
            files.append(SiteFile(path, Role.STATIC))
        else:
            skipped.append(Skipped(path, _CONTENTS if inner == SUMMARY else _NO_CHAPTER))
    return Survey(tuple(files), tuple(skipped))


def build(survey: Survey, config: MdBookConfig) -> Built:
    """Every page with its address, and what is made besides."""
    pages, static = [], []
    for file in survey.files:
        inner = config.inner(file.path) or file.path
        if file.role is Role.STATIC:
            url = f"/{inner}"
            static.append(Page(file.path, None, file.role, _quoted(url), url, State.STATIC, in_listing=False))
        else:
            url, destination = config.address(inner)
            slug = posixpath.splitext(posixpath.basename(destination))[0]
            pages.append(Page(file.path, None, file.role, _quoted(url), destination, State.LIVE, slug=slug))
    taken = {page.destination for page in (*pages, *static)}
    redirects = tuple(_redirects(config))
    return Built(
        tuple(pages),
        redirects,
        tuple(static),
        tuple(item for item in _generated(config) if item.destination not in taken),
        collisions=find_collisions(pages, warned=False),
        skipped=survey.skipped,
        makers=tuple(_makers(config)),
    )


def _quoted(url: str) -> str:
    return _SIGN.sub(lambda match: _SIGNS[match[0]], url)


def _redirects(config: MdBookConfig) -> Iterator[Redirect]:
    for old, new in config.redirects:
        bare = f"/{old.lstrip('/')}"
        if "#" not in bare:
            yield Redirect(_quoted(bare), bare, new, config.file, ("output", "html", "redirect", old))


def _generated(config: MdBookConfig) -> Iterator[GeneratedUrl]:
    yield GeneratedUrl("/", "first", "/index.html")
    for name, file in _MADE.items():
        yield GeneratedUrl(file, name, file)
    for inner in config.chapters:
        url, destination = config.address(inner)
        yield GeneratedUrl(_quoted(url), "chapter", destination)


def _makers(config: MdBookConfig) -> Iterator[Maker]:
    for name in config.strange:
        yield Maker(f"`preprocessor.{name}` in {config.file}", (ANYWHERE,), files=True)
    for folder in config.beside:
        who = "another build of this book, which a workflow puts into a folder of its own (`destination_dir`)"
        itself = () if folder == "*" else (f"/{folder}",)  # any name at the root is that of a missing page as well
        yield Maker(who, (*itself, f"/{folder}/**"), files=True, apart=True)
