"""The four dates of a page, and the slug that a dated file name gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from content_lint.parse.scalars.times.hugo import ZERO, hugo_time, hugo_time_parse
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.date_order import DATE_KEYS
from content_lint.text.regex import regex

_DATED = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]{2}-[0-9]{2}-[0-9]{2})?(?=[^0-9]|\Z)")


class Dates(Struct, frozen=True):
    """The dates of a page; ``ZERO`` for one that is not there.

    Attributes:
        date: ``.Date``, which permalinks and lists use.
        lastmod: ``.Lastmod``.
        publish: ``.PublishDate``: before it the page is not built.
        expiry: ``.ExpiryDate``: after it the page is not built.
        slug: what is left of the file's name after a date, where the configuration reads the name.
        unreadable: front matter keys whose value stops the build.
    """

    date: datetime = ZERO
    lastmod: datetime = ZERO
    publish: datetime = ZERO
    expiry: datetime = ZERO
    slug: str | None = None
    unreadable: tuple[str, ...] = ()

    def all_zero(self) -> bool:
        """Whether no date is set."""
        return all(moment == ZERO for moment in (self.date, self.lastmod, self.publish, self.expiry))

    def raised(self, other: Dates, now: datetime) -> Dates:
        """These dates, with later ones of a page below: a section without dates takes the latest."""
        publish = other.publish if self.publish < other.publish < now else self.publish
        return replace(self, date=max(self.date, other.date), lastmod=max(self.lastmod, other.lastmod), publish=publish)


_NONE = Dates()


def read_dates(values: Mapping[str, object], name: str, modified: datetime | None, config: HugoConfig) -> Dates:
    """The dates of a page.

    Args:
        values: front matter with what is handed down to it, keys in lower case.
        name: the file's name without extension; of a bundle, its folder's.
        modified: when the file was last changed, where that is known.
        config: says which keys are asked in which order.
    """
    if config.dated_by is not None and config.dated_by.isdisjoint(values):
        return _NONE
    values = dict(values)
    found: dict[str, datetime] = {}
    unreadable: list[str] = []
    slug = None
    for date_key in DATE_KEYS:
        for key in config.order(date_key):
            if key == ":filename":
                moment, rest = date_of_name(name, config)
                if moment is not None and "slug" not in values:
                    slug = rest
            elif key == ":filemodtime":
                moment = modified
            elif key.startswith(":") or values.get(key) in (None, ""):
                continue
            else:
                moment = hugo_time(values[key], config.zone)
                if moment is None:
                    unreadable.append(key)
            if moment is not None:
                found[date_key] = moment
                # What is found for one date is then read for the next, as if it was in the front matter.
                values.setdefault(date_key, moment)
                break
    return Dates(
        found.get("date", ZERO),
        found.get("lastmod", ZERO),
        found.get("publishdate", ZERO),
        found.get("expirydate", ZERO),
        slug,
        tuple(dict.fromkeys(unreadable)),
    )


def date_of_name(name: str, config: HugoConfig) -> tuple[datetime | None, str]:
    """The date that a file's name begins with and the rest of the name; None where there is none."""
    found = _DATED.match(name)
    if found is None:
        return None, ""
    text = name[:10]
    if found[1]:
        text += " " + found[1][1:].replace("-", ":")
    moment = hugo_time_parse(text, config.zone)
    return moment, name[found.end() :].strip(" -_")
