"""What templates of a site ask for: pages, their files, the site, and functions that need it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from content_lint.parse.facts import Document
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle, parse_path
from content_lint.site.generators.hugo.go_templates.functions import FUNCTIONS, ParsedAddress
from content_lint.site.generators.hugo.go_templates.values import (
    UNKNOWN,
    Function,
    MadeAddress,
    StopError,
    Value,
    Version,
)
from content_lint.site.generators.hugo.heading_ids import anchorize
from content_lint.site.generators.hugo.mounts import CONTENT, STATIC
from content_lint.site.generators.hugo.references import BrokenReferenceError, HugoReferences, ReferenceTarget
from content_lint.site.generators.hugo.text import escape_path, join, sanitize
from content_lint.site.generators.hugo.values import lowered
from content_lint.site.model import Page

if TYPE_CHECKING:
    from content_lint.site.index import Site

_GLOB = frozenset("*?[{")
_NEWEST = (0, 168, 0)
_BUILT = {"IsProduction": True, "IsDevelopment": False, "IsServer": False, "Environment": "production"}

Resources = Callable[[str, str], str | None]
"""The address of a file of a page's bundle, without the base path: by the page's file, and the path that is asked."""


class SiteValues:
    """The pages and functions of one site.

    Args:
        site: the site.
        references: finds pages by their paths.
        resources: see Resources.

    Attributes:
        asked: the paths of pages and files that were looked for, until somebody clears it.
    """

    def __init__(self, site: Site, references: HugoReferences, resources: Resources) -> None:
        self.site = site
        self.config = HugoConfig.of(site.settings)
        self.references = references
        self.resources = resources
        self.asked: set[str] = set()
        self._functions: dict[str, Mapping[str, Function]] = {}

    def page(self, document: Document) -> PageValue:
        """The page of a document."""
        page = self.site.pages.get(document.path)
        return PageValue(self, document.path, page.url if page is not None else "")

    def found(self, target: ReferenceTarget | None) -> PageValue | None:
        """A page that was looked for."""
        return None if target is None else PageValue(self, target.path, target.url)

    def address(self, path: str | None, url: str) -> str:
        """An address with the base path in front; as they are read, nothing is in front of an empty one."""
        server = self.site.server_of(path) if path is not None else None
        return self.site.settings.base_of(server) + url if url else ""

    def functions_for(self, page: PageValue) -> Mapping[str, Function]:
        """All functions, those among them that need the site, or know for which page they are asked."""
        if page.prefix not in self._functions:
            self._functions[page.prefix] = {**FUNCTIONS, **self._of_language(page.prefix)}
        site = SiteValue(self, page)
        return {**self._functions[page.prefix], "site": lambda: site, "page": lambda: page}

    def _of_language(self, language: str) -> dict[str, Function]:
        named: dict[str, Function] = {
            "hugo": lambda: self._program,
            "relURL urls.RelURL": partial(self._relative, ""),
            "relLangURL urls.RelLangURL": partial(self._relative, language),
            "absURL urls.AbsURL": partial(self._absolute, ""),
            "absLangURL urls.AbsLangURL": partial(self._absolute, language),
            "ref relref urls.Ref urls.RelRef": self._referred,
            "resources.Get resources.GetMatch": self._published,
            "fingerprint resources.Fingerprint": _same_file,
            "fileExists os.FileExists": self._exists,
            "urlize urls.URLize": self._urlize,
            "anchorize urls.Anchorize": lambda text: anchorize(text, self.config.markup.id_type),
        }
        return {name: value for names, value in named.items() for name in names.split()}

    def _relative(self, language: str, text: Value) -> Value:
        """``relURL`` and ``relLangURL``, as ``PathSpec.RelURL`` of Hugo does it."""
        if isinstance(text, ParsedAddress):
            text = text.text
        if not isinstance(text, str):
            return UNKNOWN
        settings = self.site.settings
        root = f"{settings.url}{settings.base_path}/"
        if text.startswith("//") or (text.startswith("http") and not (settings.url and text.startswith(root))):
            return text
        rest = _in_language(language, text.removeprefix(root) if settings.url else text)
        start = "/" if text.startswith("/") else f"{settings.base_path}/"
        made = join(start, rest)
        ends = rest.endswith("/") or (not text and start != "/")
        return f"{made}/" if made != "/" and ends else made

    def _absolute(self, language: str, text: Value) -> Value:
        """``absURL`` and ``absLangURL``: an address that names a scheme stays as it is."""
        if isinstance(text, str) and urlsplit(text).scheme:
            return text
        if not isinstance(text, str):
            return UNKNOWN
        path = re.split("[?#]", text, maxsplit=1)[0]
        made = self._relative(language, path)
        made = made.rstrip("/") or "/" if isinstance(made, str) and text and not path else made
        return (
            self.site.settings.url + made + text[len(path) :]
            if isinstance(made, str) and made.startswith("/")
            else made
        )

    def _referred(self, page: Value, asked: Value) -> Value:
        """``ref`` and ``relref``: the build stops where they find nothing."""
        options = asked if isinstance(asked, Mapping) else {"path": asked}
        path, language = options.get("path"), options.get("lang")
        if (
            not isinstance(page, PageValue)
            or page.path is None
            or not isinstance(path, str)
            or "outputFormat" in options
        ):
            return UNKNOWN
        page.is_asked = True
        self.asked.add(path)
        try:
            found = self.references.resolve(path, page.path, language if isinstance(language, str) else None)
        except BrokenReferenceError as error:
            if self.config.stops_at_references:
                raise StopError(str(error)) from error
            return ""
        return found.url if found.url.startswith("#") else self.address(found.path, found.url)

    def _urlize(self, text: Value) -> Value:
        if not isinstance(text, str):
            return UNKNOWN
        config = self.config
        return escape_path(sanitize(text, to_lower=config.to_lower, remove_accents=config.remove_accents))

    def _published(self, path: Value) -> Value:
        """``resources.Get``: a file of the folders of assets."""
        if not isinstance(path, str) or not _GLOB.isdisjoint(path):
            return UNKNOWN
        self.asked.add(path)
        bare = path.removeprefix("./").lstrip("/")
        return PUBLISHED_FILE if bare in self.site.layouts.published else None

    def _exists(self, path: Value) -> Value:
        """``fileExists``: a path from the root of the site; of other folders than these little is known."""
        if not isinstance(path, str):
            return UNKNOWN
        self.asked.add(path)
        wanted = join(path).lstrip("/")
        if wanted in self._files or wanted in self.site.documents:
            return True
        known = any(wanted.startswith(f"{folder}/") for folder in self.config.sources(STATIC, CONTENT))
        return False if known else UNKNOWN

    @cached_property
    def _program(self) -> _HugoValue:
        return _HugoValue(self.config)

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(page.path for page in self.site.built.static)


def _in_language(language: str, path: str) -> str:
    """A path with the folder of a language in front, where it is not there already."""
    bare = path.lstrip("/")
    if not language or bare == language or bare.startswith(f"{language}/"):
        return path
    return ("/" if path.startswith("/") else "") + join(language, path)


class FileValue:
    """A file of a page's bundle, or one that templates publish; where it was changed, its address is not known.

    Args:
        address: its address with the base path, or Published.
    """

    def __init__(self, address: str | MadeAddress) -> None:
        self._address = address

    def field(self, name: str) -> Value:
        """A field or method of Hugo's ``Resource``."""
        if name in {"RelPermalink", "Permalink"}:
            return self._address
        return _changed_file if name in _CHANGES else UNKNOWN


