"""Ask the real program, where it is installed, about sites that no table holds."""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.site.model import State
from tests.site.generators.hugo.sites import build_texts

HUGO = shutil.which("hugo")
FOLDERS = ["", "posts/", "posts/sub/", "posts/Sub Dir/", "docs/a b/", "docs/lf/", "x.y/", "tags/foo/"]
NAMES = [
    "a.md",
    "B c.md",
    "index.md",
    "_index.md",
    "é.md",
    "x.fr.md",
    "v1.2.md",
    "it's.md",
    "UP.MD",
    "p 1.png",
    "ΟΔΟΣ.md",
]
TITLES = ["Hello World", "A/B: c", "", "  sp  ", "C#", "100%", "a+b", "A--B", "x.html"]
SLUGS = ["s", "My Slug", "a/b", "-x-", "x/", "Ü", "index", "a.html", "/abs", "50%", "..x", "a//b"]
ADDRESSES = ["/u/", "/U/x", "rel/", "/a/../b/", "/f.html", "/é/", "/s p/", "/q?x=1", "/t/:year/:slug/", "a.b/c", "/x./"]
DATES = ["2020-01-02", "2020-01-02T03:04:05Z", "2099-01-01", "2020-06-01 12:00:00", "1999-02-03T04:05:06+09:00"]
PATTERNS = ["/:year/:month/:slug/", "/:section/:title", "/p/:filename/", "/:sections/:slugorcontentbasename/"]
SETTINGS = ["disablePathToLower = true", "removePathAccents = true", "buildDrafts = true", 'timeZone = "Asia/Tokyo"']
OUTPUTS = "\n".join(f'{kind} = ["html"]' for kind in ("home", "section", "page", "taxonomy", "term"))


def front_matter(pick: random.Random) -> str:
    lines = []
    for key, values, share in (
        ("title", TITLES, 0.7),
        ("slug", SLUGS, 0.3),
        ("url", ADDRESSES, 0.15),
        ("date", DATES, 0.4),
        ("draft", ["true", "yes", "false"], 0.1),
        ("expiryDate", DATES, 0.1),
        ("tags", ["[Foo, a b]", "[C#]"], 0.1),
        ("aliases", ["[/old/, rel]", "[../up, /x.html]"], 0.15),
    ):
        if pick.random() < share:
            value = pick.choice(values)
            lines.append(f"{key}: " + (f'"{value}"' if key in ("title", "slug", "url") else value))
    return "\n".join(["---", *lines, "---", "body", ""])


def configuration(pick: random.Random) -> str:
    lines = ['baseURL = "https://e.example/"']
    lines += [setting for setting in SETTINGS if pick.random() < 0.2]
    if pick.random() < 0.4:
        lines += ["[permalinks]", f'posts = "{pick.choice(PATTERNS)}"', f'docs = "{pick.choice(PATTERNS)}"']
    return "\n".join([*lines, "[outputs]", OUTPUTS, ""])


def ask(root: Path, texts: dict[str, str], config: str) -> tuple[set[str], dict[str, str]]:
    """The files that Hugo writes, and the address of every page by path."""
    layouts = {f"layouts/_default/{name}.html": "x" for name in ("single", "list", "taxonomy", "term", "terms")}
    for name, text in {**texts, **layouts, "layouts/index.html": "x", "hugo.toml": config}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    command = [str(HUGO), "--source", str(root)]
    environment = {**os.environ, "TZ": "UTC", "HUGO_CACHEDIR": str(root / "cache")}
    subprocess.run(command, check=True, capture_output=True, timeout=60, env=environment)
    answer = subprocess.run([*command, "list", "all"], check=True, capture_output=True, timeout=60, env=environment)
    # A wrapper of the program may say something of its own first.
    table = answer.stdout.decode()
    rows = csv.DictReader(io.StringIO(table[table.index("path,slug") :]))
    public = root / "public"
    files = {"/" + path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}
    return files, {row["path"]: row["permalink"].removeprefix("https://e.example") for row in rows}


def installed() -> str:
    """Why the real program cannot be asked, or empty."""
    if HUGO is None:
        return "no hugo is installed here"
    version = subprocess.run([HUGO, "version"], check=False, capture_output=True, text=True, timeout=60).stdout
    found = re.search(r"hugo v0\.(\d+)", version)
    return "" if found and int(found[1]) >= 168 else "the model is of Hugo 0.168, and another one is installed"


@pytest.mark.parametrize("seed", range(6))
def test_random_sites_come_out_as_the_real_program_makes_them(seed: int, tmp_path: Path) -> None:
    reason = installed()
    if reason:
        pytest.skip(reason)
    pick = random.Random(seed)
    texts = {}
    for _ in range(pick.randint(6, 14)):
        folder, name = pick.choice(FOLDERS), pick.choice(NAMES)
        if folder or name != "index.md":
            texts[f"content/{folder}{name}"] = "x" if name.endswith("png") else front_matter(pick)
    config = configuration(pick)
    files, addresses = ask(tmp_path, texts, config)
    built, nodes = build_texts(texts, config, datetime.now(UTC))
    assert built.fatal == ()
    known = {node.file.path for node in nodes.by_path.values() if node.file is not None and node.listed}
    assert {page.path: page.url for page in built.pages if page.path in known} == addresses
    written = {page.destination for page in built.pages if page.state is State.LIVE}
    written |= {page.destination for page in built.static if page.state is State.STATIC}
    written |= {item.destination for item in (*built.redirects, *built.generated)}
    assert written - {"/404.html"} == files
