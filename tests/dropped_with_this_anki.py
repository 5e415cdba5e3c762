"""What learners see of two releases; run by `test_dropped` where there is only an Anki."""

from __future__ import annotations

import json
import re
import sys
import time
from html import unescape
from pathlib import Path
from typing import Any

from glossdeck.anki import new_collection


def after(packages: list[Path]) -> dict[str, Any]:
    """The cards of a learner who imported these, and studied all of each."""
    with new_collection() as learner:
        for package in packages:
            learner.import_package(package)
            learner.study(int(time.time()))
        reviews = {key: len(card.reviews) for key, card in learner.cards().items()}
        cards = [
            {
                "front": text(card.front),
                "back": text(card.back),
                "problem": card.problem,
                "reviews": reviews[card.guid, card.ord],
            }
            for card in sorted(learner.render(), key=lambda card: card.ord)
        ]
        return {"cards": cards, "empty": len(learner.empty_cards())}


def text(html: str) -> str:
    """What is to be seen of a side."""
    return " ".join(
        unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", html, flags=re.S))
        .replace("\u200b", "")
        .split()
    )


def main() -> None:
    packages = [Path(name) for name in sys.argv[1:]]
    json.dump([after(packages), after(packages[-1:])], sys.stdout)


main()
