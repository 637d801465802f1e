"""For developers: write what is generated from the code, or check that it is current.

``python -m content_lint._dev docs`` writes content/rules/, a page a rule, the keys in the guide to configuration, the
formats and generators in the README, the JSON Schema of the settings, and the files of our GitHub actions; with
``--check`` it only lists what is not as the code says, and fails if there is any. Commands that the README's table
lacks, or that are gone, fail both.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
import textwrap
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from content_lint import __version__
from content_lint.cli.action.files import action_files
from content_lint.cli.action.inputs import CHECK_INPUTS, CHECK_OUTPUTS
from content_lint.cli.commands.rules import options
from content_lint.cli.dispatch import COMMANDS
from content_lint.config.generators import GENERATORS, PLAIN
from content_lint.config.json_schema import NAME, settings_schema
from content_lint.config.models import CollectionTable, ExternalHostTable, ExternalTable, PerPathTable, Settings
from content_lint.output.formats import FORMATS
from content_lint.project import ACTIONS, REPOSITORY
from content_lint.rules.registry import all_rules, catalog
from content_lint.rules.rule import Rule
from content_lint.text.regex import regex

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
GUIDE = "guides/configuration.md"
_KEYS = regex(r"(?<=<!-- keys -->\n).*?(?=<!-- end of keys -->)", re.DOTALL)
_FORMATS = regex(r"(?<=<!-- formats -->\n).*?(?=<!-- end of formats -->)", re.DOTALL)
_GENERATORS = re.compile(r"(?<=<!-- generators -->\n).*?(?=<!-- end of generators -->)", re.DOTALL)
_ACTION = regex(r"(?<=<!-- action -->\n).*?(?=<!-- end of action -->)", re.DOTALL)
_ADDRESS = regex(r"(github\.com/|uses: )[\w-]+/content-lint(?=[@/.' \n])")
_REVISION = regex(r"(?<=rev: )v[\d.]+$", re.MULTILINE)
_PINNED = regex(r"(?<=uses: )(actions|github)/([a-z-]+)(/[a-z/-]+)?@[0-9a-f]{40} # v[\d.]+")
_COMMAND = regex(r"^\| `content-lint ([a-z-]+)", re.MULTILINE)
_FIX = regex(r"^    fix \((safe|unsafe|display)\): ", re.MULTILINE)
_NEEDS = {"site": "the whole site", "network": "the network"}


def rule_page(rule: type[Rule[Any]], fix: str) -> str:
    """The Markdown page of a rule; ``fix`` says how far its fixes can be trusted, or ``none``."""
    meta = rule.meta
    headline, _, body = inspect.cleandoc(rule.__doc__ or "").partition("\n")
    lines = [
        "---",
        "layout: rule",
        f"title: {meta.name}",
        f"permalink: /rules/{meta.name}/",
        f"code: {meta.code}",
        f"family: {meta.family.word}",
        f"severity: {meta.severity.label}",
        f"preset: '{meta.preset}'",
        f"fix: {fix}",
        f"needs: {_NEEDS.get(rule.scope, 'the file')}",
        f"since: '{meta.since}'",
        "---",
        "",
        headline,
        body.rstrip(),
        *_options(rule),
        "",
        "## How to keep it silent",
        "",
        "In the text, for its own line or for the next block, with a reason for those who read it later:",
        "",
        "~~~html",
        f"<!-- content-lint: ignore[{meta.name}] the reason -->",
        "~~~",
        "",
        f"In MDX write `{{/* content-lint: ignore[{meta.name}] the reason */}}`.",
        "",
        f"For a whole file write `ignore-file[{meta.name}]`. [The guide](../guides/silence.md) has the other ways.",
    ]
    return "\n".join(lines) + "\n"


def _options(rule: type[Rule[Any]]) -> Iterator[str]:
    settings = list(options(rule))
    if settings:
        yield from ("", "## Options", "", f"Under `[rules.{rule.meta.name}]` in content-lint.toml:", "")
    for name, about, default in settings:
        yield f"- `{name}` (default `{default}`): {about}"


def fixes() -> dict[str, str]:
    """How far each rule's fixes can be trusted, as its literate cases show it: without a case it counts for nothing."""
    found = {}
    for name in all_rules():
        cases = ROOT / "tests" / "rules" / "cases" / f"{name}.md"
        seen = set(_FIX.findall(cases.read_text("utf-8"))) if cases.is_file() else set()
        found[name] = " or ".join(word for word in ("safe", "unsafe", "display") if word in seen) or "none"
    return found


def configuration_keys() -> str:
    """Every key of the configuration as Markdown lists, from the models that read it."""
    tables = (
        ("", Settings),
        ("In a table `[collections.NAME]`:", CollectionTable),
        ("In a table `[[per-path]]`:", PerPathTable),
        ("In the table `[external]`:", ExternalTable),
        ('In a table `[external.hosts."NAME"]`:', ExternalHostTable),
    )
    lines: list[str] = []
    for title, model in tables:
        lines += ["", title] if title else []
        lines.append("")
        lines += [f"- `{field.alias or name}`: {field.description}" for name, field in model.model_fields.items()]
    return "\n".join([*lines, "", ""])


def docs(*, check: bool) -> list[str]:
    """Write the pages, or only compare; the names of those that were not current."""
    trust = fixes()
    wanted = {f"rules/{name}.md": rule_page(rule, trust[name]) for name, rule in all_rules().items()}
    wanted[GUIDE] = _KEYS.sub(lambda _: configuration_keys(), (CONTENT / GUIDE).read_text("utf-8"))
    stale = []
    (CONTENT / "rules").mkdir(exist_ok=True)
    for page in sorted({*wanted, *(f"rules/{path.name}" for path in (CONTENT / "rules").glob("*.md"))}):
        path = CONTENT / page
        if page in wanted and path.is_file() and path.read_bytes() == wanted[page].encode():
            continue
        stale.append(page)
        if page not in wanted and not check:
            path.unlink()
        elif not check:
            path.write_bytes(wanted[page].encode())
    return stale


