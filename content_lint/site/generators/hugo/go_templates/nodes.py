"""What a template of Go's consists of, each part with what it writes or gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from content_lint.site.generators.hugo.go_templates.functions import FUNCTIONS
from content_lint.site.generators.hugo.go_templates.run import NotFollowedError, ReturnedError, TemplateRun
from content_lint.site.generators.hugo.go_templates.values import UNKNOWN, Value, field_of, is_true, written

_MOST_ITEMS = 200


class Expression(Struct, frozen=True):
    """Gives a value."""

    def value(self, run: TemplateRun) -> Value:
        """The value."""
        raise NotImplementedError

    def is_fixed(self, names: Collection[str]) -> bool:
        """Whether that is the same whatever the template is handed, and on every page, as these variables are."""
        del names
        return False


class Constant(Expression, frozen=True):
    """A text, a number, ``true``, ``false`` or ``nil``."""

    is_: Value

    def value(self, run: TemplateRun) -> Value:
        del run
        return self.is_

    def is_fixed(self, names: Collection[str]) -> bool:
        del names
        return True


class Dot(Expression, frozen=True):
    """The dot."""

    def value(self, run: TemplateRun) -> Value:
        return run.dot


class Variable(Expression, frozen=True):
    """``$name`` or ``$``."""

    name: str

    def value(self, run: TemplateRun) -> Value:
        name = self.name
        for scope in reversed(run.scopes):
            if name in scope:
                return scope[name]
        return UNKNOWN

    def is_fixed(self, names: Collection[str]) -> bool:
        return self.name in names


class Field(Expression, frozen=True):
    """``.Name`` of a value; a method is called with arguments."""

    of: Expression
    name: str
    arguments: tuple[Expression, ...] = ()

    def value(self, run: TemplateRun) -> Value:
        found = field_of(self.of.value(run), self.name)
        if callable(found):
            return run.call_method(found, [item.value(run) for item in self.arguments])
        return found if not self.arguments else UNKNOWN

    def is_fixed(self, names: Collection[str]) -> bool:
        of_build = isinstance(self.of, Invocation) and (self.of.name, self.name) in _OF_BUILD
        return (of_build or self.of.is_fixed(names)) and all(item.is_fixed(names) for item in self.arguments)


class Invocation(Expression, frozen=True):
    """A function with its arguments; of one with a namespace, ``strings.HasPrefix`` is its name."""

    name: str
    arguments: tuple[Expression, ...] = ()

    def value(self, run: TemplateRun) -> Value:
        return run.call(self.name, [item.value(run) for item in self.arguments])

    def is_fixed(self, names: Collection[str]) -> bool:
        return self.name in FUNCTIONS and all(item.is_fixed(names) for item in self.arguments)


_OF_BUILD = frozenset({("site", "Params"), ("hugo", "Version"), ("hugo", "IsProduction"), ("hugo", "Environment")})


class Decision(Expression, frozen=True):
    """``and`` and ``or``: the first argument that decides, or the last one; those behind it are not looked at."""

    is_or: bool
    arguments: tuple[Expression, ...]

    def value(self, run: TemplateRun) -> Value:
        value: Value = UNKNOWN
        for item in self.arguments:
            value = item.value(run)
            truth = is_true(value)
            if truth is None and item is not self.arguments[-1]:
                truth = run.choose()
                value = UNKNOWN if truth else False
            if truth is self.is_or:
                return value
        return value

    def is_fixed(self, names: Collection[str]) -> bool:
        return all(item.is_fixed(names) for item in self.arguments)


class TemplateNode(Struct, frozen=True):
    """Writes something, or gives a variable its value."""

    def run(self, run: TemplateRun) -> None:
        """Do it."""
        raise NotImplementedError

    def is_fixed(self, names: Collection[str]) -> bool:
        """Whether it does the same whatever the template is handed, and on every page, as these variables are."""
        del names
        return False


class Text(TemplateNode, frozen=True):
    """A text that is written as it is."""

    text: str

    def run(self, run: TemplateRun) -> None:
        run.write(self.text)

    def is_fixed(self, names: Collection[str]) -> bool:
        del names
        return True


class Print(TemplateNode, frozen=True):
    """Writes a value."""

    what: Expression

    def run(self, run: TemplateRun) -> None:
        run.write(written(self.what.value(run)))

    def is_fixed(self, names: Collection[str]) -> bool:
        return self.what.is_fixed(names)


class Assign(TemplateNode, frozen=True):
    """Gives a variable its value."""

    name: str
    is_new: bool
    what: Expression

    def run(self, run: TemplateRun) -> None:
        if self.is_new:
            run.scopes[-1][self.name] = self.what.value(run)
        else:
            run.assign(self.name, self.what.value(run))

    def is_fixed(self, names: Collection[str]) -> bool:
        return self.what.is_fixed(names)


class Block(TemplateNode, frozen=True):
    """One after the other."""

    nodes: tuple[TemplateNode, ...]

    def run(self, run: TemplateRun) -> None:
        for node in self.nodes:
            node.run(run)

    def is_fixed(self, names: Collection[str]) -> bool:
        return self.fixed_nodes(names) == len(self.nodes)

    def fixed_nodes(self, names: Collection[str] = ()) -> int:
        """How many of its nodes, from the first one, are fixed."""
        known = set(names)
        for number, node in enumerate(self.nodes):
            if not node.is_fixed(known):
                return number
            if isinstance(node, Assign):
                known.add(node.name)
        return len(self.nodes)


class If(TemplateNode, frozen=True):
    """``if`` and its ``else``; the condition may be given to a variable."""

    name: str
    condition: Expression
    body: Block
    otherwise: Block

    def run(self, run: TemplateRun) -> None:
        if self.name:
            run.block(_Branch(self))
        else:
            self.take(run)

    def take(self, run: TemplateRun) -> None:
        """Run the one block or the other, in the block of the condition's own variable."""
        value = self.condition.value(run)
        if self.name:
            run.scopes[-1][self.name] = value
        truth = is_true(value)
        if run.choose() if truth is None else truth:
            self.enter(run, value)
        else:
            run.block(self.otherwise)

    def enter(self, run: TemplateRun, value: Value) -> None:
        """Run the block of a true condition."""
        del value
        run.block(self.body)

    def is_fixed(self, names: Collection[str]) -> bool:
        inside = {*names, self.name}
        return self.condition.is_fixed(names) and self.body.is_fixed(inside) and self.otherwise.is_fixed(inside)


