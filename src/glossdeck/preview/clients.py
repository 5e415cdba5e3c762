"""How each of Anki's programs builds the page around a card: classes, viewport, own style.

Learnt from Anki 26.09's `reviewer.css`, `webview.css` and `reviewer.js`, from AnkiDroid's
classic study screen and from what AnkiMobile documents; said again in a few rules of our own.
The desktop's are held against the program itself by a test.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """One program that shows cards.

    Parameters:
        name: as in `body[data-client]` of the page and in names of screenshots.
        title: as people call it.
        width, height: of its window, in CSS pixels.
        html_class: of the root element by day; `html_night` is added by night.
        body_class: after `card card1`; `body_night` is added by night.
        content_id: of the element that holds the card.
        style: what the program itself says; the note type's style comes after it.
    """

    name: str
    title: str
    width: int
    height: int
    html_class: str
    html_night: str
    body_class: str
    body_night: str
    content_id: str
    style: str


_WINDOW = """
html { font: 15px sans-serif; }
* { box-sizing: content-box; }
a { text-decoration: none; }
h1 { margin-bottom: .2em; }
/* As Chromium had it until its tables took the colour of their text: Qt's is not the newest. */
table { border-color: gray; }
thead, tbody, tfoot, tr, th, td { border-color: inherit; }
button {
  padding: 8px 10px; border: 1px solid var(--edge-soft); border-bottom-color: var(--edge-below);
  border-radius: 15px; background: var(--button); color: var(--fg);
  font-family: sans-serif; font-weight: 500;
  box-shadow: 0 2px 1px -1px rgb(20 20 20 / 12%), 0 1px 1px rgb(20 20 20 / 6%),
    0 1px 3px rgb(20 20 20 / 4%);
  appearance: none; cursor: pointer;
}
button[disabled] {
  border-bottom-color: var(--edge-soft); background: var(--button); color: var(--fg-off);
  box-shadow: none; cursor: not-allowed;
}
:root {
  --button: #fcfcfc; --edge-soft: #e4e4e4; --edge-below: #c4c4c4; --fg-off: #858585;
  --thumb: #d6d6d6;
}
:root.night-mode {
  --button: rgb(64 64 64); --edge-soft: #252525; --edge-below: #141414; --fg-off: #737373;
  --thumb: #454545;
}
::-webkit-scrollbar { width: 12px; height: 12px; background-color: var(--canvas); }
::-webkit-scrollbar-corner { background-color: var(--canvas); }
::-webkit-scrollbar-thumb {
  min-width: 50px; min-height: 50px; border-radius: 5px; background: var(--thumb);
}
"""
"""What every page of Anki's desktop program has, on Linux."""

_STUDY_SCREEN = """
:root { color-scheme: light; --canvas: #f5f5f5; --fg: #020202; --fg-link: #1d4ed8; }
:root.night-mode { color-scheme: dark; --canvas: #2c2c2c; --fg: #fcfcfc; --fg-link: #bfdbfe; }
body { margin: 20px; overflow-wrap: break-word; color: var(--fg);
  background: var(--canvas) top / cover no-repeat fixed; overscroll-behavior: none; }
body.nightMode { background-color: var(--canvas); color: var(--fg); }
hr { margin: 1em 0; border: none; height: 1px; background-color: #737373; }
img { max-width: 100%; max-height: 95vh; }
a { color: var(--fg-link); }
li { text-align: start; }
pre { text-align: left; }
button { margin: 1em .5em; }
#typeans { width: 100%; box-sizing: border-box; line-height: 1.75; }
code#typeans { white-space: pre-wrap; font-variant-ligatures: none; }
.typeGood { background: #afa; color: #000; }
.typeBad { background: #faa; color: #000; }
.typeMissed { background: #ccc; color: #000; }
.replay-button { display: inline-flex; vertical-align: middle; margin: 3px; text-decoration: none; }
.replay-button svg { width: 40px; height: 40px; }
.replay-button svg circle { fill: #fff; stroke: #414141; }
.replay-button svg path { fill: #414141; }
.nightMode .latex { filter: invert(100%); }
.drawing { zoom: 50%; }
.nightMode img.drawing { filter: invert(1) hue-rotate(180deg); }
"""

_PHONE = """
html { font-family: sans-serif; }
:root { --canvas: #fff; --fg: #000; scrollbar-width: none; }
:root.night-mode { --canvas: #000; --fg: #fff; }
"""

_ANDROID = """
html { font-family: sans-serif; scrollbar-width: none; }
body { margin: 0; padding: 0; overflow-wrap: break-word; background: #fff; color: #000; }
body.night_mode { background-color: #000; color: #fff; }
#content { margin: .5em; }
img, video { max-width: 100%; max-height: 90%; }
li { text-align: start; }
pre { text-align: left; }
#typeans { width: 100%; box-sizing: border-box; }
.typeGood { background: #afa; color: #000; }
.typeBad { background: #faa; color: #000; }
.typeMissed { background: #ccc; color: #000; }
.replay-button { display: inline-flex; }
.replay-button svg { width: 1em; height: 1em; min-width: 32px; min-height: 32px; }
.night_mode .replay-button svg { fill: #fff; }
.nightMode .latex { filter: invert(100%); }
"""

HINTS = """
a.hint { cursor: pointer; }
a.hint:focus + div.hint { display: block !important; }
"""
"""Anki opens a hint by script; here, where none runs, it is open while its link has the focus."""

CLIENTS = (
    Client("desktop", "Desktop", 720, 480, "linux chrome", "night-mode",
           "isLin fancy", "nightMode night_mode", "qa", _WINDOW + _STUDY_SCREEN + HINTS),
    Client("android", "Android", 390, 700, "mobile android linux js", "",
           "chrome mathjax-rendered", "night_mode nightMode", "content", _ANDROID + HINTS),
    Client("iphone", "iPhone", 390, 700, "webkit safari mobile iphone ios js", "night-mode",
           "", "nightMode night_mode", "qa", _STUDY_SCREEN + _PHONE + HINTS),
)  # fmt: skip
"""The first is what people see first."""


def document(client: Client, ordinal: int, night: bool, css: str, side: str) -> str:
    """One side of a card as a whole page, as the page of the preview puts it together.

    Parameters:
        ordinal: index of the template, or cloze number minus 1.
        css: style of the note type.
        side: HTML.
    """
    html_class = f"{client.html_class} {client.html_night if night else ''}".strip()
    body = f"card card{ordinal + 1} {client.body_class} {client.body_night if night else ''}"
    return (
        f'<!doctype html><html class="{html_class}"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="'
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:\">"
        f'<style>{client.style}</style></head><body class="{body.strip()}">'
        f'<div id="{client.content_id}" dir="auto"><style>{css}</style>{side}</div></body></html>'
    )
