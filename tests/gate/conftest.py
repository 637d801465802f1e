"""A machine of the code host's for all tests of the actions, and a repository for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gate.github import FakeGitHub, served
from tests.gate.host import FILES, Host


@pytest.fixture(scope="session")
def temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """RUNNER_TEMP: what the action installs there is installed once for all of these tests."""
    return tmp_path_factory.mktemp("runner")


@pytest.fixture
def host(tmp_path: Path, temp: Path) -> Host:
    return Host(tmp_path, FILES, temp)


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    with served(FakeGitHub()) as api:
        yield api
