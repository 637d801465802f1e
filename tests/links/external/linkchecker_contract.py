"""Asserts about linkchecker, as a program of test_linkchecker_contract.py: its import changes the interpreter."""

from __future__ import annotations

import inspect

from linkcheck.cache.urlqueue import UrlQueue
from linkcheck.checker.httpurl import HttpUrl
from linkcheck.checker.urlbase import UrlBase
from linkcheck.director import check_urls
from linkcheck.director.aggregator import Aggregate
from linkcheck.director.checker import Checker, check_url
from linkcheck.logger import _Logger
from urllib3 import HTTPConnectionPool, PoolManager

from content_lint.links.external.worker import aggregate, http_url, turns

# Our classes, and those of their methods that override nothing.
CLASSES = {
    HttpUrl: (http_url.GuardedUrl, {"facts", "_wanted_places", "_look_for", "_cut_short"}),
    Aggregate: (aggregate.Aggregate, {"add", "_begin"}),
    UrlQueue: (
        turns.TurnQueue,
        {"put_at", "_next", "pause", "drop_overdue", "drop_host", "_drop", "waiting", "most_at_once", "_wake"},
    ),
    _Logger: (aggregate.ResultLog, {"give_up", "_goes_on", "_conclude", "_count_silence"}),
}
CALLS = {
    UrlBase.__init__: ["reset", "check_syntax", "set_extern"],
    UrlBase.check_syntax: ["build_url", "check_url_warnings", "set_cache_url"],
    UrlBase.local_check: ["check_connection", "handle_exception", "set_content_type", "add_size_info"],
    HttpUrl.check_connection: [
        *("get_request_session", "construct_auth", "allows_robots", "build_request", "send_request"),
        *("follow_redirections", "check_response"),
    ],
    HttpUrl.send_request: ["wait_for_host", "get_request_kwargs", "_send_request"],
    check_url: ["check", "check_content", "to_wire", "log_url", "close_connection", "get_result", "add_result"],
    Checker.check_url: ["get", "task_done"],
    check_urls: ["start_threads", "finish"],
    # urllib3's, which session.py uses as its own urlopen does.
    HTTPConnectionPool.urlopen: ["_get_conn", "_put_conn", "_prepare_proxy", "is_closed"],
    PoolManager.connection_from_context: ["key_fn_by_scheme", "connection_from_pool_key"],
}


def main() -> None:
    checked = 0
    for theirs, (ours, new) in CLASSES.items():
        methods = {name: value for name, value in vars(ours).items() if inspect.isfunction(value)}
        found = {name for name in methods if not hasattr(theirs, name)}
        assert found == new, f"{ours.__name__} overrides nothing with {sorted(found ^ new)}"
        for name in methods.keys() - new - {"__init__"}:
            theirs_takes = inspect.signature(getattr(theirs, name)).parameters.values()
            if any(item.kind is item.VAR_POSITIONAL for item in theirs_takes):
                continue  # behind one of linkcheck's decorators
            required = [
                item for item in theirs_takes if item.default is item.empty and item.kind is not item.VAR_KEYWORD
            ]
            inspect.signature(methods[name]).bind(*[None] * len(required))
            checked += 1
    for function, names in CALLS.items():
        used = function.__code__.co_names
        assert set(names) <= set(used), f"{function.__qualname__} calls no {sorted(set(names) - set(used))}"
        checked += len(names)
    print(checked)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
