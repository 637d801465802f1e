"""One run of a template, in which each condition that only the build decides is taken as a list of choices says.

All that a template may write is found by running it again, until every choice was made both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from content_lint.site.generators.hugo.go_templates.values import (
    LONGEST,
    UNKNOWN,
    Function,
    SafeHtml,
    StopError,
    Value,
)

_MOST_STEPS = 3_000
_MOST_RUNS = 16
_DEEPEST = 20  # templates in templates
_SIZED = (str, list, dict)
_ODD = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)


class NotFollowedError(Exception):
    """A template that goes on for too long, or does what is not known here."""


class ReturnedError(Exception):
    """A partial ends and gives a value."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


class Runnable(Protocol):
    """A template, or a part of one."""

    def run(self, run: TemplateRun) -> None:
        """Write what it writes."""


class TemplateRun:
    """What a template has while it runs.

    Attributes:
        dot: its dot.
        scopes: the variables of each block that it is in, the outermost first.
    """

    def __init__(
        self,
        functions: Mapping[str, Function],
        including: Callable[[str], Runnable | None],
        choices: list[bool],
    ) -> None:
        """Begin.

        Args:
            functions: by name, with their namespaces; those in ``TAKES_UNKNOWN`` get what is not known as well.
            including: the template of a name, or None.
            choices: what to take conditions for that only the build decides; the run adds those that it makes.
        """
        self.dot: Value = None
        self._functions = functions
        self._including = including
        self._choices = choices
        self._chosen = 0
        self._steps = 0
        self._depth = 0
        self._out: list[str] = []
        self._length = 0
        self.scopes: list[dict[str, Value]] = []

    def step(self) -> None:
        """Count one step; raises NotFollowedError where there are more than any template takes."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise NotFollowedError

    def choose(self) -> bool:
        """What to take a condition for that only the build decides."""
        if self._chosen == len(self._choices):
            self._choices.append(True)
        self._chosen += 1
        return self._choices[self._chosen - 1]

    def write(self, text: str) -> None:
        """Write a text."""
        self._length += len(text)
        if self._length > LONGEST:
            raise NotFollowedError
        self._out.append(text)

    def block(self, body: Runnable, *dot: Value) -> None:
        """Run a block, with variables of its own, and with a dot of its own where one is given."""
        before = self.dot
        self.scopes.append({})
        if dot:
            self.dot = dot[0]
        try:
            body.run(self)
        finally:
            self.dot = before
            self.scopes.pop()

    def assign(self, name: str, value: Value) -> None:
        """Give a variable that is there its value, or a new one of this block."""
        for scope in reversed(self.scopes):
            if name in scope:
                scope[name] = value
                return
        self.scopes[-1][name] = value

    def call(self, name: str, arguments: Sequence[Value]) -> Value:
        """What a function gives; UNKNOWN for one that is not known, and for what Go would not take."""
        function = self._functions.get(name)
        if function is None and name in _INCLUDING:
            is_named = bool(arguments) and isinstance(arguments[0], str)
            handed = arguments[1] if len(arguments) > 1 else None
            return self.include(str(arguments[0]), handed, gives=True) if is_named else UNKNOWN
        if function is None or (UNKNOWN in arguments and name not in TAKES_UNKNOWN):
            return UNKNOWN
        return self.call_method(function, arguments)

    def call_method(self, function: Function, arguments: Sequence[Value]) -> Value:
        """The same of a function itself."""
        self._steps += 1  # as in ``step``, which would be one call more for each of thousands
        if self._steps > _MOST_STEPS:
            raise NotFollowedError
        try:
            value = function(*arguments)
        except _ODD:
            return UNKNOWN
        return UNKNOWN if isinstance(value, _SIZED) and len(value) > LONGEST else value

    def include(self, name: str, handed: Value, *, gives: bool = False) -> Value:
        """What another template writes, or gives back where it is a partial (``gives``)."""
        template = self._including(name)
        return UNKNOWN if template is None else self.written_by(template, handed, gives=gives)

    def written_by(
        self, template: Runnable, handed: Value, *, gives: bool = False, begun: Begun | None = None
    ) -> Value:
        """The same of a template itself, or of what is left of one."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotFollowedError
        outer = self._out, self.scopes, self.dot
        before = begun or _NOTHING
        self._out, self.scopes = [before.text], [{**before.variables, "$": handed}]
        self.dot = handed
        try:
            template.run(self)
            return SafeHtml("".join(self._out))
        except ReturnedError as returned:
            if not gives:
                raise NotFollowedError from None
            return returned.value
        finally:
            self._out, self.scopes, self.dot = outer
            self._depth -= 1

    def begin(self, nodes: Iterable[Runnable]) -> Begun:
        """What some nodes do that do the same whatever they are handed; raises what they raise."""
        self.scopes = [{}]
        for node in nodes:
            node.run(self)
        if self._choices:
            raise NotFollowedError
        return Begun(self.scopes[0], "".join(self._out))


class Begun(Struct, frozen=True):
    """How far a template has come: its variables, and what is written already."""

    variables: Mapping[str, Value]
    text: str


_NOTHING = Begun({}, "")
_INCLUDING = frozenset({"partial", "partialCached", "partials.Include", "partials.IncludeCached"})
TAKES_UNKNOWN = frozenset(
    {"dict", "collections.Dictionary", "slice", "collections.Slice", "merge", "collections.Merge", "not", "default"}
    | {"compare.Default", "cond", "compare.Conditional", "printf", "fmt.Printf", "print", "fmt.Print", "safeURL"}
    | {"safe.URL", "safeHTML", "safe.HTML", "safeHTMLAttr", "safe.HTMLAttr", "index", "collections.Index"}
    | {"warnf", "fmt.Warnf", "errorf", "fmt.Errorf", "erroridf", "fmt.Erroridf", "warnidf", "fmt.Warnidf"}
    | {"isset", "collections.IsSet", "append", "collections.Append", "delimit", "collections.Delimit"}
    | {"htmlEscape", "transform.HTMLEscape", "htmlUnescape", "transform.HTMLUnescape", "string", "cast.ToString"}
)
"""The functions that say something of what is not known."""


def all_written(
    template: Runnable,
    dot: Value,
    functions: Mapping[str, Function],
    including: Callable[[str], Runnable | None],
    begun: Begun | None = None,
) -> Iterator[str | StopError]:
    """All that a template may write, each with the marks of ``values`` in it, or how it stops the build.

    Args:
        template: it, or what is left of one that has begun.
        dot: what it is handed.
        functions: see TemplateRun.
        including: see TemplateRun.
        begun: how it has begun; None where it has not.

    Raises:
        NotFollowedError: that cannot be known.
    """
    choices: list[bool] = []
    for _ in range(_MOST_RUNS):
        run = TemplateRun(functions, including, choices)
        try:
            yield str(run.written_by(template, dot, begun=begun))
        except StopError as stop:
            yield stop
        except RecursionError:
            raise NotFollowedError from None  # blocks in blocks, in templates in templates
        while choices and not choices[-1]:
            choices.pop()
        if not choices:
            return
        choices[-1] = False
    raise NotFollowedError
