"""What answers at an address: the files that the build writes, as the site's host serves them."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from content_lint.site.host import Host
from content_lint.site.model import Built, Collision, Page, State, Writer


class AnswerKind(StrEnum):
    """What answers."""

    PAGE = "page"
    REDIRECT = "redirect"
    STATIC = "static"
    GENERATED = "generated"
    HIDDEN = "hidden"  # a page that is not written, now or ever, or an old address of such a page


class Answer(Struct, frozen=True):
    """What answers at an address.

    Attributes:
        kind: see Kind.
        url: its own address, as the generator gives it, without the base path.
        destination: the file that answers.
        path: the source file that it is made of, or empty for what a plugin makes.
        page: the page; of a REDIRECT the one that asks for it, None for GENERATED.
        target: where a REDIRECT leads: a whole web address, or a path of this site.
        program: the file of the site's own that makes what is GENERATED, where that is known.
    """

    kind: AnswerKind
    url: str
    destination: str
    path: str = ""
    page: Page | None = None
    target: str = ""
    program: str = ""


class Addresses:
    """All addresses of a site; made once, in linear time.

    Who wins where several write one file is the model's to say (``Built.collisions``).

    Args:
        built: what the generator makes.
        host: how it is served.
    """

    def __init__(self, built: Built, host: Host) -> None:
        self._host = host
        self._files: dict[str, Answer] = {}
        self._hidden: dict[str, Answer] = {}
        self._winners = {item.destination: _winner(item) for item in built.collisions}
        self._folded: dict[str, str] | None = None
        sources: dict[str, Page] = {}
        for page in built.pages:
            sources.setdefault(page.path, page)
            self._add_page(page)
        for page in built.static:
            if page.state is State.STATIC:
                self._add(Answer(AnswerKind.STATIC, page.url, page.destination, page.path, page), page.path)
            elif page.destination:
                self._hide(Answer(AnswerKind.HIDDEN, page.url, page.destination, page.path, page))
        for item in built.redirects:
            if item.key_path[0] != "redirect_to":  # those are in the place of their own page
                source = sources.get(item.source)
                answer = Answer(AnswerKind.REDIRECT, item.url, item.destination, item.source, source, item.target)
                self._add(answer, item.source, item.url, item.target)
        for made in built.generated:
            self._add(Answer(AnswerKind.GENERATED, made.url, made.file, program=made.program), made.name)

    def _add_page(self, page: Page) -> None:
        if page.state in (State.LIVE, State.STATIC):
            if not page.destination:
                return
            kind = AnswerKind.STATIC if page.state is State.STATIC else AnswerKind.PAGE
            kind = kind if page.redirect_to is None else AnswerKind.REDIRECT
            answer = Answer(kind, page.url, page.destination, page.path, page, page.redirect_to or "")
            self._add(answer, page.path)
            return
        if page.destination:
            self._hide(Answer(AnswerKind.HIDDEN, page.url, page.destination, page.path, page))
        for source in page.redirects_from:
            self._hide(Answer(AnswerKind.HIDDEN, source.url, source.destination, page.path, page))

    def _add(self, answer: Answer, *writer: str) -> None:
        """Take an answer over, unless another writer than this one has the last word at its file."""
        winner = self._winners.get(answer.destination)
        if winner is None or winner == Writer(*writer):
            self._files[answer.destination] = answer

    def _hide(self, answer: Answer) -> None:
        self._hidden.setdefault(answer.destination, answer)

    def find(self, path: str) -> Answer | None:
        """What answers at a path; what is hidden only where nothing else does.

        Args:
            path: from the site's root with a leading ``/``, percent-decoded, without base path, query and fragment.
        """
        for table in (self._files, self._hidden):
            for name in self._host.files(path):
                found = table.get(name)
                if found is not None:
                    return found
        return None

    def find_ignoring_case(self, path: str) -> tuple[Answer, str] | None:
        """What would answer if upper and lower case were the same, and the path spelled as that file is."""
        if self._folded is None:
            self._folded = {}
            for destination in self._files:
                self._folded.setdefault(destination.casefold(), destination)
        for name in self._host.files(path):
            written = self._folded.get(name.casefold())
            if written is not None:
                return spelled_answer(path, name, written, self._files[written])
        return None

    def answers(self) -> Iterator[Answer]:
        """Everything that readers can reach, in the order in which it is written."""
        yield from self._files.values()

    def urls(self) -> list[str]:
        """The addresses of pages, redirects and files, for nearest candidates; without what plugins make."""
        return reachable_urls(self._files.values())

    def named(self) -> Iterator[tuple[str, bool, Answer]]:
        """All of it: the file's name, whether readers cannot reach it, and what answers there."""
        yield from ((name, False, answer) for name, answer in self._files.items())
        yield from ((name, True, answer) for name, answer in self._hidden.items())


def spelled_answer(path: str, name: str, written: str, answer: Answer) -> tuple[Answer, str]:
    """What answers in another spelling, and the path in that spelling.

    Args:
        path: what was asked for.
        name: the file that would answer there.
        written: the file that there is, which differs from it in upper and lower case only.
        answer: what answers there.
    """
    # The spelling is only told where it is as long as what was asked for: "ß" folds to two letters.
    if name.startswith(path) and len(written) == len(name):
        return answer, written[: len(path)]
    return answer, answer.url


def reachable_urls(answers: Iterable[Answer]) -> list[str]:
    """The addresses of pages, redirects and files, without what plugins make."""
    return [item.url for item in answers if item.kind is not AnswerKind.GENERATED]


def _winner(collision: Collision) -> Writer:
    """The last writer of a file."""
    return collision.writers[-1]