_CHANGES = frozenset({"Resize", "Fill", "Fit", "Crop", "Filter", "Process"})
PUBLISHED_FILE = FileValue(MadeAddress())
"""One that the build publishes at an address that is its own matter."""


def _changed_file(*options: Value) -> Value:
    del options
    return PUBLISHED_FILE


def _same_file(*arguments: Value) -> Value:
    """``fingerprint``: the same file under another name."""
    return PUBLISHED_FILE if isinstance(arguments[-1], FileValue) else UNKNOWN


class FilesValue:
    """The files of a page's bundle."""

    def __init__(self, values: SiteValues, path: str | None) -> None:
        self._values = values
        self._path = path

    def field(self, name: str) -> Value:
        """A method of Hugo's ``Resources``."""
        return self._get if name in {"Get", "GetMatch"} else UNKNOWN

    def _get(self, path: Value) -> Value:
        if self._path is None or not isinstance(path, str) or not _GLOB.isdisjoint(path):
            return UNKNOWN
        self._values.asked.add(path)
        url = self._values.resources(self._path, path.removeprefix("./"))
        return FileValue(self._values.address(self._path, url)) if url is not None else None


class PageValue:
    """A page: of a file, or one that Hugo makes by itself.

    Attributes:
        path: the file, or None.
        url: its address without the base path.
        is_asked: whether it was asked for something that another page of its language would answer otherwise.
        is_asked_more: the same of something that decides on an address, as its section does, and is no part of one.
    """

    def __init__(self, values: SiteValues, path: str | None, url: str) -> None:
        self._values = values
        self.path = path
        self.url = url
        self.is_asked = self.is_asked_more = False

    @cached_property
    def _page(self) -> Page | None:
        return self._values.site.pages.get(self.path) if self.path is not None else None

    @cached_property
    def prefix(self) -> str:
        """What the addresses of its language begin with, without slashes."""
        code = self._page.language if self._page is not None else ""
        return next((item.prefix for item in self._values.config.languages if item.code == code), "")

    def field(self, name: str) -> Value:
        """A field or method of Hugo's ``Page``."""
        made = _PAGE_FIELDS.get(name)
        if made is None:
            return UNKNOWN
        self.is_asked = self.is_asked or name not in _OF_ALL_PAGES
        self.is_asked_more = self.is_asked_more or (name not in _OF_ALL_PAGES and name not in _TEXTS)
        return made(self)

    def _address(self) -> Value:
        return self._values.address(self.path, self.url)

    def _finder(self) -> Function:
        def find(path: Value) -> Value:
            if not isinstance(path, str) or self.path is None:
                return UNKNOWN
            self.is_asked = self.is_asked or not path.startswith("/")
            self._values.asked.add(path)
            return self._values.found(self._values.references.find(path, self.path))

        return find

    def _referring(self) -> Function:
        return lambda options: self._values._referred(self, options)  # noqa: SLF001 - one module

    def _parameters(self) -> Value:
        document = self._values.site.documents.get(self.path or "")
        page = self._page
        if document is None or page is None:
            return UNKNOWN
        own = lowered(document.front_matter.data) if document.front_matter is not None else {}
        below = own.get("params") if isinstance(own, Mapping) else None
        handed = {key.lower(): UNKNOWN for key in page.default_keys} | dict(page.handed_texts)
        return {**handed, **(own if isinstance(own, Mapping) else {}), **(below if isinstance(below, Mapping) else {})}

    def _bundle(self) -> Value:
        if self.path is None:
            return UNKNOWN
        place = self._values.config.content_place(self.path)
        if place is None:
            return UNKNOWN
        codes = [language.code for language in self._values.config.languages]
        kind = parse_path(place.inner, codes).bundle
        return {Bundle.LEAF: "leaf", Bundle.BRANCH: "branch"}.get(kind, "")

    def _kind(self) -> Value:
        lookup = self._page.lookup if self._page is not None else None
        return lookup.kind if lookup is not None else UNKNOWN

    def _section(self) -> Value:
        """The section below the home page that it is in."""
        if self._values.config.content_place(self.path or "") is None or self._kind() in {"taxonomy", "term", UNKNOWN}:
            return UNKNOWN
        place = self._values.config.content_place(self.path or "")
        return place.inner.partition("/")[0] if place is not None and "/" in place.inner else ""

    def _type(self) -> Value:
        lookup = self._page.lookup if self._page is not None else None
        if lookup is None:
            return UNKNOWN
        return lookup.type or self._section() or "page"

    def _current_section(self) -> Value:
        if self._bundle() == "branch":
            return self
        place = self._values.config.content_place(self.path or "")
        if place is None or self.path is None:
            return UNKNOWN
        folder = place.inner.rpartition("/")[0]
        folder = folder.rpartition("/")[0] if self._bundle() == "leaf" else folder
        return self._values.found(self._values.references.find(f"/{folder}", self.path)) or UNKNOWN

    def _file(self) -> Value:
        place = self._values.config.content_place(self.path) if self.path is not None else None
        if place is None:
            return None if self.path is None else UNKNOWN
        folder, _, name = place.inner.rpartition("/")
        stem, _, ending = name.rpartition(".")
        codes = {language.code for language in self._values.config.languages}
        bare = stem.rpartition(".")[0] if stem.rpartition(".")[2].lower() in codes and "." in stem else stem
        return {
            "Path": place.inner,
            "Dir": f"{folder}/",
            "LogicalName": name,
            "BaseFileName": stem,
            "TranslationBaseName": bare,
            "Ext": ending,
            "Filename": UNKNOWN,
            "UniqueID": UNKNOWN,
            "ContentBaseName": UNKNOWN,
            "Section": UNKNOWN,
            "Lang": UNKNOWN,
            "IsContentAdapter": UNKNOWN,
        }

    def _language(self) -> Value:
        page = self._page
        code = page.language if page is not None and page.language else self._values.config.languages[0].code
        return {"Lang": code, "LanguageCode": UNKNOWN, "LanguageName": UNKNOWN, "Params": UNKNOWN}

    def _title(self) -> Value:
        lookup = self._page.lookup if self._page is not None else None
        return lookup.title if lookup is not None and lookup.title else UNKNOWN


