from __future__ import annotations

import socket
import threading
import time

import pytest

from content_lint.links.external.address.guard import Guard, NameServerError, NoSuchNameError, UnsafeError, is_public

REFUSED = (
    *("0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1"),
    *("172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::"),
    *("::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::a9fe:a9fe"),
    *("64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:4136:e378::1", "fc00::1", "fd00:ec2::254", "fe80::1"),
    *("fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "5f00::1", "3fff::1", "4000::1"),
)
PUBLIC = (
    *("8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "169.253.1.1"),
    *("223.255.255.254", "198.20.0.1", "168.63.129.15", "2606:4700:4700::1111", "2a00:1450::1"),
    *("64:ff9b::808:808", "::ffff:8.8.8.8"),
)


def resolving(table, calls=None):
    def resolve(name, *_):
        answer = table[name.decode()]
        if calls is not None:
            calls.append(name.decode())
        if isinstance(answer, list) and answer and isinstance(answer[0], (list, Exception)):
            answer = answer.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in answer]

    return resolve


def guard(table=None, calls=None, **settings):
    settings = {"allow": (), "ports": (80, 443), **settings}
    return Guard(settings.pop("allow"), settings.pop("ports"), resolve=resolving(table or {}, calls), **settings)


@pytest.mark.parametrize("address", REFUSED)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_that_are_public(address):
    assert is_public(address)


def test_a_mixed_answer_is_refused_whole():
    for answer in (["8.8.8.8", "127.0.0.1"], ["10.0.0.5", "8.8.8.8"]):
        with pytest.raises(UnsafeError):
            guard({"mixed": answer}).addresses("mixed", 80)


def test_a_name_is_asked_once_and_its_answer_stays():
    calls = []
    pinned = guard({"rebind": [["8.8.8.8"], ["127.0.0.1"]]}, calls)
    assert [pinned.addresses(name, 80) for name in ("rebind", "REBIND", "rebind.")] == [["8.8.8.8"]] * 3
    assert calls == ["rebind"]


def test_each_address_of_a_name_counts_once_in_the_order_of_the_answer():
    assert guard({"x": [["8.8.8.8", "1.1.1.1", "8.8.8.8"]]}).addresses("x", 80) == ["8.8.8.8", "1.1.1.1"]


def test_a_failed_name_is_asked_once_more_after_a_while_and_what_it_answers_then_is_vetted():
    calls = []
    late = guard({"x": [socket.gaierror(socket.EAI_AGAIN, ""), ["127.0.0.1"], ["8.8.8.8"]]}, calls)
    for _ in range(2):
        with pytest.raises(NameServerError):
            late.addresses("x", 80)
    assert calls == ["x"]
    time.sleep(0.6)
    for _ in range(2):
        with pytest.raises(UnsafeError):
            late.addresses("x", 80)
    assert calls == ["x", "x"]


def test_failures_of_names_are_told_apart():
    names = guard({"nx": socket.gaierror(socket.EAI_NONAME, ""), "sf": socket.gaierror(socket.EAI_AGAIN, ""), "no": []})
    for host, error in (("nx", NoSuchNameError), ("sf", NameServerError), ("no", NoSuchNameError)):
        with pytest.raises(error):
            names.addresses(host, 80)
    # A resolver tells a server that fails from one that is silent with one and the same word.
    with pytest.raises(NameServerError, match="could not be looked up"):
        names.addresses("sf", 80)
    for host in ("a..b", "x" * 64 + ".org", "x." * 130):
        with pytest.raises(NoSuchNameError):
            names.addresses(host, 80)


def test_a_name_server_that_does_not_answer_is_not_waited_for():
    given_up = threading.Event()

    def slow(*_):
        answers_before_that.append(not given_up.wait(20))
        return []

    answers_before_that = []
    with pytest.raises(NameServerError, match=r"^has a name server that does not answer$"):
        Guard((), (80,), resolve=slow, seconds=0.1).addresses("slow", 80)
    assert answers_before_that == []
    given_up.set()


def test_literals_are_vetted_without_asking():
    for host in ("127.0.0.1", "[::1]", "[::ffff:10.0.0.1]"):
        with pytest.raises(UnsafeError):
            guard().addresses(host, 80)
        with pytest.raises(UnsafeError):
            guard().check_literal(host, 80)
    assert guard().addresses("8.8.8.8", 80) == ["8.8.8.8"]


def test_networks_can_be_allowed_and_nothing_beside_them():
    local = guard({"intra": ["10.1.2.3"], "other": ["10.2.0.1"]}, allow=("10.1.0.0/16", "::1/128"))
    assert local.addresses("intra", 80) == ["10.1.2.3"]
    assert local.addresses("[::ffff:10.1.0.1]", 80) == ["::ffff:10.1.0.1"]
    assert local.addresses("[::1]", 80) == ["::1"]
    with pytest.raises(UnsafeError):
        local.addresses("other", 80)


def test_ports_come_from_a_list():
    with pytest.raises(UnsafeError):
        guard().addresses("8.8.8.8", 22)


def test_behind_a_proxy_private_names_are_refused_and_unknown_ones_left_to_it():
    table = {
        "private.org": ["10.0.0.1"],
        "public.org": ["8.8.8.8"],
        "unknown.org": socket.gaierror(socket.EAI_NONAME, ""),
    }
    behind = guard(table)
    for host in ("localhost", "intranet", "db.internal", "printer.local", "private.org", "127.0.0.1", "[::1]"):
        with pytest.raises(UnsafeError):
            behind.check_behind_proxy(host, 80)
    for host in ("public.org", "unknown.org"):
        behind.check_behind_proxy(host, 80)


def test_networks_are_taken_as_people_write_them():
    local = guard(allow=("10.1.2.3/16",))
    assert local.addresses("10.1.9.9", 80) == ["10.1.9.9"]


def test_a_name_that_fails_twice_is_not_asked_again():
    calls = []
    failing = guard({"x": [socket.gaierror(socket.EAI_AGAIN, "") for _ in range(4)]}, calls)
    for _ in range(4):
        with pytest.raises(NameServerError):
            failing.addresses("x", 80)
        time.sleep(0.55)
    assert calls == ["x", "x"]


def test_what_is_refused_is_said_with_the_name_that_led_there():
    named = guard({"intra": ["10.0.0.5"]})
    with pytest.raises(UnsafeError, match=r"^leads to 10\.0\.0\.5 \(by the name intra\), which is not on the public"):
        named.addresses("intra", 80)
    with pytest.raises(UnsafeError, match=r"^leads to ::1, which is not on the public network$"):
        named.addresses("[::1]", 80)
    with pytest.raises(UnsafeError, match=r"^leads to port 22, which is asked only where `ports` names it$"):
        named.check_literal("intra", 22)
    named.check_literal("intra", 80)


@pytest.mark.parametrize(
    ("host", "error"),
    [
        ("x" * 63 + ".org", None),
        ("x" * 64 + ".org", "cannot exist"),
        (".".join(["x" * 62] * 4) + ".y", None),
        (".".join(["x" * 62] * 4) + ".yy", "cannot exist"),
        ("caf\u00e9.example", "cannot exist"),
    ],
)
def test_lengths_of_names_on_both_sides(host, error):
    names = guard({host: ["8.8.8.8"]})
    if error is None:
        assert names.addresses(host, 80) == ["8.8.8.8"]
    else:
        with pytest.raises(NoSuchNameError, match=error):
            names.addresses(host, 80)


def test_a_name_that_is_looked_up_behind_a_proxy_may_be_private_by_its_ending_alone():
    behind = guard({"a.localhosts": ["8.8.8.8"], "local.org": ["8.8.8.8"], "x.org": ["8.8.8.8"]})
    for host in ("a.localhost", "A.LAN.", "x.home.arpa", "a.corp", "a.home", "a.private", "a.intranet", "single"):
        with pytest.raises(UnsafeError, match=r"^has a name that only a private network knows, and a proxy would open"):
            behind.check_behind_proxy(host, 80)
    for host in ("a.localhosts", "local.org", "X.ORG."):
        behind.check_behind_proxy(host, 80)
    behind.check_behind_proxy("[2606:4700:4700::1111]", 80)
    with pytest.raises(UnsafeError, match="port 22"):
        behind.check_behind_proxy("x.org", 22)


def test_a_name_server_that_fails_is_left_to_the_proxy_too():
    guard({"sf.org": socket.gaierror(socket.EAI_AGAIN, "")}).check_behind_proxy("sf.org", 80)


@pytest.mark.parametrize(
    ("answer", "error", "text"),
    [
        (socket.gaierror(socket.EAI_NONAME, ""), NoSuchNameError, "has a host name that does not exist"),
        (socket.gaierror(socket.EAI_FAIL, ""), NameServerError, "has a host name that could not be looked up"),
        (OSError("x"), NameServerError, "has a host name that could not be looked up"),
        (UnicodeError("x"), NoSuchNameError, "has a host name that cannot exist"),
        ([], NoSuchNameError, "has a host name without an address"),
    ],
)
def test_why_a_name_has_no_address_is_said_each_time(answer, error, text):
    names = guard({"x.org": answer})
    for _ in range(2):
        with pytest.raises(error) as raised:
            names.addresses("x.org", 80)
        assert str(raised.value) == text


def test_answers_of_other_kinds_are_passed_over():
    odd = [(0, 0, 0, "", place) for place in ((), "8.8.8.8", (b"x", 0), None, ("1.1.1.1", 0))]
    assert Guard((), (80,), resolve=lambda *_: odd).addresses("x.org", 80) == ["1.1.1.1"]


def test_a_name_server_is_asked_for_streams_of_any_family_by_the_name_in_bytes():
    asked = []

    def resolve(*question):
        asked.append(question)
        return [(0, 0, 0, "", ("8.8.8.8", 0))]

    Guard((), (443,), resolve=resolve).addresses("X.org.", 443)
    assert asked == [(b"x.org", None, 0, socket.SOCK_STREAM)]


def test_what_may_be_reached_is_vetted_by_its_own_family():
    with pytest.raises(UnsafeError):
        guard(allow=("0.0.0.0/0",)).addresses("[::1]", 80)
    with pytest.raises(UnsafeError):
        guard(allow=("::/0",)).addresses("127.0.0.1", 80)
    assert guard({"x": ["fe80::1%eth0"]}, allow=("fe80::/10",)).addresses("x", 80) == ["fe80::1%eth0"]


def test_a_long_name_is_cut_where_it_led_to_a_refused_address():
    name = "x" * 61 + ".org"
    with pytest.raises(UnsafeError) as raised:
        guard({name: ["10.0.0.5"]}).addresses(name, 80)
    assert str(raised.value) == f"leads to 10.0.0.5 (by the name {'x' * 60}), which is not on the public network"
