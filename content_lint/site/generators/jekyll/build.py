"""The whole site as Jekyll builds it: a pure function of files, facts, configuration and clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from content_lint.parse.facts import FenceState
from content_lint.site.generators.jekyll.bare_files import BareFiles
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.defaults import Defaults
from content_lint.site.generators.jekyll.documents import NOTHING, DocumentReader
from content_lint.site.generators.jekyll.gems import gem_makers
from content_lint.site.generators.jekyll.generated import filled_in, generated_urls, unknown_providers
from content_lint.site.generators.jekyll.languages import PLUGIN as LANGUAGES
from content_lint.site.generators.jekyll.languages import Languages
from content_lint.site.generators.jekyll.order import in_order
from content_lint.site.generators.jekyll.pagination import paginated
from content_lint.site.generators.jekyll.redirects import redirects_of
from content_lint.site.generators.jekyll.tasks import task_makers
from content_lint.site.model import (
    Built,
    Collision,
    FileFacts,
    GeneratedUrl,
    Page,
    Redirect,
    Role,
    SiteFile,
    Skipped,
    State,
    Survey,
    Writer,
)

_WRITTEN = frozenset({State.LIVE, State.STATIC})


def build(
    files: Survey | Iterable[SiteFile], facts: Mapping[str, FileFacts], config: JekyllConfig, now: datetime
) -> Built:
    """What Jekyll makes of a site.

    Args:
        files: which file is what (``read.survey`` or ``read.survey_paths``).
        facts: front matter by path; files without are taken to have none.
        config: the site's configuration.
        now: the time of the build (aware).

    Returns:
        Everything that the build would give, also where something stops it: then ``fatal`` says what.
    """
    given = files.files if isinstance(files, Survey) else tuple(files)
    skipped: tuple[Skipped, ...] = files.skipped if isinstance(files, Survey) else ()
    paths = (item.path.removeprefix(config.root) for group in (given, skipped) for item in group)
    reader = DocumentReader(config, Defaults(config, paths), now)
    pages, static, groups = _read(given, facts, reader)
    pages, numbered = paginated(pages, facts, config)
    ordered = [page for group in groups.values() for page in group]
    generated = generated_urls(config, [*pages, *static, *ordered], reader)
    if LANGUAGES in config.plugins:
        data = {page.path: _with_defaults(page, facts, reader) for page in (*pages, *ordered)}
        spoken = Languages(config).spread([*groups.values(), pages], static, generated, data)
        pages = [page for page in spoken.pages if page.collection is None]
        ordered = [page for page in spoken.pages if page.collection is not None]
        static, generated = spoken.static, tuple(spoken.generated)
    redirects = tuple(_redirects([*ordered, *pages], config, facts))
    templates = filled_in([*(item.path for item in static), *(item.path for item in skipped)], reader)
    return Built(
        pages=(*pages, *ordered),
        redirects=redirects,
        static=tuple(static),
        generated=generated,
        unknown_providers=unknown_providers(config),
        collisions=tuple(_collisions(pages, redirects, generated, static, ordered)),
        skipped=skipped,
        fatal=tuple(reader.fatal),
        makers=(*gem_makers(config, numbered), *task_makers(skipped, config), *templates),
        default_layout="jekyll-default-layout" in config.plugins,
        changers=tuple(sorted(config.unread)),
    )


def _read(
    files: Iterable[SiteFile], facts: Mapping[str, FileFacts], reader: DocumentReader
) -> tuple[list[Page], list[Page], dict[str, list[Page]]]:
    """Pages, static files, and the documents of each collection in its order."""
    config = reader.config
    pages: list[Page] = []
    static: list[Page] = []
    documents: dict[str, list[Page]] = {item.label: [] for item in config.collections}
    for file in files:
        if file.role is Role.STATIC:
            static.append(reader.static(file))
        elif file.role is Role.PAGE:
            pages.append(reader.page(file, facts.get(file.path, NOTHING)))
        elif file.collection in documents:
            documents[file.collection].append(reader.document(file, facts.get(file.path, NOTHING)))
    bare = frozenset(page.path for page in pages if facts.get(page.path, NOTHING).header is FenceState.MISSING)
    groups = {label: _limited(_sorted(group, label, reader), label, config) for label, group in documents.items()}
    return BareFiles(config).placed(pages, static, bare), static, groups


def _with_defaults(page: Page, facts: Mapping[str, FileFacts], reader: DocumentReader) -> Mapping[str, object]:
    file = SiteFile(page.path, page.role, page.collection)
    defaults = reader.given(file, page.collection or "pages", found=page.collection is None)
    return {**defaults, **(facts.get(page.path, NOTHING).data or {})}


def _sorted(group: list[Page], label: str, reader: DocumentReader) -> list[Page]:
    """A collection's documents as Jekyll orders them."""
    # Asking whether a post lies in the future gives it a date; items are sorted before they are asked.
    asked = label == "posts" and not reader.config.future
    dated = []
    for page in group:
        date = None if page.path in reader.undated else page.date
        dated.append((page, (page.date or reader.now) if asked else date))
    return in_order(dated)


def _limited(group: list[Page], label: str, config: JekyllConfig) -> list[Page]:
    """Posts beyond ``limit_posts`` are dropped, the oldest first."""
    listed = [page for page in group if page.in_listing]
    if label != "posts" or not config.limit_posts or len(listed) <= config.limit_posts:
        return group
    dropped = {page.path for page in listed[: -config.limit_posts]}
    return [_dropped(page) if page.path in dropped else page for page in group]


def _dropped(page: Page) -> Page:
    return Page(
        page.path,
        page.collection,
        page.role,
        page.url,
        page.destination,
        State.NEVER,
        "older than the newest posts that `limit_posts` keeps",
        None,
        page.date,
        page.slug,
        page.redirects_from,
        page.redirect_to,
        in_listing=False,
        default_keys=page.default_keys,
    )


def _redirects(written: Iterable[Page], config: JekyllConfig, facts: Mapping[str, FileFacts]) -> Iterator[Redirect]:
    for page in written:
        if page.state is State.LIVE:
            yield from redirects_of(page, facts.get(page.path, NOTHING), config)


def _collisions(
    pages: Sequence[Page],
    redirects: Sequence[Redirect],
    generated: Sequence[GeneratedUrl],
    static: Sequence[Page],
    documents: Sequence[Page],
) -> Iterator[Collision]:
    """Files with several writers: pages write first, then redirects and what plugins make, static files, documents."""
    writing: list[Page | Redirect | GeneratedUrl] = [
        *_written(pages),
        *(item for item in redirects if item.key_path[0] == "redirect_from"),
        *generated,
        *_written(static),
        *_written(documents),
    ]
    counts = Counter([item.destination for item in writing])
    crowded: dict[str, list[Writer]] = {name: [] for name, count in counts.items() if count > 1}
    if not crowded:
        return
    for item in writing:
        if item.destination in crowded:
            crowded[item.destination].append(_writer(item))
    for destination, writers in crowded.items():
        # Jekyll leaves redirects out when it looks for conflicts.
        warned = sum(writer.redirect_url is None for writer in writers) > 1
        yield Collision(destination, tuple(writers), warned)


def _written(pages: Iterable[Page]) -> list[Page]:
    return [page for page in pages if page.state in _WRITTEN]


def _writer(item: Page | Redirect | GeneratedUrl) -> Writer:
    if isinstance(item, Redirect):
        return Writer(item.source, item.url, item.target)
    return Writer(item.path if isinstance(item, Page) else item.name)
