"""The files of a repository in which somebody wrote down how its site is built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import islice
from pathlib import Path

from msgspec import Struct, field

from content_lint.config.errors import ConfigError
from content_lint.config.yaml_files import read_config_text, read_placed_text
from content_lint.text.files import text_if_any
from content_lint.text.lenient import json_table, mapping
from content_lint.text.regex import regex

HOST_FILES = ("netlify.toml", "vercel.json")
SCRIPT_FILES = ("package.json", "Makefile", "makefile")
WORKFLOWS = ".github/workflows"
GITLAB = ".gitlab-ci.yml"
_MACHINES = (
    "Dockerfile",
    "Containerfile",
    "docker-compose.yml",
    "docker-compose.yaml",
    "compose.yml",
    "compose.yaml",
    ".devcontainer/Dockerfile",
    ".devcontainer/devcontainer.json",
    ".gitpod.Dockerfile",
    ".gitpod.yml",
    ".circleci/config.yml",
    "amplify.yml",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    "cloudbuild.yaml",
    "wrangler.toml",
)
_HOMES_OF_MACHINES = ("build", "docker", ".docker", "hack", "deploy")
_MACHINES_THERE = ("", "build-image/", "site/")
_HOSTS = {"netlify.toml": "netlify", "vercel.json": "vercel"}
_LIMIT = 300_000
_KEPT = 8  # tables of files: whoever looks for one thing in a build reads the same few
_MOST_WORKFLOWS = 100
_MOST_VARIABLES = 1_000
_DEPLOYS = regex(
    r"deploy-pages|gh-pages|upload-pages-artifact|netlify|surge|firebase|s3 sync|rsync|wrangler|cloudflare|azure/static"
)
# A workflow that deploys nothing is read only where one of these is in it.
_BUILDS = regex(r"hugo|jekyll", re.IGNORECASE)


_TO_GITHUB_PAGES = regex(
    r"\buses:\s*[\"']?(?:actions/deploy-pages|peaceiris/actions-gh-pages|jamesives/github-pages-deploy-action)@"
)

# Hundreds of redirects take long to read, and say nothing of a build.
_NETLIFYS_LISTS = regex(
    r"^[ \t]*\[\[?[ \t]*(?:redirects|headers|edge_functions)\b[^\n]*\n?(?:(?![ \t]*\[)[^\n]*(?:\n|\Z))*", re.MULTILINE
)


class Rank(IntEnum):
    """How sure it is that a recipe makes the site that readers see, the surest first."""

    HOST = 0
    DEPLOYS = 1
    RUNS = 2
    SCRIPT = 3


class Recipe(Struct, frozen=True):
    """A script that may build a site.

    Attributes:
        file: where it is written, from the top of the repository.
        text: the script.
        rank: how sure it is that it makes the site that readers see.
        name: its name in its file, or empty.
        folder: where it runs, from the top of the repository; empty for the top.
        environment: variables that are set for it.
    """

    file: str
    text: str
    rank: Rank
    name: str = ""
    folder: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)


def recipes(top: Path, folders: list[str]) -> Iterator[Recipe]:
    """Every recipe of a repository that may build a site, the surest first.

    Args:
        top: the top of the repository.
        folders: where to look, from there: the site's own folder and those above it.
    """
    for folder in folders:
        yield from netlify_recipe(top, folder)
        yield from _of_vercel(top, folder)
    yield from sorted(_of_workflows(top), key=lambda recipe: recipe.rank)
    yield from _of_gitlab(top)
    for folder in folders:
        yield from scripts(top, folder)


def scripts(top: Path, folder: str) -> Iterator[Recipe]:
    """The scripts of package.json and the targets of the Makefile in a folder."""
    file = _joined(folder, "package.json")
    for name, text in strings(read_json(top, file).get("scripts")).items():
        yield Recipe(file, text, Rank.SCRIPT, name, folder)
    for name in SCRIPT_FILES[1:]:
        file = _joined(folder, name)
        for target, text in _targets(read_text(top, file)):
            yield Recipe(file, text, Rank.SCRIPT, target, folder)


def netlify_recipe(top: Path, folder: str) -> Iterator[Recipe]:
    """What Netlify runs for readers, as its file in a folder says; nothing where it says nothing of it.

    Args:
        top: the top of the repository.
        folder: the folder of the file, from there.
    """
    file = _joined(folder, "netlify.toml")
    data = read_toml(top, file, _NETLIFYS_LISTS)
    build = mapping(data.get("build"))
    production = mapping(mapping(data.get("context")).get("production"))
    base = str(production.get("base") or build.get("base") or "").strip("./")
    command = production.get("command") or build.get("command")
    environment = _variables(build.get("environment")) | _variables(production.get("environment"))
    if isinstance(command, str) or environment:
        text = command if isinstance(command, str) else ""
        yield Recipe(file, text, Rank.HOST, "", base or folder, environment)


def _of_vercel(top: Path, folder: str) -> Iterator[Recipe]:
    file = _joined(folder, "vercel.json")
    data = read_json(top, file)
    environment = _variables(mapping(data.get("build")).get("env"))
    command = data.get("buildCommand")
    if isinstance(command, str) or environment:
        yield Recipe(file, command if isinstance(command, str) else "", Rank.HOST, "", folder, environment)


def _of_workflows(top: Path) -> Iterator[Recipe]:
    for file in workflow_files(top):
        text = read_text(top, file)
        rank = Rank.DEPLOYS if _DEPLOYS.search(text) else Rank.RUNS
        if rank is not Rank.DEPLOYS and not _BUILDS.search(text):
            continue
        data = read_yaml(top, file)
        above = _variables(data.get("env"))
        folder = _working_folder(data, "")
        for job in mapping(data.get("jobs")).values():
            yield from _of_job(mapping(job), file, rank, folder, above)


def _of_job(
    job: Mapping[str, object], file: str, rank: Rank, folder: str, environment: Mapping[str, str]
) -> Iterator[Recipe]:
    folder = _working_folder(job, folder)
    environment = {**environment, **_variables(job.get("env"))}
    steps = job.get("steps")
    for step in steps if isinstance(steps, list) else ():
        run = mapping(step).get("run")
        if isinstance(run, str):
            here = mapping(step).get("working-directory", folder)
            inside = here.strip().removeprefix("./").strip("/") if isinstance(here, str) else ""
            own = {**environment, **_variables(mapping(step).get("env"))}
            yield Recipe(file, run, rank, str(mapping(step).get("name") or ""), inside, own)


def host_of(top: Path, file: str) -> str:
    """The host that a build hands the site to, by the file that says how it is built; empty where that is not known.

    A host may build a site in a folder of the repository: then its file is above the site. It may do so for drafts
    alone, where a workflow hands the site to GitHub Pages.
    """
    named = _HOSTS.get(file.rpartition("/")[2], "")
    if named:
        return "" if any(hands_to_github_pages(top, other) for other in workflow_files(top)) else named
    return "github-pages" if hands_to_github_pages(top, file) else ""


def hands_to_github_pages(top: Path, file: str) -> bool:
    """Whether a file is a workflow that hands what it builds to GitHub Pages."""
    return file.startswith(f"{WORKFLOWS}/") and _TO_GITHUB_PAGES.search(read_text(top, file).lower()) is not None


def used_actions(top: Path, name: str) -> Iterator[Mapping[str, str]]:
    """What the steps of workflows that use an action, such as ``actions/checkout``, hand to it."""
    for file in workflow_files(top):
        if name not in read_text(top, file):
            continue
        for job in mapping(read_yaml(top, file).get("jobs")).values():
            steps = mapping(job).get("steps")
            for step in steps if isinstance(steps, list) else ():
                if str(mapping(step).get("uses") or "").partition("@")[0] == name:
                    yield strings(mapping(step).get("with"))


def _working_folder(data: Mapping[str, object], otherwise: str) -> str:
    folder = mapping(mapping(data.get("defaults")).get("run")).get("working-directory")
    return folder.strip().removeprefix("./").strip("/") if isinstance(folder, str) else otherwise


def _of_gitlab(top: Path) -> Iterator[Recipe]:
    if not (top / GITLAB).is_file():
        return
    data = read_yaml(top, GITLAB)
    above = _variables(data.get("variables"))
    for name, job in data.items():
        lines = mapping(job).get("script")
        text = "\n".join(str(line) for line in lines) if isinstance(lines, list) else lines
        if isinstance(text, str):
            rank = Rank.DEPLOYS if name == "pages" else Rank.RUNS
            yield Recipe(GITLAB, text, rank, name, "", {**above, **_variables(mapping(job).get("variables"))})


_TARGET = regex(r"^([A-Za-z0-9_.\-]+)[ \t]*:(?![:=])[^\n]*\n((?:\t[^\n]*(?:\n|\Z)|[ \t]*\n|#[^\n]*\n)*)", re.MULTILINE)
_MARKS = regex(r"^\t[@+-]{0,3}[ \t]*", re.MULTILINE)


def _targets(text: str) -> Iterator[tuple[str, str]]:
    """The targets of a Makefile, each with its lines."""
    for match in _TARGET.finditer(text.replace("\\\n", " ")) if text else ():
        yield match[1], _MARKS.sub("", match[2])


def machine_files(folders: Sequence[str]) -> list[str]:
    """Files that say how a machine is made or what it does, which may be to build a site, from the top.

    Args:
        folders: where to look, from there: the site's own first.
    """
    own = [f"{folder}/" for folder in folders[:1] if folder]  # as others call the folder of its machine, too
    inner = [f"{home}/{folder}Dockerfile" for home in _HOMES_OF_MACHINES for folder in (*_MACHINES_THERE, *own)]
    return [_joined(folder, name) for folder in folders for name in (*_MACHINES, *inner)]


def workflow_files(top: Path) -> list[str]:
    """GitHub's workflows, from the top."""
    try:
        names = sorted(path.name for path in (top / WORKFLOWS).iterdir() if path.suffix in (".yml", ".yaml"))
    except OSError:
        return []
    return [f"{WORKFLOWS}/{name}" for name in names[:_MOST_WORKFLOWS]]


