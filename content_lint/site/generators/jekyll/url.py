"""Addresses: templates, placeholders, and the file in the output that an address stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct, field

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.escape import AddressError, as_file, escape_value, sanitize
from content_lint.site.generators.jekyll.slugify import SlugMode, downcase, ruby_text, slugify
from content_lint.text.calendar import MONTHS, WEEKDAYS
from content_lint.text.regex import regex

_PLACEHOLDER = regex(r":([a-z_]+)")
_HTML = frozenset({".html", ".xhtml", ".htm"})
# What Jekyll 3 does not know yet.
_NEW = frozenset(
    {"long_month", "w_year", "week", "w_day", "short_day", "long_day", "slugified_categories"},
)


class NamedParts(Struct, frozen=True):
    """What the placeholders of a document are made of.

    Attributes:
        collection: name of the collection.
        inner_path: path inside the collection with a leading slash, without extension.
        base_name: file name without extension.
        slug: from the front matter or the file name; None where front matter could not be read.
        categories: as they are, of any type.
        date: in the site's zone.
        output_ext: extension of the output, with the dot.
        given: the front matter.
    """

    collection: str
    inner_path: str
    base_name: str
    slug: object
    categories: tuple[object, ...]
    date: datetime
    output_ext: str
    given: Mapping[str, object] = field(default_factory=dict)


class DocumentAddress:
    """Makes addresses of posts, drafts and items."""

    def __init__(self, config: JekyllConfig) -> None:
        self._added = config.placeholders
        self._whole = config.version >= (4, 4)
        self._marks = not config.old
        makers = _MAKERS
        if config.old:
            makers = {name: maker for name, maker in makers.items() if name not in _NEW}
        elif config.version < (4, 1):
            makers = {name: maker for name, maker in makers.items() if name != "slugified_categories"}
        self._makers = makers

    def address(self, template: str, parts: Callable[[], NamedParts]) -> str:
        """The address that a template gives; raises AddressError where Jekyll stops.

        Args:
            template: with ``:name`` for what differs.
            parts: gives what the placeholders are made of; asked only where there are any.
        """
        if ":" not in template:
            return sanitize(template)
        known = parts()
        pieces = _PLACEHOLDER.split(template)
        pieces[1::2] = [self._value(name, known) for name in pieces[1::2]]
        return sanitize("".join(pieces))

    def _value(self, name: str, parts: NamedParts) -> str:
        maker, rest = self._makers.get(name), ""
        if maker is None and name.endswith("_"):
            maker, rest = self._makers.get(name[:-1]), "_"
        if maker is None and name in self._added:
            # What such a plugin is mostly for: the value of the front matter.
            value = parts.given.get(name)
            return "" if value is None else escape_value(ruby_text(value), whole=self._whole)
        if maker is None:
            raise AddressError(f"`:{name}` is no placeholder that Jekyll knows")
        return escape_value(maker(parts, self._marks), whole=self._whole) + rest


def _slug_of(parts: NamedParts) -> str:
    slug = parts.base_name if parts.slug is None else parts.slug
    if not isinstance(slug, str):
        raise AddressError(f"`slug` is not text (it reads as `{ruby_text(slug)}`)")
    return slug


def _categories(parts: NamedParts) -> str:
    return "/".join(dict.fromkeys(downcase(ruby_text(item)) for item in parts.categories))


def _slugified(parts: NamedParts, *, marks: bool) -> str:
    return "/".join(dict.fromkeys(slugify(ruby_text(item), marks=marks) for item in parts.categories))


_MAKERS: Mapping[str, Callable[[NamedParts, bool], str]] = {
    "collection": lambda parts, _: parts.collection,
    "path": lambda parts, _: parts.inner_path,
    "output_ext": lambda parts, _: parts.output_ext,
    "name": lambda parts, marks: slugify(parts.base_name, marks=marks),
    "title": lambda parts, marks: slugify(_slug_of(parts), SlugMode.PRETTY, cased=True, marks=marks),
    "slug": lambda parts, marks: slugify(_slug_of(parts), marks=marks),
    "categories": lambda parts, _: _categories(parts),
    "slugified_categories": lambda parts, marks: _slugified(parts, marks=marks),
    "year": lambda parts, _: f"{parts.date.year:04}",
    "month": lambda parts, _: f"{parts.date.month:02}",
    "day": lambda parts, _: f"{parts.date.day:02}",
    "hour": lambda parts, _: f"{parts.date.hour:02}",
    "minute": lambda parts, _: f"{parts.date.minute:02}",
    "second": lambda parts, _: f"{parts.date.second:02}",
    "i_day": lambda parts, _: str(parts.date.day),
    "i_month": lambda parts, _: str(parts.date.month),
    "short_month": lambda parts, _: MONTHS[parts.date.month - 1][:3],
    "long_month": lambda parts, _: MONTHS[parts.date.month - 1],
    "short_year": lambda parts, _: f"{parts.date.year % 100:02}",
    "y_day": lambda parts, _: f"{parts.date.timetuple().tm_yday:03}",
    "w_year": lambda parts, _: f"{parts.date.isocalendar().year:04}",
    "week": lambda parts, _: f"{parts.date.isocalendar().week:02}",
    "w_day": lambda parts, _: str(parts.date.isoweekday()),
    "short_day": lambda parts, _: WEEKDAYS[parts.date.weekday()][:3],
    "long_day": lambda parts, _: WEEKDAYS[parts.date.weekday()],
}


def fill_in(template: str, values: Mapping[str, str], *, whole: bool = False) -> str:
    """The address of a page or a static file: only these names are placeholders, one after the other."""
    made = template
    for name, value in values.items():
        if ":" not in made:
            break
        made = made.replace(f":{name}", escape_value(value, whole=whole))
    return sanitize(made)


def with_suffix(template: str, permalink: str) -> str:
    """The template with the ending that the site's permalink style asks for."""
    if permalink == "pretty" or permalink.endswith("/"):
        return f"{template}/"
    if permalink in {"date", "ordinal", "none"} or permalink.endswith(":output_ext"):
        return f"{template}:output_ext"
    return template


