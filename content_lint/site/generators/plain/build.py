"""A site without a generator that we know: addresses come from front matter or patterns, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import partial

from msgspec import Struct, field

from content_lint.config.builder import INDEX
from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import FenceState
from content_lint.parse.scalars.dates import read_date
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.escape import AddressError
from content_lint.site.generators.jekyll.url import DocumentAddress, NamedParts, document_file, output_extension
from content_lint.site.generators.plain.traits import DIALECT
from content_lint.site.model import Built, FileFacts, Page, Role, SiteFile, Skipped, State, Survey
from content_lint.text.regex import regex

_NOTHING = FileFacts(FenceState.MISSING)
_DATED = regex(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)")
_TIMES = regex(
    ":(?:year|month|day|hour|minute|second|i_day|i_month|short_month|long_month|short_year|y_day|w_year|week|w_day"
    "|short_day|long_day)(?![a-z])"
)
_WHOLE_NAME = regex(r":[a-z_]+/?\Z")
_ID = regex(r":id(?![a-z_])")
_NO_SLUG = regex(r"[^\w\- ]")
_MAKERS = regex(r"(?:\.(?:md|mkd|markdown|erb))+\Z")
_NO_PAGE = regex(r"/_|\A/(?:layouts|localizable)/")
_WILD = regex(r"[*?\[{]")


class PlainConfig(Struct, frozen=True):
    """What the model needs of the configuration.

    Attributes:
        patterns: the address pattern of a collection (Jekyll's placeholders), where it has one.
        folders: the folder of a collection, for ``:path``.
        zone: for dates that name none.
        index: names of files, without ending, that are the page of their folder; ``*`` for the folder's own name.
        address_key: the key of front matter that holds a page's whole address.
        homes: folders whose files have the names of their pages, and more endings.
    """

    patterns: Mapping[str, str] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC
    index: tuple[str, ...] = INDEX
    address_key: str = "permalink"
    homes: tuple[str, ...] = ()

    @classmethod
    def from_settings(cls, settings: SiteSettings) -> PlainConfig:
        """Take it from the settings of a site."""
        patterns = {name: item.permalink for name, item in settings.collections.items() if item.permalink}
        folders = {name: _folder(item.globs[0]) for name, item in settings.collections.items() if item.globs}
        builder = settings.builder
        if builder is None:
            return cls(patterns, folders, settings.zone)
        homes = builder.folders if builder.double_endings else ()
        return cls(patterns, folders, settings.zone, builder.index, builder.address_key, homes)


def _folder(glob: str) -> str:
    wild = _WILD.search(glob)
    return glob[: glob.rfind("/", 0, wild.start() if wild else len(glob)) + 1].strip("/")


def build(
    files: Survey | Iterable[SiteFile], facts: Mapping[str, FileFacts], config: PlainConfig, now: datetime
) -> Built:
    """The pages with what is known of their addresses; nothing is hidden and nothing stops a build.

    Args:
        files: which file is what.
        facts: of every document, by path.
        config: patterns and zone.
        now: the clock; nothing here depends on it.
    """
    del now
    given = files.files if isinstance(files, Survey) else tuple(files)
    skipped: tuple[Skipped, ...] = files.skipped if isinstance(files, Survey) else ()
    addresses = DocumentAddress(JekyllConfig())
    pages = [
        _page(file, facts.get(file.path, _NOTHING), config, addresses) for file in given if file.role is not Role.STATIC
    ]
    static = [_static(file) for file in given if file.role is Role.STATIC]
    return Built(tuple(pages), (), tuple(static), skipped=skipped)


def page_by_pattern(file: SiteFile, facts: FileFacts, pattern: str, folder: str) -> tuple[str, str]:
    """The address and the file that a pattern gives a page; both empty where it gives none.

    Args:
        file: of the page.
        facts: of its document.
        pattern: with the placeholders of ``[collections.NAME] permalink``.
        folder: that ``:path`` and ``:id`` are counted from.
    """
    name = file.collection or folder or "pages"
    config = PlainConfig({name: pattern}, {name: folder}, address_key="")
    page = _page(SiteFile(file.path, file.role, name), facts, config, DocumentAddress(JekyllConfig()))
    return page.url, page.destination


def _static(file: SiteFile) -> Page:
    path = f"/{file.path}"
    return Page(file.path, file.collection, file.role, path, path, State.STATIC, in_listing=False)


def _page(file: SiteFile, facts: FileFacts, config: PlainConfig, addresses: DocumentAddress) -> Page:
    data = facts.data or {}
    name = file.path.rpartition("/")[2]
    base = name.rpartition(".")[0] or name
    dated = _DATED.fullmatch(base)
    day, title = (dated[1], dated[2]) if dated else (None, base)
    value = data.get("date", day)
    date = read_date(value, str(value), DIALECT, config.zone).instant
    slug = _slug(data) or title
    url = destination = ""
    pattern = _pattern(data, file, config)
    if pattern and (date is not None or not _TIMES.search(pattern)):
        parts = _folders_inside(file, config)
        if _WHOLE_NAME.search(pattern) and _is_index(base, parts, config):
            # The page of a folder has the folder's address.
            base = parts.pop() if parts else ""
            slug = _slug(data) or base
        path = "/".join(["", *parts, base])
        pattern = _ID.sub(lambda _: _id_of(data.get("slug"), path), pattern)
        extension = output_extension(".html", pattern, JekyllConfig())
        when = date or datetime.min.replace(tzinfo=UTC)
        made = partial(NamedParts, file.collection or "", path, base, slug, _categories(data), when, extension)
        with suppress(AddressError):
            address = addresses.address(pattern, made)
            url, destination = address, document_file(address, extension)
    if not url:
        url, destination = _by_name(file.path, config.homes)
    return Page(file.path, file.collection, file.role, url, destination, State.LIVE, date=date, slug=slug)


def _by_name(path: str, homes: Iterable[str]) -> tuple[str, str]:
    """The address and the file of a page that its own name says; both empty where it does not."""
    home = next((home for home in homes if path.startswith(f"{home}/")), None)
    file = _MAKERS.sub("", path[len(home) :]) if home is not None else ""
    if not file.endswith(".html") or _NO_PAGE.search(file):
        return "", ""
    return file.removesuffix("index.html"), file


def _slug(data: Mapping[str, object]) -> str:
    """The slug that front matter names, or empty."""
    written = data.get("slug")
    return written if isinstance(written, str) else ""


def _folders_inside(file: SiteFile, config: PlainConfig) -> list[str]:
    """The folders of a file below the folder of its collection."""
    folder = file.path.rpartition("/")[0]
    home = config.folders.get(file.collection or "", "")
    inner = folder.removeprefix(home) if f"{folder}/".startswith(f"{home}/") else folder
    return [part for part in inner.split("/") if part]


def _is_index(base: str, parts: Sequence[str], config: PlainConfig) -> bool:
    """Whether a file is the page of its folder, by its name."""
    if base in config.index:
        return True
    return "*" in config.index and bool(parts) and parts[-1].lower() == base.lower()


def _pattern(data: Mapping[str, object], file: SiteFile, config: PlainConfig) -> str:
    """The address of a page or the pattern of it; empty where the page has none, or only its template tells."""
    own = data.get(config.address_key)
    if own is False or (isinstance(own, str) and ("{{" in own or "{%" in own)):
        return ""
    if config.address_key != "permalink" and isinstance(own, str) and own:
        return f"{own.rstrip('/')}/"  # Zola writes a folder for every page
    return own if isinstance(own, str) and own else config.patterns.get(file.collection or "", "")


def _id_of(slug: object, path: str) -> str:
    """What ``:id`` stands for: the slug as it is written, else the path in small letters without signs."""
    if isinstance(slug, str) and slug.strip("/"):
        return slug.strip("/").replace(":", "%3A")
    return "/".join(_NO_SLUG.sub("", part.lower()).replace(" ", "-") for part in path.strip("/").split("/"))


def _categories(data: Mapping[str, object]) -> tuple[object, ...]:
    many, one = data.get("categories"), data.get("category")
    named = many.split() if isinstance(many, str) else many if isinstance(many, list) else []
    return (*named, *([one] if one else []))
