"""Fail where something is installed beside this Python that .ci/constraints.txt does not pin."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path


def normal(name: str) -> str:
    """A distribution's name as all tools compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


lines = (Path(__file__).parent / "constraints.txt").read_text("utf-8").splitlines()
pinned = {(normal(name), version) for name, _, version in (line.partition("==") for line in lines)}
own = {"pip", "setuptools", "wheel", "content-lint"}
installed = {(normal(item.name), item.version) for item in distributions() if normal(item.name) not in own}
loose = sorted(f"{name}=={version}" for name, version in installed - pinned)
if loose:
    raise SystemExit(f".ci/constraints.txt does not pin {', '.join(loose)}: run .ci/pin")
