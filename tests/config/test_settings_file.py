"""Our own settings: what they change, and what is said of a mistake in them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

import pytest

from content_lint.config.errors import ConfigError
from content_lint.config.generators import GENERATORS
from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.config.settings import SiteSettings
from content_lint.report.diagnostic import Severity
from content_lint.rules.registry import catalog
from content_lint.schema.errors import SchemaError

RULES = catalog()


def load(root: Path, text: str, name: str = "content-lint.toml") -> SiteSettings:
    (root / "_config.yml").write_text("url: https://www.example.org\ncollections: { news: { output: true } }\n")
    (root / name).write_text(dedent(text), encoding="utf-8")
    return load_settings(root, catalog=RULES)


def refusal(root: Path, text: str, name: str = "content-lint.toml") -> str:
    with pytest.raises(ConfigError) as caught:
        load(root, text, name)
    return str(caught.value)


def test_settings_refine_what_was_detected(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """\
        timezone = "Europe/London"
        url = "https://www.example.com/"
        own-hosts = ["Old.example.org"]
        media = "/images"
        exclude = ["drafts/**"]
        files = "**/*.md"

        [collections.news]
        permalink = "/:title/"

        [collections.notes]
        paths = "notes/**/*.md"
        """,
    )
    assert settings.zone == ZoneInfo("Europe/London")
    assert settings.url == "https://www.example.com"
    assert settings.own_hosts == {"www.example.com", "www.example.org", "old.example.org"}
    assert settings.media_paths == ("/images",)
    assert (settings.exclude, settings.files) == (("drafts/**",), ("**/*.md",))
    assert settings.collections["news"].permalink == "/:title/"
    assert settings.collections["news"].globs == ("_news/**",)
    assert settings.collections["notes"].globs == ("notes/**/*.md",)
    assert settings.collections["notes"].origin == "content-lint.toml"


def test_pages_can_be_put_into_a_collection_of_ours(tmp_path: Path) -> None:
    settings = load(tmp_path, '[collections.about]\npaths = "about/**/*.md"\n')
    about = settings.collections["about"]
    assert settings.collection_of("about/team/a.md", None) is about
    assert settings.collection_of("index.md", None) is None
    assert settings.collection_of("_news/a.md", "news") is settings.collections["news"]


def test_a_folder_of_a_collection_can_be_put_into_one_of_ours(tmp_path: Path) -> None:
    settings = load(tmp_path, '[collections.minutes]\npaths = "_news/minutes/**"\n')
    assert settings.collection_of("_news/minutes/a.md", "news") is settings.collections["minutes"]
    assert settings.collection_of("_news/a.md", "news") is settings.collections["news"]


def test_pyproject_holds_the_same_settings(tmp_path: Path) -> None:
    settings = load(tmp_path, '[tool.content-lint]\nselect = ["impossible-date"]\n', "pyproject.toml")
    assert settings.rules.select == {"impossible-date"}


def test_pyproject_of_others_is_left_alone(tmp_path: Path) -> None:
    assert load(tmp_path, "[tool.ruff]\nx = = 1\n", "pyproject.toml").rules.select


def test_default_preset_leaves_out_what_is_off(tmp_path: Path) -> None:
    chosen = load(tmp_path, "").rules.select
    assert chosen == {name for name, entry in RULES.items() if entry.preset == "default"}
    assert "unordered-keys" in RULES
    assert "unordered-keys" not in chosen


def test_selectors_are_names_codes_and_families(tmp_path: Path) -> None:
    chosen = load(
        tmp_path, 'select = ["fields", "DT101", "impossible-date"]\nextend-select = ["unordered-keys"]\n'
    ).rules
    fields = {name for name, entry in RULES.items() if entry.family == "fields"}
    assert chosen.select == {*fields, "unreadable-date", "impossible-date"}


def test_selectors_are_beginnings_of_codes_too(tmp_path: Path) -> None:
    rules = load(tmp_path, 'select = ["fm1", "DT102"]\nignore = ["FM101"]\n').rules
    assert rules.select == {"unknown-field", "impossible-date"}
    assert load(tmp_path, 'select = "FM"').rules.select == load(tmp_path, 'select = "fields"').rules.select


def test_all_selects_what_is_off_too_and_the_closer_selector_decides(tmp_path: Path) -> None:
    assert load(tmp_path, 'select = "ALL"').rules.select == set(RULES)
    rules = load(tmp_path, 'select = ["FM1"]\nignore = "ALL"\n').rules
    assert rules.select == {"missing-field", "unknown-field"}
    rules = load(tmp_path, 'select = "FM"\nignore = "FM1"\n').rules
    assert "wrong-type" in rules.select
    assert "missing-field" not in rules.select


def test_one_letter_selects_nothing(tmp_path: Path) -> None:
    assert "no rule or family is called `F`" in refusal(tmp_path, 'select = "F"')


def test_a_table_of_a_family_sets_severities_and_a_rule_outweighs_it(tmp_path: Path) -> None:
    text = '[rules.FM101]\nseverity = "error"\n[rules.FM]\nseverity = "info"\n[rules.FM1]\nseverity = "warning"\n'
    severities = load(tmp_path, text).rules.severities
    assert severities["missing-field"] is Severity.ERROR
    assert severities["unknown-field"] is Severity.WARNING
    assert severities["wrong-type"] is Severity.INFO
    assert "impossible-date" not in severities


def test_families_do_not_switch_on_what_is_off(tmp_path: Path) -> None:
    assert "unordered-keys" not in load(tmp_path, 'select = ["fields"]\n').rules.select


def test_a_name_outweighs_its_family(tmp_path: Path) -> None:
    chosen = load(tmp_path, 'ignore = ["mail"]\nextend-select = ["malformed-mailto"]\n').rules.select
    assert {name for name in chosen if RULES[name].family == "mail"} == {"malformed-mailto"}


def test_ignore_outweighs_select_among_equals(tmp_path: Path) -> None:
    assert load(tmp_path, 'select = ["mail"]\nignore = ["MAIL"]\n').rules.select == frozenset()


def test_severities_and_options_of_rules(tmp_path: Path) -> None:
    rules = load(
        tmp_path,
        """\
        [rules.placeholder-value]
        severity = "error"
        also = ["example"]

        [rules.FM102]
        severity = "info"
        """,
    ).rules
    assert rules.severities == {"placeholder-value": Severity.ERROR, "unknown-field": Severity.INFO}
    options = rules.options["placeholder-value"]
    assert (options.also, options.allow) == (("example",), ())  # type: ignore[attr-defined]
    assert "unknown-field" not in rules.options


def test_settings_for_some_paths(tmp_path: Path) -> None:
    rules = load(
        tmp_path,
        """\
        [[per-path]]
        paths = ["_news/2018*", "_news/2019*"]
        ignore = ["missing-field"]
        severity = { fields = "info", wrong-type = "warning" }

        [[per-path]]
        paths = "old/**"
        severity = "info"
        """,
    ).rules
    globs = [glob for glob, _, _ in rules.per_path]
    assert globs == ["_news/2018*", "_news/2019*", "old/**"]
    _, ignored, severities = rules.per_path[0]
    assert ignored == {"missing-field"}
    assert severities["wrong-type"] is Severity.WARNING
    assert severities["unknown-field"] is Severity.INFO
    assert "impossible-date" not in severities
    assert set(rules.per_path[2][2]) == set(RULES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('generater = "hugo"', "content-lint.toml:1: there is no setting `generater`\nDid you mean `generator`?"),
        (
            "\n[colections.news]\npaths = []",
            "content-lint.toml:2: there is no setting `colections`\nDid you mean `collections`?",
        ),
        (
            "[collections.news]\npath = []",
            "content-lint.toml:2: there is no setting `path` in `collections.news`\nDid you mean `paths`?",
        ),
        ('generator = "jekyl"', "content-lint.toml:1: `generator` is `jekyl`\nDid you mean `jekyll`?"),
        (
            'generator = "wordpress"',
            (
                "content-lint.toml:1: `generator` is `wordpress`\nWrite one of `jekyll`, `hugo`, `astro`, `eleventy`, "
                "`docusaurus`, `vitepress`, `vuepress`, `mkdocs`, `zola`, `mdbook`, `hexo`, `quarto` and "
                f"{len(GENERATORS) - 12} more."
            ),
        ),
        ("select = 5", "content-lint.toml:1: `select` is `5`\nWrite a list."),
        ('own-hosts = ["a",\n  5]', "content-lint.toml:2: `own-hosts[1]` is `5`\nWrite text."),
        (
            'timezone = "Mars/Base"',
            "content-lint.toml:1: no time zone is called `Mars/Base`\nWrite it as in `Europe/London`.",
        ),
        (
            'url = "www.example.org"',
            (
                "content-lint.toml:1: `www.example.org` is not the address of a site\n"
                "Write it as in `https://www.example.org`, without a path."
            ),
        ),
        (
            'preset = "default"\nignore = ["impossible-dat"]',
            (
                "content-lint.toml:2: no rule or family is called `impossible-dat`\n"
                "Did you mean `impossible-date`? `content-lint rules` lists them all."
            ),
        ),
        (
            "[rules.impossible-dat]",
            (
                "content-lint.toml:1: no rule or family is called `impossible-dat`\n"
                "Did you mean `impossible-date`? `content-lint rules` lists them all."
            ),
        ),
        (
            "[rules.placeholder-value]\nalsoo = []",
            "content-lint.toml:2: the rule `placeholder-value` has no option `alsoo`\nDid you mean `also`?",
        ),
        (
            "[rules.placeholder-value]\nalso = [\n  5]",
            "content-lint.toml:3: option of `placeholder-value`: `also[0]` is `5`\nWrite text.",
        ),
        (
            '[rules.placeholder-value]\nalso = "example"',
            "content-lint.toml:2: option of `placeholder-value`: `also` is `example`\nWrite a list.",
        ),
        (
            '[rules.stale-content]\ndays = "3"',
            "content-lint.toml:2: option of `stale-content`: `days` is `3`\nWrite a whole number.",
        ),
        (
            "[rules.filename-date-mismatch]\nany-date = 1",
            (
                "content-lint.toml:2: option of `filename-date-mismatch`: `any-date` is `1`\n"
                "Write a plain `true` or `false`."
            ),
        ),
        (
            '[rules.placeholder-value]\nseverity = "warn"',
            ("content-lint.toml:2: `warn` is not a severity\nDid you mean `warning`?"),
        ),
        (
            '[rules.mail]\nseverity = "off"',
            (
                "content-lint.toml:2: `off` is not a severity\n"
                'Write `ignore = ["mail"]`, above the first table, to switch it off.'
            ),
        ),
        (
            '[rules]\nbroken-link = "off"',
            (
                "content-lint.toml:2: `rules.broken-link` is `off`, not a table\n"
                'Write `ignore = ["broken-link"]`, above the first table, to switch it off.'
            ),
        ),
        (
            "[rules]\nbroken-link = false",
            (
                "content-lint.toml:2: `rules.broken-link` is `false`, not a table\n"
                'Write `ignore = ["broken-link"]`, above the first table, to switch it off.'
            ),
        ),
        (
            '[rules]\nIN1 = "warn"',
            (
                "content-lint.toml:2: `rules.IN1` is `warn`, not a table\n"
                'Write `[rules.IN1]`, and below it `severity = "warning"`.'
            ),
        ),
        (
            '[rules]\nstale-content = "on"',
            (
                "content-lint.toml:2: `rules.stale-content` is `on`, not a table\n"
                'Write `extend-select = ["stale-content"]`, above the first table, to switch it on.'
            ),
        ),
        (
            "[rules.fields]\nalso = []",
            (
                "content-lint.toml:2: `fields` names 9 rules, and `also` is an option of one\n"
                "Write it below `[rules.NAME]`, with the name of the rule; `[rules.fields]` can set `severity`."
            ),
        ),
        (
            'select = "frontmatter"',
            (
                "content-lint.toml:1: no rule or family is called `frontmatter`\n"
                "The families are `syntax`, `fields`, `permalinks`, `dates`, `mail`, `internal`, `external`, `text`, "
                "`lint`. `content-lint rules` lists every rule."
            ),
        ),
        (
            '[[per-path]]\npaths = "a"\n[[per-path]]\nignore = []',
            "content-lint.toml:4: the setting `paths` is missing in `per-path[1]`\nAdd it: a list.",
        ),
        (
            '[[per-path]]\npaths = "a"\nignore = ["mails"]',
            (
                "content-lint.toml:3: no rule or family is called `mails`\n"
                "Did you mean `mail`? `content-lint rules` lists them all."
            ),
        ),
        (
            "[collections.team]",
            (
                "content-lint.toml:1: nothing says where the files of the collection `team` are\n"
                'Add `paths = ["team/**/*.md"]`, or use the name of one of these: posts, news.'
            ),
        ),
        (
            '[collections.news]\nschema = "NewsPost"',
            "content-lint.toml:2: no schema is called `NewsPost`\nThere are no schemas yet.",
        ),
        (
            'timezone = "Europe/Londn"',
            "content-lint.toml:1: no time zone is called `Europe/Londn`\nDid you mean `Europe/London`?",
        ),
        (
            'timezone = "BST"',
            "content-lint.toml:1: no time zone is called `BST`\nWrite it as in `Europe/London`.",
        ),
        (
            '[per-path]\npaths = "a"',
            "content-lint.toml:1: `per-path` is a single table\nWrite `[[per-path]]`, with two brackets on each side.",
        ),
        (
            '[per-file-ignores]\n"notes/**" = ["mail", "FM1"]',
            (
                "content-lint.toml:1: there is no setting `per-file-ignores`\n"
                'Write `[[per-path]]`, and below it `paths = ["notes/**"]` and `ignore = ["mail", "FM1"]`.'
            ),
        ),
        (
            '[tool.content-lint]\nignore = "mail"',
            (
                "content-lint.toml:1: `content-lint.toml` takes its settings without `tool.content-lint`\n"
                "Leave the prefix out: `[rules.NAME]` for `[tool.content-lint.rules.NAME]`. What is below "
                "`[tool.content-lint]` goes to the top of the file."
            ),
        ),
        (
            'extend-exclude = ["a"]',
            "content-lint.toml:1: there is no setting `extend-exclude`\nHere it is `exclude`.",
        ),
        (
            'preset = "strict"\nschemas = "shcemas"',
            "content-lint.toml:2: there is no folder `shcemas`\nDelete this line, or make the folder.",
        ),
    ],
)
def test_mistakes_are_named_with_line_and_cure(tmp_path: Path, text: str, said: str) -> None:
    assert refusal(tmp_path, text) == said


def test_lines_in_pyproject_are_its_own(tmp_path: Path) -> None:
    said = refusal(tmp_path, '[project]\nname = "a"\n\n[tool.content-lint]\npresets = "strict"\n', "pyproject.toml")
    assert said == "pyproject.toml:5: there is no setting `presets`\nDid you mean `preset`?"


def test_unreadable_toml_is_named_with_its_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a = 1\nb = = 2\n").startswith("content-lint.toml:2: this is not TOML: ")
    said = refusal(tmp_path, "select: [a]\n").splitlines()[0]
    assert said == "content-lint.toml:1: this is not TOML: there is a `:` where the file has `=`"


def test_two_settings_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.content-lint]\n")
    assert refusal(tmp_path, "") == (
        "content-lint.toml: there are settings in both `content-lint.toml` and `pyproject.toml`\n"
        "Keep one of them and delete the other."
    )


def test_a_given_file_replaces_the_nearest_and_leaves_the_root(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    (site / "_news").mkdir(parents=True)
    (elsewhere / "schemas").mkdir(parents=True)
    load(site, 'select = ["mail"]')
    (elsewhere / "own.toml").write_text('select = ["missing-field"]\n')
    (elsewhere / "schemas" / "news.py").write_text(
        "from content_lint.schema import Schema\nclass News(Schema, collection='news'):\n    title: str\n"
    )
    settings = load_settings(site / "_news", catalog=RULES, config_file=elsewhere / "own.toml")
    assert settings.root == site.resolve()
    assert settings.rules.select == {"missing-field"}
    assert settings.collections["news"].schema is not None
    assert settings.notices == ()


def test_a_given_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path, catalog=RULES, config_file=tmp_path / "no.toml")
    assert str(caught.value) == "no.toml: the file does not exist\nCheck the path after `--config`."


def test_selectors_of_the_command_line(tmp_path: Path) -> None:
    settings = load(tmp_path, 'select = ["missing-field", "wrong-type"]\nignore = ["impossible-date"]\n')
    assert with_selection(settings, RULES).rules.select == {"missing-field", "wrong-type"}
    assert with_selection(settings, RULES, select=["impossible-date"]).rules.select == {"impossible-date"}
    assert with_selection(settings, RULES, extend_select=["FM102"], ignore=["wrong-type"]).rules.select == {
        "missing-field",
        "unknown-field",
    }
    assert with_selection(settings, RULES, select=["FM1"], ignore=["all"]).rules.select == {
        "missing-field",
        "unknown-field",
    }
    assert with_selection(settings, RULES, extend_select=["FM101"], ignore=["FM"]).rules.select == {"missing-field"}
    with pytest.raises(ConfigError) as caught:
        with_selection(settings, RULES, select=["impossible-dat"])
    assert str(caught.value) == (
        "--select: no rule or family is called `impossible-dat`\n"
        "Did you mean `impossible-date`? `content-lint rules` lists them all."
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('exclude = ["a", "b[z-a]/**"]', 1),
        ('files = ["b[z-a]/**"]', 1),
        ('\n[collections.news]\npaths = ["b[z-a]/**"]', 3),
        ('[[per-path]]\npaths = "b[z-a]/**"\nignore = ["quoted-date"]', 2),
    ],
)
def test_a_glob_that_runs_backwards_is_refused_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    said = refusal(tmp_path, text)
    assert said.startswith(f"content-lint.toml:{line}: `[z-a]` in `b[z-a]/**` is a range that runs backwards")
    assert "Write `[a-z]`." in said


NEWS = "from content_lint.schema import PlainText, Ref, Schema\n"


def schemas(root: Path, text: str, name: str = "schemas/news.py") -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def test_a_folder_of_schemas_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    schemas(tmp_path, f"{NEWS}class News(Schema, collection='news'):\n    title: PlainText\n")
    assert refusal(tmp_path, 'schemas = "shcemas"') == (
        "content-lint.toml:1: there is no folder `shcemas`\nDid you mean `schemas`?"
    )
    assert load(tmp_path, 'schemas = "schemas"').notices == ()
    (tmp_path / "empty").mkdir()
    assert refusal(tmp_path, 'schemas = "empty"').startswith(
        "content-lint.toml:1: no file in `empty` imports from `content_lint.schema`\n"
    )


def test_the_schema_of_a_collection_is_named_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    schemas(tmp_path, f"{NEWS}class Post(Schema):\n    title: PlainText\n")
    assert refusal(tmp_path, '[collections.news]\npermalink = "/:title/"\nschema = "Pots"') == (
        "content-lint.toml:3: no schema is called `Pots`\nDid you mean `Post`?"
    )
    assert refusal(tmp_path, '[collections.news]\nschema = "Article"') == (
        "content-lint.toml:2: no schema is called `Article`\nThe schemas are `Post`."
    )
    assert load(tmp_path, '[collections.news]\nschema = "Post"').notices == ()


def test_a_schema_without_a_collection_is_named(tmp_path: Path) -> None:
    text = f"{NEWS}class Part(Schema):\n    name: str\nclass Base(Schema):\n    by: Part | None = None\n"
    schemas(tmp_path, f"{text}class Post(Base):\n    title: PlainText\nclass _Draft(Base):\n    x: str\n")
    said = load(tmp_path, "").notices
    assert said[1:] == (
        (
            "schemas/news.py:6: `Post` is tied to no collection, so nothing is checked against it: "
            'write `class Post(Schema, collection="posts")`'
        ),
    )
    schemas(tmp_path, f"{text}class Post(Base, collection='posts'):\n    title: PlainText\n")
    assert load(tmp_path, "").notices == ()


def test_a_model_of_pydantic_is_no_schema(tmp_path: Path) -> None:
    text = "from pydantic import BaseModel\nclass News(BaseModel):\n    title: str\n"
    schemas(tmp_path, f"{NEWS}{text}")
    assert load(tmp_path, "").notices[1] == (
        "schemas/news.py:3: `News` is a `BaseModel` and not a `Schema`, so nothing is checked against it: "
        'write `class News(Schema, collection="news")`'
    )
    schemas(tmp_path, text)
    assert load(tmp_path, "").notices[1] == (
        "schemas/news.py defines a `BaseModel`, and no file in schemas/ imports from `content_lint.schema`: "
        "nothing is checked against it"
    )


def test_a_reference_to_no_collection_is_refused_whether_a_post_has_the_field_or_not(tmp_path: Path) -> None:
    schemas(tmp_path, f"{NEWS}class News(Schema, collection='news'):\n    to: list[Ref['nwes']] | None = None\n")
    with pytest.raises(SchemaError) as caught:
        load(tmp_path, "")
    assert str(caught.value) == (
        "schemas/news.py:2: `to` is a reference to the collection `nwes`, which does not exist\nDid you mean `news`?"
    )
