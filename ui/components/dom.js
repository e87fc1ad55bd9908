// Shared by the components: elements made from plain data. Text enters the page through textContent alone.
function h(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") el.className = value;
    else if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else if (key === "style") for (const [k, v] of Object.entries(value)) el.style.setProperty(k, v);
    else if (key === "data") Object.assign(el.dataset, value);
    else if (value === true) el.setAttribute(key, "");
    else el.setAttribute(key, value);
  }
  put(el, children);
  return el;
}
function put(el, children) {
  for (const child of children.flat(9)) {
    if (child === null || child === undefined || child === false) continue;
    el.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}
// Icons: one stroke, 20 × 20, no meaning of their own (each stands beside a word or carries a label).
const PATHS = {
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
  play: "M6 4l10 6-10 6z", pause: "M6.5 4v12M13.5 4v12",
  back: "M9 4L5 7.500 9 11M5.500 7.500H12a4.200 4.200 0 0 1 0 8.500H8", ahead: "M11 4l4 3.500L11 11M14.500 7.500H8a4.200 4.200 0 0 0 0 8.500h4",
  video: "M3 5h14v10H3zM8.500 8v4l3.500-2z", audio: "M4 8v4M7 5.500v9M10 7.500v5M13 4v12M16 8v4",
  text: "M5 3h7l3 3v11H5zM8 9h5M8 12h5", close: "M5.500 5.500l9 9M14.500 5.500l-9 9", filter: "M3 5h14M6 10h8M8.500 15h3",
  up: "M5 12l5-5 5 5", down: "M5 8l5 5 5-5", left: "M12 4l-6 6 6 6", full: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
  loud: "M3 8v4h3l4 3V5L6 8zM13 7.500a4 4 0 0 1 0 5M15 5.500a7 7 0 0 1 0 9", mute: "M3 8v4h3l4 3V5L6 8zM13 8l4 4M17 8l-4 4",
};
function icon(name, size = 18) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [k, v] of Object.entries({ viewBox: "0 0 20 20", width: size, height: size, fill: name === "play" ? "currentColor" : "none",
    stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" })) svg.setAttribute(k, v);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.appendChild(path);
  return svg;
}
function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds + 1e-6)), two = (n) => String(n).padStart(2, "0");
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, key) => (key in values ? values[key] : ""));
}
// Go to another page of the app without loading it anew. Streamlit redraws what the address says when the reader moves in the
// history; one entry is made for one step, so that Back leads to the results as they were (st.switch_page makes two).
function go(href) {
  history.pushState(null, "", href);
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}
// A real link (it can be copied, opened in a new tab) whose plain click stays in the app.
function link(href, props, ...children) {
  return h("a", { href, ...props, onclick: (e) => {
    if (e.metaKey || e.ctrlKey || e.shiftKey || e.altKey || e.button) return;
    e.preventDefault();
    go(href);
  } }, ...children);
}
// Where the component is drawn again with new data, its first call's object lives on: one instance for each place on the page.
function instance(parent, make) {
  if (!parent.__simak) parent.__simak = make();
  return parent.__simak;
}
