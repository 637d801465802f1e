"""Values that templates of Go's print, worked out where that takes no more than the text of a page.

Only what makes ids is known: what is written down, the parameters of a shortcode, the title and file of a page, and
the functions through which these go. Anything else is some text, of which at most the characters are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field

from content_lint.site.made_ids import ANY, DIGITS, HEXADECIMAL
from content_lint.text.regex import regex

_TOKEN = regex(r"""\s*+(?:("(?:\\.|[^"\\])*+"|`[^`]*+`|'[^']*+')|([()|])|([^\s()|"`']++))""")
_DEEPEST = 12
RANGE = "range:"
"""What a dot begins with that goes through the items of a list: the expression of the list follows."""

_SAME = frozenset(
    {"safeurl", "safehtml", "safehtmlattr", "safejs", "safecss", "htmlescape", "htmlunescape", "string", "print"}
    | {"plainify", "markdownify", "emojify", "chomp", "cast.tostring", "strings.trimspace"}
    | {"transform.markdownify", "transform.plainify", "transform.htmlescape", "transform.htmlunescape"}
)
_DIGITS = frozenset(
    {"add", "sub", "mul", "mod", "div", "len", "math.add", "math.sub", "math.rand", "int", "collections.len"}
)
_HEXADECIMAL = frozenset(
    {"md5", "sha1", "sha256", "crypto.md5", "crypto.sha1", "crypto.sha256", "hash.fnv32a", "crypto.fnv32a"}
)
_NUMBERS = frozenset({".ordinal", "$.ordinal", ".weight", "$index", "$i", "now.unix", "now.unixnano"})
_URL_WORDS = regex(r"[a-z0-9_.-]*")


class UnknownValue(Struct, frozen=True):
    """A value that only the build gives.

    Attributes:
        alphabet: the characters that it is made of, between the two below; or ANY.
        prefix: what it begins with.
        suffix: what it ends with.
        among: all that it can be between the two; None where that is not known.
    """

    alphabet: str = ANY
    prefix: str = ""
    suffix: str = ""
    among: frozenset[str] | None = None


Value = str | UnknownValue
_ANYTHING = UnknownValue()


class ExpressionScope(Struct, frozen=True):
    """What an expression can ask for.

    Attributes:
        roots: values by the path that asks for them, in lower case (``.anchor``, ``.page.title``).
        parameters: of the shortcode: by name in lower case, or by number.
        variables: of the variables that the template gives a value once, the expression, and whether its dot is
            something else than that of the template.
        anchorize: what Hugo makes of a text for an id.
        is_shortcode: whether the dot is a shortcode, which has parameters.
        is_dictionary: whether the dot is a dictionary, of which all is known that it holds.
        partial: what a partial gives back, by its name.
        listed: all texts in what an expression lists, or None where they are not known.
    """

    anchorize: Callable[[str], str]
    roots: Mapping[str, Value] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    is_shortcode: bool = False
    is_dictionary: bool = False
    partial: Callable[[str], Value] | None = None
    listed: Callable[[str], frozenset[str] | None] | None = None
    _known: dict[str, Value] = field(default_factory=dict)

    def value(self, expression: str, dot: str | None = None, depth: int = 0) -> Value:
        """What an expression prints.

        Args:
            expression: what is between the braces.
            dot: the expression that gives the dot its value, where it is not that of the template; empty where
                that is something else each time.
            depth: how deep it is within others.
        """
        if depth > _DEEPEST:
            return _ANYTHING
        tokens: list[str] = []
        place = 0
        while place < len(expression):
            match = _TOKEN.match(expression, place)
            if match is None:
                break
            tokens.append(match[0].strip())
            place = match.end()
        reader = _ExpressionReader(self, tokens, dot, depth)
        value = reader.pipeline()
        return value if reader.is_done else _ANYTHING

    def path(self, path: str, dot: str | None, depth: int) -> Value:
        """What a variable or a field is."""
        lower = path.lower()
        if lower in _NUMBERS:
            return self.roots.get(lower, UnknownValue(DIGITS))
        if lower.endswith("file.uniqueid") and lower not in self.roots:
            return UnknownValue(HEXADECIMAL)
        if lower.startswith("$."):
            return self.path(path[1:], None, depth)
        if path.startswith("$"):
            return self._variable(path, depth)
        return self._field(lower, dot, depth)

    def _variable(self, name: str, depth: int) -> Value:
        """A variable's value, worked out once, however often it is asked for."""
        if name not in self._known:
            self._known[name] = _ANYTHING  # for one that is made of itself
            given, is_within = self.variables.get(name, ("", False))
            self._known[name] = self.value(given, "" if is_within else None, depth + 1) if given else _ANYTHING
        return self._known[name]

    def _field(self, lower: str, dot: str | None, depth: int) -> Value:
        if dot is not None and dot.startswith(RANGE):
            return UnknownValue(among=self._among(dot.removeprefix(RANGE), depth))
        if dot is not None:
            return self.value(dot, None, depth + 1) if lower == "." and dot else _ANYTHING
        if self.is_shortcode and lower.startswith(".params."):
            return self.parameters.get(lower.removeprefix(".params."), "")
        if self.is_dictionary and lower.count(".") == 1:
            return self.roots.get(lower, "")
        return self.roots.get(lower, _ANYTHING)

    def is_never(self, dot: str | None) -> bool:
        """Whether what is made for each item of a list is never made: the list is known, and empty."""
        return dot is not None and dot.startswith(RANGE) and self._among(dot.removeprefix(RANGE), 0) == frozenset()

    def _among(self, expression: str, depth: int) -> frozenset[str] | None:
        expression = expression.strip("() ")
        given, is_within = self.variables.get(expression, ("", False))
        if is_within:
            return None
        if given and depth < _DEEPEST:
            return self._among(given, depth + 1)
        return self.listed(expression) if self.listed is not None else None

    def parameter(self, name: Value) -> Value:
        """A parameter of the shortcode."""
        known = self.is_shortcode and isinstance(name, str)
        return self.parameters.get(str(name).lower(), "") if known else _ANYTHING

    def returned(self, name: Value) -> Value:
        """What a partial gives back."""
        return self.partial(name) if self.partial is not None and isinstance(name, str) else _ANYTHING


class _ExpressionReader(Struct):
    """Reads the tokens of one expression once."""

    scope: ExpressionScope
    tokens: list[str]
    dot: str | None
    depth: int
    at: int = 0

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.tokens)

    def pipeline(self) -> Value:
        value = self._command(())
        while not self.is_done and self.tokens[self.at] == "|":
            self.at += 1
            value = self._command((value,))
        return value

    def _command(self, piped: tuple[Value, ...]) -> Value:
        words: list[Value] = []
        name = ""
        while not self.is_done and self.tokens[self.at] not in {"|", ")"}:
            token = self.tokens[self.at]
            self.at += 1
            if not words and not name and _is_function(token):
                name = token.lower()
            else:
                words.append(self._operand(token))
        arguments = [*words, *piped]
        if not name:
            return arguments[0] if len(arguments) == 1 else _ANYTHING
        return self._call(name, arguments)

    def _operand(self, token: str) -> Value:
        if token == "(":
            self.depth += 1
            value = self.pipeline() if self.depth <= _DEEPEST else _ANYTHING
            self.depth -= 1
            if not self.is_done and self.tokens[self.at] == ")":
                self.at += 1
            return value
        if token[0] in "\"`'":
            return token[1:-1] if token[0] != '"' else re.sub(r"\\(.)", r"\1", token[1:-1])
        if token.isdigit():
            return token
        if token[0] in ".$":
            return self.scope.path(token, self.dot, self.depth)
        return _ANYTHING

    def _call(self, name: str, arguments: list[Value]) -> Value:
        asked = self._asked(name, arguments)
        if asked is not None:
            return asked
        change = self._change(name)
        if change is None or len(arguments) != 1:
            return _ANYTHING
        return _changed(arguments[0], change)

    def _asked(self, name: str, arguments: list[Value]) -> Value | None:
        """What a function gives that does more than change one text; None for the others."""
        last = arguments[-1] if arguments else _ANYTHING
        if name in {".get", "$.get"}:
            own = self.dot is None or name[0] == "$"
            return self.scope.parameter(last) if own else _ANYTHING
        if name == "partial" and arguments:
            return self.scope.returned(arguments[0])
        if name in _DIGITS | _HEXADECIMAL:
            return _counted(name, last)
        if name in {"default", "compare.default", "or"}:
            arguments = arguments if name == "or" else arguments[::-1]
            return next((item for item in arguments if item != ""), "")
        if name in {"printf", "fmt.printf"}:
            return _printed(arguments)
        return None

    def _change(self, name: str) -> Callable[[str], Value] | None:
        """What a function makes of one text, or None where that is not known."""
        if name in _SAME:
            return str
        if name in {"anchorize", "urls.anchorize"}:
            return self.scope.anchorize
        if name in {"lower", "strings.tolower"}:
            return str.lower
        return _urlize if name in {"urlize", "urls.urlize"} else None


