"""Types of front matter fields, for schemas.

Each says what a field is for, so that the rules know more of it than its shape: a permalink is judged by the
permalink rules, an asset has to exist, a reference has to lead somewhere.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Annotated, Any
from typing import Literal as OneOf

from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from content_lint.parse.dialect import Dialect
from content_lint.parse.scalars.dates import read_date as read_as_generator
from content_lint.schema.dates import read_date
from content_lint.schema.kinds import LONGEST, FieldKind
from content_lint.schema.patterns import EMAIL, SLUG, URL

__all__ = [
    "AssetPath",
    "DateTime",
    "EmailAddress",
    "FieldKind",
    "Markdown",
    "OneOf",
    "Permalink",
    "PlainText",
    "PublishDate",
    "Ref",
    "Slug",
    "Tags",
    "WebUrl",
]

_EMAIL, _SLUG, _URL = (re.compile(pattern) for pattern in (EMAIL, SLUG, URL))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\]\(")
_UNPADDED = "it without the spaces around it"


def refused(expected: str, *, kind: str = "unacceptable", note: str = "") -> PydanticCustomError:
    """The error of a type of ours: what would be right, in plain words, and what is wrong with this value."""
    context: dict[str, Any] = {"expected": expected, "kind": kind, "choices": (), "note": note}
    return PydanticCustomError("content_lint", "expected {expected}", context)


def _email(value: str) -> str:
    if len(value) > LONGEST or not _EMAIL.fullmatch(value):
        padded = len(value) <= LONGEST and _EMAIL.fullmatch(value.strip())
        raise refused(_UNPADDED if padded else "one e-mail address such as `name@example.org`")
    return value


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise refused("letters, digits and hyphens, without spaces or slashes")
    return value


def _url(value: str) -> str:
    if not _URL.fullmatch(value):
        raise refused(
            _UNPADDED if _URL.fullmatch(value.strip()) else "a web address that begins with `https://` or `http://`"
        )
    return value


def _asset(value: str) -> str:
    padded = value != value.strip()
    if padded or _SCHEME.match(value):
        raise refused(_UNPADDED if padded else "the path of a file of this site such as `/assets/images/example.jpg`")
    return value


def _plain(value: str) -> str:
    if _MARKUP.search(value):
        raise refused("plain text, without Markdown or HTML")
    return value


def _tag_list(value: list[str]) -> list[str]:
    seen: set[str] = set()
    for tag in value:
        if tag in seen:
            raise refused("each entry once", note=f"`{tag[:60]}` is in it twice")
        seen.add(tag)
    return value


def _moment(value: object, info: ValidationInfo) -> datetime:
    context = info.context if isinstance(info.context, dict) else {}
    given, dialect = context.get("zone"), context.get("dialect")
    zone = given if isinstance(given, tzinfo) else UTC
    moment = read_date(value, zone)
    if moment is None and isinstance(value, str) and isinstance(dialect, Dialect):
        moment = read_as_generator(value, value, dialect, zone).instant
    if moment is None:
        # 20241031 is no date to any generator, though pydantic would make 1970-08-23 of it.
        raise refused("a date such as `2024-10-31` or `2024-10-31 09:30:00`", kind="wrong-type")
    return moment


_Text = Annotated[str, StringConstraints(min_length=1)]

Permalink = Annotated[_Text, FieldKind("permalink")]
"""The address that a page asks for; its form is for the permalink rules to judge."""

Slug = Annotated[str, AfterValidator(_slug), FieldKind("slug")]
"""The last part of an address."""

DateTime = Annotated[datetime, BeforeValidator(_moment), FieldKind("date")]
"""A day or a moment, written as the generator reads it. Always an aware datetime: a bare day is its midnight."""

PublishDate = Annotated[datetime, BeforeValidator(_moment), FieldKind("publish-date")]
"""The same for the date of the page itself."""

EmailAddress = Annotated[str, AfterValidator(_email), FieldKind("email")]
"""One e-mail address, without ``mailto:`` and without a name."""

WebUrl = Annotated[str, AfterValidator(_url), FieldKind("url")]
"""A complete web address."""

AssetPath = Annotated[_Text, AfterValidator(_asset), FieldKind("asset")]
"""A file of this site: an image, a document."""

Tags = Annotated[list[_Text], AfterValidator(_tag_list), FieldKind("tags")]
"""A list of short texts, none twice."""

Markdown = Annotated[str, FieldKind("markdown")]
"""Text with Markdown in it; ``Annotated[Markdown, Field(max_length=500)]`` limits its length."""

PlainText = Annotated[_Text, AfterValidator(_plain), FieldKind("text")]
"""Text that is shown as it is; ``Annotated[PlainText, Field(max_length=160)]`` limits its length."""

if TYPE_CHECKING:
    # What it leads to is in brackets as a string, and only literals may hold one for type checkers.
    from typing import Literal as Ref
else:

    class Ref:
        """``Ref["team"]``: the name (slug or file name) of a document of that collection.

        ``Ref["_data/authors.yml"]`` is a key of that data file, ``Ref["_data/team.yml#id"]`` what ``id`` holds in it.
        """

        def __class_getitem__(cls, collection: str) -> object:
            if not isinstance(collection, str):
                raise TypeError('a reference leads to one collection: write its name alone, as in `Ref["team"]`')
            return Annotated[_Text, FieldKind("reference", collection)]
