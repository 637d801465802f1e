from __future__ import annotations

from collections.abc import Iterator

from content_lint.cms.changes import Kind
from content_lint.config.forms import Form
from content_lint.parse.facts import Document, FenceState, FrontMatter, FrontMatterField, ScalarStyle
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.editor_words import form_of, whole_file_lost
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt
from content_lint.text.source import Span

_OTHER_FENCES = {"toml-frontmatter": "TOML, between lines `+++`", "json-frontmatter": "JSON"}


class CmsLoss(DocumentRule[Options]):
    """The next save in the CMS loses something of this post.

    ## Why this matters
    An editor opens the post, corrects a word in its title and saves. What the CMS cannot read or hold is gone then,
    without a message. Decap CMS shows an empty form where it cannot read the front matter, and what is typed into it
    replaces the whole post. Sveltia CMS turns every value into what its field holds: `yes` in a switch becomes `false`,
    `two` in a number becomes nothing, a list in a field for text becomes its first item.

    Front matter that cannot be read has rules of its own, such as `unreadable-front-matter`. Their message ends with
    what the CMS makes of the post, and this rule does not say it again.

    What each CMS does was found out with Decap CMS 3.16.3 and Sveltia CMS 0.221.1. Netlify CMS 2 saves as Decap does.
    Which one a site has is read from `admin/index.html` or package.json; where neither says, the rule is silent.

    ## Bad
    ~~~html file=admin/index.html
    <script src="https://unpkg.com/@sveltia/cms/dist/sveltia-cms.js"></script>
    ~~~

    ~~~yaml file=admin/config.yml
    collections:
      - name: news
        label: News
        folder: _news
        fields: [{name: title, widget: string}, {name: seats, widget: number}]
    ~~~

    ~~~md
    ---
    title: Summer party
    seats: two hundred
    ---
    ~~~

    ## Good
    ~~~html file=admin/index.html
    <script src="https://unpkg.com/@sveltia/cms/dist/sveltia-cms.js"></script>
    ~~~

    ~~~yaml file=admin/config.yml
    collections:
      - name: news
        label: News
        folder: _news
        fields: [{name: title, widget: string}, {name: seats, widget: number}]
    ~~~

    ~~~md
    ---
    title: Summer party
    seats: 200
    ---
    ~~~
    """

    meta = RuleMeta(
        "CL201",
        "cms-loss",
        Severity.ERROR,
        yields_to=(
            "wrong-type",
            "unreadable-date",
            # These end with what the CMS makes of it.
            "unclosed-front-matter",
            "unreadable-front-matter",
            "hidden-front-matter",
            "duplicate-key",
            "unportable-yaml",
        ),
    )
    interest = Interest.FORM

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for a file that is lost as a whole, else one for each value that is."""
        form = form_of(context)
        if form is None:
            return
        lost = whole_file_lost(context)
        if lost:
            yield self.report(document.path, _place(document), lost, help=_help(document, form))
            return
        for change in context.next_save:
            if change.kind is not Kind.LOST:
                continue
            name = f"`{spelt(change.path)}`"
            was = shown(document.source[change.span]) if change.span.start < change.span.end else "the value"
            cms = context.settings.forms.name if context.settings.forms is not None else "the CMS"
            if change.kept:
                message = f"the next save in {cms} keeps only the first of the {change.kept} items of {name}"
            elif change.after in ("", "null"):
                message = f"the next save in {cms} empties {name}: its field does not take {was}"
            else:
                message = f"the next save in {cms} writes `{change.after}` over {was} in {name}"
            yield self.report(
                document.path,
                change.span,
                message,
                help="Put it in quotes, which keeps every digit"
                if isinstance(change.reading, int) and not isinstance(change.reading, bool)
                else f"Write a value that the form's field takes, or change the field's widget in {_where(context)}",
            )


def _where(context: DocumentContext) -> str:
    return context.settings.forms.path if context.settings.forms is not None else "the CMS's configuration"


def _place(document: Document) -> Span:
    """Where the CMS stops reading, as far as that is known."""
    front_matter = document.front_matter
    if front_matter is None or document.header is not FenceState.FOUND:
        return document.header_span
    if front_matter.error is not None:
        return front_matter.error.span
    if front_matter.duplicates:
        return front_matter.duplicates[0].key_span
    if document.source[front_matter.closing] == "...":
        return front_matter.closing
    unclear = _over_lines(front_matter)
    return unclear.span if unclear is not None else front_matter.opening


def _over_lines(front_matter: FrontMatter) -> FrontMatterField | None:
    """A value in quotes that goes on in another line, if there is one."""
    quoted = (ScalarStyle.SINGLE, ScalarStyle.DOUBLE)
    return next((item for item in front_matter.fields.values() if "\n" in item.raw and item.style in quoted), None)


def _help(document: Document, form: Form) -> str:
    front_matter = document.front_matter
    if form.format in _OTHER_FENCES:
        return (
            f"Write it in {_OTHER_FENCES[form.format]}, or take `format: {form.format}` out of the CMS's configuration"
        )
    if document.header is FenceState.UNCLOSED:
        return "Add a line `---` below the front matter"
    if front_matter is not None and document.source[front_matter.closing] == "...":
        return "Write `---` below the front matter"
    if front_matter is not None and front_matter.error is not None:
        return front_matter.error.help
    if front_matter is not None and front_matter.duplicates:
        return "Keep one of the two keys, and delete the other"
    if front_matter is not None and _over_lines(front_matter) is not None:
        return "Indent each line of a value in quotes by two spaces, or write the value on one line"
    return "Put `---`, and nothing else, on the line above the front matter and on the line below it"
