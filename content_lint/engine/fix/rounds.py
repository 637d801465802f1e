"""Fixes in rounds until nothing changes, each verified by reading the file again before anything is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.config.settings import SiteSettings
from content_lint.engine.bearings import find_moves, take_bearings
from content_lint.engine.fix.verify import find_unnamed_change
from content_lint.engine.fix.write import NotWrittenError, remove_leftovers, replace_file
from content_lint.engine.load import Loaded, load_site, parse
from content_lint.engine.run import RunRequest, check_loaded, run_check
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Failure, Report
from content_lint.site.generators.registry import own_ids
from content_lint.site.sources.tree import LIMIT, DiskTree
from content_lint.text.apply import TextChange, apply_edits, changes_of, choose_fixes, compose
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.files import resolved
from content_lint.text.source import SourceText

ROUNDS = 30
"""More than this many fixes never wait for each other; what still changes then never settles."""

_TRIALS = 64
"""How often one file is read again in one round to find out which of its fixes is at fault."""


class FixedFile(Struct, frozen=True):
    """One file that fixes change.

    Attributes:
        source: the file as it is on disk.
        text: what it is to be.
        changes: where both differ, in order.
        by_rule: how many findings of each rule that puts right.
    """

    source: SourceText
    text: str
    changes: tuple[TextChange, ...]
    by_rule: Mapping[str, int]


class RefusedFixes(Struct, frozen=True):
    """Fixes that were not applied: their rules, the file, and why ("it would change …")."""

    path: str
    rules: tuple[str, ...]
    reason: str


class Fixed(Struct, frozen=True):
    """What fixing came to.

    Attributes:
        report: what is left, of the texts as they are to be.
        files: the files that change, by path.
        refusals: fixes that were not applied, sorted by path.
        notices: what the reader has to know about the writing, in words.
    """

    report: Report
    files: Mapping[str, FixedFile]
    refusals: tuple[RefusedFixes, ...]
    notices: tuple[str, ...] = ()

    @property
    def by_rule(self) -> dict[str, int]:
        """How many findings of each rule were fixed, the most first."""
        counts: Counter[str] = Counter()
        for file in self.files.values():
            counts.update(file.by_rule)
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def fix_site(
    settings: SiteSettings, request: RunRequest, *, least: Safety, within: Sequence[str] | None = None
) -> Fixed:
    """Apply the fixes of all findings that the request reports, until nothing changes.

    Args:
        settings: the site's settings.
        request: what to check; only the files that it names are changed.
        least: fixes that can be trusted less are left alone.
        within: files and folders that may be changed, where they are fewer than those that the request names.

    Raises:
        NothingToCheck: as ``run_check``.
    """
    session = _Session(settings, request, least, request.paths if within is None else within)
    whole: RunRequest = request
    known: Mapping[str, Document] | None = None
    changed: set[str] = set()
    first: Loaded | None = None
    for _ in range(ROUNDS):
        loaded = session.load(known)
        first = first or loaded
        report = check_loaded(settings, session.request(whole), loaded)
        refused = session.refused
        changed = session.round(report, loaded)
        known = session.known(loaded)
        if session.refused > refused and not changed:
            continue  # what had to wait for a fix that is refused can be made now
        if not changed and whole is request:
            if least is Safety.SAFE and session.take_back(first, loaded):
                continue
            return session.result(report)
        # What changed is looked at alone until it is settled, then everything once more.
        whole = replace(request, paths=tuple(sorted(changed)), lenient=True) if changed else request
    session.give_up(changed)
    report = check_loaded(settings, session.request(request), session.load(known))
    return session.result(report)


def write_fixes(settings: SiteSettings, request: RunRequest, fixed: Fixed) -> Fixed:
    """Write the files; where one could not be, or must not be, the result speaks of the files as they are."""
    failures = []
    notices = []
    for path, file in fixed.files.items():
        try:
            others = replace_file(settings.root, path, file.text.encode("utf-8"), file.source.digest)
        except NotWrittenError as error:
            failures.append(Failure("writing the fixes", path, f"it {error}, so it was left alone"))
        else:
            if others:
                what = "another name (a hard link) that keeps" if others == 1 else f"{others} other names that keep"
                notices.append(f"{path} has {what} the old text")
    removed = remove_leftovers(settings.root)
    notices.extend(f"removed {path}, which a run that was stopped had left there" for path in removed)
    fixed = replace(fixed, notices=tuple(notices))
    if not failures:
        return fixed
    left = {failure.path for failure in failures}
    report = run_check(settings, request)
    files = {path: file for path, file in fixed.files.items() if path not in left}
    return replace(fixed, report=replace(report, failures=(*report.failures, *failures)), files=files)


class _Step(Struct, frozen=True):
    """One text of a file on its way: how it differs from the first, what was fixed, by which rules just now."""

    document: Document
    changes: tuple[TextChange, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    rules: frozenset[str] = frozenset()


class _FileState(Struct):
    """One file that is being fixed: its texts so far by digest, each with the rules that led to it."""

    source: SourceText
    now: _Step
    history: list[_Step] = field(default_factory=list)


class _Session:
    """The files that have changed so far, and what is not to be tried again."""

    def __init__(
        self, settings: SiteSettings, request: RunRequest, least: Safety, within: Sequence[str] | None
    ) -> None:
        self._within = within
        self._tree = request.tree or DiskTree(settings.root)
        self._settings, self._request, self._least = settings, request, least
        self._states: dict[str, _FileState] = {}
        self._buffers: dict[str, bytes] = dict(request.buffers)
        self._refused: dict[tuple[str, tuple[Edit, ...]], None] = {}
        self._barred: set[tuple[str, str]] = set()  # path and rule
        self._refusals: dict[tuple[str, str], set[str]] = defaultdict(set)  # rules by path and reason
        self._aliases: dict[str, list[str]] = {}
        self._owners: dict[str, str] | None = None

    def load(self, known: Mapping[str, Document] | None) -> Loaded:
        return load_site(self._settings, self._tree.over(self._buffers), known, self._request.progress)

    def known(self, loaded: Loaded) -> dict[str, Document]:
        """The documents as they were read last, and as they are now."""
        return loaded.documents | {path: state.now.document for path, state in self._states.items()}

    def request(self, wanted: RunRequest) -> RunRequest:
        return replace(wanted, buffers=self._buffers)

    @property
    def refused(self) -> int:
        """How many fixes were refused so far."""
        return len(self._refused)

    def round(self, report: Report, loaded: Loaded) -> set[str]:
        """Apply what can be applied at once; the paths of the files that changed."""
        if self._owners is None:
            self._owners, self._aliases = _owners(self._settings.root, loaded)
        owners: dict[tuple[Edit, ...], list[Diagnostic]] = defaultdict(list)
        fixes: list[Fix] = []
        for item in sorted(report.diagnostics, key=_priority):
            fix = item.fix
            if fix is not None and fix.safety >= self._least and self._may_try(item, fix, loaded):
                owners[fix.edits].append(item)
                fixes.append(fix)
        chosen = self._verified(choose_fixes(fixes), owners, loaded)
        by_path = _by_path(chosen)
        for path, some in by_path.items():
            # A fix of several files counts in the first of them.
            counts = Counter(item.rule for fix in some for item in owners[fix.edits] if fix.edits[0].path == path)
            rules = frozenset(item.rule for fix in some for item in owners[fix.edits])
            self._take(path, _edits(some, path), counts, rules, loaded)
        return set(by_path)

    def give_up(self, unsettled: Iterable[str]) -> None:
        """Put files that never settle back as they were."""
        for path in unsettled:
            state = self._states.pop(path)
            rules = {rule for step in state.history[-2:] for rule in step.rules}
            self._refusals[path, f"they did not settle after {ROUNDS} rounds"] |= rules
            self._set_buffer(path, None)

    def take_back(self, first: Loaded, loaded: Loaded) -> bool:
        """Undo what moved a page, or led a link to another one; whether there was anything."""
        if not self._states:
            return False
        now = self._request.now
        before, after = (take_bearings(self._settings, item, now) for item in (first, loaded))
        moves = list(find_moves(before, after))
        for path, what in moves:
            # What moves a page without a fix of its own was done in another file: nobody knows in which.
            for blamed in [path] if path in self._states else list(self._states):
                state = self._states.pop(blamed)
                rules = {rule for step in state.history for rule in step.rules}
                self._barred |= {(blamed, rule) for rule in rules}
                self._refusals[blamed, f"it would also change {what}"] |= rules
                self._set_buffer(blamed, None)
        return bool(moves)

    def result(self, report: Report) -> Fixed:
        files = {
            path: FixedFile(state.source, state.now.document.source.text, state.now.changes, state.now.counts)
            for path, state in sorted(self._states.items())
            if state.now.document.source.digest != state.source.digest
        }
        refusals = tuple(
            RefusedFixes(path, tuple(sorted(rules)), reason) for (path, reason), rules in sorted(self._refusals.items())
        )
        return Fixed(report, files, refusals)

    def _may_try(self, item: Diagnostic, fix: Fix, loaded: Loaded) -> bool:
        if (item.path, item.rule) in self._barred or (item.rule, fix.edits) in self._refused:
            return False
        if not all(_is_within(edit.path, self._within) for edit in fix.edits):
            return False
        for edit in fix.edits:
            document = loaded.documents.get(edit.path)
            if self._owners and self._owners.get(edit.path, edit.path) != edit.path:
                return False  # another name of a file that is fixed under its own
            if document is None or document.source.undecodable is not None:
                self._refuse(item.rule, fix, edit.path, "it would change a file that is no document")
                return False
            if self._tree.differs(edit.path):
                self._refuse(item.rule, fix, edit.path, "the file on disk is not as it is staged (`git add` it first)")
                return False
        return True

    def _refuse(self, rule: str, fix: Fix, path: str, reason: str) -> None:
        self._refused[rule, fix.edits] = None
        self._refusals[path, reason].add(rule)

    def _verified(
        self, chosen: list[Fix], owners: Mapping[tuple[Edit, ...], list[Diagnostic]], loaded: Loaded
    ) -> list[Fix]:
        """Those of the fixes that change what they name and nothing else, in every file that they touch."""
        by_path = _by_path(chosen)
        gone: set[int] = set()
        waiting = sorted(by_path)
        while waiting:
            path = waiting.pop()
            here = [fix for fix in by_path[path] if id(fix) not in gone]
            for fix, reason in _find_bad(loaded.documents[path], here, self._settings, self._least):
                gone.add(id(fix))
                for item in owners[fix.edits]:
                    self._refuse(item.rule, fix, path, reason)
                # Whole or not at all: its edits of other files go as well.
                waiting.extend({edit.path for edit in fix.edits} - {path})
        return [fix for fix in chosen if id(fix) not in gone]

    def _take(
        self, path: str, edits: Sequence[Edit], counts: Mapping[str, int], rules: frozenset[str], loaded: Loaded
    ) -> None:
        """Make the edits of one file; where they lead back to a text that was there before, stop that circle."""
        document = loaded.documents[path]
        state = self._states.get(path) or _FileState(document.source, _Step(document))
        self._states[path] = state
        changed = _edited(document, edits, self._settings)
        state.history.append(replace(state.now, rules=rules))
        digests = [step.document.source.digest for step in state.history]
        if changed.source.digest in digests:
            first = digests.index(changed.source.digest)
            circle = {rule for step in state.history[first:] for rule in step.rules}
            self._barred |= {(path, rule) for rule in circle}
            self._refusals[path, "each undoes what the other does"] |= circle
            state.now = state.history[first]
            del state.history[first:]
        else:
            changes = compose(state.now.changes, changes_of(edits, len(document.source.text)))
            state.now = _Step(changed, changes, Counter(state.now.counts) + Counter(counts))
        self._set_buffer(path, state.now.document.source)

    def _set_buffer(self, path: str, source: SourceText | None) -> None:
        for name in (path, *self._aliases.get(path, ())):
            if source is not None:
                self._buffers[name] = source.to_bytes()
            elif name in self._request.buffers:
                self._buffers[name] = self._request.buffers[name]
            else:
                self._buffers.pop(name, None)


def _by_path(fixes: Iterable[Fix]) -> dict[str, list[Fix]]:
    by_path: dict[str, list[Fix]] = defaultdict(list)
    for fix in fixes:
        for path in {edit.path for edit in fix.edits}:
            by_path[path].append(fix)
    return dict(by_path)


def _find_bad(document: Document, fixes: Sequence[Fix], settings: SiteSettings, least: Safety) -> list[tuple[Fix, str]]:
    """The fixes of one file that have to be left out so that the others change what they name and nothing else."""
    good: list[Fix] = []
    bad: list[tuple[Fix, str]] = []
    waiting = [list(fixes)]
    trials = 0
    while waiting:
        part = waiting.pop()
        trials += 1
        reason = (
            _objection(document, [*good, *part], settings, least) if trials <= _TRIALS else "too many were at fault"
        )
        if not reason:
            good += part
        elif len(part) == 1 or trials > _TRIALS:
            bad += [(fix, reason) for fix in part]
        else:
            half = len(part) // 2
            waiting += [part[half:], part[:half]]
    return bad


def _objection(document: Document, fixes: Sequence[Fix], settings: SiteSettings, least: Safety) -> str:
    """Why these fixes must not be made, or empty."""
    edits = _edits(fixes, document.path)
    try:
        after = _edited(document, edits, settings)
    except (ValueError, IndexError) as error:  # overlapping, not to be encoded, or outside of the text
        return f"their edits cannot be made: {error}"
    if len(after.source.text) > max(LIMIT, len(document.source.text)):
        return "the file would become too large to be read again"
    if after.source.undecodable is not None:
        return "the file would not be UTF-8 any more"
    if any(document.source[edit.span] == edit.text for edit in edits):
        return "an edit would change nothing"
    changes = changes_of(edits, len(document.source.text))
    what = find_unnamed_change(document, after, changes, none_comes_or_goes=least is Safety.SAFE)
    if not what and least is Safety.SAFE and _loses_an_id(document, after, settings):
        what = "the id of a heading, which links may lead to"
    return f"it would also change {what}" if what else ""


def _loses_an_id(before: Document, after: Document, settings: SiteSettings) -> bool:
    """Whether a place of the page has another name afterwards; front matter that is uncovered takes its own away."""
    return before.header is after.header and not own_ids(before, settings) <= own_ids(after, settings)


def _edited(document: Document, edits: Sequence[Edit], settings: SiteSettings) -> Document:
    source = SourceText.from_text(document.path, apply_edits(document.source.text, edits))
    return parse(source, document.collection, settings)


def _edits(fixes: Iterable[Fix], path: str) -> list[Edit]:
    return [edit for fix in fixes for edit in fix.edits if edit.path == path]


def _priority(item: Diagnostic) -> tuple[object, ...]:
    """What weighs most goes first: where two fixes want one place, the other waits for the next round."""
    return (item.path, -item.severity, item.span.start, item.rule, item.span.end, item.message)


def _is_within(path: str, names: Sequence[str] | None) -> bool:
    return names is None or any(path == name or path.startswith(f"{name}/") for name in names)


def _owners(root: Path, loaded: Loaded) -> tuple[dict[str, str], dict[str, list[str]]]:
    """For documents that are other names of one file: under which name it is fixed, and its other names."""
    places: dict[Path, list[str]] = defaultdict(list)
    for path in sorted(loaded.documents):
        full = root / path
        if full.is_symlink():
            places[resolved(full)].append(path)
    owners: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    top = resolved(root)
    for target, names in places.items():
        own = target.relative_to(top).as_posix() if target.is_relative_to(top) else ""
        owner = own if own in loaded.documents else names[0]
        owners.update(dict.fromkeys(names, owner))
        aliases[owner] = [name for name in names if name != owner]
    return owners, aliases
