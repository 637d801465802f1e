"""What keeps a CMS from starting with a configuration: it then shows an error in place of everything.

The measure is what Decap CMS 3.16.3 and Sveltia CMS 0.221.1 accept and refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from content_lint.cms.patterns import fault_in_browser
from content_lint.config.forms import Forms
from content_lint.parse.facts import KeyPath
from content_lint.text.regex import regex

_OWN_EXTENSIONS = frozenset({"yml", "yaml", "toml", "json", "md", "markdown", "html"})
_FRONT_MATTER = frozenset({"frontmatter", "yaml-frontmatter", "toml-frontmatter", "json-frontmatter"})
_PAGES = frozenset({"md", "markdown", "html", "mdx"})
_NAME = regex(r"[\w$-]+\Z")
_BACKENDS = frozenset({"github", "gitlab", "gitea", "test-repo"})


class ConfigFault(Struct, frozen=True):
    """One reason.

    Attributes:
        place: where in the configuration.
        message: what is wrong there, in words.
    """

    place: KeyPath
    message: str


_Test = tuple[Callable[[Any], bool], str]
_TEXT: _Test = (lambda value: isinstance(value, str), "has to be text")
_SWITCH: _Test = (lambda value: isinstance(value, bool), "has to be true or false")
_NUMBER: _Test = (
    lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "has to be a number",
)
_WHOLE: _Test = (lambda value: isinstance(value, int) and not isinstance(value, bool), "has to be a whole number")
_LIST: _Test = (lambda value: isinstance(value, list), "has to be a list")
_GROUP: _Test = (lambda value: isinstance(value, Mapping), "has to be a group of settings")
_TEXT_OR_SWITCH: _Test = (lambda value: isinstance(value, (str, bool)), "has to be text, or false")


def _one_of(*words: str) -> _Test:
    return lambda value: value in words, f"has to be one of {', '.join(f'`{word}`' for word in words if word)}"


_MODES = _one_of("simple", "editorial_workflow", "")
_NUMBER_TYPES = _one_of("int", "float", "int/string", "float/string")
_STRUCTURES = _one_of(
    "multiple_folders", "multiple_files", "single_file", "multiple_folders_i18n_root", "multiple_root_folders"
)
_COLLECTION: Mapping[str, _Test] = {
    "name": _TEXT,
    "label": _TEXT,
    "create": _SWITCH,
    "identifier_field": _TEXT,
    "path": _TEXT,
    "limit": _NUMBER,
}
_FIELD: Mapping[str, _Test] = {"name": _TEXT, "label": _TEXT, "hint": _TEXT}
_BOUNDS: Mapping[str, _Test] = {"min": _NUMBER, "max": _NUMBER}
_WIDGETS: Mapping[str, Mapping[str, _Test]] = {
    "number": {**_BOUNDS, "step": _NUMBER},
    "list": {**_BOUNDS},
    "select": {"multiple": _SWITCH, "options": _LIST},
    "datetime": {
        "format": _TEXT,
        "date_format": _TEXT_OR_SWITCH,
        "time_format": _TEXT_OR_SWITCH,
        "picker_utc": _SWITCH,
    },
    "relation": {"collection": _TEXT, "search_fields": _LIST, "display_fields": _LIST, "multiple": _SWITCH},
    "code": {"keys": _GROUP},
    "map": {"type": _one_of("Point", "LineString", "Polygon")},
}
_DECAP_WIDGETS: Mapping[str, Mapping[str, _Test]] = {
    "select": {"min": _WHOLE, "max": _WHOLE},
    "list": {"collapsed": _SWITCH, "allow_add": _SWITCH},
    "object": {"collapsed": _SWITCH},
    "map": {"decimals": _WHOLE},
    "image": {"allow_multiple": _SWITCH},
    "file": {"allow_multiple": _SWITCH},
}


TO_DO = "Put it right, or no editor gets to any form"


def start_faults(forms: Forms) -> Iterator[ConfigFault]:
    """What keeps the site's CMS from starting, in whole sentences.

    Netlify CMS saves like Decap; what it starts with has not been measured.
    """
    if forms.name == "Netlify CMS":
        return
    for fault in config_faults(forms.given, forms.program):
        if len(fault.place) > 1:  # what is missing at the top may come from elsewhere
            yield ConfigFault(fault.place, f"{forms.name} does not start with this: {fault.message}")


def config_faults(config: Mapping[str, Any], program: str) -> Iterator[ConfigFault]:
    """Why a CMS does not start; nothing for one that is not known.

    Args:
        config: the whole configuration.
        program: ``decap`` or ``sveltia``.
    """
    if program not in ("decap", "sveltia"):
        return
    checker = _Checker(config, is_sveltia=program == "sveltia")
    yield from checker.root()


class _Checker:
    """One configuration and one program."""

    def __init__(self, config: Mapping[str, Any], *, is_sveltia: bool) -> None:
        self.config = config
        self.is_sveltia = is_sveltia

    def root(self) -> Iterator[ConfigFault]:
        config = self.config
        backend = config.get("backend")
        if not isinstance(backend, Mapping) or not isinstance(backend.get("name"), str):
            yield ConfigFault((), "`backend` is missing, which says where the site is kept")
        elif self.is_sveltia and backend["name"] not in _BACKENDS:
            yield ConfigFault(("backend", "name"), f"Sveltia CMS knows no backend `{backend['name']}`")
        if "media_folder" not in config and "media_library" not in config and "media_libraries" not in config:
            yield ConfigFault((), "`media_folder` is missing, which says where pictures are kept")
        yield from self._tested(config, (), {"publish_mode": _MODES})
        if not self.is_sveltia:
            yield from self._tested(config, (), {"locale": _TEXT})
        slug = config.get("slug")
        if isinstance(slug, Mapping):
            tests = {"encoding": _one_of("unicode", "ascii"), "clean_accents": _SWITCH}
            tests |= {"sanitize_replacement": _TEXT} if self.is_sveltia else {}
            yield from self._tested(slug, ("slug",), tests)
        i18n = config.get("i18n")
        if isinstance(i18n, Mapping):
            yield from self._tested(i18n, ("i18n",), {"structure": _STRUCTURES})
        yield from self._collections(config.get("collections"))

    def _collections(self, collections: object) -> Iterator[ConfigFault]:
        if not isinstance(collections, list) or not collections:
            yield ConfigFault((), "`collections` is missing, or empty")
            return
        seen: set[object] = set()
        for number, item in enumerate(collections):
            place: KeyPath = ("collections", number)
            if not isinstance(item, Mapping):
                continue
            if self.is_sveltia and "divider" in item:
                continue
            name = item.get("name")
            if isinstance(name, str) and name in seen:
                yield ConfigFault(place, f"two collections are called `{name}`")
            seen.add(name if isinstance(name, str) else number)
            yield from self._collection(item, place)

    def _collection(self, item: Mapping[str, Any], place: KeyPath) -> Iterator[ConfigFault]:
        for key in ("name",) if self.is_sveltia else ("name", "label"):
            if key not in item:
                yield ConfigFault(place, f"`{key}` is missing")
        yield from self._tested(item, place, _COLLECTION)
        if not (self.is_sveltia and isinstance(item.get("slug"), Mapping)):
            yield from self._tested(item, place, {"slug": _TEXT})
        if "folder" in item and "files" in item:
            yield ConfigFault(place, "there are both `folder` and `files`")
        yield from self._format(item, place)
        files = item.get("files")
        if isinstance(files, list):
            yield from self._files(files, (*place, "files"))
        elif "folder" in item:
            yield from self._fields(item.get("fields"), (*place, "fields"), needed=True)
            yield from self._own_references(item, place) if self.is_sveltia else ()
        elif "fields" not in item:
            yield ConfigFault(place, "there is neither `folder` nor `files`")
        yield from self._nested(item.get("nested"), place)

    def _nested(self, nested: object, place: KeyPath) -> Iterator[ConfigFault]:
        if not self.is_sveltia and isinstance(nested, Mapping):
            depth = nested.get("depth")
            if not isinstance(depth, int) or depth < 1:
                yield ConfigFault((*place, "nested"), "`depth` has to be a number from 1")

    def _format(self, item: Mapping[str, Any], place: KeyPath) -> Iterator[ConfigFault]:
        extension, form = item.get("extension"), _word(item, "format")
        if self.is_sveltia:
            odd = isinstance(extension, str) and form in _FRONT_MATTER and extension.lstrip(".") not in _PAGES
            if odd:
                yield ConfigFault(place, f"files that end in `{extension}` have no front matter")
            return
        if isinstance(extension, str) and extension not in _OWN_EXTENSIONS and form is None:
            yield ConfigFault(place, f"`format` is missing, which files that end in `{extension}` need")
        delimiter = item.get("frontmatter_delimiter")
        if delimiter is not None:
            if form not in _FRONT_MATTER - {"frontmatter"}:
                yield ConfigFault(place, "`format` has to say which front matter is between these delimiters")
            if isinstance(delimiter, list) and len(delimiter) != 2:
                yield ConfigFault((*place, "frontmatter_delimiter"), "there have to be two delimiters")

    def _files(self, files: list[Any], place: KeyPath) -> Iterator[ConfigFault]:
        seen: set[str] = set()
        for number, item in enumerate(files):
            if not isinstance(item, Mapping):
                continue
            for key in ("name", "file") if self.is_sveltia else ("name", "label", "file"):
                if key not in item:
                    yield ConfigFault((*place, number), f"`{key}` is missing")
            name = item.get("name")
            if isinstance(name, str) and name in seen and not self.is_sveltia:
                yield ConfigFault((*place, number), f"two files are called `{name}`")
            seen.add(str(name))
            yield from self._fields(item.get("fields"), (*place, number, "fields"), needed=True)

    def _fields(self, fields: object, place: KeyPath, *, needed: bool) -> Iterator[ConfigFault]:
        if not isinstance(fields, list) or not fields:
            if needed or isinstance(fields, list):
                yield ConfigFault(place[:-1], "there is no field in `fields`")
            return
        seen: set[str] = set()
        for number, item in enumerate(fields):
            if not isinstance(item, Mapping):
                continue
            name = item.get("name")
            if isinstance(name, str) and name in seen:
                yield ConfigFault((*place, number), f"two fields are called `{name}`")
            seen.add(str(name))
            yield from self._field(item, (*place, number))

    def _field(self, item: Mapping[str, Any], place: KeyPath) -> Iterator[ConfigFault]:
        name = item.get("name")
        if "name" not in item:
            yield ConfigFault(place, "`name` is missing")
        elif self.is_sveltia and isinstance(name, str) and not _NAME.match(name):
            yield ConfigFault(place, f"`{name}` cannot be the name of a field")
        yield from self._tested(item, place, _FIELD)
        required = item.get("required", True)
        if not isinstance(required, bool) and not (self.is_sveltia and isinstance(required, list)):
            yield ConfigFault((*place, "required"), "`required` has to be true or false")
        yield from self._pattern(item.get("pattern"), place)
        widget = _word(item, "widget", "string")
        yield from self._tested(item, place, _WIDGETS.get(widget, {}))
        if self.is_sveltia:
            yield from self._of_sveltia(item, widget, place)
        else:
            yield from self._tested(item, place, _DECAP_WIDGETS.get(widget, {}))
        yield from self._of_widget(item, widget, place)
        yield from self._inside(item, widget, place)

    def _pattern(self, pattern: object, place: KeyPath) -> Iterator[ConfigFault]:
        if pattern is None:
            return
        if not isinstance(pattern, list) or len(pattern) < 2 or (self.is_sveltia and len(pattern) != 2):
            yield ConfigFault((*place, "pattern"), "`pattern` has to be a list: the pattern, and words for editors")
        elif self.is_sveltia and isinstance(pattern[0], str) and fault_in_browser(pattern[0]):
            yield ConfigFault((*place, "pattern"), f"`{pattern[0]}` means nothing in a browser")

    def _of_widget(self, item: Mapping[str, Any], widget: object, place: KeyPath) -> Iterator[ConfigFault]:
        if widget == "select":
            yield from self._options(item.get("options"), place)
        elif widget == "relation":
            known = ("collection", "search_fields", "value_field")
            needed = known[:1] if self.is_sveltia else known
            for key in needed:
                if key not in item and _camel(key) not in item:
                    yield ConfigFault(place, f"`{key}` is missing")

    def _options(self, options: object, place: KeyPath) -> Iterator[ConfigFault]:
        if options is None:
            yield ConfigFault(place, "`options` is missing")
            return
        listed = options if isinstance(options, list) else []
        groups = [option for option in listed if isinstance(option, Mapping)]
        here = (*place, "options")
        if any(not {"label", "value"} <= option.keys() for option in groups):
            yield ConfigFault(here, "an option has either a label and a value, or is a plain value")
        elif not self.is_sveltia:
            if not all(map(_is_text_or_number, listed)):
                yield ConfigFault(here, "an option has to be text or a number")
        elif isinstance(options, list) and (len(groups) not in (0, len(options)) or not options or _repeats(options)):
            yield ConfigFault(here, "`options` is empty, mixes values with and without labels, or repeats one")

    def _of_sveltia(self, item: Mapping[str, Any], widget: object, place: KeyPath) -> Iterator[ConfigFault]:
        if widget == "date":
            yield ConfigFault((*place, "widget"), "Sveltia CMS has no widget `date`: write `datetime`")
        yield from self._tested(item, place, {"comment": _TEXT})
        for key in ("valueType", "allow_multiple"):
            if key in item:
                yield ConfigFault((*place, key), f"Sveltia CMS does not know `{key}` any more")
        least, most = item.get("min"), item.get("max")
        if isinstance(least, (int, float)) and isinstance(most, (int, float)) and least > most:
            yield ConfigFault(place, "`min` is more than `max`")
        if widget == "number":
            yield from self._tested(item, place, {"value_type": _NUMBER_TYPES})
        yield from self._default(item, widget, place)
        yield from self._parts(item, widget, place)
        if widget == "relation":
            yield from self._target(item, place)

    def _parts(self, item: Mapping[str, Any], widget: object, place: KeyPath) -> Iterator[ConfigFault]:
        if widget == "list" and sum(key in item for key in ("field", "fields", "types")) > 1:
            yield ConfigFault(place, "there is more than one of `field`, `fields` and `types`")
        if widget == "object" and "fields" not in item and "types" not in item:
            yield ConfigFault(place, "`fields` is missing")

    def _default(self, item: Mapping[str, Any], widget: object, place: KeyPath) -> Iterator[ConfigFault]:
        default = item.get("default")
        wanted: Mapping[object, type] = {"boolean": bool, "string": str, "text": str, "list": list, "object": dict}
        kind = wanted.get(widget)
        wrong = default is not None and kind is not None and not isinstance(default, kind)
        if widget == "select" and default is not None and not item.get("multiple"):
            listed = item.get("options")
            options = [
                option.get("value") if isinstance(option, Mapping) else option
                for option in (listed if isinstance(listed, list) else [])
            ]
            wrong = default not in options
        if wrong:
            yield ConfigFault((*place, "default"), "`default` is no value of this field")

    def _target(self, item: Mapping[str, Any], place: KeyPath) -> Iterator[ConfigFault]:
        names = _names(self.config.get("collections"))
        if isinstance(target := item.get("collection"), str) and target not in names:
            yield ConfigFault((*place, "collection"), f"there is no collection `{target}`")

    def _own_references(self, item: Mapping[str, Any], place: KeyPath) -> Iterator[ConfigFault]:
        fields = item.get("fields")
        names = _names(fields)
        identifier, slug = item.get("identifier_field"), item.get("slug")
        if isinstance(identifier, str) and identifier.partition(".")[0] not in names:
            yield ConfigFault((*place, "identifier_field"), f"the form has no field `{identifier}`")
        if isinstance(slug, str) and "/" in slug:
            yield ConfigFault((*place, "slug"), "a slash cannot be in the name of a file: that is for `path`")
        chosen = item.get("filter")
        if chosen is not None and not (isinstance(chosen, Mapping) and {"value", "pattern"} & chosen.keys()):
            yield ConfigFault((*place, "filter"), "`filter` needs a field, and a value or a pattern")

    def _inside(self, item: Mapping[str, Any], widget: object, place: KeyPath) -> Iterator[ConfigFault]:
        if widget not in ("list", "object"):
            return
        if "fields" in item:
            yield from self._fields(item["fields"], (*place, "fields"), needed=True)
        if isinstance(item.get("field"), Mapping):
            yield from self._field(item["field"], (*place, "field"))
        types = item.get("types")
        if isinstance(types, list):
            names = [one.get("name") for one in types if isinstance(one, Mapping)]
            if _repeats(names):
                yield ConfigFault((*place, "types"), "two types have one name")

    def _tested(self, item: Mapping[str, Any], place: KeyPath, tests: Mapping[str, _Test]) -> Iterator[ConfigFault]:
        for key, (test, words) in tests.items():
            if key in item and item[key] is not None and not test(item[key]):
                yield ConfigFault((*place, key), f"`{key}` {words}")


def _word(item: Mapping[str, Any], key: str, otherwise: str | None = None) -> str | None:
    """What a key says if it is a word; empty where it is anything else, of which ``_tested`` speaks."""
    value = item.get(key, otherwise)
    return value if value is None or isinstance(value, str) else ""


def _is_text_or_number(option: object) -> bool:
    value = option.get("value") if isinstance(option, Mapping) else option
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _names(listed: object) -> set[str]:
    """What the items of a list are called."""
    items = listed if isinstance(listed, list) else []
    return {name for item in items if isinstance(item, Mapping) and isinstance(name := item.get("name"), str)}


def _repeats(values: list[Any]) -> bool:
    keys = [repr(value) for value in values]
    return len(set(keys)) < len(keys)


def _camel(key: str) -> str:
    first, *others = key.split("_")
    return first + "".join(word.capitalize() for word in others)
