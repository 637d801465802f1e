"""Workers on other machines: an executor of Dask's, which is handed in like any other."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from content_lint.cache.fingerprint import program_fingerprint
from content_lint.schema.errors import SetupError

_PATIENCE = 10  # seconds until a scheduler has to have answered, and then a worker


@contextmanager
def connected(address: str) -> Iterator[Executor]:
    """The executor of the cluster whose scheduler is at ``HOST:PORT``.

    Raises:
        SetupError: Dask is not installed, nobody answers, or the workers run another program than this one.
    """
    try:
        from distributed import Client  # an extra, and slow to import
    except ImportError as error:
        install = "Install content-lint with its extra `dask`, here and where the workers are."
        raise SetupError("", None, "--executor needs dask.distributed, which is not installed", install) from error
    try:
        client = Client(f"tcp://{address}", timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        start = "Start one with `dask scheduler`, and workers with `dask worker HOST:PORT`."
        raise SetupError("", None, f"no Dask scheduler answers at {address}", start) from error
    with client:
        executor = client.get_executor(retries=0)
        _refuse_another_program(executor, address)
        yield executor


def _refuse_another_program(executor: Executor, address: str) -> None:
    try:
        theirs = executor.submit(program_fingerprint).result(timeout=_PATIENCE)
    except Exception as error:
        problem = f"no worker of the cluster at {address} can run content-lint: {type(error).__name__}"
        help_ = "Start workers where the same version of content-lint is installed: `dask worker HOST:PORT`."
        raise SetupError("", None, problem, help_) from error
    if theirs != program_fingerprint():
        problem = f"the workers of the cluster at {address} run another version of content-lint, Python or a parser"
        raise SetupError("", None, problem, "Install the same there as here: what they find has to be the same.")
