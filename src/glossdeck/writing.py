"""A planned project onto disk: every package and the lock, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .document import DEFAULT
from .load import Progress
from .lock import write_lock
from .note import Kind, PackageContent
from .package import check_name, package_bytes
from .planning import Planned
from .staging import staged


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """A package that was written; `size` in bytes, `cards` by kind."""

    deck: str
    edition: str
    name: str
    path: Path
    notes: int
    cards: Mapping[Kind, int]
    media: int
    size: int


def package_name(deck: str, edition: str) -> str:
    """The file name of a package."""
    return f"{deck}.apkg" if edition == DEFAULT else f"{deck}-{edition}.apkg"


def write(
    planned: Planned, folder: Path, editions: tuple[str, ...], lock_is_new: bool, progress: Progress
) -> tuple[BuiltPackage, ...]:
    """Everything is on disk beside its place before anything is moved, so that a full disk
    changes nothing. The lock goes first: a package whose numbers the lock does not know would
    let the next build give them to other facts, while a lock without its package only knows
    numbers that nobody has seen yet."""
    packages = []
    with ExitStack() as stack:
        files = []
        if lock_is_new:
            text = write_lock(planned.plan.lock).encode()
            files.append(stack.enter_context(staged(planned.loaded.project.lock_path, text)))
        for (deck, edition), content in planned.contents.items():
            if editions and edition not in editions:
                continue
            path = folder / package_name(deck, edition)
            check_name(path)
            progress(f"writing {path.name}")
            data = package_bytes(content)
            files.append(stack.enter_context(staged(path, data)))
            packages.append(_built(deck, edition, content, path, len(data)))
        for file in files:
            file.commit()
    return tuple(packages)


def _built(
    deck: str, edition: str, content: PackageContent, path: Path, size: int
) -> BuiltPackage:
    cards: Counter[Kind] = Counter()
    for note in content.notes:
        cards[note.kind] += len(note.ords)
    return BuiltPackage(
        deck, edition, content.deck.name, path, len(content.notes), cards, len(content.media), size
    )
