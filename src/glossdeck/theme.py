"""Themes: folders of plain files that lie over each other, and the note types made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from .note import Field, MediaFile, NoteType, Template
from .notetypes import (
    NOTE_TYPES,
    NoteTypeSpec,
    TemplateSpec,
    field_id,
    note_type_id,
    note_type_name,
    template_id,
)
from .problem import Problem
from .safe_html import anki_safe
from .themefolder import EXTRA_STYLE, STYLE, ThemeFile
from .themelabels import find_label
from .themelayers import Layer, check_cards, load_layers, merged_fields
from .themesettings import ThemeCard, Token, cards_of, tokens_of
from .themestyle import USER_STYLE, stylesheet, with_media
from .themetemplate import Words, expand, fill

Slots = Mapping[str, Mapping[str, int]]
"""By key of the note type and name: the number of a slot, from 1."""

_NO_SLOTS: Slots = MappingProxyType({})


class Audience(Protocol):
    """What a theme needs to know of an edition; `project.Edition` fits."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def direction(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with everything that comes from the themes below it.

    Parameters:
        name: as it was asked for.
        layers: the theme, then those below it.
        files: templates, partials and style sheets by their path in a theme's folder.
        tokens: by name.
        slot_fields: names of its own fields, by key of the note type.
        cards: its own cards, by key of the note type.
        media_names: files of its own, by the name that its templates use; they ship under
            names that Anki keeps and that change with the content.
    """

    name: str
    layers: tuple[Layer, ...]
    files: Mapping[str, ThemeFile]
    tokens: Mapping[str, Token]
    slot_fields: Mapping[str, tuple[str, ...]]
    cards: Mapping[str, tuple[ThemeCard, ...]]
    media_names: Mapping[str, MediaFile]

    @property
    def media(self) -> tuple[MediaFile, ...]:
        """What ships beside the pictures of entries, by name: its own files, and the learner's."""
        return tuple(sorted((*self.media_names.values(), USER_STYLE), key=lambda file: file.name))

    @property
    def css(self) -> str:
        """The style sheet, and what the layers add to it."""
        return "\n".join(file.text for file in style_files(self))


def style_files(theme: Theme) -> tuple[ThemeFile, ...]:
    """Its style sheet, and what the layers from below to the top add to it."""
    extras = (layer.folder.files.get(EXTRA_STYLE) for layer in reversed(theme.layers))
    return tuple(file for file in (theme.files[STYLE], *extras) if file)


def load_theme(name_or_path: str, folder: Path) -> tuple[Theme | None, tuple[Problem, ...]]:
    """Read a theme and those below it.

    Parameters:
        name_or_path: a theme that ships, or the path of a folder.
        folder: the project's; paths start there, and nothing outside it is read.

    Returns: the theme, None when there is nothing to work with; and all that is wrong, with its
    line and column.
    """
    layers, problems = load_layers(name_or_path, folder)
    if not layers:
        return None, problems
    fields = merged_fields(layers)
    files: dict[str, ThemeFile] = {}
    tokens: dict[str, Token] = {}
    cards: dict[str, dict[str, ThemeCard]] = {}
    media: dict[str, MediaFile] = {}
    for layer in reversed(layers):
        files.update(layer.folder.files)
        media.update(layer.folder.media)
        tokens.update(tokens_of(layer.settings, layer.source.name if layer.source else ""))
        for key, added in cards_of(layer.settings).items():
            cards.setdefault(key, {}).update((card.name, card) for card in added)
    theme = Theme(
        name_or_path,
        layers,
        MappingProxyType(files),
        MappingProxyType(tokens),
        fields,
        MappingProxyType({key: tuple(added.values()) for key, added in cards.items()}),
        MappingProxyType(media),
    )
    return theme, (*problems, *check_cards(layers, fields))


def label(theme: Theme, edition: Audience, name: str) -> str:
    """A word or sentence on the cards, in the edition's language; English where there is none.

    Raises KeyError for a name that no theme has.
    """
    return find_label(theme.layers, edition.name, edition.language, name)[0]


