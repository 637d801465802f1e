"""What has to change so that files can move: redirects, and every link that would not lead where it leads now.

A plan is made on a copy of the site in memory and judged as a whole: every link must lead where it led, every other
page must be where it was, and no rule may find anything new. Else the move is refused, and nothing has changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from content_lint.config.settings import SiteSettings
from content_lint.engine.load import Loaded, Progress, load_site
from content_lint.links.resolve import LinkResolver
from content_lint.links.rewrite import spell_destination
from content_lint.links.site_links import SiteLink, resolve_links
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.moving.references import edits_of_references
from content_lint.moving.spellings import Ends, spellings
from content_lint.moving.tree import MovedTree
from content_lint.parse.facts import LinkKind
from content_lint.rules.permalinks.redirect_line import add_line
from content_lint.site.index import Site
from content_lint.site.model import Page, State
from content_lint.site.sources.tree import DiskTree
from content_lint.text.apply import TextChange, apply_edits, changes_of
from content_lint.text.edits import Edit
from content_lint.text.source import SourceText, Span

_LEADS = frozenset({LinkOutcome.LIVE, LinkOutcome.REDIRECT, LinkOutcome.HIDDEN, LinkOutcome.WRONG_CASE})


class RefusedError(Exception):
    """Nothing is moved: ``message`` says why, ``help`` what to do."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 - as in Diagnostic
        super().__init__(message)
        self.message = message
        self.help = help


class MovedAddress(NamedTuple):
    """A page whose address changes, by its new path.

    Attributes:
        path: its file, after the move.
        old: its address before.
        new: its address after.
        redirected: whether the old address leads to the new one.
    """

    path: str
    old: str
    new: str
    redirected: bool


class ChangedFile(NamedTuple):
    """A file whose text changes: as it is, as it is to be, and where both differ."""

    source: SourceText
    text: str
    changes: tuple[TextChange, ...]

    @classmethod
    def by(cls, source: SourceText, edits: Sequence[Edit]) -> ChangedFile:
        """The file with some edits made."""
        return cls(source, apply_edits(source.text, edits), changes_of(edits, len(source.text)))

    def to_bytes(self) -> bytes:
        """What it is to hold."""
        return self.text.encode("utf-8", "surrogateescape")


class FileChanges(NamedTuple):
    """What is to become of files.

    Attributes:
        moved: new names of files by old ones.
        texts: the files whose text changes, by their new names.
    """

    moved: Mapping[str, str]
    texts: Mapping[str, ChangedFile]

    def tree(self, disk: DiskTree) -> MovedTree:
        """The files of the site as they are to be."""
        return MovedTree(disk, self.moved, {path: file.to_bytes() for path, file in self.texts.items()})


class Sides(NamedTuple):
    """The site before and after."""

    before: Site
    after: Site
    moved: Mapping[str, str]

    def now(self, path: str) -> str:
        """What a file is called after the move."""
        return self.moved.get(path, path)


class Move(Struct, frozen=True):
    """A move that can be made.

    Attributes:
        files: what becomes of the files.
        addresses: the pages whose address changes.
        links: how many links and references are written in another way.
        before: the files as they are.
        after: the files as they are to be.
        sides: the site that each of both makes.
    """

    files: FileChanges
    addresses: tuple[MovedAddress, ...]
    links: int
    before: Loaded
    after: Loaded
    sides: Sides


def plan_move(
    settings: SiteSettings,
    moved: Mapping[str, str],
    now: datetime,
    *,
    keep_address: bool = False,
    progress: Progress | None = None,
    before: Loaded | None = None,
) -> Move:
    """Work out a move; it has still to be judged.

    Args:
        settings: the site's settings.
        moved: new names of files by old ones.
        now: the clock.
        keep_address: whether pages keep their addresses by saying them in their front matter.
        progress: told how far the reading is.
        before: the files as they are, where they have been read already; or None.

    Raises:
        RefusedError: it cannot be made.
        OSError: the site cannot be read.
    """
    disk = DiskTree(settings.root)
    before = before or load_site(settings, disk, None, progress)
    tree = MovedTree(disk, moved, {})
    bare = load_site(settings, tree, {**before.others, **before.documents}, progress)
    sides = Sides(before.site(settings, now), bare.site(settings, now), moved)
    _refuse_lost_pages(sides)
    about = _edits_of_addresses(settings, tree, bare, sides, now, keep=keep_address)
    edits: dict[str, list[Edit]] = defaultdict(list, {path: [edit] for path, edit in about.items()})
    shifted = about if keep_address else {}
    if shifted:
        sides = sides._replace(after=_edited(settings, tree, bare, shifted).site(settings, now))
    found = list(_inmost([*_rewritten(sides), *edits_of_references(*sides)]))
    for edit in found:
        edits[edit.path].append(_back(edit, shifted.get(edit.path)))
    texts = {path: ChangedFile.by(bare.documents[path].source, some) for path, some in sorted(edits.items())}
    files = FileChanges(moved, texts)
    after = load_site(settings, files.tree(disk), {**bare.others, **bare.documents}, progress)
    sides = sides._replace(after=after.site(settings, now))
    return Move(files, _final_addresses(sides), len(found), before, after, sides)


