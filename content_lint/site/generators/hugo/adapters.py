"""Content adapters (``_content.gotmpl``): templates that add pages to their folder as the site is built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.text import join, normalize
from content_lint.site.model import ANYWHERE, Maker
from content_lint.text.regex import regex

_NAME = regex(r"_content(?:\.[\w-]+)?\.gotmpl\Z")
_COMMENT = regex(r"\{\{-?\s*+/\*.*?(?:\*/\s*+-?\}\}|\Z)", re.DOTALL)
_PATH = regex(r"\"path\"\s+(?:\"([^\"\\\n]*)\"|`([^`\n]*)`)?")
_OWN_ADDRESS = regex(r"\"url\"\s")
_FILES = regex(r"\bAddResource\b")


def is_adapter(path: str) -> bool:
    """Whether a file among the content is a content adapter."""
    return _NAME.fullmatch(path.rpartition("/")[2]) is not None


def adapter_makers(texts: Mapping[str, str], config: HugoConfig) -> Iterator[Maker]:
    """What content adapters can make; ``texts`` by path from the site's root."""
    for path in sorted(texts):
        place = config.content_place(path)
        if place is not None:
            text = _COMMENT.sub("", texts[path])
            folder = f"/{place.inner}".rpartition("/")[0]
            addresses = dict.fromkeys(_addresses(text, folder, config))
            yield Maker(f"`{path}`", tuple(addresses), files=_FILES.search(text) is not None)


def _addresses(text: str, folder: str, config: HugoConfig) -> Iterator[str]:
    """Globs of the addresses of the pages that an adapter makes in a folder, in every language."""
    if _OWN_ADDRESS.search(text):
        yield ANYWHERE
        return
    named = [found[1] or found[2] for found in _PATH.finditer(text)]
    # Where all paths are written out, there are no others.
    bases = [join("/", folder, name) for name in named if name] if named and all(named) else [f"{folder}/**"]
    for base in bases:
        for language in config.languages:
            prefix = f"/{language.prefix}" if language.prefix else ""
            pattern = _pattern(base, language.code, config)
            yield f"{prefix}{pattern}" if pattern else prefix + (normalize(base) if config.to_lower else base)


def _pattern(base: str, code: str, config: HugoConfig) -> str:
    """What the addresses of pages with a pattern for their section begin with; empty for pages without one."""
    sample = normalize(base.replace("*", "x"))
    rule = next((rule for rule in config.permalinks if rule.target.matches("page", sample, code)), None)
    return "/" + rule.pattern.partition(":")[0].strip("/") + "/**" if rule is not None else ""
