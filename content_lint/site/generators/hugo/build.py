"""The whole site as Hugo 0.168 builds it: a pure function of files, facts, configuration and clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from content_lint.parse.facts import KeyPath
from content_lint.parse.scalars.times.hugo import ZERO
from content_lint.site.generators.collisions import find_collisions
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.faults import faults, program_faults
from content_lint.site.generators.hugo.folder_clashes import folder_clashes
from content_lint.site.generators.hugo.generated import generated_urls, writes_html
from content_lint.site.generators.hugo.nodes import Node, Nodes, gather
from content_lint.site.generators.hugo.permalinks import UnknownPlaceholderError
from content_lint.site.generators.hugo.placing import page_paths
from content_lint.site.generators.hugo.publish import LISTED, NO_HTML, NOT_RENDERED, publication
from content_lint.site.generators.hugo.resources import static_pages
from content_lint.site.generators.hugo.target import AliasError, TargetPaths, alias_file
from content_lint.site.generators.hugo.text import escape_path
from content_lint.site.generators.hugo.unfetched import filling_makers, mounted_makers
from content_lint.site.generators.hugo.values import to_text
from content_lint.site.model import (
    Built,
    Fatal,
    FileFacts,
    Maker,
    Page,
    Redirect,
    RedirectSource,
    SiteFile,
    Skipped,
    State,
    Survey,
    TemplateLookup,
)


def build(
    files: Survey | Iterable[SiteFile], facts: Mapping[str, FileFacts], config: HugoConfig, now: datetime
) -> Built:
    """The site as Hugo builds it.

    Args:
        files: which file is what (``read.survey`` or ``read.survey_paths``).
        facts: of every content file, by path.
        config: the configuration.
        now: the clock (aware).
    """
    given = files.files if isinstance(files, Survey) else tuple(files)
    skipped: tuple[Skipped, ...] = files.skipped if isinstance(files, Survey) else ()
    nodes = gather(given, facts, config, now)
    fatal: list[Fatal] = [
        Fatal("", (), f"`permalinks` in the configuration holds `:{name}`, which Hugo does not know")
        for name in config.bad_permalinks
    ]
    pages: list[Page] = []
    redirects: list[Redirect] = []
    placed: list[tuple[Node, Page, TargetPaths]] = []
    for node in nodes.files:
        page, paths, found = _page(node, nodes, config, now)
        fatal += found
        pages.append(page)
        placed.append((node, page, paths))
        if page.state is State.LIVE and config.aliases:
            redirects += _redirects(page, config)
    for node in nodes.resources:
        fatal += faults(node, config)
        pages.append(_resource(node))
    static = static_pages(given, placed, nodes, config)
    live = [page for page in pages if page.state is State.LIVE]
    clashes = folder_clashes([*live, *static])
    return Built(
        tuple(pages),
        tuple(redirects),
        tuple(static),
        tuple(generated_urls(nodes, placed, config, now)),
        config.unknown,
        # Of a language, Hugo writes the old addresses before the pages, and both over static files; it says nothing.
        find_collisions((*static, *redirects, *live), warned=False),
        skipped,
        (*fatal, *clashes),
        makers=tuple(_makers(live, config)),
    )


def _makers(live: Iterable[Page], config: HugoConfig) -> Iterator[Maker]:
    """What else adds addresses, besides what templates and git tell."""
    yield from mounted_makers(config)
    yield from filling_makers(config)
    left = () if config.aliases else (item.url for page in live for item in page.redirects_from)
    addresses = tuple(dict.fromkeys(left))
    if addresses:
        yield Maker("a template that reads `aliases`, which Hugo leaves alone here", addresses)


def _page(node: Node, nodes: Nodes, config: HugoConfig, now: datetime) -> tuple[Page, TargetPaths, list[Fatal]]:
    file = node.file
    assert file is not None  # noqa: S101 - nodes.files holds nodes with a file only
    found = list(faults(node, config))
    paths = TargetPaths("", "", "")
    state, reason, until = publication(node.dates, config, now, draft=node.draft)
    try:
        paths = page_paths(node, config)
    except UnknownPlaceholderError as error:
        found.append(Fatal(file.path, ("url",), f"`url` holds `:{error}`, which Hugo does not know"))
    aliases, bad_aliases = _read_aliases(node, file.path, paths, config)
    if state is State.LIVE and config.aliases:
        found += bad_aliases
    unrendered = _unrendered(node, config)
    if state is State.LIVE and unrendered:
        state, reason = State.NEVER, unrendered
    if state is State.LIVE:
        found += program_faults(file.path, config)
    url = "" if node.render == "never" else paths.link
    outdone = _outdone(node, nodes, file.path)
    if outdone:
        url, state, reason, until = "", State.NEVER, outdone, None
    if found:
        state, reason, until = State.STOPS_THE_BUILD, found[0].problem, None
    page = Page(
        path=file.path,
        collection=file.collection,
        role=file.role,
        url=url,
        destination=_written(node, paths),
        state=state,
        reason=reason,
        until=until,
        date=_known(node.dates.date),
        slug=node.slug or node.place.name,
        redirects_from=aliases,
        in_listing=node.listed and (state is State.LIVE or reason in LISTED),
        default_keys=node.filled,
        handed_texts=node.handed_texts,
        ends=None if config.expired else _known(node.dates.expiry),
        lookup=_lookup(node),
        language=node.language.code,
    )
    return page, paths, found


def _written(node: Node, paths: TargetPaths) -> str:
    """The file of a page, which is in the folder of its language where languages are written apart."""
    return node.language.folder + paths.file if paths.file else ""


def _outdone(node: Node, nodes: Nodes, path: str) -> str:
    """Why another file is there instead of a page, or empty."""
    if nodes.root_bundle not in (None, path):
        return f"`{nodes.root_bundle}` makes the whole content folder one page: rename it to `_index.md`"
    return f"Hugo takes `{node.replaced_by}` for this page" if node.replaced_by else ""


def _lookup(node: Node) -> TemplateLookup:
    folder = node.base if node.is_branch else node.base.rpartition("/")[0]
    kind, layout = to_text(node.values.get("type")), to_text(node.values.get("layout"))
    return TemplateLookup(node.kind, folder.strip("/"), kind, layout, node.language.code, node.title)


def _known(moment: datetime) -> datetime | None:
    return None if moment == ZERO else moment


def _read_aliases(
    node: Node, path: str, paths: TargetPaths, config: HugoConfig
) -> tuple[tuple[RedirectSource, ...], list[Fatal]]:
    """The old addresses of a page, and those that Hugo would stop at if it wrote them."""
    aliases: list[RedirectSource] = []
    bad: list[Fatal] = []
    # Before version 0.155 an alias from the root was one in whatever language.
    apart = node.language.folder
    prefix = apart[1:] or (node.language.prefix if config.is_from(155) else "")
    for alias, key_path in _aliases(node):
        try:
            target = alias_file(alias, apart + paths.folder, prefix, ugly=config.is_ugly(node.section))
        except AliasError as error:
            bad.append(Fatal(path, key_path, str(error)))
            continue
        url = target.removeprefix(apart) if target.startswith(f"{apart}/") else target
        aliases.append(RedirectSource(alias, escape_path(url.removesuffix("index.html")), target, key_path))
    return tuple(aliases), bad


def _unrendered(node: Node, config: HugoConfig) -> str:
    """Why Hugo writes no file for a page that is published, or empty."""
    if node.render != "always":
        return NOT_RENDERED
    if config.disables(node.kind, node.language):
        return f"`disableKinds` in the configuration turns off pages of the kind {node.kind}"
    if not writes_html(node, config):
        return NO_HTML
    return ""


def _aliases(node: Node) -> Iterator[tuple[str, KeyPath]]:
    key = next((name for name in node.facts.data or {} if name.lower() == "aliases"), "aliases")
    value = node.values.get("aliases")
    in_list = isinstance(value, list)
    for index, alias in enumerate(node.aliases):
        yield alias, (key, index) if in_list else (key,)


def _redirects(page: Page, config: HugoConfig) -> Iterator[Redirect]:
    language = next((item for item in config.languages if item.code == page.language), config.languages[0])
    target = (language.base_url or config.base_url).rstrip("/") + page.url
    for source in page.redirects_from:
        yield Redirect(source.url, source.destination, target, page.path, source.key_path)


def _resource(node: Node) -> Page:
    file = node.file
    assert file is not None  # noqa: S101 - resources are files
    reason = "it belongs to the page whose `index.md` is in its folder or above it"
    return Page(file.path, file.collection, file.role, "", "", State.NEVER, reason, in_listing=False)
