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
    const value = current(theme, name)[which === "both" ? 0 : which];
    const input = (attributes) => make("input", { spellcheck: "false", autocomplete: "off", ...attributes });
    const text = input({ type: "text", id: `token-${name}-${which}`, value, "aria-label": title });
    const length = /^(-?[\d.]+)(px|em|rem|%|vw|ch)?$/.exec(value);
    const colour = length ? null : deck.colour.parse(value);
    let beside = null, follow = () => {};
    if (colour) {
      beside = input({ type: "color", value: deck.colour.hex(colour), "aria-label": `${title}, colour` });
      beside.addEventListener("input", () => { text.value = beside.value; });
      follow = () => { const now = deck.colour.parse(text.value); if (now) beside.value = deck.colour.hex(now); };
    } else if (length) {
      const number = Number(length[1]), unit = length[2] ?? "";
      const whole = unit === "px" || unit === "%";
      beside = input({ type: "range", min: 0, max: Math.max(number * 2, unit === "px" ? 24 : 2), step: whole ? 1 : 0.05, value: number, "aria-label": `${title}, slider` });
      beside.addEventListener("input", () => { text.value = `${beside.value}${unit}`; });
      follow = () => { beside.value = parseFloat(text.value); };
    }
    text.addEventListener("input", follow);
    const holder = make("span", { class: "token-value" }, beside, text);
    holder.addEventListener("input", () => set(theme, name, which, text.value.trim()));
    return holder;
  }

  function row(theme, [name, day, night]) {
    const isPair = day !== night || deck.colour.parse(day);
    return make("li", { class: "token", "data-token": name }, make("span", { class: "token-name" }, name, make("span", { class: "token-ratio" })), isPair
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
    } else pane.append(make("p", { class: "quiet" }, theme.file));
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
      if (!box || pane.hidden) return;
      const frames = store.look.view === "one" ? deck.single.frames() : deck.gallery.frames();
      const pairs = frames.filter((frame) => !frame.holder.hidden).flatMap(deck.contrasts);
      const worst = deck.worst(pairs);
      box.className = worst && worst.ratio < worst.needed ? "low" : "";
      box.replaceChildren(...(worst ? [
        make("b", {}, `${worst.ratio.toFixed(1)} : 1`),
        make("span", {}, ` is the lowest contrast of the cards shown, by ${store.look.night === "on" ? "night" : "day"}, in “${worst.text}”.`
          + (worst.ratio < worst.needed ? ` It needs ${worst.needed} : 1.` : ""))] : []));
      ratios(pairs);
    }, 120);
  }

  // Beside a colour, the lowest contrast of what is written in it or on it, by the light that is on.
  function ratios(pairs) {
    const theme = themes().find((each) => each.theme === open);
    const side = store.look.night === "on" ? 1 : 0;
    for (const row of pane.querySelectorAll(".token")) {
      const colour = deck.colour.parse(current(theme, row.dataset.token)[side]);
      const worst = colour && deck.worst(pairs.filter(({ colours }) => colours.includes(deck.colour.hex(colour))));
      const label = row.querySelector(".token-ratio");
      label.textContent = worst ? `${worst.ratio.toFixed(1)} : 1` : "";
      label.classList.toggle("low", Boolean(worst) && worst.ratio < worst.needed);
      label.title = worst ? `Lowest contrast with this colour by ${side ? "night" : "day"}, in “${worst.text}”` : "";
    }
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
  store.on("look select formulas turn", contrast);

  // At first the theme of the card that is chosen.
  function toggle(show) {
    const card = store.index(store.selected);
    const theme = (card < 0 ? null : themeOf(store.note(card))) ?? themes()[0];
    open = show ? theme?.theme ?? " " : "";
    build();
  }

  return { apply, toggle };
})();
