# SPDX-License-Identifier: GPL-3.0-or-later
"""What an exception of the layers below means."""

from __future__ import annotations

import errno
import http.client
import ssl
from collections.abc import Sequence

from urllib3 import exceptions

from content_lint.links.external.address.guard import GuardError, NameServerError, NoSuchNameError, UnsafeError
from content_lint.links.external.wire.outcomes import Trouble

_DEEPEST = 8
_GUARD = {
    UnsafeError: Trouble.UNSAFE,
    NoSuchNameError: Trouble.NO_NAME,
    NameServerError: Trouble.NAME_SERVER,
}


_Kinds = tuple[type[BaseException], ...]
# The first that fits; subclasses come before what they derive from.
_TLS_AND_TIME: tuple[tuple[_Kinds, Trouble, str], ...] = (
    ((ssl.SSLZeroReturnError, ssl.SSLEOFError), Trouble.CLOSED, ""),
    ((ssl.SSLError,), Trouble.TLS, "does not speak TLS as it should"),
    ((TimeoutError, exceptions.TimeoutError), Trouble.LATE, ""),
)
_CONNECTION: tuple[tuple[_Kinds, Trouble, str], ...] = (
    ((ConnectionRefusedError,), Trouble.REFUSED, ""),
    ((http.client.RemoteDisconnected,), Trouble.CLOSED, ""),
    ((ConnectionResetError, BrokenPipeError, ConnectionAbortedError), Trouble.RESET, ""),
    ((http.client.IncompleteRead, exceptions.IncompleteRead), Trouble.CLOSED, ""),
    ((http.client.HTTPException, exceptions.InvalidHeader), Trouble.GARBAGE, ""),
)
# Too many open files and the like are our own trouble, all else is the way to the server.
_OURS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS})


class BadRedirectError(Exception):
    """A redirect that cannot be followed. The message goes behind the address."""


class OtherProgramError(Exception):
    """A redirect to an address that a browser hands to another program. The message goes behind the address."""


def read_trouble(error: BaseException, *, late: bool) -> tuple[Trouble, str]:
    """The trouble that an exception stands for, with its words where they say more than the trouble itself.

    Args:
        error: what linkcheck's life cycle was left with.
        late: whether the watchdog had cut the exchange.
    """
    causes = _causes(error)
    for cause in causes:
        if isinstance(cause, GuardError):
            return _GUARD[type(cause)], str(cause)
        if isinstance(cause, BadRedirectError):
            return Trouble.REDIRECT, str(cause)
        if isinstance(cause, OtherProgramError):
            return Trouble.APP, str(cause)
    if late:
        return Trouble.LATE, ""
    found = _from_libraries(causes)
    if found is not None:
        return found
    numbers = [cause.errno for cause in causes if isinstance(cause, OSError) and cause.errno is not None]
    if _OURS.intersection(numbers):
        return Trouble.INTERNAL, ""
    if isinstance(error, (exceptions.HTTPError, OSError)):
        return Trouble.UNREACHABLE, ""
    return Trouble.INTERNAL, ""


def _from_libraries(causes: Sequence[BaseException]) -> tuple[Trouble, str] | None:
    """The trouble that an exception of a library means: TLS and time outweigh what they did to the connection."""
    for table in (_TLS_AND_TIME, _CONNECTION):
        for cause in causes:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return Trouble.TLS, f"has a certificate that is not to be trusted: {cause.verify_message}"
            for kinds, trouble, detail in table:
                if isinstance(cause, kinds):
                    return trouble, detail
    return None


def _causes(error: BaseException) -> list[BaseException]:
    """The exception and what it wraps, outermost first: requests and urllib3 put causes into arguments."""
    found: list[BaseException] = []
    waiting: list[BaseException] = [error]
    while waiting and len(found) < _DEEPEST:
        cause = waiting.pop(0)
        if any(cause is known for known in found):
            continue
        found.append(cause)
        waiting += [item for item in (*cause.args, getattr(cause, "reason", None)) if isinstance(item, BaseException)]
        waiting += [item for item in (cause.__cause__,) if item is not None]
    return found
