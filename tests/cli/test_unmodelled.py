"""Sites whose generator is not modelled, as a run and doctor tell of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.command import run
from tests.files import write_files

SITE = {
    ".git/HEAD": "",
    "zensical.toml": "",
    "README.md": "x",
    "docs/a.md": "[a](b.md) [b](/c/)\n",
    "docs/b.md": "x",
}


def test_a_run_names_the_generator_and_the_files_that_it_leaves_out(tmp_path: Path) -> None:
    ran = run(write_files(tmp_path, SITE), "check")
    assert ran.status == 0
    assert "Zensical makes this site (zensical.toml). Checked: front matter" in ran.err
    assert (
        "not checked: Markdown files (1): taken for no pages: README.md (about the repository, not part of the site); "
        "`files` can name them" in ran.err
    )
    assert "1 has targets that Zensical makes" in ran.err.replace("have targets", "has targets")


def test_doctor_says_the_same(tmp_path: Path) -> None:
    ran = run(write_files(tmp_path, SITE), "doctor")
    assert "Zensical makes this site (zensical.toml)" in ran.out
    assert "1 Markdown file left out, such as README.md: about the repository, not part of the site" in ran.out
    assert ran.out.count("README.md") == 1


def test_a_file_that_is_left_out_and_a_repository_of_nothing_else_say_how_to_check_them(tmp_path: Path) -> None:
    named = run(write_files(tmp_path / "a", SITE), "check", "README.md")
    assert named.status == 2
    assert "`README.md` is taken for no page (about the repository, not part of the site)" in named.err
    assert 'files = ["README.md"]' in named.err
    alone = run(write_files(tmp_path / "b", {".git/HEAD": "", "README.md": "x"}), "check")
    assert alone.status == 2
    assert "such as `README.md` (about the repository, not part of the site)" in alone.err
    (tmp_path / "b/content-lint.toml").write_text('files = ["README.md"]\n')
    assert run(tmp_path / "b", "check").status == 0


def test_code_of_mdx_is_not_changed(tmp_path: Path) -> None:
    text = "export const a = `[x](mailto:%20m@n.org)`;\n\n{/* [x](mailto:%20m@n.org) */}\n\n[x](mailto:%20m@n.org)\n"
    site = write_files(tmp_path, {".git/HEAD": "", "astro.config.mjs": "", "src/content/posts/a.mdx": text})
    run(site, "check", "--fix")
    fixed = (site / "src/content/posts/a.mdx").read_text()
    assert fixed == text[: text.rindex("%20")] + text[text.rindex("%20") + 3 :]


def test_what_a_program_has_installed_is_not_counted(tmp_path: Path) -> None:
    files = {name: text for name, text in SITE.items() if name != ".git/HEAD"}
    write_files(tmp_path, {**files, "node_modules/x/README.md": "x"})
    for arguments in (("init", "-q"), ("add", "-f", ".")):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    assert "Markdown files (1): taken for no pages: README.md" in run(tmp_path, "check").err
