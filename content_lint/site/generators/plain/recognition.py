"""Generators whose pages are not modelled: recognised by their configuration, so that a run can name them.

Their configuration is mostly a program, and no code of a site is run: only what is written in it as plain text is
taken from it, such as the folder of the documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from content_lint.config.builder import INDEX, Builder
from content_lint.config.detect.detected import Detected
from content_lint.site.generators.plain.traits import DIALECT, GENERATOR, MDX
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

BOTH = (".mdx", ".md")
"""For generators that read every Markdown file as MDX."""

README = (*INDEX, "README", "readme")
ALWAYS = regex("")
_LANGUAGE = regex(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?\Z")
_LIMIT = 500_000


def script(name: str) -> re.Pattern[str]:
    """The names of a configuration that is a program of JavaScript or TypeScript."""
    return re.compile(rf"{name}\.[cm]?[jt]s\Z")


def json_key(name: str) -> re.Pattern[str]:
    """A key of a file such as package.json."""
    return re.compile(rf'"{re.escape(name)}"\s*:')


def word(key: str) -> re.Pattern[str]:
    """A key of a program, and the text in quotes that it is given."""
    return re.compile(rf"(?<![\w$]){key}\s*:\s*[\"'`]([^\"'`\n$]{{1,200}})[\"'`]")


class Recognition(Struct, frozen=True):
    """How one generator is recognised, and where it reads: a ``Detection``.

    Attributes:
        name: the word for it in our settings.
        called: its name as people know it.
        files: the names of its configuration, from its own folder.
        folders: where it reads documents unless its configuration says otherwise, from its own folder.
        names: what in its configuration names such a folder; the first group is the name.
        evidence: a file, and what has to be in it, where the configuration's name alone proves nothing.
        extra: files besides the configuration in which ``names`` is looked for.
        adds: whether the folders that are named come on top of the usual ones.
        mdx: what the names of files end in that it reads as MDX.
        mdx_everywhere: what its configuration holds where it reads every Markdown file as MDX.
        variant: a file, what has to be in it for another name, and that name.
        partials: as in Builder.
        index: as in Builder.
        address_key: as in Builder.
        heading_ids: as in Builder.
        own_reader: as in Builder.
        double_endings: as in Builder.
        dated_names: as in Generator.
        shows_not_found: as in Generator.
        labels: what its configuration holds where labels of links may be defined somewhere else than in their file.
        makes_applications: as in Detection.
        fences: as in Dialect.
    """

    name: str
    called: str
    files: re.Pattern[str]
    folders: tuple[str, ...] = ()
    names: re.Pattern[str] | None = None
    evidence: tuple[str, re.Pattern[str]] | None = None
    extra: tuple[str, ...] = ()
    adds: bool = False
    mdx: tuple[str, ...] = MDX
    mdx_everywhere: re.Pattern[str] | None = None
    variant: tuple[str, str, str] | None = None
    partials: bool = False
    index: tuple[str, ...] = INDEX
    address_key: str = "permalink"
    heading_ids: str = ""
    own_reader: bool = False
    double_endings: bool = False
    dated_names: bool = False
    shows_not_found: bool = False
    labels: re.Pattern[str] | None = None
    makes_applications: bool = False
    fences: Literal["julia", "any"] = "any"

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        """The configuration among the names of a folder's files, where it is proven to be this generator's."""
        config = next((name for name in names if self.files.fullmatch(name)), None)
        if config is None or self.evidence is None:
            return config
        file, pattern = self.evidence
        return config if pattern.search(_text(folder, file or config)) else None

    def detect(self, root: Path, home: str, config: str) -> Detected:
        """What the configuration says; without one, this is a site of which nothing is known."""
        if not config:
            return Detected(replace(GENERATOR, name=self.name), DIALECT)
        text = _text(root / home, config)
        called = self._called(root / home)
        builder = Builder(
            called,
            f"{home}/{config}" if home else config,
            self._folders(root, home, text),
            self.partials,
            self.index,
            self.address_key,
            self.heading_ids,
            self.own_reader,
            self.double_endings,
        )
        brings_labels = _holds(self.labels, text)
        generator = replace(
            GENERATOR,
            name=self.name,
            called=called,
            dated_names=self.dated_names,
            brings_labels=brings_labels,
            shows_not_found=self.shows_not_found,
        )
        mdx = BOTH if _holds(self.mdx_everywhere, text) else self.mdx
        return Detected(generator, replace(DIALECT, mdx=mdx, fences=self.fences), builder=builder)

    def _called(self, folder: Path) -> str:
        if self.variant is None:
            return self.called
        file, mark, called = self.variant
        return called if mark in _text(folder, file) else self.called

    def _folders(self, root: Path, home: str, text: str) -> tuple[str, ...]:
        """The folders of documents that the configuration, whose text is given, names, else the usual ones."""
        named: list[str] = []
        if self.names is not None:
            texts = [text, *(_text(root / home, name) for name in self.extra)]
            named = [match[1].strip() for item in texts for match in self.names.finditer(item)]
        if self.adds or not named:
            named = [*self.folders, *named]
        places = dict.fromkeys(_place(home, name) for name in named)
        return tuple(place for place in places if place is not None and ("*" in place or (root / place).is_dir()))


def _holds(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None


def _place(home: str, name: str) -> str | None:
    """A folder of the configuration's from the root, or None where it lies outside; ``.`` for the root itself.

    A folder for one language has neighbours for the others (``docs/en/docs``).
    """
    parts: list[str] = []
    *above, last = home.split("/") if home else [""]
    start = [*above, "*"] if above and _LANGUAGE.match(last) else [*above, last]
    for part in (*start, *PurePosixPath(name).parts):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", ".", "/"}:
            parts.append(part)
    return "/".join(parts) or "."


def _text(folder: Path, file: str) -> str:
    return text_if_any(folder / file, _LIMIT, within=folder)
