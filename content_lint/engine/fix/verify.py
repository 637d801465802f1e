"""Whether a fix changed what it names and nothing else: facts of a file before and after, compared.

What edits name is what they touch: a field whose key or value they touch (and what lies below a key that they
touch), a link, a heading, code or a template whose place they touch. All else has to be the same afterwards. An edit
that only puts lines into another order names nothing: every value has to be what it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from content_lint.parse.facts import Document, FenceState, FrontMatter, FrontMatterField, KeyPath, ScalarStyle
from content_lint.rules.wording import spelt
from content_lint.text.apply import TextChange
from content_lint.text.source import Span

_CONTAINERS = frozenset({ScalarStyle.MAPPING, ScalarStyle.SEQUENCE})


def find_unnamed_change(
    before: Document, after: Document, changes: Sequence[TextChange], *, none_comes_or_goes: bool = False
) -> str:
    """What changed that no edit touches, in words that complete "it would change …"; empty for nothing.

    Args:
        before: the file's facts.
        after: the facts of the text after the edits.
        changes: where the two texts differ, in order.
        none_comes_or_goes: whether a link, a heading, code or a template that an edit touches may change, but not
            come to be or cease to be one.
    """
    naming = [change for change in changes if not _only_moves_lines(before, after, change)]
    old, new = _Touched(change.before for change in naming), _Touched(change.after for change in naming)
    if before.header is not after.header and not _uncovers(before, after, old):
        return "where the front matter begins or ends"
    return _front_matter_change(before, after, old, new) or _body_change(
        before, after, old, new, none_comes_or_goes=none_comes_or_goes
    )


def _only_moves_lines(before: Document, after: Document, change: TextChange) -> bool:
    """Whether the same lines are there in another order: that names no value at all."""
    one, other = before.source[change.before], after.source[change.after]
    return "\n" in one and len(one) == len(other) and sorted(one.split("\n")) == sorted(other.split("\n"))


class _Touched:
    """The places of the edits in one of the two texts, in order and without overlaps."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = list(spans)
        self._starts = [span.start for span in self._spans]

    def __call__(self, span: Span) -> bool:
        """Whether an edit lies in a span, or beside it."""
        place = bisect_right(self._starts, span.end) - 1
        return place >= 0 and self._spans[place].end >= span.start


def _uncovers(before: Document, after: Document, touched: _Touched) -> bool:
    """Whether the edit takes away what was before the front matter: that names the whole of it."""
    found = after.header is FenceState.FOUND and after.front_matter is not None and after.front_matter.error is None
    return before.header is FenceState.HIDDEN and found and touched(Span(0, before.header_span.start))


def _front_matter_change(before: Document, after: Document, old: _Touched, new: _Touched) -> str:
    one, other = before.front_matter, after.front_matter
    if one is None or other is None:
        return ""  # the headers have been compared
    if one.format != other.format:
        return "the format of the front matter"
    if other.error is not None:
        # One that could not be read before has no values to lose, as long as no earlier fault has come.
        no_worse = one.error is not None and other.error.span.start >= one.error.span.start
        return "" if no_worse else "the front matter, so that it cannot be read"
    if one.error is not None:
        return ""  # it had no values that could change
    return _value_change(dict(_values(one, old)), dict(_values(other, new)))


_Values = Mapping[KeyPath, tuple[object, bool]]
"""Values of front matter, each with whether an edit names it."""


def _value_change(left: _Values, right: _Values) -> str:
    for path, (value, named) in left.items():
        if named:
            continue
        if path not in right:
            return f"`{spelt(path)}`, which would be gone"
        now, is_named_now = right[path]
        if not _same(now, value) and not is_named_now:
            return f"the value of `{spelt(path)}`"
    for path, (_, named) in right.items():
        if path not in left and not named:
            return f"`{spelt(path)}`, which is not there now"
    return ""


def _values(front_matter: FrontMatter, touched: _Touched) -> Iterator[tuple[KeyPath, tuple[object, bool]]]:
    """Every value that is no container (but for an empty one, or an alias), and whether an edit names it."""
    named_keys: set[KeyPath] = set()
    for path, field in front_matter.fields.items():
        named = path[:-1] in named_keys or _is_named(field, touched)
        if field.style in _CONTAINERS and field.value:
            if named:
                named_keys.add(path)
            continue
        yield path, (field.value, named)


