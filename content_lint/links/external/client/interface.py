"""What asks for external addresses, as the rest of content-lint sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from msgspec import Struct

from content_lint.links.external.wire.policy import Policy
from content_lint.report.verdict import Verdict


class Notice(Struct, frozen=True):
    """Something that the reader of the report has to know beside the verdicts.

    Attributes:
        kind: a word for programs: ``offline``, ``proxy``, ``worker``, ``store``, ``missing-package``, ``budget``.
        text: one sentence, with a full stop.
        is_failure: whether work was left undone that should have been done: exit status 3.
    """

    kind: str
    text: str
    is_failure: bool = False


Notify = Callable[[Notice], None]


class LinkEngine(Protocol):
    """Gives a verdict on each target."""

    def check(self, targets: Iterable[str], policy: Policy) -> Iterator[Verdict]:
        """Verdicts as they come, in any order, exactly one for each different target.

        Args:
            targets: absolute destinations as the renderer puts them into href, fragments and all; the same
                one may come many times. One request serves all fragments of a URL and all its notations.
            policy: how they are asked.

        Closing the iterator (as an interrupt does) stops at once; what is known is kept.
        """
        ...