def _joined(folder: str, name: str) -> str:
    return "/".join(part for part in (folder, name) if part)


def strings(value: object) -> dict[str, str]:
    """The plain values of a table, as text."""
    found = {}
    for key, item in mapping(value).items():
        if isinstance(item, bool):
            found[str(key)] = "true" if item else "false"
        elif isinstance(item, (str, int, float)):
            found[str(key)] = str(item)
    return found


def _variables(value: object) -> dict[str, str]:
    """What is set for a script; of more than anybody sets, the first."""
    return dict(islice(strings(value).items(), _MOST_VARIABLES))


def read_text(top: Path, file: str) -> str:
    """The text of a file below ``top``; empty where it cannot be read."""
    return text_if_any(top / file, _LIMIT, within=top)


def read_json(top: Path, file: str) -> Mapping[str, object]:
    """A JSON file's table; empty where it has none."""
    return json_table(read_text(top, file))


def read_toml(top: Path, file: str, without: re.Pattern[str] | None = None) -> Mapping[str, object]:
    """A TOML file's table, without the parts that match; empty where it cannot be read."""
    text = read_text(top, file)
    if text and without is not None and (rest := without.sub("", text)) != text:
        return _loaded(rest) or _loaded(text)
    return _loaded(text)


@lru_cache(maxsize=_KEPT)
def _loaded(text: str) -> Mapping[str, object]:
    if not text:
        return {}
    from content_lint.parse.toml_values import toml_values  # most sites have no such file

    try:
        return toml_values(text)
    except (ValueError, RecursionError):
        return {}


def read_yaml(top: Path, name: str) -> Mapping[str, object]:
    """A YAML file's table; empty where it cannot be read."""
    try:
        return _table_of(read_config_text(top, name))
    except ConfigError:
        return {}


@lru_cache(maxsize=_KEPT)
def _table_of(text: str) -> Mapping[str, object]:
    return read_placed_text("", text, "pyyaml").data
