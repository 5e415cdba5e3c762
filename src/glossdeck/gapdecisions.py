"""What a build must not decide alone about gaps: numbers that would pass on, and doubts."""

from __future__ import annotations

from .cloze import HIGHEST_NUMBER
from .facts import Moved
from .lock import Fact, LockedNote
from .note import NoteDraft
from .numbers import Numbering
from .problem import Place, Problem, Severity, error


def numbering_problems(draft: NoteDraft, old: LockedNote, numbering: Numbering) -> list[Problem]:
    """What the author has to decide about the deletions of one text."""
    if numbering.is_clear:
        return []
    problems = [_stolen(draft, old, was, now) for was, now in numbering.stolen]
    problems += [_restarted(draft, was, now) for was, now in numbering.restarted]
    problems += [_doubtful(draft, moved) for moved in numbering.doubts]
    if numbering.overflow:
        problems.append(
            error(
                "cloze-number",
                f"this text needs a cloze number above {HIGHEST_NUMBER}, and of those Anki makes "
                "no card: the lower ones were all used",
                "move the new gaps to an entry of their own",
                draft.place,
            )
        )
    return problems


def _stolen(draft: NoteDraft, old: LockedNote, was: Fact, now: Fact) -> Problem:
    free = 1 + max(fact.number for fact in (*old.facts, *old.spent, now))
    return error(
        "cloze-number",
        f'number {now.number} would pass from "{was.answer}" to "{now.answer}": learners would '
        "be shown the new one when they had earned the old",
        f"write {{{{c{free}::{now.answer}}}}}, or =={now.answer}== to have it numbered",
        _at(draft, now.answer),
    )


def _restarted(draft: NoteDraft, was: Fact, now: Fact) -> Problem:
    message = (
        f'"{now.answer}" had the number {was.number}; with number {now.number} it starts anew, and '
        f"learners lose what they earned on it"
    )
    fix = f"write {{{{c{was.number}::{now.answer}}}}}, or =={now.answer}== to have it numbered"
    place = _at(draft, now.answer)
    return Problem("cloze-number", Severity.WARNING, message, fix, place)


def _doubtful(draft: NoteDraft, moved: Moved) -> Problem:
    if moved.is_back:
        return error(
            "cloze-doubt",
            f'is "{moved.new.answer}" the fact that was asked for as number {moved.old.number} '
            "before it was taken out, or a new one?",
            "if it is the same, and learners are to have their reviews of it back: "
            f"{{{{c{moved.old.number}::{moved.new.answer}}}}}; if it is new: "
            f"{{{{c{moved.new.number}::{moved.new.answer}}}}}",
            _at(draft, moved.new.answer),
        )
    return error(
        "cloze-doubt",
        f'is "{moved.new.answer}" what was "{moved.old.answer}" before (number '
        f"{moved.old.number}, {moved.score:.0f} % alike), or a new fact?",
        f"if it is the same: {{{{c{moved.old.number}::{moved.new.answer}}}}}; "
        f"if it is new: {{{{c{moved.new.number}::{moved.new.answer}}}}}",
        _at(draft, moved.new.answer),
    )


def _at(draft: NoteDraft, word: str) -> Place:
    place = draft.place
    return Place(place.file, place.route, place.part, word)
