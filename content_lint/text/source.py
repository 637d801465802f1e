"""The text of one file, and the only place where offsets become lines and columns."""

from bisect import bisect_right
from collections.abc import Callable
from io import StringIO
from itertools import accumulate
from typing import NamedTuple

from content_lint.text.digests import digest

BOM = "\ufeff"


class Span(NamedTuple):
    """A half-open range of code point offsets in a file's decoded text.

    Attributes:
        start: offset of the first code point, from 0.
        end: offset after the last code point; equal to ``start`` for a place between two.
    """

    start: int
    end: int

    def touches(self, other: "Span") -> bool:
        """Whether both share a code point, or one is an empty place inside or at an end of the other."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


class Position(NamedTuple):
    """A place for people: line and column from 1, the column in code points (or UTF-16 units)."""

    line: int
    column: int


class SourceText:
    """One file's text as it is on disk, with its BOM and its line ends.

    Lines end at LF, CRLF or a lone CR (as the Language Server Protocol has it). The line end
    belongs to its line, and a BOM takes no column.

    Attributes:
        path: from the site's root, with ``/``.
        text: the decoded text; bytes that are not UTF-8 are lone surrogates in it
            (``surrogateescape``), so that encoding it again gives the file's own bytes.
        digest: BLAKE2b of the bytes, in hex: tells whether the file changed meanwhile.
        undecodable: offset of the first byte that is not UTF-8, or None.
    """

    __slots__ = ("_starts", "digest", "path", "text", "undecodable")

    def __init__(self, path: str, text: str, digest: str, undecodable: int | None = None) -> None:
        self.path = path
        self.text = text
        self.digest = digest
        self.undecodable = undecodable
        self._starts: list[int] = []

    @property
    def is_read(self) -> bool:
        """Whether the text is here, and nothing has to be read for it."""
        return True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SourceText):
            return NotImplemented
        return (self.path, self.digest) == (other.path, other.digest)

    def __hash__(self) -> int:
        return hash((self.path, self.digest))

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> "SourceText":
        """Decode a file's bytes; never raises."""
        known = digest(data)
        try:
            return cls(path, data.decode("utf-8"), known)
        except UnicodeDecodeError as error:
            # The bytes before the first bad one are good UTF-8: their length in code points is its offset.
            first = len(data[: error.start].decode("utf-8"))
            return cls(path, data.decode("utf-8", "surrogateescape"), known, first)

    @classmethod
    def from_text(cls, path: str, text: str) -> "SourceText":
        """The same for text that is already decoded (an editor's buffer, a test)."""
        return cls.from_bytes(path, text.encode("utf-8", "surrogateescape"))

    def to_bytes(self) -> bytes:
        """The file's bytes, exactly as they were read."""
        return self.text.encode("utf-8", "surrogateescape")

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @property
    def line_starts(self) -> list[int]:
        """Offsets at which lines start; computed once, when first asked for."""
        if not self._starts:
            text = self.text
            # Reading lines so, Python splits at the three line ends of the protocol, and at nothing else.
            self._starts.extend(accumulate(map(len, StringIO(text, newline="")), initial=0))
            if text and not text.endswith(("\n", "\r")):
                self._starts.pop()
            self._starts[0] = 1 if text.startswith(BOM) else 0
        return self._starts

    @property
    def line_count(self) -> int:
        """Number of lines; text after the last line end counts as one, even if empty."""
        return len(self.line_starts)

    def position(self, offset: int) -> Position:
        """Line and column of an offset, both from 1, the column in code points."""
        starts = self.line_starts
        line = max(bisect_right(starts, offset), 1)
        return Position(line, max(offset - starts[line - 1], 0) + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column; raises IndexError where there is no such line."""
        if not 1 <= position.line <= self.line_count:
            raise IndexError(position.line)
        return self.line_starts[position.line - 1] + position.column - 1

    def line_span(self, line: int) -> Span:
        """The span of a line (from 1) without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < self.line_count else len(self.text)
        text = self.text[start:end]
        return Span(start, start + len(text.rstrip("\r\n")))


class UnreadText(SourceText):
    """A text that is known by its digest and read when somebody asks for it.

    Args:
        path: as in SourceText.
        digest: see SourceText.
        undecodable: see SourceText.
        read: gives the text; called once at most.
    """

    __slots__ = ("_read", "_text")

    _read: Callable[[], str]
    _text: str | None

    def __init__(self, path: str, digest: str, undecodable: int | None, read: Callable[[], str]) -> None:
        self.path = path
        self.digest = digest
        self.undecodable = undecodable
        self._starts = []
        self._read = read
        self._text = None

    @property
    def is_read(self) -> bool:
        """Whether the text was read already."""
        return self._text is not None

    @property
    def text(self) -> str:  # type: ignore[override] # where SourceText has a slot, this reads
        """The decoded text; raises what ``read`` does."""
        if self._text is None:
            self._text = self._read()
        return self._text

    def __reduce__(self) -> tuple[type[SourceText], tuple[str, str, str, int | None]]:
        """What another process is given: the text itself, since what reads it here belongs to this one."""
        return SourceText, (self.path, self.text, self.digest, self.undecodable)

    def for_once(self) -> "UnreadText":
        """The same text, to be looked at and forgotten: what is read of it here stays out of this one."""
        return UnreadText(self.path, self.digest, self.undecodable, self._read)
