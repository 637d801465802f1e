"""Whether a change is quiet: texts of documents differ, and nothing that decides where the pages of the site are.

Then every answer but those about the changed texts is the one of before, and is read from the site's index. It is
quiet only where that is certain: no file comes, goes or moves, none was read to find out what the others are, what
each begins with is the same, and so is all of its front matter that the model of the site has ever asked for. Whatever
is not certain takes the long way, which reads the whole site on both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cache.serialise import dumps, plain
from content_lint.cache.site_index import SiteIndex
from content_lint.config.settings import SiteSettings
from content_lint.engine.incremental.keep import places_of
from content_lint.engine.incremental.kept import DOCUMENT, OTHER, REPEATS_KEY, Head, traits_of
from content_lint.engine.incremental.view import Kept, KeptDocuments, KeptSite, NotQuiet, Reader
from content_lint.engine.load import parse
from content_lint.links.mail_uses import mail_links
from content_lint.links.neighbours import filled_folders, pages_named
from content_lint.links.site_links import resolve_looked_at
from content_lint.parse.facts import Document, FenceState
from content_lint.parse.front_matter.fences import is_hidden_by_encoding
from content_lint.rules.mail.misspelt_address import MisspeltAddress, MisspeltAddressOptions
from content_lint.site.build import file_facts
from content_lint.site.host import Host
from content_lint.site.link_uses import FEED_TYPES
from content_lint.site.model import FileFacts, Survey
from content_lint.site.sources.tree import first_line
from content_lint.text.source import SourceText

_BEGINNING = 5000
"""Characters that hold a first line, of which no more than 4,096 bytes count."""


class Texts(Struct, frozen=True):
    """The text of a file before and after a change."""

    before: SourceText
    after: SourceText


class QuietChanges:
    """Follows quiet changes from the state of an index on.

    Args:
        settings: the site's settings, the same in all states.
        index: the index.
        head: what the index says of itself.
        now: as in Site.
        read: reads the text of a file that no change has touched.
    """

    def __init__(self, settings: SiteSettings, index: SiteIndex, head: Head, now: datetime, read: Reader) -> None:
        self._settings = settings
        self._index = index
        self._head = head
        self._now = now
        self._kept = Kept(index, Host.called(settings.host))
        self._others = KeptDocuments(index, OTHER, {}, read)
        self.first = KeptDocuments(index, DOCUMENT, {}, read)

    def apply(self, documents: KeptDocuments, texts: Mapping[str, Texts]) -> tuple[KeptDocuments, KeptDocuments]:
        """The documents before a change, with the texts that they had, and after it.

        Args:
            documents: those before it.
            texts: what it changed.

        Raises:
            NotQuiet: it is no quiet change.
        """
        read = {path: text for path, text in texts.items() if not self._is_unread(path, text)}
        pairs = {path: self._changed(documents, path, text) for path, text in read.items()}
        before = documents.with_replaced({path: pair[0] for path, pair in pairs.items()})
        return before, documents.with_replaced({path: pair[1] for path, pair in pairs.items()})

    def _is_unread(self, path: str, text: Texts) -> bool:
        """Whether a file is not among those that were read, and does not become one."""
        if path in self._head.machinery or self._index.kind_of(path) is not None:
            return False
        return _first_line(text.before) == _first_line(text.after)

    def _changed(self, documents: KeptDocuments, path: str, text: Texts) -> tuple[Document, Document]:
        before: Document | None = documents.get(path)
        if before is None:
            raise NotQuiet(f"`{path}` is no document")
        if before.source.digest != text.before.digest:
            raise NotQuiet(f"`{path}` was read in another form")
        before = replace(before, source=text.before)
        after = parse(text.after, before.collection, self._settings)
        if path in self._head.machinery:
            raise NotQuiet(f"`{path}` says what other files are")
        if _beginning(before) != _beginning(after):
            raise NotQuiet(f"`{path}` begins otherwise")
        if self._seen_of(before) != self._seen_of(after):
            raise NotQuiet(f"the front matter of `{path}` differs in what moves pages")
        if (traits_of(before) | traits_of(after)) & REPEATS_KEY:
            raise NotQuiet(f"a key is twice in `{path}`")
        page = self._kept.pages.get(path)
        if page is not None and page.destination.endswith(FEED_TYPES):
            raise NotQuiet(f"`{path}` may be a template")
        return before, after

    def _seen_of(self, document: Document) -> tuple[object, ...]:
        """What the model of the site sees of a document."""
        facts = file_facts(document, self._settings)
        data, keys = facts.data, self._head.keys
        shown: Mapping[str, object] | None = data
        if data is not None and keys is not None:
            shown = {key: data[key] for key in keys if key in data}
        about = {name: getattr(facts, name) for name in FileFacts.__struct_fields__ if name != "data"}
        return (about, bool(data), dumps(plain(shown)))

    def site(self, documents: KeptDocuments, focus: Iterable[str]) -> KeptSite:
        """The site with these documents, of which those in ``focus`` are looked at."""
        return KeptSite(
            self._settings,
            Survey((), ()),
            documents,
            self._others,
            self._now,
            focus=documents.ordered(focus),
            kept=self._kept,
            mail=lambda: self._count_mail(documents),
        )

    def linking(self, documents: KeptDocuments, path: str) -> set[str]:
        """The documents that link to a place on the page of a file."""
        changed = documents.replaced
        links = resolve_looked_at(self.site(documents, changed)).all
        own = {item.document.path for item in links if path in places_of(item)}
        return own | {other for other in self._index.linking_to(path) if other not in changed}

    def _count_mail(self, documents: KeptDocuments) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for path, destination, uses in self._index.mail():
            if path not in documents.replaced:
                counts[destination] += uses
        counts.update(self.mail_of(documents, documents.replaced))
        return counts

    def mail_of(self, documents: KeptDocuments, paths: Iterable[str]) -> Counter[str]:
        """How often each destination of a mail link is in some documents."""
        return Counter(link.destination for _, link in mail_links(self.site(documents, paths)))

    def concerned(self, before: KeptDocuments, after: KeptDocuments, changed: Iterable[str]) -> set[str]:
        """The documents of which a change may make the findings others, themselves unchanged.

        Raises:
            NotQuiet: the change concerns the mail addresses of others, or what else answers on the site's host.
        """
        changed = set(changed)
        then, now = self.site(before, changed), self.site(after, changed)
        if _named_pages(then) != _named_pages(now):
            raise NotQuiet("a text names other pages in folders that the site does not have")
        found: set[str] = set()
        for path in changed:
            if then.anchors(path) != now.anchors(path):
                found |= self.linking(before, path) | self.linking(after, path)
        if self.mail_of(before, changed) != self.mail_of(after, changed):
            options = self._settings.rules.options.get(MisspeltAddress.meta.name)
            rule = MisspeltAddress(options if isinstance(options, MisspeltAddressOptions) else None)
            slips = [
                {address: meant for address, (meant, _) in rule.slips(self._count_mail(state)).items()}
                for state in (before, after)
            ]
            if slips[0] != slips[1]:
                raise NotQuiet("a mail address is taken for a slip that was none, or the other way round")
        return found - changed


def _named_pages(site: KeptSite) -> set[tuple[str, str, bool]]:
    """What may show that something else answers in a folder of the host; see ``neighbours``."""
    filled = site.once(filled_folders)
    return {item for item in pages_named(site.looked_at(), site.settings) if item[0] not in filled}


def _first_line(source: SourceText) -> bytes:
    return first_line(source.text[:_BEGINNING].encode("utf-8", "surrogateescape"))


def _beginning(document: Document) -> tuple[object, ...]:
    """What a file begins with, by which a generator knows pages from other files."""
    hidden = document.header is FenceState.MISSING and is_hidden_by_encoding(document.source.text)
    return (_first_line(document.source), document.header, document.source.undecodable is None, hidden)