def _counted(name: str, value: Value) -> Value:
    if name in _DIGITS:
        return UnknownValue(DIGITS)
    if isinstance(value, str) and name.endswith("md5"):
        from hashlib import md5  # loads all of OpenSSL

        return md5(value.encode(), usedforsecurity=False).hexdigest()
    return UnknownValue(HEXADECIMAL)


def _changed(value: Value, change: Callable[[str], Value]) -> Value:
    if isinstance(value, str):
        return change(value)
    if value.among is not None and not (value.prefix or value.suffix):
        changed = [change(item) for item in value.among]
        return UnknownValue(among=frozenset(item for item in changed if isinstance(item, str)))
    ends = change(value.prefix), change(value.suffix)
    return UnknownValue(value.alphabet, *ends) if ends == (value.prefix, value.suffix) else _ANYTHING


@lru_cache(maxsize=1_000)
def read_dictionary(expression: str) -> Mapping[str, str] | None:
    """The expressions in ``dict "name" expression …`` by name, in lower case; None where it is anything else."""
    tokens = [match[0].strip() for match in _TOKEN.finditer(expression.lstrip("( "))]
    if tokens[:1] != ["dict"]:
        return None
    operands = _operands(tokens[1:])
    names = [operand[0] for operand in operands[::2]]
    if len(operands) % 2 or not all(name[0] in '"`' for name in names):
        return None
    values = [" ".join(operand) for operand in operands[1::2]]
    return {name[1:-1].lower(): value for name, value in zip(names, values, strict=True)}


