"""Where a site's settings lie: the names of all files that decide them, and the folder that holds them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from content_lint.config.generators import GENERATORS, roots_in
from content_lint.text.files import read_ordinary, resolved

OWN_NAMES = ("content-lint.toml", "pyproject.toml")
BASELINE_NAME = ".content-lint-baseline.json"
_TABLE = b"[tool.content-lint"

CMS_PLACES = (
    "admin/config.yml",
    "static/admin/config.yml",
    "public/admin/config.yml",
    "src/admin/config.yml",
    "source/admin/config.yml",
    "assets/admin/config.yml",
    "site/static/admin/config.yml",
)
"""Where the guides of Decap and of the generators put the CMS's configuration."""

HOST_FOLDERS = ("", "static", "public", "src")
"""Where the files lie that a host of finished sites reads."""


def _in_host_folders(name: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}".lstrip("/") for folder in HOST_FOLDERS)


RULE_FILES = (
    *_in_host_folders("_redirects"),
    *_in_host_folders("netlify.toml"),
    "vercel.json",
    "now.json",
    "firebase.json",
    "sst.config.ts",
    *_in_host_folders("staticwebapp.config.json"),
    *_in_host_folders(".htaccess"),
    *(
        f"{folder}{name}"
        for folder in ("", "nginx/", "docker/", "deploy/", "conf/", "config/")
        for name in ("nginx.conf", "default.conf", "redirects.conf")
    ),
)
"""Where rules of hosts are written down, in the order in which a host asks them."""


def rule_files(home: str = "") -> tuple[str, ...]:
    """The same from the root, for a site in a folder of the repository as well; ``home`` is that folder, or empty."""
    return (*RULE_FILES, *(f"{home}/{file}" for file in RULE_FILES)) if home else RULE_FILES


def own_config(folder: Path) -> tuple[Path, ...]:
    """The files in a folder that hold settings of ours."""
    found = []
    for name in OWN_NAMES:
        path = folder / name
        try:
            if path.is_file() and (name == OWN_NAMES[0] or _TABLE in read_ordinary(path).replace(b" ", b"")):
                found.append(path)
        except OSError:
            continue
    return tuple(found)


def find_cms(root: Path) -> str | None:
    """The path of the CMS's configuration, relative to the root, or None."""
    return next((place for place in CMS_PLACES if (root / place).is_file()), None)


def find_root(start: Path) -> Path:
    """The site's root: the nearest folder, from ``start`` upwards, that holds a configuration.

    That is one of ours or of a generator; else the outermost folder with a CMS (``src/admin/config.yml`` speaks for
    the folder above ``src``). The search ends at the top of the git repository, which is the root where nothing
    is found; outside of a repository the root is then ``start`` itself.

    The search goes up from the name as it was typed: a linked folder belongs to the site that the link lies in,
    wherever it leads.

    Args:
        start: a folder or a file, existing or not.
    """
    start = Path(os.path.abspath(start))  # noqa: PTH100 - takes `..` out and leaves links as they are
    folder = start if start.is_dir() else start.parent
    for link in (place for place in reversed((folder, *folder.parents)) if place.is_symlink()):
        if around := _configured(link.parent):
            return resolved(around)
    return resolved(_configured(folder) or _repository(folder) or folder)


def _configured(folder: Path) -> Path | None:
    """The nearest folder upwards, within the git repository, with a configuration."""
    with_cms = None
    for candidate in (folder, *folder.parents):
        if own_config(candidate) or roots_in(candidate):
            return candidate
        with_cms = candidate if find_cms(candidate) else with_cms
        if (candidate / ".git").exists():
            break
    return with_cms


def _repository(folder: Path) -> Path | None:
    """The top of the git repository around a folder, or None."""
    return next((candidate for candidate in (folder, *folder.parents) if (candidate / ".git").exists()), None)


def sources_of_settings(root: Path) -> Iterator[Path]:
    """Every file and folder of a site that its settings are read from, whether it is there or not.

    The schemas, a configuration of ours that lies elsewhere, and what only the site's own generator reads, are not
    among them.
    """
    names = (
        *OWN_NAMES,
        *(place for entry in GENERATORS.values() for place in (*entry.roots, *entry.shared)),
        *CMS_PLACES,
        *dict.fromkeys(place.rpartition("/")[0] + "/index.html" for place in CMS_PLACES),
        "package.json",
        "wrangler.toml",
        "wrangler.jsonc",
        *RULE_FILES,
        *_in_host_folders("CNAME"),
    )
    return (root / name for name in names)
