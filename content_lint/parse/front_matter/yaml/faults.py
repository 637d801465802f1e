"""What libyaml, a generator or a limit refuses, in words for people who never saw YAML.

libyaml says where it stopped, which is often a line late. So the line is looked at again, the likely
cause is named, and a replacement is offered only if the front matter can be read with it.
"""

from __future__ import annotations

import re

from msgspec.structs import replace
from yaml import YAMLError
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs hide it
from yaml.events import ScalarEvent
from yaml.reader import ReaderError

from content_lint.parse.facts import FrontMatterError, FrontMatterFault
from content_lint.parse.front_matter.yaml.builder import MAX_DEPTH, YamlBuilder
from content_lint.parse.front_matter.yaml.lines import Line, Repair, line_at, shorten
from content_lint.parse.front_matter.yaml.rules import YamlRefusedError, YamlRules
from content_lint.text.regex import regex
from content_lint.text.source import BOM, Span

LONGEST_VERIFIED = 100_000
"""Longer front matter is explained without a replacement: each costs another reading."""

_UNREADABLE = regex("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HIDDEN_BREAK = regex("[\x85\u2028\u2029]")
_ESCAPE = regex(r"\\(?:[xuU][0-9a-fA-F]*|.?)", re.DOTALL)
_DAY = regex(r"\d{4}-\d{1,2}-\d{1,2}")
_QUOTE_IT = "Put the value in quotes"
_NO_BLANK = regex(r"^([ ]*[A-Za-z_][\w-]*):(?=[^\s:/])", re.MULTILINE | re.ASCII)


def explain(text: str, content: Span, fault: Exception, rules: YamlRules) -> FrontMatterError:
    """Say what is wrong with ``text[content]``, given what libyaml or the builder raised."""
    return _visible(text, content, _explained(_Case(text, content, rules), fault))


def not_a_mapping(text: str, content: Span, root: object, rules: YamlRules) -> FrontMatterError:
    """The front matter is one value or a list, and has no keys."""
    return _visible(text, content, _without_keys(text, content, root, rules))


def without_any_key(content: Span) -> FrontMatterError:
    """What to say where there are lines between the fences, and no value at all."""
    problem = "the front matter holds no key"
    return FrontMatterError(FrontMatterFault.NOT_A_MAPPING, problem, "Add a key such as `title`, or delete it", content)


def _visible(text: str, content: Span, error: FrontMatterError) -> FrontMatterError:
    """The same, with a span that is not empty: a missing value takes no room, so its line is shown."""
    if error.span.start < error.span.end:
        return error
    line = line_at(text, content, error.span.start).span
    if line.start == line.end:
        blank = len(text[content.start : content.end]) - len(text[content.start : content.end].lstrip())
        line = Span(content.start + blank, content.start + blank + 1)
        if line.end > content.end:
            line = content
    return replace(error, span=line, replacement=None)


def _explained(case: _Case, fault: Exception) -> FrontMatterError:
    text, content = case.text, case.content
    if isinstance(fault, YamlRefusedError):
        return _refused(case, fault)
    if isinstance(fault, (ReaderError, UnicodeError)):
        return _unreadable(case, fault)
    problem = str(getattr(fault, "problem", None) or fault)
    context = str(getattr(fault, "context", None) or "")
    detail = f"{context}: {problem}" if context else problem
    place = case.offset(getattr(fault, "problem_mark", None))
    began = case.offset(getattr(fault, "context_mark", None))
    if "quoted scalar" in context and ("end of stream" in problem or "document indicator" in problem):
        return case.repaired(_unclosed_quote(case, began, None), detail)
    if "quoted scalar" in context:
        return _escape(case, place, problem, detail)
    if quote := _runaway_quote(case, place):
        return case.repaired(_unclosed_quote(case, quote[0], quote[1]), detail)
    if hidden := _HIDDEN_BREAK.search(text, content.start, content.end):
        repair = Repair(
            Span(*hidden.span()),
            f"there is an invisible line break here (U+{ord(hidden[0]):04X})",
            "Write a space instead",
            " ",
        )
        if found := case.verified(repair, detail):
            return found
    line = _culprit(text, content, place, began, f"{context} {problem}")
    for repair in line.repairs(place, problem):
        found = case.verified(repair, detail)
        if found:
            return found
    return case.repaired([line.likeliest(place, problem, context)], detail)


def _without_keys(text: str, content: Span, root: object, rules: YamlRules) -> FrontMatterError:
    case = _Case(text, content, rules)
    kind = FrontMatterFault.NOT_A_MAPPING
    start = content.start + len(text[content.start : content.end]) - len(text[content.start : content.end].lstrip())
    line = line_at(text, content, start)
    if isinstance(root, list):
        return FrontMatterError(
            kind,
            "the front matter is a list, and keys with values are expected",
            "Write each line as `key: value`",
            line.span,
        )
    whole = Span(line.span.start, start + len(text[start : content.end].rstrip()))
    if len(text) <= LONGEST_VERIFIED and (found := _NO_BLANK.search(text[whole.start : whole.end])):
        key = found[1].strip()
        repair = Repair(
            whole,
            f"there is no space after the colon of `{shorten(key)}`",
            "Write a space after the colon",
            _NO_BLANK.sub(r"\1: ", text[whole.start : whole.end]),
        )
        error = case.repaired([repair], "")
        return FrontMatterError(kind, error.problem, error.help, error.span, error.replacement)
    return FrontMatterError(
        kind, "the front matter is text without any keys", "Write each line as `key: value`", line.span
    )


class _Case:
    """One block of front matter that could not be read."""

    def __init__(self, text: str, content: Span, rules: YamlRules) -> None:
        self.text = text
        self.content = content
        self.rules = rules
        self.shift = content.start + text.startswith(BOM, content.start)

    def offset(self, mark: object) -> int:
        index = getattr(mark, "index", 0)
        return min(self.shift + index, self.content.end)

    def reads_with(self, repair: Repair) -> bool:
        """Whether the front matter has keys and values once the repair is made."""
        content = self.content
        if repair.replacement is None or content.end - content.start > LONGEST_VERIFIED:
            return False
        before = self.text[content.start : repair.span.start]
        text = before + repair.replacement + self.text[repair.span.end : content.end]
        try:
            return type(YamlBuilder(text, Span(0, len(text)), self.rules).run()) is dict
        except (YAMLError, UnicodeError, YamlRefusedError):
            return False

    def verified(self, repair: Repair, detail: str) -> FrontMatterError | None:
        """The error, if its repair works."""
        return self.error(repair, repair.replacement, detail) if self.reads_with(repair) else None

    def repaired(self, repairs: list[Repair], detail: str) -> FrontMatterError:
        """The first of the repairs that works, else the first one without its replacement."""
        for repair in repairs:
            if found := self.verified(repair, detail):
                return found
        return self.error(repairs[0], None, detail)

    def error(self, repair: Repair, replacement: str | None, detail: str) -> FrontMatterError:
        return FrontMatterError(
            FrontMatterFault.SYNTAX, repair.problem, repair.help, repair.span, replacement, repair.related, detail
        )


def _refused(case: _Case, fault: YamlRefusedError) -> FrontMatterError:
    span = fault.span
    shown = shorten(case.text[span.start : span.end])
    line = line_at(case.text, case.content, span.start)
    match fault.reason:
        case "depth" | "loop":
            problem = (
                f"the front matter is nested more than {MAX_DEPTH} levels deep"
                if fault.reason == "depth"
                else f"`{shown}` is inside the value that it refers to"
            )
            return FrontMatterError(FrontMatterFault.TOO_DEEP, problem, "Use fewer levels", span)
        case "nodes" | "aliases":
            problem = (
                "the front matter has more than 100,000 values"
                if fault.reason == "nodes"
                else "values that refer to each other with `*` make more than 100,000 values"
            )
            return FrontMatterError(FrontMatterFault.TOO_LARGE, problem, "Move them into a data file", span)
        case "scalar":
            kind = "day" if _DAY.match(shown) else "number"
            problem = f"`{shown}` looks like a {kind} and cannot be read as one"
            if shown.startswith("!"):
                problem = f"`{shown}` has a tag that the site's generator does not know"
        case "alias":
            problem = f"`{shown}` refers to a name that nothing in the front matter has"
        case "merge":
            behind = f"`{shown}` has none" if shown else "there is nothing after it"
            repair = Repair(
                span, f"`<<` copies keys, and {behind}", "Name a group of keys after `*`, or delete the line"
            )
            return case.repaired([repair], fault.reason)
        case _:
            if not case.text.startswith("{{", span.start - 1):
                repair = Repair(
                    span, "there is a list or a group of keys where a key is expected", "Write a word as the key"
                )
                return case.repaired([repair], fault.reason)
            problem = f"{line.named} begins with `{{{{`, which only works in quotes"
    return case.repaired([Repair(line.value, problem, _QUOTE_IT, line.quoted())], fault.reason)


def _unreadable(case: _Case, fault: Exception) -> FrontMatterError:
    found = _UNREADABLE.search(case.text, case.content.start, case.content.end)
    if found is None:
        line = line_at(case.text, case.content, case.content.start)
        return case.repaired([Repair(line.span, "a character here cannot be read", "Delete it")], str(fault))
    code = f"U+{ord(found[0]):04X}"
    repair = Repair(Span(*found.span()), f"there is an invisible control character here ({code})", "Delete it", "")
    return case.repaired([repair], str(fault))


def _escape(case: _Case, place: int, problem: str, detail: str) -> FrontMatterError:
    """A backslash in double quotes that means nothing."""
    start = case.text.rfind("\\", case.content.start, place + 1)
    if start < 0:
        line = line_at(case.text, case.content, place)
        return case.repaired([Repair(line.span, "the text in quotes cannot be read", _QUOTE_IT)], detail or problem)
    found = _ESCAPE.match(case.text, start, case.content.end)
    span = Span(start, found.end() if found else place)
    shown = shorten(case.text[span.start : span.end])
    if shown[1:2] in ("x", "u", "U"):
        problem = f"`{shown}` is not the number of a character"
        return case.repaired([Repair(span, problem, "Write the character itself")], detail)
    repair = Repair(
        span,
        f"`{shown}` has no meaning in double quotes",
        "Write the backslash twice, or use single quotes",
        "\\" + case.text[span.start : span.end],
    )
    return case.repaired([repair], detail)


def _unclosed_quote(case: _Case, quote: int, closed: int | None) -> list[Repair]:
    """A quote that runs over the end of its line: to the end of the block, or to the next quote."""
    line = line_at(case.text, case.content, quote)
    value = Span(quote, max(line.span.end, quote + 1))
    sign = case.text[quote]
    problem = f"the quote `{sign}` that begins here is not closed"
    if closed is not None:
        problem = f"the quote `{sign}` that begins here is not closed on its line and ends at the next quote below it"
    text = case.text[value.start : value.end]
    repairs = [Repair(value, problem, f"Write `{sign}` at the end of the text", text + sign, Span(quote, quote + 1))]
    if sign == "'":
        closed_well = f"'{text[1:].replace(sign, sign * 2)}'"
        repairs.append(Repair(value, problem, repairs[0].help, closed_well, Span(quote, quote + 1)))
    return repairs


def _runaway_quote(case: _Case, place: int) -> tuple[int, int] | None:
    """Where a quoted text of several lines began and ended, if reading stopped right after it."""
    next_event = CParser(case.text[case.content.start : case.content.end]).get_event
    last: ScalarEvent | None = None
    try:
        while event := next_event():
            last = event if isinstance(event, ScalarEvent) else None
    except (YAMLError, UnicodeError):
        pass
    if last is None or last.style not in ("'", '"'):
        return None
    start, end = case.offset(last.start_mark), case.offset(last.end_mark)
    text = case.text[start:end]
    if ("\n" not in text and "\r" not in text) or text[:1] not in ("'", '"'):
        return None
    return (start, end) if not case.text[end:place].strip(" \t") else None


def _culprit(text: str, content: Span, place: int, began: int, message: str) -> Line:
    """The line that is to blame, which need not be the one where libyaml stopped."""
    if "simple key" in message:
        return line_at(text, content, began)
    line = line_at(text, content, place)
    if "flow" in message:
        first = line_at(text, content, began)
        return first if first.value.start == began else line
    if "mapping values" in message and line.start > content.start and place <= line.value.start:
        above = line_at(text, content, line.start - 1)
        if above.span.start < above.span.end and not above.key and not above.dashes and above.first_of_all:
            return above
    return line
