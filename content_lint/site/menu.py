"""The menu of a site, where its configuration writes one down: what is wrong with it."""

from __future__ import annotations

from msgspec import Struct

from content_lint.report.diagnostic import Severity
from content_lint.text.source import Span


class LostEntry(Struct, frozen=True):
    """An entry of a menu that names no file of the site.

    Attributes:
        written: what it names.
        span: where that is in the file of the menu.
        path: where readers are led from the menu: a path within the site, decoded; empty where that is elsewhere.
        made: where they would be led if a program wrote the file before the build; or empty.
        near: the file that may be meant, as it is to be written; or empty.
        warned: whether the generator warns of it.
        outside: whether the file is there, and is left out of the site on purpose.
    """

    written: str
    span: Span
    path: str
    made: str = ""
    near: str = ""
    warned: bool = True
    outside: bool = False


class Menu(Struct, frozen=True):
    """A menu, and what is wrong with it.

    Attributes:
        file: where it is written down.
        key: what it is called there.
        span: the place of that key.
        lost: entries that name no file.
        left_out: pages that are in no entry, as they would be written there.
        left_out_matters: how much that matters to the site's own build; None where it is meant to be so.
        strict: why a warning stops the build, in words; or empty.
    """

    file: str
    key: str
    span: Span
    lost: tuple[LostEntry, ...] = ()
    left_out: tuple[str, ...] = ()
    left_out_matters: Severity | None = None
    strict: str = ""
