"""The engine in a web that misbehaves in every known way, in a network namespace that nothing can leave."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest

from content_lint.links.external.address.guard import is_public
from content_lint.links.external.address.mail import read_mail_target, second_opinion

ROOT = Path(__file__).parents[3]
LAB_PORTS = (18080, 18443, 19079)
LOOPBACK = ("127.0.0.0/8",)
PUBLIC = "93.184.216.34"
PRIVATE = ("169.254.169.254", "10.0.0.5", "192.168.1.1", "100.64.0.1")


@pytest.fixture(scope="session")
def lab(shared, linkchecker) -> Path:
    folder = shared / "lab"
    if not (folder / "ns.sh").is_file():
        pytest.skip("the corpora hold no lab")
    if os.geteuid() != 0:
        pytest.skip("a network namespace needs root")
    for program in ("unshare", "ip"):
        if shutil.which(program) is None:
            pytest.skip(f"there is no {program} here: install util-linux and iproute2")
    probe = subprocess.run([folder / "ns.sh", "true"], check=False, capture_output=True, text=True, timeout=30)
    if probe.returncode:
        pytest.skip(f"no namespace can be made here: {probe.stderr.strip()[:100]}")
    return folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("lab")


def run(lab: Path, folder: Path, job: dict[str, object], *, addresses: tuple[str, ...] = ()) -> list[dict]:
    """Have the lab's web asked; each pass's verdicts by target, and what the server counted."""
    (folder / "job.json").write_text(json.dumps(job))
    (folder / "answer.json").unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    environment["LAB_ADDRS"] = " ".join(f"{address}/32" for address in addresses)
    command = [lab / "ns.sh", sys.executable, Path(__file__).with_name("in_lab.py"), lab, folder, folder / "job.json"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=200, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    answers = json.loads((folder / "answer.json").read_text())
    for answer in answers:
        answer["verdicts"] = {verdict["target"]: verdict for verdict in answer["verdicts"]}
    return answers


def constants_of(path: Path, *names: str, upto: str = "") -> dict[str, object]:
    """What a script of the lab assigns to names, without running the rest of it."""
    wanted = []
    for node in ast.parse(path.read_text()).body:
        targets = [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]
        targets += [item.id for t in getattr(node, "targets", []) if isinstance(t, ast.Tuple) for item in t.elts]
        if set(targets) & set(names) or (isinstance(node, ast.FunctionDef) and node.name in names):
            wanted.append(node)
    space: dict[str, object] = {"urllib": urllib, "os": os}
    exec(compile(ast.Module(wanted, []), str(path), "exec"), space)
    return space


def test_every_row_of_the_truth_table_holds(lab, folder):
    truth = json.loads((lab / "truth.json").read_text())
    assert len(truth) == 2170
    policy = {"allow": LOOPBACK, "ports": LAB_PORTS}
    (answer,) = run(lab, folder, {"passes": [{"targets": [item["url"] for item in truth], "policy": policy}]})
    wrong = []
    for item in truth:
        verdict = answer["verdicts"][item["url"]]
        # The lab lets in whoever says Mozilla/5.0, as we do; its table speaks of programs that do not. Nor does the
        # table know that browsers show a redirect without an address and hand mailto: to another program, or that
        # others play what is not quite HTTP.
        right = {"ua403": "ok", "rnoloc": "ok", "garbage": "flaky", "rmail": "unchecked"}.get(
            item["case"], item["verdict"]
        )
        if verdict["outcome"] != right or (item["verdict"] == "moved" and verdict["moved_to"] != item["final"]):
            wrong.append((item["case"], item["url"], verdict["outcome"], verdict["reason"]))
    assert wrong == []
    assert answer["notices"] == []
    # Four at once; the lab still counts one that we hung up until it has noticed.
    assert answer["stats"]["max_conc_per_host"] <= 5
    assert set(answer["stats"]["methods"]) == {"GET"}
    # Retry-After was kept to, and nothing endless was read to its end.
    assert all(min(gaps) >= 0.95 for name, gaps in answer["stats"]["retry_gap"].items() if name.startswith("ra429/"))
    assert answer["stats"]["bytes"] < 300e6


def base(host: str = "127.0.0.1") -> str:
    return f"http://{host}:18080"


def redirect(to: str, code: int = 302) -> str:
    return f"{base()}/rto/1?c={code}&u={urllib.parse.quote(to, safe='')}"


# Rows of TRUTH.md that its list of URLs leaves out, by number.
ROWS = [
    (3, redirect("/ok/1", 307), "ok"),
    (11, redirect("//127.0.0.2:18080/ok/1", 301), "moved"),
    (11, redirect("\\\\127.0.0.2:18080\\ok\\1", 301), "moved"),
    (12, redirect("dns:x", 301), "unchecked"),
    (12, redirect("javascript:1", 301), "broken"),
    (13, base() + "/rnoloc/1", "ok"),
    (17, base() + "/rhuge/1", "ok"),
    (19, base() + "/n401/1", "blocked"),
    (24, base("127.0.0.2") + "/ra429d/9", "ok"),
    (25, base("127.0.0.3") + "/always429/9", "flaky"),
    (25, base("127.0.0.3") + "/ok/9", "ok"),
    (33, "https://127.0.0.58:18443/x/0", "flaky"),
    (36, "https://127.0.0.56:18443/ok/1", "tls"),
    (40, base() + "/ok/1#intro", "ok"),
    (40, base() + "/ok/1#oldname", "ok"),
    (40, base() + "/ok/1#café", "ok"),
    (40, base() + "/ok/1#a%20b", "ok"),
    (40, base() + "/ok/1#intro:~:text=lorem", "ok"),
    (40, base() + "/ok/1#/spa", "ok"),
    (40, base() + "/ok/1#!bang", "ok"),
    (40, base() + "/pdf/1#page=3", "ok"),
    (40, base() + "/big/1#p1799", "ok"),
    (41, base() + "/ok/1#nope", "fragment"),
    (41, base() + "/ok/1#Intro", "fragment"),
    (41, base() + "/gzip/1#zz", "fragment"),
    (40, base() + "/gzip/1#intro", "ok"),
    (41, base() + "/r302/1#zz", "fragment"),
    (42, base() + "/huge/1#far", "ok"),
    (42, base() + "/hugechunked/1#far", "ok"),
    (42, base("127.0.0.4") + "/bodyloris/1#x", "ok"),
    (42, base() + "/badgzip/1#x", "ok"),
    (42, base() + "/gzipbomb/1#x", "ok"),
    (45, "file:///etc/passwd", "unchecked"),
    (45, "ftp://127.0.0.1/x", "unchecked"),
    (45, "dns:x", "unchecked"),
    (47, base() + "/r301/900", "moved"),
    (47, base() + "/ok/900-new", "ok"),
    (48, base() + "/n404/48", "broken"),
    (48, base() + "/n404/48#x", "broken"),
]


def test_the_rows_that_the_list_leaves_out_hold_too(lab, folder):
    policy = {"allow": LOOPBACK, "ports": LAB_PORTS, "deadline": 4.0}
    (answer,) = run(lab, folder, {"passes": [{"targets": [url for _, url, _ in ROWS], "policy": policy}]})
    found = [(row, url, answer["verdicts"][url]["outcome"]) for row, url, _ in ROWS]
    assert found == ROWS
    assert answer["stats"]["per_path"].get("127.0.0.1/n404/48") == 2  # once, and once more to be sure
    assert answer["stats"]["per_path"].get("127.0.0.1/ok/1", 1) <= 3


def test_the_43_attacks_reach_nothing(lab, folder):
    script = constants_of(lab / "ssrf.py", "PUB", "zone", "q", "red", "C", "cases")
    cases: dict[str, str] = script["cases"]
    good = {"public-ok", "public-redir-ok", "rebind-1", "rebind2-1"}
    attacks = {name: url for name, url in cases.items() if name not in {"public-ok", "public-redir-ok", "other-port"}}
    assert len(attacks) == 42
    attacks["other-port"] = cases["other-port"]
    listen = [f"{address}:80" for address in (PUBLIC, *PRIVATE, "127.0.0.1", "127.0.0.9", "[::1]")]
    mails = [f"mailto:someone@{name}" for name in script["zone"]]
    targets = [*cases.values(), *mails]
    policy = {"ports": [80, 443], "deadline": 4.0, "mail_names": True}
    passes = [
        {"targets": targets, "policy": {**policy, "tries": 1}},
        {"targets": targets, "policy": {**policy, "tries": 2, "robots": True}},
        {"targets": list(reversed(targets)), "policy": {**policy, "tries": 2, "robots": True, "threads": 1}},
    ]
    job = {"passes": passes, "zone": script["zone"], "listen": listen}
    answers = run(lab, folder, job, addresses=(PUBLIC, *PRIVATE))
    # robots.txt is asked of the three public names, and of nobody else.
    assert [answer["stats"]["robots"] for answer in answers] == [0, 3, 3]
    for answer in answers:
        canary = [hit for hit in answer["stats"]["canary"] if hit[0] != PUBLIC]
        assert canary == []
        outcomes = {name: answer["verdicts"][url]["outcome"] for name, url in cases.items()}
        refused = {name for name in attacks if outcomes[name] == "unsafe"}
        # A redirect to file: is a redirect to nowhere. Rebinding: the first answer was public and stays for all.
        assert set(attacks) - refused <= {"redir-file", "rebind-1", "rebind-2", "rebind2-1", "rebind2-2"}
        assert outcomes["redir-file"] == "broken"
        assert {outcomes[name] for name in good} == {"ok"}


NAMES = {
    "ok.labzone.io": ["127.0.0.1"],
    "servfail.labzone.io": "SERVFAIL",
    "timeout.labzone.io": "TIMEOUT",
    "nodata.labzone.io": [],
    "xn--bcher-kva.labzone.io": ["127.0.0.2"],
    "v6only.labzone.io": ["2606:4700::1111"],
    "under_score.labzone.io": ["127.0.0.4"],
    "mail.labzone.io": {"mx": ["10 mx.labzone.io."]},
    "nomx.labzone.io": ["127.0.0.3"],
    "nullmx.labzone.io": {"mx": ["0 ."]},
}
NAMED = {
    "http://ok.labzone.io:18080/ok/1": "ok",
    "http://OK.labzone.io.:18080/ok/2": "ok",
    "http://bücher.labzone.io:18080/ok/1": "ok",
    "http://under_score.labzone.io:18080/ok/1": "ok",
    "http://nx.labzone.io:18080/ok/1": "broken",
    "http://nodata.labzone.io:18080/ok/1": "broken",
    "http://a..b.labzone.io:18080/ok/1": "broken",
    f"http://{'x' * 64}.labzone.io:18080/ok/1": "broken",
    "http://servfail.labzone.io:18080/ok/1": "flaky",
    "http://timeout.labzone.io:18080/ok/1": "flaky",
    "http://v6only.labzone.io:18080/ok/1": "flaky",
    "mailto:a@mail.labzone.io": "ok",
    "mailto:a@nomx.labzone.io": "ok",
    "mailto:a@nullmx.labzone.io": "broken",
    "mailto:a@nx.labzone.io": "broken",
    "mailto:a@timeout.labzone.io": "flaky",
    "mailto:a@mail.labzone.io,b@nx.labzone.io": "broken",
}


def test_names_that_do_not_resolve_and_domains_that_take_no_mail(lab, folder):
    policy = {"allow": LOOPBACK, "ports": LAB_PORTS, "mail_names": True, "deadline": 6.0}
    (answer,) = run(lab, folder, {"passes": [{"targets": list(NAMED), "policy": policy}], "zone": NAMES})
    assert {target: answer["verdicts"][target]["outcome"] for target in NAMED} == NAMED
    assert answer["notices"] == []


def test_where_no_name_resolves_there_is_one_notice_and_nothing_is_called_broken(lab, folder):
    targets = [f"http://{name}.labzone.io:18080/ok/1" for name in ("a", "b", "c", "d")]
    targets += [f"mailto:a@{name}.labzone.io" for name in ("e", "f", "g", "h")]
    policy = {"allow": LOOPBACK, "ports": LAB_PORTS, "mail_names": True, "deadline": 6.0}
    (answer,) = run(lab, folder, {"passes": [{"targets": targets, "policy": policy}]})
    assert {verdict["outcome"] for verdict in answer["verdicts"].values()} == {"flaky"}
    assert answer["notices"] == ["offline"]


def test_the_44_mail_addresses(shared):
    table = constants_of(shared / "lab" / "mailto.py", "T")["T"]
    assert len(table) == 44
    read = [(url, read_mail_target(url, ())) for url, _ in table]
    found = [(url, "bad" if mail.outcome == "malformed" or second_opinion(mail) else "good") for url, mail in read]
    assert found == [(url, "bad" if truth == "bad" else "good") for url, truth in table]


def test_the_address_policy_of_the_lab(shared):
    table = constants_of(shared / "lab" / "test_guard.py", "BAD", "GOOD")
    assert len(table["BAD"]) > 50
    assert [address for address in table["BAD"] if is_public(address)] == []
    assert [address for address in table["GOOD"] if not is_public(address)] == []
