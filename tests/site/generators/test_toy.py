"""A new generator is one package and one line of the registry, and all of the program knows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.detect.detection import detect, detection_of
from content_lint.config.generators import GENERATORS, GeneratorEntry
from content_lint.config.load import load_settings
from content_lint.config.root import find_root
from content_lint.engine.load import load_site
from content_lint.engine.run import RunRequest, check_loaded
from content_lint.rules.registry import catalog
from content_lint.site.sources.tree import DiskTree
from tests.files import write_files
from tests.links.sites import NOW, site_of_folder, targets

SITE = {
    "woodcut.json": '{"source": "prose", "site": "https://www.example.org"}',
    "plates/tree.png": "x",
    "prose/a.md": (
        "---\ntitle: A\nPrinted: soon\nat: /:year/a.htm\nwas: /old.htm\n---\n# One\n\n"
        "[b](/b.htm#s1) [old](/old.htm) [none](/c.htm) [off](/b.htm#s2) ![tree](/tree.png) ![bush](/bush.png)\n"
    ),
    "prose/b.md": "---\ntitle: B {{ site.title }}\n---\n## A heading\n",
    "prose/open.md": "---\ntitle: Open\n",
    "prose/bare.md": "Bare.\n",
}


@pytest.fixture(autouse=True, params=["woodcut.json", ""], ids=["marks a root", "is searched for"])
def _registered(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    roots = (request.param,) if request.param else ()
    monkeypatch.setitem(GENERATORS, "woodcut", GeneratorEntry("tests.site.generators.toy", roots))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path, {".git/HEAD": "", **SITE})


def test_it_is_found_and_read(root: Path) -> None:
    settings = load_settings(root, catalog=catalog())
    assert (settings.generator.called, settings.url) == ("Woodcut", "https://www.example.org")
    assert settings.dialect.templates == "none"
    assert root / "press.txt" in settings.sources
    assert find_root(root / "prose/b.md") == root
    assert detect(root, "woodcut").generator.files == settings.generator_config
    assert detect(root, "plain").generator.generator.name == "plain"


def test_pages_anchors_and_links_are_its_own(root: Path) -> None:
    site = site_of_folder(root)
    urls = {page.path: page.url for page in site.built.pages}
    assert urls["prose/b.md"] == "/b.htm"
    assert urls["prose/a.md"] == "/:year/a.htm"
    links = targets(site, "prose/a.md")
    found = {name: target.outcome.value for name, target in links.items()}
    assert found == dict.fromkeys(["b", "off", "tree"], "live") | {
        "old": "redirect",
        "none": "missing",
        "bush": "missing",
    }
    assert site.anchors("prose/a.md").ids == ("s1",)


def test_rules_say_what_it_does(root: Path) -> None:
    settings = load_settings(root, catalog=catalog())
    report = check_loaded(settings, RunRequest(now=NOW), load_site(settings, DiskTree(root)))
    assert {item.rule: item.message for item in report.diagnostics} == {
        "broken-anchor": "`/b.htm` has no heading or id `#s2`",
        "broken-link": "link target `/c.htm` does not exist",
        "link-to-redirect": "link target `/old.htm` redirects to `/:year/a.htm`",
        "malformed-permalink": "`at` holds `:year`, which Woodcut cannot fill in: `/:year/a.htm`",
        "missing-asset": "file `/bush.png` does not exist",
        "missing-front-matter": "this file has no front matter, so Woodcut calls it Untitled",
        "unclosed-front-matter": "front matter has no closing `---`, so Woodcut prints it",
        "unreadable-date": "`Printed` is not a date: `soon`",
    }
    helps = {item.rule: item.help for item in report.diagnostics}
    assert helps["missing-asset"] == "Upload it as `plates/bush.png`, or remove the link."
    assert helps["unreadable-date"].endswith("Woodcut does not build the site with this one.")


def test_every_generator_of_the_registry_can_be_detected(root: Path) -> None:
    for name in GENERATORS:
        detected = detection_of(name).detect(root, "", "")
        assert detected.generator.name == name
