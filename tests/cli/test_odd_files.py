"""Whatever lies in the place of a file, and whatever the disk says: no command fails by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from content_lint.config.root import BASELINE_NAME, sources_of_settings
from tests.adopt.inside import run as run_inside
from tests.cli.command import COMMAND, environment, run_process
from tests.files import write_files

POST = "---\ntitle: A\ndate: 2024-01-02\n---\n[b](/b.html) [c](#c) [d](mailto:mailto:d@x.org)\n"
JEKYLL = {"_config.yml": "url: https://x.org\n", "_posts/2024-01-02-a.md": POST, "b.md": "---\ntitle: B\n---\n"}
PLACES = [path.relative_to("/").as_posix() for path in sources_of_settings(Path("/"))]
ALONE = ["content-lint.toml", "pyproject.toml", "_config.yml", "hugo.toml", "config/_default", "CNAME", "netlify.toml"]
OTHERS = ["a.txt", "_posts/2024-01-03-x.md", "img.png", "_data", "_layouts", "schemas", BASELINE_NAME]
COMMANDS = (("check",), ("urls", "--all"), ("links",), ("doctor",), ("init", "--dry-run"))
links = pytest.mark.skipif(sys.platform == "win32", reason="no links without rights, and no pipes")


def statuses(site: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What each command that failed said."""
    monkeypatch.setenv("CONTENT_LINT_CACHE", str(site.parent / "cache"))
    failed = {}
    for command in COMMANDS:
        ran = run_inside(site, *command)
        if ran.status not in (0, 1, 2) or "Traceback" in ran.err or "fault of content-lint" in ran.err:
            failed[" ".join(command)] = ran.err
    return failed


@links
@pytest.mark.parametrize("names", [*([name] for name in ALONE), PLACES, OTHERS], ids=" ".join)
def test_a_link_that_leads_to_itself_stops_no_command(tmp_path, monkeypatch, names):
    site = write_files(tmp_path / "site", JEKYLL)
    if "_config.yml" in names:
        (site / "_config.yml").unlink()
    for name in names:
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(file.name)
    assert statuses(site, monkeypatch) == {}


@links
def test_two_links_in_a_ring_are_reported_where_a_post_is_expected(tmp_path, monkeypatch):
    site = write_files(tmp_path / "site", JEKYLL)
    (site / "_posts/2024-01-03-x.md").symlink_to("2024-01-04-y.md")
    (site / "_posts/2024-01-04-y.md").symlink_to("2024-01-03-x.md")
    assert statuses(site, monkeypatch) == {}
    found = json.loads(run_inside(site, "check", "--output-format", "json").out)["diagnostics"]
    said = [(item["path"], item["message"]) for item in found if item["rule"] == "unreadable-file"]
    assert [path for path, _ in said] == ["_posts/2024-01-03-x.md", "_posts/2024-01-04-y.md"]
    assert all("leads back to itself" in message for _, message in said)


@links
@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
@pytest.mark.parametrize("name", ["content-lint.toml", "pyproject.toml", ".pre-commit-config.yaml"])
def test_init_names_what_lies_in_the_place_of_a_file(tmp_path, kind, name):
    site = write_files(tmp_path / "site", JEKYLL)
    subprocess.run(["git", "init", "-q", site], check=True)
    if kind == "folder":
        (site / name).mkdir()
    elif kind == "pipe":
        os.mkfifo(site / name)
    else:
        (site / name).symlink_to("/dev/zero")
    more = ("--pyproject",) if name == "pyproject.toml" else ()
    ran = run_inside(site, "init", "--yes", "--hook", *more)
    why = "this is a link that leads out of the site" if kind == "device" else "this is no ordinary file"
    assert (ran.status, f"{name}: {why}" in ran.err) == (2, True), ran.err


@pytest.mark.parametrize("site_file", ["_topics/a.md", "_topics/a/b.md"])
@pytest.mark.parametrize("permalink", ["/:title/", ":title", "/"])
def test_a_file_of_a_collection_that_lost_its_fence_stops_no_rule(tmp_path, monkeypatch, site_file, permalink):
    # It becomes a static file there, whose address is `.md`.
    config = f"url: https://x.org\ncollections: {{topics: {{output: true, permalink: '{permalink}'}}}}\n"
    config += "plugins: [jekyll-redirect-from]\n"
    texts = {"_config.yml": config, site_file: "-- \ntitle: A\n---\n", "CNAME": "x.org\n"}
    texts["admin/config.yml"] = "backend:\n  repo: x/x.github.io\n"  # so that neighbours may answer
    texts["tool.md"] = "---\nredirect_to: https://x.org/tool/\n---\n[a](/tool/x/) [b](/nowhere/) [c](.md)\n"
    site = write_files(tmp_path / "site", texts)
    assert statuses(site, monkeypatch) == {}


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-31T23:59:59Z", "0001-01-01", "0001-01-01T00:00:00+14:00"])
@pytest.mark.parametrize("command", ["check", "links"])
def test_a_day_at_the_end_of_time_is_wrong_usage(tmp_path, day, command):
    ran = run_inside(write_files(tmp_path, JEKYLL), command, "--today", day)
    assert (ran.status, f"--today: `{day}` is no day" in ran.err) == (2, True), ran.err


@pytest.mark.parametrize("day", ["0002-01-01", "9998-12-31T23:59:59-12:00"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "UTC"])
def test_a_day_near_the_end_of_time_is_a_day(tmp_path, day, zone):
    site = write_files(tmp_path, {**JEKYLL, "_config.yml": f"url: https://x.org\ntimezone: {zone}\n"})
    assert run_inside(site, "check", "--today", day).status == 1


@pytest.mark.skipif(sys.platform != "linux", reason="needs a disk that is full")
@pytest.mark.parametrize("command", ["check --output-format json", "check --diff", "urls", "links"])
def test_a_report_is_written_whole_or_not_at_all(tmp_path, command):
    site = write_files(tmp_path / "site", JEKYLL)
    report = tmp_path / "report"
    ran = in_full_disk(site, *command.split(), "--output-file", str(report))
    assert (ran.returncode, "cannot be written" in ran.stderr, report.exists()) == (2, True, False), ran.stderr
    report.write_text("old")
    in_full_disk(site, *command.split(), "--output-file", str(report))
    assert report.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report", "site"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a disk that is full")
def test_init_and_new_leave_no_empty_file_on_a_full_disk(tmp_path):
    posts = {f"_posts/2024-01-{day:02}-a{day}.md": POST for day in range(2, 9)}
    site = write_files(tmp_path / "site", {**JEKYLL, **posts})
    before = sorted(site.rglob("*"))
    assert in_full_disk(site, "init", "--yes").returncode == 2
    assert sorted(site.rglob("*")) == before
    assert in_full_disk(site, "new", "posts", "Another", "--set", "date=2024-02-03").returncode == 2
    assert sorted(site.rglob("*")) == before


def in_full_disk(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no file may grow."""
    return subprocess.run(
        ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *COMMAND, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_report_goes_into_a_pipe_or_a_device_as_it_is(tmp_path):
    site = write_files(tmp_path / "site", JEKYLL)
    assert run_process(site, "check", "--output-file", "/dev/null").status == 1
    link = tmp_path / "link"
    link.symlink_to("report")
    assert run_process(site, "check", "--output-file", str(link)).status == 1
    assert link.is_symlink()
    assert "broken-anchor" in (tmp_path / "report").read_text()
