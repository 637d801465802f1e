"""Functions that give Eleventy's pages their addresses, as templates of Liquid: none is run.

Read are functions that put an address together of the name and date of the file and of its front matter, with constants
of their own on the way. Whatever else a function does makes its address unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.text.regex import regex

_FUNCTION = regex(
    r"\bpermalink\s{0,40}(?::\s{0,40})?(?:async\s{1,40})?(?:function\s{0,40}\w{0,40}\s{0,40})?"
    r"(?:\((?P<given>[^()]{0,200})\)|(?P<name>\w{1,50}))\s{0,40}(?::\s{0,40}[\w| ]{1,50})?\s{0,40}"
    r"(?P<arrow>=>)?\s{0,40}"
)
_CONSTANT = regex(r"\b(?:const|let|var)\s+(?P<name>\w{1,50})(?:\s*:[^=\n]{1,60})?\s*=(?!=)\s*(?P<value>[^\n]{1,300})")
_TAKEN_APART = regex(r"\b(?:const|let|var)\s+\{(?P<names>[^{}]{1,200})\}\s*=\s*(?P<value>[\w.?]{1,60})")
_LIST = regex(r"\b(?:const|let|var)\s+\[(?P<names>[^\[\]]{1,100})\]\s*=\s*(?P<value>[^\n]{1,200})")
_RETURN = regex(r"\breturn\b\s*(?P<value>[^\n;]{0,400})")
_NONE = regex(r"\A(?:false|null|undefined|)\Z")
_OWN = regex(r"\A(?:data\.)?permalink\Z")
_CHOICE = regex(r"\A[^?`\"']{1,200}\?(?![.?])\s*+(?P<first>[^:`]{1,100}|`[^`]*`)\s*+:\s*+(?P<second>.{1,300})\Z")
_FILLED = regex(r"\$\{([^{}]{1,200})\}")
_TEXT = regex(r"\A([\"'])([^\"'\\\n]*)\1\Z")
_DATA = regex(r"\A(?:data\??\.)?(page\??\.(?:fileSlug|filePathStem)|\w{1,50})\Z")
_SLUGGED = regex(r"\A(?:this\.)?(slugify|slug)\((?P<value>[^()]{1,100})\)\Z")
_LOWERED = regex(r"\A(?P<value>[\w.?]{1,100})\.toLowerCase\(\)\Z")
_PADDED = regex(
    r"\A(?:String\((?P<text>[^()]{1,60}(?:\(\))?[^()]{0,20})\)|\(?(?P<sum>[^()`\"']{1,60}\(\)(?:\s*\+\s*1)?)\)?\.toString\(\)"
    r"|`\$\{(?P<filled>[^{}]{1,60})\}`)\.padStart\(\s*2\s*,\s*[\"'`]0[\"'`]\s*\)\Z"
)
_SLICED = regex(r"\A\(\s*[\"'`]0[\"'`]\s*\+\s*\(?(?P<value>[^()]{1,60}\(\)(?:\s*\+\s*1)?)\)?\s*\)\.slice\(\s*-2\s*\)\Z")
_PART = regex(r"\A(?P<of>[\w.?]{1,60})\.get(?:UTC)?(?P<part>FullYear|Month|Date)\(\)(?P<more>\s*\+\s*1)?\Z")
_ISO_PARTS = regex(
    r"\A(?P<of>[\w.?()]{1,80}?)\.toISOString\(\)\.(?:split\([\"']T[\"']\)\s*\[0\]|slice\(0,\s*10\))"
    r"\.split\([\"']-[\"']\)"
)
_MADE_DATE = regex(r"\Anew Date\((?P<of>[\w.?]{1,60})\)\Z")
_ONE_VALUE = regex(r"\A\{\{[^{}]*\}\}\Z")
_DATES = frozenset({"date", "data.date", "page.date", "data.page.date"})
_OF_PATH = regex(r"\A(?P<name>\w{1,50})\((?P<of>[\w.?]{1,60})\)(?:\s*(?:\|\||\?\?)\s*data\.date)?\Z")
_PATHS = frozenset({"page.inputPath", "data.page.inputPath", "inputPath"})
_DAY_IN_NAME = regex(r"\\d\{4\}[^\n]{0,60}\\d\{2\}[^\n]{0,60}\\d\{2\}")
_FORMATS = {("FullYear", False): "%Y", ("Month", True): "%m", ("Date", False): "%d"}
_DEEPEST = 6
_LONGEST = 4000
_NEAR = 600
NAME_DATE = "page.dateOfName"
"""What the date in a file's name is called in the templates that are made here."""


