"""What the formats of dates in a form come to: an example of what each CMS saves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from content_lint.config.forms import FormField
from content_lint.text.regex import regex

_TOKEN = regex(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|m|ss|s|SSS|ZZ|Z|A|a|X|x|.", 0)
_LONGEST = 200
_EXAMPLE = datetime(2022, 7, 17, 9, 0, tzinfo=timezone(timedelta(hours=1)))
_IN_PYTHON: Mapping[str, str] = {
    "YYYY": "%Y",
    "YY": "%y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "DD": "%d",
    "HH": "%H",
    "hh": "%I",
    "mm": "%M",
    "ss": "%S",
    "ZZ": "%z",
    "A": "%p",
}
KEYS = ("date_format", "time_format", "format", "picker_utc")
"""The settings of a datetime widget that say how dates are written."""


def example_of(field: FormField, program: str) -> str:
    """The 17th of July 2022 at nine o'clock in London, as a form saves it."""
    dated, timed, whole = (field.given.get(key) for key in ("date_format", "time_format", "format"))
    if isinstance(whole, str) and whole:
        return formatted(whole)
    is_utc = field.given.get("picker_utc") is True
    if isinstance(dated, str) and dated:
        joint = "T" if program != "sveltia" else " "
        return formatted(dated) + (joint + formatted(timed) if isinstance(timed, str) and timed else "")
    if program == "sveltia":
        if timed is False:
            return "2022-07-17"
        return "2022-07-17T09:00:00Z" if is_utc else "2022-07-17T09:00:00"
    if is_utc:
        return "2022-07-17T09:00:00.000Z"
    return "2022-07-17T00:00:00.000+01:00" if timed is False else "2022-07-17T09:00:00.000+01:00"


def formatted(pattern: str, moment: datetime = _EXAMPLE) -> str:
    """A moment in a format of Day.js; of a long one, what it begins with."""
    return "".join(_token(found[0], found[1], moment) for found in _TOKEN.finditer(pattern[:_LONGEST]))


def _token(token: str, quoted: str | None, moment: datetime) -> str:
    if quoted is not None:
        return quoted
    if token in _IN_PYTHON:
        return moment.strftime(_IN_PYTHON[token])
    if token in ("X", "x"):
        return str(int(moment.timestamp() * (1 if token == "X" else 1000)))
    hour = moment.hour % 12 or 12
    single = {"M": moment.month, "D": moment.day, "H": moment.hour, "h": hour, "m": moment.minute, "s": moment.second}
    if token in single:
        return str(single[token])
    others = {"SSS": "000", "Z": moment.isoformat()[-6:], "a": moment.strftime("%p").lower()}
    return others.get(token, token)


def settings_like(fields: list[FormField], generator: str) -> dict[str, object]:
    """How a new date is written: as the site's other dates are, else so that the generator reads day, time and zone."""
    for field in fields:
        found = {key: field.given[key] for key in KEYS if key in field.given and key != "picker_utc"}
        if field.widget == "datetime" and found:
            return found
    return {"format": "YYYY-MM-DD HH:mm:ss ZZ" if generator == "jekyll" else "YYYY-MM-DDTHH:mm:ssZ"}
