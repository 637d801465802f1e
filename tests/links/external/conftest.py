"""An engine, and a web for it on loopback; the worker is the real one, a process of its own."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from content_lint.links.external.wire.policy import Policy

sys.path.insert(0, str(Path(__file__).parent))

from external_asker import Asker
from web import Web, free_port, serve


@pytest.fixture(scope="session")
def linkchecker() -> None:
    if importlib.util.find_spec("linkcheck") is None:
        pytest.skip("linkchecker is not installed: pip install content-lint[external]")


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as server:
        yield server


@pytest.fixture
def closed_port() -> int:
    return free_port()


@pytest.fixture
def asker(linkchecker: None, web: Web, closed_port: int) -> Asker:
    return Asker(Policy(allow=("127.0.0.0/8",), ports=(web.port, closed_port), deadline=2.0, tries=1))
