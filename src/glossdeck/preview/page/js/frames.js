// One side of one card, in a sandboxed frame where no script runs. The frame stays, cards come
// and go in it: its elements are looked up once, before any card could put others in their place.
const LONGEST_WAIT_MS = 1500;
// In a small frame, which cannot be scrolled, bars take their room and are not seen.
const NO_BARS = "::-webkit-scrollbar, ::-webkit-scrollbar-thumb, ::-webkit-scrollbar-corner { background: transparent !important; }";
deck.Frame = class {
  constructor(side, title, small = false) {
    this.side = side;
    this.small = small;
    this.element = deck.make("iframe", { sandbox: "allow-same-origin", title });
    this.holder = deck.make("div", { class: "screen" }, this.element);
    this.element.addEventListener("load", () => this.begin());
    if (deck.store.state.session) this.element.src = "/media/";
    else this.element.srcdoc = deck.store.state.shell;
    this.shown = {};
  }

  begin() {
    const page = this.element.contentDocument;
    if (!page?.getElementById("client")) return;
    this.root = page.documentElement;
    this.body = page.body;
    this.client = page.getElementById("client");
    this.formulas = page.createElement("style");
    this.client.after(this.formulas);
    this.box = page.body.firstElementChild;
    this.inert = page.createElement("template");
    this.shown = {};
    page.addEventListener("keydown", (event) => deck.keys?.(event));
    page.addEventListener("click", (event) => event.preventDefault());
    this.draw();
  }

  show(card, index) {
    this.card = card;
    this.index = index;
    this.draw();
  }

  draw() {
    if (!this.box || !this.card) return;
    const { state, look } = deck.store;
    const client = state.clients.find((each) => each.name === look.client);
    const night = look.night === "on";
    const join = (...parts) => parts.filter(Boolean).join(" ");
    if (this.shown.client !== client) {
      this.client.textContent = client.style + (this.small ? NO_BARS : "");
      this.box.id = client.content_id;
      this.shown.client = client;
    }
    this.root.className = join(client.html_class, night && client.html_night);
    this.body.className = join("card", `card${this.card.ord + 1}`, client.body_class, night && client.body_night);
    deck.tokens.apply(this.root, this.body, deck.store.note(this.index));
    const html = `<style>${deck.css(this.card.style)}</style>${this.card[this.side]}`;
    const room = this.room(html);
    if (this.shown.html === html && this.shown.room === room) return;
    const same = this.shown.id === deck.store.id(this.index);
    const at = this.root.scrollTop;
    this.fill(html);
    this.shown.html = html;
    this.shown.room = room;
    this.shown.id = deck.store.id(this.index);
    this.unscrolled = !same && !this.box.getClientRects().length;
    this.root.scrollTop = same ? at : this.answer();
    // Anki scrolls once pictures are there and before formulas are; what was saved anew keeps its
    // place.
    if (same) this.typeset(() => { this.root.scrollTop = at; });
    else this.typeset(() => {});
  }

  // What formulas are measured by, beside the card itself: they are typeset anew when it changes.
  room(html) {
    if (!deck.formulas?.marked(html)) return "";
    return [deck.store.look.client, this.body.dataset.moved ?? "", this.element.style.width].join();
  }

  typeset(arrange) {
    const mine = this.round = (this.round ?? 0) + 1;
    this.faults = [];
    this.unmeasured = false;
    if (!this.shown.room) {
      this.formulas.textContent = "";
      this.box.style.visibility = "";
      return;
    }
    const show = (answer) => {
      if (this.round !== mine) return;
      this.box.style.visibility = "";
      this.unmeasured = !answer;
      if (!answer) return;
      const wrong = answer.found.filter((each) => each.wrong).map((each) => `${each.wrong} (${each.formula.trim()})`);
      this.faults = [answer.failed, ...wrong].filter(Boolean);
      arrange();
      deck.store.tell("formulas", this);
    };
    const answer = deck.formulas.typeset(this.box, this.formulas, () => this.round === mine);
    if (answer instanceof Promise) {
      // As in Anki, a card is seen once its formulas are.
      this.box.style.visibility = "hidden";
      setTimeout(() => { if (this.round === mine) this.box.style.visibility = ""; }, LONGEST_WAIT_MS);
      answer.then(show);
    } else show(answer);
  }

  // Nothing can be measured in a frame that is not shown: its place and its formulas wait.
  seen() {
    if (!this.unscrolled && !this.unmeasured) return;
    this.shown.html = this.shown.id = null;
    this.draw();
  }

  fill(html) {
    const { media } = deck.store.state;
    if (Array.isArray(media)) {
      this.box.innerHTML = html;
      return;
    }
    // In a file, media are data: put in before the browser looks for them by name.
    this.inert.innerHTML = html.replace(/url\((["']?)([^"')]+)\1\)/g, (all, quote, name) =>
      media[decodeURIComponent(name)] ? `url("${media[decodeURIComponent(name)]}")` : all);
    for (const element of this.inert.content.querySelectorAll("[src]")) {
      const name = element.getAttribute("src");
      let plain = name;
      try { plain = decodeURIComponent(name); } catch { /* not encoded */ }
      element.setAttribute("src", media[plain] ?? "data:,");
    }
    this.box.replaceChildren(this.inert.content);
  }

  // Anki scrolls to the line above the answer. Here `scrollIntoView` would move the whole page too.
  answer() {
    const line = this.box.querySelector("#answer");
    if (!line || this.side !== "back") return 0;
    const room = parseFloat(getComputedStyle(line).scrollMarginTop) + (parseFloat(getComputedStyle(this.root).scrollPaddingTop) || 0);
    return Math.max(0, line.getBoundingClientRect().top + this.root.scrollTop - room);
  }

  size(width, height, scale) {
    const key = `${width}x${height}x${scale}`;
    if (this.sized === key) return;
    this.sized = key;
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    this.element.style.transform = scale === 1 ? "" : `scale(${scale})`;
    this.holder.style.width = `${Math.round(width * scale)}px`;
    this.holder.style.height = `${Math.round(height * scale)}px`;
  }
};

// A note type's style, with the package's own style files in the place of their imports: a frame
// may load none. One that the package does not have is left out, as Anki finds none either.
deck.css = (id) => {
  const { styles, imports } = deck.store.state;
  return (styles[id] ?? "").replace(/@import url\("(_[^"]+)"\);/g, (all, name) => imports[name] ?? "");
};
