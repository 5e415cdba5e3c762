// What is known and what is chosen. Everyone reads here, changes through `set`, and listens.
deck.store = (() => {
  const LOOKS = { view: ["gallery", "one"], sides: ["both", "flip"],
    client: ["desktop", "android", "iphone"], night: ["off", "on"] };
  const FILTERS = ["edition", "deck", "kind", "section", "tag", "template", "change", "problems", "q"];
  const listeners = new Map();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const store = {
    state: JSON.parse(document.getElementById("state").textContent),
    look: { view: "gallery", sides: "both", client: "desktop", night: dark ? "on" : "off", size: 3 },
    filter: Object.fromEntries(FILTERS.map((name) => [name, ""])),
    selected: "",
    shown: [],
    LOOKS, FILTERS,
  };

  store.on = (names, listener) => {
    for (const name of names.split(" ")) {
      if (!listeners.has(name)) listeners.set(name, []);
      listeners.get(name).push(listener);
    }
  };
  store.tell = (name, ...values) => {
    for (const listener of listeners.get(name) ?? []) listener(...values);
  };

  store.id = (index) => {
    const [note, ord] = store.state.cards[index];
    return `${store.state.notes[note].guid}:${ord}`;
  };
  store.note = (index) => store.state.notes[store.state.cards[index][0]];

  const index = new Map();
  function reindex() {
    index.clear();
    store.state.cards.forEach((_, at) => index.set(store.id(at), at));
  }
  store.index = (id) => index.get(id) ?? -1;
  store.position = () => store.shown.indexOf(store.index(store.selected));

  function fits(card) {
    const { filter, state } = store;
    const [at, ord] = state.cards[card];
    const note = state.notes[at];
    return (!filter.edition || note.edition === filter.edition)
      && (!filter.deck || note.deck === filter.deck)
      && (!filter.kind || note.kind === filter.kind)
      && (!filter.section || note.sections.includes(filter.section))
      && (!filter.tag || note.tags.includes(filter.tag))
      && (!filter.template || deck.label(note, ord) === filter.template)
      && (!filter.change || (filter.change === "any" ? note.change : note.change === filter.change))
      && (!filter.problems || (filter.problems === "with" ? note.problems.length > 0
        : note.problems.some((at) => state.problems[at].rule === filter.problems)))
      && words.every((word) => note.text.includes(word));
  }
  let words = [];
  store.choose = () => {
    words = store.filter.q.toLowerCase().split(/\s+/).filter(Boolean);
    store.shown = [];
    for (let card = 0; card < store.state.cards.length; card++) if (fits(card)) store.shown.push(card);
    if (store.position() < 0) store.selected = store.shown.length ? store.id(store.shown[0]) : "";
  };

  store.setLook = (name, value) => {
    if (String(store.look[name]) === String(value)) return;
    store.look[name] = value;
    remember();
    store.tell("look", name);
  };
  store.setFilter = (name, value) => {
    if (store.filter[name] === value) return;
    store.filter[name] = value;
    store.choose();
    remember();
    store.tell("list");
  };
  store.select = (card, how = "") => {
    const id = card < 0 ? "" : store.id(card);
    const same = id === store.selected;
    store.selected = id;
    remember();
    store.tell("select", how, same);
  };
  store.step = (by) => {
    if (!store.shown.length) return;
    const at = Math.max(0, Math.min(store.shown.length - 1, store.position() + by));
    store.select(store.shown[at], "key");
  };
  store.replace = (state) => {
    const session = store.state.session;
    const before = Math.max(0, store.position());
    store.state = { ...state, session };
    reindex();
    for (const name of ["edition", "deck", "section"]) {
      const list = state[`${name}s`];
      if (store.filter[name] && !list.some((each) => each.id === store.filter[name])) {
        store.filter[name] = "";
      }
    }
    const gone = store.index(store.selected) < 0;
    store.choose();
    // A card whose note has gone gives its place to the one that is there now.
    if (gone && store.shown.length) {
      store.selected = store.id(store.shown[Math.min(before, store.shown.length - 1)]);
    }
    store.tell("state");
  };

  // The address keeps the place, so that reloading, going back and sending the link work.
  function remember() {
    const values = new URLSearchParams();
    for (const name of Object.keys(LOOKS)) values.set(name, store.look[name]);
    for (const name of FILTERS) if (store.filter[name]) values.set(name, store.filter[name]);
    if (store.selected) values.set("card", store.selected);
    history.replaceState(null, "", `#${values}`);
  }
  function recall() {
    const values = new URLSearchParams(location.hash.slice(1));
    for (const [name, allowed] of Object.entries(LOOKS)) {
      if (allowed.includes(values.get(name))) store.look[name] = values.get(name);
    }
    for (const name of FILTERS) store.filter[name] = values.get(name) ?? "";
    store.selected = values.get("card") ?? "";
  }
  store.begin = () => {
    recall();
    reindex();
    store.choose();
  };
  return store;
})();

// "Definition", or the number of a cloze deletion: what tells the cards of a note apart.
deck.label = (note, ord) => {
  if (note.kind === "cloze" || note.kind === "point") return "Cloze";
  return (deck.store.state.templates[note.type] ?? [])[ord] ?? `Card ${ord + 1}`;
};
deck.kinds = { term: "Term", cloze: "Cloze of a term", contrast: "Contrast", point: "Point", question: "Question" };
deck.asks = { Definition: "Term → definition", Term: "Definition → term", Example: "Example → term" };
deck.changes = { new: "New", changed: "Changed", back: "Back again", retired: "Retired" };

// Elements in one line: make("p", {class: "quiet"}, "text", child)
deck.make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

// A message, with what stands in backticks as code.
deck.prose = (text) => text.split("`").map((part, at) => at % 2 ? deck.make("code", {}, part) : part);
