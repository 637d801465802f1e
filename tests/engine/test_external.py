"""What a run asks of other servers, and what it makes of the answers. No socket is opened: the engine is a stand-in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.engine.baseline import Baseline
from content_lint.engine.external import External
from content_lint.engine.fix.rounds import fix_site
from content_lint.engine.run import RunRequest, run_check
from content_lint.engine.since import compare
from content_lint.links.external.client.interface import Notice
from content_lint.links.external.wire.policy import Policy
from content_lint.report.report import BaselineEntry, NotChecked, Report
from content_lint.report.verdict import Outcome, Verdict
from content_lint.rules.registry import catalog
from content_lint.site.sources.git import open_repository
from content_lint.site.sources.history import changes_since
from content_lint.site.sources.revision import GitTree
from content_lint.text.edits import Safety
from tests.files import write_files
from tests.repository import Repo, environment
from tests.rules.site_maker import JEKYLL, NOW, KnownVerdicts

POST = "_news/2020-01-02-a.md"
GONE = "https://www.example.com/gone"
CASES = {
    GONE: Verdict(GONE, Outcome.BROKEN, "answers 404 Not Found", 404, checked_at=1.0),
    "http://www.example.com/plain": Verdict("http://www.example.com/plain", Outcome.OK, "-", 200, checked_at=1.0),
    "https://www.example.com/plain": Verdict("https://www.example.com/plain", Outcome.OK, "-", 200, checked_at=1.0),
    "https://www.example.com/old": Verdict(
        "https://www.example.com/old", Outcome.MOVED, "-", 200, moved_to="https://www.example.com/new", checked_at=1.0
    ),
    "https://www.example.com/new": Verdict("https://www.example.com/new", Outcome.OK, "-", 200, checked_at=1.0),
}


def site(folder: Path, body: str, **more: str) -> Path:
    files = {"_config.yml": JEKYLL, POST: f"---\ntitle: A\n---\n{body}\n", **more}
    return write_files(folder, files)


def external(engine: KnownVerdicts | None = None, **more: object) -> External:
    return External(engine or KnownVerdicts(CASES), Policy(), **more)  # type: ignore[arg-type]


def check(root: Path, asked: External | None, *rules: str, **more: object) -> Report:
    settings = load_settings(root, catalog=catalog())
    if rules:
        settings = with_selection(settings, catalog(), select=list(rules))
    return run_check(settings, RunRequest(now=NOW, external=asked, **more))  # type: ignore[arg-type]


def test_one_address_is_asked_once_wherever_it_stands(tmp_path):
    engine = KnownVerdicts(CASES)
    root = site(tmp_path, f"[a]({GONE}) [b]({GONE})\n\n<{GONE}>", **{"about.md": f"---\ntitle: B\n---\n[c]({GONE})\n"})
    report = check(root, external(engine), "external")
    assert engine.asked == [GONE]
    assert [item.rule for item in report.diagnostics] == ["broken-external-link"] * 4


def test_https_is_asked_only_of_plain_addresses_and_once(tmp_path):
    engine = KnownVerdicts(CASES)
    root = site(tmp_path, f"[a](http://www.example.com/plain) [b](http://www.example.com/plain#x) [c]({GONE})")
    check(root, external(engine), "external")
    assert engine.asked == [
        "http://www.example.com/plain",
        "http://www.example.com/plain#x",
        GONE,
        "https://www.example.com/plain",
    ]


def test_what_needs_no_scheme_is_asked_over_https(tmp_path):
    engine = KnownVerdicts(CASES)
    report = check(site(tmp_path, "[a](//www.example.com/gone)"), external(engine), "external")
    assert engine.asked == [GONE]
    assert [item.rule for item in report.diagnostics] == ["broken-external-link"]


def test_nobody_is_asked_where_no_rule_wants_to_know(tmp_path):
    engine = KnownVerdicts(CASES)
    check(site(tmp_path, f"[a]({GONE}) [m](mailto:a@example.net)"), external(engine), "broken-link", "wrapped-url")
    assert engine.asked == []


def test_mail_is_asked_for_its_own_rule_only(tmp_path):
    root = site(tmp_path, f"[a]({GONE}) [m](mailto:a@example.net)")
    web, mail = KnownVerdicts(CASES), KnownVerdicts(CASES)
    check(root, external(web), "broken-external-link")
    check(root, external(mail), "undeliverable-domain")
    assert (web.asked, mail.asked) == ([GONE], ["mailto:a@example.net"])


def test_only_the_named_documents_links_are_asked(tmp_path):
    engine = KnownVerdicts(CASES)
    root = site(tmp_path, f"[a]({GONE})", **{"about.md": "---\ntitle: B\n---\n[c](https://www.example.com/new)\n"})
    check(root, external(engine), "external", paths=("about.md",))
    assert engine.asked == ["https://www.example.com/new"]


def test_only_targets_that_the_base_does_not_have_are_asked(tmp_path):
    body = "---\ntitle: A\n---\n[a](https://www.example.com/old)\n"
    repo = Repo(tmp_path, {"_config.yml": JEKYLL, POST: body})
    repo.write({POST: f"{body}\n[b]({GONE}) [again](https://www.example.com/old)\n"})
    settings = with_selection(load_settings(tmp_path, catalog=catalog()), catalog(), select=["external"])
    repository = open_repository(settings.root, environment())
    changes = changes_since(repository, "HEAD")
    engine = KnownVerdicts(CASES)
    with GitTree(repository, "HEAD") as revision:
        since = compare(settings, revision, changes, lambda _: settings, changes.touched)
        report = run_check(settings, RunRequest(now=NOW, since=since, external=external(engine)))
    assert engine.asked == [GONE]
    assert [item.rule for item in report.diagnostics] == ["broken-external-link"]


def test_what_is_ignored_is_not_asked_and_is_counted(tmp_path):
    engine = KnownVerdicts(CASES)
    root = site(tmp_path, f"[a]({GONE}) [b]({GONE}) [c](https://shop.example.net/x) [d](http://www.example.com/plain)")
    ignore = ("https://www.EXAMPLE.com/", "https://*.example.net")
    report = check(root, external(engine, ignore=ignore), "external")
    assert engine.asked == ["http://www.example.com/plain"]
    assert report.not_checked == (NotChecked("external links", 3, "the configuration says to ignore them"),)
    assert report.diagnostics == ()  # the https twin of [d] is ignored as well


def test_what_has_no_verdict_is_counted_and_never_fails(tmp_path):
    root = site(tmp_path, "[a](https://www.example.com/1) [b](https://www.example.com/2)")
    report = check(root, external(), "external")
    assert report.not_checked == (NotChecked("external links", 2, "is not in the store"),)
    assert (report.diagnostics, report.failures) == ((), ())


def test_an_odd_port_is_not_checked_rather_than_private(tmp_path):
    url = "https://www.example.com:8999/x"
    engine = KnownVerdicts(
        {url: Verdict(url, Outcome.UNSAFE, "leads to port 8999, which is asked only where `ports` names it")}
    )
    report = check(site(tmp_path, f"[a]({url})"), external(engine), "external")
    assert report.diagnostics == ()
    assert report.not_checked == (
        NotChecked("external links", 1, "leads to port 8999, which is asked only where `ports` names it"),
    )


def test_a_private_host_that_is_meant_counts_as_not_checked(tmp_path):
    url = "http://wiki.corp/x"
    engine = KnownVerdicts({url: Verdict(url, Outcome.UNSAFE, "leads to 10.0.0.1")})
    root = site(tmp_path, f"[a]({url})")
    report = check(root, external(engine), "external")
    assert ([item.rule for item in report.diagnostics], report.not_checked) == (["private-url"], ())
    (root / "content-lint.toml").write_text('[rules.private-url]\nhosts = ["wiki.corp"]\n')
    report = check(root, external(engine), "external")
    assert report.diagnostics == ()
    assert report.not_checked == (NotChecked("external links", 1, "leads to 10.0.0.1"),)


class Failing(KnownVerdicts):
    """Its worker dies; ``undone`` says whether some target is left without a verdict."""

    def __init__(self, notices: list[Notice], *, undone: bool) -> None:
        super().__init__(CASES)
        self._notices, self._undone = notices, undone

    def check(self, targets: Iterable[str], policy: Policy) -> Iterator[Verdict]:
        self._notices.append(Notice("worker", "The checker of external addresses ended.", is_failure=True))
        for verdict in super().check(targets, policy):
            left = self._undone and verdict.target != GONE
            yield replace(verdict, outcome=Outcome.UNCHECKED, reason="could not be checked: -") if left else verdict


@pytest.mark.parametrize("undone", [True, False])
def test_a_worker_that_dies_is_a_failure_only_where_something_was_left_undone(tmp_path, undone):
    notices: list[Notice] = []
    asked = External(Failing(notices, undone=undone), Policy(), notices=notices)
    report = check(site(tmp_path, f"[a]({GONE}) [b](https://www.example.com/old)"), asked, "external")
    rules = ["broken-external-link"] if undone else ["broken-external-link", "moved-url"]
    assert [item.rule for item in report.diagnostics] == rules
    text = "The checker of external addresses ended."
    assert [failure.error for failure in report.failures] == [
        f"{text} 1 address has no verdict; the next run asks again."
    ] * undone
    assert (f"{text} Nothing was left undone." in report.notices) is not undone
    assert report.exit_status(3) == (3 if undone else 1)


def test_the_rules_of_the_network_are_named_only_where_they_ran(tmp_path):
    root = site(tmp_path, f"[a]({GONE})")
    assert "broken-external-link" in check(root, external()).rules
    assert "broken-external-link" not in check(root, None).rules
    assert "private-url" in check(root, None).rules


def test_a_baseline_keeps_what_nobody_asked(tmp_path):
    entry = BaselineEntry(POST, "broken-external-link", "", GONE)
    root = site(tmp_path, f"[a]({GONE})")
    without = check(root, None, baseline=Baseline(frozenset({entry}))).baseline
    asked = check(root, external(), baseline=Baseline(frozenset({entry}))).baseline
    assert without is not None
    assert asked is not None
    assert (without.gone, asked.gone, asked.known) == ((), (), (entry,))


def test_rounds_of_fixing_ask_nothing_twice(tmp_path):
    engine = KnownVerdicts(CASES)
    root = site(tmp_path, "[a](https://www.example.com/old) [b](http://www.example.com/plain)")
    settings = with_selection(load_settings(root, catalog=catalog()), catalog(), select=["external"])
    fixed = fix_site(settings, RunRequest(now=NOW, external=external(engine)), least=Safety.UNSAFE)
    assert fixed.files[POST].text.endswith("[a](https://www.example.com/new) [b](https://www.example.com/plain)\n")
    assert fixed.report.diagnostics == ()
    assert len(engine.asked) == len(set(engine.asked))


def test_an_interrupt_leaves_what_has_come(tmp_path):
    class Interrupted(KnownVerdicts):
        def check(self, targets: Iterable[str], policy: Policy) -> Iterator[Verdict]:
            for number, verdict in enumerate(super().check(targets, policy)):
                if number == 1:
                    raise KeyboardInterrupt
                yield verdict

    asked = external(Interrupted(CASES))
    with pytest.raises(KeyboardInterrupt):
        check(site(tmp_path, f"[a]({GONE}) [b](https://www.example.com/old)"), asked, "external")
    assert list(asked.known) == [GONE]


def test_each_verdict_is_told_as_it_comes(tmp_path):
    heard: list[tuple[str, int, int]] = []
    asked = external(tell=lambda verdict, *counts: heard.append((verdict.target if verdict else "", *counts)))
    check(site(tmp_path, f"[a]({GONE}) [b](https://www.example.com/old)"), asked, "broken-external-link")
    assert heard == [("", 0, 2), (GONE, 1, 2), ("https://www.example.com/old", 2, 2)]


def test_an_https_address_that_nobody_asked_for_is_counted(tmp_path):
    """What a budget leaves out may be the very address that would have shown a plain link to be needless."""
    plain = "http://www.example.com/plain"
    engine = KnownVerdicts({plain: CASES[plain]})
    report = check(site(tmp_path, f"[a]({plain})"), external(engine), "insecure-url")
    assert report.diagnostics == ()
    assert report.not_checked == (NotChecked("http addresses over https", 1, "is not in the store"),)
