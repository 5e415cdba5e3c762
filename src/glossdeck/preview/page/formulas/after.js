// Runs in a frame that may run scripts and can reach nothing: texts come in, HTML goes out.
// Each request is the first one that MathJax ever sees, so that no card can change another.
(() => {
  const MOST_STEPS = 40000;  // of reading TeX, for one side of a card; macros can multiply
  const { startup, _: parts } = MathJax;
  const parser = parts.input.tex.TexParser.default.prototype;
  const { parse } = parser;
  let steps = 0;
  parser.parse = function (...given) {
    if (++steps > MOST_STEPS) throw new Error("The formulas are too long, or their macros never end");
    return parse.apply(this, given);
  };

  // What keeps a formula from being read; a name that MathJax does not know is shown in red.
  function fault(node) {
    const error = node.querySelector("[data-mjx-error]")?.getAttribute("data-mjx-error");
    const unknown = node.querySelector("mtext[mathcolor=red]")?.textContent ?? "";
    return error ?? (/^\\/.test(unknown) ? `Unknown: ${unknown}` : "");
  }

  async function typeset({ texts, places }) {
    startup.getComponents();
    const { input: [tex], output, document: math, adaptor } = startup;
    output.clearCache();  // its font is the same one, and remembers what it has styled
    steps = 0;
    const found = [];
    for (const { math: formula, n: text, start, end, display } of tex.findMath(texts)) {
      const { em, ex, width, family } = places[text];
      // Where letters are measured that no font of its own has.
      Object.assign(document.documentElement.style, { fontSize: `${em}px`, fontFamily: family });
      const scale = Math.max(output.options.minScale, ex / output.font.params.x_height / em);
      const measures = { display, em, ex, containerWidth: width, scale, family };
      const node = await parts.mathjax.mathjax.handleRetriesFor(() => math.convert(formula, measures));
      const html = adaptor.outerHTML(node);
      found.push({ text, start: start.n, end: end.n, html, formula, wrong: fault(node) });
    }
    return { found, style: found.length ? adaptor.textContent(output.styleSheet(math)) : "" };
  }

  // One after the other: MathJax is one for all.
  let last = Promise.resolve();
  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    last = last.then(() => typeset(data))
      .catch((error) => ({ found: [], style: "", failed: String(error?.message ?? error) }))
      .then((answer) => parent.postMessage({ number: data.number, ...answer }, "*"));
  });
  const ready = () => parent.postMessage({ ready: true }, "*");
  startup.promise.then(ready, (error) => parent.postMessage({ failed: String(error) }, "*"));
})();
