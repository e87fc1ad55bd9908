// The search page: box, meta line, chips, facets, cards. It only draws what it is given and says what was asked for.
export default function ({ data, parentElement, setTriggerValue }) {
  const page = instance(parentElement, () => new Page(parentElement));
  page.tell = setTriggerValue;
  page.show(data);
}

class Page {
  constructor(parent) {
    this.root = h("div", { class: "search" });
    parent.appendChild(this.root);
    this.open = new Set();
    this.filters = false;
    document.addEventListener("keydown", (e) => {
      if (e.key === "/" && this.root.isConnected && !/^(INPUT|TEXTAREA|SELECT)$/.test(e.composedPath()[0].tagName)) {
        e.preventDefault();
        this.box.focus();
        this.box.select();
      }
    });
  }

  show(data) {
    const state = JSON.stringify(data);
    if (state === this.state) return;
    const fresh = this.data === undefined || this.data.query !== data.query;
    if (fresh) this.open.clear();
    this.state = state;
    this.data = data;
    this.words = data.words;
    document.title = data.query ? `${data.query} · Simak` : "Simak";
    if (!this.box) this.root.appendChild(this.searchBox());
    if (fresh) this.box.value = data.query;
    this.box.placeholder = this.words.placeholder;
    this.box.setAttribute("aria-label", this.words.placeholder);
    this.body?.remove();
    this.body = data.greeting ? this.greeting(data.greeting) : this.results();
    this.root.classList.toggle("empty", !!data.greeting);
    this.root.appendChild(this.body);
  }

