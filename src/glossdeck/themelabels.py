"""Words on the cards: by edition, by language, and in English where there is nothing nearer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .themelayers import Layer


def find_label(layers: Sequence[Layer], edition: str, language: str, name: str) -> tuple[str, str]:
    """A label, and the language that it is in. Raises KeyError for an unknown name.

    Parameters:
        layers: the topmost theme first.
        edition: name of the edition.
        language: BCP 47 tag of its texts.
    """
    for layer in layers:
        own = layer.settings.edition_labels.get(edition, {})
        if name in own:
            return own[name], language
    for nearest in (*_languages(language), "en"):
        for layer in layers:
            for group, labels in layer.settings.labels.items():
                if group.lower() == nearest and name in labels:
                    return labels[name], group
    raise KeyError(name)


_SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id"}
"""Codes of languages whose labels we have under another one."""


def _languages(tag: str) -> Iterator[str]:
    """A BCP 47 tag, then ever shorter: `zh-Hant-TW`, `zh-Hant`, `zh`."""
    parts = tag.lower().replace("_", "-").split("-")
    parts[0] = _SAME.get(parts[0], parts[0])
    if parts[0] == "zh" and parts[-1] in {"tw", "hk", "mo"}:
        parts = ["zh", "hant", parts[-1]]
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])
