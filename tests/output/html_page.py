"""A report as a page, and what a real browser makes of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from content_lint.output.html.page import html
from content_lint.output.surroundings import Surroundings
from content_lint.report.report import Report
from tests.output.sample import renderer_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian's package chromium)")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=3000",
)


def page_of(report: Report, files: Mapping[str, str], around: Surroundings | None = None) -> str:
    return "".join(html(renderer_of(report, files, around=None if around is None else lambda: around)))


def data_of(page: str) -> dict[str, Any]:
    """What the page's script reads."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def encodable(text: str) -> str:
    """The text as it can come from a file: a lone surrogate is a byte that is no UTF-8, or cannot be."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")


class Parsed(HTMLParser):
    """A page's tags with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def rendered(page: str, folder: Path) -> tuple[str, list[str]]:
    """The page as Chromium has it when its scripts have run, and what it said on its console."""
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    command = [CHROMIUM, *_OPTIONS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", file.as_uri()]
    done = subprocess.run(
        command, capture_output=True, timeout=120, check=True, env={**os.environ, "HOME": str(folder)}
    )
    said = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if ":CONSOLE" in line]
    return done.stdout.decode("utf-8"), said
