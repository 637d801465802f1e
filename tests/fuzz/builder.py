"""Whole small sites by number: the same number makes the same site."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.pieces import ENDINGS, GLOBS, KEYS, LINKS, NAMES, SCALARS, SIGNS, TEXTS

Draw = random.Random
FOLDERS = {
    "jekyll": ["", "_posts", "_drafts", "_news", "news/_posts", "docs", "_news/deep", "_data", "assets", "_layouts"],
    "hugo": ["content", "content/posts", "content/posts/deep", "content/b", "static", "data", "layouts", "i18n"],
    "plain": ["", "content", "docs/deep", "posts", "src"],
}
SCHEMA = """\
from typing import Any
from content_lint.schema import OneOf, Permalink, PublishDate, Ref, Schema, Tags

class Part(Schema):
    a: str = ""

class Post(Schema, collection="{name}"{extra}):
    title: str
    date: PublishDate | None = None
    permalink: Permalink | None = None
    tags: Tags = []
    layout: OneOf["post", "page"] | None = None
    author: Part | str | None = None
    sitemap: dict[str, Any] = {{}}
    weight: int = 0
"""


def build_site(root: Path, number: int) -> None:
    """Write the site with this number into a folder that is empty."""
    draw = Draw(number)
    kind = draw.choice(["jekyll", "jekyll", "hugo", "hugo", "plain"])
    for path, text in _settings(draw, kind).items():
        _write(root, path, text)
    for _ in range(draw.randint(1, 7)):
        folder = draw.choice(FOLDERS[kind])
        name = draw.choice(NAMES) + draw.choice(ENDINGS)
        _write(root, f"{folder}/{name}".lstrip("/"), document(draw))
    if draw.random() < 0.4:
        damage(draw, root)


def slice_of(site: Path, root: Path, number: int) -> None:
    """Copy some of a real site, its settings among them, and damage a file or two of it."""
    draw = Draw(number)
    files = sorted(path for path in site.rglob("*") if path.is_file() and ".git" not in path.parts)
    posts = [path for path in files if path.suffix in (".md", ".markdown", ".mdx")]
    others = [path for path in files if path.suffix in (".yml", ".yaml", ".toml", ".html", ".json", "")]
    few = [path for path in others if path.stat().st_size < 100_000]
    top = [path for path in files if path.parent == site or "admin" in path.parts or "_layouts" in path.parts]
    for path in {*draw.sample(posts, min(len(posts), 20)), *draw.sample(few, min(len(few), 10)), *top}:
        target = root / path.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for _ in range(draw.choice([1, 1, 1, 2])):
        damage(draw, root)


def damage(draw: Draw, root: Path) -> None:
    """Spoil one file of a site: its text, its name, or that it is a file at all."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    if not files:
        return
    path = draw.choice(files)
    data = path.read_bytes()
    what = draw.randrange(12)
    start, end = sorted((draw.randint(0, len(data)), draw.randint(0, len(data))))
    if what == 0:
        data = data[:start]
    elif what == 1:
        data = data[:start] + data[end:]
    elif what == 2:
        data = data[:end] + data[start:end] * draw.randint(1, 3) + data[end:]
    elif what == 3:
        lines = data.splitlines(keepends=True)
        draw.shuffle(lines)
        data = b"".join(lines)
    elif what == 4:
        data = data.replace(b"\n", draw.choice([b"\r\n", b"\r", b"\n\n", b"\x85", b"\n "]))
    elif what == 5:
        data = draw.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\n", b" ", b"\xe2\x80\x8b", b"-- \n", b"\t"]) + data
    elif what == 6:
        data = data.decode("utf-8", "replace").encode(draw.choice(["utf-16", "latin-1", "utf-32"]), "replace")
    elif what == 7:
        path.unlink()
        path.symlink_to(draw.choice([path.name, ".", "..", "/etc/passwd", "nowhere", "../a.md"]))
        return
    elif what == 8:
        other = path.with_name(draw.choice(NAMES) + draw.choice(ENDINGS))
        if not os.path.lexists(other):
            path.rename(other)
        return
    else:
        for _ in range(draw.randint(1, 4)):
            place = draw.randint(0, min(len(data), 400) if draw.random() < 0.7 else len(data))
            sign = draw.choice([*SIGNS, *SCALARS]).encode("utf-8", "surrogatepass")
            data = data[:place] + sign + data[place + draw.choice([0, 0, 1, 3]) :]
    path.write_bytes(data)


