"""Runs inside a namespace without a network: stands in for every other server, and has the whole tool ask it.

    ns.sh python stand_in.py JOB ANSWER

JOB is a JSON file: ``cases`` (what some URLs answer, by URL without fragment; all others answer 200), ``ids`` (the
places of a page, by URL), ``gone`` (host names that do not exist), ``untrusted`` (hosts with a certificate of their
own making), ``no_mail`` (domains that take none), ``hosts`` (all host names), ``runs`` (command lines, each with a
folder, an environment, and perhaps the seconds after which it is interrupted). ANSWER tells for each run its exit
status, output, messages, seconds, and how many requests it made; and for the whole all request targets.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import resource
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

JOB = json.loads(Path(sys.argv[1]).read_text())
REQUESTS: Counter[str] = Counter()


def answer_names() -> None:
    """Every name is here, but for those that are gone."""
    gone, no_mail = set(JOB["gone"]), set(JOB["no_mail"])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.200", 53))
        while True:
            data, asker = server.recvfrom(4096)
            message = dns.message.from_wire(data)
            name = str(message.question[0].name).rstrip(".").lower()
            kind = message.question[0].rdtype
            answer = dns.message.make_response(message)
            answer.flags |= dns.flags.AA
            if name in gone or name in no_mail:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            elif kind == dns.rdatatype.A:
                answer.answer.append(dns.rrset.from_text(f"{name}.", 0, "IN", "A", "127.0.0.1"))
            elif kind == dns.rdatatype.MX:
                answer.answer.append(dns.rrset.from_text(f"{name}.", 0, "IN", "MX", f"10 mx.{name}."))
            server.sendto(answer.to_wire(), asker)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, scheme: str) -> None:
    """One connection, one request after the other."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            target = head.split(" ", 2)[1]
            host = next(line[5:].strip() for line in head.split("\r\n") if line.lower().startswith("host:"))
            url = f"{scheme}://{host}{target}"
            REQUESTS[url] += 1
            case = JOB["cases"].get(url, "200")
            if case == "reset":
                connection = writer.get_extra_info("socket")
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()
                return
            if case == "close":
                break
            if case == "garbage":
                writer.write(b"SSH-2.0-OpenSSH_9.6\r\n")
                break
            writer.write(response(case, url))
            await writer.drain()
    writer.close()


def response(case: str, url: str) -> bytes:
    """``404``, ``301 https://…``, ``503 cf-mitigated: challenge``: a status, and where to or a header."""
    status, _, more = case.partition(" ")
    lines = [f"HTTP/1.1 {status} Said So", "Content-Type: text/html"]
    if more:
        lines.append(more if ": " in more else f"Location: {more}")
    body = "".join(f'<p id="{place}">x</p>' for place in JOB["ids"].get(url, ())).encode()
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


Issued = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def certificate(folder: Path, name: str, hosts: list[str], issuer: Issued | None) -> Issued:
    """A certificate with its key, in one file; without an issuer it vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by, by_key = (called, key) if issuer is None else (issuer[0].subject, issuer[1])
    builder = x509.CertificateBuilder().subject_name(called).issuer_name(by).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=2))
    builder = builder.not_valid_after(now + timedelta(days=60))
    builder = builder.add_extension(x509.BasicConstraints(ca=not hosts, path_length=None), critical=True)
    if hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        builder = builder.add_extension(names, critical=False)
    else:
        usage = x509.KeyUsage(
            digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = builder.add_extension(usage, critical=True)
    # OpenSSL's strict checks, on by default in newer Pythons, want both ends of the chain named.
    subject_key = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(by_key.public_key())
    builder = builder.add_extension(subject_key, critical=False).add_extension(issuer_key, critical=False)
    made = builder.sign(by_key, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / f"{name}.pem").write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return made, key


def contexts(folder: Path) -> ssl.SSLContext:
    """TLS for every host; those that are not to be trusted show a certificate of their own making."""
    root = certificate(folder, "root", [], None)
    certificate(folder, "good", JOB["hosts"], root)
    certificate(folder, "own", ["localhost"], None)
    (folder / "ca.pem").write_bytes(root[0].public_bytes(serialization.Encoding.PEM))
    good, own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    good.load_cert_chain(folder / "good.pem")
    own.load_cert_chain(folder / "own.pem")

    def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if name in JOB["untrusted"]:
            connection.context = own

    good.sni_callback = choose
    return good


async def serve(folder: Path, ready: threading.Event) -> None:
    plain = await asyncio.start_server(lambda r, w: answer(r, w, "http"), "127.0.0.1", 80)
    secure = await asyncio.start_server(lambda r, w: answer(r, w, "https"), "127.0.0.1", 443, ssl=contexts(folder))
    ready.set()
    async with plain, secure:
        await asyncio.gather(plain.serve_forever(), secure.serve_forever())


def processor_time() -> float:
    """Of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(one: dict, folder: Path) -> dict:
    before = REQUESTS.total()
    started = time.monotonic()
    used = processor_time()
    environment = {**os.environ, **one["environment"], "SSL_CERT_FILE": str(folder / "ca.pem")}
    process = subprocess.Popen(
        one["command"], cwd=one["folder"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    stopped = None
    if "interrupt_after" in one:
        while REQUESTS.total() - before < one["interrupt_after"] and process.poll() is None:
            time.sleep(0.02)
        stopped = time.monotonic()
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=100)
    ended = time.monotonic()
    return {
        "status": process.returncode,
        "out": out,
        "err": err,
        "seconds": ended - started,
        "processor_seconds": processor_time() - used,
        "seconds_after_interrupt": None if stopped is None else ended - stopped,
        "requests": REQUESTS.total() - before,
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ready = threading.Event()
        threading.Thread(target=answer_names, daemon=True).start()
        threading.Thread(target=lambda: asyncio.run(serve(folder, ready)), daemon=True).start()
        assert ready.wait(20), "the servers did not start"
        runs = [run(one, folder) for one in JOB["runs"]]
        Path(sys.argv[2]).write_text(json.dumps({"runs": runs, "asked": dict(REQUESTS)}))


if __name__ == "__main__":
    main()