_TEXTS = frozenset({"RelPermalink", "Permalink", "File", "Title"})  # of these, addresses are made as they are
_OF_ALL_PAGES = frozenset({"GetPage", "Site", "Language", "Page"})
_PAGE_FIELDS: Mapping[str, Callable[[PageValue], Value]] = {
    "RelPermalink": PageValue._address,  # noqa: SLF001 - one class
    "Permalink": PageValue._address,  # noqa: SLF001 - readers get to the same place
    "GetPage": PageValue._finder,  # noqa: SLF001
    "Ref": PageValue._referring,  # noqa: SLF001
    "RelRef": PageValue._referring,  # noqa: SLF001
    "Params": PageValue._parameters,  # noqa: SLF001
    "BundleType": PageValue._bundle,  # noqa: SLF001
    "Kind": PageValue._kind,  # noqa: SLF001
    "Section": PageValue._section,  # noqa: SLF001
    "Type": PageValue._type,  # noqa: SLF001
    "CurrentSection": PageValue._current_section,  # noqa: SLF001
    "File": PageValue._file,  # noqa: SLF001
    "Language": PageValue._language,  # noqa: SLF001
    "Title": PageValue._title,  # noqa: SLF001
    "Resources": lambda page: FilesValue(page._values, page.path),  # noqa: SLF001
    "Site": lambda page: SiteValue(page._values, page),  # noqa: SLF001
    "IsPage": lambda page: UNKNOWN if page.field("Kind") is UNKNOWN else page.field("Kind") == "page",
    "IsHome": lambda page: UNKNOWN if page.field("Kind") is UNKNOWN else page.field("Kind") == "home",
    "IsSection": lambda page: UNKNOWN if page.field("Kind") is UNKNOWN else page.field("Kind") == "section",
    "Page": lambda page: page,
}