def _operands(tokens: Sequence[str]) -> list[list[str]]:
    """The tokens of each operand, up to the end of a list of them."""
    operands: list[list[str]] = []
    depth = 0
    for token in tokens:
        if depth == 0 and token in {")", "|"}:
            break
        if depth == 0:
            operands.append([])
        operands[-1].append(token)
        depth += (token == "(") - (token == ")")
    return operands


def _urlize(text: str) -> Value:
    made = text.strip().replace(" ", "-").lower()
    return made if _URL_WORDS.fullmatch(made) else _ANYTHING


def _is_function(token: str) -> bool:
    return token.lower() in {".get", "$.get"} or (token[0].isalpha() and token not in {"true", "false", "nil"})


def _printed(arguments: list[Value]) -> Value:
    if not arguments or not isinstance(arguments[0], str):
        return _ANYTHING
    pieces = re.split(r"%[sdvq]", arguments[0])
    values = arguments[1:]
    if len(pieces) != len(values) + 1 or "%" in "".join(pieces):
        return _ANYTHING
    return joined([part for pair in zip(pieces, [*values, ""], strict=True) for part in pair])


def joined(parts: Sequence[Value]) -> Value:
    """Values one after the other."""
    unknown = [index for index, part in enumerate(parts) if isinstance(part, UnknownValue)]
    if not unknown:
        return "".join(part for part in parts if isinstance(part, str))
    before = "".join(part for part in parts[: unknown[0]] if isinstance(part, str))
    after = "".join(part for part in parts[unknown[-1] + 1 :] if isinstance(part, str))
    first, last = parts[unknown[0]], parts[unknown[-1]]
    assert isinstance(first, UnknownValue) and isinstance(last, UnknownValue)  # noqa: S101, PT018 - they were chosen so
    if len(unknown) > 1:
        return UnknownValue(ANY, before + first.prefix, last.suffix + after)
    return UnknownValue(first.alphabet, before + first.prefix, first.suffix + after, first.among)
