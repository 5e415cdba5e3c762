// Everything can be done from the keyboard; in a field, keys belong to the field.
deck.keys = (event) => {
  const { store } = deck;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  if (document.querySelector("dialog[open]")) return;
  const general = document.getElementById("general");
  if (event.key === "Escape" && general.open) {
    general.open = false;
    general.firstElementChild.focus();
    return;
  }
  const field = target.closest?.("input, select, textarea");
  if (field) {
    if (event.key === "Escape" && field.id === "search") {
      if (field.value) { field.value = ""; field.dispatchEvent(new Event("input")); } else field.blur();
    }
    return;
  }
  const gallery = store.look.view === "gallery";
  const row = gallery ? deck.gallery.columns() : 1;
  const button = target.closest?.("button, a, summary");
  const inTile = target.closest?.(".tile");
  const inFrame = target.ownerDocument !== document;
  const rtl = document.dir === "rtl" ? -1 : 1;
  const steps = { ArrowRight: rtl, ArrowLeft: -rtl, Home: -Infinity, End: Infinity };
  if (gallery) Object.assign(steps, { ArrowDown: row, ArrowUp: -row });
  if (event.key in steps && !(inFrame && /^(Home|End)$/.test(event.key))) {
    store.step(steps[event.key]);
  } else if (event.key === " " && (!button || inTile || inFrame)) {
    deck.flip();
  } else if (event.key === "Enter" && gallery && (!button || inTile)) {
    store.setLook("view", "one");
  } else if (event.key === "Escape" && !gallery) {
    store.setLook("view", "gallery");
  } else if (event.key === "/" && document.getElementById("slash").checked) {
    document.getElementById("search").focus();
    document.getElementById("search").select();
  } else return;
  event.preventDefault();
};
