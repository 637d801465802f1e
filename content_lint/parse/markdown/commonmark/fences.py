"""Where code between fences ends."""

from __future__ import annotations


def end_of_fence(text: str, position: int, mark: str, *, margin: str = " ", widest: int = 3) -> int:
    """The offset after the line that closes a fence, or the text's end.

    Args:
        text: any text; linear in what is read of it.
        position: where the line after the opening one begins.
        mark: the backticks or tildes of the opening line; as many of them close it, or more.
        margin: the characters that may be before them.
        widest: how many of those.
    """
    while (found := text.find(mark, position)) >= 0:
        before = text[text.rfind("\n", 0, found) + 1 : found]
        position = text.find("\n", found) + 1 or len(text)
        if (
            len(before) <= widest
            and not before.strip(margin)
            and not text[found:position].strip(" \t\n").strip(mark[0])
        ):
            return position
    return len(text)
