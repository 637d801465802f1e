"""The engine as a program, for links.py: reads a job (URLs, certificates), writes verdicts and memory as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time

from content_lint.links.external.client.engine import WorkerEngine
from content_lint.links.external.wire.policy import Policy

with open(sys.argv[1]) as file:  # noqa: PTH123 - no import that the engine does not need
    job = json.load(file)
policy = Policy(allow=("127.0.0.0/8",), ports=(18080, 18443, 19079), certificates=job["ca"])
engine = WorkerEngine(None, time.time, lambda notice: print(notice, file=sys.stderr))
rows = [[v.target, v.outcome.value, v.moved_to] for v in engine.check(job["urls"], policy)]
memory = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
json.dump({"rows": rows, "memory": memory}, sys.stdout)