def label_html(theme: Theme, edition: Audience, name: str, is_attribute: bool) -> str:
    """A label for a template; marked with its language where it is not the edition's."""
    try:
        text, language = find_label(theme.layers, edition.name, edition.language, name)
    except KeyError:
        return ""
    shown = anki_safe(escape(text))
    if is_attribute or language.split("-")[0] == edition.language.lower().split("-")[0]:
        return shown
    return f'<span lang="{escape(language)}" dir="auto">{shown}</span>'


def note_types(
    theme: Theme,
    namespace: str,
    edition: Audience,
    slots: Slots = _NO_SLOTS,
    cards: Slots = _NO_SLOTS,
) -> tuple[NoteType, ...]:
    """The three note types of an edition, as they ship.

    Parameters:
        slots: the slot of each of the theme's fields, 1 to 6; in the theme's order when empty.
        cards: the reserved template of each of its cards, from 1; in order when empty.
    """
    css = stylesheet(theme.css, theme.tokens, theme.media_names)
    return tuple(
        _note_type(theme, namespace, edition, spec, css, slots.get(spec.key), cards.get(spec.key))
        for spec in NOTE_TYPES.values()
    )


def _note_type(
    theme: Theme,
    namespace: str,
    edition: Audience,
    spec: NoteTypeSpec,
    css: str,
    slots: Mapping[str, int] | None,
    cards: Mapping[str, int] | None,
) -> NoteType:
    words = words_of(theme, edition, spec.key, slots)
    own = theme.cards.get(spec.key, ())
    numbers = cards or {card.name: at + 1 for at, card in enumerate(own)}
    used = {numbers[card.name]: card for card in own if card.name in numbers}
    templates = []
    for template in spec.templates:
        card = used.get(spec.reserved.index(template) + 1) if template.reserved else None
        name, front, back = _sides(theme, spec, template, card, words)
        stable = template_id(namespace, edition.name, spec.key, template.name)
        templates.append(Template(stable, name, front, back))
    return NoteType(
        spec.key,
        note_type_id(namespace, edition.name, spec.key),
        note_type_name(spec, edition.title),
        spec.is_cloze,
        tuple(
            Field(field_id(namespace, edition.name, spec.key, name), name) for name in spec.fields
        ),
        tuple(templates),
        css,
    )


def words_of(
    theme: Theme, edition: Audience, key: str, slots: Mapping[str, int] | None = None
) -> Words:
    """What the templates of one note type take from an edition."""
    names = theme.slot_fields.get(key, ())
    numbers = slots or {name: at + 1 for at, name in enumerate(names)}
    return Words(
        lambda name, is_attribute: label_html(theme, edition, name, is_attribute),
        edition.language,
        edition.direction,
        {name: f"Slot{numbers[name]}" for name in names if name in numbers},
    )


def _sides(
    theme: Theme, spec: NoteTypeSpec, template: TemplateSpec, card: ThemeCard | None, words: Words
) -> tuple[str, str, str]:
    """Name, front and back of one template."""
    if card and any(
        f"{spec.key}/{card.files}.{side}.html" not in theme.files for side in ("front", "back")
    ):
        card = None
    if template.reserved and card is None:
        switch = template.switch
        return template.name, switched(f"{{{{{switch}}}}}", switch), f"{{{{{switch}}}}}"
    files = card.files if card else template.file
    front, back = (
        with_media(
            fill(expand(theme.files[f"{spec.key}/{files}.{side}.html"], theme.files).text, words),
            theme.media_names,
        )
        for side in ("front", "back")
    )
    return card.name if card else template.name, switched(front, template.switch), back


def switched(front: str, switch: str) -> str:
    """A front that exists only where its switch is filled."""
    return f"{{{{#{switch}}}}}{front}{{{{/{switch}}}}}" if switch else front