class _Branch(Struct, frozen=True):
    branch: If

    def run(self, run: TemplateRun) -> None:
        self.branch.take(run)


class With(If, frozen=True):
    """The same; within it, the dot is the value."""

    def enter(self, run: TemplateRun, value: Value) -> None:
        run.block(self.body, value)


class Range(TemplateNode, frozen=True):
    """Goes through the items of a list, or the values of a mapping in the order of its keys."""

    names: tuple[str, ...]
    what: Expression
    body: Block
    otherwise: Block

    def run(self, run: TemplateRun) -> None:
        run.step()
        value = self.what.value(run)
        if isinstance(value, Mapping):
            pairs = [(key, value[key]) for key in sorted(value, key=str)]
        elif isinstance(value, Sequence) and not isinstance(value, str):
            pairs = list(enumerate(value))
        elif value is None:
            pairs = []
        else:
            raise NotFollowedError
        if len(pairs) > _MOST_ITEMS:
            raise NotFollowedError
        for key, item in pairs:
            given = (item,) if len(self.names) == 1 else (key, item)
            named = zip(self.names, given, strict=False)
            run.block(Block((*(Assign(name, True, Constant(part)) for name, part in named), self.body)), item)
        if not pairs:
            run.block(self.otherwise)


class Include(TemplateNode, frozen=True):
    """Writes another template, which is handed a value."""

    name: str
    handed: Expression

    def run(self, run: TemplateRun) -> None:
        run.write(written(run.include(self.name, self.handed.value(run))))


class Return(TemplateNode, frozen=True):
    """Ends a partial, which gives a value instead of what it wrote."""

    what: Expression

    def run(self, run: TemplateRun) -> None:
        raise ReturnedError(self.what.value(run))
