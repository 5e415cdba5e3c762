"""A small project that builds at once and explains itself."""

from __future__ import annotations

import json
import os
from pathlib import Path

from .decksources import PROJECT_FILE
from .problem import UserError, error
from .schema import FileKind, schema
from .staging import write_whole
from .textfile import shown_path

PROJECT = """\
# yaml-language-server: $schema=.schema/project.json
# What the decks of this folder share. Build them with: glossdeck build

# Keeps your decks apart from everyone else's. Never change it after the first release:
# it is part of the identity of every card that your learners have studied.
namespace: {namespace}

# Versions of the same decks, for one audience or language each. A text that differs is
# written as a map from the edition's name to its words; see glossary.yaml.
editions:
  main:
    title: Main
    language: en

# Whether a build refuses cards in which `glossdeck check` finds errors, such as an answer that
# can be read on the front.
review: true

# How cards look: a theme that ships with glossdeck (default, plain, high-contrast), or a
# folder of your own, which `glossdeck theme copy` starts.
theme: default
"""

GLOSSARY = """\
# yaml-language-server: $schema=.schema/deck.json
# A deck: glossary terms and section summaries. Every entry becomes cards.

deck:
  id: {id}                  # names the deck for ever; the rest may change
  title: {title}
  description: What learners read on the deck's page in Anki.
  # source: {{title: The book or article, url: "https://example.org", date: 2025-02-28}}
  notice: A learning aid.

references:
  # Sources that entries name by their id; shown small on the back of the cards.
  - id: ebbinghaus-1885
    text: Ebbinghaus 1885, On Memory
  - id: roediger-2006
    text: Roediger & Karpicke 2006, Psychological Science 17:249–255

terms:
  - term: Spacing effect
    # What it is, without the term itself: it is also asked the other way round.
    definition: Practice spread over days is remembered longer than the same practice at once.
    # A short scene; a card asks which term it shows.
    example: Ana repeats her vocabulary on three evenings and knows more than Ben, who crammed.
    # ==…== is a gap; each gap is a card. A hint goes after two colons: ==days::how long?==
    cloze: Practice is remembered longer when it is spread over ==several days::how long?==.
    contrast:
      - with: testing-effect
        difference: Spacing is about when one practises, testing about how one practises.
    references: [ebbinghaus-1885]

  - term: Testing effect
    definition: Recalling something from memory strengthens it more than reading it again.
    example: Cem closes the book and writes down what he knows, and remembers it in spring.
    references: [roediger-2006]

sections:
  - title: How memories last
    terms: [spacing-effect, testing-effect]
    points:
      # One sentence each, with gaps.
      - Without practice, most of a list is ==forgotten== within a day.
    questions:
      - ask: Why does cramming feel better than it works?
        answer: What was just read is easy to recognise, and ease is mistaken for knowledge.
    references: [ebbinghaus-1885]
"""

ATTRIBUTES = """\
# Two branches that add notes both keep their lines.
*.lock merge=union
"""

IGNORED = "build/\n"


def files(deck_id: str, title: str, namespace: str) -> dict[str, str]:
    """The files of a new project, by name."""
    return {
        PROJECT_FILE: PROJECT.format(namespace=namespace),
        "glossary.yaml": GLOSSARY.format(id=deck_id, title=json.dumps(title, ensure_ascii=False)),
        ".gitattributes": ATTRIBUTES,
        ".gitignore": IGNORED,
        ".schema/deck.json": _schema("deck"),
        ".schema/project.json": _schema("project"),
    }


def _schema(kind: FileKind) -> str:
    """What editors need to complete and check a file; its first line names it."""
    return json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"


def start_project(folder: Path, deck_id: str, title: str, namespace: str) -> tuple[Path, ...]:
    """Write a new project; existing files are never changed.

    Raises:
        UserError: a file of the project is there already, or the folder cannot be written to.
    """
    if folder.exists() and not folder.is_dir():
        raise UserError(error("not-a-folder", f"{shown_path(folder)} is a file", "name a folder"))
    new = files(deck_id, title, namespace)
    for name in (PROJECT_FILE, "glossary.yaml"):
        if os.path.lexists(folder / name):
            fix = "choose another folder; the project that is there builds with `glossdeck build`"
            message = f"{shown_path(folder / name)} exists already; nothing was written"
            raise UserError(error("exists", message, fix))
    written = []
    for name, text in new.items():
        if not os.path.lexists(folder / name):
            write_whole(folder / name, text.encode())
            written.append(folder / name)
    return tuple(written)
