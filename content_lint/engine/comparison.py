"""What a change breaks: the site of now beside the site as it was before the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import PurePosixPath

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.engine.load import Loaded
from content_lint.engine.since import Since, load_earlier
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.site.index import Site
from content_lint.site.sources.history import Changes
from content_lint.site.watched import KeyWatch
from content_lint.text.regex import regex
from content_lint.text.source import Span

Key = tuple[str, str, Span, str]
"""What makes two findings of two runs one: rule, path, place and message, without the numbers that it counts."""

_FEW_WORDS, _TINY = 5, 100  # characters of a body, of a whole file
_COUNTS = regex(r"`[^`]*`|(\d[\d,]*)")


class Comparison(Struct, frozen=True):
    """The site before a change.

    Attributes:
        settings: how it was set up.
        loaded: its files.
        site: the site that they made.
        renamed: where its files went: new paths by old ones.
        is_reset: whether the change sets the site up in another way.
    """

    settings: SiteSettings
    loaded: Loaded
    site: Site
    renamed: Mapping[str, str]
    is_reset: bool


def compare_with(
    since: Since, settings: SiteSettings, loaded: Loaded, now: datetime, watch: KeyWatch | None = None
) -> Comparison:
    """Read the site before a change, and find out what became of its files.

    Args:
        since: the change.
        settings: the site's settings now.
        loaded: the site's files now.
        now: the clock, for both.
        watch: notes what the model of the site before the change looks at, or None.

    Raises:
        HistoryError: git does not answer.
    """
    earlier = load_earlier(since, settings, loaded)
    renamed = follow(since.changes, earlier.documents, loaded.documents)
    return Comparison(
        since.settings, earlier, earlier.site(since.settings, now, watch=watch), renamed, since.resets(settings)
    )


def key_of(item: Diagnostic) -> Key:
    """What a finding is known by in another run."""
    # "is on the site 51 times" is not new where it was 50 times before; other values in backticks are new.
    message = _COUNTS.sub(lambda match: "" if match[1] else match[0], item.message)
    return (item.rule, item.path, item.span, message)


def new_keys(now: Iterable[Diagnostic], then: Iterable[Diagnostic]) -> set[Key]:
    """What the findings of now are known by that were not there before."""
    before = {key_of(item) for item in then}
    return {key for item in now if (key := key_of(item)) not in before}


def follow(changes: Changes, earlier: Mapping[str, Document], now: Mapping[str, Document]) -> dict[str, str]:
    """Where documents went: the new path of each that was renamed.

    git tells of those that it tracks. Of others, the one with the same body counts, if only one has it. A text of a few
    words says nothing: the keys of its front matter alone make it look like any other.
    """
    renamed = changes.renamed.items()
    found = {old: new for old, new in renamed if not _is_chance(earlier.get(old), now.get(new), old, new)}
    bodies: dict[str, list[str]] = {}
    for path in changes.new:
        if path in now:
            bodies.setdefault(_body(now[path]), []).append(path)
    for path in sorted(changes.deleted):
        if path not in earlier:
            continue
        body = _body(earlier[path])
        same = bodies.get(body, [])
        if len(same) == 1 and len(body) >= _FEW_WORDS:
            found[path] = same[0]
    return found


def _is_chance(then: Document | None, now: Document | None, old: str, new: str) -> bool:
    """Whether two files are alike only because both are tiny."""
    if then is None or now is None or then.source.digest == now.source.digest:
        return False
    if PurePosixPath(old).name == PurePosixPath(new).name:
        return False
    return max(len(then.source.text), len(now.source.text)) < _TINY


def _body(document: Document) -> str:
    return document.source[document.body.span].strip()
