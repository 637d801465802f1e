"""What the real generators make of made sites: files, and what is in the pages."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from tests.differential.generators import BuildError, build_hugo
from tests.differential.making import MadeSite

DRIVER = Path(__file__).with_name("jekyll_driver.rb")
CLOCK = "2024-06-01T00:00:00Z"


@dataclass
class BuiltPage:
    """One page of the build.

    Attributes:
        source: the file that its text comes from, or empty.
        ids: in its text and around it.
        hrefs: in its text.
        refresh: where it sends its readers, or None.
    """

    source: str = ""
    ids: set[str] = field(default_factory=set)
    hrefs: list[str] = field(default_factory=list)
    refresh: str | None = None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = BuiltPage()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.page.source, self._inside = values.get("data-source", ""), True
        if values.get("id"):
            self.page.ids.add(values["id"])
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.page.refresh = values.get("content", "").partition("url=")[2]
        if self._inside and tag in ("a", "img"):
            self.page.hrefs += [values[name] for name in ("href", "src") if name in values]

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "main"


def read_built(folder: Path) -> dict[str, BuiltPage | None]:
    """The files of a build by their path with a leading ``/``; None for what is no page."""
    found: dict[str, BuiltPage | None] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = f"/{path.relative_to(folder).as_posix()}"
            found[name] = None
            if name.endswith((".html", ".htm")):
                reader = _Reader()
                reader.feed(path.read_text("utf-8", "replace"))
                reader.page.source = unquote(reader.page.source)
                found[name] = reader.page
    return found


class Generators:
    """The real generators, ready for many sites: one Jekyll for each set of plugins, started when it is needed."""

    def __init__(self) -> None:
        self._jekylls: dict[tuple[str, ...], subprocess.Popen[str]] = {}

    def build(self, site: MadeSite, root: Path, out: Path) -> None:
        """Build a site that was written to a folder.

        Raises:
            BuildError: the generator refused it.
        """
        if site.generator == "hugo":
            build_hugo(root, out, "--clock", CLOCK, "--quiet")
            return
        process = self._jekylls.get(site.plugins)
        if process is None or process.poll() is not None:
            process = self._jekylls[site.plugins] = subprocess.Popen(
                ["ruby", "-W0", str(DRIVER), *site.plugins],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env={**os.environ, "LANG": "C.UTF-8", "JEKYLL_ENV": "production"},
            )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"source": str(root), "destination": str(out)}) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline() or '{"error": "Jekyll itself ended"}')
        if answer["error"]:
            raise BuildError(answer["error"])

    def close(self) -> None:
        """End the processes that were started."""
        for process in self._jekylls.values():
            process.communicate(timeout=60)


@contextlib.contextmanager
def generators() -> Iterator[Generators]:
    """The generators, as long as they are needed."""
    found = Generators()
    try:
        yield found
    finally:
        found.close()