class SiteValue:
    """The site, as a page sees it."""

    def __init__(self, values: SiteValues, page: PageValue) -> None:
        self._values = values
        self._page = page

    def field(self, name: str) -> Value:
        """A field or method of Hugo's ``Site``."""
        return self._find if name == "GetPage" else self._fields.get(name, UNKNOWN)

    @cached_property
    def _fields(self) -> Mapping[str, Value]:
        config, prefix = self._values.config, self._page.prefix
        return {
            "Params": _SiteParameters(config),
            "BaseURL": config.base_url or UNKNOWN,
            "LanguagePrefix": f"/{prefix}" if prefix else "",
            "Language": self._page.field("Language"),
            "Home": PageValue(self._values, None, f"/{prefix}/" if prefix else "/"),
            "IsMultiLingual": len(config.languages) > 1,
        }

    def _find(self, path: Value) -> Value:
        if not isinstance(path, str) or self._page.path is None:
            return UNKNOWN
        self._values.asked.add(path)
        try:
            return self._values.found(self._values.references.find_anywhere(path, self._page.path))
        except BrokenReferenceError as error:
            raise StopError(str(error)) from error


class _SiteParameters:
    def __init__(self, config: HugoConfig) -> None:
        self._config = config

    def field(self, name: str) -> Value:
        key = name.lower()
        if key in self._config.language_params:
            return UNKNOWN
        missing = UNKNOWN if self._config.unread_layouts else None
        return self._config.params.get(key, missing)


class _HugoValue:
    """The program itself, as readers get the site."""

    def __init__(self, config: HugoConfig) -> None:
        self._version = config.version or _NEWEST

    def field(self, name: str) -> Value:
        if name == "Version":
            return Version(".".join(map(str, self._version)))
        return _BUILT.get(name, UNKNOWN)
