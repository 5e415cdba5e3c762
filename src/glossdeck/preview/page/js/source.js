// Where rendered cards come from: the server, a few at a time, or the file they were written into.
deck.source = (() => {
  const { store } = deck;
  const MOST = 100;
  const known = new Map();      // id → {version, front, back, style}
  let wanted = new Set();
  let waiting = [];
  let timer = 0;

  function cached(card) {
    const found = known.get(store.id(card));
    return found && found.version === store.state.cards[card][2] ? found : null;
  }

  function keep(card, shown) {
    known.set(store.id(card), { ...shown, version: store.state.cards[card][2] });
  }

  // Everything that is asked for within one frame goes out as one request.
  function get(card) {
    const found = cached(card);
    if (found) return Promise.resolve(found);
    if (store.state.rendered) {
      keep(card, store.state.rendered[card]);
      return Promise.resolve(cached(card));
    }
    wanted.add(card);
    const answer = new Promise((resolve) => waiting.push([card, resolve]));
    timer ||= setTimeout(ask, 0);
    return answer;
  }

  async function ask() {
    timer = 0;
    const cards = [...wanted].slice(0, MOST);
    const asked = new Set(cards);
    const mine = waiting.filter(([card]) => asked.has(card));
    waiting = waiting.filter(([card]) => !asked.has(card));
    wanted = new Set([...wanted].filter((card) => !asked.has(card)));
    if (wanted.size) timer = setTimeout(ask, 0);
    const revision = store.state.revision;
    try {
      const answer = await fetch(`/cards?revision=${revision}&cards=${cards.join(",")}`);
      // 409: the sources were saved meanwhile; word of the new state is on its way.
      if (answer.ok && revision === store.state.revision) {
        (await answer.json()).forEach((shown, at) => keep(cards[at], shown));
      }
    } catch { /* the server has gone; live.js says so */ }
    for (const [card, resolve] of mine) {
      resolve(revision === store.state.revision ? cached(card) : null);
    }
  }

  const post = (path, values) => fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-glossdeck-secret": store.state.session.secret },
    body: JSON.stringify(values),
  });

  function live() {
    if (!store.state.session) return;
    const events = new EventSource("/events");
    let lost = false;
    events.onmessage = async (event) => {
      if (lost) deck.toast("Connected again");
      lost = false;
      document.body.classList.remove("lost");
      if (Number(event.data) === store.state.stamp) return;
      const answer = await fetch("/state");
      if (answer.ok) store.replace(await answer.json());
    };
    events.onerror = () => {
      lost = true;
      document.body.classList.add("lost");
      deck.toast("The preview has stopped. Start `glossdeck preview` again.", true);
    };
  }

  return { get, cached, post, live };
})();