def address_of(text: str) -> str | bool | None:
    """The address that the function ``permalink`` of a program gives, as a template of Liquid.

    Returns:
        the template; False where it gives none at all; None where nobody can know.
    """
    match = _FUNCTION.search(text)
    if match is None:
        return None
    body, is_block = _body(text, match.end(), arrow=bool(match["arrow"]))
    if body is None:
        return None
    reading = _Reading(text, body if is_block else "", match["given"] or match["name"] or "")
    values = [found["value"].strip() for found in _RETURN.finditer(body)] if is_block else [body.strip()]
    made: set[str] = set()
    for value in values:
        for choice in _choices(value):
            if _NONE.match(choice) or _OWN.match(choice):
                continue
            address = reading.text(choice, 0)
            if address is None or _ONE_VALUE.match(address):
                return None  # a value alone may be anything
            made.add(address)
    return made.pop() if len(made) == 1 else None


def _choices(value: str) -> Iterator[str]:
    """What an expression gives, one way or the other."""
    bare = value.strip()
    while bare.startswith("(") and bare.endswith(")") and _closing(bare, 0) == len(bare) - 1:
        bare = bare[1:-1].strip()
    match = _CHOICE.match(bare)
    if match is None:
        yield bare
        return
    yield match["first"].strip()
    yield match["second"].strip()


def _body(text: str, start: int, *, arrow: bool) -> tuple[str | None, bool]:
    """The text of a function from where its body begins, and whether that is a block of statements."""
    if text.startswith("{", start):
        end = _closing(text, start)
        return (text[start + 1 : end], True) if end > 0 else (None, True)
    if not arrow:
        return None, False
    depth, place, quoted = 0, start, False
    for place in range(start, min(len(text), start + _LONGEST)):
        char = text[place]
        if char == "`":
            quoted = not quoted
        if quoted:
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        if depth < 0 or (depth == 0 and char in ",;"):
            return text[start:place], False
    return None, False


def _closing(text: str, start: int) -> int:
    """Where the bracket closes that opens at a place; -1 where it never does."""
    depth = 0
    for place in range(start, min(len(text), start + _LONGEST)):
        char = text[place]
        depth += (char in "([{") - (char in ")]}")
        if depth == 0:
            return place
    return -1


