"""What a model looks at: watched while it works, so that a later run knows what it would not notice.

Whoever asks for one key is noted with that key; whoever looks through all of them has seen every one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from content_lint.site.sources.tree import ReadError, Tree, Walk
from content_lint.text.source import SourceText

_getitem, _contains, _get = dict.__getitem__, dict.__contains__, dict.get


class KeyWatch:
    """The keys of front matter that somebody has asked for.

    Attributes:
        keys: those that were asked for by name.
        saw_all: whether somebody looked through all that there are.
    """

    def __init__(self) -> None:
        self.keys: set[Any] = set()
        self.saw_all = False

    def note(self, key: Any) -> None:
        """A key was asked for."""
        self.keys.add(key)

    def note_all(self) -> None:
        """Somebody looks through all keys."""
        self.saw_all = True


class WatchedData(dict[Any, Any]):
    """Front matter that notes which of its keys are asked for, on its first level."""

    __slots__ = ("_note", "_watch")

    def __init__(self, data: Any, watch: KeyWatch) -> None:
        super().__init__(data)
        self._watch = watch
        self._note = watch.note

    # There is one for each document, which is asked a dozen times: so these do no more than they must.
    def __getitem__(self, key: Any) -> Any:
        self._note(key)
        return _getitem(self, key)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return _contains(self, key)

    def get(self, key: Any, default: Any = None) -> Any:
        """As a mapping has it, and noted."""
        self._note(key)
        return _get(self, key, default)

    # Python's own C code takes the ways below for whatever needs all keys: ``dict(data)``, ``{**data}``, ``for``.
    def __iter__(self) -> Iterator[Any]:
        self._watch.note_all()
        return super().__iter__()

    def __reversed__(self) -> Iterator[Any]:
        self._watch.note_all()
        return super().__reversed__()

    def __eq__(self, other: object) -> bool:
        self._watch.note_all()
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        self._watch.note_all()
        return super().__ne__(other)

    __hash__ = None

    def __len__(self) -> int:
        self._watch.note_all()
        return super().__len__()

    def __bool__(self) -> bool:
        # Whether there is anything at all is compared whatever was asked for.
        return super().__len__() > 0

    def __or__(self, other: Any) -> Any:
        self._watch.note_all()
        return super().__or__(other)

    def __ror__(self, other: Any) -> Any:
        self._watch.note_all()
        return super().__ror__(other)

    def __repr__(self) -> str:
        self._watch.note_all()
        return super().__repr__()

    def keys(self) -> Any:
        """As a mapping has it, and noted."""
        self._watch.note_all()
        return super().keys()

    def values(self) -> Any:
        """As a mapping has it, and noted."""
        self._watch.note_all()
        return super().values()

    def items(self) -> Any:
        """As a mapping has it, and noted."""
        self._watch.note_all()
        return super().items()

    def copy(self) -> dict[Any, Any]:
        """As a mapping has it, and noted."""
        self._watch.note_all()
        return super().copy()


class WatchedTree:
    """The files of a tree, with a note of those that were read, also by what keeps it and reads more later.

    Args:
        tree: the files.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.heads: dict[str, bytes] = {}
        self.read_texts: dict[str, SourceText | ReadError] = {}

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """As the tree has it."""
        return self._tree.paths(walk)

    def head(self, path: str) -> bytes:
        """As the tree has it, and noted."""
        head = self.heads[path] = self._tree.head(path)
        return head

    def read(self, path: str) -> SourceText | ReadError:
        """As the tree has it, and noted."""
        source = self.read_texts[path] = self._tree.read(path)
        return source


class Machinery:
    """What was read of a site to find out what its files are; more is noted as more is found out.

    Args:
        surveyed: the files as the survey saw them.
        templates: the files as those saw them who look for templates.
        tree: the files.
    """

    def __init__(self, surveyed: WatchedTree, templates: WatchedTree, tree: Tree) -> None:
        self._surveyed = surveyed
        self._templates = templates
        self._tree = tree
        self._copied: set[str] = set()

    def read_copied(self, path: str) -> SourceText | ReadError:
        """A file that is copied as it is: that it was read is noted, its text is not kept."""
        self._copied.add(path)
        return self._tree.read(path)

    def paths(self) -> frozenset[str]:
        """Every file that was read."""
        return frozenset((*self._surveyed.read_texts, *self._templates.read_texts, *self._copied))

    def fixed(self) -> frozenset[str]:
        """Those that were read for more than what is known of the templates around the pages."""
        return frozenset((*self._surveyed.read_texts, *self._copied))

    def texts(self) -> dict[str, str | None]:
        """What was read; None for what could not be read."""
        read = {**self._surveyed.read_texts, **self._templates.read_texts}.items()
        return {path: source.text if isinstance(source, SourceText) else None for path, source in read}

    def heads(self) -> dict[str, bytes]:
        """The first lines that were looked at."""
        return {**self._surveyed.heads, **self._templates.heads}
