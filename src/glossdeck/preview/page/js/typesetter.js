// Formulas as Anki typesets them. MathJax runs in a frame that can reach nothing: it gets the
// texts of a card and the measures of their places, and gives back HTML, which is put into the
// card's own frame, where nothing runs. It is loaded when the first card with a formula is shown.
deck.typesetter = (open, font) => {
  const MARK = /\\[([]/;
  // Text that MathJax leaves alone.
  const LEFT = /^(SCRIPT|NOSCRIPT|STYLE|TEXTAREA|PRE|CODE|ANNOTATION|ANNOTATION-XML|MJX-CONTAINER)$/;
  const FONT = /url\("[^"]*\/(MathJax_[\w-]+\.woff)"\)/g;
  const PATIENCE_MS = 8000;
  const MOST_KNOWN = 400;
  const known = new Map();      // request → answer
  const waiting = new Map();    // number → what takes the answer
  let worker = null;
  let number = 0;

  // A card can have elements that take the names of properties: these cannot be taken.
  const own = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
  const nameOf = own(Node.prototype, "nodeName");
  const classOf = Element.prototype.getAttribute;

  function start() {
    const frame = document.createElement("iframe");
    const begun = { frame };
    // Laid out, so that MathJax can measure letters that its own fonts do not have.
    Object.assign(frame, { title: "Formulas", tabIndex: -1, inert: true });
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("aria-hidden", "true");
    frame.style.cssText = "position: fixed; left: -2000px; top: 0; width: 1000px; height: 500px; border: 0; visibility: hidden";
    begun.ready = new Promise((resolve, reject) => { Object.assign(begun, { resolve, reject }); });
    begun.timer = setTimeout(() => stop("MathJax did not start"), 2 * PATIENCE_MS);
    open(frame);
    document.body.append(frame);
    worker = begun;
    return begun;
  }

  // A formula that never ends takes its frame with it; the next one gets another.
  function stop(why) {
    if (!worker) return;
    clearTimeout(worker.timer);
    worker.frame.remove();
    worker.reject(new Error(why));
    worker = null;
    for (const answer of waiting.values()) answer({ found: [], style: "", failed: why });
    waiting.clear();
  }

  addEventListener("message", ({ source, data }) => {
    if (!worker || source !== worker.frame.contentWindow) return;
    if (data.ready) {
      clearTimeout(worker.timer);
      worker.resolve();
    } else if (data.number === undefined) stop(data.failed);
    else {
      waiting.get(data.number)?.(data);
      waiting.delete(data.number);
    }
  });

  async function ask(texts, places) {
    const asked = worker ?? start();
    try { await asked.ready; } catch (error) { return { found: [], style: "", failed: error.message }; }
    return new Promise((resolve) => {
      const mine = ++number;
      const timer = setTimeout(() => { if (worker === asked) stop("A formula does not come to an end"); }, PATIENCE_MS);
      waiting.set(mine, (answer) => { clearTimeout(timer); resolve(answer); });
      asked.frame.contentWindow.postMessage({ number: mine, texts, places }, "*");
    });
  }

  // The texts that MathJax would look at: what stands together in one element.
  function textsIn(page, box) {
    const found = [];
    let now = null;
    const walker = Document.prototype.createTreeWalker.call(page, box, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      const name = nameOf.call(node).toUpperCase();
      if (name === "#TEXT" || name === "WBR") return NodeFilter.FILTER_ACCEPT;
      const ignored = LEFT.test(name) || /(^|\s)mathjax_ignore(\s|$)/.test(classOf.call(node, "class") ?? "");
      if (name !== "BR" || ignored) now = null;
      return ignored ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    });
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = nameOf.call(node) === "#text";
      const isBreak = nameOf.call(node) === "BR";
      if (text && now?.parent !== node.parentNode) found.push(now = { parent: node.parentNode, parts: [], text: "" });
      if (!now || !(text || isBreak)) continue;
      now.parts.push({ node, from: now.text.length });
      now.text += text ? node.data : "\n";
    }
    return found.filter(({ text }) => MARK.test(text));
  }

  // How large letters are where a formula stands, and how much room it has.
  function measured(page, { parent }) {
    const make = (css) => {
      const element = Document.prototype.createElement.call(page, "mjx-test");
      element.style.cssText = `display: block; margin: 0; padding: 0; border: 0; ${css}`;
      return element;
    };
    const line = make("width: auto; height: 0; overflow: hidden; font-style: normal; font-weight: normal;"
      + "font-size: 100%; font-size-adjust: none; text-indent: 0; letter-spacing: normal");
    const letter = make("position: absolute; width: 1px; height: 60ex; min-height: 0; max-height: none");
    line.append(letter);
    Node.prototype.appendChild.call(parent, line);
    const style = getComputedStyle(line);
    const em = parseFloat(style.fontSize);
    const ex = letter.offsetHeight / 60 || em / 2;
    const width = line.offsetWidth ? line.offsetWidth - 1 : 1000000;
    line.remove();
    return { em, ex, width, family: style.fontFamily };
  }

  function put(page, texts, { found }) {
    const template = Document.prototype.createElement.call(page, "template");
    // From the end, so that what comes before stays where it was.
    for (const { text, start: from, end: to, html } of [...found].reverse()) {
      const { parts } = texts[text];
      const range = Document.prototype.createRange.call(page);
      const at = (offset) => parts.findLast((part) => part.from <= offset);
      const [first, last] = [at(from), at(to - 1)];
      range.setStart(first.node, from - first.from);
      range.setEnd(last.node, to - last.from);
      range.deleteContents();
      template.innerHTML = html;
      range.insertNode(template.content);
    }
  }

  // Typesets what is in an element of a frame, its style sheet into `style`. Gives the answer, or
  // a promise of it where it is not known yet; null where there is nothing to typeset, where the
  // element is not laid out, or where `wanted` says later that something else is shown by then.
  function typeset(box, style, wanted) {
    const page = box.ownerDocument;
    style.textContent = "";
    if (!MARK.test(box.textContent) || !box.getClientRects().length) return null;
    const texts = textsIn(page, box);
    if (!texts.length) return null;
    const strings = texts.map(({ text }) => text);
    const places = texts.map((each) => measured(page, each));
    const key = JSON.stringify([strings, places]);
    const finish = (answer) => {
      style.textContent = answer.style.replace(FONT, (_, name) => `url("${font(name)}")`);
      put(page, texts, answer);
      return answer;
    };
    if (known.has(key)) return finish(known.get(key));
    return ask(strings, places).then((answer) => {
      if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value);
      known.set(key, answer);
      return wanted() ? finish(answer) : null;
    });
  }

  return { typeset, marked: (html) => MARK.test(html) };
};
