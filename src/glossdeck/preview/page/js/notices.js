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
  const scroller = document.getElementById("cards");
  const list = document.getElementById("gallery");
  function draw() {
    const { failures, revision } = store.state;
    const key = JSON.stringify(failures);
    if (box.dataset.shown === key) return;
    box.dataset.shown = key;
    const before = list.offsetTop;
    box.hidden = !failures.length;
    const count = failures.length === 1 ? "1 error" : `${failures.length} errors`;
    box.replaceChildren(...(failures.length ? [
      make("h2", {}, revision ? `${count}: below are the last good cards` : `${count}: nothing can be shown yet`),
      deck.problemList(failures.slice(0, 50))] : []));
    // The message stays in sight above the cards, and they stay where they are.
    if (scroller.scrollTop > 0) scroller.scrollTop += list.offsetTop - before;
  }
  store.on("state", draw);
  return { begin: draw };
})();
