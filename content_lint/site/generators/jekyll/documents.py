"""One post, draft, item or page: its front matter, defaults, date, address and fate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from content_lint.parse.facts import FenceState
from content_lint.site.generators.jekyll.config import JekyllCollection, JekyllConfig, truthy
from content_lint.site.generators.jekyll.dates import DateReader, RubyTimeError
from content_lint.site.generators.jekyll.defaults import Defaults, DefaultsError
from content_lint.site.generators.jekyll.escape import AddressError
from content_lint.site.generators.jekyll.publish import LIVE, Publication, document_publication, page_publication
from content_lint.site.generators.jekyll.read import DATED_NAME, DATELESS_NAME
from content_lint.site.generators.jekyll.redirects import PLUGIN, RedirectError, redirect_sources, redirect_target
from content_lint.site.generators.jekyll.slugify import ruby_text
from content_lint.site.generators.jekyll.url import (
    DocumentAddress,
    NamedParts,
    document_file,
    fill_in,
    output_extension,
    page_file,
    page_template,
    split_name,
    with_suffix,
)
from content_lint.site.model import Fatal, FileFacts, Page, RedirectSource, Role, SiteFile, State

NOTHING = FileFacts(FenceState.MISSING)


class DocumentReader:
    """Reads single documents and pages; collects what stops the build in ``fatal``."""

    def __init__(self, config: JekyllConfig, defaults: Defaults, now: datetime) -> None:
        self.config = config
        self._defaults = defaults
        self.now = now.astimezone(config.zone)
        self.second = int(now.timestamp())
        self.dates = DateReader(config.zone, now)
        self.addresses = DocumentAddress(config)
        self._collections = {item.label: item for item in config.collections}
        self._base = config.base
        self._redirects = PLUGIN in config.plugins
        self.fatal: list[Fatal] = []
        self._scopeless = False
        self.terms: dict[str, dict[str, list[object]]] = {}  # tags and categories of posts, by path
        self.undated: set[str] = set()  # documents that have no date of their own, whatever they are given

    def document(self, file: SiteFile, facts: FileFacts) -> Page:
        """What becomes of a post, draft or item."""
        collection = self._collections[file.collection or "posts"]
        path = file.path.removeprefix(self._base)
        return _Document(self, file, facts, collection, path).page()

    def page(self, file: SiteFile, facts: FileFacts) -> Page:
        """What becomes of a page outside collections."""
        config = self.config
        data = (facts.data or {}) if facts.utf8 else {}
        problem = self._page_problem(data, facts)
        if problem is not None:
            return self._stopped(file, problem)
        defaults = self.given(file, "pages", found=True)
        permalink = data.get("permalink") if "permalink" in data else defaults.get("permalink")
        folder, _, name = file.path.removeprefix(config.root).rpartition("/")
        base, extension = split_name(name)
        base = base.rstrip(".")
        try:
            output_ext = output_extension(extension, permalink, config)
            template = permalink if truthy(permalink) else page_template(base, output_ext, config.permalink)
            values = {"path": f"/{folder}" if folder else "", "basename": base, "output_ext": output_ext}
            url = fill_in(str(template), values, whole=config.version >= (4, 4))
        except AddressError as error:
            own = truthy(permalink)
            return self._stopped(file, Fatal(file.path, ("permalink",) if own else (), str(error), by_settings=not own))
        publication = page_publication(data, config)
        merged = {**defaults, **data}
        wishes = (merged.get("redirect_from"), merged.get("redirect_to"))
        written = page_file(url, output_ext)
        return self.finished(file, url, (written, written), publication, wishes, base, None, defaults)

    def static(self, file: SiteFile) -> Page:
        """What becomes of a static file."""
        before = self._base if file.collection else self.config.root
        folder, _, name = file.path.removeprefix(before).rpartition("/")
        base, extension = split_name(name)
        base = base.rstrip(".")
        stem = f"{folder}/{base}" if folder else base
        collection = self._collections.get(file.collection or "")
        if collection is None:
            # Jekyll 4 loses the dots in front of the extension.
            url = f"/{stem}{extension}" if not self.config.old else f"/{folder}/{name}" if folder else f"/{name}"
        else:
            if self.config.old:  # Jekyll 3 fills in the whole name as part of the path, and nothing else
                stem, base, extension = f"{folder}/{name}", "", ""
            inner = stem.replace(f"_{collection.label}", "", 1)
            values = {"collection": collection.label, "path": inner, "output_ext": "", "name": base, "title": ""}
            template = collection.permalink or with_suffix("/:collection/:path", self.config.permalink)
            try:
                url = fill_in(template, values, whole=self.config.version >= (4, 4)).removesuffix("/") + extension
            except AddressError as error:
                return self._stopped(file, Fatal(file.path, (), str(error), by_settings=True))
        published = self.given(file, file.collection, path=url).get("published", True)
        written = truthy(published) and (collection is None or collection.output)
        reason = "" if written else "not written: by the defaults or its collection's `output`"
        return Page(
            file.path,
            file.collection,
            file.role,
            url,
            document_file(url, ""),
            State.STATIC if written else State.NEVER,
            reason,
        )

    def _page_problem(self, data: Mapping[str, object], facts: FileFacts) -> Fatal | str | None:
        if facts.not_a_mapping:
            return "the front matter is a list or a single value, not keys with values"
        if (facts.error is not None or not facts.utf8) and self.config.strict_front_matter:
            said = facts.error or "the file is not UTF-8"
            return f"the front matter cannot be read ({said}), and `strict_front_matter` is on"
        if data.get("permalink") == "":
            return Fatal("", ("permalink",), "`permalink` is empty")
        return None

    def given(
        self, file: SiteFile, kind: str | None, *, found: bool = False, path: str | None = None
    ) -> Mapping[str, object]:
        """The defaults of a file."""
        look = self._defaults.found if found else self._defaults.all
        try:
            return look(file.path.removeprefix(self.config.root) if path is None else path, kind)
        except DefaultsError:
            if not self._scopeless:
                self._scopeless = True
                self.fatal.append(Fatal("_config.yml", ("defaults",), "a set of `defaults` has no `scope`"))
            return {}

    def _stopped(self, file: SiteFile, problem: Fatal | str) -> Page:
        fatal = Fatal(file.path, (), problem) if isinstance(problem, str) else replace(problem, path=file.path)
        self.fatal.append(fatal)
        return Page(file.path, file.collection, file.role, "", "", State.STOPS_THE_BUILD, fatal.problem)

    def finished(
        self,
        file: SiteFile,
        url: str,
        destinations: tuple[str, str],
        publication: Publication,
        wishes: tuple[object, object],
        slug: str,
        date: datetime | None,
        defaults: Mapping[str, object],
    ) -> Page:
        """The page, with its redirects.

        Args:
            file: its file.
            url: its address.
            destinations: the file that it is written to, and the one where it leads elsewhere.
            publication: whether it is written.
            wishes: ``redirect_from`` and ``redirect_to`` as they are.
            slug: its slug.
            date: its date, or None.
            defaults: the front matter that the configuration gives to it.
        """
        sources: tuple[RedirectSource, ...] = ()
        target = None
        if self._redirects and wishes != (None, None):
            try:
                sources = redirect_sources(wishes[0], self.config)
                target = redirect_target(wishes[1], self.config)
            except RedirectError as error:
                if publication.state is State.LIVE:
                    return self._stopped(file, Fatal(file.path, error.key_path, str(error)))
        return Page(
            file.path,
            file.collection,
            file.role,
            url,
            destinations[target is not None],
            publication.state,
            publication.reason,
            publication.until,
            date,
            slug,
            sources,
            (target[0] or None) if target is not None else None,
            publication.in_listing,
            tuple(defaults),
        )


class _Document:
    """The steps of Jekyll's ``Document#read`` for one file."""

    def __init__(
        self, reader: DocumentReader, file: SiteFile, facts: FileFacts, collection: JekyllCollection, path: str
    ) -> None:
        self.reader = reader
        self.config = reader.config
        self.file = file
        self.facts = facts
        self.collection = collection
        self.path = path
        self.problem: Fatal | None = None
        self.defaults: Mapping[str, object] = {}
        self.data: Mapping[str, object] = facts.data or {}
        self.date: datetime | None = None
        self.slug: object = None
        self.categories: list[object] = []
        self.is_read = False

    def page(self) -> Page:
        name = self.path.rpartition("/")[2]
        base, extension = split_name(name)
        if extension in {".yml", ".yaml"}:
            self._whole_file_is_data()
        else:
            self._read()
        permalink = self._value("permalink")
        if self.problem is not None:
            self.reader.fatal.append(self.problem)
        publication = self._publication()
        stem = self.path[: len(self.path) - len(extension)] if extension else self.path
        inner = stem.replace(f"_{self.collection.label}", "", 1).rstrip(".")
        url = destination = redirecting = ""
        try:
            output_ext = output_extension(extension, permalink, self.config)
            date, template = self.date or self._undated(), self._template(permalink)
            url = self.reader.addresses.address(template, lambda: self._parts(template, inner, base, date, output_ext))
            destination = redirecting = document_file(url, output_ext)
            if ":output_ext" not in template:  # else Jekyll knows it already when the plugin gives it a permalink
                redirecting = document_file(url, output_extension(extension, url, self.config))
        except AddressError as error:
            if publication.state is State.LIVE:
                culprit = self._culprit(permalink, error)
                self.problem = Fatal(self.file.path, culprit, str(error), by_settings=not culprit)
                self.reader.fatal.append(self.problem)
        if self.problem is not None:
            publication = Publication(State.STOPS_THE_BUILD, self.problem.problem)
        if self.collection.label == "posts" and self.is_read:
            self.reader.terms[self.file.path] = {"tags": self._tags(), "categories": self._all_categories()}
        slug = self.slug if isinstance(self.slug, str) else ""
        wishes = (self._value("redirect_from"), self._value("redirect_to"))
        written = (destination, redirecting)
        return self.reader.finished(self.file, url, written, publication, wishes, slug, self.date, self.defaults)

    def _parts(self, template: str, inner: str, base: str, date: datetime, output_ext: str) -> NamedParts:
        categories = self._all_categories() if "categories" in template and self.is_read else self.categories
        label, given = self.collection.label, {**self.defaults, **self.data} if self.config.placeholders else {}
        return NamedParts(label, inner, base, self.slug, tuple(categories), date, output_ext, given)

    def _template(self, permalink: object) -> str:
        if truthy(permalink):
            return str(permalink)
        if self.collection.permalink is not None:
            return self.collection.permalink
        if self.collection.permalink_blank:
            raise AddressError(f"the collection `{self.collection.label}` has an empty `permalink` in _config.yml")
        return with_suffix("/:collection/:path", self.config.permalink)

    def _culprit(self, permalink: object, error: AddressError) -> tuple[str, ...]:
        if "`slug`" in str(error):
            return ("slug",)
        return ("permalink",) if truthy(permalink) else ()

    def _whole_file_is_data(self) -> None:
        """A YAML file in a collection: no defaults, no categories, no name; its date only where it is one."""
        self.date = None
        date = self.data.get("date")
        if isinstance(date, datetime):
            self.date = self.reader.dates.read(date)
        self.slug = self.data.get("slug")
        self.categories = _listed(self.data.get("categories"))

    def _read(self) -> None:
        self.categories = list(self._folders())
        self.defaults = self.reader.given(self.file, self.collection.label, path=self.path)
        if self.defaults and not self._merge(self.defaults, "the defaults in _config.yml"):
            return
        if self.facts.error is not None or self.facts.not_a_mapping or not self.facts.utf8:
            self.data = {}
            if self.config.strict_front_matter:
                shape = "it is a list or a single value" if self.facts.utf8 else "the file is not UTF-8"
                said = self.facts.error or shape
                self._stop((), f"the front matter cannot be read ({said}), and `strict_front_matter` is on")
            return
        if not self._merge(self.data, "the front matter"):
            self.data = {}
            return
        self._name()
        self.is_read = True

    def _merge(self, data: Mapping[str, object], where: str) -> bool:
        """Take over categories and date; whether Jekyll goes on."""
        given = data.get("categories")
        if given is not None:
            listed = given.split() if isinstance(given, str) else given
            if not isinstance(listed, (list, tuple)):
                if self.config.strict_front_matter:
                    self._stop(("categories",), f"`categories` in {where} is neither text nor a list")
                return False
            self.categories = _union(self.categories, listed)
        if "date" in data and not (data["date"] is None and self.date is not None):
            try:
                self.date = self.reader.dates.read(data["date"])
            except RubyTimeError as error:
                said = ruby_text(data["date"])[:80]
                wrong = f"`date` in {where} is no date to Jekyll (`{said}`): {error}" if said else "`date` is empty"
                self._stop(("date",), wrong)
        return True

    def _name(self) -> None:
        dated = DATED_NAME.search(self.path)
        if dated is not None:
            named = dated[2]
            usable = self.date is None or int(self.date.timestamp()) == self.reader.second
            if usable:
                try:
                    self.date = self.reader.dates.read(dated[1])
                except RubyTimeError as error:
                    self._stop((), f"the date in its file name does not exist (`{dated[1]}`): {error}")
        else:
            dateless = DATELESS_NAME.search(self.path)
            named = dateless[1] if dateless is not None else split_name(self.path.rpartition("/")[2])[0]
        given = self._value("slug")
        self.slug = given if truthy(given) else named.rstrip(".")

    def _all_categories(self) -> list[object]:
        """With what ``category`` adds to them."""
        single = self._value("category")
        if not self.categories and single is None:
            return []
        if not truthy(single):
            single = [item for item in self.categories if item is not None]
        found = [*self.categories, *(item for item in _flat(single) if item is not None)]
        return _union(self.categories, [ruby_text(item) for item in found])

    def _tags(self) -> list[object]:
        given = self._value("tag")
        if not truthy(given):
            given = self._value("tags")
            given = given.split() if isinstance(given, str) else given if isinstance(given, (list, tuple)) else None
        return [item for item in _flat(given) if item is not None]

    def _folders(self) -> list[str]:
        """The folders above ``_posts`` or ``_drafts`` are categories."""
        special = "_drafts" if self.file.role is Role.DRAFT else f"_{self.collection.label}"
        if self.path.startswith(special):
            return []
        above = self.path.partition(special)[0]
        name = self.path.rpartition("/")[2]
        return list(dict.fromkeys(part for part in above.split("/") if part and part not in {special, name}))

    def _value(self, key: str) -> object:
        """A value of the front matter, else of the defaults."""
        value = self.data.get(key)
        return self.defaults.get(key) if value is None else value

    def _undated(self) -> datetime:
        """The date of what has none: when it was changed for a draft, else the time of the build."""
        self.reader.undated.add(self.file.path)
        draft = self._value("draft")
        if (self.file.role is Role.DRAFT or truthy(draft)) and self.facts.modified is not None:
            self.date = self.facts.modified.astimezone(self.config.zone)
            return self.date
        return self.reader.now

    def _publication(self) -> Publication:
        post = self.collection.label == "posts"
        if post and not self.facts.utf8:
            return Publication(State.NEVER, "it is not UTF-8", in_listing=False)
        published = self.data.get("published", True)
        if published is None or "published" not in self.data:
            published = self.defaults.get("published", published)
        date = self.date or self._undated()
        if self.problem is not None:
            return LIVE
        return document_publication(published, date, self.reader.second, self.collection, self.config)

    def _stop(self, key_path: tuple[str, ...], problem: str) -> None:
        if self.problem is None:
            self.problem = Fatal(self.file.path, key_path, problem)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


def _flat(value: object) -> list[object]:
    """The items of a list at any depth."""
    flat: list[object] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, (list, tuple)):
            waiting.extend(reversed(item))
        else:
            flat.append(item)
    return flat


def _union(first: list[object], second: object) -> list[object]:
    """Both, each value once: 1 and 1.0 are two values, as are true and 1."""
    made: list[object] = []
    seen: set[tuple[str, str]] = set()
    for item in (*first, *_listed(second)):
        key = (type(item).__name__, item if isinstance(item, str) else ruby_text(item))
        if key not in seen:
            seen.add(key)
            made.append(item)
    return made