def document(draw: Draw) -> str:
    """A document, with front matter of some kind or none."""
    kind = draw.random()
    if kind < 0.7:
        head = f"---\n{front_matter(draw)}---\n"
    elif kind < 0.8:
        head = f"+++\n{_toml(draw)}+++\n"
    elif kind < 0.86:
        head = json.dumps({draw.choice(KEYS): draw.choice([draw.choice(SCALARS), 1, None, [1], {"a": True}])}) + "\n"
    else:
        head = draw.choice(
            ["", "---\n", "---\n---\n", "\n---\na: b\n---\n", "--- \na: b\n...\n", "---\r\na: b\r\n---\r\n"]
        )
    return head + body(draw)


def front_matter(draw: Draw) -> str:
    """Lines of YAML, most of them in order."""
    lines = [f"{draw.choice(KEYS)}: {draw.choice(SCALARS)}\n" for _ in range(draw.randint(0, 6))]
    if draw.random() < 0.1:
        lines.append(draw.choice(SIGNS))
    return "".join(["title: A\n"] * (draw.random() < 0.5) + lines)


def body(draw: Draw) -> str:
    """Text with links in it."""
    parts = []
    for _ in range(draw.randint(0, 12)):
        link, text = draw.choice(LINKS), draw.choice(TEXTS)
        parts.append(
            draw.choice([text, text, f"[{text}]({link})", f"![{text}]({link})", f"<{link}>", f'<a href="{link}">'])
        )
    return "".join(parts)


def _toml(draw: Draw) -> str:
    values = [
        '"a"',
        "1",
        "2024-01-02",
        "2024-01-02T10:00:00Z",
        "[1, 2]",
        "{a = 1}",
        "true",
        "'''a\nb'''",
        "inf",
        "x",
        "",
    ]
    keys = ["title", "date", "url", "aliases", "slug", "draft", '"a b"', "a.b", "[a]\nb", "[[a]]\nb", "é", "title"]
    return "".join(f"{draw.choice(keys)} = {draw.choice(values)}\n" for _ in range(draw.randint(0, 5)))


def _settings(draw: Draw, kind: str) -> dict[str, str]:
    files: dict[str, str] = {}
    odd: Callable[[str], str] = lambda usual: draw.choice(SCALARS) if draw.random() < 0.06 else usual  # noqa: E731
    if kind == "jekyll":
        files["_config.yml"] = _jekyll(draw, odd)
        files["_layouts/post.html"] = draw.choice(
            ["{{ content }}", '<base href="/x/">{{ content }}', "---\nlayout: a\n---\n"]
        )
    elif kind == "hugo":
        files.update(_hugo(draw, odd))
    elif draw.random() < 0.5:
        files["content-lint.toml"] = (
            'generator = "plain"\n[collections.posts]\npaths = ["posts/**"]\npermalink = "/:title/"\n'
        )
    more = {
        "CNAME": odd("www.example.org") + "\n",
        "_redirects": f"/old /a/\n{draw.choice(LINKS)} /b\n",
        "netlify.toml": '[[redirects]]\nfrom = "/x/*"\n' + draw.choice(["", "[", "from = 1\n"]),
        "vercel.json": draw.choice(['{"redirects": [{"source": "/a(.*)"}]}', "{", "[]", '{"routes": 1}']),
        "admin/config.yml": f"backend:\n  repo: x/x.github.io\nmedia_folder: {odd('img')}\ncollections:\n"
        f"  - name: news\n    folder: {odd('_news')}\n    fields: [{{name: title, widget: {odd('string')}}}]\n",
        "Gemfile.lock": draw.choice(["GEM\n  specs:\n    jekyll (3.9.0)\n", "    jekyll (x)\n", "<<<<<<<\n"]),
        ".content-lint-baseline.json": draw.choice(["{}", "[]", '{"version": 1, "findings": []}', "{", "null"]),
        "content-lint.toml": _own(draw),
        "pyproject.toml": draw.choice(["[tool.content-lint]\n", "[tool.content-lint]\nignore = 1\n", "[tool]\n"]),
        "schemas/post.py": SCHEMA.format(
            name={"jekyll": draw.choice(["posts", "news"]), "hugo": "posts", "plain": "posts"}[kind],
            extra=draw.choice(["", ', extra="allow"', ', extra="ignore"']),
        ),
        "_data/a.yml": front_matter(draw),
        "package.json": draw.choice(['{"dependencies": {"astro": "1"}}', "{"]),
        ".gitignore": "a.md\n",
        "_includes/a.html": body(draw),
    }
    return files | {path: text for path, text in more.items() if draw.random() < 0.12}


