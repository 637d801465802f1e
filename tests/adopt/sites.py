"""Small sites of every generator, with posts enough to learn from."""

from __future__ import annotations

from pathlib import Path


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    return root


def jekyll(root: Path, posts: int = 60) -> Path:
    """60 news posts and one odd one, with habits: see the tests."""
    files = {
        "_config.yml": (
            "url: https://www.example.org\ntimezone: Europe/London\n"
            "exclude: [schemas, content-lint.toml, content-lint-baseline.json]\n"
            "collections:\n  news:\n    output: true\n    permalink: /news/:year/:month/:day/:title/\n"
        ),
        "Gemfile": "gem 'jekyll'\n",
    }
    for number in range(posts):
        day = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
        files[f"_news/{day}-walk-{number}.md"] = (
            "---\nlayout: news\n"
            f"title: Walk number {number}\n"
            f"permalink: /news/{day.replace('-', '/')}/walk-{number}/\n"
            f"date: {day} 09:{number:02}:00 +0000\n"
            f"section: {'hills' if number % 3 else 'rivers'}\n"
            f"author: {'Ana Lima' if number % 4 else 'Ben Okri'}\n"
            + (f"image: /assets/walk-{number}.jpg\n" if number % 2 else "")
            + (f"image-alt: People on hill {number}\n" if number % 2 else "")
            + "tags: [walks, club]\n"
            f"excerpt: Meet us for walk number {number}, and bring a coat.\n"
            f"---\nBring [a map](https://www.example.com/{number}).\n"
        )
        if number % 2:
            files[f"assets/walk-{number}.jpg"] = "picture"
    return write(root, files)


def hugo(root: Path) -> Path:
    """12 posts in TOML."""
    files = {"hugo.toml": 'baseURL = "https://www.example.org/"\ntimeZone = "Europe/Paris"\n'}
    for number in range(12):
        files[f"content/blog/walk-{number}.md"] = (
            f'+++\ntitle = "Walk number {number}"\ndate = 2023-0{number % 9 + 1}-11T10:00:00+01:00\n'
            f"draft = false\nweight = {number + 1}\ntags = ['walks']\n+++\nBring a coat.\n"
        )
    return write(root, files)


def plain(root: Path) -> Path:
    """Two folders of posts, and nothing else."""
    files = {"README.md": "# Not a post\n"}
    for number in range(6):
        files[f"content/news/2024-03-0{number + 1}-walk-{number}.md"] = (
            f"---\ntitle: Walk number {number}\ndate: 2024-03-0{number + 1}\nopen: true\n---\nText.\n"
        )
        files[f"content/people/person-{number}.md"] = (
            f"---\nname: Person {number}\nemail: person{number}@example.org\nage: {30 + number}\n---\nText.\n"
        )
    return write(root, files)


CMS = """\
backend: {name: github, repo: example/site, branch: main}
publish_mode: editorial_workflow
media_folder: assets
collections:
  - name: team
    folder: people
    create: true
    fields:
      - {name: title, widget: string}
      - {name: role, widget: select, options: [chair, "vice chair", member]}
      - {name: since, widget: datetime, required: false}
      - {name: picture, widget: image, required: false}
      - {name: active, widget: boolean}
      - name: contact
        widget: object
        fields:
          - {name: email, widget: string}
          - {name: web-site, widget: string, required: false}
      - {name: body, widget: markdown}
"""


def decap(root: Path, posts: int = 8) -> Path:
    """People that a CMS writes; one has a role that the CMS does not offer."""
    files = {"admin/config.yml": CMS}
    for number in range(posts):
        files[f"people/person-{number}.md"] = (
            f"---\ntitle: Person {number}\nrole: {'chair' if number == 0 else 'member'}\nsince: 2020-01-0{number + 1}\n"
            f"active: true\ncontact:\n  email: person{number}@example.org\n---\nText.\n"
        )
    return write(root, files)
