"""Links on sites whose generator is not modelled: what is certain is judged, and the rest has its true cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.candidates import Candidates
from content_lint.links.causes import Cause
from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome
from content_lint.links.unmodelled import STATE_ADDRESSES, Unmodelled, _joined
from tests.links.sites import site_of_texts, targets

ZENSICAL = {"zensical.toml": "", "docs/fr/index.md": "x", "docs/en/only.md": "x"}
GENERATOR = Cause("have targets that a generator makes which is not known here", STATE_ADDRESSES)
PLAIN = 'generator = "plain"\n'
DOCS = '[collections.docs]\npaths = ["docs/**/*.md", "docs/**/*.mdx"]\npermalink = "/docs/:path/"\n'
WHOLE = '[collections.docs]\npaths = ["docs/**/*.md"]\npermalink = "/:path/"\n'


def outcomes(root: Path, files: dict[str, str], path: str) -> dict[str, tuple[str, Cause | None]]:
    """Outcome and cause of the links of one document, by destination."""
    site = site_of_texts(root, {".git/HEAD": "", "content-lint.toml": PLAIN, **files})
    return {
        item.link.destination: (item.target.outcome.value, item.target.cause)
        for item in site.once(resolve_links).all
        if item.document.path == path
    }


@pytest.mark.parametrize("destination", ["@/b.md", "@site/docs/x.md", "~/x.md", "$lib/x.md", "~@assets/x.png"])
def test_a_name_that_the_build_replaces_is_not_judged(tmp_path: Path, destination: str) -> None:
    found = outcomes(tmp_path, {"a.md": f"[a]({destination})\n"}, "a.md")
    assert found == {destination: ("unknown", Unmodelled.aliases)}


def test_a_page_of_another_language_may_be_shown(tmp_path: Path) -> None:
    text = "[a](only.md) [b](gone.md)\n"
    found = outcomes(tmp_path, {**ZENSICAL, "docs/fr/a.md": text}, "docs/fr/a.md")
    assert found == {"only.md": ("unknown", Unmodelled.other_language), "gone.md": ("missing", None)}


@pytest.mark.parametrize(
    ("config", "outcome", "reason"),
    [
        ({}, "unknown", Unmodelled.from_elsewhere),
    ],
)
def test_a_file_may_be_named_from_the_content_folder(
    tmp_path: Path, config: dict[str, str], outcome: str, reason: str
) -> None:
    files = {**config, "docs/guide/a.md": "[a](other/b.md)\n", "docs/other/b.md": "x"}
    assert outcomes(tmp_path, files, "docs/guide/a.md") == {"other/b.md": (outcome, reason)}


PAGES = {
    "docs/index.md": "x",
    "docs/guide/index.md": "x",
    "docs/guide/first.md": "---\nslug: given\n---\n",
    "docs/en/only.md": "x",
    "docs/fr/index.md": "x",
}


@pytest.mark.parametrize(
    ("more", "destination", "outcome", "reason"),
    [
        ({}, "/docs/", "live", None),
        ({}, "/docs/guide/", "live", None),
        ({}, "/docs/guide/first/", "live", None),
        ({}, "/docs/guide/frist/", "missing", None),
        ({}, "/docs/frist/", "missing", None),
        ({}, "/docs/en/", "unknown", Unmodelled.lists),
        ({}, "/docs/tags/x/", "unknown", Unmodelled.lists),
        ({}, "/docs/guide/tags/", "unknown", Unmodelled.lists),
        ({}, "/docs/fr/only/", "unknown", Unmodelled.other_language),
        ({}, "/docs/guide/given/", "unknown", Unmodelled.given),
        ({}, "/docs/other/thing/", "unknown", Unmodelled.elsewhere),
        ({"src/pages/extra.njk": "x"}, "/docs/guide/extra/", "unknown", Unmodelled.templates),
        ({"src/pages/extra/index.vue": "x"}, "/docs/guide/extra/", "unknown", Unmodelled.templates),
        ({"src/pages/docs/guide/[name].astro": "x"}, "/docs/guide/extra/", "unknown", Unmodelled.templates),
        ({"src/pages/docs/[...slug].astro": "x"}, "/docs/guide/extra/", "missing", None),
        ({"redirects.json": '{"/docs/guide/old": "/docs/"}'}, "/docs/guide/old/", "unknown", Unmodelled.told),
        ({"notes/loose.md": "x"}, "/docs/guide/loose/", "unknown", Unmodelled.unplaced),
        ({}, "/elsewhere/", "unknown", GENERATOR),
        ({"docs/X/aX.md": "x"}, "/docs/X/", "unknown", Unmodelled.lists),
        ({"docs/X/aX.md": "x"}, "/docs/X", "unknown", Unmodelled.lists),
        ({"docs/X/aX.md": "x"}, "/docs/X/aX.html", "live", None),
        ({"docs/X/aX.md": "x"}, "/docs/X/aX/index.html", "live", None),
        ({"docs/X/aX.md": "x"}, "/docs/X/bX/", "missing", None),
        ({"docs/X/aX.md": "x"}, "/docs/Y/aX/", "unknown", Unmodelled.elsewhere),
        ({"docs/X/a.md": "---\naliases: [/old/, /was/X/]\n---\n"}, "/docs/X/X", "unknown", Unmodelled.given),
        ({"docs/X/a.md": "---\nurl: /was/oldX.html\n---\n"}, "/docs/X/oldX/", "unknown", Unmodelled.given),
        ({"docs/X/a.md": "---\naliases: [1, {a: /b/}]\nslug: 2\n---\n"}, "/docs/X/b/", "missing", None),
        ({"docs/X/a.md": "x", "notes/looseX/README.md": "x"}, "/docs/X/looseX/", "unknown", Unmodelled.unplaced),
        ({"docs/X/a.md": "x", "notes/X/_Index.md": "x"}, "/docs/guide/X/", "unknown", Unmodelled.unplaced),
        ({"docs/X/a.md": "x"}, "/docs/X/b.md", "unknown", Unmodelled.from_elsewhere),
        ({"docs/X/a.md": "x"}, "/docs/X/page/2/", "unknown", GENERATOR),
        ({"docs/X/a.md": "x"}, "/docs/X/2/", "unknown", GENERATOR),
        ({"docs/X/a.md": "x"}, "/docs/X/b.png", "unknown", Unmodelled.asset),
        ({"docs/X/a.md": "x", "src/pages/X/+Page.vue": "x"}, "/docs/guide/X/", "unknown", Unmodelled.templates),
        ({"docs/X/a.md": "x", "src/Name.PHP": "x"}, "/docs/guide/NAME/", "unknown", Unmodelled.templates),
        ({"docs/X/a.md": "x", "src/name.txt": "x"}, "/docs/guide/name/", "missing", None),
        ({"src/app/docs/(group)/guide/[X]/page.tsx": "x"}, "/docs/guide/y/", "unknown", Unmodelled.templates),
        ({"src/app/other/[X]/page.tsx": "x"}, "/docs/guide/y/", "missing", None),
        ({"src/routes/docs/guide/$X.tsx": "x"}, "/docs/guide/y/", "unknown", Unmodelled.templates),
        ({"src/lib/docs/guide/[X].tsx": "x"}, "/docs/guide/y/", "missing", None),
    ],
)
def test_below_a_pattern_a_page_is_missing_unless_something_may_make_it(
    tmp_path: Path, more: dict[str, str], destination: str, outcome: str, reason: str
) -> None:
    files = {"content-lint.toml": PLAIN + DOCS, **PAGES, **more, "docs/a.md": f"[a]({destination})\n"}
    assert outcomes(tmp_path, files, "docs/a.md") == {destination: (outcome, reason)}


@pytest.mark.parametrize(("more", "outcome"), [({}, "missing"), ({"docs2/undated.md": "x"}, "unknown")])
def test_a_pattern_for_the_whole_site_is_knowledge_too(tmp_path: Path, more: dict[str, str], outcome: str) -> None:
    files = {"content-lint.toml": PLAIN + WHOLE, "docs/a.md": "[a](/gone/) [b](/b/)\n", "docs/b.md": "x", **more}
    found = outcomes(tmp_path, files, "docs/a.md")
    assert (found["/gone/"][0], found["/b/"][0]) == (outcome, "live")


def test_where_a_page_has_no_address_the_whole_site_is_not_known(tmp_path: Path) -> None:
    dated = '[collections.posts]\npaths = ["posts/*.md"]\npermalink = "/:year/:title/"\n'
    files = {"content-lint.toml": PLAIN + WHOLE + dated, "docs/a.md": "[a](/gone/)\n", "posts/undated.md": "x"}
    assert outcomes(tmp_path, files, "docs/a.md") == {"/gone/": ("unknown", GENERATOR)}


def test_the_cause_names_the_generator(tmp_path: Path) -> None:
    files = {".vuepress/config.js": "", "a.md": "[a](/b/) [b](#nope) [c](#here)\n\n## Here\n"}
    site = site_of_texts(tmp_path, {".git/HEAD": "", "content-lint.toml": "", **files})
    found = targets(site, "a.md")
    assert found["a"].cause == Cause("have targets that VuePress makes", STATE_ADDRESSES)
    assert find_place(site, found["b"]).state is PlaceState.UNKNOWN
    assert find_place(site, found["c"]).state is PlaceState.THERE
    cause = find_place(site, found["b"]).cause
    assert cause is not None
    assert cause.reason == "lead to places on pages to which VuePress, its layouts and its components give their ids"


@pytest.mark.parametrize(
    ("files", "state"),
    [
        ({}, PlaceState.MISSING),
        ({"zensical.toml": "docs_dir = '.'\n"}, PlaceState.UNKNOWN),
        ({"content-lint.toml": 'url = "https://www.example.org"\n'}, PlaceState.UNKNOWN),
        ({"content-lint.toml": WHOLE}, PlaceState.UNKNOWN),
        ({"docs/a.md": "## Here {#there}\n\n[b](#nope)\n"}, PlaceState.UNKNOWN),
        ({"docs/a.md": "## Größe\n\n[b](#nope)\n"}, PlaceState.UNKNOWN),
        ({"docs/a.md": "## Here\n\n{{ toc }}\n\n[b](#nope)\n"}, PlaceState.UNKNOWN),
        ({"docs/a.md": '<a id="nope"></a>\n\n[b](#nope)\n'}, PlaceState.THERE),
        ({"docs/a.md": "## Here\n\n[b](#here)\n"}, PlaceState.THERE),
        ({"docs/a.md": "## nope\n\n[b](#Nope)\n"}, PlaceState.THERE),
        ({"docs/a.md": "## nope\n\n[b](#Nopes)\n"}, PlaceState.MISSING),
    ],
)
def test_a_place_is_missing_only_where_files_are_read_where_they_lie(
    tmp_path: Path, files: dict[str, str], state: PlaceState
) -> None:
    texts = {".git/HEAD": "", "content-lint.toml": "", "docs/a.md": "## Here\n\n[b](#nope)\n", **files}
    site = site_of_texts(tmp_path, texts)
    assert find_place(site, targets(site, "docs/a.md")["b"]).state is state


def test_help_offers_no_sources(tmp_path: Path) -> None:
    files = {"content-lint.toml": PLAIN + DOCS, "docs/a.md": "[a](/docs/runtime/)\n", "src/docs/runtimes.webc": "x"}
    site = site_of_texts(tmp_path, {".git/HEAD": "", **files})
    assert targets(site, "docs/a.md")["a"].outcome is LinkOutcome.MISSING
    assert site.once(Candidates).nearest("/docs/runtime/") is None


def test_a_component_decides_what_a_relative_address_means(tmp_path: Path) -> None:
    text = '<RepoLink href="template/App.tsx">a</RepoLink> <a href="gone.md">b</a> <Card href="/docs/gone/">c</Card>\n'
    files = {"content-lint.toml": PLAIN + DOCS, "docs/a.mdx": text}
    found = {name: outcome for name, (outcome, _) in outcomes(tmp_path, files, "docs/a.mdx").items()}
    assert found == {"template/App.tsx": "unknown", "gone.md": "missing", "/docs/gone/": "missing"}


@pytest.mark.parametrize(
    ("folder", "path", "joined"),
    [
        ("a/b", "c.md", "a/b/c.md"),
        ("a/b", "../c.md", "a/c.md"),
        ("a/b", "./../../c.md", "c.md"),
        ("a", "../../c.md", "c.md"),
        ("", "c//d.md", "c/d.md"),
        (".", "c.md", "c.md"),
    ],
)
def test_a_path_starts_from_a_folder_and_never_leaves_the_site(folder: str, path: str, joined: str) -> None:
    assert _joined(folder, path) == joined
