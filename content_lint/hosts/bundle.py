"""The report that a pull request's own run has left: a stranger may have written every byte of it.

What is taken from it are findings of rules that there are, with texts of bounded length. Which pull request it belongs
to, whether that passed, and every address come from elsewhere.
"""

from __future__ import annotations

import io
import json
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from content_lint.report.diagnostic import Severity

NAME = "content-lint-report.json"
MOST_ZIPPED = 4_000_000
_MOST_BYTES = 20_000_000
_MOST_FINDINGS = 5_000
_MOST_SITES = 50
_LONGEST_TEXT = 600
_LONGEST_PATH = 400
_MOST_LINE = 10_000_000
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError),
)


class BundleError(Exception):
    """The artifact is not what our own action writes; the text says in what."""


class Finding(Struct, frozen=True):
    """One finding of the report.

    Attributes:
        path: from the top of the repository, with ``/``.
        line: from 1.
        column: from 1.
        severity: how much it matters.
        rule: the name of a rule that there is.
        message: what is wrong; any text.
        help: what to do; any text, may be empty.
        field: the key path of the front matter that it is about, or empty.
    """

    path: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    help: str
    field: str


class ReportBundle(Struct, frozen=True):
    """What all sites of a repository came to: findings, and whether some of it could not be checked."""

    findings: tuple[Finding, ...]
    unfinished: bool


def read_bundle(zipped: bytes, rules: Mapping[str, object]) -> ReportBundle:
    """Read an artifact.

    Args:
        zipped: the archive as it was downloaded.
        rules: the names of the rules that there are.

    Raises:
        BundleError: it is no report of ours.
    """
    if len(zipped) > MOST_ZIPPED:
        raise BundleError(f"it has more than {MOST_ZIPPED:,} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(zipped)) as archive, archive.open(NAME) as file:
            data = file.read(_MOST_BYTES + 1)
    except _DAMAGED as error:
        raise BundleError(f"it is no archive with {NAME} in it") from error
    if len(data) > _MOST_BYTES:
        raise BundleError(f"{NAME} has more than {_MOST_BYTES:,} bytes")
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{NAME} is no JSON") from error
    sites = _list(_mapping(value).get("sites"), _MOST_SITES)
    if _mapping(value).get("schema_version") != 1:
        raise BundleError(f"{NAME} is of another version")
    findings = [finding for site in sites for finding in _findings(_mapping(site), rules)]
    if len(findings) > _MOST_FINDINGS:
        raise BundleError(f"it has more than {_MOST_FINDINGS:,} findings")
    unfinished = any(_mapping(site).get("exit_code") not in (0, 1) for site in sites)
    return ReportBundle(tuple(sorted(findings, key=lambda item: (item.path, item.line, item.column))), unfinished)


def _findings(site: Mapping[str, Any], rules: Mapping[str, object]) -> Iterator[Finding]:
    report = site.get("report")
    if report is None:
        return
    folder = _path(_text(site.get("folder"), _LONGEST_PATH))
    for item in map(_mapping, _list(_mapping(report).get("diagnostics"), _MOST_FINDINGS)):
        rule = item.get("rule")
        if not isinstance(rule, str) or rule not in rules:
            raise BundleError("it names a rule that there is not")
        path = _path(_text(item.get("path"), _LONGEST_PATH))
        yield Finding(
            path if folder == "." else f"{folder}/{path}",
            _number(item.get("line")),
            _number(item.get("column")),
            _severity(item.get("severity")),
            rule,
            _text(item.get("message"), _LONGEST_TEXT),
            _text(item.get("help"), _LONGEST_TEXT),
            _text(item.get("field") or "", _LONGEST_PATH),
        )


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BundleError("it is not laid out as ours are")
    return value


def _list(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise BundleError("it is not laid out as ours are")
    return value


def _text(value: object, longest: int) -> str:
    """A text, cut where it is longer than any message of ours."""
    if not isinstance(value, str):
        raise BundleError("it is not laid out as ours are")
    try:
        value.encode("utf-8", "surrogateescape")  # bytes that are no UTF-8 can be in the name of a file
    except UnicodeEncodeError as error:
        raise BundleError("it holds characters that no file can hold") from error
    return value if len(value) <= longest else f"{value[:longest]}…"


def _path(text: str) -> str:
    """A path below the top of the repository."""
    path = posixpath.normpath(text.replace("\\", "/"))
    if path.startswith(("/", "..")):
        raise BundleError("it names a file outside of the repository")
    return path


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST_LINE:
        raise BundleError("it is not laid out as ours are")
    return value


def _severity(value: object) -> Severity:
    for severity in Severity:
        if severity.label == value:
            return severity
    raise BundleError("it is not laid out as ours are")
