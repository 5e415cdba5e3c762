"""What every element of a card's page is like, asked in the same words of any browser."""

from __future__ import annotations

MEASURES = """(() => {
  const asked = ["display", "position", "color", "backgroundColor", "fontSize", "fontWeight",
    "fontStyle", "fontFamily", "lineHeight", "textAlign", "textDecorationLine", "textTransform",
    "textIndent", "letterSpacing", "whiteSpace", "overflowWrap", "direction", "verticalAlign",
    "listStyleType", "boxSizing", "marginTop", "marginRight", "marginBottom", "marginLeft",
    "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "borderTopWidth",
    "borderTopStyle", "borderTopColor", "borderTopLeftRadius", "boxShadow", "opacity", "filter",
    "zoom", "cursor", "maxWidth", "visibility", "overflowX", "backgroundImage"];
  const card = document.getElementById("qa");
  const found = [document.documentElement, document.body, card, ...card.querySelectorAll("*")];
  return found.filter((element) => !element.closest("style, mjx-assistive-mml")).map((element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      name: element.localName,
      style: Object.fromEntries(asked.map((name) => [name, style[name]])),
      box: [box.left, box.top, box.width, box.height],
    };
  });
})()"""
"""For the root, the body and all that is in the card: computed style, and box in CSS pixels."""

DIFFERENCE = """async ([one, other]) => {
  const pixels = async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height);
  };
  const [first, second] = [await pixels(one), await pixels(other)];
  if (first.width !== second.width || first.height !== second.height) return { sizes: true };
  let sum = 0, most = 0, far = 0;
  for (let at = 0; at < first.data.length; at += 4) {
    const parts = [0, 1, 2].map((part) => first.data[at + part] - second.data[at + part]);
    const apart = Math.max(...parts.map(Math.abs));
    sum += apart;
    most = Math.max(most, apart);
    if (apart > 64) far += 1;
  }
  const all = first.width * first.height;
  return { mean: sum / all, most, far: far / all };
}"""
"""How far two pictures are apart, 0 to 255: on average, at most, and the share of pixels that are
more than 64 apart."""
