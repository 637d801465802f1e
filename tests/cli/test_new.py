"""`content-lint new`: what it writes passes, in the site's own manner, and nothing is ever overwritten."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.adopt import sites
from tests.adopt.inside import INIT, run
from tests.cli.command import COMMAND, ROOT, environment

TODAY = ("--today", "2024-06-01T12:30:15+00:00")
MAKERS = {
    "jekyll": (sites.jekyll, "news"),
    "hugo": (sites.hugo, "blog"),
    "plain": (sites.plain, "people"),
    "decap": (sites.decap, "team"),
}


def written(root: Path, *arguments: str) -> tuple[str, str]:
    """Path and text of a new post."""
    ran = run(root, "new", *arguments, *TODAY)
    assert ran.status == 0, ran.err
    path = ran.out.strip()
    return path, (root / path).read_text()


@pytest.mark.parametrize("kind", sorted(MAKERS))
@pytest.mark.parametrize("adopted", [True, False])
def test_a_new_post_passes_with_and_without_schemas(kind, adopted, tmp_path):
    make, collection = MAKERS[kind]
    root = make(tmp_path / "site")
    if adopted or kind == "plain":  # nothing but init knows the collections of a plain site
        assert run(root, *INIT).status == 0
    path, _ = written(root, collection, "A walk: by night & day")
    ran = run(root, "check", path, *TODAY, "--fail-on", "warning")
    assert (ran.status, ran.out) == (0, "")


def test_a_jekyll_post_has_name_keys_order_date_and_permalink_of_its_neighbours(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    run(root, *INIT)
    path, text = written(root, "news", "Zoë's night walk")
    assert path == "_news/2024-06-01-zoes-night-walk.md"
    assert text == (
        "---\n"
        "layout: news\n"
        'title: "Zoë\'s night walk"\n'
        "permalink: /news/2024/06/01/zoes-night-walk/\n"
        "date: 2024-06-01 13:30:15 +0100\n"
        "section: hills\n"
        "author: Ana Lima\n"
        "tags:\n  - walks\n  - club\n"
        'excerpt: "Zoë\'s night walk"\n'
        "---\n\n"
    )


def test_the_address_is_the_one_that_the_post_asks_for(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    path, _ = written(root, "news", "Night walk")
    ran = run(root, "urls", path, "--format", "csv", *TODAY)
    assert "/news/2024/06/01/night-walk/" in ran.out
    assert "live" in ran.out


def test_a_folder_may_be_called_what_a_pattern_would_be(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    sites.write(root, {f"_news/{{red}}/{{0}} {{slug}}/{number}.md": "---\ntitle: A\n---\n" for number in range(9)})
    path, _ = written(root, "news", "Night walk")
    assert path.startswith("_news/")


def test_a_hugo_post_is_toml_like_the_others(tmp_path):
    root = sites.hugo(tmp_path / "site")
    path, text = written(root, "blog", 'Night "walk"')
    assert path == "content/blog/night-walk.md"
    values = tomllib.loads(text.split("+++")[1])
    assert values["title"] == 'Night "walk"'
    assert values["date"].isoformat() == "2024-06-01T14:30:15+02:00"
    assert values["draft"] is False


def test_hugo_posts_in_folders_of_their_own_stay_so(tmp_path):
    root = tmp_path / "site"
    files = {"hugo.yaml": "baseURL: https://www.example.org/\n"}
    for number in range(4):
        files[f"content/trips/2023/trip-{number}/index.md"] = (
            f"---\ntitle: Trip {number}\ndate: 2023-01-0{number + 1}\n---\n"
        )
    sites.write(root, files)
    path, text = written(root, "trips", "Night trip")
    assert path == "content/trips/2024/night-trip/index.md"
    assert text == "---\ntitle: Night trip\ndate: 2024-06-01\n---\n\n"


def test_json_stays_json(tmp_path):
    root = tmp_path / "site"
    files = {"hugo.yaml": "baseURL: https://www.example.org/\n"}
    for number in range(4):
        files[f"content/trips/trip-{number}.md"] = (
            f'{{"title": "Trip {number}", "date": "2023-01-0{number + 1}"}}\n\nText.\n'
        )
    sites.write(root, files)
    _, text = written(root, "trips", "Night trip")
    assert text == '{\n  "title": "Night trip",\n  "date": "2024-06-01"\n}\n\n'


def test_a_cms_site_gets_groups_and_choices(tmp_path):
    root = sites.decap(tmp_path / "site")
    run(root, *INIT)
    path, text = written(
        root, "team", "Ana Lima", "--set", "contact.email=ana@example.org", "--set", "since=2024-05-01"
    )
    assert path == "people/ana-lima.md"
    assert text == (
        "---\ntitle: Ana Lima\nrole: member\nsince: 2024-05-01\nactive: true\ncontact:\n"
        "  email: ana@example.org\n---\n\n"
    )


def test_the_schema_s_lengths_and_choices_are_kept(tmp_path):
    root = tmp_path / "site"
    for name in ("schemas", "content"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "content-lint.toml", root)
    for collection in ("news", "guides"):
        path, _ = written(root, collection, "Hi")
        ran = run(root, "check", path, *TODAY)
        assert (ran.status, ran.out) == (0, "")


def test_a_time_without_a_zone_is_the_site_s_own_whatever_the_generator_takes_it_for(tmp_path):
    root = tmp_path / "site"
    files = {"_config.yml": "timezone: America/New_York\n"}
    for number in range(4):
        files[f"_posts/2023-01-0{number + 1}-walk.md"] = f"---\ntitle: A\ndate: 2023-01-0{number + 1} 20:30:00\n---\n"
    sites.write(root, files)
    path, text = written(root, "posts", "Late walk", "--date", "2024-05-01T22:30:00")
    # Jekyll reads it as UTC and shows it in the site's zone: half past ten in New York, as was asked for.
    assert "date: 2024-05-02 02:30:00\n" in text
    assert path == "_posts/2024-05-01-late-walk.md"
    assert "2024-05-01T22:30:00-04:00" in run(root, "urls", path, "--format", "json", *TODAY).out


def test_without_any_post_the_generator_s_own_manner_is_taken(tmp_path):
    root = sites.write(
        tmp_path / "site", {"_config.yml": "collections: {trips: {output: true}}\n", "index.md": "---\n---\n"}
    )
    path, text = written(root, "posts", "First")
    assert (path, text) == ("_posts/2024-06-01-first.md", "---\ntitle: First\ndate: 2024-06-01 12:30:15 +0000\n---\n\n")
    assert written(root, "trips", "Second")[0] == "_trips/second.md"


def test_the_first_post_of_a_cms_has_what_the_cms_would_fill_in(tmp_path):
    fields = (
        "[{name: layout, widget: hidden, default: trip}, {name: title}, {name: size, widget: number, default: 7}, "
        "{name: kind, widget: select, options: [day, week], default: week}]"
    )
    config = f"collections:\n- {{name: trips, folder: trips, fields: {fields}}}\n"
    root = sites.write(tmp_path / "site", {"admin/config.yml": config})
    run(root, *INIT)
    path, text = written(root, "trips", "By the sea")
    assert path == "trips/by-the-sea.md"
    assert text == "---\nlayout: trip\ntitle: By the sea\nsize: 7\nkind: week\n---\n\n"


def test_nothing_is_overwritten(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    path, text = written(root, "news", "Night walk")
    ran = run(root, "new", "news", "Night walk", *TODAY)
    assert ran.status == 2
    assert f"`{path}` is there already" in ran.err
    assert (root / path).read_text() == text
    (root / "_news/2024-06-01-dead.md").symlink_to("nowhere.md")
    assert run(root, "new", "news", "Dead", *TODAY).status == 2
    assert (root / "_news/2024-06-01-dead.md").is_symlink()


def test_what_would_not_pass_is_not_written(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    run(root, *INIT)
    ran = run(root, "new", "news", "Night walk", "--set", "section=rivres", *TODAY)
    assert ran.status == 1
    assert "unacceptable-value `section` is `rivres`" in ran.err
    assert "nothing was written" in ran.err
    assert not (root / "_news/2024-06-01-night-walk.md").exists()


def test_a_dry_run_shows_the_post_and_writes_nothing(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    ran = run(root, "new", "news", "Night walk", "--dry-run", *TODAY)
    assert ran.out.startswith("---\nlayout: news\ntitle: Night walk\n")
    assert not list(root.glob("_news/2024*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nwes", "A"), "Did you mean `news`?"),
        (("news",), "the post has no title"),
        ((), "the post has no title"),
        (("news", "日本"), "no address can be made of `日本`"),
        (("news", "A", "--slug", "a/b"), "`a/b` cannot be part of an address"),
        (("news", "A", "--set", "author"), "has no `KEY=`"),
        (("news", "A", "--date", "yesterday"), "is no day and no instant"),
    ],
)
def test_wrong_usage_is_told(arguments, said, tmp_path):
    ran = run(sites.jekyll(tmp_path / "site", posts=3), "new", *arguments)
    assert ran.status == 2
    assert said in ran.err


def test_a_title_in_another_script_takes_a_slug(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    path, text = written(root, "news", "夜の散歩", "--slug", "yoru-no-sanpo")
    assert path == "_news/2024-06-01-yoru-no-sanpo.md"
    assert 'title: "夜の散歩"\n' in text


def test_on_a_terminal_it_asks(tmp_path):
    pty = pytest.importorskip("pty")
    root = sites.jekyll(tmp_path / "site")
    parent, child = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "new", *TODAY], cwd=root, env=environment(), stdin=child, stdout=child, stderr=child
    ) as process:
        os.close(child)
        os.write(parent, b"\nNight walk\n\n")
        try:
            while os.read(parent, 65536):
                pass
        except OSError:
            pass
        assert process.wait(60) == 0
    os.close(parent)
    assert "title: Night walk\n" in (root / "_news/2024-06-01-night-walk.md").read_text()


def test_every_collection_of_the_real_site_gets_posts_that_pass(shared, tmp_path):
    root = tmp_path / "site"
    shutil.copytree(shared / "sites/civil-service-lgbt", root)
    today = ("--today", "2026-09-01")
    assert run(root, *INIT, *today).status == 0
    collections = ["news", "events", "topics", "team"]
    paths = []
    for collection in collections:
        ran = run(root, "new", collection, "A walk in the hills", *today)
        assert ran.status == 0, ran.err
        paths.append(ran.out.strip())
    assert len(set(paths)) == len(collections)
    ran = run(root, "check", *paths, *today, "--fail-on", "warning")
    assert (ran.status, ran.out) == (0, "")


def test_the_usual_form_of_an_address_is_kept_where_its_last_part_is_of_nothing_else(tmp_path):
    root = tmp_path / "site"
    files = {"_config.yml": "collections: {things: {output: true}}\nexclude: [schemas, content-lint.toml]\n"}
    for number in range(12):
        files[f"_things/t-{number}.md"] = f"---\ntitle: Thing {number}\npermalink: /our-work/x{number}q/\n---\n"
    sites.write(root, files)
    run(root, *INIT)
    assert "permalink: /our-work/my-project/\n" in written(root, "things", "My project")[1]


def test_dates_that_only_the_generator_can_read_do_not_refuse_a_plain_one(tmp_path):
    root = tmp_path / "site"
    files = {"_config.yml": "title: x\nexclude: [schemas, content-lint.toml]\n"}
    for number in range(12):
        files[f"_posts/2014-09-{number + 10}-t.md"] = (
            f"---\ntitle: T {number}\ndate: September {number + 10}, 2014\n---\n"
        )
    sites.write(root, files)
    run(root, *INIT)
    assert run(root, "check", "--select", "fields").status == 0
    written(root, "posts", "My project")


def test_what_the_defaults_fill_in_is_not_written(tmp_path):
    root = tmp_path / "site"
    scope = "{scope: {path: _things}, values: {layout: usual}}"
    files = {"_config.yml": f"collections: {{things: {{output: true}}}}\ndefaults: [{scope}]\nexclude: [schemas]\n"}
    for number in range(12):
        own = "layout: odd\n" if number < 3 else ""
        files[f"_things/t-{number}.md"] = f"---\ntitle: Thing {number}\n{own}---\n"
    sites.write(root, files)
    run(root, *INIT)
    assert "layout" not in written(root, "things", "My project")[1]


def test_a_post_of_a_language_is_like_those_beside_it(tmp_path):
    root = tmp_path / "site"
    files = {"_config.yml": "collections: {things: {output: true}}\nexclude: [schemas]\n"}
    for language in ("", "ko/", "nl/", "pt/", "zh/"):
        spoken = language.strip("/") or "en"
        files[f"_things/{language}index.html"] = f"---\nlang: {spoken}\ntitle: All\n---\n"
        for number in range(3):
            files[f"_things/{language}t-{number}.md"] = f"---\nlang: {spoken}\ntitle: Thing {number}\n---\n"
    sites.write(root, files)
    assert written(root, "things", "My try") == ("_things/my-try.md", "---\nlang: en\ntitle: My try\n---\n\n")


def test_what_is_the_name_of_the_file_in_each_post_is_so_in_a_new_one(tmp_path):
    files = {"hugo.toml": ""}
    for number in range(5):
        head = f"id: page-{number}\ntitle: Page {number}\nkey: Page {number}\n"
        files[f"content/docs/page-{number}.md"] = f"---\n{head}---\n"
    sites.write(tmp_path, files)
    _, text = written(tmp_path, "docs", "A summer walk")
    assert text.startswith("---\nid: a-summer-walk\ntitle: A summer walk\nkey: A summer walk\n---")


def test_a_section_with_nothing_but_its_own_page_gets_a_post_inside(tmp_path):
    files = {"hugo.toml": 'defaultContentLanguage = "en"\n'}
    files["hugo.toml"] += "".join(f'[languages.{code}]\ncontentDir = "content/{code}"\n' for code in ("de", "en"))
    files |= {f"content/{code}/guide/_index.md": "---\ntitle: Guide\n---\n" for code in ("de", "en")}
    sites.write(tmp_path, files)
    assert written(tmp_path, "guide", "A walk")[0] == "content/en/guide/a-walk.md"


def test_a_group_in_which_nothing_is_required_is_filled_in_as_its_neighbours_are(tmp_path):
    files = {"hugo.toml": ""}
    for version in ("1.0", "2.0"):
        for number in range(4):
            head = f"title: P{number}\nmenu:\n  '{version}':\n    parent: Start\n    weight: {number + 1}\n"
            files[f"content/docs/{version}/p{number}.md"] = f"---\n{head}---\n"
    sites.write(tmp_path, files)
    run(tmp_path, "init", "--yes", "--no-baseline", "--no-hook", "--no-workflow")
    path, text = written(tmp_path, "docs", "A walk")
    assert (path, 'menu:\n  "1.0":\n    parent: Start\n    weight: ' in text) == ("content/docs/1.0/a-walk.md", True)


def test_what_nearly_all_neighbours_have_is_there_but_no_day_on_which_it_ends(tmp_path):
    files = {"hugo.toml": ""}
    for number in range(1, 31):
        more = "" if number % 15 == 0 else "author: Ana Lima\nexpiryDate: 2030-01-01\n"
        files[f"content/blog/p{number}.md"] = f"---\ntitle: P{number}\ndate: 2024-01-{number:02}\n{more}---\n"
    sites.write(tmp_path, files)
    text = written(tmp_path, "blog", "A walk")[1]
    assert ("author: Ana Lima\n" in text, "expiryDate" in text) == (True, False)


def test_what_would_not_pass_in_a_neighbour_is_not_copied_and_a_list_is_copied_whole(tmp_path):
    files = {"_config.yml": "title: News\nexclude: [schemas]\n", "images/old.jpg": "picture"}
    for day in range(1, 9):
        picture = "old" if day == 1 else f"gone-{day}"
        more = f"image: /images/{picture}.jpg\noutline: [2, 3]\ntags: [walk-{day}]\n"
        files[f"_posts/2024-01-0{day}-p.md"] = f"---\ntitle: P{day}\n{more}---\n"
    sites.write(tmp_path, files)
    schema = "from content_lint.schema import AssetPath, Schema\n\n\n"
    schema += 'class Post(Schema, collection="posts"):\n    title: str\n    image: AssetPath\n    outline: list[int]\n'
    sites.write(tmp_path, {"schemas/posts.py": f"{schema}    tags: list[str]\n"})
    ran = run(tmp_path, "new", "posts", "A walk in the hills", "--yes", "--dry-run", "--today", "2024-06-01")
    assert ran.status == 1  # five tries, and seven pictures are gone
    for day in range(2, 5):
        sites.write(tmp_path, {f"images/gone-{day}.jpg": "picture"})
    text = written(tmp_path, "posts", "A walk in the hills")[1]
    assert "image: /images/gone-4.jpg\noutline:\n  - 2\n  - 3\ntags:\n  - walk-8\n" in text


def test_where_nothing_says_which_language_is_the_site_s_own_it_is_english(tmp_path):
    files = {"astro.config.mjs": "export default {}\n", "package.json": '{"dependencies": {"astro": "5.0.0"}}'}
    for code in ("ar", "en"):
        files |= {f"src/content/docs/{code}/p{number}.md": f"---\ntitle: P{number}\n---\n" for number in range(4)}
    sites.write(tmp_path, files)
    assert written(tmp_path, "docs", "A walk")[0] == "src/content/docs/en/a-walk.md"


def test_names_are_in_the_script_of_the_neighbours_and_join_the_day_as_they_do(tmp_path):
    files = {"hugo.toml": ""}
    for day in range(1, 6):
        files[f"content/posts/2024-01-0{day}_نزهة-{day}/index.md"] = dated = f"---\ntitle: نزهة {day}\n---\n"
        files[f"content/notes/walk-{day}.md"] = dated
    sites.write(tmp_path, files)
    assert written(tmp_path, "posts", "نزهة في الجبال")[0] == "content/posts/2024-06-01_نزهة-في-الجبال/index.md"
    assert run(tmp_path, "new", "notes", "نزهة في الجبال", *TODAY).status == 2


def test_the_title_has_the_case_that_the_posts_give_it(tmp_path):
    files = {f"content/blog/a{n}.md": f"---\nTitle: A{n}\nauthor: Ana\n---\n" for n in range(9)}
    root = sites.write(tmp_path / "site", {"hugo.toml": "title = 'a'\n", **files})
    assert run(root, *INIT).status == 0
    assert written(root, "blog", "A walk") == ("content/blog/a-walk.md", "---\nTitle: A walk\nauthor: Ana\n---\n\n")


def test_addresses_and_pictures_of_other_posts_are_named_as_guesses(tmp_path):
    post = "---\ntitle: A{0}\nlink: https://example.org/{0}\n---\n"
    files = {f"content/blog/a{n}.md": post.format(n) for n in range(9)}
    root = sites.write(tmp_path / "site", {"hugo.toml": "title = 'a'\n", **files})
    ran = run(root, "new", "blog", "A walk", *TODAY)
    assert (ran.status, ran.err) == (0, "Look at link: what is there is a guess.\n")


def test_the_field_that_stands_in_the_way_is_named(tmp_path):
    files = {f"_news/a{n}.md": f"---\ntitle: A{n}\nimage: /assets/{n}.png\n---\n" for n in range(9)}
    root = sites.write(tmp_path / "site", {"_config.yml": "collections: {news: {output: true}}\n", **files})
    assert run(root, *INIT).status == 0
    ran = run(root, "new", "news", "A walk", *TODAY)
    assert ran.status == 1
    assert "Give other values with --set KEY=VALUE (here: image), or" in ran.err
