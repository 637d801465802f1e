"""The documents of which a change may make the findings others, themselves unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from content_lint.cache.site_index import SiteIndex
from content_lint.config.settings import SiteSettings
from content_lint.engine.incremental.doubt import NotQuiet
from content_lint.engine.incremental.kept import named_by
from content_lint.engine.incremental.names import name_of, name_of_place, names_of_link, number_of, places_of
from content_lint.engine.incremental.states import SiteState, States
from content_lint.links.neighbours import filled_folders, likely_neighbours
from content_lint.links.site_links import resolve_looked_at
from content_lint.parse.facts import Document
from content_lint.rules.mail.misspelt_address import MisspeltAddress, MisspeltAddressOptions
from content_lint.rules.permalinks.claims import clashes
from content_lint.site.link_uses import find_link_uses
from content_lint.site.page_anchors import Anchors
from content_lint.site.taken_in import names_in

_MOST = 400
"""Documents that are looked at; more of them are read sooner in the long way."""


class Concerned:
    """Finds out which documents a change concerns.

    Args:
        settings: the site's settings.
        index: the site's index.
        states: the states of the site.
        before: the one before the change.
        after: the one after it.
        changed: the files that it touches.
    """

    def __init__(
        self,
        settings: SiteSettings,
        index: SiteIndex,
        states: States,
        before: SiteState,
        after: SiteState,
        changed: set[str],
    ) -> None:
        self._settings = settings
        self._index = index
        self._states = states
        self._before, self._after = before, after
        self._changed = changed
        self.moved = frozenset(path for state in (before, after) for path in _moved_files(state))
        self._then = states.site(before, changed, self.moved)
        self._now = states.site(after, changed, self.moved)

    def find(self) -> set[str]:
        """The documents, the changed ones not among them.

        Raises:
            NotQuiet: the change concerns what can only be said of the whole site.
        """
        self._refuse_wide()
        found = {path for path in self.moved if path in self._after.documents}
        places: set[str] = set()
        for path in self._changed | self.moved:
            then, now = self._then.anchors(path), self._now.anchors(path)
            self._refuse_other_parts(path, then, now)
            if then is None or now is None or then == now:
                continue
            found |= self._linking(self._before, path) | self._linking(self._after, path)
            places.update(name_of_place(place) for place in {*then.ids} ^ {*now.ids})
        found |= self._asking(places)
        found |= self.whose_links_lead_elsewhere()
        if self.moved:
            found |= set(self._clashing())
            self._refuse_schemas()
        found = {path for path in found if path in self._after.documents}
        if len(found) > _MOST:
            raise NotQuiet("a change concerns many documents")
        return found - self._changed

    def whose_links_lead_elsewhere(self) -> set[str]:
        """The documents whose links may lead elsewhere, since pages move."""
        found = self._asking(self._names()) if self.moved else set()
        return {path for path in found if path in self._after.documents}

    # What is only said of the whole site.

    def refuse_neighbours(self) -> None:
        """Raise NotQuiet where the texts name other neighbours of the site than before, or than in the index."""
        filled = frozenset(self._then.once(filled_folders))
        named = dict(self._states.kept.value("named"))
        kept = likely_neighbours(named)
        then, now = (
            likely_neighbours(self._named(named, self._texts(state), filled)) for state in (self._before, self._after)
        )
        if not kept == then == now:
            raise NotQuiet("the texts name another neighbour of the site")

    def _refuse_wide(self) -> None:
        self.refuse_neighbours()
        before, after = self._texts(self._before), self._texts(self._after)
        if self._states.mail_of(self._before, self._changed) != self._states.mail_of(self._after, self._changed):
            self._refuse_slips()
        if _tags(before) != _tags(after) and self._then.once(find_link_uses) != self._now.once(find_link_uses):
            raise NotQuiet("a text uses links in another way, which concerns all of them")
        if not names_in(self._with_texts_of_index()) == names_in(before) == names_in(after):
            raise NotQuiet("a text takes in other files than before")

    def _refuse_other_parts(self, path: str, then: Anchors | None, now: Anchors | None) -> None:
        """Raise NotQuiet where a page shows other texts than before, or from elsewhere, and so moves their links."""
        shown = [found.parts if found is not None else () for found in (then, now)]
        if any(shown) and (shown[0] != shown[1] or path in self.moved):
            raise NotQuiet("a text takes in other files than before")

    def _texts(self, state: SiteState) -> list[Document]:
        """The documents of a state that are others than in the index, or that the change touches."""
        found = (state.documents.get(path) for path in {*self._changed, *state.documents.replaced})
        return [document for document in found if document is not None]

    def _named(
        self, kept: dict[tuple[str, str, bool], int], documents: Iterable[Document], filled: frozenset[str]
    ) -> Iterator[tuple[str, str, bool]]:
        """The pages that the texts of a state name in folders that the site does not have."""
        documents = list(documents)
        counts = named_by(documents, self._settings, filled)
        counts.update(kept)
        counts.subtract(named_by(self._of_index(), self._settings, filled))
        return (item for item, often in counts.items() if often > 0)

    def _of_index(self) -> Iterator[Document]:
        """What the index has of all documents that are others in one of the states, or that the change touches."""
        first = self._states.first.documents
        paths = {*self._changed, *self._before.documents.replaced, *self._after.documents.replaced}
        return (document for path in paths if (document := first.get(path)) is not None)

    def _with_texts_of_index(self) -> Iterator[Document]:
        """The same with their texts of then, where these hold templates: others are not read."""
        for document in self._of_index():
            if document.body.templates:
                yield replace(document, source=self._states.kept.read(document.path))

    def _refuse_slips(self) -> None:
        options = self._settings.rules.options.get(MisspeltAddress.meta.name)
        rule = MisspeltAddress(options if isinstance(options, MisspeltAddressOptions) else None)
        slips = [
            {address: meant for address, (meant, _) in rule.slips(self._states.count_mail(state)).items()}
            for state in (self._before, self._after)
        ]
        if slips[0] != slips[1]:
            raise NotQuiet("a mail address is taken for a slip that was none, or the other way round")

    def _refuse_schemas(self) -> None:
        if any(item.schema is not None for item in self._settings.collections.values()):
            raise NotQuiet("pages move, and fields may refer to them by their names")

    # Who looks at what changed.

    def _linking(self, state: SiteState, path: str) -> set[str]:
        """The documents that link to a place on the page of a file."""
        site = self._states.site(state, state.documents.replaced)
        own = {item.document.path for item in resolve_looked_at(site).all if path in places_of(item, site)}
        return own | {other for other in self._index.linking_to(path) if other not in state.documents.replaced}

    def _asking(self, names: set[str]) -> set[str]:
        """The documents with links that have one of these names."""
        if not names:
            return set()
        found: set[str] = set()
        for name in names:
            found.update(self._index.asking(number_of(name)))
            if len(found) > 2 * _MOST:
                raise NotQuiet("a change concerns many documents")
        # What a state has in the place of a document may have other links.
        for state in (self._before, self._after):
            replaced = state.documents.replaced.keys() - self._changed
            links = resolve_looked_at(self._states.site(state, replaced)).all
            found |= {item.document.path for item in links if not names.isdisjoint(names_of_link(item))}
        return found

    def _names(self) -> set[str]:
        names = {name_of(path) for path in self._changed}
        for state in (self._before, self._after):
            if state.moved is not None:
                names |= state.moved.moved_names
        return names

    def _clashing(self) -> Iterator[str]:
        then, now = set(self._then.once(clashes)), set(self._now.once(clashes))
        return (claim.path for clash in then ^ now for claim in clash.claims)


def _tags(documents: Iterable[Document]) -> set[str]:
    """The tags of templates in some texts."""
    tagged = (document for document in documents if document.body.templates)
    return {document.source[tag] for document in tagged for tag in document.body.templates}


def _moved_files(state: SiteState) -> frozenset[str]:
    return state.moved.moved_files if state.moved is not None else frozenset()