  searchBox() {
    this.box = h("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false", maxlength: "1000", enterkeyhint: "search" });
    return h("form", { class: "box", role: "search", onsubmit: (e) => { e.preventDefault(); this.tell("ask", this.box.value); } },
      icon("search", 20), this.box, h("button", { type: "submit" }, this.words.search));
  }

  greeting(g) {
    return h("div", { class: "greeting" },
      h("p", { class: "stats" }, g.stats),
      g.examples.length > 0 && h("div", { class: "examples" }, h("p", null, g.try),
        h("ul", null, g.examples.map((x) => h("li", null, link(x.href, null, x.text))))),
      g.recent.length > 0 && h("section", { class: "recent" }, h("h2", null, g.recentTitle),
        h("ul", null, g.recent.map((r) => h("li", null, link(r.href, null, h("span", { class: "kind" }, icon(r.kind, 18)), h("span", { class: "t" }, r.title)), h("span", { class: "quiet" }, r.meta))))),
      g.problem && h("p", { class: "problem" }, g.problem));
  }

  results() {
    const d = this.data;
    return h("div", { class: "body" },
      h("div", { class: "meta" },
        h("p", { role: "status" }, d.line),
        d.sorts.length > 0 && h("label", null, this.words.sort, " ", h("select", { onchange: (e) => this.tell("sort", e.target.value) },
          d.sorts.map((s) => h("option", { value: s.value, selected: s.on }, s.label))))),
      this.chips(),
      d.notes.length > 0 && h("ul", { class: "notes" }, d.notes.map((n) => h("li", null, n))),
      d.suggestion && h("p", { class: "suggestion" }, d.suggestion.before, " ", link(d.suggestion.href, null, d.suggestion.text), "?"),
      h("div", { class: "columns" + (d.facets.length ? "" : " alone") },
        d.facets.length > 0 && this.facets(),
        h("div", { class: "cards" },
          d.cards.map((c) => this.card(c)),
          d.nothing && this.nothing(d.nothing),
          d.more && h("button", { type: "button", class: "more", onclick: () => this.tell("more", d.more.count) }, d.more.label))));
  }

  chips() {
    const d = this.data;
    if (!d.chips.length && !d.expanded.length) return null;
    return h("div", { class: "chips" },
      d.chips.map((c) => h("button", { type: "button", class: "chip", title: this.words.remove, onclick: () => this.tell("filter", { key: c.key, value: c.value, on: false }) }, c.label, icon("close", 14))),
      d.expanded.map((x) => h("span", { class: "chip said", title: this.words.expanded }, x)),
      d.chips.length > 1 && h("button", { type: "button", class: "plain", onclick: () => this.tell("reset", true) }, this.words.clear));
  }

  facets() {
    const d = this.data, active = d.chips.length;
    const panel = h("div", { class: "panel" }, d.facets.map((f) => this.facet(f)), this.dates(d.dates));
    const button = h("button", { type: "button", class: "toggle", "aria-expanded": String(this.filters), onclick: () => {
      this.filters = !this.filters;
      button.setAttribute("aria-expanded", String(this.filters));
      panel.classList.toggle("shown", this.filters);
    } }, icon("filter", 16), active ? `${this.words.filter} (${active})` : this.words.filter);
    panel.classList.toggle("shown", this.filters);
    return h("aside", { class: "facets", "aria-label": this.words.filter }, button, panel);
  }

  facet(f) {
    const few = 7, all = this.open.has(f.key);
    const shown = all ? f.values : f.values.filter((v, i) => i < few || v.on);
    return h("fieldset", null, h("legend", null, f.label),
      shown.map((v) => h("button", { type: "button", class: "value", role: "checkbox", "aria-checked": String(v.on), data: { key: f.key, value: v.value },
        onclick: () => this.tell("filter", { key: f.key, value: v.value, on: !v.on }) }, h("span", { class: "name" }, v.label), h("span", { class: "count" }, v.count))),
      f.values.length > shown.length && h("button", { type: "button", class: "plain", onclick: () => { this.open.add(f.key); this.redraw(); } },
        fill(this.words.others, { n: f.values.length - shown.length })));
  }

  dates(dates) {
    const field = (key) => h("label", null, this.words[key], h("input", { type: "date", value: dates[key], max: "2100-12-31", onchange: (e) => this.tell("filter", { key, value: e.target.value, on: !!e.target.value }) }));
    return h("details", { open: !!(dates.since || dates.until) }, h("summary", null, this.words.dates), field("since"), field("until"));
  }

  redraw() {
    const old = this.body;
    this.body = this.results();
    old.replaceWith(this.body);
  }

  card(c) {
    const all = this.open.has("card " + c.id);
    const hits = all ? c.hits : c.hits.slice(0, 3);
    const rest = c.count - hits.length;
    return h("article", { class: "card" },
      h("header", null,
        h("span", { class: "kind", title: c.kindName }, icon(c.kind, 20)),
        h("div", { class: "who" },
          h("h2", null, link(c.href, null, c.title)),
          h("p", { class: "quiet" }, c.people)),
        h("p", { class: "when quiet" }, h("span", null, c.date), c.length && h("span", null, c.length), c.writeups && h("span", null, c.writeups))),
      c.seconds > 0 && h("div", { class: "strip", role: "group", "aria-label": fill(this.words.strip, { n: c.ticks.length }) },
        c.ticks.map((t) => link(t.href, { class: "tick", tabindex: "-1", title: t.label, "aria-label": t.label, style: { left: `${Math.min(99.7, 100 * t.t / c.seconds)}%` } }))),
      h("ol", { class: "hits" }, hits.map((x) => this.hit(x))),
      rest > 0 && (c.hits.length > hits.length
        ? h("button", { type: "button", class: "plain", onclick: () => { this.open.add("card " + c.id); this.redraw(); } }, fill(this.words.moreHits, { n: rest }))
        : link(c.href, { class: "plain" }, fill(this.words.moreHits, { n: rest }))));
  }

  hit(x) {
    const why = h("p", { class: "reason", hidden: true }, x.why);
    return h("li", null,
      link(x.href, { class: "hit" },
        h("span", { class: "time" }, x.time),
        h("span", { class: "said" }, x.speaker && h("b", null, x.speaker), " ",
          h("q", null, x.parts.map(([text, marked]) => (marked ? h("mark", null, text) : text))))),
      x.why && h("button", { type: "button", class: "why", "aria-expanded": "false", title: this.words.whyTitle, onclick: (e) => {
        why.hidden = !why.hidden;
        e.currentTarget.setAttribute("aria-expanded", String(!why.hidden));
      } }, this.words.why), why);
  }

  nothing(n) {
    return h("div", { class: "nothing" }, h("h2", null, n.title), h("p", null, n.searched),
      h("ul", null, n.hints.map((x) => h("li", null, x.href ? link(x.href, null, x.text) : x.text))),
      n.examples.length > 0 && h("p", null, n.try), n.examples.length > 0 && h("ul", { class: "links" }, n.examples.map((x) => h("li", null, link(x.href, null, x.text)))));
  }
}
