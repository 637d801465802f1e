"""What the checker and its worker say to each other: JSON objects, one a line, in ASCII, over the worker's pipes.

Version 1. The checker writes, in this order::

    {"type": "policy", "version": 1, "policy": {…}}                          policy.py's to_wire
    {"type": "check", "id": 3, "url": "https://…", "fragments": ["x"], "known_missing": false}
    {"type": "mail", "id": 4, "domain": "agency.gov"}
    {"type": "end"}                                                           no more work; the run begins

and keeps the pipe open: when it closes, the worker ends at once. The worker writes::

    {"type": "ready", "version": 1, "engine": "linkchecker 10.6.0"}
    {"type": "started", "id": 3}                                             once a try
    {"type": "result", "id": 3, "outcome": "ok", "reason": "…", "status": 200, "final_url": "https://…",
     "chain": [[301, "https://…"]], "missing": ["x"], "unsure": [], "trouble": null, "requests": 2}
    {"type": "alive", "waiting": 12, "memory": 73400320}                      once a second; peak memory in bytes
    {"type": "done", "requests": 2151}                                        the last line; then it ends
    {"type": "failed", "what": "missing-package", "detail": "linkchecker"}    instead of all else

Unknown types and keys are an error: the two come in one package and speak one version. A line is at most
``LONGEST_LINE`` bytes long.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content_lint.report.verdict import Outcome, RedirectHop

VERSION = 1
LONGEST_LINE = 1 << 20
_LONGEST_TEXT = 1 << 16


class ProtocolError(Exception):
    """The other side said something that this version does not know."""


@dataclass(frozen=True, slots=True)
class WebJob:
    """One URL to be asked.

    Attributes:
        id: names it within this run of a worker.
        url: serialised, without fragment.
        fragments: places to be looked for.
        known_missing: whether an earlier run has seen a 404.
    """

    id: int
    url: str
    fragments: tuple[str, ...] = ()
    known_missing: bool = False


@dataclass(frozen=True, slots=True)
class MailJob:
    """One mail domain to be looked up, in ASCII and lower case."""

    id: int
    domain: str


Job = WebJob | MailJob


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker is there."""

    engine: str


@dataclass(frozen=True, slots=True)
class Started:
    """A try of a job has begun."""

    id: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a job came to; see Verdict and Facts.

    Attributes:
        id: the job's.
        outcome: for the URL without a fragment.
        reason: in words.
        status: last HTTP status, or None.
        final_url: where the request ended.
        chain: redirects in order.
        missing: the fragments that the page does not have.
        unsure: fragments that it cannot be said of.
        trouble: see outcomes.Trouble, or None.
        requests: how many requests it took.
    """

    id: int
    outcome: Outcome
    reason: str
    status: int | None = None
    final_url: str | None = None
    chain: tuple[RedirectHop, ...] = ()
    missing: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    trouble: str | None = None
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Alive:
    """The worker still works."""

    waiting: int
    memory: int


@dataclass(frozen=True, slots=True)
class Done:
    """All jobs have their results."""

    requests: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The worker cannot work at all."""

    what: str
    detail: str


Message = Ready | Started | Result | Alive | Done | Failed


def write_line(type_: str, **values: object) -> bytes:
    """One line of the protocol."""
    return json.dumps({"type": type_, **values}, separators=(",", ":")).encode("ascii") + b"\n"


def write_job(job: Job) -> bytes:
    """The line of a job."""
    if isinstance(job, MailJob):
        return write_line("mail", id=job.id, domain=job.domain)
    return write_line("check", id=job.id, url=job.url, fragments=job.fragments, known_missing=job.known_missing)


def write_result(result: Result) -> bytes:
    """The line of a result."""
    return write_line(
        "result",
        id=result.id,
        outcome=result.outcome.value,
        reason=result.reason,
        status=result.status,
        final_url=result.final_url,
        chain=[[hop.status, hop.url] for hop in result.chain],
        missing=result.missing,
        unsure=result.unsure,
        trouble=result.trouble,
        requests=result.requests,
    )


def read_object(line: bytes) -> dict[str, Any]:
    """The JSON object of a line.

    Raises:
        ProtocolError: if it is none.
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ProtocolError("a line that is not JSON") from None
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise ProtocolError("a line without a type")
    return value


def read_job(value: Mapping[str, Any]) -> Job:
    """A job from its object.

    Raises:
        ProtocolError: if it is none.
    """
    try:
        if value["type"] == "mail":
            return MailJob(_int(value["id"]), _text(value["domain"]))
        fragments = tuple(_text(item) for item in value["fragments"])
        return WebJob(_int(value["id"]), _text(value["url"]), fragments, value["known_missing"] is True)
    except (KeyError, TypeError) as error:
        raise ProtocolError("a job that is not complete") from error


def read_message(line: bytes) -> Message:
    """What the worker said.

    Raises:
        ProtocolError: if this version does not know it.
    """
    value = read_object(line)
    try:
        match value["type"]:
            case "ready":
                if value["version"] != VERSION:
                    raise ProtocolError(f"version {value['version']!r:.20}, and this is version {VERSION}")
                return Ready(_text(value["engine"]))
            case "started":
                return Started(_int(value["id"]))
            case "result":
                return _read_result(value)
            case "alive":
                return Alive(_int(value["waiting"]), _int(value["memory"]))
            case "done":
                return Done(_int(value["requests"]))
            case "failed":
                return Failed(_text(value["what"]), _text(value["detail"]))
            case other:
                raise ProtocolError(f"a line of the unknown type {other!r:.40}")
    except (KeyError, TypeError, ValueError) as error:
        raise ProtocolError(f"a line of type {value['type']!r:.40} that is not complete") from error


def _read_result(value: Mapping[str, Any]) -> Result:
    status = value["status"]
    final_url = value["final_url"]
    trouble = value["trouble"]
    return Result(
        _int(value["id"]),
        Outcome(value["outcome"]),
        _text(value["reason"]),
        None if status is None else _int(status),
        None if final_url is None else _text(final_url),
        tuple(RedirectHop(_int(code), _text(url)) for code, url in value["chain"]),
        tuple(_text(item) for item in value["missing"]),
        tuple(_text(item) for item in value["unsure"]),
        None if trouble is None else _text(trouble),
        _int(value["requests"]),
    )


def _int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a number was expected")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise TypeError("a text was expected")
    return value
