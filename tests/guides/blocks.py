"""Every block of code in README and guides, with the page that it is on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.conftest import ROOT

_FENCED = re.compile(r"^~~~(\w*)[^\n]*\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)((?:    [^\n]*\n|\n(?=    ))+)")


@dataclass(frozen=True)
class Block:
    """One block: its page, its language (``""`` where it is only indented), its text, and which of the page it is."""

    page: str
    language: str
    text: str
    number: int

    @property
    def name(self) -> str:
        return f"{self.page}-{self.number}"


def blocks() -> Iterator[Block]:
    for path in (ROOT / "README.md", *sorted((ROOT / "content" / "guides").glob("*.md"))):
        text = path.read_text("utf-8")
        for number, match in enumerate(_FENCED.finditer(text)):
            yield Block(path.stem, match[1], match[2], number)
        if path.stem == "README":
            for number, match in enumerate(_INDENTED.finditer(text)):
                lines = [line.removeprefix("    ") for line in match[1].splitlines()]
                yield Block(path.stem, "", "\n".join(lines) + "\n", number)


def of(*languages: str) -> list[Block]:
    return [block for block in blocks() if block.language in languages]


def with_our_commit(text: str) -> str:
    """The text as somebody writes it who has every action pinned."""
    return re.sub(r"uses: OWNER/(content-lint[\w/-]*)@v1", rf"uses: octo/\1@{'0' * 40} # v1.0.0", text)
