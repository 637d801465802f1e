"""Reads a template of Go's into nodes: one pass, and nothing raised but for what Go does not read either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.site.generators.hugo.go_templates.nodes import (
    Assign,
    Block,
    Constant,
    Decision,
    Dot,
    Expression,
    Field,
    If,
    Include,
    Invocation,
    Print,
    Range,
    Return,
    TemplateNode,
    Text,
    Variable,
    With,
)
from content_lint.text.regex import regex

_COMMENT = regex(r"\{\{(-\s)?\s*+/\*")
_ACTION = regex(
    r"\{\{(-(?=\s))?((?:\"(?:\\.|[^\"\\])*+\"|`[^`]*+`|'(?:\\.|[^'\\])*+'|[^\"'`}]++|\}(?!\}))*+)\}\}", re.DOTALL
)
_TOKEN = regex(
    r"(?P<blank>\s++)|(?P<text>\"(?:\\.|[^\"\\])*+\"|`[^`]*+`|'(?:\\.|[^'\\])*+')"
    r"|(?P<number>-?\d[\w.]*+)|(?P<variable>\$\w*+)|(?P<word>[A-Za-z_]\w*+)|(?P<field>\.[A-Za-z_]\w*+)"
    r"|(?P<sign>:=|=|\||\(|\)|,|\.)|(?P<other>.)",
    re.DOTALL,
)
_ESCAPE = regex(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_VALUES = frozenset({"site", "hugo", "page", "now"})  # functions that are no namespaces
_CONSTANTS = {"true": True, "false": False, "nil": None}
_LONGEST = 100_000
_DEEPEST = 40


class TemplateError(ValueError):
    """A template that Go does not read, or that nobody would write."""


class GoTemplate:
    """A template.

    Attributes:
        body: what it writes.
        parts: the templates that are defined in it, by name in lower case.
    """

    def __init__(self, text: str) -> None:
        """Read it.

        Raises:
            TemplateError: Go would not read it, or it is out of all proportion.
        """
        if len(text) > _LONGEST:
            raise TemplateError("longer than any template")
        self.parts: dict[str, Block] = {}
        self._pieces = _pieces(text)
        self._depth = 0
        self.body, end = self._block(frozenset())
        if end:
            raise TemplateError(f"`{end}` ends nothing")

    def _block(self, ends: frozenset[str]) -> tuple[Block, str]:
        """The nodes up to an action that begins with one of some words, and that action."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TemplateError("blocks in blocks")
        nodes: list[TemplateNode] = []
        for piece, is_action in self._pieces:
            if not is_action:
                nodes.append(Text(piece))
                continue
            word = piece.partition(" ")[0].partition("\n")[0]
            if word in {"end", "else"}:
                if word not in ends:
                    raise TemplateError(f"`{word}` ends nothing")
                self._depth -= 1
                return Block(tuple(nodes)), piece
            node = self._action(word, piece[len(word) :].strip(), piece)
            if node is not None:
                nodes.append(node)
        if ends:
            raise TemplateError("a block has no end")
        self._depth -= 1
        return Block(tuple(nodes)), ""

    def _action(self, word: str, rest: str, action: str) -> TemplateNode | None:
        """The node of an action; None for one that only defines another template."""
        if word in {"if", "with", "range"}:
            return self._branch(word, rest)
        if word in {"define", "block"}:
            body, _ = self._block(frozenset({"end"}))
            reader = _Reader(rest)
            name = reader.name()
            self.parts.setdefault(name.lower(), body)
            return Include(name, reader.rest()) if word == "block" else None
        if word == "template":
            reader = _Reader(rest)
            return Include(reader.name(), reader.rest())
        if word == "return":
            return Return(_Reader(rest).pipeline() if rest else Constant(None))
        if word in {"break", "continue"}:
            raise TemplateError("loops with jumps are not followed")
        reader = _Reader(action)
        target = reader.assigned()
        value = reader.pipeline()
        return Assign(*target, value) if target else Print(value)

    def _branch(self, word: str, rest: str) -> TemplateNode:
        reader = _Reader(rest)
        names = reader.declared()
        condition = reader.pipeline()
        body, end = self._block(frozenset({"end", "else"}))
        otherwise = Block(())
        if end.startswith("else"):
            again = end[4:].strip()
            inner = again.partition(" ")[0]
            if inner in {"if", "with"}:
                otherwise = Block((self._branch(inner, again[len(inner) :].strip()),))
            else:
                otherwise, _ = self._block(frozenset({"end"}))
        if word == "range":
            return Range(names, condition, body, otherwise)
        name = names[0] if names else ""
        return (If if word == "if" else With)(name, condition, body, otherwise)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The texts and the actions of a template, each with whether it is an action; comments are left out."""
    place, trims = 0, False
    while (start := text.find("{{", place)) >= 0:
        action, end, trims_before = _action_at(text, start)
        before = text[place:start].lstrip() if trims else text[place:start]
        before = before.rstrip() if trims_before else before
        if before:
            yield before, False
        trims = text[end - 3] == "-" and text[end - 4].isspace()
        action = (action[:-1] if trims else action).strip()
        if action:
            yield action, True
        place = end
    rest = text[place:].lstrip() if trims else text[place:]
    if rest:
        yield rest, False


def _action_at(text: str, start: int) -> tuple[str, int, bool]:
    """The action that begins at an offset, empty for a comment; where it ends, and whether it trims what is before."""
    comment = _COMMENT.match(text, start)
    if comment is not None:
        closed = text.find("*/", comment.end())
        end = text.find("}}", closed) + 2
        if closed < 0 or end < 2:
            raise TemplateError("a comment has no end")
        return "", end, comment[1] is not None
    match = _ACTION.match(text, start)
    if match is None:
        raise TemplateError("an action has no end")
    return match[2], match.end(), match[1] is not None


class _Reader:
    """Reads the expressions of one action."""

    def __init__(self, text: str) -> None:
        self._tokens = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(text)]
        while self._tokens and self._tokens[-1][0] == "blank":
            self._tokens.pop()
        self._at = 0
        self._depth = 0
        self._skip()

    @property
    def is_done(self) -> bool:
        return self._at >= len(self._tokens)

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _skip(self) -> None:
        while self._peek()[0] == "blank":
            self._at += 1

    def _next(self) -> tuple[str, str]:
        found = self._peek()
        self._at += 1
        return found

    def _take(self, sign: str) -> bool:
        """Whether the next sign is this one; it is passed over then, with the blanks after it."""
        if self._peek() != ("sign", sign):
            return False
        self._at += 1
        self._skip()
        return True

    def name(self) -> str:
        """The name of a template that is used or defined."""
        kind, token = self._next()
        if kind != "text":
            raise TemplateError("a template without a name")
        self._skip()
        return _unquoted(token)

    def rest(self) -> Expression:
        """What is left: what a template is handed."""
        return Constant(None) if self.is_done else self.pipeline()

    def assigned(self) -> tuple[str, bool] | None:
        """The variable that a value goes to, and whether it is a new one; None where it is printed."""
        start = self._at
        kind, name = self._next()
        self._skip()
        if kind == "variable" and self._peek() in {("sign", ":="), ("sign", "=")}:
            is_new = self._next()[1] == ":="
            self._skip()
            return name, is_new
        self._at = start
        return None

    def declared(self) -> tuple[str, ...]:
        """The variables that a block gives values to: ``$i, $item :=``."""
        start, names = self._at, []
        while self._peek()[0] == "variable":
            names.append(self._next()[1])
            self._skip()
            if self._take(":=") or self._take("="):
                return tuple(names)
            if not self._take(","):
                break
        self._at = start
        return ()

    def pipeline(self) -> Expression:
        """Commands with ``|`` between them, up to the end or a closing bracket."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TemplateError("brackets in brackets")
        value = self._command(None)
        while self._take("|"):
            value = self._command(value)
        self._depth -= 1
        if self._depth == 0 and not self.is_done:
            raise TemplateError(f"`{self._peek()[1]}` is out of place")
        return value

    def _command(self, piped: Expression | None) -> Expression:
        """A function or a field with its arguments, the last of which is what was piped; or a value alone."""
        head = self._operand()
        self._skip()
        arguments: list[Expression] = []
        while not self.is_done and self._peek() not in {("sign", "|"), ("sign", ")")}:
            arguments.append(self._operand())
            self._skip()
        if piped is not None:
            arguments.append(piped)
        if not arguments:
            return head
        if isinstance(head, Invocation) and not head.arguments:
            if head.name in {"and", "or"}:
                return Decision(head.name == "or", tuple(arguments))
            return Invocation(head.name, tuple(arguments))
        if isinstance(head, Field) and not head.arguments:
            return Field(head.of, head.name, tuple(arguments))
        raise TemplateError("a value is handed arguments")

    def _operand(self) -> Expression:
        kind, token = self._next()
        if kind == "sign" and token == "(":
            self._skip()
            value: Expression = self.pipeline()
            if self._next() != ("sign", ")"):
                raise TemplateError("a bracket is not closed")
            return self._with_fields(value)
        if kind == "text":
            return Constant(_unquoted(token))
        if kind == "number":
            return Constant(_number(token))
        if kind == "variable":
            return self._with_fields(Variable(token))
        if kind == "word":
            return Constant(_CONSTANTS[token]) if token in _CONSTANTS else self._function(token)
        if kind == "field":
            return self._with_fields(Field(Dot(), token[1:]))
        if kind == "sign" and token == ".":
            return Dot()
        raise TemplateError(f"`{token}` is out of place")

    def _function(self, name: str) -> Expression:
        """A function, with its namespace; or a field of what the function gives: ``site.Params.name``."""
        if name not in _VALUES and self._peek()[0] == "field":
            name += self._next()[1]
        return self._with_fields(Invocation(name))

    def _with_fields(self, value: Expression) -> Expression:
        """A value with the fields that follow it."""
        while self._peek()[0] == "field":
            value = Field(value, self._next()[1][1:])
        return value


def _number(token: str) -> object:
    try:
        return int(token, 0) if token.lstrip("-")[:1] != "0" or token.lower().startswith("0x") else int(token)
    except ValueError:
        raise TemplateError(f"`{token}` is no whole number") from None


def _unquoted(token: str) -> str:
    if token[0] == "`":
        return token[1:-1]
    return _ESCAPE.sub(_unescaped, token[1:-1]) if "\\" in token else token[1:-1]


def _unescaped(match: re.Match[str]) -> str:
    sign = match[1]
    if len(sign) > 1:
        return chr(int(sign[1:], 16))
    return _ESCAPES.get(sign, sign)
