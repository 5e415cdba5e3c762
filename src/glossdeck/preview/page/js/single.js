// One card, large, with everything that is known about it.
deck.single = (() => {
  const { store, make } = deck;
  const article = document.getElementById("one");
  const NEAR = 60;
  let parts = null;

  function build() {
    const front = new deck.Frame("front", "Question");
    const back = new deck.Frame("back", "Answer");
    parts = {
      front, back,
      title: make("h2", { tabindex: "-1" }),
      what: make("p", { class: "quiet" }),
      marks: make("p", { class: "tile-marks" }),
      where: make("button", { type: "button", class: "place", title: "Copy file and line" }),
      open: make("button", { type: "button", class: "plain" }, "Open in editor"),
      previous: make("button", { type: "button", class: "plain", onclick: () => store.step(-1) }, "Previous"),
      next: make("button", { type: "button", class: "plain", onclick: () => store.step(1) }, "Next"),
      turn: make("button", { type: "button", class: "plain", onclick: () => deck.flip() }, "Turn over"),
      all: make("button", { type: "button", class: "plain", id: "all-cards", onclick: () => store.setLook("view", "gallery") }, "All cards"),
      count: make("p", { class: "quiet count" }),
      contrast: make("p", { class: "contrast" }),
      faults: make("ul", { class: "faults", "aria-label": "Formulas" }),
      facts: make("dl", { class: "facts" }),
      problems: make("div", {}),
      changes: make("div", {}),
    };
    const figure = (frame, name) => make("figure", { class: `phone-or-window ${frame.side}` },
      make("figcaption", { class: "quiet" }, name), frame.holder);
    parts.figures = [figure(front, "Question"), figure(back, "Answer")];
    document.getElementById("general").after(parts.all, make("span", { class: "one-walk" }, parts.turn, parts.previous, parts.count, parts.next));
    article.append(
      make("div", { class: "one-head" }, make("div", {}, parts.title, parts.what), parts.marks),
      parts.stage = make("div", { class: "stage" }, ...parts.figures),
      make("div", { class: "one-below" },
        make("div", { class: "one-said" }, parts.faults, parts.problems, parts.changes),
        make("div", { class: "one-known" }, make("div", { class: "one-place" }, parts.where, parts.open), parts.contrast, parts.facts)));
    parts.where.addEventListener("click", () => deck.copy(parts.where.textContent));
    parts.open.addEventListener("click", () => deck.open({ card: card() }));
    new ResizeObserver(layout).observe(article);
  }

  const card = () => store.index(store.selected);

  async function draw(how) {
    article.hidden = store.look.view !== "one" || card() < 0;
    if (article.hidden) return;
    if (!parts) build();
    const at = card();
    const { title, what, note } = deck.describe(at);
    parts.title.textContent = title;
    parts.what.textContent = what;
    parts.marks.replaceChildren(...deck.badges(note));
    const position = store.position();
    parts.count.textContent = position < 0 ? "" : `${position + 1} of ${store.shown.length}`;
    parts.previous.disabled = position <= 0;
    parts.next.disabled = position >= store.shown.length - 1;
    article.dataset.card = store.selected;
    facts(note);
    place(at, note);
    const problems = note.problems.map((index) => ({ problem: store.state.problems[index], index }));
    parts.problems.replaceChildren(...(problems.length ? [deck.problemList(problems, "problem")] : []));
    parts.changes.replaceChildren(...changes(note));
    layout();
    if (how === "key" || how === "open") {
      document.getElementById("cards").scrollTop = 0;
      parts.title.focus({ preventScroll: true });
    }
    const found = deck.source.cached(at) ?? await deck.source.get(at);
    if (!found || card() !== at) return;
    parts.front.show(found, at);
    parts.back.show(found, at);
    faults();
    article.dataset.version = store.state.cards[at][2];
    for (const near of [position - 1, position + 1]) {
      if (store.shown[near] !== undefined) deck.source.get(store.shown[near]);
    }
    requestAnimationFrame(contrast);
  }

  function facts(note) {
    const { state } = store;
    const rows = [["Deck", state.decks.find((each) => each.id === note.deck)?.title]];
    rows.push(["Section", note.sections.map((id) => state.sections.find((each) => each.id === id)?.title).join(", ")]);
    rows.push(["Tags", note.tags.join(", ")], ["Key", note.key]);
    parts.facts.replaceChildren(...rows.filter(([, value]) => value).map(([name, value]) =>
      make("div", {}, make("dt", {}, name), make("dd", {}, value))));
  }

  // Word by word against the last built package: what a learner will find different.
  function changes(note) {
    const fields = store.state.changes[note.guid] ?? [];
    if (!fields.length) return [];
    const tags = { removed: "del", added: "ins" };
    // What stays the same is told only near what does not.
    const near = (text, at, last) => text.length < 2 * NEAR + 20 ? text
      : `${at ? text.slice(0, NEAR) : ""} … ${at === last ? "" : text.slice(-NEAR)}`;
    return [make("section", { class: "changes" }, make("h3", {}, "Changed since the last release"),
      make("dl", {}, ...fields.map(({ field, pieces }) => make("div", {}, make("dt", {}, field), make("dd", { dir: "auto" },
        ...pieces.map(([mark, text], at) => tags[mark] ? make(tags[mark], {}, text) : near(text, at, pieces.length - 1)))))))];
  }

  let asked = 0;
  async function place(at, note) {
    const mine = ++asked;
    parts.where.hidden = !note.file;
    parts.open.hidden = !note.file || !store.state.session?.editor;
    parts.where.textContent = store.state.rendered ? store.state.places[at] : note.file;
    if (!note.file || store.state.rendered) return;
    try {
      const answer = await fetch(`/place?card=${at}`);
      if (!answer.ok || mine !== asked) return;
      const { path, line } = await answer.json();
      parts.where.textContent = `${path}:${line}`;
    } catch { /* the server has gone */ }
  }

  // Text against what is behind it, in this card as it is now, by the light that is on.
  function contrast() {
    const sides = store.look.sides === "both" ? [parts.front, parts.back] : [visible()];
    const worst = deck.worst(sides.flatMap(deck.contrasts));
    parts.contrast.hidden = !worst;
    if (!worst) return;
    parts.contrast.classList.toggle("low", worst.ratio < worst.needed);
    parts.contrast.textContent = `Lowest contrast of this card: ${worst.ratio.toFixed(1)} : 1, in “${worst.text}”`
      + (worst.ratio < worst.needed ? ` (needs ${worst.needed} : 1)` : "");
  }

  // What MathJax cannot read; Anki shows such a formula as its TeX and says nothing.
  function faults() {
    const said = new Set([...parts.front.faults ?? [], ...parts.back.faults ?? []]);
    parts.faults.hidden = !said.size;
    parts.faults.replaceChildren(...[...said].map((text) => make("li", {}, make("b", {}, "Formula"), " ", text)));
  }

  const turned = () => deck.turned.has(store.selected);
  const visible = () => turned() ? parts.back : parts.front;

  function layout() {
    if (article.hidden || !parts) return;
    const flip = store.look.sides === "flip";
    const client = store.state.clients.find((each) => each.name === store.look.client);
    const phone = client.width < 600;
    const width = parts.stage.clientWidth - (phone ? 18 : 0);
    const least = phone ? 300 : 340;
    const beside = !flip && width >= 2 * least + 24;
    const room = beside ? Math.floor((width - 24) / 2) : width;
    const window_ = phone ? client.width : Math.max(480, Math.min(room, 860));
    const scale = Math.min(1, room / window_);
    const height = phone ? Math.max(480, Math.min(client.height, innerHeight - 250)) : Math.max(320, Math.min(560, Math.round(innerHeight * 0.56)));
    parts.front.size(window_, height, scale);
    parts.back.size(window_, height, scale);
    parts.stage.classList.toggle("beside", beside);
    parts.stage.dataset.client = client.name;
    parts.figures[0].hidden = flip && turned();
    parts.figures[1].hidden = flip && !turned();
    for (const side of [parts.front, parts.back]) side.seen();
    parts.turn.hidden = !flip;
  }

  store.on("select", (how, same) => { if (!same || how !== "click") draw(how); });
  store.on("list state", () => draw());
  store.on("turn", () => { if (parts && !article.hidden) { layout(); contrast(); } });
  store.on("formulas", (frame) => {
    if (!parts || (frame !== parts.front && frame !== parts.back)) return;
    faults();
    contrast();
  });
  store.on("tokens", () => { if (parts && !article.hidden) { parts.front.draw(); parts.back.draw(); contrast(); } });
  store.on("look", (name) => {
    draw(name === "view" ? "open" : "");
    if (parts && !article.hidden) { parts.front.draw(); parts.back.draw(); }
  });
  return { begin: () => draw(), frames: () => parts ? [parts.front, parts.back] : [] };
})();
