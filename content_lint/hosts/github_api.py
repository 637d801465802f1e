"""GitHub's API, as much of it as a comment, a status and an issue need. Facts: docs.github.com/en/rest."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any

_SECONDS = 30
_MOST = 8_000_000
_PAGE = 100
_MOST_PAGES = 30


class HostError(Exception):
    """The code host does not do what was asked: ``message`` says what went wrong, ``status`` is its answer, or 0."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


class GitHub:
    """One repository.

    Args:
        api: the address of the API (``https://api.github.com``).
        repository: owner and name, as ``octo/site``.
        token: with the rights that are needed; it is sent to ``api`` and nowhere else.
    """

    def __init__(self, api: str, repository: str, token: str) -> None:
        self.repository = repository
        self._api = api.rstrip("/")
        self._token = token

    def get(self, path: str, **query: str | int) -> Any:
        """What lies at a path below the repository."""
        return self._json("GET", path, query)

    def pages(self, path: str, **query: str | int) -> Iterator[Any]:
        """The items of a list, page after page."""
        for page in range(1, _MOST_PAGES + 1):
            items = self.get(path, **query, per_page=_PAGE, page=page)
            yield from items
            if len(items) < _PAGE:
                return

    def send(self, method: str, path: str, **data: Any) -> Any:
        """Create, change or delete something below the repository."""
        return self._json(method, path, {}, data)

    def download(self, path: str, most: int) -> bytes:
        """A file, from wherever GitHub sends us for it; of more than ``most`` bytes nothing is kept."""
        return self._ask("GET", path, {}, None, most)

    def _json(self, method: str, path: str, query: Mapping[str, str | int], data: Any = None) -> Any:
        body = self._ask(method, path, query, data, _MOST)
        try:
            return json.loads(body) if body else None
        except ValueError as error:
            raise HostError(f"{method} {path}: the answer is no JSON") from error

    def _ask(self, method: str, path: str, query: Mapping[str, str | int], data: Any, most: int) -> bytes:
        url = f"{self._api}/repos/{urllib.parse.quote(self.repository)}/{path}"
        if query:
            url += f"?{urllib.parse.urlencode(query)}"
        request = urllib.request.Request(  # noqa: S310 - the scheme is that of the API's own address
            url,
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "User-Agent": "content-lint",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        # Not sent on: an artifact lies on another server, and the token is not its business.
        request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - see above
                body: bytes = answer.read(most + 1)
        except urllib.error.HTTPError as error:
            raise HostError(f"{method} {path}: GitHub answers {error.code} {error.reason}", error.code) from error
        except OSError as error:
            raise HostError(f"{method} {path}: GitHub cannot be reached: {error}") from error
        if len(body) > most:
            raise HostError(f"{method} {path}: the answer has more than {most:,} bytes")
        return body
