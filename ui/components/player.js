// The session page: player, strips, transcript, article, clip bar. Time never goes to Python; what goes there is a link or a search.
export default function ({ data, parentElement, setTriggerValue }) {
  const desk = instance(parentElement, () => new Desk(parentElement));
  desk.tell = setTriggerValue;
  desk.show(data);
  return () => setTimeout(() => { if (!desk.root.isConnected) desk.leave(); }, 500);
}

const fold = (s) => s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, "");
const hue = (n) => (n < 0 ? "var(--speaker-none)" : `var(--speaker-${n % 8})`);

class Desk {
  constructor(parent) {
    this.root = h("div", { class: "desk" });
    parent.appendChild(this.root);
    this.words = [];      // {el, s: start, e: end, f: folded, n: sentence}
    this.sentences = [];  // {el, s, e}
    this.now = 0;
    this.follow = true;
    this.hits = [];
    this.range = null;
    this.keys = (e) => this.key(e);
    document.addEventListener("keydown", this.keys);
    document.addEventListener("selectionchange", () => this.selecting());
  }

  leave() {
    document.removeEventListener("keydown", this.keys);
    this.media?.pause();
    this.resized?.disconnect();
    cancelAnimationFrame(this.frame);
  }

  // --- drawn once for each session; later data only brings other hits or another place ----------------------------------
  show(data) {
    const before = this.data;
    this.data = data;
    this.t = data.words;
    if (!before || before.id !== data.id || before.lang !== data.lang) {
      this.build();
      this.load();
      return;
    }
    if (JSON.stringify(before.hits) !== JSON.stringify(data.hits) || before.q !== data.q) {
      this.box.value = data.q;
      this.serverHits();
      if (data.hits.length && before.q !== data.q) this.toHit(1, true);
    }
    if (JSON.stringify(before.start) !== JSON.stringify(data.start)) this.begin();
    if (data.tab && data.tab !== before.tab) this.pane(data.tab);
    if (this.broken && data.media.src !== before.media.src) { this.broken = false; this.media.src = data.media.src; this.seek(this.now); }
  }

  build() {
    const d = this.data;
    document.title = `${d.title} · Simak`;
    this.media?.pause();
    this.peaks = null;
    this.root.classList.remove("clipping");
    this.duration = d.duration;
    this.root.replaceChildren(
      h("header", { class: "title" },
        d.back && link(d.back, { class: "up" }, icon("left", 16), this.t.backToResults),
        h("h1", null, d.title), h("p", { class: "quiet" }, d.meta)),
      h("div", { class: "columns" },
        h("div", { class: "left" }, h("div", { class: "stage" }, this.screen(), this.controls(), this.strips()), this.clipBar()),
        h("div", { class: "right" }, this.tabs(), h("div", { class: "panes" }, this.transcriptPane(), this.articlePane(), this.detailsPane()))));
    // An article whose recording is missing: there is nothing to play and no time to show.
    this.bare = !d.media.kind && !d.transcript && d.writeups.length > 0;
    this.root.classList.toggle("bare", this.bare);
    this.pane(d.tab || (this.bare ? "article" : "transcript"));
  }

  // --- the recording ------------------------------------------------------------------------------------------------------
  screen() {
    const d = this.data;
    this.media = null;
    if (!d.media.kind) return h("p", { class: "note" }, d.media.note);
    this.media = h(d.media.kind, { preload: "metadata", playsinline: true, src: d.media.src, "aria-label": d.title, class: "media" });
    if (d.media.subtitles) this.media.appendChild(h("track", { kind: "captions", srclang: d.language, label: this.t.captions, src: d.media.subtitles }));
    const on = (name, f) => this.media.addEventListener(name, f);
    on("play", () => { this.playing(true); this.loop(); });
    on("pause", () => this.playing(false));
    on("seeked", () => this.tick());
    on("timeupdate", () => this.tick());
    on("loadedmetadata", () => {
      if (Number.isFinite(this.media.duration) && Math.abs(this.media.duration - this.duration) > 0.5) { this.duration = this.media.duration; this.redrawStrips(); }
      this.clockFace();
    });
    on("error", () => this.failed());
    on("click", () => this.toggle());
    this.problem = h("p", { class: "note", role: "alert", hidden: true });
    if (d.media.kind === "video") return h("div", { class: "screen" }, this.media, this.problem);
    return h("div", { class: "screen sound" }, h("div", { class: "cover", "aria-hidden": "true" }, h("div", { class: "bars" })), this.media, this.problem);
  }

