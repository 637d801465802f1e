"""Whether a move leaves the rest of the site as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from content_lint.config.settings import SiteSettings
from content_lint.engine.load import Loaded
from content_lint.engine.run import RunRequest, check_loaded
from content_lint.moving.plan import Move, RefusedError, Sides, aim_of, pairs_of_links
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report
from content_lint.site.model import Page, State
from content_lint.site.sources.tree import DiskTree
from content_lint.text.regex import regex

_NUMBERS = regex(r"\d+")
_NAMED = 3


def judge_move(settings: SiteSettings, move: Move, now: datetime, known: Report | None = None) -> None:
    """Refuse a move that changes more than it says.

    Args:
        settings: the site's settings.
        move: the move.
        now: the clock.
        known: what the rules find before the move, where that is known already; or None.

    Raises:
        RefusedError: another page would be elsewhere, a link would lead elsewhere, or a rule finds something new.
    """
    sides = move.sides
    _refuse_other_pages(sides)
    for then_link, now_link in pairs_of_links(sides):
        aim = aim_of(then_link.target, sides)
        if aim is not None and aim_of(now_link.target, None) != aim:
            place = f"`{then_link.link.raw}` in `{then_link.document.path}`"
            raise RefusedError(f"the link {place} would lead somewhere else")
    then = known or check_loaded(settings, RunRequest(now, lenient=True), move.before, sides.before)
    tree = move.files.tree(DiskTree(settings.root))
    found = check_loaded(settings, RunRequest(now, lenient=True, tree=tree), move.after, sides.after)
    if found.failures:
        raise RefusedError(f"the move cannot be judged: {found.failures[0].error}")
    new = list(new_findings(then, found, _Names(sides)))
    if new:
        lines = [f"{item.path}: {item.rule}: {item.message}" for item in new[:_NAMED]]
        more = [f"and {len(new) - _NAMED:,} more"] if len(new) > _NAMED else []
        raise RefusedError("the move would bring new findings", "\n".join([*lines, *more]))


def _refuse_other_pages(sides: Sides) -> None:
    for path, page in sides.before.pages.items():
        now = sides.after.pages.get(sides.now(path))
        if path in sides.moved:
            continue
        if now is None or _place(now) != _place(page):
            raise RefusedError(f"the page of `{path}` would be elsewhere, or published otherwise")
    written = {item.destination for item in sides.before.built.collisions}
    for collision in sides.after.built.collisions:
        if collision.destination not in written:
            names = " and ".join(f"`{writer.path}`" for writer in collision.writers[:2])
            raise RefusedError(f"{names} would have one address")


def _place(page: Page) -> tuple[object, ...]:
    # Not its date: that of a section may be the latest of its pages.
    return (page.url, page.destination, page.state, page.until, page.ends, page.redirect_to)


def new_findings(then: Report, found: Report, names: _Names | None = None) -> Iterator[Diagnostic]:
    """What the rules find after a change that they did not find before it; information aside.

    Args:
        then: what they found before it.
        found: what they find after it.
        names: what files and pages were called before it, where that has changed; or None.
    """
    known = Counter(_key(item, names, item.path) for item in then.diagnostics)
    others = []
    for item in found.diagnostics:
        key = _key(item, names, item.path if names is None else names.path(item.path))
        if known[key]:
            known[key] -= 1
        elif item.severity is not Severity.INFO:
            others.append(item)
    # What is said of a link may be cut at another place now that its address is longer: it is the same all the same.
    left: Counter[tuple[str, str]] = Counter()
    for (rule, path, _), count in known.items():
        left[rule, path] += count
    for item in others:
        place = (item.rule, item.path if names is None else names.path(item.path))
        if left[place]:
            left[place] -= 1
        else:
            yield item


class _Names:
    """What files and pages were called before a move."""

    def __init__(self, sides: Sides) -> None:
        self._paths = {new: old for old, new in sides.moved.items()}
        self._urls: dict[str, str] = {}
        for new, old in self._paths.items():
            then, now = sides.before.pages.get(old), sides.after.pages.get(new)
            if then is not None and now is not None and now.state is State.LIVE and now.url != then.url:
                self._urls[now.url] = then.url

    def path(self, path: str) -> str:
        """The old name of a file."""
        return self._paths.get(path, path)

    def text(self, text: str) -> str:
        """A message with the old names in it."""
        for names in (self._paths, self._urls):
            for new, old in names.items():
                if new in text:
                    text = text.replace(new, old)
        return text


def _key(item: Diagnostic, names: _Names | None, path: str) -> tuple[str, str, str]:
    message: str = _NUMBERS.sub("", item.message if names is None else names.text(item.message))
    return (item.rule, path, message)


def named_elsewhere(loaded: Loaded, addresses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Templates that write out an old address: a file, and the address. Nobody rewrites programs."""
    for path, text in loaded.templates.items():
        for old in addresses:
            if len(old) > 1 and old.rstrip("/") in text:
                yield path, old
