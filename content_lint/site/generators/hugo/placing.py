"""From a node to its place: slugs of sections, permalink patterns, placeholders of ``url``."""

from __future__ import annotations

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle
from content_lint.site.generators.hugo.nodes import Node
from content_lint.site.generators.hugo.permalinks import PlaceholderValues, expand
from content_lint.site.generators.hugo.target import Description, TargetPaths, target_paths
from content_lint.site.generators.hugo.text import clean, escape_url, query_unescape, sanitize


def page_paths(node: Node, config: HugoConfig) -> TargetPaths:
    """Where a page is written; raises UnknownPlaceholderError for its ``url``."""
    return target_paths(describe(node, config), config)


def describe(node: Node, config: HugoConfig) -> Description:
    """What decides a node's place; raises UnknownPlaceholderError for its ``url``."""
    place = node.place
    name = node.slug or (place.name if not config.to_lower else place.base.rpartition("/")[2])
    url = node.url
    if ":" in url and node.kind != "home":
        url = query_unescape(fill_in(url, node, config)) or url
    pattern = None
    for rule in config.permalinks:
        if rule.target.matches(node.kind, node.base, node.language.code):
            filled = fill_in(rule.pattern, node, config)
            pattern = clean(query_unescape(filled)) if filled else None
            break
    return Description(
        node.kind,
        folder(node, config),
        name,
        place.bundle is not Bundle.NONE,
        url,
        pattern,
        config.is_ugly(node.section),
        node.language.prefix,
        ugly_lists=not config.is_from(148),
    )


def fill_in(pattern: str, node: Node, config: HugoConfig) -> str:
    """A pattern with the node's values; raises UnknownPlaceholderError."""

    def urlize(text: str) -> str:
        made = sanitize(text, to_lower=config.to_lower, remove_accents=config.remove_accents)
        # Go takes what follows a number sign for a fragment, and drops an empty one.
        return escape_url(made[:-1] if made.find("#") == len(made) - 1 else made)

    branches = node.branches()
    sections = (branches[-1].base if branches else "/").strip("/")
    place = node.place
    values = PlaceholderValues(
        date=node.dates.date,
        section=node.section,
        sections=sections.split("/") if sections else [],
        section_names=[branch.slug or branch.title for branch in branches],
        title=node.title,
        slug=node.slug,
        file_name="" if place.bundle is Bundle.BRANCH else place.name,
        base_name=place.name,
        urlize=urlize,
        flat=node.kind != "term" and config.is_from(166),
    )
    return expand(pattern, values)


def folder(node: Node, config: HugoConfig) -> str:
    """The folder of a page's address, or a section's own, with the slugs of the sections around it.

    Before version 0.167 the slug of a section did nothing.
    """

    def base(item: Node | None) -> str:
        return "/" if item is None else item.base if config.to_lower else item.place.shown

    made: list[str] = []
    above: Node | None = None
    by_slug = config.is_from(167)
    for branch in node.branches():
        rest = base(branch).removeprefix(base(above) if above else "/")
        made.append(rest[: rest.rfind("/") + 1] + branch.slug if branch.slug and by_slug else rest)
        above = branch
    if not node.is_branch:
        shown = node.place.folder
        outer = shown if not config.to_lower else (node.base.rpartition("/")[0] or "/")
        made.append(outer.removeprefix(base(above)) if above else outer)
    return "".join(made)
