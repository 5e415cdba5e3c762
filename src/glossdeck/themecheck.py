"""Everything that is checked of a theme, each finding with its file, line, column and fix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from .cardsides import Card
from .editioncheck import Editions, check_editions
from .htmlcheck import check_html
from .lookcheck import check_looks
from .notetypes import NOTE_TYPES, NoteTypeSpec
from .problem import Problem, Severity, error
from .slots import FIELD_SLOTS, TEMPLATE_SLOTS
from .source import locate
from .stylecheck import check_style
from .templatecheck import check_card
from .textfile import at_top, shown_path
from .theme import Theme, style_files
from .themefinding import found
from .themelayers import slot_places
from .themesettings import NoteTypeKey
from .themetemplate import expand
from .tokenvalues import check_token_values

SIDES = ("front", "back")
_ANY: Editions = MappingProxyType({})

Asks = tuple[str, frozenset[str], frozenset[str]]
"""What a card asks for, which fields would give the answer away, and which are the answer."""

_ASKS: Mapping[tuple[str, str], Asks] = {
    ("term", "Definition"): ("Term", frozenset({"Definition"}), frozenset({"Definition"})),
    ("term", "Term"): ("Definition", frozenset({"Term", "Also"}), frozenset({"Term"})),
    ("term", "Example"): (
        "Example",
        frozenset({"Term", "Also", "Definition"}),
        frozenset({"Term"}),
    ),
    ("question", "Answer"): ("Question", frozenset({"Answer"}), frozenset({"Answer"})),
    ("cloze", "Cloze"): ("Text", frozenset({"Text"}), frozenset({"Text"})),
}

_ALWAYS = {"term": {"Term", "Definition"}, "question": {"Question", "Answer"}, "cloze": {"Text"}}
"""Fields without which there is no note."""


def check_theme(
    theme: Theme, contrast: float = 4.5, editions: Editions = _ANY
) -> tuple[Problem, ...]:
    """All that is wrong with a theme.

    Parameters:
        contrast: the lowest ratio of text to its ground; 7 for WCAG AAA.
        editions: that have it, as far as they are known.

    Returns: problems with their location, in the order of files and lines, each once. Looks are
    judged only where nothing else is wrong.
    """
    problems = dict.fromkeys((*check_templates(theme), *check_style(theme)))
    problems |= dict.fromkeys((*check_token_values(theme), *_unused(theme), *_room(theme)))
    problems |= dict.fromkeys(check_editions(theme, cards_of_theme(theme), editions))
    if not any(problem.is_error for problem in problems):
        problems |= dict.fromkeys(check_looks(theme, contrast))
    return tuple(sorted(problems, key=_order))


def check_templates(theme: Theme) -> tuple[Problem, ...]:
    """What is wrong with a theme's templates: all that Anki would refuse, or show an error for.

    Takes a few milliseconds, so that every build can do it.
    """
    problems: dict[Problem, None] = {}
    fronts: dict[tuple[str, str], str] = {}
    for card in cards_of_theme(theme):
        problems |= dict.fromkeys(check_card(card))
        problems |= dict.fromkeys(check_html(card.front, True, theme.media_names))
        problems |= dict.fromkeys(check_html(card.back, False, theme.media_names))
        twin = fronts.setdefault((card.spec.key, card.front.text), card.name)
        if twin != card.name:
            problems[_twins(card, twin)] = None
    return tuple(sorted(problems, key=_order))


_GOOD_MANNERS = frozenset(
    {"answer-anchor", "app-class", "colour-scheme", "fixed-width", "image-alt", "lang-dir"}
    | {"type-long"}
)
"""What `check_theme` asks of themes beyond cards that work and are safe."""


def check_before_build(theme: Theme, editions: Editions = _ANY) -> tuple[Problem, ...]:
    """What keeps a theme from shipping: cards that break, what runs, what would be fetched.

    Themes that ship with glossdeck are proved by tests, and not looked at again.
    """
    if all(layer.is_shipped for layer in theme.layers):
        return ()
    problems = [*check_templates(theme), *(each for each in check_style(theme) if each.is_error)]
    problems += [
        *check_editions(theme, cards_of_theme(theme), editions),
        *check_token_values(theme),
    ]
    breaking = {each for each in problems if each.rule not in _GOOD_MANNERS}
    return tuple(sorted(breaking, key=_order))


def _unused(theme: Theme) -> Iterator[Problem]:
    """Templates that belong to no card, fonts and pictures that nothing shows."""
    used = {
        f"{spec.key}/{files}"
        for spec in NOTE_TYPES.values()
        for files in (
            *(template.file for template in spec.templates if not template.reserved),
            *(card.files for card in theme.cards.get(spec.key, ())),
        )
    }
    for name, file in sorted(theme.files.items()):
        files = name.rpartition(".")[0].rpartition(".")[0]
        key, _, card = files.partition("/")
        if key in NOTE_TYPES and files not in used:
            message = "no card uses this file"
            fix = (
                f"name its card in theme.yaml, as in cards: {{{key}: [{{name: {card.capitalize()}, "
                "needs: …}]}, or delete the file"
            )
            yield found(file, 0, 1, "unused-file", message, fix, Severity.WARNING)
    texts = [file.text for file in (*style_files(theme), *theme.files.values())]
    for layer in theme.layers:
        for name in layer.folder.media:
            if not any(name in text for text in texts):
                message = (
                    "no template and no style sheet names this file, and it ships all the same"
                )
                fix = f'write url("{name}") or src="{name}", or delete the file'
                problem = at_top(shown_path(layer.folder.path / name), "unused-file", message, fix)
                yield replace(problem, severity=Severity.WARNING)


def _room(theme: Theme) -> Iterator[Problem]:
    """More fields and cards than there are slots, whoever holds them already."""
    sources = [layer.source for layer in theme.layers if layer.source is not None]
    keys: tuple[NoteTypeKey, ...] = ("term", "cloze", "question")
    for key in keys:
        places = slot_places(theme.layers, key)
        cards = [card.name for card in theme.cards.get(key, ())]
        for what, names, room in (
            ("fields", theme.slot_fields.get(key, ()), FIELD_SLOTS),
            ("cards", cards, TEMPLATE_SLOTS[key]),
        ):
            for name in names[room:]:
                message = f"`{name}` is too much: a theme can add {room} {what} to {key} notes"
                fix = f"delete it, or another of the {what}"
                place = places.get((what, name))
                yield from locate([error("slots-full", message, fix, place)], sources)


def _twins(card: Card, twin: str) -> Problem:
    file, at = card.front.origin(0)
    message = f"the front of `{card.name}` is the same as that of `{twin}`"
    fix = "let it ask something else, or learners cannot tell the two apart"
    return found(file, at, at + 1, "identical-fronts", message, fix)


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    where = problem.location
    if where is None:
        return "", 0, 0, problem.rule, problem.message
    return where.path, where.line, where.column, problem.rule, problem.message


def cards_of_theme(theme: Theme) -> Iterator[Card]:
    """Every card that a theme has templates for."""
    labels = frozenset(
        name
        for layer in theme.layers
        for groups in (layer.settings.labels, layer.settings.edition_labels)
        for words in groups.values()
        for name in words
    )
    for spec in NOTE_TYPES.values():
        for template in spec.templates:
            if not template.reserved:
                asks = _ASKS[spec.key, template.name]
                yield _card(theme, spec, template.name, template.file, asks, labels)
        for own in theme.cards.get(spec.key, ()):
            if {f"{spec.key}/{own.files}.{side}.html" for side in SIDES} <= set(theme.files):
                asks = (own.needs, frozenset(), frozenset())
                yield _card(theme, spec, own.name, own.files, asks, labels)


def _card(
    theme: Theme, spec: NoteTypeSpec, name: str, files: str, asks: Asks, labels: frozenset[str]
) -> Card:
    front, back = (
        expand(theme.files[f"{spec.key}/{files}.{side}.html"], theme.files) for side in SIDES
    )
    prompt, asked, answers = asks
    fields = (*spec.fields, *theme.slot_fields.get(spec.key, ()))
    filled = frozenset({prompt, *_ALWAYS[spec.key]})
    return Card(name, spec, front, back, fields, labels, filled, asked, answers)
