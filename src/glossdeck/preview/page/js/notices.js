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

deck.open = async (what) => {
  const answer = await deck.source.post("/open", what);
  const said = await answer.json();
  deck.toast(answer.ok ? `Opened ${said.opened}` : said.message, !answer.ok);
};

// Problems with their lines. `kind` and the index of each tell the server which one to open.
deck.problemList = (problems, kind) => deck.make("ul", { class: "problems" }, ...problems.map(({ problem, index }) => {
  const { make } = deck;
  const [before, marked, after] = problem.line;
  return make("li", { class: problem.severity },
    make("p", {}, make("b", {}, problem.severity), " ", make("span", { class: "rule" }, problem.rule), " ", ...deck.prose(problem.message)),
    before || marked || after ? make("pre", { tabindex: "0", "aria-label": "The line" }, before, marked ? make("mark", {}, marked) : null, after) : null,
    problem.fix ? make("p", { class: "fix" }, make("b", {}, "Fix"), " ", ...deck.prose(problem.fix)) : null,
    problem.where ? make("p", { class: "one-place" },
      make("button", { type: "button", class: "place", title: "Copy file and line", onclick: () => deck.copy(problem.where) }, problem.where),
      deck.store.state.session?.editor ? make("button", { type: "button", class: "plain", onclick: () => deck.open({ [kind]: index }) }, "Open in editor") : null) : null);
}));

// What `check` says that is about no card: of the deck, its theme, its references.
deck.general = (() => {
  const { store, make } = deck;
  const box = document.getElementById("general");
  function draw() {
    const told = new Set(store.state.notes.flatMap((note) => note.problems));
    const rest = store.state.problems.map((problem, index) => ({ problem, index })).filter(({ index }) => !told.has(index));
    box.hidden = !rest.length;
    box.replaceChildren(make("summary", {}, rest.length === 1 ? "1 problem outside the cards" : `${rest.length} problems outside the cards`),
      deck.problemList(rest.slice(0, 100), "problem"));
  }
  store.on("state", draw);
  return { begin: draw };
})();

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
      deck.problemList(failures.slice(0, 50).map((problem, index) => ({ problem, index })), "failure")] : []));
    // The message stays in sight above the cards, and they stay where they are.
    if (scroller.scrollTop > 0) scroller.scrollTop += list.offsetTop - before;
  }
  store.on("state", draw);
  return { begin: draw };
})();
