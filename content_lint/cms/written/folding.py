"""Where the library breaks long lines: `foldFlowLines`."""

from __future__ import annotations

from typing import Literal

Mode = Literal["flow", "block", "quoted"]
_LEAST = 20
_ESCAPES = {"x": 3, "u": 5, "U": 9}
_BLANKS = frozenset(" \t")
_SPACE = frozenset(" \t\n")


class _Folder:
    """One text while its folds are looked for."""

    def __init__(self, text: str, indent: str, mode: Mode, width: int, first: int) -> None:
        self.text = text
        self.indent = indent
        self.mode = mode
        self.step = max(1 + _LEAST, 1 + width - len(indent))
        self.folds: list[int] = []
        self.escaped: set[int] = set()
        self.end = width - len(indent)
        self.split = 0
        self.escape = (-1, -1)
        self.overflown = False
        if first:
            if first > width - max(2, _LEAST):
                self.folds.append(0)
            else:
                self.end = width - first

    def char(self, at: int) -> str:
        return self.text[at] if 0 <= at < len(self.text) else ""

    def run(self, *, newer: bool) -> bool:
        """Find the folds; False where the text is to stay as it is."""
        at, before = -1, ""
        if self.mode == "block":
            at = self._past_indented(at)
            if at != -1:
                self.end = at + self.step
        while char := self.char(at := at + 1):
            if self.mode == "quoted" and char == "\\":
                start = at
                at += _ESCAPES.get(self.char(at + 1), 1)
                self.escape = (start, at)
            if char == "\n":
                if self.mode == "block":
                    at = self._past_indented(at)
                self.end = at + self.step + (len(self.indent) if newer else 0)
                self.split = 0
            else:
                self._note_blank(at, char, before)
                if at >= self.end:
                    moved = self._fold(at, char, before)
                    if moved is None:
                        return False
                    at, char = moved
            before = char
        return True

    def _note_blank(self, at: int, char: str, before: str) -> None:
        if char == " " and before and before not in _SPACE:
            following = self.char(at + 1)
            if following and following not in _SPACE:
                self.split = at

    def _fold(self, at: int, char: str, before: str) -> tuple[int, str] | None:
        if self.split:
            self.folds.append(self.split)
            self.end = self.split + self.step
            self.split = 0
        elif self.mode == "quoted":
            while before in _BLANKS and before:
                before, at = char, at + 1
                char = self.char(at)
                self.overflown = True
            place = at - 2 if at > self.escape[1] + 1 else self.escape[0] - 1
            if place in self.escaped:
                return None
            self.folds.append(place)
            self.escaped.add(place)
            self.end = place + self.step
        else:
            self.overflown = True
        return at, char

    def _past_indented(self, at: int) -> int:
        """The end of lines that are indented more than the others, which are never folded."""
        end, char = at, self.char(at + 1)
        while char in _BLANKS and char:
            at += 1
            char = self.char(at)
            while char and char != "\n":
                at += 1
                char = self.char(at)
            end, char = at, self.char(at + 1)
        return end

    def folded(self) -> str:
        result = self.text[: self.folds[0]]
        for number, fold in enumerate(self.folds):
            last = number + 1 == len(self.folds)
            end = len(self.text) if last else self.folds[number + 1] or len(self.text)
            if fold == 0:
                result = f"\n{self.indent}{self.text[:end]}"
                continue
            if fold in self.escaped:
                result += f"{self.text[fold]}\\"
            result += f"\n{self.indent}{self.text[fold + 1 : end]}"
        return result


def fold(text: str, indent: str, mode: Mode, width: int, first: int = 0, *, newer: bool = False) -> tuple[str, bool]:
    """A text broken into lines, and whether some line is longer than it should be all the same.

    Args:
        text: what is written, with its quotes.
        indent: of every line but the first.
        mode: what kind of scalar it is.
        width: of a line; 0 for no end.
        first: how much is on the first line already.
        newer: whether it is version 2 of the library.
    """
    if width <= 0 or len(text) <= max(1 + _LEAST, 1 + width - len(indent)):
        return text, False
    folder = _Folder(text, indent, mode, width, first)
    if not folder.run(newer=newer) or not folder.folds:
        return text, folder.overflown
    return folder.folded(), folder.overflown
