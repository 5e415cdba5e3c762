"""A learner who imports every release into the real Anki and studies all of it each time.

Run by `test_releases` in environments that hold nothing but an Anki. Standard input: JSON, a
list of releases, each a list of packages. Standard output: JSON, for each package what Anki
counted and the promises that were broken.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from glossdeck.anki import LearnerCollection, anki_version, new_collection
from glossdeck.evidence import Evidence, Snapshot
from glossdeck.packaged import ReadPackage
from glossdeck.promises import all_promises
from glossdeck.readpackage import read_package

EDITED = 3
"""Notes that the learner edits before each release."""


@dataclass
class Life:
    """A learner's collection through the releases."""

    learner: LearnerCollection
    edited: set[str] = field(default_factory=set)
    unasked: set[tuple[str, int]] = field(default_factory=set)
    emptied: set[tuple[str, int]] = field(default_factory=set)

    def take(self, path: Path) -> dict[str, Any]:
        """Import a package, and hold every promise against what happened."""
        release = read_package(path)
        self._edit(release)
        self.unasked = self._without_row(release, is_cloze=True)
        self.emptied = self._without_row(release, is_cloze=False)
        before = self._snapshot()
        first = self.learner.import_package(path)
        after = self._snapshot()
        second = self.learner.import_package(path)
        evidence = Evidence(
            new=release,
            edited=frozenset(self.edited & before.notes.keys()),
            before=before,
            after=after,
            first=first,
            second=second,
            empty_cards=self.learner.empty_cards() - self.emptied,
            database=self.learner.check_database(),
            missing_media=tuple(
                file.name
                for file in release.media
                if not (self.learner.media() / file.name).is_file()
            ),
            rendered=tuple(
                card for card in self.learner.render() if (card.guid, card.ord) not in self.emptied
            ),
        )
        self.learner.backdate({note.guid: note.modified_s for note in release.notes})
        self.learner.study(int(time.time()))
        return {
            "package": path.name,
            "counts": dict(first.counts),
            "cards": len(after.cards),
            "new_cards": len(after.cards.keys() - before.cards.keys()),
            "studied": sum(bool(card.reviews) for card in before.cards.values()),
            "unasked": len(self.unasked),
            "emptied": len(self.emptied),
            "broken": [
                [promise.name, promise.evidence, promise.notes]
                for promise in all_promises(evidence)
                if not promise.kept
            ],
        }

    def _edit(self, release: ReadPackage) -> None:
        """Some notes that the release leaves alone get words and a tag of the learner's; what
        it updates was edited in vain, which is why the tool updates as little as it can."""
        notes = self.learner.notes()
        alone = {
            note.guid
            for note in release.notes
            if note.guid in notes and note.modified_s <= notes[note.guid].modified_s
        }
        shipped = {note.guid for note in release.notes}
        self.edited = {guid for guid in self.edited if guid in alone or guid not in shipped}
        for guid in sorted(alone - self.edited)[:EDITED]:
            self.learner.edit(guid, 0, " (my own words)", "my-own-tag")
            self.edited.add(guid)

    def _without_row(self, release: ReadPackage, is_cloze: bool) -> set[tuple[str, int]]:
        """Cards that the learner has and the author took out: gaps, whose cards keep every
        promise, or examples, which leave an empty card; none of them is deleted."""
        types = {kind.id for kind in release.head.note_types if kind.is_cloze is is_cloze}
        ords = {note.guid: note.ords for note in release.notes if note.note_type_id in types}
        known = self.emptied if not is_cloze else self.unasked
        shipped = {note.guid for note in release.notes}
        return {key for key in known if key[0] not in shipped} | {
            key for key in self.learner.cards() if key[0] in ords and key[1] not in ords[key[0]]
        }

    def _snapshot(self) -> Snapshot:
        learner = self.learner
        return Snapshot(
            learner.notes(), learner.cards(), learner.note_types(), learner.schema_time_ms
        )


def live_through(releases: Sequence[Sequence[Path]]) -> dict[str, Any]:
    """What happened at each package of each release."""
    with new_collection() as learner:
        life = Life(learner)
        taken = [[life.take(path) for path in release] for release in releases]
    return {"anki": anki_version(), "releases": taken}


def main() -> None:
    given = json.load(sys.stdin)
    json.dump(live_through([[Path(path) for path in release] for release in given]), sys.stdout)


if __name__ == "__main__":
    main()
