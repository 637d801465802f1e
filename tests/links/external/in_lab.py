"""Runs inside the lab's namespace: starts its servers, has the engine ask, writes down what came of it.

    ns.sh python in_lab.py LAB FOLDER JOB

JOB is a JSON file: targets, policy (keywords of Policy), zone (names for the lab's name server, or null),
listen (extra places of the lab's server), and where several passes are wanted, a list of them. The answer
is FOLDER/answer.json: the verdicts of each pass, what the server has counted, the notices.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import msgspec

from content_lint.links.external.client.engine import WorkerEngine
from content_lint.links.external.wire.policy import HostLimits, Policy

LIFE = "240"


def start(lab: Path, name: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, str(lab / name)], stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"ready", f"{name} did not start"
    return process


def get(path: str) -> bytes:
    return urllib.request.urlopen(f"http://127.0.0.50:18080{path}", timeout=5).read()


def main() -> None:
    lab, folder = Path(sys.argv[1]), Path(sys.argv[2])
    job = json.loads(Path(sys.argv[3]).read_text())
    environment = {**os.environ, "LAB_OUT": str(folder), "LAB_TTL": LIFE}
    environment["LAB_ZONE"] = json.dumps(job.get("zone") or {})
    environment["LAB_EXTRA"] = " ".join(job.get("listen") or [])
    if not (folder / "certs").exists():
        (folder / "certs").mkdir()
        subprocess.run([sys.executable, str(lab / "mkcerts.py")], env=environment, check=True)
    servers = [start(lab, "server.py", environment)]
    answers = []
    try:
        for one in job["passes"]:
            names = start(lab, "dnsd.py", environment) if job.get("zone") is not None else None
            get("/__reset__")
            values = {key: tuple(value) if isinstance(value, list) else value for key, value in one["policy"].items()}
            if "limits" in values:
                values["limits"] = HostLimits(**values["limits"])
            notices: list[str] = []
            engine = WorkerEngine(None, time.time, lambda notice, heard=notices: heard.append(notice.kind))
            policy = Policy(certificates=str(folder / "certs" / "ca.pem"), **values)
            started = time.monotonic()
            verdicts = [msgspec.to_builtins(verdict) for verdict in engine.check(one["targets"], policy)]
            seconds = time.monotonic() - started
            statistics = json.loads(get("/__stats__"))
            answers.append({"verdicts": verdicts, "stats": statistics, "notices": notices, "seconds": seconds})
            if names is not None:
                names.kill()
                names.wait()
    finally:
        for server in servers:
            server.kill()
    (folder / "answer.json").write_text(json.dumps(answers))


if __name__ == "__main__":
    main()
