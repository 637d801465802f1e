"""Configuration that is made to cost: reading it takes time that grows with its length and no faster."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.config.detect.host import detect_host
from content_lint.config.detect.hosts.nginx import from_nginx
from tests.files import write_files


@pytest.mark.parametrize(
    "text",
    [
        "a {" * 30_000 + "}" * 30_000,
        "a {" * 20_000 + "b;" * 20_000,
        "location /" + "a" * 200_000 + "{" + "return 301 /b;" * 20_000,
        "location " + "a " * 30_000 + "{" + "return 301 /b;" * 15_000,
    ],
)
def test_blocks_of_nginx(text: str) -> None:
    began = time.process_time()
    list(from_nginx(text, "nginx.conf"))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "files",
    [
        {
            "netlify.toml": f"[build]\nbase = '{'a/' * 50_000}'\ncommand = '''\n"
            + "cp a/_redirects b\n" * 5_000
            + "'''\n"
        },
        {"netlify.toml": "", "admin/config.yml": "\n" * 60_000},
    ],
)
def test_files_of_hosts(tmp_path: Path, files: dict[str, str]) -> None:
    write_files(tmp_path, files)
    began = time.process_time()
    detect_host(tmp_path, "admin/config.yml")
    assert time.process_time() - began < 2