  // What a sound recording has to show for itself: its outline, in the colours of who speaks.
  async outline() {
    const bars = this.root.querySelector(".bars"), url = this.data.media.waveform;
    if (!bars || !url) return;
    if (!this.peaks) {
      const answer = await fetch(url);
      if (!answer.ok) { bars.parentElement.hidden = true; return; }
      this.peaks = await answer.json();
    }
    const d = this.duration || 1, n = this.peaks.length;
    let k = 0;
    bars.replaceChildren(...this.peaks.map((peak, i) => {
      const t = d * (i + 0.5) / n;
      while (k + 1 < this.turns.length && this.turns[k + 1].s <= t) k++;
      const on = this.turns[k] && this.turns[k].s <= t && t < this.turns[k].e + 1;
      return h("i", { style: { "--c": !this.names.length ? "var(--accent)" : hue(on ? this.turns[k].n : -1), "--h": `${Math.max(3, 100 * peak)}%` } });
    }));
  }

  failed() {
    if (!this.media.error) return;
    this.broken = true;
    this.problem.hidden = false;
    this.problem.replaceChildren(fill(this.t["media.failed"], { name: this.data.media.name }), " ", h("a", { href: this.data.media.src, download: this.data.media.name }, this.t["media.download"]));
  }

  controls() {
    if (!this.media) {
      this.face = h("span", { class: "face" });
      return h("div", { class: "controls" }, h("span", { class: "quiet" }, this.t.position), this.face, h("span", { class: "space" }), this.clipToggle());
    }
    const button = (name, label, f, extra) => h("button", { type: "button", title: label, "aria-label": label, onclick: f, ...extra }, icon(name, 20));
    this.playButton = button("play", this.t.play, () => this.toggle(), { class: "play" });
    this.face = h("span", { class: "face", role: "timer", "aria-live": "off" });
    this.speed = h("select", { "aria-label": this.t.speed, title: this.t.speed, onchange: (e) => { this.media.playbackRate = Number(e.target.value); } },
      [0.75, 1, 1.25, 1.5, 2].map((x) => h("option", { value: x, selected: x === 1 }, `${x}×`)));
    const mute = button("loud", this.t.mute, () => {
      this.media.muted = !this.media.muted;
      mute.replaceChildren(icon(this.media.muted ? "mute" : "loud", 20));
      mute.setAttribute("aria-label", this.media.muted ? this.t.unmute : this.t.mute);
    }, { class: "volume" });
    const video = this.data.media.kind === "video";
    const captions = video && this.data.media.subtitles && h("button", { type: "button", class: "cc", "aria-pressed": "false", title: this.t.captions, onclick: () => {
      const track = this.media.textTracks[0], on = track.mode !== "showing";
      track.mode = on ? "showing" : "disabled";
      captions.setAttribute("aria-pressed", String(on));
    } }, "CC");
    return h("div", { class: "controls" }, this.playButton,
      button("back", this.t.back10, () => this.seek(this.now - 10)), button("ahead", this.t.ahead10, () => this.seek(this.now + 10)),
      this.face, h("span", { class: "space" }), this.clipToggle(), captions, mute, this.speed,
      video && button("full", this.t.fullscreen, () => (document.fullscreenElement ? document.exitFullscreen() : this.media.requestFullscreen()), { class: "full" }));
  }

  // On the phone the clip bar waits at the foot until it is wanted.
  clipToggle() {
    return h("button", { type: "button", class: "only-narrow", onclick: () => this.root.classList.toggle("clipping") }, this.t["clip.range"]);
  }

  playing(on) {
    this.playButton.replaceChildren(icon(on ? "pause" : "play", 20));
    this.playButton.setAttribute("aria-label", on ? this.t.pause : this.t.play);
    this.playButton.title = on ? this.t.pause : this.t.play;
  }

  toggle() {
    if (!this.media) return;
    if (this.media.paused) { this.follow = true; this.media.play().catch(() => {}); } else this.media.pause();
  }

  // Go to a second; the picture follows as soon as it can.
  seek(t, { play = false, stop = null } = {}) {
    t = Math.max(0, this.duration ? Math.min(t, this.duration) : t);
    this.now = t;
    this.stopAt = stop;
    this.follow = true;
    if (this.media) {
      const set = () => { if (Math.abs(this.media.currentTime - t) > 0.01) this.media.currentTime = t; if (play) this.media.play().catch(() => {}); };
      if (this.media.readyState >= 1) set();
      else { this.waiting = set; this.media.addEventListener("loadedmetadata", () => { this.waiting?.(); this.waiting = null; }, { once: true }); }
    }
    this.paint();
  }

