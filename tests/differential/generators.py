"""The real generators: whether they are here, and what they make of a site."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

_BESIDE = str(Path(sys.executable).parent)  # where the test extra puts hugo
HUGO = os.environ.get("CONTENT_LINT_HUGO") or shutil.which(
    "hugo", path=os.pathsep.join((_BESIDE, os.environ.get("PATH", "")))
)
JEKYLL = shutil.which("jekyll")
WHY_NO_HUGO = "no hugo is installed here: it comes with the test extra"
WHY_NO_JEKYLL = "no jekyll is installed here: apt-get install jekyll"


class BuildError(Exception):
    """A generator refused a site; the message is what it said."""


@functools.cache
def hugo_version() -> str:
    """The version of the Hugo that is here: ``0.168.0``."""
    said = subprocess.run([str(HUGO), "version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    return found[1] if found else ""


def build_hugo(root: Path, out: Path, *more: str) -> Path:
    """Build a site with Hugo, drafts and all that is hidden left out; the folder of the finished site."""
    environment = {**os.environ, "TZ": "UTC", "HUGO_CACHEDIR": str(out.with_name(f"{out.name}-cache"))}
    _run(
        [str(HUGO), "--source", str(root), "--destination", str(out), "--noBuildLock", *more],
        root,
        environment,
    )
    return out


def build_jekyll(root: Path, out: Path) -> Path:
    """Build a site with Jekyll; the folder of the finished site."""
    extra = out.with_name(f"{out.name}-clock.yml")
    extra.write_text("time: 2024-06-01 00:00:00 +0000\n")
    configs = ",".join(str(path) for path in (root / "_config.yml", extra) if path.is_file())
    command = [str(JEKYLL), "build", "--quiet", "--disable-disk-cache"]
    command += ["--source", str(root), "--destination", str(out), "--config", configs]
    _run(command, root, {**os.environ, "TZ": "UTC", "LANG": "C.UTF-8", "JEKYLL_ENV": "production"})
    return out


def _run(command: list[str], root: Path, environment: dict[str, str]) -> None:
    ran = subprocess.run(command, cwd=root, capture_output=True, timeout=500, env=environment, check=False)
    if ran.returncode:
        raise BuildError((ran.stdout + ran.stderr).decode("utf-8", "replace")[-3000:])


MKDOCS = shutil.which("mkdocs", path=_BESIDE)
WHY_NO_MKDOCS = "no mkdocs is installed here: it comes with the test extra"


def build_mkdocs(root: Path, out: Path) -> Path:
    """Build a site with MkDocs; the folder of the finished site."""
    _run([str(MKDOCS), "build", "--quiet", "--site-dir", str(out)], root, {**os.environ, "TZ": "UTC"})
    return out
