"""Print the lower bounds of pyproject.toml as exact versions, a line each: what `pip install -c` takes."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

pyproject = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
project = pyproject["project"]
extras = project["optional-dependencies"].values()
found: dict[str, str] = {}
for requirement in sum(extras, [*pyproject["build-system"]["requires"], *project["dependencies"]]):
    match = re.match(r"([\w.-]+)>=([\w.]+)", requirement)
    if match and "sys_platform" not in requirement:
        found[match[1]] = match[2]
sys.stdout.write("".join(f"{name}=={version}\n" for name, version in sorted(found.items())))
