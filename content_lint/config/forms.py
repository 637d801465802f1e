"""The forms of a CMS: what its editors fill in for each collection, as its configuration says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from content_lint.parse.facts import KeyPath
from content_lint.text.source import Span

if TYPE_CHECKING:
    from content_lint.parse.front_matter.yaml.reader import YamlReading

_DEPTH = 20


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


class Form(Struct, frozen=True, dict=True):
    """The form of one collection.

    Attributes:
        collection: the CMS's name for it.
        label: what editors call it.
        fields: in the order of the form, the body among them.
        given: what the configuration says of the collection.
        place: where in the configuration it is.
    """

    collection: str
    label: str = ""
    fields: tuple[FormField, ...] = ()
    given: Mapping[str, object] = field(default_factory=dict)
    place: KeyPath = ()

    @cached_property
    def folder(self) -> str:
        """The folder of its entries, without slashes at its ends; empty for a form of one file, and for the root."""
        folder = self.given.get("folder")
        return PurePosixPath(folder.strip("/") or ".").as_posix().removeprefix(".") if isinstance(folder, str) else ""

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
        prefix, ending = self._around
        return path.startswith(prefix) and path.endswith(ending) and path.count("/", len(prefix)) <= self._depth

    @cached_property
    def _around(self) -> tuple[str, str]:
        """What the paths of its entries begin and end with."""
        return f"{self.folder}/" if self.folder else "", f".{self.extension}"

    @cached_property
    def _depth(self) -> int:
        """How many folders may be between its folder and an entry."""
        nested, path = self.given.get("nested"), self.given.get("path")
        if isinstance(nested, Mapping):
            depth = nested.get("depth")
            return depth - 1 if isinstance(depth, int) else _DEPTH
        return path.count("/") if isinstance(path, str) else 0

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
        for known in ((*place, "name"), place, place[:-1], place[:2]):
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
        if isinstance(item.get("folder"), str):
            folders.append(read_form(item, place))
        entries = item.get("files")
        for inner, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, Mapping) and isinstance(file := entry.get("file"), str):
                files[file.strip("/")] = read_form(entry, (*place, "files", inner))
    spans = {place: item.key_span if place[-1] != "name" else item.span for place, item in reading.fields.items()}
    slug = config.get("slug")
    named = slug if isinstance(slug, Mapping) else {}
    return Forms(name, program, path, tuple(folders), files, frozenset(names), named, config, spans)


def read_form(config: Mapping[str, object], place: KeyPath) -> Form:
    """The form of a collection, or of one file of a collection of files."""
    name, label = config.get("name"), config.get("label")
    fields = tuple(_fields(config.get("fields"), (*place, "fields")))
    return Form(name if isinstance(name, str) else "", label if isinstance(label, str) else "", fields, config, place)


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
