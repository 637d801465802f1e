"""The page as Debian's Chromium shows it."""

from __future__ import annotations

import html
import re

from content_lint.output.surroundings import CodeHost, Surroundings
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.text.source import Span
from tests.output.hostile import TEXTS
from tests.output.html_page import Parsed, encodable, needs_chromium, page_of, rendered
from tests.output.sample import finding, report_of

pytestmark = needs_chromium
TEXT = "one bad two\n"
ATTACK = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


def articles(dom):
    return re.findall(r'<article class="finding.*?</article>', dom, re.DOTALL)


def with_script(page, script):
    """The page without its policy, and with something that a person does."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    return page.replace("</body>", f"<script>{script}</script></body>")


def test_hostile_content_runs_nothing(tmp_path):
    texts = {f"{ATTACK}{number}.md": f"{encodable(text)} {ATTACK}" for number, text in enumerate(TEXTS.values())}
    items = [
        Diagnostic("broken-thing", Severity.ERROR, path, Span(0, len(text)), f"`{text}` {ATTACK}", f"{ATTACK} `{text}`")
        for path, text in texts.items()
    ]
    around = Surroundings(name=ATTACK, documents=dict.fromkeys(texts, ATTACK))
    dom, console = rendered(page_of(report_of(*items, notices=(ATTACK,)), texts, around), tmp_path)
    assert console == []
    assert len(articles(dom)) == len(texts)
    tags = Parsed(dom).tags
    assert {"img", "base", "iframe"}.isdisjoint(tag for tag, _ in tags)
    assert [name for _, attrs in tags for name in attrs if name.startswith("on")] == []
    assert html.unescape(re.search("<title>(.*?)</title>", dom)[1]) == f"Content of {ATTACK}"


def test_the_policy_stops_any_other_script(tmp_path):
    page = page_of(report_of(finding(TEXT, "bad")), {"a.md": TEXT})
    page = page.replace("</body>", "<script>document.title = 'owned'</script></body>")
    dom, console = rendered(page, tmp_path)
    assert "owned</title>" not in dom
    assert [line for line in console if "Content Security Policy" in line]


def test_a_finding_has_its_place_an_excerpt_and_what_to_do(tmp_path):
    around = Surroundings(host=CodeHost("https://host.example/blob/abc/", "#L"))
    report = report_of(finding(TEXT, "bad", help="Write `good`"))
    dom, console = rendered(page_of(report, {"a.md": TEXT}, around), tmp_path)
    assert console == []
    (shown,) = articles(dom)
    assert '<a href="https://host.example/blob/abc/a.md#L1">line 1</a>' in shown
    assert '<pre dir="auto">one <mark>bad</mark> two</pre>' in shown
    assert '<p>Write <code dir="auto">good</code></p>' in shown


def test_findings_are_filtered_searched_and_shown_in_parts(tmp_path):
    texts = {f"{number:03}.md": TEXT for number in range(250)}
    items = [finding(TEXT, "bad", path=path, rule="broken-thing" if path < "230" else "odd-word") for path in texts]
    page = page_of(report_of(*items), texts)
    script = """
      const seen = [];
      const count = document.getElementById('count');
      const look = () => seen.push(document.querySelectorAll('article').length + ' ' + count.textContent);
      const type = (name, value, event) => {
        document.getElementById(name).value = value;
        document.getElementById(name).dispatchEvent(new Event(event));
        look();
      };
      look();
      document.getElementById('more').click();
      look();
      type('by-rule', 'odd-word', 'change');
      type('search', '24 BAD', 'input');
      document.querySelector('button[data-value="broken-thing"]').click();
      look();
      dispatchEvent(new Event('beforeprint'));
      look();
      document.body.append(seen.join('; '));
    """
    dom, console = rendered(with_script(page, script), tmp_path)
    assert console == []
    assert (
        "200 250 of 250 findings; 250 250 of 250 findings; 20 20 of 250 findings; 10 10 of 250 findings; "
        "200 230 of 250 findings; 230 230 of 250 findings"
    ) in dom


def test_text_from_right_to_left_reads_in_its_own_direction(tmp_path):
    text = "שלום bad עולם\n"
    page = page_of(report_of(finding(text, "bad")), {"a.md": text})
    script = "document.body.append('is ' + getComputedStyle(document.querySelector('article pre')).direction);"
    dom, _ = rendered(with_script(page, script), tmp_path)
    assert "is rtl" in dom
