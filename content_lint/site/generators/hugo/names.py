"""The names of Hugo's configuration, and whether a file of a common name is Hugo's."""

from __future__ import annotations

import re
from pathlib import Path

from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

HUGO_NAMES = ("hugo", "config")
HUGO_TYPES = ("toml", "yaml", "yml", "json")
_LIMIT = 500_000

_FOLDERS = ("content", "layouts", "themes", "archetypes")
_ONLY_HUGOS = (
    *("archetypedir", "assetdir", "baseurl", "blackfriday", "buildarchived", "builddrafts", "buildexpired"),
    *("buildfuture", "canonifyurls", "contentdir", "defaultcontentlanguage", "defaultcontentlanguageinsubdir"),
    *("disablealiases", "disablehugogeneratorinject", "disablekinds", "disablelanguages", "disablepathtolower"),
    *("disablerss", "disablesitemap", "enableemoji", "enablegitinfo", "enableinlineshortcodes", "enablerobotstxt"),
    *("footnoteanchorprefix", "footnotereturnlinkcontents", "googleanalytics", "hascjklanguage", "i18ndir"),
    *("ignorefiles", "languagecode", "layoutdir", "mediatypes", "metadataformat", "newcontenteditor", "outputformats"),
    *("paginatepath", "pluralizelisttitles", "pygmentscodefences", "pygmentsstyle", "pygmentsuseclasses"),
    *("reflinkserrorlevel", "relativeurls", "removepathaccents", "sectionpagesmenu", "staticdir", "summarylength"),
    *("themesdir", "titlecasestyle", "uglyurls", "disqusshortname", "enablemissingtranslationplaceholders"),
)
_USUAL = (
    *("author", "cascade", "copyright", "frontmatter", "imaging", "languages", "markup", "menu", "menus", "minify"),
    *("module", "outputs", "paginate", "pagination", "params", "permalinks", "privacy", "publishdir", "related"),
    *("security", "services", "sitemap", "social", "taxonomies", "theme", "timeout", "title"),
)

# A key of the whole file, or a table of that name.
_KEY = r"[\"']?([A-Za-z]+)[\"']?[ \t]*[]:=.]"
_KEY_IN_YAML = regex(f"^{_KEY}", re.MULTILINE)
_KEY_ELSEWHERE = regex(rf"^[ \t{{\[]*{_KEY}", re.MULTILINE)

# Zola's `config.toml` has `base_url`, and lies beside content/ and themes/ too.
_ZOLAS = regex(r"^[ \t]*[\"']?base_url[\"']?[ \t]*[:=]", re.MULTILINE)
_OTHERS_FILES = ("Rules", "nanoc.yaml")


def find_main_file(root: Path) -> str:
    """The file that Hugo starts from where it is not told, or empty: ``hugo.*``, else ``config.*`` of whatever kind."""
    names = (f"hugo.{suffix}" for suffix in HUGO_TYPES)
    return next((name for name in names if (root / name).is_file()), None) or _find_old(root) or ""


def _find_old(root: Path) -> str | None:
    return next((f"config.{suffix}" for suffix in HUGO_TYPES if (root / f"config.{suffix}").is_file()), None)


def is_its_own(root: Path, name: str) -> bool:
    """Whether a ``config.*`` is Hugo's, by what is in it and beside it: other programs use the name too."""
    text = text_if_any(root / name, _LIMIT, within=root)
    if (name.endswith("toml") and _ZOLAS.search(text)) or any((root / other).is_file() for other in _OTHERS_FILES):
        return False
    is_yaml = name.endswith((".yaml", ".yml"))
    keys = {match[1].lower() for match in (_KEY_IN_YAML if is_yaml else _KEY_ELSEWHERE).finditer(text)}
    own, shared = keys.intersection(_ONLY_HUGOS), keys.intersection(_USUAL)
    folders = sum((root / folder).is_dir() for folder in _FOLDERS)
    if not folders:
        return len(own) > 1
    return bool(own) or len(shared) > 1 or folders > 1
