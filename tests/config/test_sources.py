"""Settings say what they were read from: nothing else may decide them, or a kept report would outlive a change."""

from __future__ import annotations

import builtins
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from content_lint.cache.keys import findings_key
from content_lint.config.detect.detection import HOMES, INSIDE
from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from tests.cli.command import environment
from tests.files import write_files

SCHEMA = 'from content_lint.schema import Schema\nclass News(Schema, collection="news"):\n    title: str\n'
CMS = "site_url: https://www.example.org\ncollections: [{name: news, folder: _news, fields: []}]\n"
SITES = {
    "nothing": {"a.md": "x"},
    "jekyll": {"_config.yml": "collections: [news]\n", "CNAME": "www.example.org", "admin/config.yml": CMS},
    "jekyll with all": {
        "_config.yaml": "collections: [news]\n",
        "Gemfile.lock": "GEM\n",
        "schemas/news.py": SCHEMA,
        "schemas/more/x.py": "",
        "content-lint.toml": 'url = "https://www.example.org"\n',
        "netlify.toml": "",
        "static/_redirects": "/a /b\n",
    },
    "settings elsewhere": {
        "_config.yml": "collections: [news]\n",
        "lint/content-lint.toml": 'schemas = "types"\n',
        "lint/types/news.py": SCHEMA,
    },
    "hugo": {"hugo.toml": "", "content/news/a.md": "x", "config/_default/params.toml": "a = 1\n", "vercel.json": "{}"},
    "old hugo": {"config.toml": "", "content/news/a.md": "x", "content-lint.toml": 'generator = "hugo"\n'},
    "jekyll with tasks": {
        "_config.yml": "exclude: [app/css]\n",
        "Gruntfile.js": "shell: {jekyll: 'jekyll build app/'}, copy: ['app/css/*.css']\n",
        "app/_layouts/a.html": "x",
        "other/b.md": "x",
    },
    "rules that a script puts there": {
        "mkdocs.yml": "site_name: X\n",
        "docs/index.md": "x",
        "netlify.toml": '[build]\ncommand = "./hack/build.sh"\n',
        "hack/build.sh": "cat golang/_redirects >> site/_redirects\ncat gone/_redirects >> site/_redirects\n",
        "golang/_redirects": "/a /b\n",
    },
    "astro": {"astro.config.mjs": "export default {}\n", "src/content.config.ts": "", "src/pages/a.md": "x"},
    "docusaurus": {"docusaurus.config.js": "export default {}\n", "docs/a.md": "x", "versions.json": "[]"},
    "eleventy": {
        "eleventy.config.js": "import x from './lib/x.js'\nexport default (c) => c.addFilter('x', x)\n",
        "lib/x.js": "export default (a) => a\n",
        "a.md": "x",
        "_data/site.json": "{}",
    },
    "vitepress": {
        ".vitepress/config.mts": "import { slug } from './slug'\n"
        "export default { markdown: { anchor: { slugify: slug } } }\n",
        ".vitepress/slug.ts": "export const slug = (s) => s.trim()\n",
        "index.md": "x",
    },
    "vitepress below": {"package.json": "{}", "packages/docs/.vitepress/config.js": "export default {}\n"},
    "zola": {
        "config.toml": 'base_url = "https://x.example"\n',
        "content/_index.md": "+++\n+++\n",
        "templates/x.html": "",
    },
    "cms": {"static/admin/config.yml": CMS, "pyproject.toml": "[tool.content-lint]\n", "wrangler.toml": ""},
}
# Sections of Hugo are the folders below its content: the survey of files looks into them too. Which generator a site
# has that is not modelled is part of the settings themselves, and so counts without its files.
# Whose a `config.toml` is depends on these too: every run asks for that, and a kept report counts for one answer.
ASKED_BY_EVERY_RUN = ("layouts", "themes", "archetypes", "Rules", "nanoc.yaml")
# Folders of documents, as Docusaurus has them, are listed by it as well.
LISTED_BY_SURVEYS = ("content", "blog", "src/pages", *filter(None, (*HOMES, *INSIDE)))


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Every path that is opened, listed or asked about meanwhile."""
    seen: set[str] = set()

    def watch(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any = ".", *rest: Any, **named: Any) -> Any:
            if isinstance(path, (str, os.PathLike)):
                seen.add(os.fspath(path))
            return real(path, *rest, **named)

        return call

    with monkeypatch.context() as patched:
        for module, names in ((os, ("stat", "lstat", "open", "scandir", "listdir")), (io, ("open", "open_code"))):
            for name in names:
                patched.setattr(module, name, watch(getattr(module, name)))
        patched.setattr(builtins, "open", watch(builtins.open))
        yield seen


@pytest.mark.parametrize("name", SITES)
def test_everything_that_is_looked_at_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    root = write_files(tmp_path / "site", {".git/HEAD": "", **SITES[name]})
    config = root / "lint/content-lint.toml" if (root / "lint").is_dir() else None
    load_settings(root, catalog=catalog(), config_file=config)  # whatever is imported late, is now
    with watched(monkeypatch) as seen:
        settings = load_settings(root, catalog=catalog(), config_file=config)
    told = {str(path) for path in settings.sources}
    inside = {path for path in seen if path.startswith(f"{root}{os.sep}")} - {str(root / ".git")}
    assert len(inside) > 10, "control: paths are seen at all"
    folders = {str(parent) for path in told for parent in Path(path).parents}
    unknown = {
        path
        for path in inside
        if path not in told
        and path not in folders
        and not any(str(parent) in told for parent in Path(path).parents)
        and not path.startswith(tuple(str(root / folder) for folder in (*LISTED_BY_SURVEYS, *ASKED_BY_EVERY_RUN)))
    }
    assert unknown == set()


def test_what_a_schema_reads_of_the_site_is_told_and_counts(tmp_path: Path) -> None:
    files = {
        "_config.yml": "collections: [news]\n",
        "_data/kinds.txt": "a b",
        "schemas/news.py": (
            "from pathlib import Path\nfrom content_lint.schema import OneOf, Schema\n"
            'KINDS = Path(__file__).parent.parent.joinpath("_data/kinds.txt").read_text()\n'
            'class News(Schema, collection="news"):\n    kind: OneOf[KINDS]\n'
        ),
    }
    write_files(tmp_path, files)
    before = load_settings(tmp_path, catalog=catalog())
    assert tmp_path / "_data/kinds.txt" in before.sources
    then = findings_key(before, (), date(2024, 6, 1))
    assert findings_key(load_settings(tmp_path, catalog=catalog()), (), date(2024, 6, 1)) == then
    (tmp_path / "_data/kinds.txt").write_text("a c")
    assert findings_key(load_settings(tmp_path, catalog=catalog()), (), date(2024, 6, 1)) != then


def test_what_never_ends_keeps_nobody_waiting(tmp_path: Path) -> None:
    """A pull request can put a link to a device, and a careless hand a pipe, in the place of any of these files."""
    code = """
import os, sys
from pathlib import Path
from content_lint.config.detect.detection import detection_of
from content_lint.config.load import load_settings
from content_lint.config.root import sources_of_settings
from content_lint.cache.file_stats import digest_source, is_at_rest
from content_lint.rules.registry import catalog
from content_lint.schema.errors import SetupError
root, count = Path(sys.argv[1]), 0
for generator in ("jekyll", "hugo", "plain"):
    own = [root / name for name in detection_of(generator).detect(root, "", "").sources]
    for source in {*sources_of_settings(root), *own}:
        for make in (os.mkfifo, lambda path: os.symlink("/dev/zero", path)):
            count += 1
            site = root / str(count)
            place = site / source.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            (site / ".git").mkdir(exist_ok=True)
            make(place)
            (site / "settings.toml").write_text(f'generator = "{generator}"\\n')
            try:
                load_settings(site, catalog=catalog(), config_file=site / "settings.toml")
            except SetupError:
                pass
            assert (digest_source(place), is_at_rest(place, 0)) == ("", False)
print(count)
"""
    (tmp_path / ".git").mkdir()
    limited = ["sh", "-c", 'ulimit -v 4000000; exec "$@"', "sh", sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(limited, env=environment(), capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 150
