"""PNGs of cards: question and answer beside each other, by day and by night."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from ..problem import UserError, error
from ..staging import write_whole
from ..studyscreen import ShownCard
from . import page
from .chromium import Chromium, chromium, find_chromium
from .clients import CLIENTS, Client, document
from .dataurl import data_urls, with_media
from .mathjax import find_mathjax, formula_page, has_formula
from .session import Session

_GAP = 24
_SHOW = """
(async (sides, width, height, ground) => {
  document.body.style.cssText = "margin: GAPpx; display: flex; gap: GAPpx";
  document.body.style.background = ground;
  for (const old of document.querySelectorAll(".side")) old.remove();
  const frames = await Promise.all(sides.map((side) => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.className = "side";
    frame.sandbox = "allow-same-origin";
    frame.style.cssText = `border: 0; width: ${width}px; height: ${height}px; flex: none`;
    frame.onload = () => done(frame);
    frame.srcdoc = side;
    document.body.append(frame);
  })));
  await Promise.all(frames.map(async ({ contentDocument: page }) => {
    const style = page.createElement("style");
    page.head.append(style);
    await window.formulas?.typeset(page.body.firstElementChild, style, () => true);
    await page.fonts.ready;
  }));
  let tallest = height;
  // Room above a card may grow with the window, so that one step is not always enough.
  for (let step = 0; step < 6; step++) {
    const heights = frames.map((frame) => frame.contentDocument.documentElement.scrollHeight);
    const next = Math.min(Math.max(tallest, ...heights), 8000);
    if (next === tallest) break;
    tallest = next;
    for (const frame of frames) frame.style.height = `${tallest}px`;
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return tallest;
})(%s)
""".replace("GAP", str(_GAP))
_FORMULAS = """
((deck, given) => {
  %s
  const open = (frame) => { frame.srcdoc = given.page; };
  window.formulas = deck.typesetter(open, (name) => given.fonts[name]);
})({}, %s)
"""


def write_screenshots(
    session: Session, folder: Path, words: Sequence[str] = (), clients: Sequence[str] = ()
) -> int:
    """Write a picture of each chosen card, for each client, by day and by night.

    Parameters:
        words: cards whose key or text has one of these; all when empty.
        clients: names of clients; the desktop when empty.

    Returns: how many pictures.

    Raises:
        UserError: there is no Chromium, no card fits, or a file cannot be written.
    """
    path = find_chromium(os.environ)
    chosen = tuple(_chosen(session, words))
    if not chosen:
        message = f"no card has {' or '.join(words) or 'been made yet'} in its key or text"
        raise UserError(error("no-card", message, "use fewer or other words after --card"))
    wanted = [client for client in CLIENTS if client.name in (clients or ("desktop",))]
    folder.mkdir(parents=True, exist_ok=True)
    view = session.view
    shown = session.cards(view.revision, chosen) or ()
    media = data_urls(view.media)
    count = 0
    with chromium(path) as browser:
        if any(has_formula(card.front + card.back) for card in shown):
            _bring_mathjax(browser)
        for index, card in zip(chosen, shown, strict=True):
            css = with_media(_style(session, card), media)
            for client, night in product(wanted, (False, True)):
                data = _picture(browser, card, client, night, css, media)
                light = "night" if night else "day"
                name = f"{_name(session, index)}-{client.name}-{light}.png"
                write_whole(folder / name, data)
                count += 1
    return count


def _bring_mathjax(browser: Chromium) -> None:
    """Formulas are typeset in pictures as in the page; as TeX where MathJax is not installed."""
    mathjax = find_mathjax()
    if mathjax is not None:
        values = {"page": formula_page(mathjax).html, "fonts": data_urls(mathjax.fonts)}
        browser.run(_FORMULAS % (page.typesetter(), json.dumps(values)))


def _chosen(session: Session, words: Sequence[str]) -> Iterator[int]:
    listed = session.view.catalogue
    wanted = [word.lower() for word in words]
    for index, (at, _) in enumerate(listed.cards):
        text = f"{listed.notes[at].note.key} {listed.notes[at].text}".lower()
        if not wanted or any(word in text for word in wanted):
            yield index


def _name(session: Session, index: int) -> str:
    at, number = session.view.catalogue.cards[index]
    key = re.sub(r"[^\w.-]+", "-", session.view.catalogue.notes[at].note.key)
    return f"{key}-{number + 1}"


def _style(session: Session, card: ShownCard) -> str:
    """The note type's style with the package's own files in the place of their imports."""
    media = session.view.media

    def imported(match: re.Match[str]) -> str:
        path = media.get(match[1])
        return path.read_text("utf-8", "replace") if path else ""

    css = session.view.styles[card.style].css
    return re.sub(r'@import url\("(_[^"]+)"\);', imported, css)


def _picture(
    browser: Chromium, card: ShownCard, client: Client, night: bool, css: str,
    media: Mapping[str, str],
) -> bytes:  # fmt: skip
    sides = [
        document(client, card.ord, night, css, with_media(side, media))
        for side in (card.front, card.back)
    ]
    width = 2 * client.width + 3 * _GAP
    browser.resize(width, client.height + 2 * _GAP)
    ground = "#14161a" if night else "#e9e7e1"
    values = ", ".join(map(json.dumps, (sides, client.width, client.height, ground)))
    tallest = browser.run(_SHOW % values)
    browser.resize(width, int(tallest) + 2 * _GAP)
    return browser.picture()
