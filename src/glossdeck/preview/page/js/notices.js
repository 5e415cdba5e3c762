// What the page has to say: a failed build above the last good cards, and short words that pass.
deck.toast = (() => {
  const box = document.getElementById("toast");
  let timer = 0;
  return (text, stays = false) => {
    clearTimeout(timer);
    box.textContent = text;
    box.classList.toggle("wrong", stays);
    box.classList.add("shown");
    if (!stays) timer = setTimeout(() => box.classList.remove("shown"), 2600);
  };
})();

deck.copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    deck.toast(`Copied ${text}`);
  } catch {
    deck.toast(`Copy it from here: ${text}`);
  }
};

deck.failures = (() => {
  const { store, make } = deck;
  const box = document.getElementById("failures");
  function draw() {
    const { failures, revision } = store.state;
    const same = box.dataset.shown === JSON.stringify(failures);
    if (same) return;
    box.dataset.shown = JSON.stringify(failures);
    box.hidden = !failures.length;
    document.body.classList.toggle("failing", failures.length > 0);
    if (!failures.length) return box.replaceChildren();
    const count = failures.length === 1 ? "1 error" : `${failures.length} errors`;
    box.replaceChildren(
      make("h2", {}, revision ? `${count}: below are the last good cards` : `${count}: nothing can be shown yet`),
      deck.problemList(failures.slice(0, 50)));
    document.getElementById("cards").scrollTop = store.look.view === "gallery" ? document.getElementById("cards").scrollTop : 0;
    return undefined;
  }
  store.on("state", draw);
  return { begin: draw };
})();
