// A page of rows: people, topics, recordings. Cells are text or links; the box above narrows the rows by their words.
export default function ({ data, parentElement }) {
  const page = instance(parentElement, () => ({ root: parentElement.appendChild(h("div", { class: "lists" })) }));
  const state = JSON.stringify(data);
  if (page.state === state) return;
  page.state = state;
  document.title = `${data.title} · Simak`;
  const plain = (s) => s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const cell = (c, column) => h("td", { class: (column.number ? "number " : "") + (column.tight ? "tight " : "") + (c.tone || ""), data: { label: column.label } },
    c.bar !== undefined && h("span", { class: "bar", "aria-hidden": "true" }, h("i", { style: { width: `${Math.round(100 * c.bar)}%` } })),
    c.href ? link(c.href, null, c.text) : c.text,
    c.note && h("span", { class: "note" }, c.note));
  const section = (s) => {
    const rows = s.rows.map((row) => ({ el: h("tr", null, row.cells.map((c, i) => cell(c, s.columns[i]))), words: plain(row.cells.map((c) => `${c.text} ${c.note || ""}`).join(" ") + " " + (row.words || "")) }));
    const none = h("p", { class: "none", hidden: true });
    const body = h("tbody", null, rows.map((r) => r.el));
    const narrow = (text) => {
      const wanted = plain(text).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const r of rows) { const on = wanted.every((w) => r.words.includes(w)); r.el.hidden = !on; shown += on; }
      none.hidden = shown > 0;
      none.textContent = shown ? "" : fill(s.none || "", { text });
    };
    const box = s.find && h("input", { type: "search", placeholder: s.find, "aria-label": s.find, value: s.text || "", maxlength: "200", oninput: (e) => narrow(e.target.value) });
    const el = h("section", null, s.title && h("h2", null, s.title), s.lead && h("p", { class: "lead" }, s.lead), box && h("div", { class: "find" }, icon("search", 18), box),
      s.quotes && h("ul", { class: "quotes" }, s.quotes.map((q) => h("li", null, link(q.href, null, h("q", null, q.text)), h("span", { class: "note" }, q.note)))),
      rows.length > 0 && h("table", { class: s.cards ? "cards" : "" }, h("thead", null, h("tr", null, s.columns.map((c) => h("th", { scope: "col", class: c.number ? "number" : "" }, c.label)))), body), none);
    if (s.text) narrow(s.text);
    return el;
  };
  page.root.replaceChildren(
    data.back ? link(data.back.href, { class: "up" }, icon("left", 16), data.back.text) : "",
    h("h1", null, data.title),
    data.lead ? h("p", { class: "lead" }, data.lead) : "",
    data.action ? link(data.action.href, { class: "action" }, icon("search", 16), data.action.text) : "",
    ...data.sections.map(section));
}
