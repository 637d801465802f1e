"""The actions of a template of Hugo's, read one after the other for what they show, use and keep. None is run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from content_lint.site.generators.hugo.expressions import RANGE
from content_lint.text.regex import regex

_ACTION = regex(
    r"\{\{-?\s*+((?:/\*.*?\*/|\"(?:\\.|[^\"\\\n])*+\"|`[^`]*+`|'(?:\\.|[^'\\\n])*+'|[^\"`'}/]|/(?!\*)|\}(?!\}))*+)\}\}",
    re.DOTALL,
)
_FIRST_MARK = 0xF0000
_MOST_MARKS = 0xFFFD
_IN_ACTION = regex(r"""(?<![\w$.])id\s*=\s*\\?["'%]\\?([\w.:-]*)(%|\\?["'])""")
_CALL = regex(
    r"""(?<![\w.$-])(?:partial(?:Cached)?|partials\.Include(?:Cached)?|template|block)\s+(?:\(\s*printf\s+)?(?:"([^"]*)"|`([^`]*)`|[($.])"""
)
_DICT = regex(r"\(?\s*(?:dict|merge)\b")
_CONDITION = regex(r"\$?\.(?:Page\.)?Params\.(\w+)")
_RESOURCE = regex(r"\bresources\.")
_VARIABLE = regex(r"\$\w+")
_RENDER = regex(r"\.Render\s+\"([^\"]+)\"")
_TEXT = regex(r"(?:^|[(\s])(\$\w*)?((?:\.\w+)*)\.(?:Content|Summary)\b")
_PLAIN = regex(
    r"\b(?:plainify|jsonify|htmlEscape|len|findRE|countwords|if|and|or|eq|not|truncate|safeJS|safeCSS)\b",
    re.IGNORECASE,
)
_OTHER_PAGE = regex(
    r"GetPage|\.Parent\b|(?:Next|Prev)(?:InSection)?\b|\.[A-Za-z]*Pages|\bpages\b|\bwhere\b|FirstSection|\.Site\.Home\b"
    r"|\.(?:Sections|Ancestors|Translations|AllTranslations|Related|Paginator|Resources|Data)\b|\bpaginate\b",
    re.IGNORECASE,
)
_ELSEWHERE = regex(r"\.RawContent\b|GetRemote|getJSON|[uU]nmarshal")
_READ = r"(?:\breadFile|\bos\.ReadFile)\b"
_READS = regex(_READ)
_READ_PIPED = regex(rf"\|\s*+{_READ}")
_BEFORE_VALUE = regex(r"\s*+(?:(?:if|with|range|return)\s++|\$\w++\s*+:?=\s*+)?")
_READ_CALLED = regex(rf"{_READ}\s+([^\s()|]+|\([^()]*(?:\([^()]*\)[^()]*)*\))")
_AS_HTML = regex(r"markdownify|RenderString|safeHTML(?!Attr)", re.IGNORECASE)
_CONTENTS = regex(r"\.TableOfContents\b|\.Fragments\.ToHTML")
_ASSIGNED = regex(r"(?:\$\w+\s*,\s*)?(\$\w+)\s*:?=\s*(.*)", re.DOTALL)
_INNER = regex(r"\.Inner(?:Deindent)?\b")
_RENDERED = regex(r"markdownify|RenderString", re.IGNORECASE)


class Attribute(Struct, frozen=True):
    """An ``id``: text and expressions by turns, the first of them text.

    Attributes:
        parts: as above.
        dot: see ``Scope.value``.
    """

    parts: tuple[str, ...]
    dot: str | None


class TemplateCall(Struct, frozen=True):
    """Another template that is used here.

    Attributes:
        name: its name; with ``*`` in it where a part is worked out; None where all is.
        foreign: whether it is handed something else than the page that is rendered.
        in_dict: whether what it is handed is in a dictionary.
        handed: the expression of the dictionary, or empty.
        dot: what the dot is where it is called; see ``Scope.value``.
        condition: the parameter of the page that must be set for it, or empty.
        kind: ``partial``, ``template`` or ``view``.
    """

    name: str | None
    foreign: bool
    kind: str
    in_dict: bool = False
    handed: str = ""
    dot: str | None = None
    condition: str = ""


class _Frame(Struct, frozen=True):
    """A block that is open.

    Attributes:
        dot: what the dot is in it; see ``Scope.value``.
        foreign: whether the dot is another page, or something of another page.
        condition: the parameter of the page that must be set for it, or empty.
        is_resource: whether the dot is a file that is no page: a picture, a script.
    """

    dot: str | None
    foreign: bool
    condition: str = ""
    is_resource: bool = False


def actions_in(text: str) -> list[tuple[str, int, int]]:
    """The first 65,533 actions of a template, each with where it begins and where what follows it does."""
    return list(islice(_actions(text), _MOST_MARKS))


def _actions(text: str) -> Iterator[tuple[str, int, int]]:
    place = text.find("{{")
    while place >= 0:
        match = _ACTION.match(text, place)
        if match is None:
            return  # Go would not read it either
        yield match[1].rstrip("- \t\r\n") if match[1].endswith("-") else match[1].rstrip(), match.start(), match.end()
        place = text.find("{{", match.end())


def masked_text(text: str, actions: list[tuple[str, int, int]]) -> str:
    """The text with one character in the place of each action."""
    out, done = [], 0
    for index, (_, start, end) in enumerate(actions):
        out += [text[done:start], chr(_FIRST_MARK + index)]
        done = end
    return "".join([*out, text[done:]])


def _written_in(action: str) -> Iterator[Attribute]:
    """The ids that an action writes as text."""
    for match in _IN_ACTION.finditer(action):
        yield Attribute((match[1], ".unknown", "") if match[2] == "%" else (match[1],), "")


def _piped_to_read(action: str) -> str:
    """The value that an action hands on to ``readFile``: what is before the ``|``; empty where there is none."""
    piped = _READ_PIPED.search(action)
    depth, place = 0, piped.start() if piped is not None else 0
    end = place
    while place > 0:
        char = action[place - 1]
        if char == "|" and not depth:
            return ""
        if char == "(" and not depth:
            return action[place:end]
        depth += {")": 1, "(": -1}.get(char, 0)
        place -= 1
    before = _BEFORE_VALUE.match(action)
    return action[before.end() if before is not None else 0 : end]


class ActionReader:
    """Goes over the actions of a template in their order; what it finds is called as ``TemplateFile`` calls it.

    Args:
        actions: each with where it begins and ends.
        written: all of them as one text.
    """

    def __init__(self, actions: list[tuple[str, int, int]], written: str) -> None:
        self.actions = actions
        self.frames: list[_Frame] = []
        self.around: list[_Frame] = []
        self.calls: list[TemplateCall] = []
        self.values: dict[str, str] = {}
        self.times: Counter[str] = Counter()
        self.within: set[str] = set()
        self.others: dict[str, str] = {}
        self.dicts: set[str] = set()
        self.resources: set[str] = set()
        self.shows_others: set[str] = set()
        self.returns = ""
        self.written: list[Attribute] = []
        self.inner = ""
        self.parts: set[str] = set()
        self.fetches = self.renders = False
        self.reads: list[Attribute] = []
        self.shows_field = self.shows_dot = self.has_contents = False
        small = written.lower()
        self._looks = [look for words, look in self._LOOKS if any(word in small for word in words)]
        for action, _, _ in actions:
            self._read(action)

    def attribute(self, masked: str) -> Attribute:
        """An attribute's value, with marks in the place of actions."""
        parts, dot, text = [], None, ""
        for char in masked.strip():
            index = ord(char) - _FIRST_MARK
            if index < 0:
                text += char
                continue
            action, frame = self.actions[index][0], self.around[index]
            dot = frame.dot
            parts += [text, action]
            text = ""
        return Attribute((*parts, text), dot)

    def _frame(self) -> _Frame:
        return self.frames[-1] if self.frames else _Frame(None, foreign=False)

    def _read(self, action: str) -> None:
        frame = self._frame()
        self.around.append(frame)
        word, _, rest = action.partition(" ")
        rest = rest.strip()
        if word == "end":
            if self.frames:
                self.frames.pop()
            return
        if action.startswith("/*"):
            return
        if assigned := _ASSIGNED.match(rest if word in {"with", "if", "range"} else action):
            self._assign(assigned[1], assigned[2], in_range=word == "range")
        for look in self._looks:
            look(self, action, frame)
        if word in {"with", "range", "if", "define", "block"}:
            if word in {"define", "block"}:
                self.parts.add(rest.partition(" ")[0].strip('"`').lower())
            self.frames.append(self._opened(word, assigned[2] if assigned else rest, frame))
        elif word == "else" and self.frames:
            self.frames.pop()
            again, _, expression = rest.partition(" ")
            outer = self._frame()
            self.frames.append(self._opened(again, expression, outer) if again in {"with", "if"} else outer)

    def _opened(self, word: str, expression: str, frame: _Frame) -> _Frame:
        if word == "range":
            other = frame.foreign or self._is_other(expression)
            return _Frame(f"{RANGE}{expression}", other, frame.condition)
        if word == "with":
            other = frame.foreign or self._is_other(expression)
            # What is within another dot cannot be asked for by its own name.
            return _Frame(
                expression if frame.dot is None else "",
                other,
                frame.condition,
                _RESOURCE.search(expression) is not None,
            )
        if word == "if":
            is_page = expression.startswith("$") or (frame.dot is None and not frame.foreign)
            asked = _CONDITION.fullmatch(expression) if is_page else None
            return replace(frame, condition=asked[1].lower()) if asked and not frame.condition else frame
        return _Frame(None, foreign=False)

    def _assign(self, name: str, expression: str, *, in_range: bool) -> None:
        frame = self._frame()
        if self.values.get(name) != expression or in_range or frame.dot is not None:
            self.times[name] += 2 if in_range else 1
        if frame.dot is not None:
            self.within.add(name)
        self.values[name] = expression
        if self._is_other(expression) or (frame.foreign and (in_range or expression == ".")):
            self.others.setdefault(name, frame.condition)
        if _DICT.match(expression):
            self.dicts.add(name)
        if _RESOURCE.search(expression):
            self.resources.add(name)

    def _is_dict(self, action: str, handed: str) -> bool:
        """Whether what a partial is handed, as its argument or before the ``|``, is a dictionary."""
        if _DICT.match(handed):
            return True
        return handed.partition(" ")[0] in self.dicts or (not handed and _DICT.match(action) is not None)

    def _is_other(self, expression: str) -> bool:
        """Whether an expression asks for other pages."""
        if _OTHER_PAGE.search(expression):
            return True
        return any(name in self.others for name in _VARIABLE.findall(expression))

    def _look_for_contents(self, action: str, _frame: _Frame) -> None:
        if _CONTENTS.search(action):
            self.has_contents = True

    def _look_for_inner(self, action: str, _frame: _Frame) -> None:
        """Whether a shortcode shows what it is handed, and whether as Markdown."""
        if not self.inner and _INNER.search(action):
            self.inner = "shown"
        if self.inner and _RENDERED.search(action):
            self.inner = "markdown"

    def _look_elsewhere(self, action: str, _frame: _Frame) -> None:
        self.fetches = self.fetches or _ELSEWHERE.search(action) is not None

    def _look_for_files(self, action: str, frame: _Frame) -> None:
        if not _READS.search(action):
            return
        called = _READ_CALLED.search(action)
        name = _piped_to_read(action) or (called[1] if called is not None else "")
        if not name or frame.foreign:
            self.fetches = True
        else:
            self.reads.append(Attribute(("", name.strip(), ""), frame.dot))

    def _look_for_html(self, action: str, _frame: _Frame) -> None:
        self.renders = self.renders or _AS_HTML.search(action) is not None

    def _look_for_shortcodes(self, action: str, frame: _Frame) -> None:
        if ".RenderShortcodes" in action:
            self.shows_others.add(frame.condition)

    def _look_for_value(self, action: str, _frame: _Frame) -> None:
        if action.startswith("return "):
            self.returns = action[7:]

    def _look_for_texts(self, action: str, frame: _Frame) -> None:
        for text in _TEXT.finditer(action):
            if not _PLAIN.search(action):
                self._shown(text[1] or "", text[2], frame)

    def _look_for_calls(self, action: str, frame: _Frame) -> None:
        for call in _CALL.finditer(action):
            self._call(call, action, frame)

    def _look_for_views(self, action: str, frame: _Frame) -> None:
        for view in _RENDER.finditer(action):
            self.calls.append(TemplateCall(view[1], frame.foreign, "view"))

    def _look_for_ids(self, action: str, _frame: _Frame) -> None:
        self.written += _written_in(action)

    # What is looked for in each action, with words of which one is there, in small letters, wherever there is any.
    _LOOKS = (
        (("tableofcontents", "fragments.tohtml"), _look_for_contents),
        ((".inner",), _look_for_inner),
        ((".rawcontent", "getremote", "getjson", "unmarshal"), _look_elsewhere),
        (("readfile",), _look_for_files),
        (("markdownify", "renderstring", "safehtml"), _look_for_html),
        ((".rendershortcodes",), _look_for_shortcodes),
        (("return ",), _look_for_value),
        ((".content", ".summary"), _look_for_texts),
        (("partial", "template", "block"), _look_for_calls),
        ((".render ", ".render\t", ".render\n", ".render\r"), _look_for_views),
        (("id",), _look_for_ids),
    )

    def _shown(self, variable: str, path: str, frame: _Frame) -> None:
        if variable in self.resources or (not variable and frame.is_resource):
            return
        if variable in self.others or (not variable and frame.foreign):
            self.shows_others.add(frame.condition or self.others.get(variable, ""))
        elif path not in {"", ".Page"}:
            self.shows_field = True
        else:
            self.shows_dot = True

    def _call(self, call: re.Match[str], action: str, frame: _Frame) -> None:
        name = call[1] if call[1] is not None else call[2]
        if name is not None and "%" in name:
            name = re.sub(r"%[a-z]", "*", name)
        kind = "template" if call[0].startswith(("template", "block")) else "partial"
        handed = action[call.end() :].strip()
        variable = _VARIABLE.match(handed)
        foreign = variable[0] in self.others if variable is not None else frame.foreign and handed[:1] != "$"
        in_dict = self._is_dict(action, handed)
        given = self.values.get(handed, handed) if in_dict else ""
        self.calls.append(
            TemplateCall(name, foreign, kind, in_dict, given if _DICT.match(given) else "", frame.dot, frame.condition)
        )
