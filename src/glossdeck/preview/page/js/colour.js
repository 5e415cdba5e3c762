// Colours as numbers, and the contrast of text as WCAG 2 counts it.
deck.colour = (() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  // Any CSS colour as [red, green, blue, alpha], 0 to 255 and alpha 0 to 1; null for no colour.
  function parse(text) {
    if (!CSS.supports("color", text) || /^(inherit|initial|unset|revert|currentcolor)/i.test(text)) return null;
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }
  const hex = ([red, green, blue]) => `#${[red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  function light(colour) {
    const [red, green, blue] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function ratio(one, other) {
    const [less, more] = [light(one), light(other)].sort((a, b) => a - b);
    return (more + 0.05) / (less + 0.05);
  }
  return { parse, hex, over, ratio };
})();

// Every pair of a text's colour and what is behind it in a frame, each once, where it is hardest
// to read. Text over a picture is not judged.
deck.contrasts = (frame) => {
  if (!frame.box) return [];
  const { colour } = deck;
  // A form of the card can give these names to elements of its own.
  const { getClientRects: rects, closest } = Element.prototype;
  const view = frame.element.contentWindow;
  const known = new Map();
  const parse = (text) => {
    if (!known.has(text)) known.set(text, colour.parse(text) ?? [0, 0, 0, 0]);
    return known.get(text);
  };
  function ground(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = view.getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const layer = parse(style.backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => colour.over(layer, below), [255, 255, 255, 1]);
  }
  const nodes = frame.element.ownerDocument.createTreeWalker.call(
    frame.root.ownerDocument, frame.box, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const pairs = new Map();
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    // The letters of a formula are in its style, each in an element of its own.
    const letter = node.localName === "mjx-c";
    const text = letter ? "a formula" : node.nodeType === Node.TEXT_NODE ? node.data.trim() : "";
    const element = letter ? node : node.parentElement;
    if (!text || /^(STYLE|SCRIPT)$/i.test(element.tagName) || !rects.call(element).length) continue;
    if (!letter && closest.call(element, "mjx-assistive-mml")) continue;
    const style = view.getComputedStyle(element);
    if (style.visibility !== "visible" || Number(style.opacity) === 0) continue;
    const behind = ground(element);
    if (!behind) continue;
    const ink = colour.over(parse(style.color), behind);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    const found = { ratio: colour.ratio(ink, behind), needed: large ? 3 : 4.5, text: text.slice(0, 40), colours: [colour.hex(ink), colour.hex(behind)] };
    const key = found.colours.join();
    if (!pairs.has(key) || pairs.get(key).needed < found.needed) pairs.set(key, found);
  }
  return [...pairs.values()];
};

// The pair that is furthest below what it needs.
deck.worst = (pairs) => pairs.reduce((worst, pair) =>
  !worst || pair.ratio / pair.needed < worst.ratio / worst.needed ? pair : worst, null);
