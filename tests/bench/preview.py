"""How long an author waits: from the command to the first card, from a save to its pixels.

    PYTHONPATH=tests python tests/bench/preview.py [--notes 1000] [--runs 5] [--formulas]

A real Chromium is running already, as an author's browser is. The first time counts from the
start of the command to the first card painted in the page; the second from the end of writing
a file to the new text painted in its frame, seen by the page itself, with the same clock. With
--formulas every definition has one, and a card counts once its formula is typeset. At last 5,000
cards are scrolled by 100 pixels a frame, and the time from frame to frame is measured.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from preview_samples import large_project, write

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "/usr/bin/chromium"

SEEN = """(wanted) => new Promise((done) => {
  const look = () => {
    const frames = [...document.querySelectorAll(".tile:not([hidden]) iframe")];
    const now = frames.some((frame) => {
      const page = frame.contentDocument;
      const card = page?.getElementById("qa");
      const isTypeset = card?.querySelector("mjx-container") && !card.style.visibility;
      if (wanted.formula && !isTypeset) return false;
      return card?.querySelector(".gd-name") && (wanted.text
        ? card.textContent.includes(wanted.text)
        : frame.contentWindow.getComputedStyle(card.querySelector(".gd-name")).color
          === wanted.color);
    });
    // One more frame, so that it has been painted and not only put in.
    if (now) requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now() / 1000)));
    else requestAnimationFrame(look);
  };
  look();
})"""


FRAMES = """(count) => new Promise((done) => {
  const cards = document.getElementById("cards");
  const times = [];
  let last = performance.now();
  const step = (now) => {
    times.push(now - last);
    last = now;
    cards.scrollTop += 100;
    if (times.length > count) done(times.slice(1));
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


@contextmanager
def preview(folder: Path) -> Iterator[tuple[float, str]]:
    """A running command: when it was started, and its address."""
    started_s = time.time()
    command = [sys.executable, "-m", "glossdeck", "preview", str(folder), "--no-open"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    assert process.stdout
    found = re.search(r"http://\S+/", process.stdout.readline())
    assert found
    yield started_s, found[0]
    process.send_signal(signal.SIGINT)
    process.wait(10)


def first_card_s(browser: Browser, folder: Path, formula: bool) -> float:
    page = browser.new_page()
    with preview(folder) as (started_s, url):
        page.goto(url, wait_until="commit")
        shown_s = page.evaluate(SEEN, {"text": "Notion 0", "formula": formula})
    page.close()
    return float(shown_s) - started_s


def frames_ms(browser: Browser, folder: Path) -> list[float]:
    """From frame to frame, while cards are scrolled through."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    with preview(folder) as (_, url):
        page.goto(url)
        page.evaluate(SEEN, {"text": "Notion 0"})
        page.wait_for_timeout(4000)
        times = page.evaluate(FRAMES, 600)
    page.close()
    return sorted(times)


def save_s(page: Page, save: Callable[[], None], wanted: dict[str, str]) -> float:
    page.wait_for_timeout(2500)
    seen = page.evaluate_handle(f"(wanted) => ({{ seen: ({SEEN})(wanted) }})", wanted)
    save()
    saved_s = time.time()
    return float(seen.evaluate("(holder) => holder.seen")) - saved_s


def saves_s(browser: Browser, folder: Path, runs: int) -> tuple[list[float], list[float]]:
    """Saves of the YAML and of the style, in turn."""
    page = browser.new_page()
    text = (folder / "large.yaml").read_text(encoding="utf-8")
    yaml_s, css_s = [], []
    with preview(folder) as (_, url):
        page.goto(url)
        for run in range(runs):
            changed = text.replace("term: Notion 0\n", f"term: Notion 0 anew {run}\n")
            yaml_s.append(
                save_s(
                    page,
                    lambda changed=changed: write(folder, {"large.yaml": changed}),
                    {"text": f"anew {run}"},
                )
            )
            colour = f"rgb({run + 1}, 2, 3)"
            rule = f".gd-name {{ color: {colour} }}"
            css_s.append(
                save_s(
                    page,
                    lambda rule=rule: write(folder, {"look/extra.css": rule}),
                    {"color": colour},
                )
            )
        page.close()
    return yaml_s, css_s


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--notes", type=int, default=1000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--formulas", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = large_project(Path(temporary), given.notes, "look", given.formulas)
        write(folder, {"look/theme.yaml": "extends: default\n"})
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        first_s = [first_card_s(browser, folder, given.formulas) for _ in range(given.runs)]
        yaml_s, css_s = saves_s(browser, folder, given.runs)
        many = large_project(Path(temporary) / "many", 1667, formulas=given.formulas)
        frames = frames_ms(browser, many)
        browser.close()
    print(f"{given.notes} notes, {3 * given.notes} cards, {given.runs} runs")
    for name, times in (
        ("command to first card", first_s),
        ("saved YAML to pixels", yaml_s),
        ("saved CSS to pixels", css_s),
    ):
        shown = ", ".join(f"{each:.2f}" for each in sorted(times))
        print(f"{name}: median {statistics.median(times):.2f} s ({shown})")
    late = sum(each > 34 for each in frames) / len(frames)
    print(
        f"scrolling 5,001 cards: median {statistics.median(frames):.1f} ms a frame,"
        f" 95 in 100 below {frames[int(len(frames) * 0.95)]:.1f} ms, longest {frames[-1]:.0f} ms,"
        f" {late:.1%} later than two frames of 60 in a second"
    )


if __name__ == "__main__":
    main()
