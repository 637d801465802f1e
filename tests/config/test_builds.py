"""How a site is built, found where people write it down."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.config.builds.build import find_build
from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from content_lint.site.generators.hugo.command import read_build
from content_lint.site.generators.hugo.pins import find_hugo_pin
from tests.files import write_files

TOP = {".git/HEAD": ""}
SOURCE = ("-s", "--source")


@pytest.mark.parametrize(
    ("files", "folder", "arguments"),
    [
        ({"netlify.toml": '[build]\ncommand = "hugo -D -F"\n'}, "", ("-D", "-F")),
        ({"netlify.toml": '[build]\nbase = "site/"\ncommand = "hugo --gc"\n'}, "site", ("--gc",)),
        ({"netlify.toml": '[build]\ncommand = "cd site && hugo --gc"\n'}, "site", ("--gc",)),
        ({"netlify.toml": '[build]\ncommand = "hugo -s site"\n'}, "site", ("-s", "site")),
        (
            {"netlify.toml": '[build]\ncommand = "hugo -D"\n[context.production]\ncommand = "hugo -E"\n'},
            "",
            ("-E",),
        ),
        (
            {"netlify.toml": '[[redirects]]\nfrom = "/a"\n[redirects.query]\na = "b"\n[build]\ncommand = "hugo -D"\n'},
            "",
            ("-D",),
        ),
        (
            {
                "netlify.toml": '[build]\ncommand = "npm run build:production"\n',
                "package.json": '{"scripts": {"build": "hugo -DFE", "build:production": "npm run _hugo -- --minify",'
                ' "_hugo": "hugo --cleanDestinationDir"}}',
            },
            "",
            ("--cleanDestinationDir", "--minify"),
        ),
        (
            {
                "netlify.toml": '[build]\ncommand = "make site"\n',
                "Makefile": "all:\n\techo\nsite: x\n\t@hugo -F \\\n\t\t-D\n",
            },
            "",
            ("-F", "-D"),
        ),
        ({"package.json": '{"scripts": {"build:preview": "hugo -D", "build": "npx hugo -F"}}'}, "", ("-F",)),
        ({"package.json": '{"scripts": {"serve": "hugo server -D", "new": "hugo new x"}}'}, "", None),
        (
            {"script/build.sh": "#!/bin/sh\nset -e\nexec hugo -F\n", "Makefile": "build:\n\t./script/build.sh\n"},
            "",
            ("-F",),
        ),
        (
            {
                ".github/workflows/a.yml": "jobs: {test: {steps: [{run: hugo -D}]}}",
                ".github/workflows/b.yml": "jobs: {pages: {steps: [{run: hugo -F, working-directory: ./www},"
                " {uses: actions/deploy-pages@v4}]}}",
            },
            "www",
            ("-F",),
        ),
        ({".gitlab-ci.yml": "pages:\n  script:\n    - hugo -F\n"}, "", ("-F",)),
        # The host shows what a workflow publishes later.
        (
            {
                "netlify.toml": "[build]\ncommand = 'hugo -e staging'\n",
                ".github/workflows/a.yml": "jobs: {a: {steps: [{run: hugo -F}, {uses: actions/deploy-pages@v4}]}}",
                "package.json": '{"scripts": {"build": "hugo -D"}}',
            },
            "",
            ("-F",),
        ),
        (
            {
                "netlify.toml": "[build]\ncommand = 'hugo -e staging'\n",
                "package.json": '{"scripts": {"build": "hugo -D"}}',
            },
            "",
            ("-e", "staging"),
        ),
        ({"vercel.json": '{"buildCommand": "hugo -F"}'}, "", ("-F",)),
        ({"netlify.toml": '[build]\ncommand = "echo hugo -D"\n'}, "", None),
        ({"netlify.toml": "[build\n", "package.json": "[1]", ".gitlab-ci.yml": "- a"}, "", None),
    ],
)
def test_the_command_that_builds_the_site(
    tmp_path: Path, files: dict[str, str], folder: str, arguments: tuple[str, ...] | None
) -> None:
    write_files(tmp_path, {**TOP, **files})
    (tmp_path / folder).mkdir(exist_ok=True)
    build, _ = find_build(tmp_path / folder, "hugo", SOURCE)
    assert (None if build is None else build.arguments) == arguments


def test_a_command_for_another_folder_says_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, {**TOP, "netlify.toml": '[build]\nbase = "site"\ncommand = "hugo -D"\n', "docs/a.md": ""})
    assert find_build(tmp_path / "docs", "hugo", SOURCE)[0] is None


FLAGS = {"buildExpired": True, "contentDir": "a", "layoutDir": "b", "themesDir": "c", "publishDir": "d"}


@pytest.mark.parametrize(
    ("command", "settings"),
    [
        ("hugo -DE", {"buildDrafts": True, "buildExpired": True}),
        ("hugo --buildDrafts=false -F", {"buildDrafts": False, "buildFuture": True}),
        ("HUGO_BUILDDRAFTS=true hugo", {"buildDrafts": "true"}),
        ("hugo --contentDir=text -t a,b", {"contentDir": "text", "theme": ["a", "b"]}),
        ("hugo -b https://www.example.org/docs/", {"baseURL": "https://www.example.org/docs/"}),
        ("hugo -b $DEPLOY_PRIME_URL", {}),
        ("hugo --baseURL=/", {}),
        ("HUGO_BASEURL=https://e.example/ hugo", {"baseURL": "https://e.example/"}),
        ("hugo -b http://localhost:1313/", {}),
        ("hugo -E -c a -l b --themesDir c -d d --disableKinds=RSS,404", {**FLAGS, "disableKinds": ["RSS", "404"]}),
        ("HUGO_UGLYURLS=true HUGO_CONTENTDIR=x hugo -c y", {"uglyURLs": "true", "contentDir": "y"}),
    ],
)
def test_what_the_flags_of_hugo_set(tmp_path: Path, command: str, settings: dict[str, object]) -> None:
    write_files(tmp_path, {**TOP, "netlify.toml": f"[build]\ncommand = '{command}'\n"})
    assert read_build(tmp_path).settings == settings


@pytest.mark.parametrize(
    ("command", "environment", "folder"),
    [
        ("hugo", "production", "config"),
        ("hugo -e live", "live", "config"),
        ("hugo --environment=live --configDir conf", "live", "conf"),
        ("HUGO_ENVIRONMENT=one HUGO_ENV=two hugo", "one", "config"),
        ("HUGO_ENV=two hugo -e one", "one", "config"),
        ("HUGO_ENV=two hugo", "two", "config"),
        ("hugo -e a/b --configDir ../conf", "production", "config"),
        ("hugo --configDir /conf", "production", "config"),
        ("hugo --configDir ~/conf", "production", "config"),
    ],
)
def test_which_folder_of_configuration_counts(tmp_path: Path, command: str, environment: str, folder: str) -> None:
    write_files(tmp_path, {**TOP, "netlify.toml": f"[build]\ncommand = '{command}'\n"})
    build = read_build(tmp_path)
    assert (build.environment, build.config_folder, build.file) == (environment, folder, "netlify.toml")


@pytest.mark.parametrize(
    ("files", "version", "file"),
    [
        ({"netlify.toml": '[build.environment]\nHUGO_VERSION = "0.99.1"\n'}, "0.99.1", "netlify.toml"),
        ({".hugo-version": "v0.133.1\n"}, "0.133.1", ".hugo-version"),
        ({".tool-versions": "nodejs 20.1.0\nhugo extended_0.120.4\n"}, "0.120.4", ".tool-versions"),
        ({"mise.toml": '[tools]\nnode = "20"\nhugo = "0.140.2"\n'}, "0.140.2", "mise.toml"),
        ({"go.mod": "module a\nrequire github.com/gohugoio/hugo v0.111.3\n"}, "0.111.3", "go.mod"),
        ({"package.json": '{"devDependencies": {"hugo-extended": "^0.146.0"}}'}, "0.146.0", "package.json"),
        ({"package.json": '{"devDependencies": {"hugo-bin": "0.141.4"}}'}, None, ""),
        ({".env": "A=1\nHUGO_VERSION=0.110.0\n"}, "0.110.0", ".env"),
        (
            {".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n      - with:\n          hugo-version: '0.147.3'\n"},
            "0.147.3",
            ".github/workflows/a.yml",
        ),
        ({".github/workflows/a.yml": "hugo-version: latest\n"}, "", ".github/workflows/a.yml"),
        ({".github/workflows/a.yml": "env: {HUGO_VERSION: '0.128.0'}\n"}, "0.128.0", ".github/workflows/a.yml"),
        ({"package.json": '{"devDependencies": {"hugo-extended": ">=0.83.1"}}'}, "", "package.json"),
        ({"Dockerfile": "FROM klakegg/hugo:0.101.0-ext-alpine\n"}, "0.101.0", "Dockerfile"),
        ({"Dockerfile": "FROM hugomods/hugo:exts-0.122.0\n"}, "0.122.0", "Dockerfile"),
        ({"build/build-image/Dockerfile": "ENV HUGO_VER 0.152.2\n"}, "0.152.2", "build/build-image/Dockerfile"),
        ({"build/build-image/Dockerfile": "ENV HUGONOT_VER 0.152.2\nhugo"}, None, ""),
        (
            {
                "docker/site/Dockerfile": "RUN wget https://github.com/gohugoio/hugo/releases/download/v0.110.0/hugo.tar.gz\n"
            },
            "0.110.0",
            "docker/site/Dockerfile",
        ),
        ({"compose.yaml": "services:\n  a:\n    image: klakegg/hugo:0.111.3-ext\n"}, "0.111.3", "compose.yaml"),
        ({".gitlab-ci.yml": "pages:\n  image: registry.gitlab.com/pages/hugo:0.99.0\n"}, "0.99.0", ".gitlab-ci.yml"),
        ({".gitlab-ci.yml": "variables:\n  HUGO_VERSION: '0.99.0'\n"}, "0.99.0", ".gitlab-ci.yml"),
        ({}, None, ""),
    ],
)
def test_the_version_that_is_pinned(tmp_path: Path, files: dict[str, str], version: str | None, file: str) -> None:
    write_files(tmp_path, {**TOP, **files})
    pin = find_hugo_pin(tmp_path)
    assert (version, file) == ((None, "") if pin is None else (pin.text, pin.file))


def test_what_deploys_the_site_is_surer_than_a_machine_to_try_it_on(tmp_path: Path) -> None:
    deploy = "env: {HUGO_VERSION: '0.160.0'}\njobs: {a: {steps: [{run: hugo}, {uses: actions/deploy-pages@v4}]}}\n"
    files = {".github/workflows/a.yml": deploy, "Dockerfile": "FROM klakegg/hugo:0.111.3\n"}
    write_files(tmp_path, {**TOP, **files})
    pin = find_hugo_pin(tmp_path)
    assert pin is not None
    assert (pin.text, pin.oldest) == ("0.160.0", (0, 111, 3))


@pytest.mark.parametrize(
    ("files", "configs"),
    [
        (("hugo.local.yaml", "hugo.production.yaml"), ("hugo.yaml", "hugo.production.yaml")),
        (("hugo.live.yaml",), ("hugo.yaml", "hugo.live.yaml")),
        (("hugo.one.yaml",), ("hugo.yaml", "hugo.one.yaml")),
        (("hugo.one.yaml", "hugo.two.yaml"), ("hugo.yaml",)),
        (("hugo.prod.yaml", "hugo.production.yaml"), ("hugo.yaml",)),
        ((), ("hugo.yaml",)),
    ],
)
def test_of_a_configuration_that_only_the_build_names_the_one_for_readers_counts(
    tmp_path: Path, files: tuple[str, ...], configs: tuple[str, ...]
) -> None:
    run = "hugo --config hugo.yaml,hugo.${{ (needs.a.outputs.ring) }}.yaml"
    workflow = f'jobs: {{a: {{steps: [{{run: "{run}"}}, {{uses: actions/deploy-pages@v4}}]}}}}\n'
    write_files(tmp_path, {**TOP, ".github/workflows/a.yml": workflow, "hugo.yaml": "", **dict.fromkeys(files, "")})
    assert read_build(tmp_path).configs == configs


@pytest.mark.parametrize(
    ("command", "filled"),
    [
        ("cp -R content/v$X content/latest", ["content/latest"]),
        ("cp a.md b.md content", ["content/a.md", "content/b.md"]),
        ("cp -r ../docs/. content/docs/", ["content/docs/*"]),
        ("mv docs/$NAME.md content/", ["content/*.md"]),
        ("rsync -a api/ content/api", ["content/api"]),
        ("cd content && cp one.md two.md", ["content/two.md"]),
        ("cp a.md", []),
        ("cp a.md ../out.md", []),
        ("cp a.md /tmp/a.md", []),
        ("rsync -a host://x content/api", []),
        ("scp a.md content/b.md", []),
    ],
)
def test_what_a_command_copies_before_the_build_is_there(tmp_path: Path, command: str, filled: list[str]) -> None:
    back = "cd ..\n" if command.startswith("cd") else ""
    script = f"#!/usr/bin/env bash\n{command}\n{back}hugo --gc\ncp a.md content/late.md\n"
    files = {**TOP, "netlify.toml": '[build]\ncommand = "bash build.sh"\n', "build.sh": script, "content/x.md": ""}
    write_files(tmp_path, files)
    assert list(read_build(tmp_path).filled) == [("build.sh", path) for path in filled]


def test_copies_count_from_the_folder_of_the_site(tmp_path: Path) -> None:
    command = '[build]\ncommand = "cp -r docs site/content/docs && cp a.md b.md && hugo -s site"\n'
    write_files(tmp_path, {**TOP, "netlify.toml": command, "site/content/x.md": ""})
    assert read_build(tmp_path / "site").filled == (("netlify.toml", "content/docs"),)


RUN = ".github/workflows/a.yml"


def run(*lines: str) -> str:
    return "jobs:\n  a:\n    steps:\n      - run: |\n" + "".join(f"          {line}\n" for line in lines)


@pytest.mark.parametrize(
    "files",
    [
        {RUN: run(*["make a"] * 300), "Makefile": "a:\n" + "\tmake b\n" * 300 + "b:\n" + "\tmake c\n" * 300},
        {RUN: run(*["npm run a"] * 300), "package.json": '{"scripts": {"a": "' + "npm run a; " * 300 + '"}}'},
        {RUN: run(*[f"export a{number}=1" for number in range(8_000)], *["hugo x"] * 12_000)},
        {RUN: run(*["cd a; hugo x"] * 12_000)},
        {RUN: "env:\n" + "".join(f"  A{number}: b\n" for number in range(12_000)) + run(*["hugo x"] * 12_000)},
    ],
)
def test_scripts_that_are_made_to_cost_do_not(tmp_path: Path, files: dict[str, str]) -> None:
    write_files(tmp_path, {**TOP, **files})
    began = time.process_time()
    find_build(tmp_path, "hugo", SOURCE)
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("config", "made", "host"),
    [
        ("hugo.toml", {"netlify.toml": '[build]\nbase = "site"\ncommand = "hugo"\n'}, "netlify"),
        ("hugo.toml", {"vercel.json": '{"buildCommand": "cd site && hugo"}'}, "vercel"),
        ("hugo.toml", {"Makefile": "build:\n\tcd site && hugo\n"}, ""),
        # What the host builds is another folder.
        ("hugo.toml", {"netlify.toml": '[build]\nbase = "docs"\ncommand = "hugo"\n'}, ""),
        # It may build drafts alone: a workflow hands the site to another host.
        (
            "hugo.toml",
            {
                "netlify.toml": '[build]\nbase = "site"\ncommand = "hugo"\n',
                ".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n      - uses: actions/deploy-pages@v4\n",
            },
            "",
        ),
        # Two say that they serve it.
        (
            "hugo.toml",
            {"netlify.toml": '[build]\nbase = "site"\ncommand = "hugo"\n', "site/static/CNAME": "example.org"},
            "",
        ),
        ("_config.yml", {"netlify.toml": '[build]\nbase = "site"\ncommand = "jekyll build"\n'}, "netlify"),
    ],
)
def test_the_host_is_known_of_a_site_in_a_folder_that_it_builds(
    tmp_path: Path, config: str, made: dict[str, str], host: str
) -> None:
    write_files(tmp_path, {**TOP, f"site/{config}": "", **made})
    assert load_settings(tmp_path / "site", catalog=catalog()).host == host