def _is_named(field: FrontMatterField, touched: _Touched) -> bool:
    if field.style in _CONTAINERS and field.value:
        # A list's items lie inside of it: an edit of one of them does not name the others.
        return isinstance(field.path[-1], str) and touched(field.key_span)
    return touched(field.span) or (isinstance(field.path[-1], str) and touched(field.key_span))


def _same(one: object, other: object) -> bool:
    """Equality that tells 1 from true and from 1.0, and knows that not-a-number is itself."""
    return type(one) is type(other) and (one == other or repr(one) == repr(other))


def _body_change(before: Document, after: Document, old: _Touched, new: _Touched, *, none_comes_or_goes: bool) -> str:
    # What an unseen front matter holds is text until it is seen.
    if before.header is not after.header:
        return ""
    if before.body.ids != after.body.ids:
        return "the ids in the text"
    views: tuple[tuple[str, _View], ...] = (
        ("a link", _links),
        ("a heading", _headings),
        ("what is a link and what is not", _lost),
        ("what is code and what is not", lambda document: _texts(document, document.body.code)),
        ("a template's tag", lambda document: _texts(document, document.body.templates)),
    )
    differ = _differ_in_pairs if none_comes_or_goes else _differ
    return next((what for what, view in views if differ(view(before), view(after), old, new)), "")


_View = Callable[[Document], Iterator[tuple[object, tuple[Span, ...]]]]
"""Things of one kind in a document, each with the places that stand for it."""


def _differ(
    before: Iterable[tuple[object, tuple[Span, ...]]],
    after: Iterable[tuple[object, tuple[Span, ...]]],
    old: _Touched,
    new: _Touched,
) -> bool:
    """Whether two sequences differ in more than what edits touch.

    An edit beside a thing touches it without having to change it: so each may stay or go.
    """
    left = [(thing, any(map(old, spans))) for thing, spans in before]
    right = [(thing, any(map(new, spans))) for thing, spans in after]
    # What an edit makes may be like the next thing: then the two that it touches are one.
    return all(_part(left, right, in_pairs=in_pairs) for in_pairs in (False, True))


def _part(left: Sequence[tuple[object, bool]], right: Sequence[tuple[object, bool]], *, in_pairs: bool) -> bool:
    """Whether no way is found through two sequences on which only what is touched comes, goes or becomes another."""
    one = other = 0
    while one < len(left) or other < len(right):
        both = one < len(left) and other < len(right)
        if both and (left[one][0] == right[other][0] or (in_pairs and left[one][1] and right[other][1])):
            one, other = one + 1, other + 1
        elif one < len(left) and left[one][1]:
            one += 1
        elif other < len(right) and right[other][1]:
            other += 1
        else:
            return True
    return False


def _differ_in_pairs(
    before: Iterable[tuple[object, tuple[Span, ...]]],
    after: Iterable[tuple[object, tuple[Span, ...]]],
    old: _Touched,
    new: _Touched,
) -> bool:
    """The same where each thing has to stay: what an edit touches may become another one, but none comes or goes."""
    left, right = list(before), list(after)
    return len(left) != len(right) or any(
        one != other and not (any(map(old, spans)) and any(map(new, places)))
        for (one, spans), (other, places) in zip(left, right, strict=True)
    )


def _links(document: Document) -> Iterator[tuple[object, tuple[Span, ...]]]:
    for link in document.body.links:
        thing = (link.kind, link.raw, link.destination, link.label, link.title, link.tag, link.templated)
        yield thing, (link.span, link.destination_span)


def _headings(document: Document) -> Iterator[tuple[object, tuple[Span, ...]]]:
    source = document.source
    for item in document.body.headings:
        # The signs before its text make it a heading as much as the text does.
        line = source.line_span(source.position(item.span.start).line)
        yield (item.level, item.text, item.explicit_id, item.in_html), (line, item.span)


def _lost(document: Document) -> Iterator[tuple[object, tuple[Span, ...]]]:
    body = document.body
    yield from _texts(document, [item.span for item in body.lost_links])
    yield from _texts(document, [item.span for item in body.undefined_references])


def _texts(document: Document, spans: Iterable[Span]) -> Iterator[tuple[object, tuple[Span, ...]]]:
    for span in spans:
        yield document.source[span], (span,)