def _edits_of_addresses(
    settings: SiteSettings, tree: MovedTree, bare: Loaded, sides: Sides, now: datetime, *, keep: bool
) -> dict[str, Edit]:
    """By path, the line with which a page keeps its old address, or has it lead to the new one.

    A page of another language may have to say it without the part that names the language. So the site itself is asked
    whether a line does what it is meant to do; one that does not is left out.
    """
    waiting = list(_changed_addresses(sides))
    found: dict[str, Edit] = {}
    for spell in (str, lambda url: _without_language(url, sides.after)):
        tried = {item.path: edit for item in waiting if (edit := _line(item, spell, sides, bare, settings, keep=keep))}
        if not tried:
            break
        site = _edited(settings, tree, bare, {**found, **tried}).site(settings, now)
        done = {item.path for item in waiting if item.path in tried and _is_kept(item, site, keep=keep)}
        found |= {path: edit for path, edit in tried.items() if path in done}
        waiting = [item for item in waiting if item.path not in done]
    if keep and waiting:
        raise RefusedError(
            f"`{waiting[0].path}` cannot keep its address {waiting[0].old}",
            "Leave --keep-address out: then the old address leads to the new one, where the generator can do that.",
        )
    return found


def _line(
    address: MovedAddress,
    spell: Callable[[str], str],
    sides: Sides,
    bare: Loaded,
    settings: SiteSettings,
    *,
    keep: bool,
) -> Edit | None:
    """The edit that adds the old address to a page; None where its generator or its front matter takes none."""
    key = _own_key(settings) if keep else sides.after.generator.redirect_key()
    document = bare.documents[address.path]
    if key is None or (keep and document.field(key) is not None):
        return None
    fix = add_line(document, key, spell(unquote(address.old)))
    return fix.edits[0] if fix is not None else None


def _is_kept(address: MovedAddress, site: Site, *, keep: bool) -> bool:
    """Whether an old address is that of the page, or leads to it."""
    if keep:
        return site.pages[address.path].url == address.old
    return any(item.url == address.old and item.source == address.path for item in site.built.redirects)


def _without_language(url: str, site: Site) -> str:
    prefix = next((item for item in site.generator.language_prefixes() if url.startswith(item)), "")
    return f"/{url.removeprefix(prefix)}" if prefix else url


def _edited(settings: SiteSettings, tree: MovedTree, bare: Loaded, edits: Mapping[str, Edit]) -> Loaded:
    """The site with some edits made."""
    buffers = {path: ChangedFile.by(bare.documents[path].source, [edit]).to_bytes() for path, edit in edits.items()}
    return load_site(settings, tree.over(buffers), {**bare.others, **bare.documents})


def _back(edit: Edit, earlier: Edit | None) -> Edit:
    """An edit of a text in which an earlier one was made, as one of the text without it."""
    if earlier is None or edit.span.start < earlier.span.start:
        return edit
    grown = len(earlier.text) - (earlier.span.end - earlier.span.start)
    return Edit(edit.path, Span(edit.span.start - grown, edit.span.end - grown), edit.text)


def _refuse_lost_pages(sides: Sides) -> None:
    """Raise RefusedError where a page would be none any more, or be published otherwise."""
    for old, new in sides.moved.items():
        then, now = sides.before.pages.get(old), sides.after.pages.get(new)
        if then is None or then.state is State.STATIC:
            continue
        if now is None:
            raise RefusedError(
                f"`{new}` would be no page of the site",
                "Move it to a place where the site's generator looks for pages.",
            )
        if now.state is not then.state:
            why = f": {now.reason}" if now.reason else ""
            raise RefusedError(f"`{new}` would be {now.state.value} instead of {then.state.value}{why}")


def _changed_addresses(sides: Sides) -> Iterator[MovedAddress]:
    for old, new in sorted(sides.moved.items()):
        then, now = sides.before.pages.get(old), sides.after.pages.get(new)
        if then is None or now is None or then.state is not State.LIVE or not then.url or then.url == now.url:
            continue
        if new in sides.after.documents:
            yield MovedAddress(new, then.url, now.url, redirected=False)


def _own_key(settings: SiteSettings) -> str | None:
    return settings.generator.own_keys[0] if settings.generator.modelled and settings.generator.own_keys else None


def _final_addresses(sides: Sides) -> tuple[MovedAddress, ...]:
    found = _changed_addresses(sides)
    return tuple(item._replace(redirected=_is_kept(item, sides.after, keep=False)) for item in found)


def _rewritten(sides: Sides) -> Iterator[Edit]:
    """Edits after which every link leads where it led before the move."""
    resolver = LinkResolver(sides.after)
    for then, now in pairs_of_links(sides):
        aim = aim_of(then.target, sides)
        if aim is None or aim_of(now.target, None) == aim:
            continue
        edit = _edit_of_link(then, now, aim, sides, resolver)
        if edit is None:
            place = now.document.source.position(now.link.span.start)
            raise RefusedError(
                f"the link `{now.link.raw}` in `{then.document.path}` (line {place.line}) would not lead there any"
                " more, and there is no other way to write it",
                "Change that link first, or move the file by hand.",
            )
        yield edit


