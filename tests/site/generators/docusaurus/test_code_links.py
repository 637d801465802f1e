"""Files that code of a page asks for."""

from __future__ import annotations

import pytest

from content_lint.links.target import LinkOutcome
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

CONFIG = "module.exports = {url: 'https://www.example.org', baseUrl: '/', presets: [['classic', {}]]};\n"


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("require('./there.png').default", LinkOutcome.LIVE),
        ('require("./there.png")', LinkOutcome.LIVE),
        ("require('./gone.png').default", LinkOutcome.MISSING),
        ("require('!file-loader!./there.png').default", LinkOutcome.LIVE),
        ("require('!!raw-loader!url-loader!./there.png').default", LinkOutcome.LIVE),
        ("require('!file-loader!./gone.png').default", LinkOutcome.MISSING),
    ],
)
def test_the_file_is_what_comes_after_the_loaders(tmp_path, code, outcome):
    write_files(
        tmp_path,
        {
            "docusaurus.config.js": CONFIG,
            "docs/a.md": f"---\ntitle: A\n---\n\n<img src={{{code}}} alt='b' />\n",
            "docs/there.png": "",
        },
    )
    assert [target.outcome for target in targets(site_of_folder(tmp_path), "docs/a.md").values()] == [outcome]


CARD = "import Link from '@docusaurus/Link';\nexport default ({ href }) => <Link to={href}>x</Link>;\n"
UNKNOWN = "unknown: are written by JavaScript"
COMPONENT = "unknown: are relative addresses that components are given, which may complete them"


def outcomes(root, files):
    made = site_of_folder(write_files(root, {".git/HEAD": "", "docusaurus.config.js": CONFIG, **files}))
    found = targets(made, "docs/a.mdx").values()
    return [item.outcome.value + (f": {item.cause.reason}" if item.cause else "") for item in found]


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("import cat from './there.png';\n\n<img src={cat} />", "live"),
        ("import cat from '@site/docs/there.png';\n\n<img src={cat} />", "live"),
        ("import cat from './gone.png';\n\n<img src={cat} />", UNKNOWN),
        ("import { cat } from './there.png.js';\n\n<img src={cat.src} />", UNKNOWN),
        ("export const where = '/docs/b';\n\n<a href={where}>b</a>", "live"),
        ("export const where = '/docs/c';\n\n<a href={where}>c</a>", "missing"),
        ("export const where = made();\n\n<a href={where}>c</a>", UNKNOWN),
    ],
)
def test_names_in_braces_are_what_the_text_imports_and_declares(tmp_path, body, outcome):
    files = {"docs/a.mdx": f"---\ntitle: A\n---\n\n{body}\n", "docs/b.md": "# B\n", "docs/there.png": ""}
    assert outcomes(tmp_path, files) == [outcome]


@pytest.mark.parametrize(
    ("source", "card", "outcome"),
    [
        ("@site/src/components/Card", CARD, "live"),
        ("@components/Card", CARD, "live"),
        ("../src/components/Card", CARD.replace("to={href}", "to={`/x/${href}`}"), COMPONENT),
        ("card-package", CARD, COMPONENT),
    ],
)
def test_a_component_may_write_an_address_as_it_is(tmp_path, source, card, outcome):
    body = f"import Card from '{source}';\n\n<Card href='b' />"
    files = {"docs/a.mdx": f"---\ntitle: A\n---\n\n{body}\n", "docs/b.md": "# B\n", "src/components/Card.tsx": card}
    assert outcomes(tmp_path, files) == [outcome]


@pytest.mark.parametrize(
    ("part", "quiet"),
    [
        ("export default () => <p>x</p>;\n", True),
        ("import other from './other';\nexport default () => <p>x</p>;\n", True),
        ("import other from './gone';\nexport default () => <p>x</p>;\n", False),
        ("import other from 'parts';\nexport default () => <p>x</p>;\n", False),
        ("export default ({ name }) => <h2 id={name}>x</h2>;\n", False),
        ("export default ({ name }) => <h2 className='x'>{name}</h2>;\n", True),
        ("export default (props) => <h2 className='x' {...props} />;\n", False),
        ("export default ({ text }) => <div dangerouslySetInnerHTML={{ __html: text }} />;\n", False),
    ],
)
@pytest.mark.parametrize("source", ["@site/src/Part", "/src/Part"])
def test_a_component_of_the_sites_own_brings_places_only_if_it_has_any(tmp_path, source, part, quiet):
    text = f"---\ntitle: A\n---\n\nimport Part from '{source}';\n\n<Part />\n"
    files = {"docs/a.mdx": text, "src/Part.tsx": part, "src/other.ts": "export default 1;\n"}
    made = site_of_folder(write_files(tmp_path, {".git/HEAD": "", "docusaurus.config.js": CONFIG, **files}))
    assert (made.anchors("docs/a.mdx").gap == "") is quiet


@pytest.mark.parametrize(
    ("ignoring", "outcome"),
    [
        ({"docs/api/.gitignore": "*\n!.gitignore\n"}, "unknown: may be made by a program whose files"),
        ({".gitignore": "docs/api\n"}, "unknown: may be made by a program whose files"),
        ({".gitignore": "/docs/\n"}, "unknown: may be made by a program whose files"),
        ({".gitignore": "docs/other\n"}, "missing"),
    ],
)
def test_documents_that_git_ignores_are_made_by_a_program(tmp_path, ignoring, outcome):
    body = "[x](api/x.md) [y](/docs/api/y) [z](./api/01-z.mdx#there)"
    files = {"docs/a.mdx": f"---\ntitle: A\n---\n\n{body}\n", **ignoring}
    found = outcomes(tmp_path, files)
    assert len(found) == 3
    assert all(item.startswith(outcome) for item in found)


@pytest.mark.parametrize(
    ("address", "outcome"),
    [("/pt-BR/docs/x", "unknown: may be made by another language of the site"), ("/docs/x", "missing")],
)
def test_languages_that_code_lists_answer_only_where_an_address_begins_like_one(tmp_path, address, outcome):
    config = CONFIG.replace("presets", "i18n: {defaultLocale: 'en', locales: codes.map(name)}, presets")
    files = {"docs/a.mdx": f"---\ntitle: A\n---\n\n[x]({address})\n", "docusaurus.config.js": config}
    assert [item[: len(outcome)] for item in outcomes(tmp_path, files)] == [outcome]
