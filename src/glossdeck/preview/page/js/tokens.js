// The theme's tokens as wells and sliders. What is moved here shows at once in every card, and
// goes into theme.yaml only when it is saved.
deck.tokens = (() => {
  const { store, make } = deck;
  const pane = document.getElementById("tokens");
  const moved = new Map();      // theme → Map(name → [day, night])
  let open = "";

  const themes = () => store.state.themes;
  const themeOf = (note) => themes().find((each) => each.editions.includes(note.edition));
  const changes = (theme) => moved.get(theme.theme) ?? new Map();

  // On both, as tokens stand on the root and a learner's own file may set them on the body.
  function apply(root, body, note) {
    const theme = themeOf(note);
    const values = theme ? changes(theme) : new Map();
    const night = store.look.night === "on" ? 1 : 0;
    const text = [...values].map(([name, pair]) => [name, pair[night]]);
    const key = JSON.stringify(text);
    if ((body.dataset.moved ?? "[]") === key) return;
    for (const element of [root, body]) {
      element.removeAttribute("style");
      for (const [name, value] of text) element.style.setProperty(`--gd-${name}`, value, "important");
    }
    if (text.length) body.dataset.moved = key;
    else delete body.dataset.moved;
  }

  function set(theme, name, which, value) {
    if (!moved.has(theme.theme)) moved.set(theme.theme, new Map());
    const values = moved.get(theme.theme);
    const [, day, night] = theme.tokens.find(([known]) => known === name);
    const pair = [...(values.get(name) ?? [day, night])];
    if (which === "both") pair.fill(value);
    else pair[which] = value;
    if (pair[0] === day && pair[1] === night) values.delete(name);
    else values.set(name, pair);
    actions(theme);
    deck.store.tell("tokens");
  }

  function current(theme, name) {
    const [, day, night] = theme.tokens.find(([known]) => known === name);
    return changes(theme).get(name) ?? [day, night];
  }

  // #abc and rgb() get a well, 12px and 1.5em a slider, everything else a line of text.
  function control(theme, name, which, title) {
    const value = () => current(theme, name)[which === "both" ? 0 : which];
    const id = `token-${name}-${which}`;
    const text = make("input", { type: "text", id, value: value(), spellcheck: "false", autocomplete: "off",
      "aria-label": title, oninput: (event) => { set(theme, name, which, event.target.value.trim()); follow(); } });
    const colour = deck.colour.parse(value());
    const length = /^(-?[\d.]+)(px|em|rem|%|vw|ch)?$/.exec(value());
    if (colour && !length) {
      const well = make("input", { type: "color", value: deck.colour.hex(colour), "aria-label": `${title}, colour`,
        oninput: (event) => { text.value = event.target.value; set(theme, name, which, event.target.value); } });
      const follow_ = () => { const now = deck.colour.parse(text.value); if (now) well.value = deck.colour.hex(now); };
      text.addEventListener("input", follow_);
      return make("span", { class: "token-value" }, well, text);
    }
    function follow() { /* only wells and sliders have something to follow with */ }
    if (length) {
      const number = Number(length[1]), unit = length[2] ?? "";
      const most = Math.max(number * 2, unit === "px" ? 24 : 2);
      const slider = make("input", { type: "range", min: 0, max: most, step: unit === "px" || unit === "%" ? 1 : 0.05, value: number,
        "aria-label": `${title}, slider`, oninput: (event) => { text.value = `${event.target.value}${unit}`; set(theme, name, which, text.value); } });
      text.addEventListener("input", () => { slider.value = parseFloat(text.value); });
      return make("span", { class: "token-value" }, slider, text);
    }
    return make("span", { class: "token-value" }, text);
  }

  function row(theme, [name, day, night]) {
    const isPair = day !== night || deck.colour.parse(day);
    return make("li", { class: "token" }, make("span", { class: "token-name" }, name), isPair
      ? make("span", { class: "token-pair" }, control(theme, name, 0, `${name}, day`), control(theme, name, 1, `${name}, night`))
      : control(theme, name, "both", name));
  }

  function build() {
    pane.hidden = open === "";
    if (pane.hidden) return;
    const theme = themes().find((each) => each.theme === open) ?? themes()[0];
    const focused = document.activeElement?.id;
    pane.replaceChildren(make("h2", {}, "Theme"));
    if (!theme) {
      pane.append(make("p", { class: "quiet" }, "There is no theme yet."));
      return;
    }
    open = theme.theme;
    if (themes().length > 1) {
      const select = make("select", { id: "token-theme", onchange: (event) => { open = event.target.value; build(); } },
        ...themes().map((each) => make("option", { value: each.theme }, each.theme)));
      select.value = theme.theme;
      pane.append(make("label", { class: "field" }, make("span", {}, "Theme"), select));
    } else pane.append(make("p", { class: "quiet" }, theme.theme));
    pane.append(make("div", { id: "token-contrast" }));
    pane.append(make("p", { class: "token-head quiet", "aria-hidden": "true" }, make("span", {}, "Day"), make("span", {}, "Night")));
    pane.append(make("ul", { class: "token-list" }, ...theme.tokens.map((token) => row(theme, token))));
    pane.append(make("div", { id: "token-actions" }));
    actions(theme);
    if (focused) document.getElementById(focused)?.focus();
  }

  function actions(theme) {
    const box = document.getElementById("token-actions");
    if (!box) return;
    const count = changes(theme).size;
    const live = Boolean(store.state.session);
    const save = make("button", { type: "button", id: "token-save", class: "strong", onclick: () => send(theme) }, "Save");
    save.disabled = !count || Boolean(theme.locked);
    const reset = make("button", { type: "button", id: "token-reset", class: "plain", onclick: () => { moved.delete(theme.theme); build(); deck.store.tell("tokens"); } }, "Undo all");
    reset.disabled = !count;
    box.replaceChildren(...(live ? [save] : []), reset, make("p", { class: "quiet" },
      ...deck.prose(!live ? "Changes are not kept." : theme.locked || `${count || "Nothing"} changed; goes into ${theme.file}`)));
    contrast();
  }

  async function send(theme) {
    const answer = await deck.source.post("/tokens", { theme: theme.theme, tokens: Object.fromEntries(changes(theme)) });
    const said = await answer.json();
    if (!answer.ok) return deck.toast(said.message, true);
    // The colours stay as they are until the cards come back with them.
    store.state.themes.find((each) => each.theme === theme.theme).tokens.forEach((token) => {
      const pair = changes(theme).get(token[0]);
      if (pair) [token[1], token[2]] = pair;
    });
    saved.add(theme.theme);
    actions(theme);
    return deck.toast(`Saved to ${said.saved}`);
  }
  const saved = new Set();

  // Measured in the cards on the screen, so after everything that style.css makes of the tokens.
  let timer = 0;
  function contrast() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const box = document.getElementById("token-contrast");
      if (!box) return;
      const frames = store.look.view === "one" ? deck.single.frames() : deck.gallery.frames();
      const seen = frames.filter((frame) => !frame.holder.hidden).map(deck.lowestContrast).filter(Boolean);
      const worst = seen.sort((one, other) => one.ratio / one.needed - other.ratio / other.needed)[0];
      box.className = worst && worst.ratio < worst.needed ? "low" : "";
      box.replaceChildren(...(worst ? [
        make("b", {}, `${worst.ratio.toFixed(1)} : 1`),
        make("span", {}, ` is the lowest contrast of the cards shown, by ${store.look.night === "on" ? "night" : "day"}, in “${worst.text}”.`
          + (worst.ratio < worst.needed ? ` It needs ${worst.needed} : 1.` : ""))] : []));
    }, 120);
  }

  store.on("state", () => {
    for (const theme of themes()) {
      const values = changes(theme);
      for (const [name, day, night] of theme.tokens) {
        const pair = values.get(name);
        if (pair && (saved.has(theme.theme) || (pair[0] === day && pair[1] === night))) values.delete(name);
      }
      saved.delete(theme.theme);
    }
    if (!pane.contains(document.activeElement) || document.activeElement.tagName === "BUTTON") build();
    deck.store.tell("tokens");
  });
  store.on("look", contrast);
  store.on("select", contrast);

  return { apply, toggle: (show) => { open = show ? themes()[0]?.theme ?? " " : ""; build(); } };
})();
