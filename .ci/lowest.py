"""Print the lower bounds of pyproject.toml as exact versions, a line each: what `pip install -c` takes."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
for requirement in (*project["dependencies"], *project["optional-dependencies"]["external"]):
    match = re.match(r"([\w.-]+)>=([\w.]+)", requirement)
    if match and "sys_platform" not in requirement:
        sys.stdout.write(f"{match[1]}=={match[2]}\n")
