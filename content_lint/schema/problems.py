"""What is wrong with front matter by its schema, in our own words and at our own places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from content_lint.parse.facts import FrontMatter, KeyPath
from content_lint.parse.scalars.odd_keys import OddKey
from content_lint.schema.errors import SchemaError
from content_lint.schema.kinds import ProblemKind
from content_lint.schema.odd_keys import AT_KEY, has_odd_keys, odd_key_at, with_real_keys

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from content_lint.parse.dialect import Dialect
    from content_lint.schema.base import Schema
    from content_lint.schema.pydantic_words import Described
    from content_lint.schema.shape import TopLevel

__all__ = ["Checked", "ProblemKind", "SchemaProblem", "check_values", "problems_of", "with_defaults"]

_EMPTY: tuple[object, ...] = ("", [], {})


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """One thing that the schema refuses.

    Attributes:
        kind: see ProblemKind.
        path: key path of the value, or of the key that is missing; empty where a check of the site's own
            speaks of the front matter as a whole.
        expected: what would be right, in plain words ("a date such as 2024-10-31", "one of `a`, `b`").
        value: what is there; None where the key is missing.
        choices: values or keys that would be accepted, for nearest names; of a deprecated key its successor.
        note: what a validator of the site's own said, or empty.
        required: of an empty value, whether the schema wants one.
        at_key: whether the key is refused, and ``value`` is the key's own.
    """

    kind: ProblemKind
    path: KeyPath
    expected: str
    value: object = None
    choices: tuple[str, ...] = ()
    note: str = ""
    required: bool = False
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What a schema makes of one document's front matter: the one place where text becomes typed values.

    Attributes:
        problems: what it refuses, in the order of the file, those of the whole front matter first.
        values: an instance of the schema; None where it refuses the values. Keys that hold nothing count as missing
            where the schema does not take them as they are.
    """

    problems: tuple[SchemaProblem, ...]
    values: Schema | None


def check_values(
    schema: type[Schema],
    front_matter: FrontMatter,
    defaults: Mapping[str, object],
    *,
    zone: tzinfo = UTC,
    dialect: Dialect | None = None,
    fold_case: bool = False,
) -> Checked:
    """Check one document's front matter, and turn it into typed values.

    Args:
        schema: the collection's schema.
        front_matter: read without an error.
        defaults: keys that the generator fills in: they count as present.
        zone: for dates without one.
        dialect: whose dates are dates besides those of ISO 8601; None for no others.
        fold_case: whether ``Title`` and ``title`` are one key of the first level to the generator, as to Hugo.

    Raises:
        SchemaError: a check of the site's own stops with something else than ValueError or AssertionError.
    """
    from content_lint.schema.shape import top_level  # it brings pydantic

    data = dict(front_matter.data)
    shape = top_level(schema)
    renamed = _fold_case(data, shape.keys) if fold_case else {}
    deprecated = [*_take_former(data, shape, renamed), *_retired(data, shape)]
    filled_in = {key: value for key, value in defaults.items() if key in shape.keys}
    odd = has_odd_keys(front_matter)
    context = {"zone": zone, "dialect": dialect}
    values, found = _validate(schema, with_defaults(data, filled_in), context, odd=odd)
    if any(_has_empty(value) for value in data.values()):
        of_pruned, pruned = _validate(schema, with_defaults(_pruned(data), filled_in), context, odd=odd)
        values = of_pruned if values is None else values
        found = _settle_empty(schema, data, found, pruned)
    problems = [*deprecated, *(_as_written(item, renamed) for item in found)]
    # A value that only the defaults hold has no place in this file.
    here = front_matter.fields
    kept = [item for item in problems if not item.path or item.kind is ProblemKind.MISSING or item.path in here]
    order = {path: number for number, path in enumerate(here)}
    return Checked(tuple(sorted(kept, key=lambda item: order.get(item.path, -1))), values)


def _fold_case(data: dict[str, object], known: AbstractSet[str]) -> dict[str, str]:
    """Rename keys of ``data`` that differ from the schema's in case alone; gives how each was written."""
    written: dict[str, str] = {}
    folded = {key.casefold(): key for key in known}
    for key in [key for key in data if isinstance(key, str) and key not in known]:
        meant = folded.get(key.casefold())
        if meant is not None and meant not in data:
            data[meant] = data.pop(key)
            written[meant] = key
    return written


def _take_former(data: dict[str, object], shape: TopLevel, renamed: dict[str, str]) -> Iterator[SchemaProblem]:
    """Problems of former names, whose values go on under the new ones."""
    for old, new in shape.former.items():
        if old in data and old not in shape.keys:
            value = data.pop(old)
            yield SchemaProblem(ProblemKind.DEPRECATED, (old,), f"`{new}`", value, (new,))
            if new not in data:
                data[new], renamed[new] = value, old