def _jekyll(draw: Draw, odd: Callable[[str], str]) -> str:
    pattern = draw.choice(["/news/:title/", ":title", "/:path", "/", ""])
    plugin = draw.choice(["jekyll-archives", "jekyll-paginate", "x"])
    scope = f"{{path: {json.dumps(draw.choice(GLOBS))}, type: news}}"
    usual = {
        "baseurl": draw.choice(["", "/sub"]),
        "permalink": draw.choice(["pretty", "date", "none", "/:categories/:title/", "/:nope/", ":year"]),
        "collections": f"{{news: {{output: true, permalink: '{pattern}'}}}}",
        "exclude": json.dumps(draw.sample(GLOBS, 2)),
        "include": json.dumps([draw.choice(NAMES)]),
        "plugins": f"[jekyll-redirect-from, jekyll-feed, {plugin}]",
        "timezone": draw.choice(["Europe/London", "UTC", "Nowhere"]),
        "defaults": f"[{{scope: {scope}, values: {{layout: post, permalink: /x/:title/}}}}]",
        "kramdown": "{input: GFM, auto_ids: false}",
        "future": "false",
        "markdown_ext": "md,markdown",
        "source": draw.choice([".", "docs"]),
        "paginate": "2",
        draw.choice(KEYS): draw.choice(SCALARS),
        "strict_front_matter": "true",
    }
    lines = [f"url: {odd('https://www.example.org')}"]
    lines += [f"{key}: {odd(value)}" for key, value in usual.items() if draw.random() < 0.3]
    return "\n".join(lines) + "\n"


def _hugo(draw: Draw, odd: Callable[[str], str]) -> dict[str, str]:
    config: dict[str, object] = {
        "baseURL": odd("https://www.example.org/"),
        "defaultContentLanguage": odd("en"),
        "languages": {"en": {"weight": 1}, odd("de"): {"contentDir": draw.choice(["content/de", "content", ".."])}},
        "permalinks": {"posts": odd(draw.choice(["/:year/:title/", "/:nope/", ":filename", "/:sections[1:]/", ""]))},
        "ignoreFiles": draw.sample(GLOBS, 2),
        "taxonomies": draw.choice([{"tag": "tags"}, {}, [1], {"a": 1}]),
        "uglyURLs": draw.choice([True, {"posts": True}, odd("x")]),
        "disableKinds": draw.choice([["taxonomy"], "x", [1]]),
        "module": {"mounts": [{"source": draw.choice(["content", "docs", "../x", ""]), "target": "content"}]},
        "security": {"allowContent": draw.choice([["^text/html$"], [".*"], ["(a+)+$"], ["["]])},
        "markup": {"goldmark": {"parser": {"autoHeadingIDType": odd("github")}}},
        "frontmatter": {"date": draw.choice([[":filename", ":default"], ["x"], "date"])},
        "theme": odd("x"),
        "cascade": draw.choice([{"target": {"path": draw.choice(GLOBS)}, "x": 1}, [1], "x"]),
        "timeZone": odd("Europe/London"),
        "paginate": draw.choice([2, "x", -1]),
    }
    kept = {key: value for key, value in config.items() if key == "baseURL" or draw.random() < 0.3}
    name = draw.choice(["hugo.json", "hugo.yaml", "config.json", "config/_default/hugo.json", "hugo.toml"])
    if name.startswith("config.json"):
        return {name: json.dumps(kept), "content-lint.toml": 'generator = "hugo"\n'}
    if name == "hugo.toml":
        return {
            name: "".join(
                f"{key} = {json.dumps(value)}\n" for key, value in kept.items() if isinstance(value, str | list)
            )
        }
    return {name: json.dumps(kept)}


def _own(draw: Draw) -> str:
    lines = [
        f"exclude = {json.dumps(draw.sample(GLOBS, 2))}",
        f"files = {json.dumps([draw.choice(GLOBS)])}",
        'preset = "strict"',
        'select = ["ALL"]',
        'extend-select = ["unordered-keys", "stale-content", "title-repeated-in-body"]',
        'ignore = ["IN101", "external"]',
        f"media = {json.dumps(draw.choice(LINKS[:20]))}",
        f"elsewhere = {json.dumps(draw.choice(LINKS[:20]))}",
        f"url = {json.dumps(draw.choice(LINKS))}",
        'timezone = "Pacific/Kiritimati"',
        "x = 1",
    ]
    kept = draw.sample(lines, draw.randint(0, 2))
    kept += ["[rules.broken-link]", 'severity = "info"'] * (draw.random() < 0.2)
    kept += ["[[per-path]]", f"paths = {json.dumps([draw.choice(GLOBS)])}", 'ignore = ["quoted-date"]'] * (
        draw.random() < 0.2
    )
    return "\n".join(kept) + "\n"


def _write(root: Path, path: str, text: str) -> None:
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8", "surrogateescape" if "\ud83d" not in text else "replace"))
    except (OSError, ValueError):
        return  # the file system has no such name, or a file of that name where a folder is wanted