  loop() {
    cancelAnimationFrame(this.frame);
    const step = () => { this.tick(); if (this.media && !this.media.paused && this.root.isConnected) this.frame = requestAnimationFrame(step); };
    this.frame = requestAnimationFrame(step);
  }

  tick() {
    if (!this.media || this.media.readyState < 1 || this.media.seeking) return;
    this.now = this.media.currentTime;
    if (this.stopAt !== null && this.now >= this.stopAt) { this.stopAt = null; this.media.pause(); }
    this.paint();
  }

  begin() {
    const { t, end } = this.data.start;
    if (end !== null) this.setRange(t, end);
    this.seek(t, { stop: end });
  }

  // --- what shows the time: face, strips' hand, lit sentence, lit article sentence ------------------------------------------
  paint() {
    this.clockFace();
    this.hand.style.left = `${this.duration ? 100 * this.now / this.duration : 0}%`;
    this.axis.setAttribute("aria-valuenow", String(Math.round(this.now)));
    this.axis.setAttribute("aria-valuetext", clock(this.now));
    this.light();
    this.lightArticle();
  }

  clockFace() {
    const text = this.duration ? `${clock(this.now)} / ${clock(this.duration)}` : clock(this.now);
    if (this.face.textContent !== text) this.face.textContent = text;
  }

