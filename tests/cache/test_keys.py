"""The keys of the cache: what was kept under one is found again by every later process, and for nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from content_lint.cache.keys import settings_key
from tests.cli.command import environment
from tests.files import write_files
from tests.links.sites import site_of_folder
from tests.site.generators.test_cases import CASES

_KEYS = "import sys\nfrom tests.cache.test_keys import keys_below\nprint(*keys_below(sys.argv[1]), sep='\\n')\n"


def keys_below(folder: str) -> list[str]:
    """The keys of the settings of the sites in a folder."""
    return [settings_key(site_of_folder(site).settings) for site in sorted(Path(folder).iterdir())]


def keys_in_process(folder: Path, seed: str) -> list[str]:
    """The same, found out by a process of its own."""
    asked = [sys.executable, "-c", _KEYS, str(folder)]
    env = environment({"PYTHONHASHSEED": seed})
    return subprocess.run(asked, env=env, capture_output=True, check=True, text=True).stdout.splitlines()


def test_every_process_gives_the_settings_of_a_site_the_same_key(tmp_path):
    for number, case in enumerate(CASES):
        files = {block.file: block.text for block in case.blocks if block.file is not None}
        write_files(tmp_path / f"{number:04}", {".git/HEAD": "", **files})
    keys = keys_in_process(tmp_path, "1")
    assert keys == keys_in_process(tmp_path, "2")
    assert len(keys) == len(CASES)
    assert len(set(keys)) > len(keys) / 4
