from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from content_lint.parse.facts import Document, KeyPath
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.permalinks.claims import certain_clashes
from content_lint.rules.places import place_of
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.site.index import Site
from content_lint.site.model import Fatal
from content_lint.text.source import Span

_NAMED = 20


class BuildStopper(SiteRule[Options]):
    """A file stops the build of the whole site.

    ## Why this matters
    One such file is enough, and nothing is published any more: not this page, and no other one that was changed
    since. The site stays as it was, and whoever saved the file may not be told.

    ## Bad
    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    slug: 2024
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    slug: "2024"
    ---
    ~~~
    """

    meta = RuleMeta(
        "PL401",
        "build-stopper",
        Severity.ERROR,
        # Only rules whose finding is an error: one that merely informs must not take this one's place.
        yields_to=(
            "unreadable-date",
            "impossible-date",
            "malformed-permalink",
            "duplicate-key",
            "duplicate-url",
        ),
        # Without values nothing else can be at fault in that file.
        whole_file=("unreadable-front-matter", "unclosed-front-matter", "overgrown-front-matter"),
    )

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each value or file that stops the build."""
        generator = context.settings.generator
        name = generator.named if generator.modelled else "the site generator"
        config = context.settings.generator_config
        by_problem: dict[str, list[Fatal]] = defaultdict(list)
        for item in dict.fromkeys(site.built.fatal):
            by_problem[item.problem].append(item)
        for problem, group in by_problem.items():
            message = f"{name} stops here and builds nothing: {problem}"
            shared = len(group) > 1 and all(item.by_settings for item in group)
            if config is not None and config.config_path and (shared or not group[0].path):
                yield self._in_settings(site, config.config_path, message, group)
                continue
            for item in group:
                if site.may_be_said_of(item.path) and not _is_said_elsewhere(site, item):
                    help_ = "Fix this value, or delete it." if item.key_path else "Fix this file, or delete it."
                    yield self.report(item.path, place_of(site, item.path, item.key_path), message, help=help_)

    def _in_settings(self, site: Site, config_path: str, message: str, group: Sequence[Fatal]) -> Diagnostic:
        """What the configuration does to one file or many, with some of them."""
        related = tuple(
            Related(item.path, place_of(site, item.path), "is one of the files that meet it")
            for item in group[:_NAMED]
            if item.path
        )
        help_ = "Fix the configuration: until then nothing is built."
        return self.report(config_path, Span(0, 0), message, help=help_, related=related)


def _is_said_elsewhere(site: Site, item: Fatal) -> bool:
    """Whether another rule reports the same: duplicate-url at the address, duplicate-key at the later key."""
    if not item.key_path and item.path in site.once(_in_clashes):
        return True
    return _stands_twice(site.documents.get(item.path), item.key_path)


def _in_clashes(site: Site) -> frozenset[str]:
    """Files that duplicate-url reports where the build stops: at one address, or one where another needs a folder."""
    stops = {item.path for item in site.built.fatal if item.by_clash}
    found: set[str] = set()
    for clash in certain_clashes(site):
        found.update(claim.path for claim in clash.claims if clash.kind == "folder" or claim.path in stops)
    return frozenset(found)


def _stands_twice(document: Document | None, path: KeyPath) -> bool:
    front_matter = document.front_matter if document is not None else None
    return front_matter is not None and any(twin.path == path for twin in front_matter.duplicates)
