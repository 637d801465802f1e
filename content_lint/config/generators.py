"""The registry: which generators there are. This is the one place that knows, and says where each one's code is.

A package below ``site/generators/`` has a module ``detect`` with ``DETECTIONS`` (``config/detect/protocol.py`` says
what one is) and a module ``face`` with a ``FACE`` (``site/generators/protocol.py``), which a generator that is not
modelled does without. Both are looked up by name, so that each one's code is imported for its own sites only.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from msgspec import Struct

_HERE = "content_lint.site.generators"
_OTHERS = f"{_HERE}.others"


class GeneratorEntry(Struct, frozen=True):
    """One generator.

    Attributes:
        package: where its code is.
        roots: files, and folders with a slash at their end, any of which makes a folder the root of a site of this
            generator; what counts first comes first. Empty for a generator that is searched for, in some folders,
            where nothing of that kind is found.
        shared: the same for files that other programs call so too. One counts where ``is_its_own`` in the package's
            module ``names`` says that it is this generator's.
        evidence: files and folders, besides the names in a folder, that prove a site of this generator where none of
            those is there. It is then searched for after all others.
        only_at_root: whether the evidence proves nothing but a site at the root of what is checked, not in a folder.
    """

    package: str
    roots: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    only_at_root: bool = False


GENERATORS: dict[str, GeneratorEntry] = {
    "jekyll": GeneratorEntry(
        f"{_HERE}.jekyll",
        ("_config.yml", "_config.yaml"),
        evidence=(
            ".github/workflows",
            ".travis.yml",
            "Gemfile",
            "_layouts",
            "_posts",
            "_plugins",
            "assets/css/style.scss",
        ),
    ),
    "hugo": GeneratorEntry(
        f"{_HERE}.hugo",
        ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/"),
        ("config.toml", "config.yaml", "config.yml", "config.json"),
        evidence=(
            *("netlify.toml", "vercel.json", "package.json", "Makefile", "makefile"),
            *(".github/workflows", ".gitlab-ci.yml"),
        ),
        only_at_root=True,
    ),
    "astro": GeneratorEntry(f"{_HERE}.astro"),
    "eleventy": GeneratorEntry(f"{_HERE}.eleventy"),
    "docusaurus": GeneratorEntry(f"{_HERE}.docusaurus"),
    "vitepress": GeneratorEntry(f"{_HERE}.vitepress"),
    "vuepress": GeneratorEntry(f"{_HERE}.vuepress"),
    "mkdocs": GeneratorEntry(f"{_HERE}.mkdocs"),
    "zola": GeneratorEntry(f"{_HERE}.zola"),
    "mdbook": GeneratorEntry(f"{_HERE}.mdbook"),
    "hexo": GeneratorEntry(_OTHERS),
    "quarto": GeneratorEntry(_OTHERS),
    "bookdown": GeneratorEntry(_OTHERS),
    "carpentries": GeneratorEntry(_OTHERS),
    "jupyter-book": GeneratorEntry(_OTHERS),
    "quartz": GeneratorEntry(_OTHERS),
    "pelican": GeneratorEntry(_OTHERS),
    "middleman": GeneratorEntry(_OTHERS),
    "bridgetown": GeneratorEntry(_OTHERS),
    "nikola": GeneratorEntry(_OTHERS),
    "sphinx": GeneratorEntry(_OTHERS),
    "franklin": GeneratorEntry(_OTHERS),
    "mintlify": GeneratorEntry(_OTHERS),
    "retype": GeneratorEntry(_OTHERS),
    "docsify": GeneratorEntry(_OTHERS),
    "gitbook": GeneratorEntry(_OTHERS),
    "gatsby": GeneratorEntry(_OTHERS),
    "nuxt": GeneratorEntry(_OTHERS),
    "next.js": GeneratorEntry(_OTHERS),
    "sveltekit": GeneratorEntry(_OTHERS),
    "plain": GeneratorEntry(f"{_HERE}.plain"),
}
"""By the word for it in our settings. Of two that are searched for and found in one folder, the first counts."""

PLAIN = "plain"
"""Serves sites whose generator is not known, and those of generators that are not modelled."""


def roots_in(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """The generators of which a folder is a root, each with those of its files and folders that are there."""
    found = {}
    for name, entry in GENERATORS.items():
        roots = tuple(root for root in entry.roots if _is_there(folder, root))
        roots = roots or tuple(file for file in entry.shared if _is_its_own(entry, folder, file))
        if roots:
            found[name] = roots
    return found


def _is_there(folder: Path, root: str) -> bool:
    return (folder / root).is_dir() if root.endswith("/") else (folder / root).is_file()


def _is_its_own(entry: GeneratorEntry, folder: Path, file: str) -> bool:
    if not (folder / file).is_file():
        return False
    own: bool = import_module(f"{entry.package}.names").is_its_own(folder, file)
    return own
