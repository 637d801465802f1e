"""Which server a web address asks: its host, and its port where that is not the scheme's own."""

from __future__ import annotations

from urllib.parse import urlsplit

_USUAL_PORTS = {"http": "80", "https": "443"}


def server(scheme: str, host: str, port: str) -> str:
    """The host alone, or ``host:port`` where the port is not the one that the scheme has anyway.

    Args:
        scheme: ``http`` or ``https``, in lower case. The two of one host are one server here, as they are on every
            site that sends its readers from the one to the other.
        host: in lower case.
        port: digits, or empty.
    """
    digits = port.lstrip("0")
    return host if digits in ("", _USUAL_PORTS.get(scheme)) else f"{host}:{digits}"


def server_of(url: str) -> str:
    """The same of a whole address; empty for what is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".")
    return server(parts.scheme or "https", host, str(port or "")) if host else ""


def origin_of(url: str) -> str:
    """Scheme and host of a whole address as they are written (``https://www.example.org``); empty for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""
