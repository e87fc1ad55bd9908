// The head of every page: name, pages, language. It also carries the page's own style, so that it stands in the page, not in a shadow root.
export default function ({ data, parentElement, setTriggerValue }) {
  document.documentElement.lang = data.lang;
  let bar = parentElement.querySelector(".simak-masthead");
  if (!bar) parentElement.appendChild((bar = h("header", { class: "simak-masthead" })));
  const state = JSON.stringify(data);
  if (bar.dataset.state === state) return;
  bar.dataset.state = state;
  bar.replaceChildren(
    link(data.home, { class: "brand" }, icon("audio", 22), "Simak"),
    h("nav", { "aria-label": data.words.pages }, data.pages.map((p) =>
      link(p.href, { "aria-current": p.on ? "page" : null }, p.label))),
    h("div", { class: "langs", role: "group", "aria-label": data.words.language }, data.langs.map((l) =>
      h("button", { type: "button", lang: l.value, title: l.title, "aria-pressed": String(l.value === data.lang), onclick: () => setTriggerValue("lang", l.value) }, l.label))),
  );
}
