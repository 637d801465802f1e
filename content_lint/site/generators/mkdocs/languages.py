"""What mkdocs-static-i18n is told: which languages there are, and which file is of which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class PluginLanguages(NamedTuple):
    """The languages of a site; none without the plugin.

    Attributes:
        codes: those that are built, the default one first.
        by_folder: whether a folder for each language holds its documents (``fr/a.md``); else their names do
            (``a.fr.md``).
        falls_back: whether a page that a language lacks is made of the default language's.
    """

    codes: tuple[str, ...] = ()
    by_folder: bool = False
    falls_back: bool = True

    @classmethod
    def read(cls, options: Mapping[str, object] | None) -> PluginLanguages:
        """Take it from the plugin's options; None where it is not used."""
        if options is None:
            return cls()
        written = options.get("languages")
        first: list[str] = []
        others: list[str] = []
        for item in written if isinstance(written, list) else []:
            if not isinstance(item, dict) or item.get("build") is False:
                continue
            code = str(item.get("locale", ""))
            if code and code not in {"null", "None"}:
                (first if item.get("default") is True else others).append(code)
        folder = options.get("docs_structure") == "folder"
        return cls((*first, *others), folder, options.get("fallback_to_default") is not False)

    def split(self, inner: str) -> tuple[str, str]:
        """The language of a file, and its path without it; both as if in the default language where it says none.

        Args:
            inner: its path from the folder of the documents.
        """
        if not self.codes:
            return "", inner
        default = self.codes[0]
        if self.by_folder:
            first, slash, rest = inner.partition("/")
            return (first, rest) if slash and first in self.codes else (default, inner)
        folder, slash, name = inner.rpartition("/")
        stem, dot, ending = name.rpartition(".")
        bare, second, code = stem.rpartition(".")
        if dot and second and code in self.codes:
            return code, f"{folder}{slash}{bare}.{ending}"
        return default, inner

    def prefix(self, code: str) -> str:
        """What comes before the addresses of a language, without slashes; empty for the default one."""
        return "" if not code or code == self.codes[0] else code
