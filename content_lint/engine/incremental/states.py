"""The states of a site after the one of its index: each is that one with a few files in the place of others.

A change of texts alone is quiet: where the pages of the site are stays as it is, and is read from the index. A file
that comes, goes or begins otherwise, or another value of what the model of the site has ever asked for, moves pages:
then the model is run again on what it has asked for (see ``moved``). Whatever is not certain takes the long way,
which reads the whole site on both sides.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cache.serialise import dumps, plain
from content_lint.cache.site_index import SiteIndex
from content_lint.config.settings import SiteSettings
from content_lint.engine.incremental.doubt import NotAlone, NotQuiet
from content_lint.engine.incremental.kept import DOCUMENT, OTHER, REPEATS_KEY, Head, traits_of
from content_lint.engine.incremental.kept_documents import KeptDocuments
from content_lint.engine.incremental.kept_model import Kept, KeptTexts
from content_lint.engine.incremental.kept_site import KeptModel, KeptSite
from content_lint.engine.incremental.model_facts import LimitedKeys, asked_for, read_facts
from content_lint.engine.incremental.texts import Latest, Reader, beginning_of
from content_lint.engine.load import Sorting, parse
from content_lint.links.mail_uses import mail_links
from content_lint.links.site_links import resolve_looked_at
from content_lint.parse.facts import Document, FenceState
from content_lint.parse.front_matter.fences import is_hidden_by_encoding
from content_lint.rules.internal.absolute_own_link import hosts_in
from content_lint.site.build import build_of_facts, file_facts
from content_lint.site.generators.registry import generator_of
from content_lint.site.host import Host
from content_lint.site.link_uses import FEED_TYPES
from content_lint.site.model import FileFacts, Survey
from content_lint.text.source import SourceText

if TYPE_CHECKING:
    from content_lint.engine.incremental.alone import Alone
    from content_lint.engine.incremental.moved import Moved
    from content_lint.site.index import Site
    from content_lint.site.layouts import Layouts

_MODULES = ".gitmodules"
_MOST_LINKS = 200


class Texts(Struct, frozen=True):
    """The text of a file before and after a change; None where there was or is no such file."""

    before: SourceText | None
    after: SourceText | None


class SiteState(Struct, frozen=True, eq=False):
    """One state of a site.

    Attributes:
        documents: the documents that rules look at.
        others: pages that only the model needs.
        model: what the generator makes of it.
        latest: the texts of the files that are others than in the index.
        passed: those of these files that were read and are no documents.
        unseen: those of these files that are nothing to the generator.
        moved: what the generator makes of it, where something moved since the index.
        resurveyed: whether files came or went since.
        moving: the files whose changes since then may have moved pages.
    """

    documents: KeptDocuments
    others: KeptDocuments
    model: KeptModel
    latest: Latest
    passed: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    moved: Moved | Alone | None = None
    resurveyed: bool = False
    moving: frozenset[str] = frozenset()


class States:
    """Follows a site from the state of its index on.

    Args:
        settings: the site's settings, the same in all states.
        index: the index.
        head: what the index says of itself.
        now: as in Site.
        read: reads the text of a file that no change has touched.
        kept: reads a file as it was when the index was made.
        may_be_alone: whether pages may move without the model being run again, where they hang on no others.

    Attributes:
        were_alone: whether that was so in one of the states.
        why_all: why the model was run over all pages in one of them; empty where it was not.
    """

    def __init__(
        self,
        settings: SiteSettings,
        index: SiteIndex,
        head: Head,
        now: datetime,
        read: Reader,
        kept: Reader,
        *,
        may_be_alone: bool = True,
    ) -> None:
        self._may_be_alone = may_be_alone
        self.were_alone = False
        self.why_all = ""
        self._settings = settings
        self._index = index
        self._head = head
        self._now = now
        self._read = read
        self._read_otherwise: dict[str, SourceText] = {}  # instead of what the index has
        self.kept = Kept(index, Host.of(settings), kept)
        others = KeptDocuments(index, OTHER, {}, read)
        self.first = SiteState(KeptDocuments(index, DOCUMENT, {}, read), others, self.kept, {})

    def apply(self, state: SiteState, texts: Mapping[str, Texts]) -> tuple[SiteState, SiteState]:
        """A state with the texts that it had where a change touches it, and the state after the change.

        Args:
            state: the state before it.
            texts: what it changed.

        Raises:
            NotQuiet: the whole site has to be looked at.
        """
        self._refuse_linked(texts)
        self._refuse_machinery(texts)
        self.kept.changed |= texts.keys()
        known = {path: self._with_text(state, path, text) for path, text in texts.items()}
        before = replace(
            state, documents=state.documents.with_replaced({path: item for path, item in known.items() if item})
        )
        latest = {**state.latest, **{path: text.after for path, text in texts.items()}}
        moving = {path for path, text in texts.items() if self._moves(before, path, text)}
        unseen = (state.unseen | texts.keys()) - moving - {path for path, item in known.items() if item}
        if not moving:
            after = {path: self._parsed(latest[path], item.collection) for path, item in known.items() if item}
            documents = before.documents.with_replaced(after)
            return before, replace(before, documents=documents, latest=latest, unseen=unseen)
        resurveyed = state.resurveyed or any(self._is_surveyed(texts[path]) for path in moving)
        moving |= state.moving
        state_after = self._beside_all(before, latest, moving, resurveyed=resurveyed)
        if state_after is None:
            state_after = self._moved(latest, unseen, resurveyed=resurveyed)
        return before, replace(state_after, unseen=unseen, moving=frozenset(moving))

    def _refuse_linked(self, texts: Iterable[str]) -> None:
        """Raise NotQuiet where a symbolic link leads to what changes, which then changes in two places."""
        if len(self._head.links) > _MOST_LINKS:
            raise NotQuiet("there are many symbolic links")
        root = os.path.realpath(self._settings.root)
        for link in self._head.links:
            aim = os.path.realpath(f"{root}/{link}").removeprefix(f"{root}{os.sep}").replace(os.sep, "/")
            if any(path in {link, aim} or path.startswith((f"{aim}/", f"{link}/")) for path in texts):
                raise NotQuiet(f"the symbolic link `{link}` leads to what changes")

    def _refuse_machinery(self, texts: Mapping[str, Texts]) -> None:
        """Raise NotQuiet where other files are something else after a change of what says what they are."""
        for path in texts.keys() & (self._head.machinery | {_MODULES}):
            before, after = texts[path].before, texts[path].after
            is_read_for_more = path not in self._head.machinery or path in self._head.fixed
            if before is None or after is None or is_read_for_more or path in self.kept.value("templates"):
                raise NotQuiet(f"`{path}` says what other files are")
            self._read_otherwise[path] = after
        if texts.keys().isdisjoint(self._read_otherwise):
            return
        then = self.kept.layouts(self.site(self.first, ()))
        tree = KeptTexts(self.kept, str(self._settings.root), self._read_otherwise)
        if not then.is_like(generator_of(self._settings).layouts(tree), self._read_otherwise):
            raise NotQuiet(f"`{min(texts.keys() & self._read_otherwise.keys())}` says what other files are")

    def _with_text(self, state: SiteState, path: str, text: Texts) -> Document | None:
        """The document of a file before a change, with its text; None where it was none."""
        document: Document | None = state.documents.get(path)
        if document is None or text.before is None:
            return None
        if document.source.digest != text.before.digest:
            raise NotQuiet(f"`{path}` was read in another form")
        return replace(document, source=text.before)

    def _moves(self, state: SiteState, path: str, text: Texts) -> bool:
        """Whether a change of one file may move pages."""
        if text.before is None or text.after is None:
            return path in state.documents or self._is_seen(path)
        before: Document | None = state.documents.get(path)
        if before is None:
            return self._may_be_content(state, path, text.before, text.after)
        after = self._parsed(text.after, before.collection)
        if (traits_of(before) | traits_of(after)) & REPEATS_KEY:
            raise NotQuiet(f"a key is twice in `{path}`")
        if any(page.destination.endswith(FEED_TYPES) for _, page in state.model.pages.all_of(path)):
            raise NotQuiet(f"`{path}` may be a template")
        return _beginning(before) != _beginning(after) or self._seen_of(before) != self._seen_of(after)

    def _may_be_content(self, state: SiteState, path: str, before: SourceText, after: SourceText) -> bool:
        """Whether a file that is no document may become one, or something else than it is, with another text."""
        is_new = state.moved is not None and path in state.latest
        if path in state.others or path in state.passed or (not is_new and self._index.kind_of(path) is not None):
            raise NotQuiet(f"`{path}` is no document")
        if beginning_of(before) == beginning_of(after):
            return False
        # Of others nobody has asked what they begin with.
        return is_new or any(path in heads for heads in self.kept.value("heads"))

    def _is_seen(self, path: str) -> bool:
        from content_lint.engine.incremental.unseen import is_seen  # not for texts

        return is_seen(self._settings, path)

    def _is_surveyed(self, text: Texts) -> bool:
        """Whether files have to be sorted again after a change of one."""
        return text.before is None or text.after is None or beginning_of(text.before) != beginning_of(text.after)

    @cached_property
    def _documents(self) -> dict[tuple[str, str, str | None], Document]:
        return {}

    def _parsed(self, source: SourceText | None, collection: str | None) -> Document:
        assert source is not None  # noqa: S101 - only files that there are have documents
        key = (source.path, source.digest, collection)
        if key not in self._documents:
            self._documents[key] = parse(source, collection, self._settings)
        return self._documents[key]

    def _seen_of(self, document: Document) -> tuple[object, ...]:
        """What the model of the site sees of a document."""
        facts = file_facts(document, self._settings)
        shown = None if facts.data is None else asked_for(facts.data, self._head.keys)
        about = {name: getattr(facts, name) for name in FileFacts.__struct_fields__ if name != "data"}
        return (about, bool(facts.data), dumps(plain(shown)))

    def _moved(self, latest: Latest, unseen: frozenset[str], *, resurveyed: bool) -> SiteState:
        """The state in which these files are others than in the index, and pages have moved."""
        from content_lint.engine.incremental.moved import (  # not for texts
            ChangedTree,
            Moved,
            MovedTemplates,
            survey_again,
        )

        survey, layouts = self.kept.value("survey"), self.kept.layouts
        if resurveyed:
            tree = ChangedTree(str(self._settings.root), self.kept, latest)
            survey = survey_again(generator_of(self._settings), tree, survey, latest.keys() - unseen)
            layouts = MovedTemplates(tree).layouts

        ranks: dict[str, int] = {}

        def order(path: str) -> int:
            if not ranks:
                ranks.update({file.path: number for number, file in enumerate(survey.files)})
            return ranks[path]

        groups = self._sorted(survey, latest)
        documents = KeptDocuments(self._index, DOCUMENT, groups["documents"], self._read, order)
        others = KeptDocuments(self._index, OTHER, groups["others"], self._read, order)
        facts = self._facts(survey, latest, documents, others)
        built = build_of_facts(self._settings, survey, facts, self._now)
        model = Moved(self.kept, built, survey, self._settings, layouts)
        passed = frozenset(path for path, document in groups["passed"].items() if document is not None)
        state = SiteState(documents, others, model, latest, passed, unseen, model, resurveyed=resurveyed)
        model.refuse_wide(self.site(state, ()))
        self._refuse_odd(state)
        return state

    def _beside_all(self, before: SiteState, latest: Latest, moving: set[str], *, resurveyed: bool) -> SiteState | None:
        """The state where the pages that move hang together with no others; None where they do, or may."""
        if not self._may_be_alone:
            return None
        from content_lint.engine.incremental.alone import find_alone  # not for texts
        from content_lint.engine.incremental.moved import ChangedTree, MovedTemplates

        moved = {path: latest[path] for path in moving}
        try:
            model = find_alone(self._settings, self.kept, self._now, moved, self._parsed, self._facts_of)
        except NotAlone as reason:
            self.why_all = str(reason)
            return None
        if resurveyed:

            def layouts(site: Site) -> Layouts:
                return MovedTemplates(ChangedTree(str(self._settings.root), self.kept, latest)).layouts(site)

            model.with_layouts(layouts)
        nothing: dict[str, Document | None] = dict.fromkeys(latest)
        texts = {
            path: self._parsed(latest[path], document.collection)
            for path in latest.keys() - moving
            if (document := before.documents.get(path)) is not None
        }
        replaced = {**nothing, **texts, **model.documents}
        documents = KeptDocuments(self._index, DOCUMENT, replaced, self._read, model.order)
        others = KeptDocuments(self._index, OTHER, nothing, self._read, model.order)
        state = SiteState(documents, others, model, latest, moved=model, resurveyed=resurveyed)
        self._refuse_odd(state)
        self.were_alone = True
        return state

    def _refuse_odd(self, state: SiteState) -> None:
        """Raise NotQuiet where a file that changed says more of others than where their pages are."""
        for path in state.latest:
            document, row = state.documents.replaced[path], self._index.file(path)
            traits = (0 if document is None else traits_of(document)) | (0 if row is None else row.traits)
            if traits & REPEATS_KEY:
                raise NotQuiet(f"a key is twice in `{path}`")
            pages = (*state.model.pages.all_of(path), *self.kept.pages.all_of(path))
            is_other = path in state.others or (row is not None and row.kind == OTHER)
            if is_other or any(page.destination.endswith(FEED_TYPES) for _, page in pages):
                raise NotQuiet(f"`{path}` may be a template")

    def _sorted(self, survey: Survey, latest: Latest) -> dict[str, dict[str, Document | None]]:
        """What the files are that are others than in the index."""
        nothing: dict[str, Document | None] = dict.fromkeys(latest)
        found = {"documents": dict(nothing), "others": dict(nothing), "passed": dict(nothing)}
        sorting = Sorting(self._settings, survey)
        for file in survey.files:
            source = latest.get(file.path)
            if source is None:
                continue
            again = found["documents"][file.path] is not None or found["others"][file.path] is not None
            if sorting.is_read(file, again=again):
                document = self._parsed(source, file.collection)
                found[sorting.group(file, document)][file.path] = document
        return found

    def _facts(
        self, survey: Survey, latest: Latest, documents: KeptDocuments, others: KeptDocuments
    ) -> Mapping[str, FileFacts]:
        """What the model has to know of each file, in the order in which it is told otherwise."""
        keys = self._head.keys
        watch = None if keys is None else LimitedKeys(keys)
        stored = {path: (kind, line) for path, kind, line in self._index.model() if path not in latest}
        pages: dict[str, FileFacts] = {}
        texts: dict[str, FileFacts] = {}
        for file in survey.files:
            path = file.path
            if path in latest:
                for group, state in ((texts, documents), (pages, others)):
                    document = state.replaced[path]
                    if document is not None:
                        group[path] = file_facts(document, self._settings)
            elif path in stored:
                kind, line = stored[path]
                (texts if kind == DOCUMENT else pages)[path] = read_facts(line, watch)
        return {**pages, **texts}

    def _facts_of(self, path: str) -> FileFacts | None:
        """What the index has of a document for the model of the site."""
        keys, line = self._head.keys, self._index.model_of(path)
        return None if line is None else read_facts(line, None if keys is None else LimitedKeys(keys))

    def site(
        self,
        state: SiteState,
        focus: Iterable[str],
        moved: frozenset[str] = frozenset(),
        concerned: frozenset[str] = frozenset(),
        *,
        alike: bool = False,
    ) -> KeptSite:
        """The site in a state.

        Args:
            state: the state.
            focus: the documents that are looked at.
            moved: the files whose pages a change moves.
            concerned: documents whose links lead elsewhere than in the index.
            alike: as in KeptSite.
        """
        return KeptSite(
            self._settings,
            Survey((), ()),
            state.documents,
            state.others,
            self._now,
            focus=state.documents.ordered(focus),
            kept=state.model,
            mail=lambda: self.count_mail(state),
            hosts=lambda: self._count_hosts(state, concerned),
            moved=moved,
            alike=alike,
        )

    def _count_hosts(self, state: SiteState, concerned: frozenset[str]) -> tuple[int, int]:
        """How many links have the site's host in them and how many do without, some documents counted once more."""
        paths = concerned | state.documents.replaced.keys()
        site = self.site(state, paths)
        now, then = hosts_in(resolve_looked_at(site).all, site), [self._index.hosts_in(path) for path in paths]
        spelled, without = self.kept.value("hosts")
        return (
            spelled + now[0] - sum(item[0] for item in then),
            without + now[1] - sum(item[1] for item in then),
        )

    def count_mail(self, state: SiteState) -> Mapping[str, int]:
        """How often each mail address is on the site."""
        counts = Counter(self._index.mail())
        for path in state.documents.replaced:
            counts.subtract(dict(self._index.mail_of(path)))
        counts.update(self.mail_of(state, state.documents.replaced))
        return +counts

    def mail_of(self, state: SiteState, paths: Iterable[str]) -> Counter[str]:
        """How often each destination of a mail link is in some documents."""
        return Counter(link.destination for _, link in mail_links(self.site(state, paths)))


def _beginning(document: Document) -> tuple[object, ...]:
    """What a file begins with, by which a generator knows pages from other files."""
    hidden = document.header is FenceState.MISSING and is_hidden_by_encoding(document.source.text)
    return (beginning_of(document.source), document.header, document.source.undecodable is None, hidden)
