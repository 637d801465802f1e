"""The handlers are python-frontmatter's: they are called by its own functions."""

from __future__ import annotations

import re
from pathlib import Path

import frontmatter
import pytest

from content_lint.handlers import HugoHandler, JekyllHandler, PlainHandler

GUIDE = Path(__file__).parent.parent.parent / "content/guides/front-matter-in-python.md"
YES = "---\ntitle: A\npinned: yes\n---\nText\n"


def test_each_generator_reads_its_own_values(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(YES, encoding="utf-8")
    read = {handler: frontmatter.load(file, handler=handler())["pinned"] for handler in (JekyllHandler, HugoHandler)}
    assert read == {JekyllHandler: True, HugoHandler: "yes"}


@pytest.mark.parametrize("text", ['+++\ntitle = "A"\n+++\nText', '{"title": "A"}\nText', "---\ntitle: A\n---\nText"])
def test_hugo_reads_all_its_formats(text: str) -> None:
    post = frontmatter.loads(text, handler=HugoHandler())
    assert (post.metadata, post.content) == ({"title": "A"}, "Text")


def test_one_handler_reads_one_file_after_the_other() -> None:
    handler = PlainHandler()
    titles = [frontmatter.loads(f"---\n{key}: A\n---\n", handler=handler).metadata for key in ("title", "longer-key")]
    assert titles == [{"title": "A"}, {"longer-key": "A"}]


def test_without_front_matter_the_text_is_the_content() -> None:
    post = frontmatter.loads("+++\ntitle = 'A'\n+++\nText", handler=JekyllHandler())
    assert (post.metadata, post.content) == ({}, "+++\ntitle = 'A'\n+++\nText")


def test_what_cannot_be_read_is_an_error_that_says_why() -> None:
    with pytest.raises(ValueError, match="quote"):
        frontmatter.loads('---\ntitle: "A\n---\n', handler=JekyllHandler())


def test_handlers_detect_what_their_generator_finds() -> None:
    toml = "+++\na = 1\n+++\n"
    assert [handler().detect(toml) for handler in (HugoHandler, JekyllHandler)] == [True, False]


def test_the_example_of_the_guide_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "post.md").write_text("---\npublished: no\n---\nText\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"^~~~python\n(.*?)^~~~$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    exec(compile(example, str(GUIDE), "exec"), {})
    assert capsys.readouterr().out == "False Text\n"
