"""How long an author waits: from the command to the first card, from a save to its pixels.

    PYTHONPATH=tests python tests/bench/preview.py [--notes 1000] [--runs 5]

A real Chromium is running already, as an author's browser is. The first time counts from the
start of the command to the first card painted in the page; the second from the end of writing
a file to the new text painted in its frame, seen by the page itself, with the same clock.
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


def first_card_s(browser: Browser, folder: Path) -> float:
    page = browser.new_page()
    with preview(folder) as (started_s, url):
        page.goto(url, wait_until="commit")
        shown_s = page.evaluate(SEEN, {"text": "Notion 0"})
    page.close()
    return float(shown_s) - started_s


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
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = large_project(Path(temporary), given.notes, "look")
        write(folder, {"look/theme.yaml": "extends: default\n"})
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        first_s = [first_card_s(browser, folder) for _ in range(given.runs)]
        yaml_s, css_s = saves_s(browser, folder, given.runs)
        browser.close()
    print(f"{given.notes} notes, {3 * given.notes} cards, {given.runs} runs")
    for name, times in (
        ("command to first card", first_s),
        ("saved YAML to pixels", yaml_s),
        ("saved CSS to pixels", css_s),
    ):
        shown = ", ".join(f"{each:.2f}" for each in sorted(times))
        print(f"{name}: median {statistics.median(times):.2f} s ({shown})")


if __name__ == "__main__":
    main()
