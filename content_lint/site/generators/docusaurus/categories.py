"""The pages that Docusaurus makes of the categories of its sidebars (``generated-index``).

Their addresses are those of ``normalizeCategoryLink`` in @docusaurus/plugin-content-docs 3: the ``slug`` of the link,
else the label as github-slugger has it, below ``/category``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from content_lint.site.generators.docusaurus.config import DocusaurusConfig, Folder
from content_lint.site.generators.docusaurus.routes import without_number
from content_lint.site.github_slugs import GithubSlugger
from content_lint.site.model import Maker
from content_lint.site.sources.tree import Tree
from content_lint.site.templates import read_texts
from content_lint.text.lenient import json_table, mapping
from content_lint.text.regex import regex
from content_lint.text.source import Span

_FILE = regex(r"(?:.*/)?_category_\.(?:json|ya?ml)\Z")
_SIDEBARS = regex(r"(?:versioned_sidebars/[^/]+|[\w.-]*sidebars?[\w.-]*)\.(?:[cm]?[jt]s|json)\Z", re.IGNORECASE)
_GENERATED = "generated-index"
_ELSEWHERE = regex(r"\brequire\(|^import\s(?!type\b)", re.MULTILINE)


def category_makers(tree: Tree, config: DocusaurusConfig) -> Iterator[Maker]:
    """Who makes pages of categories: the files that ask for them, and the sidebars where they may ask for more."""
    docs = [folder for folder in config.folders if folder.kind == "docs" and folder.path == folder.base]
    paths = sorted(tree.paths(None))
    texts = read_texts(tree, (path for path in paths if _FILE.match(path)))
    addresses = tuple(address for folder in docs for address in _addresses(folder, texts, config))
    if addresses:
        yield Maker("a category of the sidebar", addresses, sure=True)
    sidebar = _open_sidebar(tree, paths, config.home)
    if sidebar:
        prefixes = (config.prefix(code) + folder.route for folder in docs for code in config.languages)
        yield Maker(f"`{sidebar}`, a sidebar", tuple(dict.fromkeys(f"{prefix}/category/**" for prefix in prefixes)))


def _open_sidebar(tree: Tree, paths: Iterable[str], home: str) -> str:
    """The first program of a sidebar that may ask for pages of categories; empty where none does."""
    start = f"{home}/" if home else ""
    named = (path for path in paths if path.startswith(start) and _SIDEBARS.match(path[len(start) :]))
    texts = read_texts(tree, named)
    return next((path for path, text in texts.items() if _GENERATED in text or _ELSEWHERE.search(text)), "")


def _addresses(folder: Folder, texts: Mapping[str, str], config: DocusaurusConfig) -> Iterator[str]:
    slugger = GithubSlugger()
    for path, text in texts.items():
        if not path.startswith(f"{folder.path}/"):
            continue
        data = json_table(text) if path.endswith(".json") else _yaml(text)
        link = mapping(data.get("link"))
        if link.get("type") != _GENERATED:
            continue
        name = path.split("/")[-2]
        label = data.get("label") or (without_number(name) if folder.numbered else name)
        slug = link.get("slug") or f"/category/{slugger.slug(str(label))}"
        for code in config.languages:
            yield config.address(f"{config.prefix(code)}{folder.route}/{str(slug).lstrip('/')}")


def _yaml(text: str) -> Mapping[str, object]:
    from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for  # few categories are written so

    return mapping(read_yaml(text, Span(0, len(text)), rules_for("js")).data)