def formats() -> str:
    """Every format of ``check`` and what it is for, as a paragraph of the README."""
    parts = [f"`{name}` ({form.about})" for name, form in FORMATS.items()]
    text = f"`--output-format` takes {', '.join(parts[:-1])} and {parts[-1]}."
    return textwrap.fill(text, 110, break_long_words=False, break_on_hyphens=False) + "\n"


def generators() -> str:
    """Whose addresses of pages are worked out, and what holds for the sites of all others, as a paragraph."""
    known: list[str] = []
    others: list[str] = []
    for name, entry in GENERATORS.items():
        if find_spec(f"{entry.package}.traits") is not None and name != PLAIN:
            traits = import_module(f"{entry.package}.traits").GENERATOR
            (known if traits.modelled else others).append(traits.called)
        elif name != PLAIN:
            others.append(import_module(f"{entry.package}.detect").DETECTIONS[name].called)
    parts = (
        f"Sites of {_listed(known)} need no configuration:",
        "the address of every page is worked out as the generator does it,",
        "so links between pages are followed without a build.",
        f"Sites of {_listed(others)} are recognised:",
        "front matter, dates, mail addresses, links between files and links to other sites are checked,",
        "and links to the addresses of pages where a collection has a `permalink` pattern in content-lint.toml.",
        "What a run could not check it counts, with the cause.",
    )
    return textwrap.fill(" ".join(parts), 120, break_long_words=False, break_on_hyphens=False) + "\n"


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def readme(*, check: bool) -> list[str]:
    """Write the formats and the generators into the README, or only compare; its name if it was not current."""
    path = ROOT / "README.md"
    text = path.read_text("utf-8")
    wanted = _GENERATORS.sub(lambda _: generators(), _FORMATS.sub(lambda _: formats(), text))
    if wanted == text:
        return []
    if not check:
        path.write_text(wanted, "utf-8")
    return [path.name]


def action_inputs() -> str:
    """The inputs and outputs of the action as a Markdown list."""
    lines = ["", "What it takes (`with:`):", ""]
    for item in CHECK_INPUTS:
        usual = f" (`{item.default}`)" if item.default else ""
        lines.append(f"- `{item.name}`{usual}: {item.about}")
    outputs = ", ".join(f"`{item.name}` ({item.about})" for item in CHECK_OUTPUTS)
    return "\n".join([*lines, "", f"What later steps can read (`steps.ID.outputs`): {outputs}.", "", ""])


def _pin(found: re.Match[str]) -> str:
    owner, name, inside = found[1], found[2], found[3] or ""
    commit, version = ACTIONS[name]
    return f"{owner}/{name}{inside}@{commit} # {version}"


def guides(*, check: bool) -> list[str]:
    """Put what only the code knows into README and guides, or only compare; the names of those that were not current.

    That is the project's address, its version where a hook is pinned, the commits of GitHub's actions, and the inputs
    of ours.
    """
    stale = []
    for path in (ROOT / "README.md", *sorted((ROOT / "content" / "guides").glob("*.md"))):
        text = path.read_text("utf-8")
        wanted = _ADDRESS.sub(rf"\g<1>{REPOSITORY}", text)
        wanted = _REVISION.sub(f"v{__version__}", wanted)
        wanted = _PINNED.sub(_pin, wanted)
        wanted = _ACTION.sub(lambda _: action_inputs(), wanted)
        if wanted == text:
            continue
        stale.append(path.relative_to(ROOT).as_posix())
        if not check:
            path.write_text(wanted, "utf-8")
    return stale


def wrong_commands() -> list[str]:
    """Commands that are not in the README's table, or only there: what they do is for people to write."""
    listed = set(_COMMAND.findall((ROOT / "README.md").read_text("utf-8")))
    return sorted(listed ^ COMMANDS.keys())


def settings_file(*, check: bool) -> list[str]:
    """Write the JSON Schema of the settings, or only compare; its name if it was not current."""
    wanted = json.dumps(settings_schema(catalog()), indent=2) + "\n"
    path = ROOT / "content_lint" / "config" / NAME
    if path.is_file() and path.read_text("utf-8") == wanted:
        return []
    if not check:
        path.write_text(wanted, "utf-8")
    return [path.relative_to(ROOT).as_posix()]


def actions(*, check: bool) -> list[str]:
    """Write the files of our GitHub actions, or only compare; the names of those that were not current."""
    stale = []
    for name, wanted in action_files().items():
        path = ROOT / name
        if path.is_file() and path.read_text("utf-8") == wanted:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted, "utf-8")
    return stale


def main(arguments: list[str]) -> int:
    """Run the command; see the module's docstring."""
    if not arguments or arguments[0] != "docs":
        sys.stderr.write("usage: python -m content_lint._dev docs [--check]\n")
        return 2
    check = "--check" in arguments
    stale = [*(f"content/{page}" for page in docs(check=check)), *readme(check=check), *settings_file(check=check)]
    stale += [*actions(check=check), *guides(check=check)]
    for name in stale:
        sys.stdout.write(f"{'stale' if check else 'written'}: {name}\n")
    if check and stale:
        sys.stderr.write("Run `python -m content_lint._dev docs` and commit what it writes.\n")
    wrong = wrong_commands()
    for name in wrong:
        sys.stderr.write(f"README.md: its table of commands and the code disagree about `{name}`\n")
    return 1 if wrong or (check and stale) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
