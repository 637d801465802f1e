"""The forms of a CMS: what its editors fill in for each collection, as its configuration says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from content_lint.parse.facts import KeyPath
from content_lint.text.source import Span

if TYPE_CHECKING:
    from content_lint.parse.front_matter.yaml.reader import YamlReading

_DEPTH = 20
_LOCALE_FIRST = frozenset({"multiple_root_folders", "multiple_folders_i18n_root"})
_OF_WHOLE_COLLECTION = ("format", "extension", "frontmatter_delimiter", "i18n", "create")


class FormField(Struct, frozen=True):
    """One field of a form.

    Attributes:
        name: the key that it is saved as.
        widget: the CMS's word for its kind; text on one line where the configuration does not say.
        required: whether the form insists on it.
        given: all that the configuration says of it.
        place: where in the configuration it is.
        fields: what is inside of an object, or of each item of a list.
        single: the one field that each item of a list is, or None.
        types: names of the kinds of items or objects, with the fields of each; None where there are no such kinds.
    """

    name: str
    widget: str = "string"
    required: bool = True
    given: Mapping[str, object] = field(default_factory=dict)
    place: KeyPath = ()
    fields: tuple[FormField, ...] = ()
    single: FormField | None = None
    types: Mapping[str, tuple[FormField, ...]] | None = None

    @property
    def default(self) -> object:
        """What a new entry has, or None."""
        return self.given.get("default")

    @property
    def multiple(self) -> bool:
        """Whether several values may be chosen, which makes a list of the value."""
        return self.given.get("multiple") is True

    def text(self, key: str, otherwise: str = "") -> str:
        """A setting of the field that is a text."""
        value = self.given.get(key)
        return value if isinstance(value, str) else otherwise


class Translation(Struct, frozen=True):
    """How a form keeps the languages of an entry.

    Attributes:
        structure: the CMS's word for where each language is; empty where the configuration does not say.
        locales: the languages.
        default: the one that has every field.
    """

    structure: str
    locales: tuple[str, ...]
    default: str

    def parted(self, path: str, within: str) -> tuple[str, str]:
        """The language of a file, empty where its path names none, and its path without the folder of the language."""
        if self.structure in _LOCALE_FIRST:
            first, _, rest = path.partition("/")
            return (first, rest) if first in self.locales else ("", path)
        inside = path.removeprefix(within)
        if self.structure == "multiple_folders" and len(inside) + len(within) == len(path):
            first, _, rest = inside.partition("/")
            return (first, within + rest) if first in self.locales and rest else ("", path)
        if self.structure == "multiple_files":
            named = path.rpartition("/")[2].split(".")
            return (named[-2] if len(named) > 2 and named[-2] in self.locales else ""), path
        return "", path


class Form(Struct, frozen=True, dict=True):
    """The form of one collection.

    Attributes:
        collection: the CMS's name for it.
        label: what editors call it.
        fields: in the order of the form, the body among them.
        given: what the configuration says of the collection.
        place: where in the configuration it is.
        translation: how it keeps several languages, or None.
    """

    collection: str
    label: str = ""
    fields: tuple[FormField, ...] = ()
    given: Mapping[str, object] = field(default_factory=dict)
    place: KeyPath = ()
    translation: Translation | None = None

    @cached_property
    def folder(self) -> str:
        """The folder of its entries, without slashes at its ends; empty for a form of one file, and for the root."""
        folder = self.given.get("folder")
        if not isinstance(folder, str):
            return ""
        path = PurePosixPath(folder.strip("/") or ".").as_posix()
        return "" if path == "." else path

    @property
    def is_of_one_file(self) -> bool:
        """Whether it is the form of a single file, which nobody can make another of."""
        return "folder" not in self.given and "file" in self.given

    @cached_property
    def within(self) -> str:
        """What the paths of its entries begin with."""
        return f"{self.folder}/" if self.folder else ""

    @property
    def globs(self) -> tuple[str, ...]:
        """Where its entries are."""
        below = f"{self.within}**/*.{self.extension}"
        if self.translation is None or self.translation.structure not in _LOCALE_FIRST:
            return (below,)
        return tuple(f"{locale}/{below}" for locale in self.translation.locales)

    @property
    def extension(self) -> str:
        """What its files' names end in, without the dot."""
        extension = self.given.get("extension")
        if isinstance(extension, str):
            return extension.lstrip(".")
        return {"yaml": "yml", "yml": "yml", "toml": "toml", "json": "json"}.get(self.format, "md")

    @property
    def format(self) -> str:
        """The format that the configuration names, or empty."""
        named = self.given.get("format")
        return named if isinstance(named, str) and named != "frontmatter" else ""

    def lists(self, path: str) -> bool:
        """Whether a file is one of its entries, going by its path."""
        if self.translation is not None:
            path = self.translation.parted(path, self.within)[1]
        begins, ends = self.within, self._ending
        return path.startswith(begins) and path.endswith(ends) and path.count("/", len(begins)) <= self._depth

    @cached_property
    def _ending(self) -> str:
        """What the paths of its entries end with."""
        return f".{self.extension}"

    @cached_property
    def _depth(self) -> int:
        """How many folders may be between its folder and an entry."""
        nested, path = self.given.get("nested"), self.given.get("path")
        if isinstance(nested, Mapping):
            depth = nested.get("depth")
            return depth - 1 if isinstance(depth, int) else _DEPTH
        return path.count("/") if isinstance(path, str) else 0

    def in_default_language(self, path: str, data: Mapping[str, object]) -> Mapping[str, object] | None:
        """The front matter that has every field of an entry; None in the file of another language.

        Args:
            path: the file.
            data: its front matter.
        """
        if self.translation is None:
            return data
        default = self.translation.default
        if self.translation.structure == "single_file":
            part = data.get(default)
            return part if isinstance(part, Mapping) else None
        return data if self.translation.parted(path, self.within)[0] in ("", default) else None

    def passes(self, data: Mapping[str, object]) -> bool:
        """Whether its filter lets an entry with such front matter through."""
        chosen = self.given.get("filter")
        if not isinstance(chosen, Mapping):
            return True
        value, wanted = data.get(str(chosen.get("field"))), chosen.get("value")
        if "pattern" in chosen:
            return False  # who knows; nothing is said of such entries
        return value in wanted if isinstance(wanted, list) else value == wanted


