// Puts the parts together and starts.
(() => {
  const { store } = deck;
  const by = (id) => document.getElementById(id);

  function looks() {
    for (const input of by("looks").querySelectorAll("input")) input.checked = store.look[input.name] === input.value;
    document.documentElement.dataset.night = store.look.night;
    document.documentElement.dataset.view = store.look.view;
    by("size-field").hidden = store.look.view !== "gallery";
  }
  function heading() {
    const { title, anki } = store.state;
    by("title").textContent = title || "glossdeck";
    by("made").textContent = `Rendered by Anki ${anki}`;
    by("texnote").hidden = Boolean(deck.formulas) || !store.state.notes.some(({ text }) => /\\[([]/.test(text));
    document.documentElement.dataset.revision = store.state.revision;
    document.title = `${title || "glossdeck"} · preview`;
  }

  // On a phone the header has room for the search; how cards look goes to the filters.
  const narrow = matchMedia("(max-width: 40rem)");
  function arrange() {
    if (narrow.matches) by("filters").prepend(by("looks"));
    else by("bar").insertBefore(by("looks"), by("bar").lastElementChild);
    by("show-filters").textContent = narrow.matches ? "View" : "Filters";
  }
  narrow.addEventListener("change", arrange);
  arrange();

  // A key that is a character can be in the way of speech input, so it can be turned off.
  try {
    by("slash").checked = localStorage.getItem("slash") !== "off";
    by("slash").addEventListener("change", () => localStorage.setItem("slash", by("slash").checked ? "on" : "off"));
  } catch { /* a file may have no storage */ }

  by("looks").addEventListener("change", (event) => store.setLook(event.target.name, event.target.value));
  by("size").addEventListener("input", (event) => store.setLook("size", Number(event.target.value)));
  by("show-help").addEventListener("click", () => by("help").showModal());
  function panel(button, shown) {
    button.setAttribute("aria-expanded", String(shown));
    button.classList.toggle("open", shown);
  }
  by("show-filters").addEventListener("click", () => {
    const shown = document.body.classList.toggle("filters-open");
    panel(by("show-filters"), shown);
  });
  by("show-tokens").addEventListener("click", () => {
    const shown = by("tokens").hidden;
    deck.tokens.toggle(shown);
    panel(by("show-tokens"), shown);
  });
  addEventListener("keydown", deck.keys);
  store.on("look", looks);
  store.on("state", heading);

  store.begin();
  looks();
  heading();
  deck.failures.begin();
  deck.general.begin();
  deck.filters.begin();
  deck.gallery.begin();
  deck.single.begin();
  deck.source.live();
})();
