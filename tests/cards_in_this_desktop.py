"""Cards as Anki's desktop program shows them in its study screen; run where `aqt` is installed:

    python cards_in_this_desktop.py JOB.json

The job names packages, a folder for pictures, the size of the card's window, and the cards to
photograph. A throw-away profile is made for it. What comes out is JSON: what the program puts
into its page for every card, and of those photographed what their page is like.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aqt
from anki.collection import ImportAnkiPackageRequest
from aqt import gui_hooks
from aqt.profiles import ProfileManager
from aqt.qt import QFont, QTimer
from aqt.theme import Theme

from page_measures import MEASURES

PROFILE = "Learner"
SHOWN = """(() => {
  const card = document.getElementById("qa");
  return card.firstChild && card.firstChild !== window.before
    && getComputedStyle(card).opacity === "1" && document.fonts.status === "loaded"
    && [...document.images].every((image) => image.complete);
})()"""
LOADED = """document.readyState === "complete"
  && [...document.scripts].some((script) => script.src.endsWith("/%s.js"))"""
PATIENCE_S = 30.0
LONGEST_S = 500.0
SETTLING_S = 0.15
"""From the page's word that all is there to the pixels."""

Steps = Iterator[float]
"""Seconds to leave to the program before the next step."""


def profile(base: str) -> None:
    """A profile that asks nothing at its start and nobody on the net."""
    manager = ProfileManager(Path(base))
    manager.setupMeta()
    manager.meta |= {"firstRun": False, "updates": False, "check_for_updates": False}
    manager.meta |= {"check_for_addon_updates": False, "last_addon_update_check": int(time.time())}
    manager.setLang("en_US")
    manager.create(PROFILE)
    manager.openProfile(PROFILE)
    manager.save()
    manager.db.close()


class Study:
    """Shows the cards one after the other, as fast as the program follows."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.result: dict[str, Any] = {"cards": {}, "pictures": []}

    def start(self) -> None:
        # Where no player is installed, the first sound would open a window that waits for a click.
        gui_hooks.reviewer_will_play_question_sounds.append(lambda _card, sounds: sounds.clear())
        gui_hooks.reviewer_will_play_answer_sounds.append(lambda _card, sounds: sounds.clear())
        # Whoever started this may have gone, and a window may wait for a click.
        QTimer.singleShot(int(LONGEST_S * 1000), self.give_up)
        self.steps = self.all_steps()
        self.go_on()

    def give_up(self) -> None:
        self.result["error"] = f"the program did not end in {LONGEST_S:.0f} s"
        self.end()

    def go_on(self) -> None:
        try:
            pause_s = next(self.steps)
        except StopIteration:
            self.end()
        except Exception:
            self.result["error"] = traceback.format_exc()
            self.end()
        else:
            QTimer.singleShot(int(pause_s * 1000), self.go_on)

    def end(self) -> None:
        Path(self.job["result"]).write_text(json.dumps(self.result), encoding="utf-8")
        sys.stdout.flush()
        os._exit(0)  # the profile is thrown away, there is nothing to save

    def all_steps(self) -> Steps:
        window = aqt.mw
        window.reviewer.web.setPlaybackRequiresGesture(True)
        for package in self.job["packages"]:
            options = window.col._backend.get_import_anki_package_presets()
            window.col.import_anki_package(
                ImportAnkiPackageRequest(package_path=package, options=options)
            )
        window.reset()
        deck = window.col.db.scalar("SELECT did FROM cards LIMIT 1")
        window.col.decks.select(deck)
        for night in (False, True):
            window.set_theme(Theme.DARK if night else Theme.LIGHT)
            # The window's own font comes into its pages.
            window.web.setFont(QFont(self.job["font"]))
            for state, script in (("deckBrowser", "deckbrowser"), ("review", "reviewer")):
                window.moveToState(state)
                yield from self.until(LOADED % script)
            yield from self.resize()
            yield from self.study(night)

    def resize(self) -> Steps:
        """The window around the card gets the size that is asked for."""
        window, web = aqt.mw, aqt.mw.reviewer.web
        for _ in range(5):
            width, height = self.job["size"]
            missing = (width - web.width(), height - web.height())
            if missing == (0, 0):
                return
            window.resize(window.width() + missing[0], window.height() + missing[1])
            yield 0.3
        raise RuntimeError(f"the card's window has {web.width()} by {web.height()} pixels")

    def study(self, night: bool) -> Steps:
        """What is to be photographed is shown; the others are made ready in the same way."""
        wanted = {tuple(each) for each in self.job["pictures"]}
        rows = aqt.mw.col.db.all(
            "SELECT c.id, n.guid, c.ord FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.id"
        )
        for card_id, guid, ordinal in rows:
            card, key = aqt.mw.col.get_card(card_id), f"{guid}:{ordinal}"
            if (guid, ordinal) in wanted:
                yield from self.show(card, key, night)
            if not night:
                self.result["cards"][key] = self.made_ready(card)
                yield 0.0

    def made_ready(self, card: Any) -> list[str]:
        """Both sides as the study screen would put them into its page."""
        reviewer = aqt.mw.reviewer
        reviewer.card, reviewer.typedAnswer = card, None
        sides = []
        for reviewer.state, html in (("question", card.question()), ("answer", card.answer())):
            kind = f"review{reviewer.state.title()}"
            sides.append(gui_hooks.card_will_show(reviewer._mungeQA(html), card, kind))
        return sides

    def show(self, card: Any, key: str, night: bool) -> Steps:
        """The study screen with a card's question, then its answer."""
        reviewer = aqt.mw.reviewer
        reviewer.card = card
        card.start_timer()
        for side, show in (("front", reviewer._showQuestion), ("back", reviewer._showAnswer)):
            yield from self.ask("window.before = document.getElementById('qa').firstChild")
            show()
            yield from self.until(SHOWN)
            yield SETTLING_S
            yield from self.photograph(key, side, night)

    def photograph(self, key: str, side: str, night: bool) -> Steps:
        """What is on the screen, as picture and in words."""
        yield from self.ask("document.activeElement?.blur()")
        yield SETTLING_S
        name = f"{len(self.result['pictures'])}.png"
        aqt.mw.reviewer.web.grab().save(str(Path(self.job["folder"]) / name))
        classes = "[document.documentElement.className, document.body.className]"
        self.result["pictures"].append(
            {
                "card": key,
                "side": side,
                "night": night,
                "file": name,
                "classes": (yield from self.ask(classes)),
                "measures": (yield from self.ask(MEASURES)),
                "scrolled": (yield from self.ask("scrollY")),
            }
        )

    def until(self, script: str) -> Steps:
        end_s = time.monotonic() + PATIENCE_S
        while not (yield from self.ask(script)):
            if time.monotonic() > end_s:
                raise TimeoutError(f"the page never came to rest: {script}")
            yield 0.05

    def ask(self, script: str) -> Any:
        answers: list[Any] = []
        aqt.mw.reviewer.web.page().runJavaScript(script, answers.append)
        while not answers:
            yield 0.01
        return answers[0]


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="glossdeck-desktop-") as base:
        profile(base)
        study = Study(job)
        gui_hooks.profile_did_open.append(lambda: QTimer.singleShot(200, study.start))
        aqt._run(["anki", "-b", base, "-p", PROFILE, "-l", "en_US"])


if __name__ == "__main__":
    main()
