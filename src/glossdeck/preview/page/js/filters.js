// Which cards are listed. A filter with nothing to choose from is not shown.
deck.filters = (() => {
  const { store, make } = deck;
  const form = document.getElementById("filter-form");
  const headline = document.getElementById("headline");
  const nothing = document.getElementById("nothing");
  const search = document.getElementById("search");

  const count = (values) => {
    const found = new Map();
    for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
    return found;
  };

  function choices() {
    const { state } = store;
    const notes = state.cards.map(([at]) => state.notes[at]);
    const named = (list, key) => {
      const counts = count(notes.flatMap((note) => note[key]));
      return list.filter((each) => counts.has(each.id)).map((each) => [each.id, each.title, counts.get(each.id)]);
    };
    const kinds = count(notes.map((note) => note.kind));
    const tags = [...count(notes.flatMap((note) => note.tags))].sort(([one], [other]) => one.localeCompare(other));
    const changes = count(notes.map((note) => note.change).filter(Boolean));
    const labels = count(state.cards.map(([at, ord]) => deck.label(state.notes[at], ord)));
    const changed = notes.filter((note) => note.change).length;
    const wrong = notes.filter((note) => note.problems.length).length;
    const rules = count(notes.flatMap((note) => [...new Set(note.problems.map((at) => state.problems[at].rule))]));
    return [
      ["edition", "Edition", named(state.editions, "edition")],
      ["deck", "Deck", named(state.decks, "deck")],
      ["kind", "Kind", Object.entries(deck.kinds).filter(([id]) => kinds.has(id)).map(([id, title]) => [id, title, kinds.get(id)])],
      ["template", "Card", [...labels].map(([id, number]) => [id, id, number])],
      ["section", "Section", named(state.sections, "sections")],
      ["tag", "Tag", tags.map(([id, number]) => [id, id, number])],
      ["change", "Since the last release", changed ? [["any", "Anything new", changed],
        ...Object.entries(deck.changes).filter(([id]) => changes.has(id)).map(([id, title]) => [id, title, changes.get(id)])] : []],
      ["problems", "Problems", wrong ? [["with", "With problems", wrong],
        ...[...rules].sort().map(([id, number]) => [id, id, number])] : []],
    ];
  }

  function build() {
    const focused = document.activeElement?.id;
    form.replaceChildren(...choices().flatMap(([name, title, options]) => {
      const needed = name === "change" || name === "problems" ? 1 : 2;
      if (options.length < needed && !store.filter[name]) return [];
      const select = make("select", { id: `filter-${name}`, onchange: (event) => store.setFilter(name, event.target.value) },
        make("option", { value: "" }, "All"),
        ...options.map(([id, text, number]) => make("option", { value: id }, `${text} (${number})`)));
      select.value = store.filter[name];
      return [make("label", { class: "field" }, make("span", {}, title), select)];
    }), make("button", { type: "button", id: "clear", class: "plain", onclick: clear }, "Show all"));
    if (focused) document.getElementById(focused)?.focus();
    say();
  }

  function clear() {
    search.value = "";
    for (const name of store.FILTERS) store.filter[name] = "";
    store.setFilter("q", " ");
    store.setFilter("q", "");
  }

  function say() {
    const { shown, state } = store;
    const all = state.cards.length;
    const noun = all === 1 ? "card" : "cards";
    headline.textContent = !state.stamp ? "" : shown.length === all ? `${all.toLocaleString("en")} ${noun}`
      : `${shown.length.toLocaleString("en")} of ${all.toLocaleString("en")} ${noun}`;
    const filtered = store.FILTERS.some((name) => store.filter[name].trim());
    document.getElementById("clear").hidden = !filtered;
    document.getElementById("show-filters").classList.toggle("on", filtered);
    nothing.hidden = shown.length > 0;
    nothing.replaceChildren();
    if (shown.length) return;
    if (all) nothing.append(make("p", {}, "No card fits these filters."), make("button", { type: "button", class: "plain", onclick: clear }, "Show all cards"));
    else nothing.append(make("p", {}, !state.stamp ? "Reading the deck…" : state.failures.length ? "There are no cards to show yet." : "The deck has no cards yet. Add a term to its YAML file, and it appears here."));
  }

  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => store.setFilter("q", search.value.trim()), 80);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  store.on("list", () => {
    for (const name of store.FILTERS) {
      const select = document.getElementById(`filter-${name}`);
      if (select && select.value !== store.filter[name]) select.value = store.filter[name];
    }
    say();
  });
  store.on("state", build);
  return { begin: () => { search.value = store.filter.q; build(); } };
})();
