"""The shortcodes ``ref`` and ``relref``: which page they mean, or why the build stops there."""

from __future__ import annotations

from urllib.parse import unquote

from msgspec import Struct

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle, ContentPath, is_content, parse_path
from content_lint.site.generators.hugo.publish import NOT_RENDERED
from content_lint.site.generators.hugo.text import join, normalize
from content_lint.site.model import Built, Page, State

_LISTS = frozenset({"home", "section", "taxonomy", "term"})


class BrokenReferenceError(ValueError):
    """Hugo stops at this reference; the message says why, in plain words."""


class ReferenceTarget(Struct, frozen=True):
    """What a reference stands for.

    Attributes:
        url: the address, with its fragment, without the base URL.
        path: the source file, or None for a list that Hugo makes by itself.
    """

    url: str
    path: str | None


class _Known(Struct, frozen=True):
    place: ContentPath
    target: ReferenceTarget


class HugoReferences:
    """Resolves references against a built site; pages that are not built are not found.

    Args:
        built: the site.
        config: its configuration.
    """

    def __init__(self, built: Built, config: HugoConfig) -> None:
        self._config = config
        self._codes = [language.code for language in config.languages]
        self._places: dict[str, tuple[str, _Known]] = {}
        self._by_path: dict[tuple[str, str], _Known] = {}
        self._by_name: dict[tuple[str, str], _Known | None] = {}
        for page in built.pages:
            self._add(page)
        for item in built.generated:
            if item.provider in _LISTS and item.logical:
                code, base = item.language or self._codes[0], item.logical
                place = ContentPath(Bundle.BRANCH, base, base, "/", base.rpartition("/")[2], "")
                known = _Known(place, ReferenceTarget(item.url, None))
                self._by_path.setdefault((code, base), known)
                if item.provider == "term":
                    self._name(code, known)

    def _add(self, page: Page) -> None:
        where = self._config.content_place(page.path)
        if where is None or not is_content(where.inner):
            return
        place = parse_path(where.inner, self._codes)
        code = page.language or self._codes[0]
        known = _Known(place, ReferenceTarget(page.url, page.path))
        self._places.setdefault(page.path, (code, known))
        # A page with ``render: link`` has an address, at which nothing is written; with ``never`` templates find it.
        if page.state is not State.LIVE and page.reason != NOT_RENDERED:
            return
        self._by_path.setdefault((code, place.base), known)
        self._name(code, known)

    def _name(self, code: str, known: _Known) -> None:
        name = code, known.place.base.rpartition("/")[2]
        # A name that two pages have names neither.
        self._by_name[name] = known if name not in self._by_name else None

    def resolve(self, reference: str, source: str, lang: str | None = None) -> ReferenceTarget:
        """What a reference stands for.

        Args:
            reference: the argument of the shortcode: a path, a fragment, or both.
            source: the file that holds it.
            lang: the language that the shortcode asks for, or None.

        Raises:
            BrokenReferenceError: no page, or more than one, has this path.
        """
        written, mark, fragment = reference.strip().partition("#")
        code, here = self._places.get(source, (self._codes[0], None))
        if not written:
            return ReferenceTarget(mark + fragment, source)
        target = self._page(unquote(written.partition("?")[0].replace("\\", "/")), (lang or code).lower(), here)
        return ReferenceTarget(target.url + mark + fragment, target.path)

    def find(self, path: str, source: str) -> ReferenceTarget | None:
        """The page that a template finds by a path (``.GetPage``), seen from a file; None where it finds none.

        One that is never rendered has no address.

        Args:
            path: decoded, without query and fragment.
            source: the file of the page that asks.
        """
        code, here = self._places.get(source, (self._codes[0], None))
        wanted = path.replace("\\", "/").rstrip("/") or "/"
        found = None
        if not wanted.startswith("/") and here is not None:
            has_ending = "." in wanted.rpartition("/")[2]
            inside = here.place.bundle is not Bundle.NONE and has_ending and wanted.startswith("../")
            folder = here.place.base if inside else _folder(here.place)
            found = self._by_path.get((code, self._logical(join(folder, wanted))))
            if found is None and has_ending:
                found = self._by_file(join(source.rpartition("/")[0], wanted), code)
        if found is None and not wanted.startswith("."):
            found = self._by_path.get((code, self._logical(wanted)))
        return found.target if found is not None else None

    def find_anywhere(self, path: str, source: str) -> ReferenceTarget | None:
        """The page that a template finds on the whole site (``site.GetPage``): by its path, or by a name of its own.

        Args:
            path: decoded, without query and fragment.
            source: the file of the page that asks, whose language is meant.

        Raises:
            BrokenReferenceError: several pages have that name, where the build stops.
        """
        if path.startswith("."):
            return None
        found = self.find("/" + path.lstrip("/"), source)
        if found is None and path and "/" not in path:
            code, _ = self._places.get(source, (self._codes[0], None))
            named = self._named(path, code)
            return named.target if named is not None else None
        return found

    def _named(self, name: str, code: str) -> _Known | None:
        """The one page of a name; raises BrokenReferenceError where there are several."""
        last = normalize(name)
        key = code, last.rpartition(".")[0] if "." in last else last
        found = self._by_name.get(key)
        if found is None and key in self._by_name:
            raise BrokenReferenceError(f"several pages are called `{name}`: write the path of the one that is meant")
        return found

    def _by_file(self, path: str, code: str) -> _Known | None:
        """The page in a language whose place is that of a file."""
        known = self._places.get(path)
        return self._by_path.get((code, known[1].place.base)) if known is not None else None

    def _logical(self, path: str) -> str:
        """The logical path that a written one names; the language that its file name gives is left out."""
        folder, _, name = path.rpartition("/")
        if is_content(name):
            parsed = parse_path(name, self._codes)
            if parsed.lang:
                return _base(f"{folder}/{parsed.name or parsed.bundle}")
        return _base(path)

    def _page(self, reference: str, code: str, here: _Known | None) -> ReferenceTarget:
        found = None
        if not reference.startswith("/") and here is not None:
            found = self._by_path.get((code, _base(join(_folder(here.place), reference))))
        inside = reference.startswith(".")
        if found is None and not inside:
            found = self._by_path.get((code, _base(reference)))
        if found is None and not inside and "/" not in reference.rstrip("/"):
            found = self._named(reference.rstrip("/"), code)
        if found is None or not found.target.url:
            raise BrokenReferenceError(f"no page that is published has the path `{reference}`")
        return found.target


def _folder(place: ContentPath) -> str:
    """The folder that a relative reference starts from."""
    return place.base if place.bundle is Bundle.BRANCH else place.base.rpartition("/")[0] or "/"


def _base(path: str) -> str:
    """The logical path that a reference names, with or without an extension."""
    cleaned = normalize(join("/", path))
    folder, _, name = cleaned.rpartition("/")
    if name == "index":
        return folder or "/"
    if not is_content(name):
        return cleaned
    stem = name.rpartition(".")[0]
    return (folder or "/") if stem in ("index", "_index") else f"{folder}/{stem}"
