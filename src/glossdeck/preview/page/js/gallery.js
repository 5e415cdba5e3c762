// All cards in a grid. Only those in view are there, so that 5,000 scroll like 50.
deck.gallery = (() => {
  const { store } = deck;
  const scroller = document.getElementById("cards");
  const list = document.getElementById("gallery");
  const GAP = 16, HEAD = 66, PAD = 12;
  let spareRows = 0;          // beyond what is in view; none until that is shown
  const WINDOWS = { desktop: [480, 300], android: [360, 560], iphone: [360, 560] };
  const LEAST = { desktop: [150, 185, 220, 320, 480], android: [130, 160, 200, 260, 360], iphone: [130, 160, 200, 260, 360] };
  const tiles = new Map();      // position → tile
  let free = [];
  let grid = null;

  const active = () => store.look.view === "gallery";

  function measure() {
    const width = list.clientWidth;
    const both = store.look.sides === "both";
    const [windowWidth, windowHeight] = WINDOWS[store.look.client];
    const least = LEAST[store.look.client][store.look.size - 1];
    const needs = (both ? 2 * least + 8 : least) + 2 * PAD;
    const columns = Math.max(1, Math.floor((width + GAP) / (needs + GAP)));
    const tile = Math.floor((width - (columns - 1) * GAP) / columns);
    const inner = tile - 2 * PAD;
    // Too narrow for two screens beside each other: one above the other.
    const beside = both && (inner - 8) / 2 >= Math.min(least, 0.45 * windowWidth);
    const room = Math.min(beside ? (inner - 8) / 2 : inner, windowWidth);
    const scale = Math.floor(room / windowWidth * 1000) / 1000;
    const screen = { width: windowWidth, height: windowHeight, scale };
    const height = HEAD + Math.ceil(windowHeight * scale) * (both && !beside ? 2 : 1) + (both && !beside ? 8 : 0) + PAD;
    grid = { columns, tile, height, screen, rows: Math.ceil(store.shown.length / columns) };
    list.classList.toggle("stacked", both && !beside);
    list.style.height = `${Math.max(0, grid.rows * (height + GAP) - GAP)}px`;
  }

  const place = (position) => ({
    x: (position % grid.columns) * (grid.tile + GAP),
    y: Math.floor(position / grid.columns) * (grid.height + GAP),
    width: grid.tile, height: grid.height, screen: grid.screen,
  });

  function inView() {
    const top = scroller.scrollTop - list.offsetTop;
    const row = grid.height + GAP;
    const first = Math.max(0, Math.floor(top / row) - spareRows);
    const last = Math.min(grid.rows - 1, Math.floor((top + scroller.clientHeight) / row) + spareRows);
    return [first * grid.columns, Math.min(store.shown.length, (last + 1) * grid.columns)];
  }

  function draw() {
    if (!active() || !grid) return;
    const [from, to] = inView();
    for (const [position, tile] of tiles) {
      if (position < from || position >= to) {
        tiles.delete(position);
        free.push(tile);
      }
    }
    for (let position = from; position < to; position++) {
      const card = store.shown[position];
      let tile = tiles.get(position);
      if (!tile) {
        tile = free.shift() ?? create();
        tile.element.hidden = false;
        tiles.set(position, tile);
        tile.layout(place(position));
      }
      const { id, version } = tile.drawn ?? {};
      if (id !== store.id(card) || version !== store.state.cards[card][2] || tile.revision !== store.state.revision) {
        tile.drawn = { id: store.id(card), version: store.state.cards[card][2] };
        tile.revision = store.state.revision;
        tile.show(card, position, store.shown.length);
      }
    }
    for (const tile of free) tile.element.hidden = true;
    if (!spareRows && tiles.size) {
      spareRows = 1;
      (window.requestIdleCallback ?? setTimeout)(draw);
    }
  }

  // Empty frames load while the deck is being read, so that its first cards find them ready.
  function prepare() {
    if (store.state.stamp || !active()) return;
    while (free.length < 8) free.push(create());
    for (const tile of free) tile.element.hidden = true;
  }

  function create() {
    const tile = new deck.Tile();
    list.append(tile.element);
    return tile;
  }

  function layout() {
    if (!active()) return;
    measure();
    for (const [position, tile] of tiles) tile.layout(place(position));
    draw();
  }

  // Lays everything out anew with the chosen card where it was on the screen.
  function relayout() {
    const before = offset();
    layout();
    const after = offset();
    if (before !== null && after !== null) scroller.scrollTop += after - before;
    draw();
  }
  function offset() {
    const position = store.position();
    return !grid || position < 0 ? null : Math.floor(position / grid.columns) * (grid.height + GAP) - scroller.scrollTop;
  }

  function reveal(how) {
    const position = store.position();
    if (!active() || position < 0 || !grid) return;
    const { y, height } = place(position);
    const top = y + list.offsetTop;
    if (top < scroller.scrollTop + 8) scroller.scrollTop = top - GAP;
    else if (top + height > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = Math.min(top - GAP, top + height + GAP - scroller.clientHeight);
    }
    draw();
    for (const tile of tiles.values()) tile.mark();
    if (how === "key") tiles.get(position)?.name.focus({ preventScroll: true });
  }

  let frame = 0;
  scroller.addEventListener("scroll", () => {
    frame ||= requestAnimationFrame(() => { frame = 0; draw(); });
  }, { passive: true });
  new ResizeObserver(() => relayout()).observe(list);

  store.on("list", () => { scroller.scrollTop = 0; layout(); reveal(); for (const tile of tiles.values()) tile.mark(); });
  store.on("state", () => { relayout(); for (const tile of tiles.values()) tile.mark(); });
  store.on("select", (how) => { if (how === "click") for (const tile of tiles.values()) tile.mark(); else reveal(how); });
  store.on("turn", () => { for (const tile of tiles.values()) tile.turn(); });
  store.on("tokens", () => { if (active()) for (const tile of tiles.values()) tile.redraw(); });
  store.on("look", (name) => {
    list.hidden = !active();
    if (!active()) return;
    if (name === "view") { layout(); reveal("key"); }
    for (const tile of [...tiles.values(), ...free]) tile.redraw();
    if (name !== "night") relayout();
  });

  return { begin: () => { list.hidden = !active(); prepare(); layout(); if (store.position() > 0) reveal(); for (const tile of tiles.values()) tile.mark(); }, columns: () => grid?.columns ?? 1,
    frames: () => [...tiles.values()].flatMap((tile) => [tile.front, tile.back]) };
})();
