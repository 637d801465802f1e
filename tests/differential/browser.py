"""A finished site as its readers get it: where every link leads, and what the pages say.

Links are resolved as a browser does it, with ``<base>``; those in feeds as a feed reader does it, with ``xml:base``. A
text in RSS or JSON, or in Atom without ``xml:base``, has no base address: a link without a host leads nowhere there.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from content_lint.text.characters import has_right_to_left, strip_invisible

NOWHERE = "nowhere:"
_LINKS = frozenset({"href", "src", "poster", "data", "action", "formaction", "cite", "background", "longdesc"})
_REFRESH = re.compile(r"\s*\d+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE)
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]")
_HTML_INSIDE = re.compile(r"<[a-zA-Z][^>]*>")


@dataclass
class Rendered:
    """One file of a finished site.

    Attributes:
        links: the attribute, and the whole address that it leads to, in order.
        shape: all else, in order: tags with their other attributes, and texts as readers see them.
        refresh: where the page sends its readers on, or None.
    """

    links: list[tuple[str, str]] = field(default_factory=list)
    shape: list[str] = field(default_factory=list)
    refresh: str | None = None


def read_site(folder: Path, url: str) -> dict[str, Rendered]:
    """Every file below a folder that a generator wrote; ``url`` is the folder's address, with a slash at its end."""
    return {
        path.relative_to(folder).as_posix(): _read(path, url + path.relative_to(folder).as_posix())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _read(path: Path, address: str) -> Rendered:
    if path.suffix in {".html", ".htm"}:
        return read_html(path.read_text("utf-8", "surrogateescape"), address.removesuffix("index.html"))
    if path.suffix in {".xml", ".rss", ".atom"}:
        return read_feed(path.read_text("utf-8"))
    if path.suffix == ".json":
        return _read_json(path.read_text("utf-8"))
    return Rendered(shape=[path.read_bytes().hex()[:100_000]])


class _Reader(HTMLParser):
    def __init__(self, base: str | None, into: Rendered) -> None:
        super().__init__(convert_charrefs=True)
        self.base, self.rendered, self.had_base = base, into, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "base" and "href" in values and not self.had_base and self.base is not None:
            self.base, self.had_base = urljoin(self.base, values["href"]), True
        rest = []
        for name, value in attrs:
            if name in _LINKS and tag != "base":
                self.rendered.links.append((f"{tag}.{name}", resolve(value or "", self.base)))
            elif name == "srcset":
                for candidate in (value or "").split(","):
                    if candidate.strip():
                        self.rendered.links.append((f"{tag}.{name}", resolve(candidate.split()[0], self.base)))
            else:
                rest.append(f"{name}={value}")
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.match(values.get("content", ""))
            self.rendered.refresh = resolve(match[1], self.base) if match else None
            rest = [item for item in rest if not item.startswith("content=")]
            if self.rendered.refresh is not None:
                self.rendered.links.append(("meta.refresh", self.rendered.refresh))
        self.rendered.shape.append(f"<{tag} {' '.join(rest)}>")

    def handle_endtag(self, tag: str) -> None:
        self.rendered.shape.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        text = seen(data)
        if text:
            self.rendered.shape.append(text)


def resolve(written: str, base: str | None) -> str:
    """The whole address that something written in a page leads to."""
    written = re.sub(r"[\t\r\n]", "", written.strip(" \t\r\n\f"))
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", written):
        return written
    return NOWHERE + written if base is None else urljoin(base, written)


def seen(text: str) -> str:
    """A text without what readers cannot see; marks of direction count where letters run from right to left.

    Blanks are one blank, also around what is not seen.
    """
    text = " ".join(_UNSEEN.sub("", text).split())
    turned = has_right_to_left(text) or re.search("[\u061c\u200f\u202b\u202d\u202e\u2067\u2068]", text)
    return text if turned else " ".join(_DIRECTION.sub("", text).split())


def read_html(text: str, address: str | None, into: Rendered | None = None) -> Rendered:
    """One page, or a piece of one in a feed (whose ``address`` is then its base, or None)."""
    rendered = into or Rendered()
    reader = _Reader(address, rendered)
    reader.feed(text)
    reader.close()
    return rendered


def read_feed(text: str) -> Rendered:
    """A feed, or any other XML."""
    rendered = Rendered()
    root = ET.fromstring(text)
    _walk(root, None, rendered)
    if root.tag.endswith(("urlset", "sitemapindex")):
        # Hugo lists the languages of a page there in any order.
        rendered.links.sort()
        rendered.shape.sort()
    return rendered


def _walk(element: ET.Element, base: str | None, rendered: Rendered) -> None:
    if _XML_BASE in element.attrib:
        base = urljoin(base or "", element.attrib[_XML_BASE])
    for name, value in element.attrib.items():
        if name in {"href", "src", "url"}:
            rendered.links.append((f"{element.tag}.{name}", resolve(value, base)))
        else:
            rendered.shape.append(f"{element.tag} {name}={value}")
    content = element.text or ""
    if _HTML_INSIDE.search(content):
        read_html(content, base, rendered)
    elif text := seen(content):
        rendered.shape.append(f"{element.tag}: {text}")
    for child in element:
        _walk(child, base, rendered)


def _read_json(text: str) -> Rendered:
    rendered = Rendered()
    for value in _strings(json.loads(text)):
        if _HTML_INSIDE.search(value):
            read_html(value, None, rendered)
        else:
            rendered.shape.append(seen(value))
    return rendered


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    else:
        yield str(value)


def path_of(address: str) -> str:
    """The decoded path of an address."""
    return unquote(urlsplit(address).path) or "/"


def without_unseen(address: str) -> str:
    """An address, decoded, without invisible characters."""
    return strip_invisible(unquote(address))
