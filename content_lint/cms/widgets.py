"""Which widgets of a form save what a schema wants, and which one a new field gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from content_lint.cms.wanted import Wanted
from content_lint.config.forms import FormField

_SHAPES: Mapping[str, frozenset[str]] = {
    "string": frozenset({"text"}),
    "text": frozenset({"text"}),
    "markdown": frozenset({"text"}),
    "richtext": frozenset({"text"}),
    "color": frozenset({"text"}),
    "uuid": frozenset({"text"}),
    "map": frozenset({"text"}),
    "image": frozenset({"text"}),
    "file": frozenset({"text"}),
    "relation": frozenset({"text"}),
    "datetime": frozenset({"date", "text"}),
    "date": frozenset({"date", "text"}),
    "boolean": frozenset({"switch"}),
    "list": frozenset({"list"}),
    "object": frozenset({"group"}),
    "keyvalue": frozenset({"any", "group"}),
}
"""What each widget saves; of those that are not here nothing is known."""

_SAID = {
    "text": "text",
    "switch": "true or false",
    "whole": "a whole number",
    "number": "a number",
    "date": "a date",
    "list": "a list",
    "group": "a group of fields",
}
_PICTURES = ("image", "picture", "photo", "thumbnail", "cover", "logo", "avatar", "icon", "banner")
_LONG = 200
"""Texts that may be longer than this get more than one line."""


def saves(field: FormField) -> frozenset[str]:
    """What shapes of values a field saves; empty where that is not known."""
    if field.multiple and field.widget in ("select", "relation", "image", "file"):
        return frozenset({"list"})
    if field.widget == "number":
        return _of_number(field)
    if field.widget == "select":
        return frozenset(_of_option(option) for option in options_of(field)) or frozenset({"text"})
    return _SHAPES.get(field.widget, frozenset())


def _of_number(field: FormField) -> frozenset[str]:
    kind = field.text("value_type", "int")
    if kind == "float":
        return frozenset({"number"})
    return frozenset({"whole"}) if kind == "int" else frozenset({"text"})


def _of_option(option: object) -> str:
    if isinstance(option, bool):
        return "switch"
    if isinstance(option, int):
        return "whole"
    return "number" if isinstance(option, float) else "text"


def options_of(field: FormField) -> list[object]:
    """The values that a select offers."""
    options = field.given.get("options")
    found = options if isinstance(options, list) else []
    return [option.get("value") if isinstance(option, Mapping) else option for option in found]


def takes(wanted: Wanted, shape: str) -> bool:
    """Whether a schema takes values of a shape."""
    shapes = wanted.shapes
    if not shapes or "any" in shapes or shape in shapes:
        return True
    if shape == "whole":
        return "number" in shapes
    if shape == "number":
        return False
    if "choice" in shapes:
        return any(_of_option(choice) == shape for choice in wanted.choices)
    return False


def said(shapes: Iterable[str]) -> str:
    """Shapes in words."""
    words = sorted({_SAID.get(shape, "one of some values") for shape in shapes})
    return " or ".join(words) or "anything"


def field_for(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object] | None:
    """What a form asks for so that it saves what the schema wants; None where no widget does.

    Args:
        wanted: the key.
        dates: how the dates of this site are written: the settings of a datetime widget.
    """
    widget = _widget(wanted, dates)
    if widget is None:
        return None
    found: dict[str, object] = {"label": wanted.title or label_of(wanted.key), "name": wanted.key, **widget}
    if wanted.description:
        found["hint"] = wanted.description
    if not wanted.required:
        found["required"] = False
    if wanted.default is not None and _can_be_default(wanted):
        found["default"] = wanted.default
    return found


def _can_be_default(wanted: Wanted) -> bool:
    return "group" not in wanted.shapes and "list" not in wanted.shapes and wanted.default != ""


def label_of(key: str) -> str:
    """A name for people of a key: ``image_alt`` is "Image alt"."""
    words = key.replace("_", " ").replace("-", " ").split()
    return " ".join(words).capitalize() if words else key


def _widget(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object] | None:
    """The widget and its settings: by what the key is for, else by what its value is."""
    made = _of_kind(wanted, dates)
    if made is not None:
        return made
    for shape, make in _BY_SHAPE.items():
        if shape in wanted.shapes:
            return make(wanted, dates)
    return None


def _of_kind(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object] | None:
    kind = wanted.kind
    if kind is None:
        return None
    if kind.name in ("date", "publish-date"):
        return {"widget": "datetime", **dates}
    if kind.name == "reference":
        return {"widget": "relation", **_relation(kind.target)}
    if kind.name == "asset":
        is_picture = any(word in wanted.key.lower() for word in _PICTURES)
        return {"widget": "image" if is_picture else "file"}
    return {"widget": "text", **_text_limits(wanted)} if kind.name == "markdown" else None


def _string(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object]:  # noqa: ARG001 - as all of them are called
    is_long = wanted.limits.longest is not None and wanted.limits.longest > _LONG
    return {"widget": "text" if is_long else "string", **_text_limits(wanted)}


def _object(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object] | None:
    inner = _inside(wanted, dates)
    return {"widget": "object", "fields": inner} if inner else None


def _date(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object]:  # noqa: ARG001
    return {"widget": "datetime", **dates}


def _switch(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object]:  # noqa: ARG001
    return {"widget": "boolean"}


def _number(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object]:  # noqa: ARG001
    kind = "float" if "number" in wanted.shapes else "int"
    return {"widget": "number", "value_type": kind, **_number_limits(wanted)}


def _select(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object] | None:  # noqa: ARG001
    return _choice(wanted)


def _choice(wanted: Wanted) -> dict[str, object] | None:
    if any(isinstance(choice, bool) or not isinstance(choice, (str, int, float)) for choice in wanted.choices):
        return None  # Decap does not start with an option that is true, false or nothing
    if len(wanted.choices) == 1 and wanted.required:
        return {"widget": "hidden", "default": wanted.choices[0]}
    return {"widget": "select", "options": list(wanted.choices)}


def _list(wanted: Wanted, dates: Mapping[str, object]) -> dict[str, object] | None:
    item = wanted.item
    if item is None or not item.shapes:
        return {"widget": "list"}
    if "choice" in item.shapes:
        chosen = _choice(item)
        return {"widget": "select", "multiple": True, "options": list(item.choices)} if chosen is not None else None
    if item.kind is not None and item.kind.name == "reference":
        return {"widget": "relation", "multiple": True, **_relation(item.kind.target)}
    if "group" in item.shapes:
        inner = _inside(item, dates)
        return {"widget": "list", "fields": inner} if inner else None
    if item.shapes == {"text"}:
        return {"widget": "list", **_list_limits(wanted)}
    single = _widget(item, dates)
    if single is None:
        return None
    return {"widget": "list", "field": {"label": label_of(wanted.key), "name": wanted.key, **single}}


_BY_SHAPE = {
    "choice": _select,
    "list": _list,
    "text": _string,
    "group": _object,
    "date": _date,
    "switch": _switch,
    "number": _number,
    "whole": _number,
}
"""How each shape is asked for, the first that a value may have."""


def _inside(wanted: Wanted, dates: Mapping[str, object]) -> list[dict[str, object]]:
    found = (field_for(inner, dates) for inner in wanted.fields if not inner.deprecated)
    return [item for item in found if item is not None]


def _relation(target: str) -> dict[str, object]:
    return {
        "collection": target,
        "search_fields": ["title"],
        "value_field": "{{slug}}",
        "display_fields": ["title"],
    }


def _number_limits(wanted: Wanted) -> dict[str, object]:
    limits = {"min": wanted.limits.least, "max": wanted.limits.most}
    return {key: value for key, value in limits.items() if value is not None}


def _list_limits(wanted: Wanted) -> dict[str, object]:
    limits = {"min": wanted.limits.shortest or None, "max": wanted.limits.longest}
    return {key: value for key, value in limits.items() if value is not None}


def _text_limits(wanted: Wanted) -> dict[str, object]:
    """A pattern that says what the schema says; length has no other word in Decap."""
    from content_lint.cms.patterns import pattern_for  # for fields of text alone

    pattern = pattern_for(wanted)
    return {"pattern": list(pattern)} if pattern is not None else {}
