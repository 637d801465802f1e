"""From the schemas of a site to the forms of its CMS: what differs, and the configuration in which nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Struct

from content_lint.cms.config_faults import TO_DO, start_faults
from content_lint.cms.date_formats import settings_like
from content_lint.cms.drift import Difference, Unset, differences_of, in_words
from content_lint.cms.editing import ConfigEditor, EditError
from content_lint.cms.entry_names import entry_name, value_at
from content_lint.cms.posts import Posts
from content_lint.cms.references import broken_references
from content_lint.cms.wanted import Wanted, lets_others_pass, wanted_by
from content_lint.cms.widgets import field_for
from content_lint.config.forms import Form, FormField, Forms
from content_lint.config.settings import Collection, SiteSettings
from content_lint.parse.facts import Document, KeyPath
from content_lint.report.diagnostic import Severity
from content_lint.schema.shape import former_names
from content_lint.text.counts import many

_GENERATORS_OWN = frozenset({"layout", "type", "published", "draft"})
_SKIP_DOT_FILES = frozenset({"jekyll", "hugo"})
_ANY_DAY = datetime(2022, 7, 17, 9, tzinfo=UTC)
"""Which day a name has in it makes no difference here."""
_FILLED_WITH_NOTHING = frozenset({"string", "text", "datetime", "date"})


class Bound(Struct, frozen=True):
    """A form, and the collection that it writes to.

    Attributes:
        form: the form.
        collection: the collection, which has a schema.
        posts: the posts that are edited in it.
    """

    form: Form
    collection: Collection
    posts: Posts


def bound_forms(settings: SiteSettings, documents: Iterable[Document]) -> list[Bound]:
    """The forms whose posts have a schema: those of folders, then those of single files that are documents."""
    if settings.forms is None:
        return []
    data: dict[KeyPath, list[Mapping[str, object]]] = {}
    single: dict[KeyPath, tuple[Form, Collection]] = {}
    for document in documents:
        if document.front_matter is None or document.front_matter.error:
            continue
        said = document.front_matter.data
        form = settings.forms.of(document.path, said)
        kept = None if form is None else form.in_default_language(document.path, said)
        if form is None or kept is None:  # the files of other languages lack what is not translated
            continue
        collection = settings.collection_of(document.path, document.collection)
        defaults = settings.defaults_of(document.path, collection.name if collection is not None else None)
        data.setdefault(form.place, []).append({**defaults, **kept})
        if form.is_of_one_file and collection is not None:
            single[form.place] = form, collection
    folders = ((form, _collection_of(form, settings)) for form in settings.forms.folders)
    return [
        Bound(form, collection, Posts(data.get(form.place, [])))
        for form, collection in (*folders, *sorted(single.values(), key=lambda pair: _order(pair[0])))
        if collection is not None and collection.schema is not None
    ]


def _order(form: Form) -> list[int]:
    return [step for step in form.place if isinstance(step, int)]


def _collection_of(form: Form, settings: SiteSettings) -> Collection | None:
    for collection in settings.collections.values():
        if form.collection in (collection.name, *collection.aliases) and collection.cms:
            return collection
    return next((item for item in settings.collections.values() if f"{form.folder}/**" in item.globs), None)


def differences(settings: SiteSettings, bound: Iterable[Bound]) -> Iterator[Difference]:
    """What keeps the CMS from starting, and then everything else in which the forms and the schemas differ."""
    forms = settings.forms
    if forms is None:
        return
    said = set()
    for fault in start_faults(forms):
        said.add(fault.place)
        yield Difference(Severity.ERROR, fault.place, (), fault.message, TO_DO)
    for item in _without_faults(settings, forms, bound):
        if item.at not in said:
            yield item


def _without_faults(settings: SiteSettings, forms: Forms, bound: Iterable[Bound]) -> Iterator[Difference]:
    """In what the forms and the schemas differ, form by form, also where the CMS does not start."""
    bound = list(bound)
    schemas = [item.collection.schema for item in bound]
    for item in bound:
        schema = item.collection.schema
        if schema is None:
            continue
        yield from differences_of(
            item.form,
            wanted_by(schema),
            item.posts,
            forms.program,
            is_open=lets_others_pass(schema),
            former=former_names(schema),
            alone=schemas.count(schema) == 1 and not item.form.is_of_one_file,
        )
        if forms.program == "sveltia":
            yield from _harmful_additions(item, settings, forms.name)
        if forms.program and not item.form.is_of_one_file:
            yield from _oddly_named(item, settings, forms)
    of_files = {form.place: form for form in forms.files.values()}  # which is there once for each language
    for form in (*forms.folders, *of_files.values()):
        yield from broken_references(form, forms)


def _harmful_additions(bound: Bound, settings: SiteSettings, cms: str) -> Iterator[Difference]:
    """Sveltia adds each field that a post lacks, empty; some must not be empty."""
    generator = settings.generator
    for field in bound.form.fields:
        if field.default or field.widget not in _FILLED_WITH_NOTHING:
            continue
        effect = ""
        if field.name.lower() in generator.date_keys and generator.reads_empty_dates:
            effect = f"is empty, and {generator.called} stops the build at an empty date"
        elif field.name in generator.own_keys:
            effect = generator.says.empty_document_address
        elif field.name in generator.old_keys:
            effect = generator.says.empty_old_address
        count = bound.posts.without((field.name,)) if effect else 0
        if count:
            yield Difference(
                Severity.ERROR,
                field.place,
                (field.name,),
                f"the next save of {many(count, 'post')} in {cms} adds `{field.name}`: it {effect}",
                f"Give all posts a `{field.name}`, or take the field out of the form",
            )


def _oddly_named(bound: Bound, settings: SiteSettings, forms: Forms) -> Iterator[Difference]:
    """Titles of which the CMS makes a name that no generator reads: `.md` in Decap CMS, `.net.md` in Sveltia CMS."""
    form, place = bound.form, ("slug",) if "slug" in forms.given else (*bound.form.place, "slug")
    title = form.given.get("identifier_field")
    key = title if isinstance(title, str) else "title"
    named = [
        (str(value_at(post, key)), entry_name(form, forms, post, _ANY_DAY).rpartition("/")[2])
        for post in bound.posts.data
        if str(value_at(post, key)).strip()
    ]
    empty = [item for item, name in named if not name]
    if empty and forms.program == "decap":
        ascii_only = forms.slug.get("encoding") == "ascii"
        yield Difference(
            Severity.WARNING,
            place,
            ("title",),
            f"titles such as `{empty[0][:40]}` ({many(len(empty), 'post')}) hold no letter that {forms.name} may put "
            f"into the name of a file, so it would save a new one as `{form.within}.{form.extension}`",
            "Take `encoding: ascii` out of `slug`" if ascii_only else "Put `{{year}}-{{month}}-{{day}}` into `slug`",
        )
    dotted = [item for item, name in named if name.startswith(".")]
    if dotted and settings.generator.name in _SKIP_DOT_FILES:
        yield Difference(
            Severity.WARNING,
            place,
            ("title",),
            f"titles such as `{dotted[0][:40]}` ({many(len(dotted), 'post')}) begin with a dot, and so would the names "
            f"that {forms.name} gives their files, which {settings.generator.called} leaves out",
            "Write `encoding: ascii` in `slug`",
        )


class Export(Struct, frozen=True):
    """The configuration in which the forms ask for what the schemas want.

    Attributes:
        text: of the file.
        added: fields that the forms lacked, by the collection and the key.
        changed: fields that were changed.
        left: what could not be said or changed, with the reason.
        apart: keys that posts have and that no form asks for, which were left so.
    """

    text: str
    added: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def export(text: str, settings: SiteSettings, bound: Iterable[Bound], *, everything: bool = False) -> Export:
    """Change a configuration so that its forms and the schemas agree, as far as a form can say it.

    Args:
        text: the configuration.
        settings: the site's settings.
        bound: the forms whose posts have a schema.
        everything: whether keys that posts may go without become fields, too, where posts have them already: whoever
            made the form has left them out.

    Raises:
        EditError: the text cannot be read.
    """
    writing = _Writing(text, settings, everything=everything)
    for item in bound:
        writing.change(item)
    return Export(
        writing.editor.text, tuple(writing.added), tuple(writing.changed), tuple(writing.left), tuple(writing.apart)
    )


class _Writing:
    """A configuration while it is being changed."""

    def __init__(self, text: str, settings: SiteSettings, *, everything: bool) -> None:
        self.editor = ConfigEditor(text)
        self.everything = everything
        self.apart: list[tuple[str, str]] = []
        self.settings = settings
        self.added: list[tuple[str, str]] = []
        self.changed: list[tuple[str, str]] = []
        self.left: list[tuple[str, str]] = []

    def change(self, bound: Bound) -> None:
        """Make one form agree with its schema."""
        forms, schema = self.settings.forms, bound.collection.schema
        if forms is None or schema is None:
            return
        found = differences_of(
            bound.form,
            wanted_by(schema),
            bound.posts,
            forms.program,
            is_open=lets_others_pass(schema),
            former=former_names(schema),
        )
        for item in found:
            if item.changes:
                self._apply(item, bound.form)
        dates = settings_like(list(bound.form.fields), self.settings.generator.name)
        place = (*bound.form.place, "fields")
        self._add_to(bound, place, bound.form.fields, wanted_by(schema), dates)

    def _apply(self, item: Difference, form: Form) -> None:
        name = in_words(item.path)
        try:
            for key, value in item.changes.items():
                if isinstance(value, Unset):
                    self.editor.unset(item.place, key)
                else:
                    self.editor.set(item.place, key, value, after=("label", "name", "widget"))
        except EditError:
            self.left.append((form.collection, f"`{name}`: {item.message}"))
        else:
            self.changed.append((form.collection, name))

    def _add_to(
        self,
        bound: Bound,
        place: KeyPath,
        fields: tuple[FormField, ...],
        wanted: tuple[Wanted, ...],
        dates: Mapping[str, object],
    ) -> None:
        known = {item.name: number for number, item in enumerate(fields)}
        for item in wanted:  # before anything is put between the fields, so that their places are still those
            if item.key in known:
                self._add_inside(bound, fields[known[item.key]], item, dates)
        added, last = 0, -1
        for item in wanted:
            if item.key in known:
                last = known[item.key]
            elif self._add(bound, place, last + 1 + added, item, dates):
                added += 1

    def _add(self, bound: Bound, place: KeyPath, number: int, item: Wanted, dates: Mapping[str, object]) -> bool:
        """Put one field into a form, and say whether that was done."""
        collection = bound.form.collection
        name = in_words(item.path)
        if item.deprecated or item.key == "body" or self._is_left_to_the_generator(item):
            return False
        if not item.required and not self.everything and bound.posts.having(item.path):
            self.apart.append((collection, name))
            return False
        if bound.form.is_of_one_file and not _is_lacking_in_file(item, bound.posts, everything=self.everything):
            return False
        asked = field_for(item, dates)
        if asked is None:
            self.left.append((collection, f"`{name}`: no widget asks for such a value"))
            return False
        try:
            self.editor.insert(place, number, asked)
        except EditError:
            self.left.append((collection, f"`{name}`: this part of the file cannot be changed in place"))
            return False
        self.added.append((collection, name))
        return True

    def _add_inside(self, bound: Bound, field: FormField, wanted: Wanted, dates: Mapping[str, object]) -> None:
        if field.types is not None or not field.fields:
            return
        inner = wanted.fields if field.widget == "object" else wanted.item.fields if wanted.item is not None else ()
        if inner:
            self._add_to(bound, (*field.place, "fields"), field.fields, inner, dates)

    def _is_left_to_the_generator(self, wanted: Wanted) -> bool:
        """Whether a key that posts may go without means something to the generator also where it is left empty."""
        generator = self.settings.generator
        acted_on = {*generator.own_keys, *generator.name_keys, *generator.old_keys, *generator.elsewhere_keys}
        acted_on |= {*generator.date_keys, *generator.hiding_keys, *_GENERATORS_OWN}
        return not wanted.required and wanted.key in acted_on


def _is_lacking_in_file(item: Wanted, posts: Posts, *, everything: bool) -> bool:
    """Whether the form of a single file is to ask for a key: what others of its schema have, it may go without."""
    return everything if posts.having(item.path) else item.required
