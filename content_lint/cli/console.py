"""The terminal: streams in UTF-8 whatever the locale, colours where they are wanted, progress where somebody looks."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from content_lint.output.style import TerminalStyle

_PATIENCE = 0.3  # seconds before progress is shown at all: a flicker tells nobody anything
_PAUSE = 0.1  # seconds between two states of it
_CELLS = 20  # of a bar that shows how much is done


class Said:
    """What was written to standard output and to standard error."""

    def __init__(self) -> None:
        self.out = ""
        self.err = ""


class Console:
    """Where results, and what is said about them, go.

    Results go to standard output, everything else to standard error. A reader who closes the pipe
    ends the output, never the program: ``closed`` tells.

    Attributes:
        question: stands for what decides what the process prints, but for files; empty where nobody will ask again.
        colour: ``always``, ``never``, or ``auto`` for what the terminal and the environment say.
    """

    def __init__(self, out: TextIO | None, err: TextIO | None, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.out = _utf8(out)
        self.err = _utf8(err)
        self.closed = False
        self.colour = "auto"
        self.question = ""
        self._said: Said | None = None

    @classmethod
    def of_process(cls, question: str = "") -> Console:
        """The console of this process, which has been started with a question."""
        console = cls(sys.stdout, sys.stderr, os.environ)
        console.question = question
        return console

    def write(self, pieces: Iterable[str]) -> None:
        """Write results to standard output."""
        if self.closed:
            return
        try:
            for batch in _batches(pieces):
                self.out.write(batch)
                if self._said is not None:
                    self._said.out += batch
            self.out.flush()
        except OSError as error:
            # What is still in the buffer would be written, and fail, once more at the end of the process.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.out.fileno())
            self.closed = True
            if not isinstance(error, BrokenPipeError):
                raise

    def note(self, pieces: Iterable[str]) -> None:
        """Write to standard error; nobody there to read it is no reason to fail."""
        try:
            text = "".join(pieces)
            if self._said is not None:
                self._said.err += text
            self.err.write(text)
            self.err.flush()
        except (OSError, ValueError):
            pass

    @contextmanager
    def listening(self) -> Iterator[Said]:
        """What is written meanwhile."""
        self._said = said = Said()
        try:
            yield said
        finally:
            self._said = None

    @property
    def out_is_terminal(self) -> bool:
        """Whether somebody sees the results at once."""
        return self.out.isatty()

    def out_style(self) -> TerminalStyle:
        """The colours of standard output."""
        return self._style(self.out)

    def err_style(self) -> TerminalStyle:
        """The colours of standard error."""
        return self._style(self.err)

    def columns(self) -> int:
        """Cells of a line of the terminal, at most 120; 100 where there is none."""
        return min(_columns(self.out, 100), 120)

    @contextmanager
    def progress(self, *, quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
        """What to tell of a run's progress: a function of what is done, how many, and of how many; or None.

        It writes one line of a terminal again and again, and takes it away at the end. A longer one would wrap, and
        only its last row could be taken away: so what is done is cut short, and never how much of it.
        """
        if quiet or not self._can_move(self.err):
            yield None
            return
        shown_at = monotonic() - _PAUSE + _PATIENCE
        shown = False

        def show(doing: str, done: int, total: int) -> None:
            nonlocal shown_at, shown
            now = monotonic()
            if now - shown_at >= _PAUSE:
                shown_at, shown = now, True
                counts = f" {done:,} of {total:,}"
                room = _columns(self.err, 80) - len(counts) - 1  # the last cell of a row may wrap too
                text = doing if len(doing) <= room else f"{doing[: max(room - 1, 0)]}…"
                bar = _bar(done, total) if room - len(text) > _CELLS + len(" []") else ""
                self.note([f"\r\x1b[K{text}{counts}{bar}"])

        try:
            yield show
        finally:
            if shown:
                self.note(["\r\x1b[K"])

    def _style(self, stream: TextIO) -> TerminalStyle:
        if self.colour != "auto":
            return TerminalStyle(colour=self.colour == "always")
        if self.environment.get("NO_COLOR"):
            return TerminalStyle(colour=False)
        forced = self.environment.get("FORCE_COLOR", "")
        if forced:
            return TerminalStyle(colour=forced not in {"0", "false"})
        return TerminalStyle(colour=self._can_move(stream))

    def _can_move(self, stream: TextIO) -> bool:
        """Whether a stream is a terminal that obeys escape sequences."""
        # The old console of Windows does not; its successors and all others name themselves.
        known = self.environment.get("TERM") or self.environment.get("WT_SESSION")
        return stream.isatty() and bool(known) and known != "dumb"


def _columns(stream: TextIO, usual: int) -> int:
    """Cells of a line of the terminal behind a stream; the usual number where it has none or does not say."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or usual
    except (OSError, ValueError):
        return usual


def _utf8(stream: TextIO | None) -> TextIO:
    if stream is None:  # closed before the program began
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - pathlib is not worth its price here
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def _batches(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in pieces of some size: a write for each finding would take longer than finding it."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= 1 << 16:
            yield "".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield "".join(waiting)


def _bar(done: int, total: int) -> str:
    """How much is done, drawn in signs that every terminal has; nothing where nobody knows how much there is."""
    if total <= 0:
        return ""
    full = min(done * _CELLS // total, _CELLS)
    return f" [{'#' * full}{'-' * (_CELLS - full)}]"
