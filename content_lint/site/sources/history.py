"""What a change touches, as git knows it: asked of git's own command, never of its files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.site.sources.git import HistoryError, Repository, ask, below, names_of, text_of, without_filters


class Changes(Struct, frozen=True):
    """What differs between a revision and now; paths from the site's root, with ``/``.

    Attributes:
        added: files that are new, files that git does not track yet included.
        modified: files whose content differs.
        deleted: files that are gone.
        renamed: old names and the new ones of files that moved; what came from or went outside of the
            root is added or deleted.
    """

    added: frozenset[str] = frozenset()
    modified: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def touched(self) -> frozenset[str]:
        """The files there are now that the change touches."""
        return self.added | self.modified | frozenset(self.renamed.values())

    @property
    def new(self) -> frozenset[str]:
        """The names that the revision does not have."""
        return (self.added | frozenset(self.renamed.values())) - self.modified

    @property
    def gone(self) -> frozenset[str]:
        """The names that are no more."""
        return self.deleted | frozenset(self.renamed)

    @property
    def paths(self) -> frozenset[str]:
        """All of them, the old names and the new ones."""
        return self.touched | self.gone

    def __bool__(self) -> bool:
        return bool(self.added or self.modified or self.deleted or self.renamed)


def find_commit(repository: Repository, ref: str) -> str | None:
    """The commit that a branch, tag or number names, as git's full number; None where nothing is called so."""
    if ref.startswith("-") or "\0" in ref or not ref:
        return None
    try:
        answer = ask(repository, ("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"))
    except HistoryError:
        return None
    return text_of(answer) or None


def is_shallow(repository: Repository) -> bool:
    """Whether older commits are missing here."""
    return text_of(ask(repository, ("rev-parse", "--is-shallow-repository"))) == "true"


def is_submodule(repository: Repository) -> bool:
    """Whether another repository has this one inside."""
    return bool(text_of(ask(repository, ("rev-parse", "--show-superproject-working-tree"))))


def merge_base(repository: Repository, ref: str, tip: str = "HEAD") -> str:
    """The last commit that ``ref`` and ``tip`` have in common: what came since is the change.

    Raises:
        HistoryError: there is no such commit here; the help says what to fetch.
    """
    commit = find_commit(repository, ref)
    if commit is None:
        raise unknown_commit(repository, ref)
    if find_commit(repository, tip) is None:
        raise HistoryError("there is no commit here yet", "Commit something first, or check the whole site.")
    # The other end first: with its own number as the answer, the question costs nothing.
    answer = ask(repository, ("merge-base", commit, tip), may_fail=True)
    base = text_of(answer)
    if base:
        return base
    if is_shallow(repository):
        raise HistoryError(
            f"this clone is too shallow to tell what changed since `{ref}`",
            "Fetch more history: `git fetch --deepen=200` (or `git fetch --unshallow`); "
            "in GitHub Actions set `fetch-depth: 0` for actions/checkout.",
        )
    raise HistoryError(f"`{ref}` and HEAD have no commit in common", "Name a branch that this one began at.")


def unknown_commit(repository: Repository, ref: str) -> HistoryError:
    """The error for a name that git does not know here."""
    message = f"git knows no branch, tag or commit called `{ref}` here"
    if is_shallow(repository):
        branch = ref.removeprefix("origin/")
        return HistoryError(
            f"{message}, and this clone is shallow",
            f"Fetch it: `git fetch --unshallow origin {branch}:refs/remotes/origin/{branch}`; "
            "in GitHub Actions set `fetch-depth: 0` for actions/checkout.",
        )
    return HistoryError(message, "Check its spelling (`git branch --all` lists branches), or fetch it first.")


def changes_since(repository: Repository, commit: str) -> Changes:
    """What differs between a commit and the files on disk; those that git does not track yet count as added.

    Raises:
        HistoryError: git cannot say.
    """
    found = _changes(repository, (*without_filters(repository), "diff", *_PORCELAIN), commit)
    listing = ask(repository, ("ls-files", "-z", "--others", "--exclude-standard", "--", *below(repository)))
    strangers = frozenset(name.removeprefix(repository.prefix) for name in names_of(listing))
    # What was taken out of the index and left on disk is deleted and untracked at once: it is there.
    both = strangers & (found.deleted | found.modified | found.renamed.keys())
    # And where another file has come to lie at an old name, the file of that name was not renamed, but copied.
    renamed = {old: new for old, new in found.renamed.items() if old not in both}
    copied = frozenset(new for old, new in found.renamed.items() if old in both)
    return Changes(found.added | copied | (strangers - both), found.modified | both, found.deleted - both, renamed)


