"""Why a change is not answered from an index."""

from __future__ import annotations


class NotQuiet(Exception):  # noqa: N818 - no error, but the reason for the long way
    """A change has to be looked at in the light of the whole site; the message says why."""


class NotAlone(NotQuiet):
    """What becomes of a text hangs on other files, so that the model of the site is run again; the message says why."""
