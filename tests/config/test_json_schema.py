"""The JSON Schema of the settings: it takes what the program takes, and refuses what it refuses."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from content_lint._dev import settings_file
from content_lint.config.json_schema import shipped_schema
from tests.cli.command import ROOT, run

SCHEMA = json.loads(shipped_schema())
VALIDATOR = Draft202012Validator(SCHEMA)
GUIDES = sorted((ROOT / "content" / "guides").glob("*.md"))
BLOCK = re.compile(r"^~~~toml\n(.*?)^~~~$", re.DOTALL | re.MULTILINE)


def test_it_is_current_and_sound() -> None:
    assert settings_file(check=True) == []
    Draft202012Validator.check_schema(SCHEMA)


def test_the_command_prints_it(tmp_path: Path) -> None:
    assert run(tmp_path, "settings-schema").out == shipped_schema()


def test_it_takes_our_own_settings() -> None:
    VALIDATOR.validate(tomllib.loads((ROOT / "content-lint.toml").read_text("utf-8")))


_OF_OTHERS = {"tool", "project", "context"}
"""Tables of pyproject.toml and netlify.toml."""


def test_it_takes_the_examples_of_the_guides() -> None:
    blocks = [tomllib.loads(block) for guide in GUIDES for block in BLOCK.findall(guide.read_text("utf-8"))]
    settings = [block for block in blocks if not block.keys() & _OF_OTHERS]
    assert settings
    for block in settings:
        VALIDATOR.validate(block)


@pytest.mark.parametrize(
    "text",
    [
        'select = "ALL"\nextend-select = ["IN", "in1", "FM101", "broken-link", "mail"]',
        'ignore = "mail"\nmedia = "/img"\nschemas = "schemas"',
        '[rules.stale-content]\ndays = 3\nseverity = "info"',
        '[rules.FM]\nseverity = "info"\n[rules.fields]\nseverity = "error"\n[rules.IN101]\nseverity = "warning"',
        '[rules.vague-link-text]\ntexts = ["weiter"]',
        '[[per-path]]\npaths = "old/**"\nignore = "ALL"\nseverity = "info"',
        '[[per-path]]\npaths = ["a"]\nseverity = { IN = "info", fields = "error" }',
        '[external.hosts."example.org"]\ninterval = 1.5\nconnections = 2',
        '[collections.news]\npaths = "news/*.md"\nschema = "News"\npermalink = "/:title/"',
    ],
)
def test_it_takes(text: str) -> None:
    VALIDATOR.validate(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        'exlude = "a"',
        'generator = "jekyl"',
        'ignore = ["broken-lnik"]',
        "[rules.stale-content]\nday = 3",
        '[rules.stale-content]\ndays = "3"',
        '[rules.broken-lnik]\nseverity = "info"',
        '[rules.broken-link]\nseverity = "warn"',
        '[rules]\nbroken-link = "off"',
        "[rules.fields]\ndays = 3",
        '[per-path]\npaths = "a"',
        '[[per-path]]\nignore = "mail"',
        "[tool.content-lint]\n",
        "[external]\nports = [70000]",
    ],
)
def test_it_refuses(text: str) -> None:
    assert not VALIDATOR.is_valid(tomllib.loads(text))
