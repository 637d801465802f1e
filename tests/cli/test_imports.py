"""What a run imports: a hook has a quarter of a second, and modules that nothing needs would take it."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest

from tests.cli.command import environment

DEAR = {
    "yaml",
    "frontmatter",
    "mistune",
    "pydantic",
    "pydantic_core",
    "tomllib",
    "difflib",
    "fractions",
    "html.entities",
}
EXTRAS = {"linkcheck", "email_validator", "dns", "idna", "certifi", "urllib3", "requests", "jsonschema"}
READERS = {
    f"content_lint.parse.{name}"
    for name in (
        "markdown.body",
        "markdown.collector",
        "markdown.kramdown.blocks",
        "markdown.commonmark.blocks",
        "front_matter.read",
        "front_matter.yaml.reader",
        "front_matter.toml.read",
    )
}
OF_ONE_GENERATOR = {
    "content_lint.parse.scalars.times.hugo",
    "content_lint.site.generators.jekyll",
    "content_lint.site.generators.hugo",
}
RARE = {
    "content_lint.schema.loader",
    "content_lint.schema.problems",
    "content_lint.links.external.address.keys",
}
ALL_RULES = (
    "import content_lint.cli.commands.check, content_lint.engine.run\n"
    "from content_lint.rules.registry import all_rules\n"
    "assert len(all_rules()) > 50\n"
)
PARSE = (
    "from content_lint.site.generators.{generator}.traits import DIALECT\n"
    "from content_lint.parse.document import parse_document\n"
    "from content_lint.text.source import SourceText\n"
    "parse_document(SourceText('a.md', {text!r}, ''), DIALECT)\n"
)


def imported(code, among):
    """Which of some modules a new process has when it has run a piece of code."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint('\\n'.join(sys.modules))"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(done.stdout.splitlines())
    assert "content_lint" in modules
    return modules & among


def parse(text, generator):
    return PARSE.format(text=text, generator=generator)


@pytest.mark.parametrize(
    "module",
    [
        "parse.facts",
        "parse.document",
        "text.source",
        "report.diagnostic",
        "report.report",
        "config.settings",
        "config.load",
        "site.model",
        "site.index",
        "engine.load",
    ],
)
def test_the_words_of_a_run_cost_nothing_dear(module):
    assert imported(f"import content_lint.{module}", DEAR | EXTRAS | READERS | OF_ONE_GENERATOR | RARE) == set()


def test_all_rules_cost_nothing_dear_until_something_is_read():
    assert imported(ALL_RULES, DEAR | EXTRAS | READERS | OF_ONE_GENERATOR | RARE) == set()


def test_each_body_brings_its_own_reader():
    kramdown, commonmark = (
        "content_lint.parse.markdown.kramdown.blocks",
        "content_lint.parse.markdown.commonmark.blocks",
    )
    readers = {kramdown, commonmark, "mistune"}
    assert imported(parse("A [page](/a/) & more\n", "jekyll"), readers) == {kramdown}
    assert imported(parse("A [page](/a/) & more\n", "hugo"), readers) == {commonmark, "mistune"}
    assert imported(parse("A [page](/a/?b&amp;c)\n", "jekyll"), readers) == {kramdown}


def test_each_front_matter_brings_its_own_reader():
    readers = {"yaml", "frontmatter", "tomllib"}
    assert imported(parse("Text\n", "hugo"), readers) == set()
    assert imported(parse("+++\na = 1\n+++\n", "hugo"), readers) == {"tomllib"}
    assert imported(parse("---\na: 1\n---\n", "hugo"), readers) == {"yaml", "frontmatter"}


def test_a_configuration_of_yaml_brings_no_reader_of_front_matter(site):
    code = (
        "from pathlib import Path; from content_lint.config.load import load_settings\n"
        f"assert load_settings(Path({str(site)!r}), catalog={{}}).url == 'https://www.example.org'\n"
    )
    assert imported(code, DEAR | EXTRAS | READERS | RARE) == {"yaml", "content_lint.parse.front_matter.yaml.reader"}


def test_a_site_of_jekyll_without_schemas_pays_for_no_other(site):
    (site / "_posts" / "2020-01-03-other.md").write_text(
        "---\ntitle: Other\ndate: 2020-01-03T09:00:00.000Z\n---\nText\n"
    )
    code = (
        "import os; from content_lint.cli.main import main; from content_lint.cli.console import Console\n"
        f"os.chdir({str(site)!r}); main(['check', '-q', '--output-file', os.devnull], Console.of_process())\n"
    )
    jekyll = {"content_lint.site.generators.jekyll"}
    dear = EXTRAS | OF_ONE_GENERATOR | RARE | {"pydantic", "tomllib", "fractions", "mistune", "yaml"}
    assert imported(code, dear) == {*jekyll, "yaml"}


def test_what_was_printed_before_is_printed_again_without_the_program(site):
    """Whoever runs it again and again, as scripts do, waits for little more than Python itself."""
    (site / "_posts" / "2020-01-03-other.md").write_text("---\ntitle: Other\ndate: 2020-01-03\n---\n[x](/nowhere/)\n")
    code = (
        "import os, sys; from content_lint.cli.main import entry\n"
        "os._exit = lambda status: print(status, '\\n'.join(sys.modules), sep='\\n') or sys.exit()\n"
        "sys.argv[1:] = ['check', '--output-format', 'concise', '--today', '2024-06-01']; entry()\n"
    )
    time.sleep(2.2)  # what was changed just now may change once more without that being seen
    environ = environment({"CONTENT_LINT_CACHE": str(site.parent / "cache")})
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=site, env=environ, capture_output=True, text=True, check=True)
        for _ in range(4)
    ]
    texts = [run.stdout.split("\n1\n", 1) for run in runs]
    assert "/nowhere/" in texts[0][0]
    assert {text for text, _ in texts} == {texts[0][0]}
    assert len({re.sub(r" in [\d.]+ s:", "", run.stderr) for run in runs}) == 1
    ours = [{name for name in modules.split() if name.startswith("content_lint")} for _, modules in texts]
    assert ours[3] == {
        "content_lint",
        "content_lint.cache",
        "content_lint.cache.fingerprint",
        "content_lint.cache.shown",
        "content_lint.cli",
        "content_lint.cli.cache_place",
        "content_lint.cli.main",
        "content_lint.cli.shown_again",
        "content_lint.text",
        "content_lint.text.digests",
    }
    others = set(texts[3][1].split())
    assert not {"re", "typing", "json", "pathlib", "argparse", "contextlib", "msgspec"} & others
