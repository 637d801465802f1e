"""``[external]``: what it sets, and what is said of a mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.errors import ConfigError
from content_lint.config.external import ExternalHost, ExternalSettings
from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog


def load(root: Path, text: str) -> ExternalSettings:
    (root / "_config.yml").write_text("url: https://www.example.org\n")
    (root / "content-lint.toml").write_text(text, encoding="utf-8")
    return load_settings(root, catalog=catalog()).external


def test_nothing_needs_to_be_said(tmp_path):
    assert load(tmp_path, "") == ExternalSettings()


def test_every_key_arrives(tmp_path):
    settings = load(
        tmp_path,
        """\
        [external]
        ignore = "https://old.example.org/"
        allow = ["10.1.0.0/16", "fd00::/8"]
        ports = [8444]
        contact = "web@example.org"
        robots = true
        mail = false
        timeout = 5
        requests = 1000
        requests-per-host = 50
        seconds = 600.0
        [external.hosts."WWW.example.org"]
        connections = 1
        interval = 2
        headers = { X-Key = "EXAMPLE_KEY" }
        """,
    )
    assert settings == ExternalSettings(
        ignore=("https://old.example.org/",),
        allow=("10.1.0.0/16", "fd00::/8"),
        ports=(8444,),
        contact="web@example.org",
        robots=True,
        mail=False,
        timeout=5.0,
        requests=1000,
        requests_per_host=50,
        seconds=600.0,
        hosts={"www.example.org": ExternalHost(1, 2.0, {"X-Key": "EXAMPLE_KEY"})},
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[external]\nallow = ["10.1.0.0/16", "intranet"]\n', 2, "`intranet` is no network"),
        ('[external]\nallows = ["10.1.0.0/16"]\n', 2, "allow"),
        ("[external]\ntimeout = 0\n", 2, "timeout"),
        ("[external]\nports = [70000]\n", 2, "ports"),
        ('[external]\ncontact = "a\\nb"\n', 2, "contact"),
        ('[external.hosts."https://x.org"]\nconnections = 1\n', 1, "`https://x.org` is no host name"),
        ('[external.hosts."x.org"]\nheaders = { Host = "NAME" }\n', 2, "`Host` is no header that can be set"),
        ('[external.hosts."x.org"]\nheaders = { Authorization = "Bearer abc" }\n', 2, "environment variable"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, text, line, words):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert f"content-lint.toml:{line}" in str(caught.value)
    assert words in f"{caught.value} {caught.value.help}"