class Forms(Struct, frozen=True):
    """Every form of the CMS.

    Attributes:
        name: what the CMS is called.
        program: ``decap`` (Netlify CMS 2 saves in the same way) or ``sveltia``; empty where that is not known.
        path: where the configuration lies, from the root.
        folders: forms of collections of a folder, in the order of the configuration.
        files: forms of single files, by their paths.
        names: the names of all collections.
        slug: how the names of new files are made.
        given: the whole configuration.
        spans: where the configuration says what is in it, by key path.
    """

    name: str
    program: str = ""
    path: str = ""
    folders: tuple[Form, ...] = ()
    files: Mapping[str, Form] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    slug: Mapping[str, object] = field(default_factory=dict)
    given: Mapping[str, object] = field(default_factory=dict)
    spans: Mapping[KeyPath, Span] = field(default_factory=dict)

    def span_at(self, place: KeyPath) -> Span:
        """Where the configuration has a place: the name of a field or a collection, if it is one."""
        for known in ((*place, "name"), place, (*place[:-1], "name"), place[:-1], place[:2]):
            if known in self.spans:
                return self.spans[known]
        return Span(0, 0)

    def of(self, path: str, data: Mapping[str, object] | None = None) -> Form | None:
        """The form that a file is edited in, or None.

        Args:
            path: from the root.
            data: its front matter, by which collections of one folder tell their entries apart.
        """
        if path in self.files:
            return self.files[path]
        return next((form for form in self.folders if form.lists(path) and form.passes(data or {})), None)


def every_field(fields: Iterable[FormField]) -> Iterator[FormField]:
    """Fields at every depth."""
    pending = [*fields]
    while pending:
        item = pending.pop(0)
        yield item
        pending += [*item.fields, *([item.single] if item.single is not None else [])]
        for inner in (item.types or {}).values():
            pending += inner


