"""Ctrl-C, certificates, headers for a host, a proxy, and hosts that never answer."""

from __future__ import annotations

import datetime as dt
import ipaddress
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

import pytest
from msgspec.structs import replace

from content_lint.links.external.client.store import LinkStore
from content_lint.links.external.wire.policy import HostLimits
from content_lint.report.verdict import Outcome

x509 = pytest.importorskip("cryptography.x509")

from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402

INTERRUPTED = """
import sys, time
from pathlib import Path
from content_lint.links.external.client.engine import WorkerEngine
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.client.store import LinkStore
store = LinkStore(Path(sys.argv[1]), time.time, print)
policy = Policy(allow=("127.0.0.0/8",), ports=(int(sys.argv[2]),), deadline=15)
try:
    for verdict in WorkerEngine(store, time.time, print).check(sys.argv[3:], policy):
        print(verdict.target, flush=True)
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_an_interrupt_stops_at_once_and_keeps_what_is_known(asker, web, tmp_path):
    good = [web.url(f"/ok/{number}") for number in range(4)]
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path / "links.db"), str(web.port), *good, web.url("/silent")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while len(web.targets) < 5 and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, errors = process.communicate(timeout=30)
    assert time.monotonic() - started < 5  # and not when the deadline is over
    assert (process.returncode, errors) == (130, b"")
    store = LinkStore(tmp_path / "links.db", time.time, pytest.fail)
    policy = replace(asker.policy, ports=(web.port,))
    assert sorted(store.recall(good, policy.fingerprint())) == good
    store.close()


def _certificate(folder, name: str, *, days: int = 10, address: str = "127.0.0.1"):
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    subject = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name)])
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=30))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public = built.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{name}.pem"
    path.write_bytes(private + public)
    (folder / f"{name}.crt").write_bytes(public)
    return path


@pytest.fixture
def tls_server(tmp_path):
    """Makes servers that speak TLS with a given certificate; yields (port, heads) of each."""
    open_sockets = []

    def make(certificate):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        listener = socket.create_server(("127.0.0.1", 0))
        open_sockets.append(listener)
        heads: list[str] = []

        def serve():
            while True:
                try:
                    connection, _ = listener.accept()
                    with context.wrap_socket(connection, server_side=True) as secure:
                        heads.append(secure.recv(65536).decode("latin-1"))
                        secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        return listener.getsockname()[1], heads

    yield make
    for listener in open_sockets:
        listener.close()


def test_certificates_that_are_not_trusted_are_told_from_those_that_are(asker, tls_server, tmp_path):
    good, expired, other = (
        _certificate(tmp_path, "good"),
        _certificate(tmp_path, "expired", days=-1),
        _certificate(tmp_path, "other", address="127.0.0.9"),
    )
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(b"".join((tmp_path / f"{name}.crt").read_bytes() for name in ("good", "expired", "other")))
    ports = [tls_server(path)[0] for path in (good, expired, other)]
    targets = [f"https://127.0.0.1:{port}/" for port in ports]
    verdicts = asker.ask(*targets, ports=tuple(ports), certificates=str(trusted))
    assert [verdicts[target].outcome for target in targets] == [Outcome.OK, Outcome.TLS, Outcome.TLS]
    assert "expired" in verdicts[targets[1]].reason
    untrusted = asker.ask(*targets, ports=tuple(ports))
    assert {verdict.outcome for verdict in untrusted.values()} == {Outcome.TLS}


def test_plain_http_on_the_port_of_tls_is_a_fault_of_tls(asker, web):
    target = web.url("/ok").replace("http:", "https:")
    assert asker.ask(target)[target].outcome is Outcome.TLS


def test_headers_of_a_host_go_to_it_alone_and_over_tls(asker, tls_server, tmp_path):
    port, heads = tls_server(_certificate(tmp_path, "good"))
    policy = {"ports": (port,), "certificates": str(tmp_path / "good.crt")}
    headers = {"127.0.0.1": {"Authorization": "Bearer one"}, "elsewhere.example.org": {"Authorization": "Bearer two"}}
    target = f"https://127.0.0.1:{port}/"
    assert asker.ask(target, headers=headers, **policy)[target].outcome is Outcome.OK
    assert [head.count("Authorization: Bearer one") for head in heads] == [1]
    assert "Bearer two" not in heads[0]


def test_behind_a_proxy_everything_goes_to_it_but_private_names(asker, web):
    proxy = f"http://127.0.0.1:{web.port}"
    public, private = "http://93.184.216.34/a%2fb|c", ["http://10.0.0.1/x", "http://intranet/x", "http://db.internal/x"]
    verdicts = asker.ask(public, *private, allow=(), ports=(80, 443), proxy=proxy)
    assert verdicts[public].status == 200
    assert {verdicts[target].outcome for target in private} == {Outcome.UNSAFE}
    assert web.targets == [public]
    assert [notice.kind for notice in asker.notices] == ["proxy"]


def test_a_host_that_never_answers_is_given_up(asker, web, closed_port):
    targets = [f"http://127.0.0.1:{closed_port}/{number}" for number in range(30)]
    verdicts = asker.ask(*targets, limits=HostLimits(1, 0.0))
    outcomes = [verdict.outcome for verdict in verdicts.values()]
    assert outcomes.count(Outcome.BROKEN) == 6
    assert outcomes.count(Outcome.UNCHECKED) == 24


def test_a_host_that_has_answered_once_is_not_given_up(asker, web, closed_port):
    targets = [web.url("/ok"), *(f"http://127.0.0.1:{closed_port}/{number}" for number in range(12))]
    verdicts = asker.ask(*targets, limits=HostLimits(1, 0.0))
    assert Outcome.UNCHECKED not in {verdict.outcome for verdict in verdicts.values()}


def test_a_host_may_keep_us_for_its_time_only(asker, web):
    targets = [web.url(f"/silent/{number}") for number in range(4)]
    verdicts = asker.ask(*targets, limits=HostLimits(1, 0.0), host_seconds=2.5, deadline=2.0)
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.FLAKY, Outcome.UNCHECKED}


def test_retired_mail_domains_and_malformed_addresses_need_no_network(asker, web):
    verdicts = asker.ask(
        "mailto:a@mail.gone.example.org",
        "mailto:a@b@c",
        "mailto:fine@agency.gov",
        retired_domains=("gone.example.org",),
    )
    outcomes = {target: verdict.outcome.value for target, verdict in verdicts.items()}
    assert outcomes == {
        "mailto:a@mail.gone.example.org": "broken",
        "mailto:a@b@c": "malformed",
        "mailto:fine@agency.gov": "ok",
    }
