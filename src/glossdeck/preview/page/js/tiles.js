// What is said around a card: its name, what it is, what changed, what is wrong, where it stands.
deck.describe = (card) => {
  const { store } = deck;
  const note = store.note(card);
  const [, ord] = store.state.cards[card];
  const cloze = note.kind === "cloze" || note.kind === "point";
  const edition = store.state.editions.length > 1
    ? store.state.editions.find((each) => each.id === note.edition)?.title : "";
  const what = cloze ? `${deck.kinds[note.kind]} ${ord + 1}`
    : note.kind === "term" ? deck.asks[deck.label(note, ord)] ?? `Term: ${deck.label(note, ord)}` : deck.kinds[note.kind];
  return { note, ord, title: (note.title || note.key).replace(/\\[()[\]]/g, ""), what: [what, edition].filter(Boolean).join(" · ") };
};

deck.badges = (note) => {
  const badges = [];
  if (note.change) badges.push(deck.make("span", { class: `badge ${note.change}` }, deck.changes[note.change]));
  const count = note.problems.length;
  if (count) {
    const worst = note.problems.map((at) => deck.store.state.problems[at].severity);
    const kind = worst.includes("error") ? "error" : worst.includes("warning") ? "warning" : "info";
    badges.push(deck.make("span", { class: `badge ${kind}` }, count === 1 ? "1 problem" : `${count} problems`));
  }
  return badges;
};

// One card of the gallery. Its frames cannot be entered: wheel and click belong to the gallery.
deck.Tile = class {
  constructor() {
    this.name = deck.make("button", { type: "button", class: "tile-name" });
    this.what = deck.make("p", { class: "tile-what quiet" });
    this.marks = deck.make("p", { class: "tile-marks" });
    this.front = new deck.Frame("front", "Question", true);
    this.back = new deck.Frame("back", "Answer", true);
    this.sides = deck.make("div", { class: "sides", inert: true }, this.front.holder, this.back.holder);
    this.element = deck.make("div", { class: "tile", role: "listitem" },
      deck.make("div", { class: "tile-head" }, this.name, this.marks), this.what, this.sides);
    this.element.addEventListener("click", () => this.pick());
    this.element.addEventListener("dblclick", () => this.open());
    this.name.addEventListener("click", (event) => { event.stopPropagation(); this.open(); });
  }

  pick() {
    const again = deck.store.selected === deck.store.id(this.card);
    deck.store.select(this.card, "click");
    if (again && deck.store.look.sides === "flip") deck.flip();
  }

  open() {
    deck.store.select(this.card, "click");
    deck.store.setLook("view", "one");
  }

  async show(card, position, places) {
    const id = deck.store.id(card);
    const version = deck.store.state.cards[card][2];
    this.card = card;
    const { title, what, note } = deck.describe(card);
    this.name.textContent = title;
    this.what.textContent = what;
    this.marks.replaceChildren(...deck.badges(note));
    this.element.setAttribute("aria-posinset", position + 1);
    this.element.setAttribute("aria-setsize", places);
    this.element.dataset.card = id;
    this.mark();
    const found = deck.source.cached(card) ?? await deck.source.get(card);
    if (!found || this.card !== card || deck.store.id(card) !== id) return;
    this.front.show(found, card);
    this.back.show(found, card);
    this.element.dataset.version = version;
  }

  mark() {
    const id = this.element.dataset.card;
    const selected = deck.store.selected === id;
    this.element.classList.toggle("selected", selected);
    this.name.tabIndex = selected ? 0 : -1;
    if (selected) this.name.setAttribute("aria-current", "true");
    else this.name.removeAttribute("aria-current");
    this.turn();
  }

  turn() {
    const flip = deck.store.look.sides === "flip";
    const turned = deck.turned.has(this.element.dataset.card);
    this.front.holder.hidden = flip && turned;
    this.back.holder.hidden = flip && !turned;
    for (const frame of [this.front, this.back]) if (!frame.holder.hidden) frame.seen();
  }

  layout(place) {
    this.element.style.transform = `translate(${place.x}px, ${place.y}px)`;
    this.element.style.width = `${place.width}px`;
    this.element.style.height = `${place.height}px`;
    this.front.size(place.screen.width, place.screen.height, place.screen.scale);
    this.back.size(place.screen.width, place.screen.height, place.screen.scale);
  }

  redraw() {
    this.front.draw();
    this.back.draw();
    this.turn();
  }
};

// Cards that lie on their back, while "Flip" is chosen.
deck.turned = new Set();
deck.flip = () => {
  const { selected, look } = deck.store;
  if (!selected) return;
  if (look.sides !== "flip") deck.store.setLook("sides", "flip");
  if (!deck.turned.delete(selected)) deck.turned.add(selected);
  deck.store.tell("turn");
};
