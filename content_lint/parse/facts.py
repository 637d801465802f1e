"""What one file holds, as small plain data with a span for every claim.

Everything here is made by the other modules of this package and read by schemas, generators, the
site index and the rules. Spans are code point offsets into ``SourceText.text``.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from content_lint.text.source import SourceText, Span

KeyPath = tuple[str | int, ...]
"""Where a value is: mapping keys (as the generator spells them) and sequence indexes from 0.

A key that is no text to the generator is an ``OddKey``; an int is always an index.
"""


class ScalarStyle(StrEnum):
    """How a value is written."""

    PLAIN = "plain"
    SINGLE = "single-quoted"
    DOUBLE = "double-quoted"
    LITERAL = "literal"
    FOLDED = "folded"
    MAPPING = "mapping"
    SEQUENCE = "sequence"
    ALIAS = "alias"


class FrontMatterField(Struct, frozen=True):
    """One value of the front matter, at any depth.

    Attributes:
        path: its key path.
        value: as the site's generator reads it: str, int, float, bool, None, datetime.date,
            datetime.datetime (aware), list, dict, bytes.
        style: how it is written.
        raw: for a scalar, the text of ``span``, quotes included; empty for a collection.
        key_span: the key's own text (with its quotes); for an item of a sequence, ``span``.
        span: the value's text without the blanks and comments around it; for a missing value the
            empty place after the colon. A block collection ends after its last value.
    """

    path: KeyPath
    value: object
    style: ScalarStyle
    raw: str
    key_span: Span
    span: Span


class RepeatedKey(Struct, frozen=True):
    """A key that is there twice in one mapping: the generator takes the later one.

    Attributes:
        path: the key path of both.
        key_span: the later key.
        entry: the later entry as whole lines, from its key to the end of its value; where something else
            is on its first or last line (a dash, a bracket, another key), only key to value.
        earlier_key_span: the nearest earlier key.
        earlier_entry: the earlier entry, in the same way.
        earlier_value: what is lost.
        alike: whether both keys are spelt alike, but for quotes; others are one key to the generator all the same.
    """

    path: KeyPath
    key_span: Span
    entry: Span
    earlier_key_span: Span
    earlier_entry: Span
    earlier_value: object
    alike: bool = True


class FrontMatterFault(StrEnum):
    """Why front matter could not be read."""

    SYNTAX = "syntax"
    NOT_A_MAPPING = "not-a-mapping"
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"


class FrontMatterError(Struct, frozen=True):
    """Why the front matter has no values.

    Attributes:
        fault: the kind of fault.
        problem: what is wrong, in plain words that need no knowledge of YAML: lower case, no full stop.
        help: how to put it right, imperative; empty where nothing better is known.
        span: the place, never empty where the file has text there.
        replacement: text for ``span`` that would most likely cure it (quoting), or None.
        related: a second place that helps (where an unclosed quote began), or None.
        detail: what the parser itself said; for machines, never shown as the message.
    """

    fault: FrontMatterFault
    problem: str
    help: str
    span: Span
    replacement: str | None = None
    related: Span | None = None
    detail: str = ""


class FenceState(StrEnum):
    """What a file begins with."""

    FOUND = "found"  # front matter between two fences
    MISSING = "missing"  # no fence at all
    UNCLOSED = "unclosed"  # an opening fence, and no closing one
    HIDDEN = "hidden"  # something that this generator does not allow is before the opening fence


class FrontMatter(Struct, frozen=True):
    """The front matter of a file.

    Attributes:
        format: ``yaml``, ``toml`` or ``json``; ``org`` for the lines that an Org file begins with, without fields.
        opening: the opening fence, without blanks after it and its line end (empty for JSON).
        content: what is between the fences, whole lines.
        closing: the closing fence, without blanks after it and its line end (empty for JSON).
        data: the values as the generator reads them; empty where ``error`` is set.
        fields: every value at every depth, in the order of the file (the value that wins, for duplicates).
        duplicates: keys that are there twice.
        comments: comments, from ``#`` to the end of the line.
        nameless: pairs whose key says nothing (``~: a``), where the generator leaves out such a key and takes all that
            follows in its mapping for something else; the first pair of each mapping.
        error: why there are no values, or None.
        folds_case: whether ``get`` takes ``Title`` for ``title``; see ``Dialect.folds_keys``.
    """

    format: str
    opening: Span
    content: Span
    closing: Span
    data: Mapping[str, object] = field(default_factory=dict)
    fields: Mapping[KeyPath, FrontMatterField] = field(default_factory=dict)
    duplicates: tuple[RepeatedKey, ...] = ()
    comments: tuple[Span, ...] = ()
    error: FrontMatterError | None = None
    nameless: tuple[Span, ...] = ()
    folds_case: bool = False

    def get(self, *path: str | int) -> FrontMatterField | None:
        """The field at a key path, or None; in any case of letters where the generator may make no difference."""
        found = self.fields.get(path)
        if found is not None or not self.folds_case:
            return found
        if path and isinstance(path[0], str) and path[0].lower() not in map(str.lower, self.data):
            return None
        folded = _fold(path)
        for written, item in self.fields.items():
            if len(written) == len(path) and _fold(written) == folded:
                return item
        return None

    def top(self) -> list[FrontMatterField]:
        """The fields of the first level, in the order of the file."""
        return [item for path, item in self.fields.items() if len(path) == 1]


def _fold(path: KeyPath) -> KeyPath:
    return tuple(step.lower() if isinstance(step, str) else step for step in path)


class LinkKind(StrEnum):
    """What a link is written as."""

    INLINE = "inline"  # [text](destination)
    REFERENCE = "reference"  # the destination of a definition, `[label]: destination`, that is used
    AUTOLINK = "autolink"  # <https://…>, <a@b.org>, and a bare URL where the generator links it
    IMAGE = "image"  # ![alt](destination)
    HTML = "html"  # an attribute of raw HTML
    LIQUID = "liquid"  # {% link %}, {% post_url %}, Hugo's ref and relref
    FRONT_MATTER = "front-matter"  # a field typed as link or asset


class Link(Struct, frozen=True, array_like=True):
    """One link or image.

    Attributes:
        kind: how it is written.
        raw: the destination as it is in the file: ``text[destination_span]`` to the letter.
        destination: what the renderer puts in href or src before percent-encoding: entities and
            backslash escapes resolved; for a bare address autolink, with ``mailto:`` in front.
        destination_span: the destination without the ``<`` and ``>`` around it.
        span: the whole construct; of a reference, the place of its use.
        label: the text that a reader sees, markup stripped and white space folded; alt text of an image.
        label_span: the source of the label, or None.
        title: the link's title, or None.
        tag: for HTML, ``element.attribute`` in lower case (``a.href``, ``img.src``), ``element.post`` where a form
            is sent by POST; for Liquid the tag's name.
        templated: whether the destination holds Liquid or a shortcode, so that it is only known when rendered.
    """

    kind: LinkKind
    raw: str
    destination: str
    destination_span: Span
    span: Span
    label: str = ""
    label_span: Span | None = None
    title: str | None = None
    tag: str = ""
    templated: bool = False

    @property
    def is_posted(self) -> bool:
        """Whether a form is sent there by POST: a program answers that, and nobody goes there by following a link."""
        return self.tag.endswith(".post")


class UnmadeLink(Struct, frozen=True, array_like=True):
    """Text that looks like a link and is not one to this generator.

    Attributes:
        span: the whole construct.
        destination_span: what its author meant as the destination.
        reason: ``space`` (a blank in the destination), ``table`` (a ``|`` inside it makes kramdown read the line as
            a table row, or ends a cell), ``gap`` (a blank between ``]`` and ``(``), ``cell`` (it is in a cell
            that the table has no column for).
    """

    span: Span
    destination_span: Span
    reason: str


class LooseReference(Struct, frozen=True, array_like=True):
    """``[text][label]`` whose label is nowhere defined; shown to readers as it is written."""

    span: Span
    label: str


class Heading(Struct, frozen=True, array_like=True):
    """One heading of the body.

    Attributes:
        level: 1 to 6.
        text: its text after inline parsing, as kramdown's id algorithm wants it (code and text
            kept, entities resolved, link text without its URL, images and HTML tags dropped).
        source: its source text, for algorithms that work on that.
        span: its text in the file, without the ``#`` signs.
        explicit_id: an id given in the source (``{#id}``, an attribute list, an HTML id), or None.
        in_html: whether it is inside a raw HTML element, or is raw HTML itself (``h2`` and so on).
        templated: whether it holds Liquid or a shortcode, so that its id is only known when rendered.
    """

    level: int
    text: str
    source: str
    span: Span
    explicit_id: str | None = None
    in_html: bool = False
    templated: bool = False


class Comment(Struct, frozen=True, array_like=True):
    """An HTML comment of the body: ``span`` with its marks, ``block`` the block or line that follows it.

    A suppression in it speaks of its own line when text is there beside it, else of ``following``:
    the next block (paragraph, list, heading, table), empty at the end of the file.
    """

    span: Span
    following: Span


class MdxFault(Struct, frozen=True, array_like=True):
    """What stops the build of a file of MDX.

    Attributes:
        span: where it is.
        reason: ``comment`` (of HTML), ``address`` (in angle brackets), ``less-than`` (a ``<`` with no name after it),
            ``heading-id`` (``{#id}``), ``brace`` (a ``{`` that nothing closes).
    """

    span: Span
    reason: str


class Body(Struct, frozen=True, array_like=True):
    """What the body of a document holds, in the order of the file."""

    span: Span
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    lost_links: tuple[UnmadeLink, ...] = ()
    undefined_references: tuple[LooseReference, ...] = ()
    comments: tuple[Comment, ...] = ()
    ids: tuple[str, ...] = ()  # id and name attributes of raw HTML, and of attribute lists: anchors too
    code: tuple[Span, ...] = ()  # code blocks and code spans: quoted text, not prose
    templates: tuple[Span, ...] = ()  # Liquid tags and outputs, shortcodes
    base: str = ""  # href of the first raw HTML base element: where the relative links of the page start
    mdx_faults: tuple[MdxFault, ...] = ()


class Suppression(Struct, frozen=True):
    """One suppression comment.

    Attributes:
        span: the whole comment.
        rules: the names (or codes) it gives, each with its place.
        scope: the text whose findings it silences; None for the whole file.
        until: the first day on which it has no effect, or None.
        reason: why, in its author's words.
        fault: what is wrong with its form, in words; then it silences nothing.
    """

    span: Span
    rules: tuple[tuple[str, Span], ...] = ()
    scope: Span | None = None
    until: date | None = None
    reason: str = ""
    fault: str = ""


class Document(Struct, frozen=True):
    """One file's facts. Making it from any bytes succeeds; its faults are facts too.

    Attributes:
        source: the text.
        collection: name of its collection, or None (a page).
        header: what the file begins with.
        header_span: the opening fence where there is one (also when hidden or unclosed), else the first line.
        front_matter: None unless ``header`` is FOUND.
        body: links, headings and the like.
        suppressions: comments that ask for findings not to be shown.
    """

    source: SourceText
    collection: str | None
    header: FenceState
    header_span: Span
    front_matter: FrontMatter | None
    body: Body
    suppressions: tuple[Suppression, ...] = ()

    @property
    def path(self) -> str:
        """The path from the site's root, with ``/``."""
        return self.source.path

    def field(self, *names: str) -> FrontMatterField | None:
        """The first of several top-level keys of the front matter that there is, or None."""
        if self.front_matter is None:
            return None
        found = (self.front_matter.get(name) for name in names)
        return next((item for item in found if item is not None), None)
