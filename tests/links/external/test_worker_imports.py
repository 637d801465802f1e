"""What the worker leaves for later: it must be there, be named rightly, and never be needed."""

from __future__ import annotations

import json
import subprocess
import sys

from content_lint.links.external.client.process import worker_command, worker_environment
from content_lint.links.external.wire import protocol
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.worker.imports import UNUSED

HEAVY = {"bs4", "soupsieve", "dns.resolver", "linkcheck.htmlutil.linkparse", "logging.handlers", "pydoc_data"}
LOOK = """
import sys
from content_lint.links.external.worker.imports import UNUSED, without_the_unused
with without_the_unused():
    import content_lint.links.external.worker.aggregate
lazy = [name for name in UNUSED if type(sys.modules[name]).__name__ == "_LazyModule"]
for name in UNUSED:
    sys.modules[name].__file__  # this loads it
    assert type(sys.modules[name]).__name__ == "module", name
from linkcheck.checker import fileurl, ignoreurl, unknownurl
from linkcheck.htmlutil import htmlsoup
assert issubclass(ignoreurl.IgnoreUrl, unknownurl.UnknownUrl)
assert htmlsoup.make_soup("<p>x</p>").p.string == "x"
assert fileurl.FileUrl.is_file
import logging
logging.config.dictConfig({"version": 1})
assert "soupsieve" in sys.modules
print(" ".join(sorted(lazy)))
"""


def test_each_name_is_left_for_later_and_is_the_real_module_when_it_is_looked_into(linkchecker):
    command = [sys.executable, "-c", LOOK]
    done = subprocess.run(command, env=worker_environment({}), capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == sorted(UNUSED)


def test_a_run_with_all_kinds_of_answers_needs_nothing_of_it(linkchecker, web, closed_port, tmp_path):
    paths = ["/ok", "/301?to=/ok", "/404", "/close", "/garbage", "/302?to=javascript:1", "/drip", "/reset", "/500"]
    urls = [web.url(path) for path in paths] + [f"http://127.0.0.1:{closed_port}/", "http://10.0.0.1/"]
    policy = Policy(allow=("127.0.0.0/8",), ports=(80, web.port, closed_port), deadline=1.0, tries=1, robots=True)
    jobs = [protocol.WebJob(number, url, ("intro", "gone")) for number, url in enumerate(urls)]
    lines = [protocol.write_line("policy", version=protocol.VERSION, policy=policy.to_wire())]
    lines += [*map(protocol.write_job, jobs), protocol.write_line("end")]
    python, *rest = worker_command()
    command = [python, "-X", "importtime", *rest]
    with (
        (tmp_path / "imports").open("wb") as errors,
        subprocess.Popen(
            command, env=worker_environment({}), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
        ) as worker,
    ):
        worker.stdin.write(b"".join(lines))  # its input stays open: its end would be the worker's
        worker.stdin.flush()
        said = [json.loads(line) for line in worker.stdout.read().splitlines()]
    imported = {line.rpartition("|")[2].strip() for line in (tmp_path / "imports").read_text().splitlines()}
    found = {line["id"]: line["outcome"] for line in said if line["type"] == "result"}
    expected = ["ok", "moved", "broken", "flaky", "flaky", "broken", "flaky", "flaky", "flaky", "broken", "unsafe"]
    assert [found[number] for number in range(len(urls))] == expected
    assert next(line["missing"] for line in said if line.get("id") == 0 and line["type"] == "result") == ["gone"]
    assert "linkcheck.checker.httpurl" in imported
    assert imported & HEAVY == set()
