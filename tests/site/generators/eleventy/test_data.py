"""Data of Eleventy's sites, and what programs beside it write, by their texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.site.generators.eleventy.bundlers import Outputs, is_bundler, read_bundler
from content_lint.site.generators.eleventy.config import CODE_KEY, ByCode
from content_lint.site.generators.eleventy.data import data_of_folders, data_of_site
from tests.files import write_files


def plain(value: object) -> object:
    """The same with the file in place of what a program works out."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return f"by {value.file}" if isinstance(value, ByCode) else value


def folders(root: Path, files: dict[str, str], source: str = "src") -> dict[str, object]:
    write_files(root, files)

    def read(path: str) -> str:
        place = root / path
        return place.read_text() if place.is_file() else ""

    return {path: plain(data) for path, data in data_of_folders(root, source, read)}


def test_data_is_for_a_folder_or_for_the_template_that_is_beside_it(tmp_path: Path) -> None:
    files = {
        "src/src.json": '{"top": 1}',
        "src/news/news.json": '{"a": "json", "b": 1}',
        "src/news/news.11tydata.json": '{"a": "data"}',
        "src/news/one.md": "",
        "src/news/one.json": '{"c": 2}',
        "src/news/two.json": '{"d": 3}',
        "src/news/three.11tydata.json": '{"e": 4}',
        "src/news/page.11ty.js": "module.exports = { f: 5, g: made() };",
        "src/_data/x.json": '{"no": 1}',
        "src/node_modules/y/y.json": '{"no": 1}',
        "src/news/broken.11tydata.json": "{",
    }
    assert folders(tmp_path, files) == {
        "src": {"top": 1},
        "src/news": {"a": "data", "b": 1},
        "src/news/one": {"c": 2},
        "src/news/three": {"e": 4},
        "src/news/page": {CODE_KEY: "src/news/page.11ty.js", "f": 5},
    }


def test_at_the_root_data_is_for_all(tmp_path: Path) -> None:
    assert folders(tmp_path, {"a/a.json": '{"x": 1}'}, "") == {"a": {"x": 1}}


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ("export default { permalink: '/x/', a: true };", {"a": True, "permalink": "/x/"}),
        ("module.exports = { permalink: false };", {"permalink": False}),
        ("export default { permalink: made() };", {"permalink": "by src/n/n.11tydata.js"}),
        ("export default { permalink: (data) => data.draft ? false : data.permalink };", {}),
        ("export default { permalink: (data) => (data.x ? permalink : false), a: 1 };", {"a": 1}),
        ("const x = 1;", {}),
    ],
)
def test_an_address_of_a_program_is_known_where_it_is_written_out(
    tmp_path: Path, program: str, found: dict[str, object]
) -> None:
    name = "src/n/n.11tydata.js"
    assert folders(tmp_path, {name: program}) == {"src/n": {CODE_KEY: name, **found}}


def test_a_program_may_hand_another_one_on(tmp_path: Path) -> None:
    files = {
        "src/n/n.11tydata.js": "module.exports = require('../../shared/one');",
        "shared/one.js": "export { default } from './two.js';",
        "shared/two.js": "export default { a: 1 };",
        "src/m/m.11tydata.js": "module.exports = require('../../../outside.js');",
        "src/o/o.11tydata.js": "export * from './gone.js'",
    }
    (tmp_path / "site").mkdir()
    (tmp_path / "outside.js").write_text("module.exports = { secret: 1 };")
    assert folders(tmp_path / "site", files) == {
        "src/n": {CODE_KEY: "shared/two.js", "a": 1},
        "src/m": {CODE_KEY: "src/m/m.11tydata.js"},
        "src/o": {CODE_KEY: "src/o/o.11tydata.js"},
    }


def test_data_of_the_site_is_named_by_its_place(tmp_path: Path) -> None:
    files = {
        "_data/one.json": '{"a": 1}',
        "_data/list.yaml": "- x\n- y\n",
        "_data/deep/er.yml": "b: 2\n",
        "_data/program.js": "module.exports = { c: 3, d: made(), ...more, e: { f: [1] } };",
        "_data/function.mjs": "export default async () => 1;",
        "_data/notes.txt": "x",
        "_data/large.json": '"' + "x" * 100_000 + '"',
        "_data/small.json": '"' + "x" * 99_998 + '"',
    }
    write_files(tmp_path, files)
    found = data_of_site(tmp_path, "_data", lambda path: (tmp_path / path).read_text())
    assert plain(found) == {
        "one": {"a": 1},
        "list": "by _data/list.yaml",
        "deep": {"er": {"b": 2}},
        "program": {CODE_KEY: True, "c": 3, "d": "by ", "e": {"f": "by "}},
        "function": "by _data/function.mjs",
        "large": "by _data/large.json",
        "small": "x" * 99_998,
    }
    assert data_of_site(tmp_path, "", str) == {}
    assert data_of_site(tmp_path, "gone", str) == {}


@pytest.mark.parametrize(
    ("name", "found"),
    [("gulpfile.babel.js", True), ("webpack.prod.js", True), ("vite.config.ts", True), ("package.json", False)],
)
def test_a_bundler_is_known_by_its_name(name: str, found: object) -> None:
    assert is_bundler(name) is found


@pytest.mark.parametrize(
    ("text", "copied", "made"),
    [
        ("src('src/img/**/*').pipe(dest('dist/img'))", {"src/img": "/img"}, ()),
        ("src('./src/img/*.png').pipe(dest('./dist/img/'))", {"src/img": "/img"}, ()),
        ("src('!src/img/**/*').pipe(dest('dist/img'))", {}, ("/img/**.*",)),
        ("src('src/img').pipe(dest('dist/img'))", {}, ("/img/**.*",)),
        ("src('other/**/*').pipe(dest('dist'))", {}, ("/**.*",)),
        ("src('src/a/*'); dest('dist/a'); dest('dist/b'); dest('dist/b')", {"src/a": "/a"}, ("/b/**.*",)),
        ("dest('distant/x')", {}, ("/**.*",)),
        ("", {}, ("/**.*",)),
    ],
)
def test_what_a_bundler_copies_is_told_from_what_it_makes(
    text: str, copied: dict[str, str], made: tuple[str, ...]
) -> None:
    assert read_bundler("gulpfile.js", text, "src", "dist") == Outputs("gulpfile.js", tuple(copied.items()), made)