def _retired(data: Mapping[str, object], shape: TopLevel) -> Iterator[SchemaProblem]:
    for key, message in shape.retired.items():
        if key in data:
            yield SchemaProblem(ProblemKind.DEPRECATED, (key,), "", data[key], (), message)


def _as_written(problem: SchemaProblem, renamed: Mapping[str, str]) -> SchemaProblem:
    """The problem at the key as it is in the file."""
    if not problem.path:
        return problem
    first, *rest = problem.path
    written = renamed.get(str(first))
    return problem if written is None else replace(problem, path=(written, *rest))


def problems_of(model: type[BaseModel], error: ValidationError, data: object) -> list[SchemaProblem]:
    """What pydantic refuses of ``data`` in any model, at the innermost places; never empty."""
    errors = [(item["loc"], item) for item in error.errors(include_url=False)]
    return _resolve(model, errors, data, ())


def _validate(
    schema: type[Schema], data: Mapping[str, object], context: Mapping[str, object], *, odd: bool
) -> tuple[Schema | None, list[SchemaProblem]]:
    from pydantic import ValidationError  # the schema has brought it

    try:
        values = schema.model_validate(with_real_keys(data) if odd else data, context=context)
    except ValidationError as error:
        return None, problems_of(schema, error, data)
    except Exception as error:
        from content_lint.schema.loader import place_of  # only needed now

        file, line = place_of(schema, error)
        raise SchemaError(
            file,
            line,
            f"a check of `{schema.__name__}` stops with {type(error).__name__}: {' '.join(str(error).split())[:200]}",
            "Raise ValueError with a message where content is at fault, and mend the check where it is not.",
        ) from error
    return values, []


def _resolve(
    schema: type[BaseModel],
    errors: Iterable[tuple[tuple[int | str, ...], ErrorDetails]],
    value: object,
    path: KeyPath,
) -> list[SchemaProblem]:
    """Problems of the value at ``path``: pydantic's places hold names of union members too, which are no keys."""
    from content_lint.schema.shape import lets_pass

    found: list[SchemaProblem] = []
    children: dict[int | str, list[tuple[tuple[int | str, ...], ErrorDetails]]] = {}
    members: dict[int | str, list[tuple[tuple[int | str, ...], ErrorDetails]]] = {}
    for rest, error in errors:
        if not rest:
            if not (error["type"] == "invalid_key" and lets_pass(schema, path[:-1])):
                found.append(_problem(schema, error, value, path))
        elif rest == (AT_KEY,):
            found.append(_problem_of_key(error, path))
        elif len(rest) == 1 and error["type"] == "missing":
            found.append(_problem(schema, error, None, (*path, rest[0])))
        elif _holds(value, rest[0]):
            children.setdefault(rest[0], []).append((rest[1:], error))
        elif (key := odd_key_at(value, rest[0], error)) is not None:
            children.setdefault(key, []).append((rest[1:], error))
        else:
            members.setdefault(rest[0], []).append((rest[1:], error))
    for step, inner in children.items():
        found += _resolve(schema, inner, value[step], (*path, step))  # type: ignore[index]  # _holds has looked
    if members:
        found += _nearest_member([_resolve(schema, inner, value, path) for inner in members.values()], path)
    return found


def _holds(value: object, step: int | str) -> bool:
    if isinstance(value, Mapping):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)


def _nearest_member(members: list[list[SchemaProblem]], path: KeyPath) -> list[SchemaProblem]:
    """Of a union's members the one that its author most likely meant: the value has its shape, faults lie inside."""
    inside = [member for member in members if all(len(item.path) > len(path) for item in member)]
    if inside:
        return min(inside, key=len)
    return [_either([item for member in members for item in member if len(item.path) == len(path)])]


def _either(leaves: list[SchemaProblem]) -> SchemaProblem:
    """One problem of a value that could be of several kinds: what each of them expects."""
    leaves = [item for item in leaves if item.kind is ProblemKind.UNACCEPTABLE] or leaves
    expected = " or ".join(sorted({item.expected for item in leaves if item.expected}))
    choices = tuple(dict.fromkeys(choice for item in leaves for choice in item.choices))
    note = next((item.note for item in leaves if item.note), "")
    return replace(leaves[0], expected=expected, choices=choices, note=note)


def _problem(schema: type[BaseModel], error: ErrorDetails, value: object, path: KeyPath) -> SchemaProblem:
    from content_lint.schema.pydantic_words import describe
    from content_lint.schema.shape import known_keys, wanted_at

    if error["type"] in ("union_tag_invalid", "union_tag_not_found") and isinstance(value, Mapping):
        # The key that tells the members of a union apart is the innermost place.
        key = str((error.get("ctx") or {}).get("discriminator", "")).strip("'")
        return _problem_of_tag(schema, value, (*path, key))
    said: Described = describe(error)
    if said.kind is ProblemKind.MISSING:
        return SchemaProblem(said.kind, path, wanted_at(schema, path))
    if said.kind is ProblemKind.UNKNOWN:
        return SchemaProblem(said.kind, path, "", value, known_keys(schema, path[:-1]))
    if error["type"] in ("literal_error", "enum"):
        return _problem_of_choice(schema, value, path)
    return SchemaProblem(said.kind, path, said.expected, value, said.choices, said.note)