class _Reading:
    """What names mean in one function."""

    def __init__(self, program: str, body: str, given: str) -> None:
        self._program = program
        self._names: dict[str, str] = {}
        for match in _CONSTANT.finditer(body):
            value = match["value"].strip().rstrip(";").strip()
            self._names[match["name"]] = "?" if match["name"] in self._names else value
        for match in _TAKEN_APART.finditer(body):
            self._take_apart(match["names"], match["value"])
        for match in _LIST.finditer(body):
            self._split(match["names"], match["value"].strip().rstrip(";").strip())
        # `({ page, title }) => …` and `(post) => …`
        if given.strip().startswith("{"):
            self._take_apart(given.strip().strip("{} "), "data")
        elif given.partition(":")[0].strip() not in ("", "data"):
            self._names[given.partition(":")[0].strip()] = "data"

    def _take_apart(self, names: str, value: str) -> None:
        for item in names.split(","):
            key, _, name = item.partition(":")
            if key.strip().isidentifier():
                self._names[(name or key).strip()] = f"{value}.{key.strip()}"

    def _split(self, names: str, value: str) -> None:
        match = _ISO_PARTS.match(value)
        if match is not None:
            of = match["of"]
            parts = (f"{of}.getFullYear()", f"String({of}.getMonth() + 1).padStart(2, '0')")
            whole = (*parts, f"String({of}.getDate()).padStart(2, '0')")
            self._names |= dict(zip((name.strip() for name in names.split(",")), whole, strict=False))

    def text(self, value: str, depth: int) -> str | None:
        """An expression as a template; None where it is something else."""
        if depth > _DEEPEST:
            return None
        if value.startswith("`") and value.endswith("`") and value.count("`") == 2:
            return self._joined(value[1:-1], depth)
        plain = _TEXT.match(value)
        if plain:
            return plain[2]
        if " + " in value and not _PADDED.match(value) and not _PART.match(value) and not _SLICED.match(value):
            parts = [self.text(part.strip(), depth + 1) for part in value.split(" + ")]
            return None if None in parts else "".join(part for part in parts if part is not None)
        output = self._output(value, depth)
        return f"{{{{ {output} }}}}" if output is not None else None

    def _joined(self, text: str, depth: int) -> str | None:
        if "\\" in text:
            return None
        made: list[str] = []
        place = 0
        for match in _FILLED.finditer(text):
            value = self.text(match[1].strip(), depth + 1)
            if value is None:
                return None
            made += [text[place : match.start()], value]
            place = match.end()
        rest = text[place:]
        return None if "$" in rest else "".join((*made, rest))

    def _output(self, value: str, depth: int) -> str | None:
        """What is written between the braces of a template for a value."""
        if depth > _DEEPEST:
            return None
        named = self._meaning(value)
        if named != value:
            return self._output(named, depth + 1)
        slugged = _SLUGGED.match(value)
        if slugged:
            inner = self._output(slugged["value"].strip(), depth + 1)
            return f"{inner} | {slugged[1]}" if inner is not None else None
        lowered = _LOWERED.match(value)
        if lowered:
            inner = self._output(lowered["value"], depth + 1)
            return f"{inner} | downcase" if inner is not None else None
        part = self._part(value)
        if part is not None:
            return part
        data = _DATA.match(value)
        is_data = data is not None and (value.startswith(("data.", "data?.")) or "page" in value)
        return data[1].replace("?", "") if data is not None and is_data and data[1] not in ("data", "page") else None

    def _part(self, value: str) -> str | None:
        """The year, the month or the day of a date, with two digits."""
        padded = _PADDED.match(value) or _SLICED.match(value)
        inner = next((item for item in padded.groups() if item), "").strip() if padded else value
        match = _PART.match(self._meaning(inner))
        form = _FORMATS.get((match["part"], bool(match["more"]))) if match is not None else None
        if match is None or form is None or (form != "%Y" and padded is None):
            return None
        date = self._date(match["of"], 0)
        return f'{date} | date: "{form}"' if date else None

    def _date(self, value: str, depth: int) -> str:
        """The date that a name or an expression is; empty for any other."""
        if depth > _DEEPEST:
            return ""
        named = self._meaning(value)
        if named.replace("?", "") in _DATES:
            return "page.date"
        made = _MADE_DATE.match(named)
        if made:
            return self._date(made["of"], depth + 1)
        called = _OF_PATH.match(named)
        if called and self._is_path(called["of"]) and self._reads_day(called["name"]):
            return NAME_DATE
        return self._date(named, depth + 1) if named != value else ""

    def _is_path(self, value: str) -> bool:
        return value.replace("?", "") in _PATHS or self._meaning(value).replace("?", "") in _PATHS

    def _reads_day(self, name: str) -> bool:
        """Whether a function of the program takes the day out of a file's name."""
        place = re.search(rf"\b(?:const|let|var|function)\s+{re.escape(name)}\b", self._program)
        body = self._program[place.start() : place.start() + _NEAR] if place else ""
        return _DAY_IN_NAME.search(body) is not None

    def _meaning(self, value: str) -> str:
        """The expression that a name is given, with what comes after its first dot."""
        first, dot, rest = value.partition(".")
        name = first.removesuffix("?")
        known = self._names.get(name)
        if known is None:
            return value
        return f"{known}.{rest}" if dot and re.fullmatch(r"[\w.?]+", known) else known if not dot else value