def page_template(base_name: str, output_ext: str, permalink: str) -> str:
    """The template of a page without a permalink of its own."""
    if output_ext not in _HTML:
        return "/:path/:basename:output_ext"
    return "/:path/" if base_name == "index" else with_suffix("/:path/:basename", permalink)


def split_name(name: str) -> tuple[str, str]:
    """A file name without its extension, and the extension with its dot, as Ruby takes them apart."""
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if stem.strip(".") else (name, "")


def output_extension(extension: str, permalink: object, config: JekyllConfig) -> str:
    """The extension of what is written; raises AddressError where the permalink is no text."""
    if permalink is not None and permalink is not False:
        if not isinstance(permalink, str):
            raise AddressError(f"`permalink` is not text (it reads as `{ruby_text(permalink)}`)")
        if not permalink.endswith("/"):
            given = split_name(permalink.rpartition("/")[2])[1]
            if given:
                return given
    return converted_extension(extension, config)


def converted_extension(extension: str, config: JekyllConfig) -> str:
    """What Jekyll's converters make of a source file's extension."""
    lower = extension.lower()
    if lower in config.markdown_ext:
        return ".html"
    if lower in {".scss", ".sass"}:
        return ".css"
    if lower == ".coffee" and "jekyll-coffeescript" in config.plugins:
        return ".js"
    return extension


def document_file(address: str, output_ext: str) -> str:
    """The file that a document is written to, from the root of the output."""
    path = as_file(address)
    if address.endswith("/"):
        return f"{path.rstrip('/')}/index.html"
    return path if path.endswith(output_ext) else path + output_ext


def page_file(address: str, output_ext: str) -> str:
    """The file that a page is written to: its index keeps its own extension."""
    path = as_file(address)
    if address.endswith("/"):
        path = f"{path.rstrip('/')}/index"
    return path if path.endswith(output_ext) else path + output_ext
