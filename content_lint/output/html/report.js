"use strict";
// Fills the list of findings and lets it be filtered. Everything becomes text of an element: nothing is read as markup.
(() => {
  const PAGE = 200;
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (name) => document.getElementById(name);
  const KEYS = ["severity", "rule", "collection", "folder", "year"];
  const list = byId("list");
  let chosen = [];
  let shown = 0;
  let file = -1;

  const findings = data.items.map(([place, rule, severity, line, message, help, excerpt, fix]) => {
    const [path, address, collection, folder, year] = data.files[place];
    return {
      place, path, address, line, excerpt, fix,
      severity: data.severities[severity], rule: data.rules[rule][0], code: data.rules[rule][1], page: data.rules[rule][2],
      collection, folder, year, message: data.texts[message], help: data.texts[help],
    };
  });

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // What is between backticks is a value of the site: as code, in the direction of its own letters.
  function prose(text) {
    const made = element("p");
    const parts = text.split("`");
    parts.forEach((part, index) => {
      if (index % 2 === 0 || parts.length % 2 === 0) {
        made.append(part);
      } else {
        const code = element("code", "", part);
        code.dir = "auto";
        made.append(code);
      }
    });
    return made;
  }

  function source(className, pieces) {
    const made = element("pre", className);
    made.dir = "auto";
    made.append(...pieces);
    return made;
  }

  function heading(finding) {
    const made = element("h3");
    const path = element("bdi", "", finding.path);
    if (data.host) {
      const link = element("a");
      link.href = data.host + finding.address;
      link.append(path);
      made.append(link);
    } else {
      made.append(path);
    }
    return made;
  }

  function article(finding) {
    const made = element("article", "finding " + finding.severity);
    const first = element("p");
    const where = element(data.host ? "a" : "span", "", "line " + finding.line.toLocaleString("en"));
    if (data.host) where.href = data.host + finding.address + data.line + finding.line;
    const sign = { error: "\u25cf", warning: "\u25b2", info: "\u25a0" }[finding.severity];
    first.append(element("span", "level", sign + " " + finding.severity), ", ", where, ", ");
    const name = element("code", "", (finding.code + " " + finding.rule).trim());
    const about = element(finding.page ? "a" : "span");
    if (finding.page) about.href = finding.page;
    about.append(name);
    first.append(about);
    made.append(first, prose(finding.message[0].toUpperCase() + finding.message.slice(1) + "."));
    if (finding.excerpt) {
      const [before, marked, after] = finding.excerpt;
      made.append(source("", [before, element("mark", "", marked), after]));
    }
    if (finding.help) made.append(prose(finding.help));
    if (finding.fix) made.append(...change(finding.fix));
    return made;
  }

  function change([safety, title, lines]) {
    const how = {
      safe: "`content-lint check --fix` does this: ",
      unsafe: "`content-lint check --unsafe-fixes` does this, and somebody has to look: ",
      display: "What could be written: ",
    }[safety];
    const made = [prose(how + title)];
    for (const [mark, line] of lines) {
      made.push(source(mark === "-" ? "gone" : "come", [mark + " " + line]));
    }
    return made;
  }

  function more(count) {
    const part = document.createDocumentFragment();
    for (const finding of chosen.slice(shown, shown + count)) {
      if (finding.place !== file) part.append(heading(finding));
      file = finding.place;
      part.append(article(finding));
    }
    list.append(part);
    shown = Math.min(shown + count, chosen.length);
    byId("more").hidden = shown >= chosen.length;
  }

  function filter() {
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = KEYS.map((key) => byId("by-" + key).value);
    const fixable = byId("by-fix").checked;
    chosen = findings.filter((finding) =>
      KEYS.every((key, index) => wanted[index] === "" || finding[key] === wanted[index]) &&
      (!fixable || (finding.fix && finding.fix[0] !== "display")) &&
      words.every((word) => searched(finding).includes(word)));
    list.replaceChildren();
    shown = 0;
    file = -1;
    more(PAGE);
    const all = findings.length.toLocaleString("en");
    byId("count").textContent = chosen.length.toLocaleString("en") + " of " + all + " findings";
  }

  function searched(finding) {
    finding.searched ??= [finding.path, finding.code, finding.rule, finding.message, finding.help,
      ...(finding.excerpt ?? [])].join(" ").toLowerCase();
    return finding.searched;
  }

  for (const key of KEYS) {
    const select = byId("by-" + key);
    const values = new Set(findings.map((finding) => finding[key]).filter(Boolean));
    const sorted = key === "severity" ? data.severities.filter((word) => values.has(word)) : [...values].sort();
    for (const value of sorted) {
      const option = element("option", "", value);
      option.value = value;
      select.append(option);
    }
    select.closest("label").hidden = sorted.length < 2;
    select.addEventListener("change", filter);
  }
  byId("search").addEventListener("input", filter);
  byId("by-fix").addEventListener("change", filter);
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  byId("filter").addEventListener("reset", () => setTimeout(filter));
  byId("more").addEventListener("click", () => {
    const before = list.childElementCount;
    more(PAGE);
    const next = list.children[before];
    if (next) {
      next.tabIndex = -1;
      next.focus();
    }
  });
  for (const button of document.querySelectorAll("button[data-key]")) {
    button.addEventListener("click", () => {
      byId("filter").reset();
      byId("by-" + button.dataset.key).value = button.dataset.value;
      filter();
      byId("findings").focus();
      byId("findings").scrollIntoView();
    });
  }
  addEventListener("beforeprint", () => more(chosen.length));
  byId("filter").hidden = findings.length === 0;
  filter();
})();
