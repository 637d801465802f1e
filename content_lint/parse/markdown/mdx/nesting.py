"""How deep in brackets a place in a program of JavaScript is."""

from __future__ import annotations


class Nesting:
    """How deep in brackets, and in template literals, a place of JavaScript is."""

    __slots__ = ("_resumed", "depth", "in_literal")

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.in_literal = False
        self._resumed: list[int] = []  # depths at which a template literal goes on

    def closes(self, mark: str) -> bool:
        """Go past a bracket, a backtick or ``${``; whether that was the bracket that closes the outermost one."""
        if self.in_literal:
            self.in_literal = mark not in {"`", "${"}
            if mark == "${":
                self._resumed.append(self.depth)
                self.depth += 1
        elif mark == "`":
            self.in_literal = True
        elif mark in "{([":
            self.depth += 1
        elif mark in "})]":
            self.depth -= 1
            if not self._resumed or self.depth != self._resumed[-1]:
                return self.depth == 0
            self._resumed.pop()
            self.in_literal = True
        return False
