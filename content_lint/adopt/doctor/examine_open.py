"""What programs of the site decide, for how many pages, and the one setting of ours that answers each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from os.path import commonpath

from content_lint.adopt.doctor.examination import Check, note
from content_lint.rules.dates.draft_without_effect import field_of_draft
from content_lint.site.index import Site
from content_lint.site.model import Role, State
from content_lint.text.counts import many
from content_lint.text.regex import regex

_MOST = 5
_ALIKE = 2
_BARE = regex(r"[A-Za-z0-9_-]+")


def examine_open(site: Site) -> Iterator[Check]:
    """A line for each such thing."""
    yield from _addresses(site)
    yield from _ids(site)
    yield from _drafts(site)


def _addresses(site: Site) -> Iterator[Check]:
    """Pages whose addresses only running a program tells."""
    generator = site.settings.generator
    if not generator.modelled:
        return
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for page in site.built.pages:
        if not page.url and page.state is State.LIVE and page.role is not Role.STATIC:
            waiting[page.collection or page.path.rpartition("/")[0]].append(page.path)
    for name, paths in sorted(waiting.items(), key=lambda item: -len(item[1]))[:_MOST]:
        have = "has an address" if len(paths) == 1 else "have addresses"
        text = f"{many(len(paths), 'page')} of `{name or '.'}` {have} that a program makes, such as {paths[0]}"
        yield note("unchecked", text, _route(site, name, paths))


def _route(site: Site, name: str, paths: list[str]) -> str:
    """The setting that could answer for them; empty where nothing can be alike, or no folder has a name for it."""
    key = name.rpartition("/")[2]
    top = commonpath([page.path.rpartition("/")[0] for page in site.built.pages])
    if sum(path in site.documents for path in paths) < _ALIKE or name == top or not _BARE.fullmatch(key):
        return ""
    return f'If they are always alike, say them: `routes = {{ {key} = "/{key}/:id/" }}`.'


def _ids(site: Site) -> Iterator[Check]:
    """Pages whose headings get their ids in a way that is not known."""
    found: Counter[str] = Counter()
    for path in site.documents:
        anchors = site.anchors(path)
        if anchors is not None and not anchors.exact:
            found[anchors.gap] += 1
    for gap, number in found.most_common(_MOST):
        help_ = 'Say what makes them, such as `heading-ids = "github-slugger"`.'
        yield note("unchecked", f"{many(number, 'page')} {gap}", help_)


def _drafts(site: Site) -> Iterator[Check]:
    """Keys that may hide pages, if a program of the site goes by them."""
    live = [page.path for page in site.built.pages if page.state is State.LIVE and page.path in site.documents]
    for key in site.settings.generator.drafts_without_effect:
        paths = [path for path in live if field_of_draft(site.documents[path], (key,)) is not None]
        if paths:
            text = f"{many(len(paths), 'page')} with `{key}`, such as {paths[0]}, count as published"
            yield note("unchecked", text, f'If a program of the site leaves them out, say so: `drafts = "{key}"`.')
