"""What one look at a site found: plain data for `doctor` to show."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


class Check(Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        topic: ``site``, ``unchecked``, ``gate`` or ``ignored``.
        level: whether somebody should act on it.
        text: what is so, one sentence without a full stop.
        help: what to do about it, imperative; empty where there is nothing to do.
        place: file and line that it is about (``_config.yml:12``), or empty.
    """

    topic: str
    level: Level
    text: str
    help: str = ""
    place: str = ""


def ok(topic: str, text: str) -> Check:
    """All is well."""
    return Check(topic, Level.OK, text)


def note(topic: str, text: str, help: str = "", place: str = "") -> Check:  # noqa: A002 - as in Diagnostic
    """Worth knowing."""
    return Check(topic, Level.NOTE, text, help, place)


def problem(topic: str, text: str, help: str = "", place: str = "") -> Check:  # noqa: A002 - as in Diagnostic
    """Worth doing something about."""
    return Check(topic, Level.PROBLEM, text, help, place)
