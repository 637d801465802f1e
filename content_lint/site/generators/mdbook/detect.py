"""How mdBook is recognised, and what its configuration says of the book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from content_lint.config.builds.build import places, seen_from
from content_lint.config.builds.recipes import WORKFLOWS, used_actions
from content_lint.config.detect.detected import Detected
from content_lint.config.errors import ConfigError
from content_lint.config.settings import GeneratorFiles
from content_lint.config.yaml_files import read_config_text
from content_lint.parse.toml_values import toml_values
from content_lint.site.generators.mdbook.config import SUMMARY, chapters_of, config_of, source_of
from content_lint.site.generators.mdbook.traits import DIALECT, GENERATOR
from content_lint.site.generators.plain.recognition import Recognition
from content_lint.text.files import text_if_any
from content_lint.text.lenient import mapping, word
from content_lint.text.regex import regex

_RECOGNISED = Recognition(
    "mdbook",
    "mdBook",
    regex(r"book\.toml\Z"),
    ("src",),
    regex(r"^[ \t]*src[ \t]*=[ \t]*\"([^\"\n]+)", re.MULTILINE),
)
_MOST = 2_000_000
_PUTS = "peaceiris/actions-gh-pages"


class _MdBook:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return _RECOGNISED.claims(folder, names)

    def detect(self, root: Path, home: str, config: str) -> Detected:
        below = f"{home}/" if home else ""
        name = posixpath.join(home, config)
        written = _read(root, name) if config else {}
        summary = source_of(below, written) + SUMMARY
        chapters = tuple(dict.fromkeys(chapters_of(text_if_any(root / summary, _MOST, within=root))))
        if not config or not chapters:  # a program makes it before the build
            return _RECOGNISED.detect(root, home, config)
        url, base = _address(mapping(mapping(written.get("output")).get("html")))
        top, _ = places(root)
        parsed = replace(config_of(name, below, written, base), chapters=chapters, beside=tuple(_beside(top)))
        return Detected(
            # A preprocessor that nobody knows may define what texts name, as that of Rust's own reference does.
            replace(GENERATOR, static_folder=parsed.source, brings_labels=bool(parsed.strange)),
            DIALECT,
            GeneratorFiles(written, name, parsed),
            url=url,
            base_path=base or "",
            content=(parsed.source.rstrip("/"),) if parsed.source else (),
            sources=(name, summary, *seen_from(root, (top / WORKFLOWS,))),
        )


def _read(root: Path, name: str) -> Mapping[str, object]:
    try:
        return toml_values(read_config_text(root, name))
    except (ValueError, RecursionError) as error:
        raise ConfigError(name, None, "this is not TOML", f"The parser says: {error}.") from error


def _beside(top: Path) -> Iterator[str]:
    """Folders of the host into which a workflow puts builds of the book; ``*`` for one that only the workflow knows."""
    for given in used_actions(top, _PUTS):
        if folder := given.get("destination_dir", ""):
            yield "*" if "$" in folder else folder.removeprefix("./").strip("/")


def _address(html: Mapping[str, object]) -> tuple[str, str | None]:
    """Host and folder of the book, as far as it says them (``site-url``, which is mostly a path, and ``cname``)."""
    site, cname = word(html.get("site-url")), word(html.get("cname"))
    try:
        parts = urlsplit(site)
        host = parts.netloc if parts.scheme in ("http", "https") else cname
        urlsplit(f"https://{host}").port  # noqa: B018  # raises where it is no host
    except ValueError:
        return "", None
    return f"https://{host}" if host else "", parts.path.rstrip("/") if site else "" if cname else None


DETECTIONS = {"mdbook": _MdBook()}