def staged_changes(repository: Repository) -> Changes:
    """What the next commit changes: the index against HEAD.

    Raises:
        HistoryError: git cannot say, as where there is no commit yet.
    """
    return _changes(repository, ("diff-index", "--cached"), "HEAD")


def tree_of_index(repository: Repository) -> str:
    """Git's number for the tree of the next commit; nothing is written into the repository.

    Raises:
        HistoryError: git cannot say.
        OSError: no temporary folder can be made.
    """
    import tempfile  # only once a whole site was read
    from shutil import copyfile

    places = text_of(ask(repository, ("rev-parse", "--git-path", "index", "--git-path", "objects"))).split("\n")
    index, objects = (os.path.join(repository.top, place) for place in places)  # noqa: PTH118 - either may be absolute
    with tempfile.TemporaryDirectory(prefix="content-lint-") as folder:
        place = f"{folder}/index"
        copyfile(index, place)  # git would note there what it has found out
        own = {
            "GIT_INDEX_FILE": place,
            "GIT_OBJECT_DIRECTORY": folder,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.path.realpath(objects),
        }
        elsewhere = replace(repository, environment={**repository.environment, **own})
        return text_of(ask(elsewhere, ("write-tree", "--missing-ok")))


def tracked_names(repository: Repository) -> frozenset[str]:
    """Every file of the site that the index holds; raises HistoryError."""
    listing = ask(repository, ("ls-files", "-z", "--cached", "--", *below(repository)))
    return frozenset(name.removeprefix(repository.prefix) for name in names_of(listing))


def ignored_names(repository: Repository) -> list[str]:
    """What git is told to ignore of what lies on disk in the site; folders end with a slash. Raises HistoryError."""
    question = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory", "--")
    listing = ask(repository, (*question, *below(repository)))
    return [name.removeprefix(repository.prefix) for name in names_of(listing)]


def changes_between(repository: Repository, commit: str, later: str) -> Changes:
    """What differs between two commits; raises HistoryError."""
    return _changes(repository, ("diff-tree", "-r"), commit, later)


def narrowed(changes: Changes, prefix: str) -> Changes:
    """The part of a repository's changes below a folder, by paths from there.

    Args:
        changes: with paths from the top of the repository.
        prefix: the folder, with a ``/`` at its end; empty for the top.
    """
    if not prefix:
        return changes

    def inside(paths: Iterable[str]) -> frozenset[str]:
        return frozenset(path.removeprefix(prefix) for path in paths if path.startswith(prefix))

    pairs = changes.renamed.items()
    return Changes(
        inside(changes.added) | inside(new for old, new in pairs if not old.startswith(prefix)),
        inside(changes.modified),
        inside(changes.deleted) | inside(old for old, new in pairs if not new.startswith(prefix)),
        {
            old.removeprefix(prefix): new.removeprefix(prefix)
            for old, new in pairs
            if old.startswith(prefix) and new.startswith(prefix)
        },
    )


_PORCELAIN = ("--no-ext-diff", "--no-textconv")
_RENAMES = ("-M", "-l1000")  # as many as git itself compares, whatever is configured


def _changes(repository: Repository, question: tuple[str, ...], *commits: str) -> Changes:
    relative = (f"--relative={repository.prefix}",) if repository.prefix else ()
    options = ("--name-status", "-z", *_RENAMES, "--ignore-submodules=all")
    words = iter(names_of(ask(repository, (*question, *options, *relative, *commits, "--"))))
    added, modified, deleted, renamed = set(), set(), set(), {}
    for status in words:
        path = next(words, "")
        match status[:1]:
            case "A":
                added.add(path)
            case "D":
                deleted.add(path)
            case "R":
                renamed[path] = next(words, "")
            case "C":
                added.add(next(words, ""))
            case _:  # M, and T and U: its kind changed, or it is not merged yet
                modified.add(path)
    return Changes(frozenset(added), frozenset(modified), frozenset(deleted), renamed)
