"""Sites made for measuring: `python bench/made_sites.py FOLDER --posts 10000` writes one that Jekyll would build.

Posts look as those of a real news site do: a dozen keys, some 2,000 characters of text, links to each other, to pages
that are not there, to other sites and to people; one in twenty has a fault. The same number gives the same site.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

_TEXT = """\
the a of and to in is that for it with as was on are by this be from or have an they which one had not but what all were
when we there can her his more will no out do so up into could its only new some than other time these two may then
first any people over such after most also made many must before now work part state service network report
"""
_WORDS = _TEXT.split()


def write_site(folder: Path, posts: int) -> None:
    """Write a site with so many posts."""
    _write(folder / "_config.yml", "title: Measured\nurl: https://www.example.org\npermalink: /news/:title/\n")
    _write(folder / "index.md", "---\ntitle: Start\n---\nWelcome.\n")
    for number in range(posts):
        day = date(2000, 1, 1) + timedelta(days=number % 9000)
        _write(folder / "_posts" / f"{number % 100:02}" / f"{day}-post-{number}.md", _post(number, posts, day))


def write_tiny(folder: Path, files: int) -> None:
    """Write a site of files that hold next to nothing."""
    _write(folder / "_config.yml", "title: Tiny\nurl: https://www.example.org\n")
    for number in range(files):
        _write(folder / f"{number % 300:03}" / f"page-{number}.md", f"---\ntitle: {number}\n---\n")


def write_wide(folder: Path, headings: int) -> None:
    """Write a site with one page of many headings, and as many links to places that it does not have."""
    _write(folder / "_config.yml", "title: Wide\nurl: https://www.example.org\n")
    parts = (f"## Heading number {number}\n\nSee [it](#heading-numbre-{number}).\n\n" for number in range(headings))
    _write(folder / "page.md", "---\ntitle: Wide\n---\n" + "".join(parts))


def write_long(folder: Path, size: int) -> None:
    """Write a site with one post of so many bytes."""
    _write(folder / "_config.yml", "title: Long\nurl: https://www.example.org\n")
    body = _text(random.Random(1), 300, 0, 1)
    _write(folder / "long.md", ("---\ntitle: Long\n---\n" + body * (size // len(body) + 1))[:size])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _post(number: int, posts: int, day: date) -> str:
    chance = random.Random(number)
    head = [
        "---",
        f"title: 'Post {number}: {' '.join(chance.choices(_WORDS, k=5))}'",
        f"date: {day}T09:{number % 60:02}:00.000Z" if chance.random() > 0.02 else f"date: {day.year}-06-31",
        f"description: {' '.join(chance.choices(_WORDS, k=14))}",
        f"author: Author {number % 40}",
        "layout: post",
        "tags:",
        *(f"  - {tag}" for tag in chance.choices(_WORDS, k=3)),
        f"image: /assets/{number % 500}.jpg",
        "featured: false",
        f"email: author{number % 40}@example.org",
        "---",
        "",
    ]
    return "\n".join(head) + _text(chance, 340, number, posts)


def _text(chance: random.Random, words: int, number: int, posts: int) -> str:
    pieces: list[str] = []
    for place in range(words // 20):
        pieces.append(" ".join(chance.choices(_WORDS, k=18)).capitalize() + ". ")
        if place % 5 == 1:
            target = (number * 7 + place) % posts
            pieces.append(f"See [post {target}](/news/post-{target}/). ")
        if place == 3:
            pieces.append(
                f"Write to [us](mailto:author{number % 40}@example.org) or see [them](https://example.com/{number}). "
            )
        if place % 4 == 3:
            pieces.append("\n\n")
        if place == 7:
            pieces.append(
                f"## About {chance.choice(_WORDS)} and {chance.choice(_WORDS)}\n\n- one *item*\n- another `item`\n\n"
            )
    if chance.random() < 0.03:
        pieces.append(f"\nA [dead link](/news/pots-{number}/).")
    return "".join(pieces) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=10_000)
    arguments = parser.parse_args()
    write_site(arguments.folder, arguments.posts)


if __name__ == "__main__":
    main()
