"""Programs that run beside Eleventy, such as gulp, webpack or a script: what they copy, and where they write."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

_BUNDLER = re.compile(r"(?:gulpfile|gruntfile|webpack\.\w+|vite\.config|rollup\.config)[\w.]*\Z", re.IGNORECASE)
_TEXT = re.compile(r"""["'`]([^"'`\n$<>]{1,200})["'`]""")
_SCRIPT = re.compile(r"(?<![\w./-])(?:\./)?(\w[\w./-]{0,200}\.sh)\b")
_GLOB = re.compile(r"/(?:\*\*/)?\*[^/]*\Z")


class Outputs(NamedTuple):
    """What one of them does.

    Attributes:
        file: the program.
        copied: folders that it copies, each with the place in the finished site.
        made: globs of the addresses of all else that it may write.
    """

    file: str
    copied: tuple[tuple[str, str], ...]
    made: tuple[str, ...]


def is_bundler(name: str) -> bool:
    """Whether a file is such a program."""
    return _BUNDLER.match(name) is not None


def read_bundler(name: str, text: str, source: str, output: str) -> Outputs:
    """What a program writes.

    Args:
        name: the file.
        text: its text.
        source: the input folder of the site.
        output: the folder of the finished site.
    """
    texts = _texts_of(text)
    below = f"{output}/"
    written = list(dict.fromkeys(text[len(output) :] for text in texts if text == output or text.startswith(below)))
    if not written:
        return Outputs(name, (), ("/**.*",))
    folders = {_GLOB.sub("", text) for text in texts if _GLOB.search(text) and not text.startswith("!")}
    copied = {beside: target for target in written if target and (beside := f"{source}{target}".lstrip("/")) in folders}
    rest = tuple(f"{target}/**.*" for target in written if target not in copied.values())
    return Outputs(name, tuple(copied.items()), rest)


def scripts_in(package: str) -> list[str]:
    """The scripts of the shell that package.json runs, by their paths from its folder."""
    return list(dict.fromkeys(posixpath.normpath(path) for path in _SCRIPT.findall(package)))


def read_script(name: str, text: str, output: str) -> Outputs:
    """What a script of the shell puts into the folder of the finished site, going by the paths that it names there.

    Args:
        name: the file.
        text: its text.
        output: the folder of the finished site.
    """
    if not output:
        return Outputs(name, (), ())
    named = re.compile(rf"(?<![\w./-])(?:\./)?{re.escape(output)}/([\w./-]{{1,200}})")
    places = dict.fromkeys(match[1].strip("/") for line in text.splitlines() for match in named.finditer(_bare(line)))
    return Outputs(name, (), tuple(glob for place in places if place for glob in (f"/{place}", f"/{place}/**")))


def _bare(line: str) -> str:
    return "" if line.lstrip().startswith("#") else line


def _texts_of(program: str) -> list[str]:
    """The texts in quotes of a program, paths without ``./`` in front and without a slash at their end."""
    return [posixpath.normpath(text) if text.strip("./") else text for text in _TEXT.findall(program)]