def _problem_of_tag(schema: type[BaseModel], value: Mapping[str, object], path: KeyPath) -> SchemaProblem:
    """The key at ``path``, which decides the kind of the mapping ``value``, is missing or wrong."""
    from content_lint.schema.shape import literal_values, one_of, wanted_at

    key = str(path[-1])
    if key not in value:
        return SchemaProblem(ProblemKind.MISSING, path, wanted_at(schema, path))
    values = literal_values(schema, path)
    return SchemaProblem(ProblemKind.UNACCEPTABLE, path, one_of(values), value[key], _texts(values))


def _problem_of_choice(schema: type[BaseModel], value: object, path: KeyPath) -> SchemaProblem:
    from content_lint.schema.shape import literal_values, one_of

    values = literal_values(schema, path)
    texts = _texts(values)
    is_text = isinstance(value, str)
    only_lacks_quotes = not is_text and str(value).lower() in {text.lower() for text in texts}
    of_other_type = not is_text and len(texts) == len(values)
    kind = ProblemKind.UNACCEPTABLE
    if of_other_type or isinstance(value, (list, dict)):
        kind = ProblemKind.WRONG_TYPE
    return SchemaProblem(kind, path, "text" if only_lacks_quotes else one_of(values), value, texts)


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(item for item in values if isinstance(item, str))


def _problem_of_key(error: ErrorDetails, path: KeyPath) -> SchemaProblem:
    """The mapping may hold such values, and not under such a key."""
    from content_lint.schema.pydantic_words import describe

    said: Described = describe(error)
    key = path[-1]
    value = key.value if isinstance(key, OddKey) else key
    return SchemaProblem(said.kind, path, said.expected, value, said.choices, said.note, at_key=True)


def _is_empty(value: object) -> bool:
    return value is None or value in _EMPTY or (isinstance(value, str) and not value.strip())


def _has_empty(value: object) -> bool:
    if isinstance(value, Mapping):
        return not value or any(_has_empty(item) for item in value.values())
    if isinstance(value, list):
        return not value or any(_has_empty(item) for item in value if isinstance(item, dict))
    return _is_empty(value)


def _pruned(data: Mapping[str, object]) -> dict[str, object]:
    """The same without keys that hold nothing, at every depth."""
    return {key: _prune(value) for key, value in data.items() if not _is_empty(value)}


def _prune(value: object) -> object:
    if isinstance(value, dict):
        return _pruned(value)
    return [_prune(item) for item in value] if isinstance(value, list) else value


def _empty_paths(value: object, path: KeyPath) -> list[tuple[KeyPath, object]]:
    found: list[tuple[KeyPath, object]] = []
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        if _is_empty(item) and isinstance(value, Mapping):
            found.append(((*path, step), item))
        else:
            found += _empty_paths(item, (*path, step))
    return found


def _settle_empty(
    schema: type[Schema], data: Mapping[str, object], full: list[SchemaProblem], pruned: list[SchemaProblem]
) -> list[SchemaProblem]:
    """The problems of the values that are there, and one for each that is empty.

    Args:
        schema: the schema.
        data: the front matter as it is.
        full: its problems.
        pruned: the problems of the same without its empty values.
    """
    from content_lint.schema.shape import wanted_at

    empty = dict(_empty_paths(data, ()))
    unknown = {item.path: item for item in full if item.kind is ProblemKind.UNKNOWN}
    faulty = {item.path for item in full}
    missing = {item.path for item in pruned if item.kind is ProblemKind.MISSING}
    found = [item for item in pruned if item.path not in empty]
    for path, value in empty.items():
        if path in unknown:
            found.append(unknown[path])
        elif path in missing and value is None and path not in faulty:
            continue  # the schema wants the key and says itself that it may hold nothing
        elif not any(path[:length] in unknown for length in range(1, len(path))):
            wanted = wanted_at(schema, path)
            found.append(SchemaProblem(ProblemKind.EMPTY, path, wanted, value, required=path in missing))
    return found


def with_defaults(data: Mapping[str, object], defaults: Mapping[str, object]) -> dict[str, object]:
    """Front matter over defaults as the generator merges them: mappings deeply, and nothing never overrides."""
    merged = dict(data)
    for key, value in defaults.items():
        own = merged.get(key)
        if own is None:
            merged[key] = value
        elif isinstance(own, dict) and isinstance(value, dict):
            merged[key] = with_defaults(own, value)
    return merged
