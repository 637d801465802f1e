"""Output formats: which files Hugo writes of a page besides its HTML, and where."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from content_lint.site.generators.hugo.values import to_text, to_texts

HTML = "html"


class OutputFormat(Struct, frozen=True):
    """One of them.

    Attributes:
        base_name: the file's name without its ending.
        suffix: the ending, without its dot.
        folder: the folder that it puts before the page's own, without slashes; empty for none.
    """

    base_name: str = "index"
    suffix: str = HTML
    folder: str = ""

    def file(self, folder: str, prefix: str, *, ugly: bool = False) -> str:
        """The file of a page.

        Args:
            folder: that of its address.
            prefix: the folder of its language, with which that begins.
            ugly: whether the file has the name of the folder, and not one of its own in it.
        """
        before = f"/{prefix}" if prefix else ""
        own = folder.removeprefix(before) if self.folder else folder
        place = f"{before}/{self.folder}{own}" if self.folder else own
        return f"{place}.{self.suffix}" if ugly else f"{place}/{self.base_name}.{self.suffix}"


KNOWN: Mapping[str, OutputFormat] = {
    HTML: OutputFormat(),
    "amp": OutputFormat(folder="amp"),
    "calendar": OutputFormat(suffix="ics"),
    "css": OutputFormat("styles", "css"),
    "csv": OutputFormat(suffix="csv"),
    "json": OutputFormat(suffix="json"),
    "markdown": OutputFormat(suffix="md"),
    "robots": OutputFormat("robots", "txt"),
    "rss": OutputFormat(suffix="xml"),
    "sitemap": OutputFormat("sitemap", "xml"),
    "webappmanifest": OutputFormat("manifest", "webmanifest"),
}
_SUFFIXES = {
    "text/html": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/calendar": "ics",
    "text/xml": "xml",
    "application/json": "json",
    "application/xml": "xml",
    "application/rss+xml": "xml",
    "text/csv": "csv",
    "application/manifest+json": "webmanifest",
    "text/css": "css",
    "text/javascript": "js",
    "image/svg+xml": "svg",
    "text/x-opml": "opml",
    "application/toml": "toml",
    "application/yaml": "yaml",
}


def read_formats(formats: object, media_types: object) -> Mapping[str, OutputFormat]:
    """The output formats of a site by name, in lower case: Hugo's own, as the configuration changes and adds to them.

    Args:
        formats: the table ``outputFormats``, with keys in lower case.
        media_types: the table ``mediaTypes``, in the same way.
    """
    made = dict(KNOWN)
    types = media_types if isinstance(media_types, Mapping) else {}
    for name, given in formats.items() if isinstance(formats, Mapping) else ():
        if not isinstance(given, Mapping):
            continue
        known = made.get(name, OutputFormat())
        kind = to_text(given.get("mediatype")).lower()
        made[name] = OutputFormat(
            to_text(given.get("basename")) or known.base_name,
            _suffix(kind, types) if kind else known.suffix,
            to_text(given.get("path")).strip("/") if "path" in given else known.folder,
        )
    return made


def _suffix(kind: str, types: Mapping[str, object]) -> str:
    given = types.get(kind)
    suffixes = to_texts(given.get("suffixes")) if isinstance(given, Mapping) else ()
    return suffixes[0] if suffixes else _SUFFIXES.get(kind) or kind.rpartition("/")[2].rpartition("+")[2]
