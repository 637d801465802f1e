"""Where the forms of a CMS and the site's schemas disagree, each with what follows from it for an editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from msgspec import Struct, field

from content_lint.cms.date_formats import example_of
from content_lint.cms.patterns import fault_in_browser, pattern_for
from content_lint.cms.posts import Posts
from content_lint.cms.wanted import Wanted
from content_lint.cms.widgets import options_of, said, saves, takes
from content_lint.config.forms import Form, FormField
from content_lint.parse.facts import KeyPath
from content_lint.report.diagnostic import Severity
from content_lint.schema.dates import read_date
from content_lint.text.counts import many

_UNCHECKED = frozenset({"hidden"})
_SHOWN = 5


class Difference(Struct, frozen=True):
    """One thing that a form and a schema say differently.

    Attributes:
        severity: error where the CMS then cannot start, or what it saves is always refused; information where
            nothing has to be done.
        place: where in the configuration.
        path: the key in front matter.
        message: what differs, and what follows.
        help: what to do.
        changes: the keys of the configuration at ``place`` that would make it agree, with their values; a value of
            ``UNSET`` takes the key out.
        key: the key at ``place`` that is at fault, if it is a single one.
    """

    severity: Severity
    place: KeyPath
    path: KeyPath
    message: str
    help: str = ""
    changes: Mapping[str, object] = field(default_factory=dict)
    key: str = ""

    @property
    def at(self) -> KeyPath:
        """Where in the configuration it is, as exactly as that is known."""
        return (*self.place, self.key) if self.key else self.place


class Unset:
    """Stands for: the key is taken out."""


UNSET = Unset()


def differences_of(
    form: Form,
    wanted: Sequence[Wanted],
    known: Posts,
    program: str,
    *,
    is_open: bool,
    former: Mapping[str, str],
    alone: bool = True,
) -> Iterator[Difference]:
    """Everything in which a form and a schema differ.

    Args:
        form: the form of a collection.
        wanted: the keys of its schema.
        known: its posts.
        program: which CMS it is.
        is_open: whether the schema lets other keys pass.
        former: keys of before, with the key that replaced each.
        alone: whether no other form has the same schema, so that what this one lacks nobody can fill in.
    """
    creates = form.given.get("create", program == "sveltia") is True and not form.is_of_one_file
    comparison = _Comparison(known, program, creates=creates, alone=alone, of_one_file=form.is_of_one_file)
    fields = tuple(item for item in form.fields if item.name != "body")
    yield from comparison.fields(fields, wanted, (*form.place, "fields"), (), is_open=is_open, former=former)


class _Comparison:
    """A form beside a schema."""

    def __init__(self, known: Posts, program: str, *, creates: bool, alone: bool, of_one_file: bool) -> None:
        self.posts = known
        self.of_one_file = of_one_file
        self.alone = alone
        self.program = program
        self.creates = creates

    def fields(
        self,
        fields: Sequence[FormField],
        wanted: Sequence[Wanted],
        place: KeyPath,
        path: KeyPath,
        *,
        is_open: bool,
        former: Mapping[str, str],
    ) -> Iterator[Difference]:
        asked = {item.name: item for item in fields}
        lacking: list[str] = []
        missing: list[str] = []
        for item in wanted:
            found = asked.get(item.key)
            if found is not None:
                yield from self.field(found, item, (*path, item.key))
            elif (kept_in := self._where_said(item, path, missing, lacking)) is not None:
                kept_in.append(item.key)
        if missing:
            yield self._missing(missing, place, path)
        if lacking:
            yield self._beside(lacking, place, path)
        keys = {item.key for item in wanted}
        for strange in fields:
            if strange.name not in keys and not is_open:
                yield self._unknown(strange, (*path, strange.name), former.get(strange.name, ""))

    def _where_said(self, item: Wanted, path: KeyPath, missing: list[str], lacking: list[str]) -> list[str] | None:
        """What a key that the form lacks belongs to; None where nothing is said of it."""
        if item.deprecated or item.key == "body":
            return None
        if item.required and (self.creates or path):  # else nobody can make a new entry, and the old ones keep theirs
            return missing
        if item.required and self.of_one_file and self.posts.without((item.key,)):
            return missing
        return lacking if self.alone or self.posts.having((*path, item.key)) else None

    def _missing(self, keys: Sequence[str], place: KeyPath, path: KeyPath) -> Difference:
        """Keys that posts have to have, and nobody can fill in: one finding on all of them."""
        whole = [(*path, key) for key in keys]
        counted = [(self.posts.without(item), in_words(item)) for item in whole]
        named = [
            f"`{name}` ({many(count, 'post')} {_have(count)} none)" if count else f"`{name}`" for count, name in counted
        ]
        what, it = (f"a field `{keys[0]}`", "it") if len(keys) == 1 else ("these fields", "them")
        return Difference(
            Severity.WARNING,
            place,
            whole[0],
            f"the form has no field for {_joined(named)}, so an editor saves posts that the check refuses",
            f"Add {what}, or let the schema do without {it}",
        )

    def _beside(self, keys: Sequence[str], place: KeyPath, path: KeyPath) -> Difference:
        """Keys that posts may have, and nobody can edit in the form: one remark on all of them."""
        whole = [(*path, key) for key in keys]
        counted = [(self.posts.having(item), in_words(item)) for item in whole]
        named = [f"`{name}` (in {many(count, 'post')})" if count else f"`{name}`" for count, name in counted]
        return Difference(
            Severity.INFO,
            place,
            whole[0],
            f"the form has no field for {_joined(named)}: the CMS keeps what is there, and nobody can edit it there",
        )

    def _unknown(self, item: FormField, path: KeyPath, successor: str) -> Difference:
        name = in_words(path)
        if successor:
            return Difference(
                Severity.WARNING,
                item.place,
                path,
                f"the form saves `{name}`, which the schema calls `{successor}` now",
                f"Name the field `{successor}`",
                {"name": successor},
            )
        return Difference(
            Severity.ERROR,
            item.place,
            path,
            f"the form has a field `{name}` that the schema does not know: the check refuses each post that is saved "
            "with it",
            f"Add `{name}` to the schema, or take the field out of the form",
        )

    def field(self, item: FormField, wanted: Wanted, path: KeyPath) -> Iterator[Difference]:
        """What differs between a field and what the schema wants of its key."""
        if item.widget in _UNCHECKED:
            yield from self._default(item, wanted, path)
            return
        yield from self._required(item, wanted, path)
        kinds = saves(item)
        if kinds and not any(takes(wanted, kind) for kind in kinds):
            yield self._type(item, wanted, path, kinds)
            return
        yield from self._options(item, wanted, path)
        yield from self._pattern(item, wanted, path)
        yield from self._date(item, wanted, path)
        yield from self._default(item, wanted, path)
        yield from self._inside(item, wanted, path)

    def _required(self, item: FormField, wanted: Wanted, path: KeyPath) -> Iterator[Difference]:
        name = in_words(path)
        always_there = item.widget == "boolean" and (self.program == "sveltia" or item.default is not None)
        if wanted.required and not item.required and not always_there:
            count = self.posts.without(path)
            lacking = f"; {many(count, 'post')} {_have(count)} none" if count else ""
            yield Difference(
                Severity.WARNING,
                item.place,
                path,
                f"the CMS lets an editor save without `{name}`, and the check then refuses the post{lacking}",
                "Take `required: false` out, or let the schema do without it",
                {"required": UNSET},
            )
        elif wanted.required and item.widget == "list" and self.program == "decap" and wanted.limits.shortest:
            yield Difference(
                Severity.INFO,
                item.place,
                path,
                f"Decap CMS never insists on a list, so an editor can save without `{name}`, which the check refuses",
            )
        elif self.program and len(path) == 1 and not (item.required and wanted.required):
            yield from self._stricter(item, path)

    def _stricter(self, item: FormField, path: KeyPath) -> Iterator[Difference]:
        count = self.posts.refused(item, self.program)
        if count:
            yield Difference(
                Severity.INFO,
                item.place,
                path,
                f"the form is stricter about `{in_words(path)}` than the schema: an editor cannot save "
                f"{many(count, 'post')} before that is put right",
            )

    def _type(self, item: FormField, wanted: Wanted, path: KeyPath, kinds: frozenset[str]) -> Difference:
        more = ""
        if self.program == "sveltia" and wanted.shapes:
            more = ", also in old posts at their next save"
        return Difference(
            Severity.WARNING,
            item.place,
            path,
            f"the form saves {said(kinds)} in `{in_words(path)}`{more}, and the schema wants {said(wanted.shapes)}",
            "Change the widget, or the type in the schema",
        )

    def _options(self, item: FormField, wanted: Wanted, path: KeyPath) -> Iterator[Difference]:
        chosen = wanted if wanted.choices else wanted.item
        if item.widget != "select" or chosen is None or not chosen.choices or "text" in chosen.shapes:
            return
        offered, known = options_of(item), list(chosen.choices)
        strange = [option for option in offered if option not in known]
        lacking = [choice for choice in known if choice not in offered]
        changes = (
            {"options": known} if _are_plain(item) and not any(isinstance(choice, bool) for choice in known) else {}
        )
        if strange:
            yield Difference(
                Severity.WARNING,
                item.place,
                path,
                f"the form offers {_listed(strange)} for `{in_words(path)}`, which the check refuses",
                f"Offer {_listed(known)}",
                changes,
            )
        elif lacking:
            yield Difference(
                Severity.WARNING,
                item.place,
                path,
                f"the form does not offer {_listed(lacking)} for `{in_words(path)}`, which the schema knows, so no "
                "editor can choose it",
                f"Offer {_listed(known)}",
                changes,
            )

    def _pattern(self, item: FormField, wanted: Wanted, path: KeyPath) -> Iterator[Difference]:
        given = item.given.get("pattern")
        asked = given[0] if isinstance(given, list) and given else given
        name = in_words(path)
        if isinstance(asked, str) and (fault := fault_in_browser(asked)):
            effect = (
                "Sveltia CMS does not open with it" if self.program == "sveltia" else "no browser checks anything by it"
            )
            yield Difference(
                Severity.ERROR,
                item.place,
                path,
                f"the pattern of `{name}` means nothing in a browser: {fault}, and {effect}",
                "Write it for JavaScript",
                _with_pattern(wanted),
                key="pattern",
            )
        elif (wanted.limits.pattern or wanted.limits.longest) and wanted.shapes == {"text"}:
            meant = pattern_for(wanted)
            if meant is not None and asked != meant[0]:
                what = f"`{asked}`" if isinstance(asked, str) else "any text"
                wants = f"`{meant[0]}`" if wanted.limits.pattern else meant[1][:1].lower() + meant[1][1:]
                yield Difference(
                    Severity.WARNING,
                    item.place,
                    path,
                    f"the form takes {what} for `{name}`, and the check wants {wants}",
                    f"Write `pattern: ['{meant[0]}', '{meant[1]}']`",
                    {"pattern": list(meant)},
                )
        yield from self._bounds(item, wanted, path)

    def _bounds(self, item: FormField, wanted: Wanted, path: KeyPath) -> Iterator[Difference]:
        if item.widget != "number":
            return
        lower, upper = item.given.get("min"), item.given.get("max")
        changes: dict[str, object] = {}
        if wanted.limits.least is not None and not (_is_number(lower) and lower >= wanted.limits.least):
            changes["min"] = wanted.limits.least
        if wanted.limits.most is not None and not (_is_number(upper) and upper <= wanted.limits.most):
            changes["max"] = wanted.limits.most
        if changes:
            wants = " and ".join(f"at {'least' if key == 'min' else 'most'} {bound}" for key, bound in changes.items())
            yield Difference(
                Severity.WARNING,
                item.place,
                path,
                f"the form takes other numbers for `{in_words(path)}` than the check, which wants {wants}",
                f"Write `{', '.join(f'{key}: {bound}' for key, bound in changes.items())}`",
                changes,
            )

    def _date(self, item: FormField, wanted: Wanted, path: KeyPath) -> Iterator[Difference]:
        if item.widget not in ("datetime", "date") or wanted.shapes != {"date"}:
            return
        saved = example_of(item, self.program)
        if read_date(saved) is None:
            yield Difference(
                Severity.WARNING,
                item.place,
                path,
                f"the form saves dates such as `{saved}` in `{in_words(path)}`, which the check does not read",
                "Write `format: 'YYYY-MM-DD HH:mm:ss ZZ'`",
                {"format": "YYYY-MM-DD HH:mm:ss ZZ", "date_format": UNSET, "time_format": UNSET},
            )

    def _default(self, item: FormField, wanted: Wanted, path: KeyPath) -> Iterator[Difference]:
        default = item.default
        if default is None or not wanted.choices or "text" in wanted.shapes or isinstance(default, (list, dict)):
            return
        if default not in wanted.choices:
            yield Difference(
                Severity.WARNING,
                item.place,
                path,
                f"a new post has {_listed([default])} in `{in_words(path)}`, which the check refuses",
                f"Write one of {_listed(wanted.choices)} as the default",
                {"default": wanted.choices[0]} if len(wanted.choices) == 1 else {},
                key="default",
            )

    def _inside(self, item: FormField, wanted: Wanted, path: KeyPath) -> Iterator[Difference]:
        if item.types is not None:
            return  # which type an entry has, no schema here says
        if item.widget == "object" and wanted.fields:
            place = (*item.place, "fields")
            yield from self.fields(item.fields, wanted.fields, place, path, is_open=wanted.open, former={})
        elif item.widget == "list" and wanted.item is not None:
            below = (*path, "*")
            if item.fields and wanted.item.fields:
                place = (*item.place, "fields")
                inner = wanted.item
                yield from self.fields(item.fields, inner.fields, place, below, is_open=inner.open, former={})
            elif item.single is not None:
                yield from self.field(item.single, wanted.item, below)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _with_pattern(wanted: Wanted) -> Mapping[str, object]:
    meant = pattern_for(wanted)
    return {"pattern": list(meant)} if meant is not None else {"pattern": UNSET}


def _are_plain(item: FormField) -> bool:
    """Whether a select's options have no labels, which nobody but a person can give."""
    options = item.given.get("options")
    return isinstance(options, list) and not any(isinstance(option, Mapping) for option in options)


def _listed(values: Sequence[object]) -> str:
    return _joined([f"`{str(value).lower() if isinstance(value, bool) else value}`" for value in values]) or "nothing"


def _joined(parts: Sequence[str]) -> str:
    """A list in words; of a long one the first parts, and how many more there are."""
    if len(parts) > _SHOWN + 1:
        return f"{', '.join(parts[:_SHOWN])} and {len(parts) - _SHOWN} more"
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def in_words(path: KeyPath) -> str:
    """A key path without the steps into lists: ``links.url``."""
    return ".".join(str(step) for step in path if step != "*")
