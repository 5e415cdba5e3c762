"""A theme and the themes below it: where a file, a token or a word comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .notetypes import NOTE_TYPES
from .problem import Place, Problem, error
from .source import Source, locate, read_source
from .textfile import at_top, shown_path
from .themefolder import SETTINGS, Folder, is_folder, is_inside, read_folder
from .themesettings import NoteTypeKey, ThemeSettings, cards_of, read_settings

SHIPPED = Path(__file__).parent / "themes"
DEFAULT = "default"
MAX_LAYERS = 8


@dataclass(frozen=True, slots=True)
class Layer:
    """One theme of a stack: `source` is its `theme.yaml`, None where there is none."""

    name: str
    folder: Folder
    settings: ThemeSettings
    source: Source | None

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with glossdeck."""
        return self.folder.path.parent == SHIPPED


def shipped_themes() -> tuple[str, ...]:
    """Names of the themes that come with glossdeck."""
    return tuple(sorted(path.name for path in SHIPPED.iterdir() if (path / SETTINGS).is_file()))


def load_layers(name_or_path: str, folder: Path) -> tuple[tuple[Layer, ...], tuple[Problem, ...]]:
    """A theme and those below it, the topmost first; none when one of them is not there.

    Parameters:
        name_or_path: a theme that ships, or the path of a folder.
        folder: where paths start; no theme outside it is read, unless it ships.
    """
    layers: list[Layer] = []
    problems: list[Problem] = []
    name, base, asked_by = name_or_path, folder, None
    while name:
        path, problem = _find(name, base, folder, asked_by)
        if problem is None and any(layer.folder.path == path for layer in layers):
            problem = _problem("theme-loop", f"the theme `{name}` extends itself",
                               "extend `default`, or leave `extends` out", asked_by)  # fmt: skip
        if problem is not None or len(layers) >= MAX_LAYERS:
            return (), (*problems, *([problem] if problem else []))
        layer, found = _read(name, path)
        layers.append(layer)
        problems += found
        name, base, asked_by = _below(layer), path.parent, layer.source
    return tuple(layers), tuple(problems)


def _below(layer: Layer) -> str:
    if layer.settings.extends:
        return layer.settings.extends
    return "" if layer.is_shipped and layer.name == DEFAULT else DEFAULT


def _find(
    name: str, base: Path, project: Path, asked_by: Source | None
) -> tuple[Path, Problem | None]:
    shipped = shipped_themes()
    if name in shipped:
        return SHIPPED / name, None
    path = Path(os.path.abspath(base / name))
    if not is_folder(path):
        fix = f"use one of {', '.join(shipped)}, or the path of a folder"
        return path, _problem("unknown-theme", f"there is no theme `{name}`", fix, asked_by)
    if not is_inside(path, project):
        fix = "copy the theme into the project"
        message = f"the theme `{name}` is outside the project"
        return path, _problem("outside", message, fix, asked_by)
    return path, None


def _problem(rule: str, message: str, fix: str, asked_by: Source | None) -> Problem:
    if asked_by is None:
        return error(rule, message, fix)
    place = Place(asked_by.name, ("extends",))
    return locate([error(rule, message, fix, place)], [asked_by])[0]


def _read(name: str, path: Path) -> tuple[Layer, list[Problem]]:
    folder, found = read_folder(path)
    problems = list(found)
    file = path / SETTINGS
    if not os.path.lexists(file):
        if not (folder.files or folder.media or found):
            fix = "put a theme.yaml or a template into it"
            message = "this folder holds no file of a theme"
            problems.append(at_top(shown_path(path), "empty-theme", message, fix))
        return Layer(name, folder, ThemeSettings(), None), problems
    if not is_inside(file, path) or not os.path.isfile(file):
        fix = "put the file itself into the theme's folder"
        message = "theme.yaml is no file of this folder"
        problems.append(at_top(shown_path(file), "outside", message, fix))
        return Layer(name, folder, ThemeSettings(), None), problems
    source, wrong = read_source(file, shown_path(file))
    problems += [problem for problem in wrong if problem.rule != "empty-file"]
    if source is None:
        return Layer(name, folder, ThemeSettings(), None), problems
    settings, wrong = read_settings(source)
    return Layer(name, folder, settings, source), [*problems, *locate(wrong, [source])]


def check_cards(layers: tuple[Layer, ...], fields: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """Cards whose files are missing, or that need a field which there is not."""
    problems: list[Problem] = []
    there = {name for layer in layers for name in layer.folder.files}
    for layer in layers:
        if layer.source is not None:
            found = _card_problems(layer, layer.source, fields, there)
            problems += locate(found, [layer.source])
    return problems


def _card_problems(
    layer: Layer, source: Source, fields: Mapping[str, tuple[str, ...]], there: set[str]
) -> Iterator[Problem]:
    place = Place(source.name)
    for key, cards in cards_of(layer.settings).items():
        known = (*NOTE_TYPES[key].own_fields, *fields.get(key, ()))
        for at, card in enumerate(cards):
            if card.needs not in known:
                here = place.at("cards", key, at, "needs")
                message = f"the card `{card.name}` needs `{card.needs}`, which is no field"
                fix = f"use one of {', '.join(known)}, or add it under `fields`"
                yield error("unknown-field", message, fix, here)
            for side in ("front", "back"):
                file = f"{key}/{card.files}.{side}.html"
                if file not in there:
                    message = f"the card `{card.name}` has no file `{file}`"
                    here = place.at("cards", key, at)
                    below = f"{key}/{NOTE_TYPES[key].templates[0].file}.{side}.html"
                    fix = f"write {file}; `glossdeck theme copy` shows how {below} is made"
                    yield error("missing-template", message, fix, here)


def merged_fields(layers: tuple[Layer, ...]) -> Mapping[str, tuple[str, ...]]:
    """The fields of all layers, those of the lowest first, by note type."""
    found: dict[str, dict[str, None]] = {}
    for layer in reversed(layers):
        for key, names in layer.settings.fields.items():
            found.setdefault(key, {}).update(dict.fromkeys(names))
    return MappingProxyType({key: tuple(names) for key, names in found.items()})


def slot_places(layers: tuple[Layer, ...], key: NoteTypeKey) -> dict[tuple[str, str], Place]:
    """Where the fields and cards of a note type are named, by (`fields` or `cards`, name)."""
    places: dict[tuple[str, str], Place] = {}
    for layer in reversed(layers):
        if layer.source is not None:
            place = Place(layer.source.name)
            for at, name in enumerate(layer.settings.fields.get(key, ())):
                places["fields", name] = place.at("fields", key, at)
            for at, card in enumerate(layer.settings.cards.get(key, ())):
                places["cards", card.name] = place.at("cards", key, at, "name")
    return places
