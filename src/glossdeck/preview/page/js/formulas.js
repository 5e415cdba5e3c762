// Where the frame that typesets formulas comes from: the server, or the file that holds the cards.
deck.formulas = (() => {
  const { state } = deck.store;
  const kept = document.getElementById("formulas");
  if (state.session) {
    if (!state.mathjax) return null;
    return deck.typesetter((frame) => { frame.src = "/formulas"; }, (name) => `/formulas/${name}`);
  }
  if (!kept) return null;
  const { page, fonts } = JSON.parse(kept.textContent);
  return deck.typesetter((frame) => { frame.srcdoc = page; }, (name) => fonts[name]);
})();
