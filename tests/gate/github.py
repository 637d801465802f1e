"""GitHub's API on the loopback, as far as our comment, status and issue use it; it does no more than GitHub does."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

BOT = {"login": "github-actions[bot]", "type": "Bot"}
HEAD = "a" * 40


class FakeGitHub:
    """A repository `octo/site` with pull request 7 from a fork, and what is written to it."""

    def __init__(self) -> None:
        self.pulls = [
            {
                "number": 7,
                "html_url": "https://github.com/octo/site/pull/7",
                "head": {"sha": HEAD, "ref": "change", "label": "fork:change", "repo": {"id": 22}},
            }
        ]
        self.comments: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []
        self.statuses: list[dict[str, Any]] = []
        self.archive: bytes | None = None
        self.size: int | None = None
        self.requests: list[tuple[str, str, str]] = []
        self.url = ""

    def event(self, **changed: Any) -> dict[str, Any]:
        """What GitHub says when the workflow that checks has ended."""
        run = {
            "id": 5,
            "event": "pull_request",
            "head_sha": HEAD,
            "head_branch": "change",
            "head_repository": {"id": 22, "owner": {"login": "fork"}},
            "pull_requests": [],
        }
        return {"workflow_run": {**run, **changed}}

    def answer(self, method: str, path: str, query: dict[str, str], data: Any) -> tuple[int, Any]:
        rest = path.removeprefix("/repos/octo/site/")
        for name, wanted, pattern in _ROUTES:
            match = re.fullmatch(pattern, rest)
            if match and wanted == method:
                return getattr(self, name)(query, data, *match.groups())
        return 404, {"message": "Not Found"}

    def list_pulls(self, query, data):
        found = [item for item in self.pulls if item["head"]["label"] == query["head"]]
        return 200, _page(found, query)

    def list_artifacts(self, query, data, run):
        if self.archive is None:
            return 200, {"artifacts": []}
        size = len(self.archive) if self.size is None else self.size
        return 200, {"artifacts": [{"id": 3, "name": query["name"], "size_in_bytes": size, "expired": False}]}

    def send_artifact(self, query, data):
        return 302, f"{self.url}/blob"

    def get_status(self, query, data, commit):
        newest = {item["context"]: item for item in self.statuses}
        return 200, {"statuses": list(newest.values())}

    def set_status(self, query, data, commit):
        self.statuses.append({**data, "commit": commit})
        return 201, data

    def list_comments(self, query, data, number):
        return 200, _page(self.comments, query)

    def add_comment(self, query, data, number):
        number = 1000 + len(self.requests)
        url = f"https://github.com/octo/site/pull/7#issuecomment-{number}"
        self.comments.append({"id": number, "user": BOT, "body": data["body"], "html_url": url})
        return 201, self.comments[-1]

    def edit_comment(self, query, data, number):
        comment = next(item for item in self.comments if item["id"] == int(number))
        comment["body"] = data["body"]
        return 200, comment

    def delete_comment(self, query, data, number):
        self.comments = [item for item in self.comments if item["id"] != int(number)]
        return 204, None

    def list_issues(self, query, data):
        found = [item for item in self.issues if item["user"]["login"] == query["creator"]]
        return 200, _page(found, query)

    def add_issue(self, query, data):
        number = len(self.issues) + 1
        url = f"https://github.com/octo/site/issues/{number}"
        self.issues.append({**data, "number": number, "state": "open", "user": BOT, "html_url": url})
        return 201, self.issues[-1]

    def edit_issue(self, query, data, number):
        self.issues[int(number) - 1].update(data)
        return 200, self.issues[int(number) - 1]


_ROUTES = (
    ("list_pulls", "GET", r"pulls"),
    ("list_artifacts", "GET", r"actions/runs/(\d+)/artifacts"),
    ("send_artifact", "GET", r"actions/artifacts/3/zip"),
    ("get_status", "GET", r"commits/(\w+)/status"),
    ("set_status", "POST", r"statuses/(\w+)"),
    ("list_comments", "GET", r"issues/(7)/comments"),
    ("add_comment", "POST", r"issues/(7)/comments"),
    ("edit_comment", "PATCH", r"issues/comments/(\d+)"),
    ("delete_comment", "DELETE", r"issues/comments/(\d+)"),
    ("list_issues", "GET", r"issues"),
    ("add_issue", "POST", r"issues"),
    ("edit_issue", "PATCH", r"issues/(\d+)"),
)


def _page(items: list[Any], query: dict[str, str]) -> list[Any]:
    size, page = int(query.get("per_page", 30)), int(query.get("page", 1))
    return items[(page - 1) * size : page * size]


@contextmanager
def served(fake: FakeGitHub) -> Iterator[FakeGitHub]:
    """The API at ``fake.url`` as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            data = json.loads(self.rfile.read(length)) if length else None
            fake.requests.append((self.command, parts.path, self.headers.get("Authorization", "")))
            if parts.path == "/blob":
                self._send(200, fake.archive or b"")
                return
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, value = fake.answer(self.command, parts.path, query, data)
            if status == 302:
                self.send_response(302)
                self.send_header("Location", value)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self._send(status, b"" if value is None else json.dumps(value).encode())

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_DELETE = _answer

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