def read_forms(reading: YamlReading, path: str, name: str, program: str) -> Forms:
    """The forms that a CMS's configuration describes."""
    config = reading.data
    folders: list[Form] = []
    files: dict[str, Form] = {}
    names: set[str] = set()
    declared = config.get("collections")
    for number, item in enumerate(declared if isinstance(declared, list) else ()):
        if not isinstance(item, Mapping):
            continue
        place: KeyPath = ("collections", number)
        if isinstance(called := item.get("name"), str):
            names.add(called)
        if called and isinstance(item.get("folder"), str):
            folders.append(read_form(item, place, config.get("i18n")))
        files.update(_of_single_files(item, place, config.get("i18n")))
    spans = {place: item.key_span if place[-1] != "name" else item.span for place, item in reading.fields.items()}
    slug = config.get("slug")
    named = slug if isinstance(slug, Mapping) else {}
    return Forms(name, program, path, tuple(folders), files, frozenset(names), named, config, spans)


def _of_single_files(collection: Mapping[str, object], place: KeyPath, languages: object) -> Iterator[tuple[str, Form]]:
    """The forms of a collection of files, by their paths: a file of each language where the path says so."""
    entries = collection.get("files")
    shared = {key: collection[key] for key in _OF_WHOLE_COLLECTION if key in collection}
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, Mapping) or not isinstance(file := entry.get("file"), str):
            continue
        form = read_form({**shared, **entry}, (*place, "files", number), languages)
        locales = form.translation.locales if form.translation is not None and "{{locale}}" in file else ("",)
        for locale in locales:
            yield file.replace("{{locale}}", locale).strip("/"), form


def read_form(config: Mapping[str, object], place: KeyPath, languages: object = None) -> Form:
    """The form of a collection, or of one file of a collection of files.

    Args:
        config: what the configuration says of it.
        place: where that is.
        languages: what the configuration says of languages for the whole site.
    """
    name, label = config.get("name"), config.get("label")
    fields = tuple(_fields(config.get("fields"), (*place, "fields")))
    called, shown = name if isinstance(name, str) else "", label if isinstance(label, str) else ""
    return Form(called, shown, fields, config, place, _translation(config.get("i18n"), languages))


def _translation(own: object, languages: object) -> Translation | None:
    if own is not True and not isinstance(own, Mapping):
        return None
    site = languages if isinstance(languages, Mapping) else {}
    chosen: Mapping[str, object] = {**site, **own} if isinstance(own, Mapping) else site
    listed = chosen.get("locales")
    locales = tuple(item for item in listed if isinstance(item, str)) if isinstance(listed, list) else ()
    if not locales:
        return None
    structure, default = chosen.get("structure"), chosen.get("default_locale")
    first = default if isinstance(default, str) else locales[0]
    return Translation(structure if isinstance(structure, str) else "", locales, first)


def _fields(declared: object, place: KeyPath) -> Iterator[FormField]:
    if not isinstance(declared, list) or len(place) > 3 * _DEPTH:
        return
    for number, item in enumerate(declared):
        if isinstance(item, Mapping) and isinstance(item.get("name"), str):
            yield _field(item, (*place, number))


def _field(config: Mapping[str, object], place: KeyPath) -> FormField:
    single = config.get("field")
    widget = config.get("widget", "string")
    return FormField(
        str(config.get("name", "")),
        widget if isinstance(widget, str) else "string",
        config.get("required", True) is not False,
        config,
        place,
        tuple(_fields(config.get("fields"), (*place, "fields"))),
        _field(single, (*place, "field")) if isinstance(single, Mapping) and len(place) < 3 * _DEPTH else None,
        _types(config.get("types"), (*place, "types")),
    )


def _types(declared: object, place: KeyPath) -> Mapping[str, tuple[FormField, ...]] | None:
    if not isinstance(declared, list):
        return None
    found = {}
    for number, item in enumerate(declared):
        if isinstance(item, Mapping) and isinstance(name := item.get("name"), str):
            found[name] = tuple(_fields(item.get("fields"), (*place, number, "fields")))
    return found
