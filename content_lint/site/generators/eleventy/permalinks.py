"""Addresses as front matter writes them: texts, and templates of Liquid or Nunjucks whose parts are known."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date, datetime

from content_lint.site.generators.eleventy.slugs import slugify

_OUTPUT = re.compile(r"\{\{-?\s*([^{}]{1,300}?)\s*-?\}\}")
_PIPE = re.compile(r"\s*\|\s*")
_NAME = re.compile(r"[A-Za-z_][\w.]*\Z")
_NO_ENDING = frozenset({"_redirects", "_headers"})
"""Files of hosts, which Eleventy lets pass."""

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-(.+)\Z", re.DOTALL)
_FORMAT = re.compile(r"date\s*:\s*[\"']([^\"']{1,60})[\"']\Z")
_KNOWN_DATE = re.compile(r"%[YmdHMyBbj]|[^%]")


def default_address(inner: str) -> str:
    """The address that a template gets by its path from the input folder."""
    above, _, name = inner.rpartition("/")
    stem = _stem(name)
    if stem == "index" or (above and stem == above.rpartition("/")[2]):
        return f"/{above}/" if above else "/"
    return f"/{above}/{stem}/" if above else f"/{stem}/"


def file_slug(inner: str) -> str:
    """What ``page.fileSlug`` is."""
    above, _, name = inner.rpartition("/")
    stem = _undated(_stem(name))
    return _undated(above.rpartition("/")[2]) if stem == "index" else stem


def file_path_stem(inner: str) -> str:
    """What ``page.filePathStem`` is."""
    above, _, name = inner.rpartition("/")
    stem = _undated(_stem(name))
    return f"/{above}/{stem}" if above else f"/{stem}"


def _stem(name: str) -> str:
    return name[: -len(".11ty.js")] if name.endswith(".11ty.js") else name.rpartition(".")[0] or name


def _undated(name: str) -> str:
    match = _DATED.match(name)
    return match[1] if match else name


def evaluate(text: str, inner: str, data: Mapping[str, object], day: datetime | None, *, own_slugs: bool) -> str | None:
    """An address with its templates worked out, or None where only rendering tells.

    Args:
        text: the value in the front matter.
        inner: the path of the template from the input folder.
        data: its front matter.
        day: its date, where that is known.
        own_slugs: whether the site has a filter for slugs of its own.
    """
    if "{%" in text:
        return None
    made: list[str] = []
    place = 0
    for match in _OUTPUT.finditer(text):
        value = _value(match[1], inner, data, day, own_slugs=own_slugs)
        if value is None:
            return None
        made += [text[place : match.start()], value]
        place = match.end()
    rest = text[place:]
    return None if "{{" in rest else "".join((*made, rest))


def _value(text: str, inner: str, data: Mapping[str, object], day: datetime | None, *, own_slugs: bool) -> str | None:
    name, *filters = _PIPE.split(text)
    if not _NAME.match(name):
        return None
    if name == "page.date":
        return _dated(day, filters)
    value = {"page.fileSlug": file_slug, "page.filePathStem": file_path_stem}.get(name, lambda _: "")(inner)
    if not name.startswith("page."):
        found: object = data
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        if isinstance(found, (list, dict, bool, date)):
            return None
        value = "" if found is None else str(found)
    for item in filters:
        filtered = _filtered(value, item, own_slugs=own_slugs)
        if filtered is None:
            return None
        value = filtered
    return value


def _filtered(value: str, name: str, *, own_slugs: bool) -> str | None:
    if name in {"slugify", "slug"} and not own_slugs:
        if name == "slug" and not value.isascii():
            value = value.replace("ü", "u").replace("ö", "o").replace("ä", "a")
        return slugify(value)
    return value.lower() if name in {"downcase", "lower"} else None


def _dated(day: datetime | None, filters: list[str]) -> str | None:
    match = _FORMAT.match(filters[0]) if day is not None and len(filters) == 1 else None
    if match is None or day is None or "".join(_KNOWN_DATE.findall(match[1])) != match[1]:
        return None
    return day.strftime(match[1])


def normalised(text: str) -> str:
    """An address with one slash at its beginning, and without ``..`` and empty parts."""
    bare = posixpath.normpath(f"/{text}").lstrip("/")
    return f"/{bare}/" if text.endswith("/") and bare else f"/{bare}"


def stop_of(value: object, address: str) -> str:
    """Why Eleventy stops the build at an address, in words; or empty."""
    if value is True:
        return "`permalink: true` stops Eleventy; leave it out, or write an address"
    last = address.rpartition("/")[2]
    if last in _NO_ENDING:
        return ""
    if last and "." not in last:
        return f"Eleventy stops at an address without an ending and without a slash: `{address}`"
    return ""
