"""How one generator is recognised: what its module ``detect`` has to have (see ``config/generators.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from content_lint.config.detect.detected import Detected


class Detection(Protocol):
    """How one generator is recognised, and what its configuration says."""

    @property
    def makes_applications(self) -> bool:
        """Whether it makes programs more often than documents: then all others count before it."""

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        """The one of a folder's files that proves that this generator makes the site there; None without proof.

        Args:
            folder: a root of this generator's; or one of the folders where it is searched for.
            names: those of its roots that are there; or what lies in the folder, and in those of ``INSIDE``.
        """

    def detect(self, root: Path, home: str, config: str) -> Detected:
        """Read the configuration; raises ConfigError where it cannot be read.

        Args:
            root: the root of the site.
            home: the folder, from the root, that the configuration was found for; empty for the root itself.
            config: the file, from ``home``; empty where our settings name the generator and there is none.
        """
