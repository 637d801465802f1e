from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from content_lint.cms.changes import Change, Kind
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.editor_words import form_of
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt
from content_lint.text.source import Span

_MOST = 10


class CmsRewrite(DocumentRule[Options]):
    """The next save in the CMS changes what this post says.

    ## Why this matters
    A CMS writes the whole front matter again, also what nobody touched. Decap CMS and Sveltia CMS drop quotes that
    they do not need themselves: `"12:30"` becomes `12:30`, which is the number 750 to Jekyll, and `"no"` becomes `no`,
    which is false. `0123` becomes `123`. Sveltia makes text of `true` in a field for text.

    This is a warning where the program that builds the site then reads another value. Where it reads the same, it is
    information, once a post: quotes that other programs may need, numbers in another spelling, and comments, which no
    save leaves there. Layout, long lines and the order of keys are never mentioned.

    ## Bad
    ~~~html file=admin/index.html
    <script src="https://unpkg.com/decap-cms@^3.0.0/dist/decap-cms.js"></script>
    ~~~

    ~~~yaml file=admin/config.yml
    collections:
      - name: news
        label: News
        folder: _news
        fields: [{name: title, widget: string}, {name: start, widget: string}]
    ~~~

    ~~~md
    ---
    title: Summer party
    start: "12:30"
    ---
    ~~~

    ## Good
    ~~~html file=admin/index.html
    <script src="https://unpkg.com/decap-cms@^3.0.0/dist/decap-cms.js"></script>
    ~~~

    ~~~yaml file=admin/config.yml
    collections:
      - name: news
        label: News
        folder: _news
        fields: [{name: title, widget: string}, {name: start, widget: string}]
    ~~~

    ~~~md
    ---
    title: Summer party
    start: "12:30 pm"
    ---
    ~~~
    """

    meta = RuleMeta(
        "CL202",
        "cms-rewrite",
        Severity.WARNING,
        yields_to=("ambiguous-scalar", "quoted-date", "unreadable-date", "impossible-date", "wrong-type", "cms-loss"),
    )
    interest = Interest.FORM

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One warning for each value that readers get otherwise, and one remark on all the rest."""
        if form_of(context) is None or context.settings.forms is None:
            return
        cms = context.settings.forms.name
        generator = context.settings.generator
        quiet: list[Change] = []
        for change in context.next_save:
            # An old address may be one text or a list of them.
            harmless = not generator.modelled or change.path[0] in generator.old_keys
            if change.kind is Kind.RESPELT or (change.kind is Kind.READ_OTHERWISE and harmless):
                quiet.append(change)
            elif change.kind is Kind.READ_OTHERWISE:
                name, was = f"`{spelt(change.path)}`", shown(document.source[change.span])
                yield self.report(
                    document.path,
                    change.span,
                    f"the next save in {cms} writes {_written(change)} for {was} in {name}, and {generator.called} "
                    f"then reads {_named(change.reading)}",
                    help="Word it so that it is read as text without quotes, too"
                    if document.source.text[change.span.start] in "'\""
                    else f"Write {_written(change)}, so that a save changes nothing",
                )
        yield from self._remark(document, quiet, cms, sure=generator.modelled)

    def _remark(self, document: Document, quiet: Sequence[Change], cms: str, *, sure: bool) -> Iterator[Diagnostic]:
        front_matter = document.front_matter
        comments = front_matter.comments if front_matter is not None else ()
        if not quiet and not comments:
            return
        parts = []
        if comments:
            parts.append("deletes the comment here" if len(comments) == 1 else f"deletes {len(comments)} comments")
        if quiet:
            first = quiet[0]
            others = f" and {len(quiet) - 1} more" if len(quiet) > 1 else ""
            parts.append(
                f"writes {_written(first)} for {shown(document.source[first.span])} in `{spelt(first.path)}`{others}"
            )
        places = [*comments, *(change.span for change in quiet)]
        yield self.report(
            document.path,
            places[0],
            f"the next save in {cms} {' and '.join(parts)}",
            help=_what_to_do(quiet, comments, sure=sure),
            severity=Severity.INFO,
            related=tuple(Related(document.path, span, "this, too") for span in places[1:_MOST]),
        )


def _what_to_do(quiet: Sequence[Change], comments: Sequence[Span], *, sure: bool) -> str:
    """What is to be done about a remark; ``sure`` says whether it is known how the site's program reads values."""
    if not sure and any(change.kind is Kind.READ_OTHERWISE for change in quiet):
        return "See whether what builds the site reads both alike."
    if comments:
        return "Readers see no difference. Copy what a comment says to another place if it still matters."
    return "Readers see no difference: nothing has to be done."


def _written(change: Change) -> str:
    return shown(change.after) if change.after else "something else"


def _named(value: object) -> str:
    """What a generator reads, in words."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, (int, float)):
        return f"the number {value:g}" if isinstance(value, float) else f"the number {value}"
    if value is None or value == "":
        return "nothing there"
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a group of fields"
    if isinstance(value, datetime):
        return f"the time {value:%Y-%m-%d %H:%M} of UTC"
    return "text" if isinstance(value, str) else "a date"
