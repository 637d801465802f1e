"""What a theme's template for links does to an address, read from its text as far as common forms go."""

from __future__ import annotations

import re
from collections.abc import Mapping

from content_lint.site.generators.hugo.hooks import Effect
from content_lint.text.regex import regex

_COMMENT = regex(r"\{\{-?\s*+/\*.*?(?:\*/\s*+-?\}\}|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_BY_PARAMETER = regex(
    r"\{\{-?\s*if\s+(?:\.Page\.Site|\$\.Site|site|\.Site)\.Params\.(\w+)\s*-?\}\}((?:(?!\{\{-?\s*(?:if|with|range|else|end)\b).)*)\{\{-?\s*end\s*-?\}\}",
    re.DOTALL,
)
_PRINTED = regex(r"""(?:href|src)\s*=\s*["']?\{\{-?\s*(.*?)\s*-?\}\}|"(?:href|src)"\s+(\$\w+)""", re.DOTALL)
_ASSIGNED = regex(r"\{\{-?\s*\$(\w+)\s*:?=\s*(.*?)\s*-?\}\}", re.DOTALL)
_SAFE = regex(r"\s*\|\s*safe\w+\s*$")
_VARIABLE = regex(r"\$(\w+)(?:\.String)?\Z")
_PARSED = regex(r"\(?\s*urls\.Parse\s+(\.Destination|\$\w+)\s*\)?\Z")
_PERMALINK = regex(r"(?:printf\s+\"[%s#?]*\"\s+)?(?:[$.\w]*\.)(?:Rel)?Permalink(?:\s+[$.\w]+)*\Z")
_AFTERWARDS = regex(r"printf\s+\"%s[#?]?%s\"\s+\$\w+\s+[$.\w]+\Z")
_SAME_PAGE = regex(r"printf\s+\"%s#%s\"\s+\.Page(?:Inner)?\.(?:Rel)?Permalink\s+[$.\w]+\Z")
_FROM_ROOT = regex(
    r"\(?\s*(?:relURL\s+\(strings\.TrimPrefix\s+\"/\"\s+\$\w+\)|\(?strings\.TrimPrefix\s+\"/\"\s+\$\w+\)?\s*\|\s*relURL)\s*\)?\Z"
)
_ARGUMENT = r"(\((?:[^()]++|\([^()]*+\))*+\)|[^\s()]++)"
_EITHER = regex(rf"cond\s+{_ARGUMENT}\s+{_ARGUMENT}\s+{_ARGUMENT}\Z")
_LOOKS_UP = regex(r"\bGetPage\b|\bResources\.Get(?:Match)?\b|\bresources\.Get(?:Match)?\b")
_ELSEWHERE = regex(r"\bpath\.Join\b|\bprintf\s+\"[^\"]*/")
_CHOOSES = regex(r"\bfindRE\b|\b(?:eq|ne|in)\s+(?:\$|)\.Page\.|\.Page\.(?:Section|Type|Kind)\b")
_NOT_ROOTED = regex(r"not\s+\((?:strings\.)?[hH]asPrefix\s+\S+\s+\"/\"\)")
_ROOTED = regex(r"(?:strings\.)?[hH]asPrefix\s+\S+\s+\"/\"\s*\)?\s*-?\}\}")
_BY_LANGUAGE = regex(r"\b(?:rel|abs)LangURL\b|\bprintf\s+\"/%s%s\"\s+\$?[\w.]*[lL]ang\w*\s")
_DEEPEST = 8


def effect_of(text: str, parameters: Mapping[str, object], *, at_root: bool) -> Effect:
    """What a template for links or images does.

    Args:
        text: its text.
        parameters: ``params`` of the site's configuration, with keys in lower case.
        at_root: whether the site is at the root of its host, so that ``relURL`` puts nothing in front.
    """
    bare = _COMMENT.sub("", text)
    bare = _BY_PARAMETER.sub(lambda found: found[0] if parameters.get(found[1].lower()) else "", bare)
    kinds = _Expressions(bare, at_root=at_root).printed()
    if kinds == {"written"}:
        return Effect.NOTHING
    if not _LOOKS_UP.search(bare) and _BY_LANGUAGE.search(bare):
        return Effect.BY_LANGUAGE
    if not _LOOKS_UP.search(bare) or _CHOOSES.search(bare) or "ermalink" not in bare:
        return Effect.UNKNOWN
    if "permalink" not in kinds or "other" in kinds or _ELSEWHERE.search(bare):
        return Effect.MAY_LOOK_UP
    if _NOT_ROOTED.search(bare):
        return Effect.LOOKS_UP_RELATIVE
    return Effect.LOOKS_UP_ROOTED if _ROOTED.search(bare) else Effect.LOOKS_UP


class _Expressions:
    """What the expressions of a template may be."""

    def __init__(self, text: str, *, at_root: bool) -> None:
        self._text = text
        self._at_root = at_root
        self._assigned: dict[str, list[str]] = {}
        for found in _ASSIGNED.finditer(text):
            self._assigned.setdefault(found[1], []).append(found[2])

    def printed(self) -> set[str]:
        """What it prints as an address: what is ``written``, a page's ``permalink``, something ``other``."""
        printed = [found[1] or found[2] for found in _PRINTED.finditer(self._text)]
        return {kind for item in printed for kind in self._kinds(item, _DEEPEST)}

    def _kinds(self, expression: str, depth: int) -> set[str]:
        bare = _without_wrapping(expression)
        if bare == ".Destination" or _AFTERWARDS.match(bare) or _SAME_PAGE.match(bare):
            return {"written"}
        if _PERMALINK.match(bare):
            return {"permalink"}
        either = _EITHER.match(bare)
        if either and depth:
            return self._kinds(either[2], depth - 1) | self._kinds(either[3], depth - 1)
        variable = _VARIABLE.match(bare)
        if variable and depth:
            return self._kinds_of_variable(variable[1], bare, depth - 1)
        return {"written"} if self._at_root and _FROM_ROOT.match(bare) else {"other"}

    def _kinds_of_variable(self, name: str, written: str, depth: int) -> set[str]:
        kinds: set[str] = set()
        for value in self._assigned.get(name, ["other"]):
            if value.strip() != written:
                kinds |= self._kinds(value, depth)
        return kinds or {"other"}


def _without_wrapping(expression: str) -> str:
    """An expression without what leaves an address as it is."""
    bare = expression.strip()
    while (shorter := _SAFE.sub("", bare)) != bare:
        bare = shorter
    bare = bare.removeprefix("or ").strip()
    parsed = _PARSED.match(bare)
    return parsed[1] if parsed else bare
