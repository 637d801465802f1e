"""How large the images of a site are, by the first bytes of their files."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO, NamedTuple

from content_lint.text.files import open_ordinary
from content_lint.text.regex import regex

_LARGEST = 100_000_000  # bytes
_HEAD = 1 << 16
_SVG = regex(r"<svg\b[^<>]*+>")
_LENGTH = regex(r"\s(width|height)\s*+=\s*+[\"']\s*+(\d{1,6})(?:\.\d*+)?(?:px)?\s*+[\"']")
_BOX = regex(r"\sviewBox\s*+=\s*+[\"']\s*+[-\d.]++[\s,]++[-\d.]++[\s,]++(\d{1,6})(?:\.\d*+)?[\s,]++(\d{1,6})")
_MOST = 1_000_000
"""No image of a page is wider or higher: what says so is damaged, or somebody's joke."""


class Size(NamedTuple):
    """Width and height in pixels; None where they are not known."""

    width: int | None = None
    height: int | None = None


class ImageSizes:
    """The sizes of a site's images; each file is read once.

    Attributes:
        can_read: whether the package that reads all formats but SVG is installed.

    Args:
        root: the site's root.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, Size] = {}
        self.can_read = find_spec("imagesize") is not None

    def of(self, path: str) -> Size:
        """The size of an image, by its path from the root."""
        if path not in self._known:
            try:
                with open_ordinary(self._root / path, _LARGEST, within=self._root) as file:
                    self._known[path] = self._read(file)
            except (OSError, ValueError):
                self._known[path] = Size()
        return self._known[path]

    def _read(self, file: BinaryIO) -> Size:
        head = file.read(_HEAD)
        if head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return _of_svg(
                head.decode("utf-8", "replace")
            )  # read here: a parser of XML is a way to keep a machine busy
        if not self.can_read:
            return Size()
        file.seek(0)
        return _of_pixels(file)


def _of_pixels(file: BinaryIO) -> Size:
    import imagesize

    get: Callable[[BinaryIO], tuple[float, float]] = imagesize.get
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            width, height = get(file)
    except Exception:  # noqa: BLE001 - a damaged file has no size, whatever stops the reader
        return Size()
    return Size(int(width), int(height)) if 0 < width <= _MOST and 0 < height <= _MOST else Size()


def _of_svg(head: str) -> Size:
    start = _SVG.search(head)
    if start is None:
        return Size()
    given = {match[1]: int(match[2]) for match in _LENGTH.finditer(start[0])}
    if len(given) == 2:
        return Size(given["width"], given["height"])
    box = _BOX.search(start[0])
    return Size(int(box[1]), int(box[2])) if box is not None else Size()
