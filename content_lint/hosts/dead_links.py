"""What is dead this week, what was before, and what has healed: the text of the one issue, which remembers it all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from content_lint.output.page_text import markdown_code, markdown_text
from content_lint.text.digests import digest
from content_lint.text.lenient import json_table
from content_lint.text.regex import regex

MARK = "<!-- content-lint: the one issue of dead links -->"
_STATE = regex(r"<!-- content-lint: remembered (\{[^<>]*\}) -->")
_DEAD = frozenset({"broken", "tls", "malformed"})
_ALIVE = frozenset({"ok", "moved", "fragment"})
_MOST_BYTES = 40_000
_MOST_REMEMBERED = 700
_PLACES = 3
_BYTES = "surrogateescape"  # as names of files that are no UTF-8 are read


class Streak(Struct, frozen=True):
    """How long an address has been dead: since when, and in how many runs."""

    since: str
    runs: int


class Target(Struct, frozen=True):
    """An address that the site links to.

    Attributes:
        address: as it is asked for.
        outcome: what asking came to, or None.
        reason: why, in words; may be empty.
        places: files and lines that link to it, in their order.
    """

    address: str
    outcome: str | None
    reason: str
    places: tuple[tuple[str, int], ...]

    @property
    def key(self) -> str:
        """A short name of the address: an issue has little room."""
        return digest(self.address.encode("utf-8", "surrogatepass"))[:10]


class DeadLinks(Struct, frozen=True):
    """What a run came to, compared with the one before.

    Attributes:
        new: dead now, and not known to be before.
        lasting: dead now and before, the longest first.
        unasked: dead before, and not asked or not answered this time.
        healed: dead before, and alive now.
        removed: how many were dead before, and are linked to no more.
        streaks: how long each dead address has been so, by its key.
    """

    new: tuple[Target, ...]
    lasting: tuple[Target, ...]
    unasked: tuple[Target, ...]
    healed: tuple[Target, ...]
    removed: int
    streaks: Mapping[str, Streak]

    @property
    def dead(self) -> int:
        """How many are dead as far as is known."""
        return len(self.new) + len(self.lasting) + len(self.unasked)


def targets_of(rows: Iterable[Mapping[str, Any]], folder: str = "") -> list[Target]:
    """The addresses of other sites in a list of links (`content-lint links --output-format json`).

    Args:
        rows: the list.
        folder: the site's, from the top of the repository.
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["scope"] == "external":
            found.setdefault(row["resolved"] or row["destination"], []).append(row)
    prefix = f"{folder.strip('/')}/" if folder.strip("./") else ""
    return [
        Target(
            address,
            group[0]["outcome"],
            group[0].get("reason") or "",
            tuple(dict.fromkeys((f"{prefix}{row['path']}", int(row["line"])) for row in group)),
        )
        for address, group in found.items()
    ]


def compare(targets: Sequence[Target], before: Mapping[str, Streak], today: date) -> DeadLinks:
    """What has become of what was dead in the last run, and what is dead besides."""
    new: list[Target] = []
    lasting: list[Target] = []
    unasked: list[Target] = []
    healed: list[Target] = []
    streaks: dict[str, Streak] = {}
    for target in targets:
        known = before.get(target.key)
        if target.outcome in _DEAD:
            (new if known is None else lasting).append(target)
            streaks[target.key] = Streak(known.since if known else today.isoformat(), known.runs + 1 if known else 1)
        elif known is not None and target.outcome in _ALIVE:
            healed.append(target)
        elif known is not None:
            unasked.append(target)
            streaks[target.key] = known
    removed = len(before.keys() - {target.key for target in targets})
    lasting.sort(key=lambda target: (streaks[target.key].since, target.address))
    return DeadLinks(tuple(new), tuple(lasting), tuple(unasked), tuple(healed), removed, streaks)


def remembered(body: str) -> dict[str, Streak]:
    """What an issue remembers of the last run; what somebody has damaged is forgotten."""
    found = _STATE.search(body)
    streaks = {}
    for key, item in json_table(found[1] if found else "").items():
        if isinstance(item, list) and len(item) == 2 and isinstance(item[0], str) and isinstance(item[1], int):
            streaks[key] = Streak(item[0], item[1])
    return streaks


def issue_text(found: DeadLinks, today: date, files: str) -> str:
    """The body of the issue.

    Args:
        found: what the run came to.
        today: its day.
        files: the address below which the repository shows its files, with a slash at its end; may be empty.
    """
    pieces = [f"{MARK}\n{_opening(found)} Asked on {_day(today.isoformat())}.\n"]
    room = _MOST_BYTES
    left_out = 0
    for title, targets in (
        ("New", found.new),
        ("Dead for longer", found.lasting),
        ("Dead before, not answered this time", found.unasked),
        ("Healed", found.healed),
    ):
        if targets:
            pieces.append(f"\n### {title} ({len(targets):,})\n\n")
        for target in targets:
            line = _line(target, found.streaks.get(target.key), files)
            room -= len(line.encode())
            if room < 0:
                left_out += 1
            else:
                pieces.append(line)
    if left_out:
        pieces.append(f"\n{left_out:,} more are in the log of the run.\n")
    if found.removed:
        links = "1 of the last time is" if found.removed == 1 else f"{found.removed:,} of the last time are"
        pieces.append(f"\n{links} linked to no more.\n")
    kept = dict(sorted(found.streaks.items(), key=lambda pair: pair[1].since)[:_MOST_REMEMBERED])
    state = json.dumps({key: [streak.since, streak.runs] for key, streak in kept.items()})
    return "".join([*pieces, f"\n<!-- content-lint: remembered {state} -->\n"])


def _opening(found: DeadLinks) -> str:
    if not found.dead:
        return "Every address that this site links to leads somewhere, as far as servers answer."
    addresses = "1 address leads" if found.dead == 1 else f"{found.dead:,} addresses lead"
    return f"{addresses} nowhere."


def _line(target: Target, streak: Streak | None, files: str) -> str:
    said = f" {markdown_text(target.reason)}" if target.reason and target.outcome in _DEAD else ""
    long = ""
    if streak is not None and streak.runs > 1:
        long = f", dead since {_day(streak.since)} in {streak.runs:,} runs"
    return f"- {markdown_code(target.address)}{said}{long}: {', '.join(_places(target, files))}\n"


def _places(target: Target, files: str) -> Iterator[str]:
    for path, line in target.places[:_PLACES]:
        shown = markdown_code(f"{path}:{line}")
        yield f"[{shown}]({files}{quote(path, errors=_BYTES)}?plain=1#L{line})" if files else shown
    if len(target.places) > _PLACES:
        yield f"{len(target.places) - _PLACES:,} more"


def _day(text: str) -> str:
    """A day as people write it: 3 November 2026."""
    try:
        day = date.fromisoformat(text)
    except ValueError:  # somebody has written into the issue
        return "an unknown day"
    return f"{day.day} {day:%B %Y}"
