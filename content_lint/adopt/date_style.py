"""How the dates of a site are written, and other dates in the same manner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from msgspec import Struct

from content_lint.text.regex import regex

_WRITTEN = regex(
    r"(?P<quote>['\"]?)\d{4}-\d{2}-\d{2}"
    r"(?:(?P<between>[Tt ])(?P<clock>\d{2}:\d{2})(?P<seconds>:\d{2})?(?P<fraction>\.\d{1,6})?(?P<gap> ?)"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:\d{2}|[+-]\d{4})?)?(?P=quote)"
)


class DateStyle(Struct, frozen=True):
    """One way to write a date; quotes are no part of it, since they would make it a text.

    Attributes:
        between: what is between day and time; empty where there is no time.
        seconds: whether seconds are written.
        fraction: how many digits come after them.
        zone: ``Z``, ``UTC`` or ``GMT`` as they are written, ``+00:00`` or ``+0000`` for an offset in that form, or
            empty for none; with the blank before it.
        midnight: whether the time is always 00:00.
    """

    between: str = ""
    seconds: bool = False
    fraction: int = 0
    zone: str = ""
    midnight: bool = False

    def write(self, moment: datetime, zone: tzinfo) -> str:
        """A moment as text, in the zone that the style says, else in that of the site."""
        named = self.zone.strip()
        local = moment.astimezone(UTC if named in {"Z", "UTC", "GMT"} and not self.midnight else zone)
        text = local.strftime("%Y-%m-%d")
        if self.between:
            clock = "00:00:00" if self.midnight else local.strftime("%H:%M:%S")
            text += self.between + (clock if self.seconds else clock[:5])
            text += f".{'0' * self.fraction}" if self.fraction else ""
            text += self.zone[: -len(named)] + _offset(named, local) if named else ""
        return text


def style_of(written: Iterable[str]) -> DateStyle | None:
    """The commonest style of dates as they are in files, quotes included; None where none is a date."""
    styles: Counter[DateStyle] = Counter()
    for text in written:
        found = _WRITTEN.fullmatch(text) if len(text) < 60 else None
        if found is None:
            continue
        zone = found["zone"] or ""
        form = "+00:00" if ":" in zone else "+0000" if zone[:1] in ("+", "-") else zone
        styles[
            DateStyle(
                found["between"] or "",
                bool(found["seconds"]),
                len(found["fraction"] or ".") - 1,
                (found["gap"] or "") + form if form else "",
                midnight=found["clock"] == "00:00",
            )
        ] += 1
    return styles.most_common(1)[0][0] if styles else None


def _offset(form: str, local: datetime) -> str:
    if form[0] != "+":
        return form
    text = local.strftime("%z")
    return f"{text[:3]}:{text[3:5]}" if ":" in form else text[:5]
