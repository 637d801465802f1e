"""``<base href>`` in the templates of a page of Hugo's: where its relative links start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from content_lint.config.settings import SiteSettings
from content_lint.site.base_hrefs import BASE, BaseHref
from content_lint.site.generators.hugo.layout_files import LayoutFiles
from content_lint.site.model import TemplateLookup
from content_lint.text.regex import regex
from content_lint.text.source import SourceText

_COMMENT = regex(r"<!--(?:(?!-->).)*+|\{\{-?\s*+/\*(?:(?!\*/).)*+", re.DOTALL)
_BLOCK = regex(r"\{\{-?\s*+(?:(if|with|range)|(define|block)|end)\b")
_ACTION = regex(r"\{\{-?((?:(?!\}\}|\{\{).)*+)\}\}")
_SITE = r"(?:\$|\.Page)?\.?[sS]ite"
# Netlify says in its environment where it puts a site: https://docs.netlify.com/configure-builds/environment-variables/
_DEPLOYED = r"(?:os\.Getenv|getenv)\s+\"(?:URL|DEPLOY_URL|DEPLOY_PRIME_URL)\""
_HOME = regex(
    rf"{_SITE}\.(?:BaseURL|Home\.Permalink)(?:\s*\|\s*(?:absURL|safeURL))?|\"/?\"\s*\|\s*absURL|absURL\s+\"/?\"|{_DEPLOYED}"
    rf"|cond\s+\((?:[^()]|\([^()]*\))*\)\s+\({_DEPLOYED}\)\s+\({_DEPLOYED}\)"
)
_EITHER_WAY = regex(
    r"\{\{-?\s*if\b[^{}]{0,200}\}\}\s*([^\s{}]{1,200})\s*\{\{-?\s*else\s*-?\}\}\s*\1\s*\{\{-?\s*end\s*-?\}\}"
)
_HOME_PATH = regex(rf"\"/?\"\s*\|\s*relURL|relURL\s+\"/?\"|{_SITE}\.Home\.RelPermalink")
_OWN = regex(r"\$?\.(?:Page\.)?(?:Rel)?Permalink(?:\s*\|\s*safeURL)?")
_MOST = 4
_ITSELF = "?"
"""In the place of the page's own address, from which links start anyhow."""


class HugoBaseHrefs:
    """What the templates of one site say.

    Args:
        settings: of the site.
        files: its templates.
    """

    def __init__(self, settings: SiteSettings, files: LayoutFiles) -> None:
        self._settings = settings
        self._files = files

    @cached_property
    def _by_path(self) -> dict[str, list[BaseHref]]:
        """What each template says that says anything."""
        found: dict[str, list[BaseHref]] = {}
        for path in self._files.paths():
            source = self._files.tree.read(path)
            if isinstance(source, SourceText) and "<base" in source.text:
                found[path] = list(self._in(source.text))
        return found

    def of(self, lookup: TemplateLookup, given: frozenset[str]) -> BaseHref | None:
        """What holds for a page; None where its links start from its own address.

        Args:
            lookup: what its template is chosen by.
            given: the parameters that it sets, in lower case.
        """
        if not self._by_path:
            return None
        paths = self._files.of_page(lookup)
        used = self._files.brought_by(paths, lookup.language, given).files if paths else ()
        hrefs = list(dict.fromkeys(item for template in used for item in self._by_path.get(template.path, ())))
        if len(hrefs) > 1:
            return BaseHref("", sure=False)
        return hrefs[0] if hrefs and hrefs[0].href != _ITSELF else None

    def _in(self, text: str) -> Iterator[BaseHref]:
        text = _EITHER_WAY.sub(r"\1", _ACTION.sub(self._evaluated, _COMMENT.sub("", text)))
        for match in islice(BASE.finditer(text), _MOST):
            href = match[1] or match[2] or match[3] or ""
            yield BaseHref(href, sure=not _is_conditional(text, match.start()) and "{{" not in href)

    def _evaluated(self, match: re.Match[str]) -> str:
        expression = match[1].strip().removesuffix("-").rstrip()
        home = f"{self._settings.base_path}/"
        if _HOME.fullmatch(expression):
            return f"{self._settings.url}{home}"
        if _HOME_PATH.fullmatch(expression):
            return home
        return _ITSELF if _OWN.fullmatch(expression) else match[0]


def _is_conditional(text: str, place: int) -> bool:
    """Whether what is at a place of a template is only written under a condition."""
    open_blocks: list[bool] = []
    for mark in _BLOCK.finditer(text, 0, place):
        if mark[1] or mark[2]:
            open_blocks.append(bool(mark[1]))
        elif open_blocks:
            open_blocks.pop()
    return any(open_blocks)
