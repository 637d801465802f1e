"""A content-lint that says it was installed from somewhere: what an installer writes beside a package (PEP 610)."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from content_lint import __version__
from tests.conftest import ROOT

COMMIT = "0123456789abcdef0123456789abcdef01234567"
GITHUB = {"url": "https://github.com/octo/content-lint.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}


def installed_from(folder: Path, direct_url: Mapping[str, object] | None) -> dict[str, str]:
    """The environment in which the command believes to have come from there; None for the package index."""
    info = folder / f"content_lint-{__version__}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: content-lint\nVersion: {__version__}\n")
    if direct_url is not None:
        (info / "direct_url.json").write_text(json.dumps(direct_url))
    return {"PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}