  sentenceAt(t) {
    let low = 0, high = this.sentences.length - 1, found = -1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.sentences[middle].s <= t + 0.02) { found = middle; low = middle + 1; } else high = middle - 1;
    }
    return found;
  }

  light() {
    const n = this.sentenceAt(this.now);
    if (n === this.litSentence) return;
    if (n < 0 && !this.chosen && this.sentences.length) this.showRange(this.sentences[0].s, this.sentences[0].e);
    this.sentences[this.litSentence]?.el.classList.remove("lit");
    this.litSentence = n;
    const lit = this.sentences[n];
    if (!lit) return;
    lit.el.classList.add("lit");
    if (!this.chosen) this.showRange(lit.s, lit.e);
    this.keepInView();
  }

  scroller(pane) {
    for (let el = pane; el; el = el.parentElement) {
      const style = getComputedStyle(el);
      if (/(auto|scroll)/.test(style.overflowY) && el.scrollHeight > el.clientHeight + 1) return el;
    }
    return document.scrollingElement;
  }

  keepInView(force) {
    const lit = this.sentences[this.litSentence];
    this.returnButton.hidden = this.follow;
    if (!lit || (!this.follow && !force) || this.shown !== "transcript" && !this.wide()) return;
    const box = this.scroller(this.scroll), outer = box.getBoundingClientRect(), inner = lit.el.getBoundingClientRect();
    const top = Math.max(outer.top, this.wide() ? outer.top : this.root.querySelector(".stage").getBoundingClientRect().bottom);
    const bottom = Math.min(outer.bottom, innerHeight);
    if (inner.top >= top + 24 && inner.bottom <= bottom - 48) return;
    const calm = !this.settled || matchMedia("(prefers-reduced-motion: reduce)").matches || Math.abs(inner.top - top) > 3000;
    this.settled = true;
    box.scrollBy({ top: inner.top - top - (bottom - top) / 3, behavior: calm ? "instant" : "smooth" });
  }

  wide() { return matchMedia("(min-width: 1000px)").matches; }

  away() {
    if (!this.follow) return;
    this.follow = false;
    this.returnButton.hidden = false;
  }

  // --- strips: one axis, who speaks, hits, article ---------------------------------------------------------------------------
  strips() {
    this.hand = h("div", { class: "hand" });
    this.rows = h("div", { class: "rows" });
    this.axis = h("div", { class: "axis", tabindex: "0", role: "slider", "aria-label": this.t.position, "aria-valuemin": "0", "aria-valuemax": String(Math.round(this.duration)), "aria-valuenow": "0",
      onpointerdown: (e) => { if (e.button === 0) { this.axis.setPointerCapture(e.pointerId); this.point(e); } },
      onpointermove: (e) => { if (e.buttons & 1) this.point(e); },
      onkeydown: (e) => {
        const step = { ArrowLeft: -5, ArrowRight: 5, PageDown: -60, PageUp: 60 }[e.key];
        if (step) { e.preventDefault(); e.stopPropagation(); this.seek(this.now + step); }
      } }, this.rows, this.hand);
    this.labels = h("div", { class: "labels", "aria-hidden": "true" });
    this.legend = h("ul", { class: "legend" });
    return h("div", { class: "strips" }, h("div", { class: "grid" }, this.labels, this.axis), this.legend);
  }

  point(e) {
    const box = this.axis.getBoundingClientRect();
    this.seek(this.duration * Math.max(0, Math.min(1, (e.clientX - box.left) / box.width)));
  }

  redrawStrips() {
    const d = this.duration || 1, at = (s, e, min = 0.25) => ({ left: `${100 * s / d}%`, width: `max(2px, ${Math.max(min, 100 * (e - s) / d)}%)` });
    this.axis.setAttribute("aria-valuemax", String(Math.round(d)));
    const rows = [];
    if (this.turns?.length) rows.push([this.t["strip.speakers"], "speaking", this.turns.map((x) => h("i", { title: x.name, style: { ...at(x.s, x.e), "--c": hue(x.n) } }))]);
    if (this.hits.length) rows.push([this.t["strip.hits"], "found", this.hits.map((x) => h("i", { title: clock(x.start), style: { left: `${100 * x.start / d}%` } }))]);
    const spans = this.data.writeups.flatMap((w) => w.links.flatMap((l) => l.spans.slice(0, 1).map((x) => [x, l])));
    if (spans.length) rows.push([this.t["strip.article"], "taken", spans.map(([[s, e], l]) => h("i", { class: l.verdict ? "v-" + l.verdict.replace(" ", "-") : "", title: `${clock(s)} ${l.verdict ? this.t["verdict." + l.verdict] : ""}`, style: at(s, e) }))]);
    if (!rows.length) rows.push(["", "speaking", []]);
    this.labels.replaceChildren(...rows.map(([label]) => h("span", null, label)));
    this.rows.replaceChildren(...rows.map(([, kind, marks]) => h("div", { class: "row " + kind }, marks)));
    this.legend.replaceChildren(...(this.names || []).slice(0, 8).map((name, n) => h("li", null, h("i", { style: { "--c": hue(n) } }), name)));
    this.legend.hidden = !this.names?.length;
  }

  // --- transcript ---------------------------------------------------------------------------------------------------------------
  transcriptPane() {
    this.text = h("div", { class: "text", lang: this.data.language });
    this.returnButton = h("button", { type: "button", class: "return", hidden: true, onclick: () => { this.follow = true; this.keepInView(true); } }, this.t.return);
    this.scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": this.t.transcript }, this.text);
    for (const name of ["wheel", "touchmove"]) this.scroll.addEventListener(name, () => this.away(), { passive: true });
    this.scroll.addEventListener("pointerdown", (e) => { if (e.target === this.scroll) this.away(); });
    this.scroll.addEventListener("keydown", (e) => { if (/^(PageUp|PageDown|Home|End|ArrowUp|ArrowDown)$/.test(e.key)) this.away(); });
    this.text.addEventListener("click", (e) => this.clicked(e));
    return h("section", { class: "pane", data: { pane: "transcript" } }, this.scroll, this.returnButton);
  }

  async load() {
    const d = this.data, id = d.id;
    this.words = []; this.sentences = []; this.litSentence = undefined; this.litLink = null; this.chosen = false;
    this.turns = []; this.names = [];
    this.redrawStrips();
    if (!d.transcript) {
      this.text.replaceChildren(h("p", { class: "note" }, d.noTranscript));
      this.begin();
      return;
    }
    this.text.replaceChildren(h("p", { class: "note" }, this.t["transcript.loading"]));
    let record;
    try {
      const answer = await fetch(d.transcript);
      if (!answer.ok) throw new Error(String(answer.status));
      record = await answer.json();
    } catch (error) {
      console.error("transcript", error);
      this.text.replaceChildren(h("p", { class: "note", role: "alert" }, this.t["transcript.failed"]));
      return;
    }
    if (this.data.id !== id) return;
    this.write(record);
    this.serverHits();
    this.begin();
  }

  write(record) {
    this.names = record.speakers;
    if (!this.duration) this.duration = record.duration;
    const page = document.createDocumentFragment();
    const notes = [...record.losses.map((x) => [x[0], "loss", x]), ...record.flags.map((x) => [x[0], "flag", x])].sort((a, b) => a[0] - b[0]);
    let turn = null;
    for (const p of record.paragraphs) {
      const start = p.x[0][0][1], end = p.x.at(-1).at(-1)[2];
      while (notes.length && notes[0][0] <= start) {
        const [, kind, [s, e, reason]] = notes.shift();
        page.appendChild(h("p", { class: "aside " + kind }, fill(this.t[kind], { range: `${clock(s)}–${clock(e)}`, reason }), kind === "flag" && ` (${clock(s)}–${clock(e)})`));
      }
      if (p.opens || !turn) {
        turn = { s: start, e: end, n: p.s, name: p.s < 0 ? this.t.unknownSpeaker : this.names[p.s] };
        this.turns.push(turn);
        page.appendChild(h("h3", { style: { "--c": hue(p.s) } }, p.s < 0 ? (this.names.length ? this.t.unknownSpeaker : "") : turn.name));
      }
      turn.e = end;
      const body = h("p", null, h("button", { type: "button", class: "at", tabindex: "-1", data: { t: start } }, clock(start)));
      for (const sentence of p.x) {
        const n = this.sentences.length, el = document.createElement("span");
        el.className = "s";
        for (const [text, s, e] of sentence) {
          const word = document.createElement("span");
          word.className = "w";
          word.textContent = text;
          word.__n = this.words.length;
          this.words.push({ el: word, s, e, f: fold(text), n });
          el.append(word, " ");
        }
        this.sentences.push({ el, s: sentence[0][1], e: sentence.at(-1)[2] });
        body.appendChild(el);
      }
      page.appendChild(body);
    }
    for (const [, kind, [s, e, reason]] of notes) page.appendChild(h("p", { class: "aside " + kind }, fill(this.t[kind], { range: `${clock(s)}–${clock(e)}`, reason })));
    this.text.replaceChildren(page);
    this.redrawStrips();
    this.outline();
    // Fonts that arrive late, a window made narrower: the lit sentence is to stay where it can be seen.
    this.settled = false;
    this.resized?.disconnect();
    this.resized = new ResizeObserver(() => { this.settled = false; this.keepInView(); });
    this.resized.observe(this.text);
  }

  clicked(e) {
    if (!getSelection().isCollapsed) return;
    const at = e.target.closest(".at");
    if (at) return this.seek(Number(at.dataset.t), { play: true });
    const word = e.target.closest(".w");
    if (!word) return;
    this.chosen = false;
    this.markRange(null);
    this.root.classList.remove("clipping");
    this.seek(this.words[word.__n].s, { play: true });
  }

  // --- a stretch: chosen by selecting text, shown in the clip bar -------------------------------------------------------------------
  selecting() {
    if (!this.root.isConnected || !this.words.length) return;
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!this.text.contains(range.startContainer) && !this.text.contains(range.endContainer)) return;
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      let a = -1, b = -1;
      for (const el of this.touched(range)) { if (a < 0) a = el.__n; b = el.__n; }
      if (a < 0) return;
      this.setRange(this.words[a].s, this.words[b].e);
      this.root.classList.add("clipping");
    }, 60);
  }

  touched(range) {
    const near = range.commonAncestorContainer, base = near.nodeType === 1 ? near : near.parentElement;
    const words = base.closest(".w") ? [base.closest(".w")] : [...base.querySelectorAll(".w")];
    return words.filter((el) => range.intersectsNode(el));
  }

  setRange(start, end) {
    this.chosen = true;
    this.showRange(start, end);
    this.markRange([start, end]);
  }

  showRange(start, end) {
    this.range = [start, end];
    if (document.activeElement !== this.from) this.from.value = clock(start);
    if (document.activeElement !== this.to) this.to.value = clock(Math.ceil(end));
  }

  markRange(range) {
    for (const el of this.marked || []) el.classList.remove("in");
    this.marked = range ? this.words.filter((w) => w.s < range[1] - 0.005 && w.e > range[0] + 0.005).map((w) => w.el) : [];
    for (const el of this.marked) el.classList.add("in");
  }

  clipBar() {
    const field = (label) => h("input", { type: "text", inputmode: "numeric", size: "7", maxlength: "10", "aria-label": label, onchange: () => this.typed() });
    this.from = field(this.t["clip.start"]);
    this.to = field(this.t["clip.end"]);
    this.report = h("div", { class: "report", role: "status" });
    const button = (key, f, extra) => h("button", { type: "button", onclick: f, ...extra }, this.t[key]);
    this.make = button("clip.make", () => this.clip(), { class: "primary" });
    return h("div", { class: "clip" },
      h("div", { class: "line" }, h("span", { class: "quiet" }, this.t["clip.range"]), this.from, "–", this.to,
        this.media && button("clip.listen", () => this.range && this.seek(this.range[0], { play: true, stop: this.range[1] }))),
      h("div", { class: "line" }, this.media && this.make, button("clip.cite", () => this.cite()), button("clip.link", () => this.copyLink())),
      this.report, h("p", { class: "hint" }, this.t["clip.hint"]));
  }

  typed() {
    const read = (text) => { const m = /^(?:(\d+):)?(\d{1,3}):(\d{1,2}(?:\.\d+)?)$/.exec(text.trim()) ; return m ? (m[1] || 0) * 3600 + m[2] * 60 + Number(m[3]) : /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN; };
    const start = read(this.from.value), end = read(this.to.value);
    if (!(end > start)) { this.say(this.t["clip.invalid"]); return; }
    this.say();
    this.setRange(start, end);
  }

  say(...parts) { this.report.replaceChildren(); put(this.report, parts); }
  rangeText() { return `${clock(this.range[0])}–${clock(this.range[1])}`; }
  stretch() { return `&start=${this.range[0].toFixed(2)}&end=${this.range[1].toFixed(2)}`; }

  async clip() {
    if (!this.range) return;
    const range = this.rangeText();
    this.make.disabled = true;
    this.say(fill(this.t["clip.making"], { range }));
    try {
      const answer = await fetch(this.data.addresses.clip + this.stretch(), { method: "POST" });
      const made = await answer.json();
      if (!answer.ok) throw new Error(made.error);
      const exact = `${clock(made.start)}–${clock(made.end)}`;
      this.say(h("p", null, fill(this.t["clip.ready"], { range: exact }), " ", made.files.map((f, i) => [i > 0 && " · ", h("a", { href: f.href, download: f.name }, f.kind)])), this.citation(made.citation));
    } catch (error) {
      this.say(h("p", { role: "alert" }, this.t["clip.failed"], " ", error.message));
    } finally {
      this.make.disabled = false;
    }
  }

  async cite() {
    if (!this.range) return;
    const n = this.sentenceAt(this.range[0] + 0.05), turn = this.turns.findLast?.((x) => x.s <= this.range[0] + 0.05);
    const speaker = n >= 0 && turn && turn.n >= 0 ? turn.name : "";
    try {
      const answer = await fetch(this.data.addresses.cite + this.stretch() + `&speaker=${encodeURIComponent(speaker)}`);
      const made = await answer.json();
      if (!answer.ok) throw new Error(made.error);
      const said = this.words.filter((w) => w.s < this.range[1] - 0.005 && w.e > this.range[0] + 0.005).map((w) => w.el.textContent).join(" ");
      const text = `${said ? `“${said}” ` : ""}${made.citation}`;
      await this.copy(text);
      this.say(this.citation(text), h("p", null, this.t["clip.copied"]));
    } catch (error) {
      this.say(h("p", { role: "alert" }, error.message));
    }
  }

  citation(text) { return text && h("p", { class: "citation" }, text); }

  async copyLink() {
    if (!this.range) return;
    const [s, e] = this.range, short = (x) => String(Number(x.toFixed(2)));
    const url = `${location.origin}${this.data.addresses.share}&t=${this.chosen ? `${short(s)},${short(e)}` : short(s)}`;
    await this.copy(url);
    this.say(h("p", { class: "citation" }, url), h("p", null, this.t["clip.copied"]));
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // plain http on the office network: no clipboard API there
      const area = h("textarea", { style: { position: "fixed", opacity: "0" } });
      area.value = text;
      document.body.appendChild(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  // --- finding in the recording: what the search found, or, while typing, the words themselves ---------------------------------------
  tabs() {
    this.box = h("input", { type: "search", placeholder: this.t.find, "aria-label": this.t.find, autocomplete: "off", spellcheck: "false", maxlength: "200",
      oninput: () => this.localHits(), onkeydown: (e) => {
        if (e.key !== "Enter") return;
        e.preventDefault();
        if (this.box.value.trim() !== this.data.q && this.box.value.trim()) this.tell("find", this.box.value.trim());
        else this.toHit(e.shiftKey ? -1 : 1);
      } });
    this.box.value = this.data.q;
    this.count = h("span", { class: "quiet count", role: "status" });
    const step = (name, label, by) => h("button", { type: "button", title: label, "aria-label": label, onclick: () => this.toHit(by) }, icon(name, 16));
    const names = [["transcript", this.t.transcript], ["article", this.data.writeups.length > 1 ? `${this.t.article} (${this.data.writeups.length})` : this.t.article], ["details", this.t.details]];
    return h("div", { class: "tabs" },
      h("div", { role: "tablist", "aria-label": this.t.details, onkeydown: (e) => this.tabKey(e) }, names.map(([pane, label]) => h("button", { type: "button", role: "tab", data: { pane }, onclick: () => this.pane(pane) }, label))),
      h("div", { class: "find" }, icon("search", 16), this.box, this.count, step("up", this.t["find.previous"], -1), step("down", this.t["find.next"], 1)));
  }

  tabKey(e) {
    const tabs = [...this.root.querySelectorAll("[role=tab]")], at = tabs.indexOf(document.activeElement), by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!by || at < 0) return;
    e.preventDefault();
    tabs[(at + by + tabs.length) % tabs.length].focus();
    tabs[(at + by + tabs.length) % tabs.length].click();
  }

  pane(name) {
    if (name === "transcript" && this.wide() && this.shown && this.shown !== "transcript") { this.scroll.focus({ preventScroll: true }); }
    this.shown = name;
    const beside = this.bare ? "details" : name === "transcript" ? this.beside || (this.data.writeups.length ? "article" : "details") : name;
    this.beside = beside;
    for (const pane of this.root.querySelectorAll(".pane")) {
      pane.classList.toggle("shown", pane.dataset.pane === name);
      pane.classList.toggle("beside", pane.dataset.pane === beside);
    }
    for (const tab of this.root.querySelectorAll("[role=tab]")) {
      const on = tab.dataset.pane === name || (this.wide() && tab.dataset.pane === beside) || (this.wide() && tab.dataset.pane === (this.bare ? "article" : "transcript"));
      tab.setAttribute("aria-selected", String(on));
    }
    if (name === "transcript") this.keepInView();
  }

  clearFound() { for (const w of this.found || []) w.el.classList.remove("found"); this.found = []; }

  serverHits() {
    this.clearFound();
    this.hits = this.data.hits.map((x) => ({ ...x }));
    for (const hit of this.hits) {
      const words = new Set(hit.words.flatMap((x) => x.split(/[^\p{L}\p{N}]+/u)).map(fold).filter(Boolean));
      const inside = this.words.filter((w) => w.s < hit.end && w.e > hit.start && [...words].some((x) => w.f === x || (x.length > 3 && w.f.includes(x))));
      this.found.push(...inside);
    }
    for (const w of this.found) w.el.classList.add("found");
    this.afterHits();
  }

  localHits() {
    this.clearFound();
    const wanted = this.box.value.split(/\s+/).map(fold).filter(Boolean);
    this.hits = [];
    if (wanted.length && wanted.join("").length > 1) {
      const last = wanted.length - 1;
      for (let i = 0; i + last < this.words.length; i++) {
        if (!wanted.every((x, k) => (k === last ? this.words[i + k].f.startsWith(x) : this.words[i + k].f === x))) continue;
        this.hits.push({ start: this.words[i].s, end: this.words[i + last].e });
        for (let k = 0; k <= last; k++) this.found.push(this.words[i + k]);
      }
      for (const w of this.found) w.el.classList.add("found");
    }
    this.afterHits();
  }

  afterHits() {
    const any = this.box.value.trim() !== "";
    this.count.textContent = !any ? "" : this.hits.length ? String(this.hits.length) : this.t["find.none"];
    this.root.querySelector(".find").classList.toggle("some", this.hits.length > 0);
    this.redrawStrips();
  }

  toHit(by, first) {
    if (!this.hits.length) return;
    const order = this.hits.map((x) => x.start).sort((a, b) => a - b);
    let n = by > 0 ? order.findIndex((t) => t > this.now + 0.05) : order.findLastIndex((t) => t < this.now - 0.05);
    if (n < 0) n = by > 0 ? 0 : order.length - 1;
    if (first) n = Math.max(0, order.findIndex((t) => t >= this.now - 0.05));
    this.count.textContent = `${n + 1} / ${order.length}`;
    this.seek(order[n]);
  }

  // --- the article ---------------------------------------------------------------------------------------------------------------------
  articlePane() {
    this.links = [];
    const d = this.data;
    const body = d.writeups.length ? d.writeups.map((w) => this.writeUp(w)) : [h("p", { class: "note" }, d.noArticle)];
    const pane = h("section", { class: "pane", data: { pane: "article" } }, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": this.t.article }, body));
    return pane;
  }

  writeUp(w) {
    const el = h("article", { class: "article", lang: w.language });
    if (w.note) el.appendChild(h("p", { class: "note" }, w.note));
    let source = w.meta.length || w.url ? h("p", { class: "quiet" }, w.meta.join(" · "), w.url && [w.meta.length ? " · " : "", h("a", { href: w.url, target: "_blank", rel: "noopener noreferrer" }, this.t["article.source"])]) : null;
    for (const p of w.paragraphs) {
      const box = h(p.heading ? "h2" : "p", null);
      for (const part of p.parts) {
        if (part.link === undefined) { box.append(part.text); continue; }
        const one = w.links[part.link];
        const span = h("span", { class: "l" + (one.spans.length ? "" : " lost") }, part.text);
        if (one.spans.length) {
          span.tabIndex = 0;
          span.setAttribute("role", "button");
          const play = (n) => this.playLink(one, n);
          span.addEventListener("click", () => { if (getSelection().isCollapsed) play(0); });
          span.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); e.stopPropagation(); play(0); } });
          span.title = fill(this.t[this.media ? "link.play" : "link.goto"], { time: clock(one.spans[0][0]) });
        }
        box.append(span, this.sign(one));
        this.links.push({ el: span, spans: one.spans });
      }
      el.appendChild(box);
      if (p.heading && source) { el.appendChild(source); source = null; }
      for (const part of p.parts) if (part.link !== undefined && w.links[part.link].diff) el.appendChild(this.compare(w.links[part.link]));
    }
    if (source) el.prepend(source);
    return el;
  }

  sign(one) {
    const kind = one.verdict ? "v-" + one.verdict.replace(" ", "-") : "";
    const parts = one.spans.slice(0, 3).map(([s], n) => h("button", { type: "button", tabindex: n ? null : "-1", onclick: () => this.playLink(one, n) }, clock(s)));
    if (one.verdict) parts.push(h("b", { title: one.reason }, this.t["verdict." + one.verdict]));
    return parts.length ? h("span", { class: "sign " + kind }, parts) : "";
  }

  compare(one) {
    const line = (key, side) => h("p", null, h("b", null, this.t[key]), " ", one.diff[side].map(([text, differs]) => (differs ? h("mark", null, text) : text)));
    return h("details", { class: "compare v-" + one.verdict.replace(" ", "-"), open: one.verdict === "contradicted" }, h("summary", null, this.t["verdict.compare"]), line("verdict.written", 0), line("verdict.said", 1), one.reason && h("p", { class: "quiet" }, one.reason));
  }

  playLink(one, n) {
    const [s, e] = one.spans[n];
    this.setRange(s, e);
    this.seek(s, { play: true });
    if (!this.wide()) this.root.querySelector(".stage").scrollIntoView({ block: "nearest" });
  }

  lightArticle() {
    // Of several sentences that lie here, the one that says where most closely.
    let best = null;
    for (const one of this.links) {
      const [s, e] = one.spans[0] || [1, 0];
      if (s - 0.05 <= this.now && this.now < e && (!best || e - s < best.spans[0][1] - best.spans[0][0])) best = one;
    }
    if (best === this.litLink) return;
    this.litLink?.el.classList.remove("lit");
    this.litLink = best;
    if (!best) return;
    best.el.classList.add("lit");
    const box = best.el.closest(".scroll"), outer = box.getBoundingClientRect(), inner = best.el.getBoundingClientRect();
    if (!this.wide() || !this.follow || !outer.height || (inner.top >= outer.top && inner.bottom <= outer.bottom)) return;
    box.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: "smooth" });
  }

  // --- details --------------------------------------------------------------------------------------------------------------------------
  detailsPane() {
    const body = this.data.details.map((section) => h("section", null, h("h2", null, section.title),
      h("dl", null, section.rows.map((row) => [h("dt", null, row.label), h("dd", null, row.href ? link(row.href, null, row.value) : row.value, row.note && h("span", { class: "quiet" }, row.note))]))));
    return h("section", { class: "pane", data: { pane: "details" } }, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": this.t.details }, h("div", { class: "details" }, body)));
  }

  // --- keys: space, arrows, slash -----------------------------------------------------------------------------------------------------------
  key(e) {
    if (!this.root.isConnected || e.metaKey || e.ctrlKey || e.altKey) return;
    const on = e.composedPath()[0];
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(on.tagName)) return;
    if (e.key === "/") { e.preventDefault(); this.box.focus(); this.box.select(); return; }
    if (!this.media) return;
    if ((e.key === " " && on.tagName !== "BUTTON" && on.tagName !== "SUMMARY" && on.tagName !== "A") || e.key === "k") { e.preventDefault(); this.toggle(); }
    else if (e.key === "j") this.seek(this.now - 10);
    else if (e.key === "l") this.seek(this.now + 10);
  }
}
