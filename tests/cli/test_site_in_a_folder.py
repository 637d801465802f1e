"""A site below the top of its repository: each format names files as those who read it look for them."""

from __future__ import annotations

import pytest

from content_lint.output.formats import FORMATS
from tests.cli.command import run
from tests.repository import Repo

POST = "_posts/2020-06-30-bad.md"
CHECK = ("check", "--select", "impossible-date", "--output-format")
FROM_THE_TOP = {
    "github": f"file=web/{POST},line=3",
    "gitlab": f'"path": "web/{POST}"',
    "sarif": f'"uri": "web/{POST}"',
    "junit": f'file="web/{POST}"',
}
FROM_HERE = {"full": "--> {}:3:7", "concise": "{}:3:7: DT102", "rdjson": '"path": "{}"'}
FROM_THE_SITE = {
    "json": f'"path": "{POST}"',
    "markdown": f"<code>{POST.replace('_', '&#95;')}</code>",
    "html": f'"files": [["{POST}"',
}


@pytest.fixture
def top(tmp_path):
    repository = Repo(tmp_path / "repository")
    repository.write({"web/_config.yml": "title: x\n", f"web/{POST}": "---\ntitle: t\ndate: 2020-06-31\n---\nx\n"})
    return repository.folder


def test_no_format_is_forgotten():
    named = sorted([*FROM_THE_TOP, *FROM_HERE, *FROM_THE_SITE])
    assert named == sorted(FORMATS), "say in one of these three tables how the format names the file of a finding"


@pytest.mark.parametrize("form", FROM_THE_TOP)
def test_servers_get_paths_from_the_top_of_the_repository(top, form):
    for folder, paths in ((top, ["web"]), (top / "web", [])):
        assert FROM_THE_TOP[form] in run(folder, *CHECK, form, *paths).out


@pytest.mark.parametrize("form", FROM_HERE)
def test_paths_can_be_opened_from_the_current_folder(top, form):
    assert FROM_HERE[form].format(f"web/{POST}") in run(top, *CHECK, form, "web").out
    assert FROM_HERE[form].format(POST) in run(top / "web", *CHECK, form).out


@pytest.mark.parametrize("form", FROM_THE_SITE)
def test_paths_from_the_site_are_the_same_wherever_it_is(top, form):
    for folder, paths in ((top, ["web"]), (top / "web", [])):
        assert FROM_THE_SITE[form] in run(folder, *CHECK, form, *paths).out
