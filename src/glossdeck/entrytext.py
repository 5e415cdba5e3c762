"""The text by which an entry is recognised, and the id that it is given for it."""

from __future__ import annotations

from .entryscores import EntryText
from .identity import short_hash, slug
from .markup import visible_text
from .note import NoteDraft


def made_id(draft: NoteDraft, salt: str = "") -> str:
    """The id that follows from an unnamed entry's text: its first words and a short hash."""
    text = " ".join(texts_of(draft))
    words = "-".join(slug(text).split("-")[:5])[:40].strip("-")
    return f"{words}-{short_hash(text, salt)}"


def draft_text(draft: NoteDraft) -> EntryText:
    """What an entry is recognised by, in the edition of this draft."""
    answers = tuple(deletion.answer for deletion in draft.cloze.deletions) if draft.cloze else ()
    return EntryText(texts_of(draft), answers)


def texts_of(draft: NoteDraft) -> tuple[str, ...]:
    """The visible text by which a note is recognised: a cloze sentence, or front and back."""
    if draft.cloze is not None:
        return (draft.cloze.plain,)
    front, back = draft.fields[0], draft.fields[1]
    return (_on_one_line(visible_text(front)), _on_one_line(visible_text(back)))


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ") if "\n" in text else text
