"""The text of the comment: for somebody who writes posts, in the words of their CMS, in the order of the post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from content_lint.hosts.bundle import Finding, ReportBundle
from content_lint.hosts.cms_words import CmsEntry, CmsWords
from content_lint.output.page_text import markdown_code, markdown_text
from content_lint.report.diagnostic import Severity

MARK = "<!-- content-lint: the one comment of this pull request -->"
"""By this, and by who wrote it, the comment is found again."""
MOST_BYTES = 60_000
"""GitHub takes comments of up to 65,536 characters."""
_SIGNS = {Severity.ERROR: "Put right", Severity.WARNING: "Worth a look"}


def comment_text(bundle: ReportBundle, words: CmsWords, preview: str = "") -> str:
    """The comment, or nothing where all is well.

    Args:
        bundle: what was found; every text in it may be a stranger's.
        words: of the CMS.
        preview: the address of a preview of this very change, or empty.
    """
    listed = [item for item in bundle.findings if item.severity in _SIGNS]
    if not listed and not bundle.unfinished:
        return ""
    lines = [f"{MARK}\n### {title_of(bundle)}\n"]
    if preview:
        lines.append(f"\n[Look at the preview]({_address(preview)})\n")
    room = MOST_BYTES - sum(len(line.encode()) for line in lines)
    shown = 0
    for path, group in groupby(listed, key=lambda item: item.path):
        of_file = [*group]
        part = "".join(_of_file(path, of_file, words.entry(path)))
        room -= len(part.encode())
        if room < 0:
            break
        lines.append(part)
        shown += len(of_file)
    if shown < len(listed):
        lines.append(f"\n{len(listed) - shown:,} more are in the log of the check.\n")
    if bundle.unfinished:
        lines.append("\nNot everything could be checked: the log of the check says why.\n")
    return "".join(lines)


def title_of(bundle: ReportBundle) -> str:
    """What it comes to, in one line without markup."""
    errors = sum(item.severity is Severity.ERROR for item in bundle.findings)
    warnings = sum(item.severity is Severity.WARNING for item in bundle.findings)
    if errors:
        return "1 thing has to be put right" if errors == 1 else f"{errors:,} things have to be put right"
    if bundle.unfinished:
        return "Not everything could be checked"
    if warnings:
        places = "1 place is" if warnings == 1 else f"{warnings:,} places are"
        return f"Nothing is broken, and {places} worth a look"
    return "All is well"


def _of_file(path: str, findings: Sequence[Finding], entry: CmsEntry | None) -> Iterator[str]:
    if entry is None:
        yield f"\n**{markdown_code(path)}**\n\n"
    else:
        title = f"{markdown_text(_plain(entry.collection))}: {markdown_code(entry.name)}"
        yield f"\n**{title}**{f' - [edit it]({_address(entry.url)})' if entry.url else ''}\n\n"
    for item in findings:
        yield _line(item, entry)


def _line(item: Finding, entry: CmsEntry | None) -> str:
    name = "" if entry is None or not item.field else _label(entry, item.field)
    where = f"**{markdown_text(_plain(name))}**" if name else f"Line {item.line:,}"
    message = item.message[:1].upper() + item.message[1:]
    help_text = f" {markdown_text(item.help.rstrip('.'))}." if item.help else ""
    return f"- {_SIGNS[item.severity]}: {where}: {markdown_text(message)}.{help_text}\n"


def _label(entry: CmsEntry, path: str) -> str:
    """What editors call a field: the label of the innermost key that has one."""
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        label = entry.labels.get(".".join(parts[:end]))
        if label:
            return label
    return ""


def _plain(text: str) -> str:
    return text.replace("`", "'")


def _address(url: str) -> str:
    """An address that ends no Markdown link before its own end."""
    return re.sub(r"[\s()<>\\\"'`\[\]]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)
