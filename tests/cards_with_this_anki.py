"""Cards as the Anki of this environment makes them; also run by `anki_versions` in those that
hold nothing but an older one: cloze fields as JSON come in, numbers and sides go out."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from anki.collection import Collection


class ClozeCards:
    """A collection in a folder, whose cloze notes are never saved."""

    def __init__(self, folder: Path) -> None:
        self.collection = Collection(str(folder / "collection.anki2"))
        self._type: Any = self.collection.models.by_name("Cloze")
        self._type["css"] = ""

    def numbers(self, text: str, extra: str = "") -> list[int]:
        """The cards that a note gets."""
        return sorted(self._note(text, extra).cloze_numbers_in_fields())

    def sides(self, text: str, number: int) -> list[str]:
        """The HTML of the front and the back of a card."""
        card = self._note(text).ephemeral_card(number - 1)
        sides = (card.question(), card.answer())
        return [re.sub(r"(?s)<style>.*</style>", "", side) for side in sides]

    def _note(self, text: str, extra: str = "") -> Any:
        note = self.collection.new_note(self._type)
        note.fields[:2] = [text, extra]
        return note


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cards = ClozeCards(Path(folder))
        fields = json.load(sys.stdin)
        json.dump([(cards.numbers(field), *cards.sides(field, 1)) for field in fields], sys.stdout)
        cards.collection.close()


if __name__ == "__main__":
    main()
