"""What ``addPassthroughCopy`` of Eleventy's configuration names, as far as it is written out."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping

from content_lint.parse.scripts.literals import calls_of, read_module
from content_lint.text.regex import regex

_CALL = "addPassthroughCopy"
_LOOPS = regex(
    r"\[(?P<list>[^\[\]]{0,6000})\]\s*\.forEach\(\s*+(?:\(\s*+)?(?P<item>[\w$]{1,50})\s*+(?:\)\s*+)?=>\s*+(?:\{\s*+)?"
    r"[\w$.]{1,50}\.addPassthroughCopy\(\s*(?P=item)\s*\)"
    r"|\bfor\s*\(\s*(?:const|let|var)\s+(?P<each>[\w$]{1,50})\s+of\s+\[(?P<all>[^\[\]]{0,6000})\]\s*\)\s*+(?:\{\s*+)?"
    r"[\w$.]{1,50}\.addPassthroughCopy\(\s*(?P=each)\s*\)"
)
_CHOICE = regex(r"\{([^{},]*(?:,[^{},]*)+)\}")
_MOST = 64


def copied_places(text: str, home: str) -> Iterator[tuple[str, str]]:
    """Files, folders and globs that are copied, each with its place in the finished site; empty for the usual one.

    Args:
        text: of the configuration.
        home: its folder from the root of the site.
    """
    for given in _given(text):
        if isinstance(given, str):
            yield from ((source, "") for source in _sources(home, given))
        for source, target in given.items() if isinstance(given, Mapping) else ():
            if isinstance(target, str):
                place = "/" + target.strip("/.") if target.strip("/.") else "/"
                yield from ((item, place) for item in _sources(home, source))


def copies_unknown(text: str) -> bool:
    """Whether it copies what only running it tells."""
    return any(
        not isinstance(given, (str, Mapping))
        or (isinstance(given, Mapping) and any(key.startswith("...") for key in given))
        for given in _given(text)
    )


def _given(text: str) -> Iterator[object]:
    """What it is given, each time; what a loop over a written list gives it, one after the other."""
    for call in calls_of(_LOOPS.sub(_taken_apart, text), _CALL):
        yield call.arguments[0] if call.arguments else None


def _taken_apart(loop: re.Match[str]) -> str:
    """A loop as the calls that it makes, where its list is written out."""
    written = loop["list"] if loop["list"] is not None else loop["all"]
    items = read_module(f"const found = [{written}];").values.get("found")
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        return loop[0]
    return "".join(f"\nconfig.{_CALL}({json.dumps(item)});" for item in items)


def _sources(home: str, written: str) -> Iterator[str]:
    """The path or glob from the root, for each of the choices in its braces (``*.{css,js}``)."""
    waiting, made = [written], 0
    while waiting and made < _MOST:
        item = waiting.pop()
        choice = _CHOICE.search(item)
        if choice is None:
            made += 1
            yield posixpath.normpath(posixpath.join(home, item))
        elif len(waiting) < _MOST:
            waiting += [item[: choice.start()] + part + item[choice.end() :] for part in choice[1].split(",")]