def _inmost(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits without those around another one: an address with a tag in it follows when the tag does."""
    waiting: Edit | None = None
    for edit in sorted(edits, key=lambda edit: (edit.path, edit.span.start, -edit.span.end)):
        if waiting is not None and (waiting.path != edit.path or waiting.span.end <= edit.span.start):
            yield waiting
        waiting = edit
    if waiting is not None:
        yield waiting


def pairs_of_links(sides: Sides) -> Iterator[tuple[SiteLink, SiteLink]]:
    """The links of every document, before and after the move; raises RefusedError where they are not the same."""
    after: dict[str, list[SiteLink]] = defaultdict(list)
    for item in sides.after.once(resolve_links).all:
        after[item.document.path].append(item)
    before: dict[str, list[SiteLink]] = defaultdict(list)
    for item in sides.before.once(resolve_links).all:
        before[sides.now(item.document.path)].append(item)
    for path, items in before.items():
        others = [item for item in after.get(path, ()) if not _is_own_address(item)]
        own = [item for item in items if not _is_own_address(item)]
        if len(others) != len(own):
            own, others = _read_on_both_sides(own, others)
        if len(others) != len(own):
            raise RefusedError(f"the text of `{path}` would not be read as it is now", "Move it by hand.")
        yield from zip(own, others, strict=True)


def _read_on_both_sides(own: list[SiteLink], others: list[SiteLink]) -> tuple[list[SiteLink], list[SiteLink]]:
    """The links without those of the front matter that only one of two collections takes for links.

    A form or schema says which keys hold links, and that of another folder may not know all of them.
    """
    before, after = (Counter(map(_in_front_matter, items)) for items in (own, others))
    if before - after and after - before:
        return own, others
    return list(_first(own, after)), list(_first(others, before))


def _first(items: list[SiteLink], counts: Counter[str | None]) -> Iterator[SiteLink]:
    """The items that are no front matter, and of the others as many of each kind as are counted."""
    left = Counter(counts)
    for item in items:
        kind = _in_front_matter(item)
        left[kind] -= 1
        if kind is None or left[kind] >= 0:
            yield item


def _in_front_matter(item: SiteLink) -> str | None:
    return item.link.destination if item.link.kind is LinkKind.FRONT_MATTER else None


def _is_own_address(item: SiteLink) -> bool:
    """Whether a link of the front matter is an address of the page itself, old or new."""
    link = item.link
    if link.kind is not LinkKind.FRONT_MATTER or item.document.front_matter is None:
        return False
    front_matter = item.document.front_matter
    keys = {"permalink", "url", "redirect_from", "aliases", "slug"}
    holders = (front_matter.get(key) for key in keys)
    return any(
        field is not None and field.span.start <= link.span.start and link.span.end <= field.span.end
        for field in holders
    )


Aim = tuple[LinkOutcome, str, str]
"""What answers, what it is (a file by its new name, or an address), and the place on its page."""


def aim_of(target: LinkTarget, sides: Sides | None) -> Aim | None:
    """What a link leads to, by the names after the move; None where that is nothing of this site.

    Args:
        target: where it leads.
        sides: where names have to be changed; None for a link after the move.
    """
    end = target.end or target
    if target.scope is not Scope.INTERNAL or target.outcome not in _LEADS or end.answer is None:
        return None
    name = end.answer.path or f"/{end.answer.url}"
    return target.outcome, name if sides is None else sides.now(name), target.fragment


def _edit_of_link(then: SiteLink, now: SiteLink, aim: Aim, sides: Sides, resolver: LinkResolver) -> Edit | None:
    """The edit after which a link leads where it led; None where no way to write it does that."""
    link, document = now.link, now.document
    old = _ends_of(then.target, sides.before)
    new = _new_ends(old, sides)
    source = Ends(document.path, _url(sides.after, sides.after.pages.get(document.path)))
    for proposal in spellings(link, source, old, new):
        raw = proposal
        if link.kind is not LinkKind.LIQUID and not link.templated:
            spelled = spell_destination(document.source, link, proposal)
            if spelled is None:
                continue
            raw = spelled
        written = replace(link, raw=raw, destination=proposal)
        found = resolver.resolve(document, written)
        if aim_of(found, None) == aim and found.outcome is aim[0]:
            return Edit(document.path, link.destination_span, raw)
    return None


def _ends_of(target: LinkTarget, site: Site) -> Ends:
    end = target if target.outcome is not LinkOutcome.REDIRECT else target.end or target
    answer = end.answer
    if answer is None:
        return Ends("", end.url)
    return Ends(answer.path, site.settings.base_path + answer.url)


def _new_ends(old: Ends, sides: Sides) -> Ends:
    path = sides.now(old.path)
    page = sides.after.pages.get(path)
    return Ends(path, _url(sides.after, page) if page is not None and old.path else old.url)


def _url(site: Site, page: Page | None) -> str:
    return site.settings.base_path + page.url if page is not None else ""
