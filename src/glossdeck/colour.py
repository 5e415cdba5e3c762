"""Colours of CSS and their contrast, as WCAG 2.2 defines it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tinycss2 import color3, color4


@dataclass(frozen=True, slots=True)
class Colour:
    """sRGB; each part from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """What is seen when it lies on an opaque ground."""
        mix = self.alpha
        return Colour(
            self.red * mix + ground.red * (1 - mix),
            self.green * mix + ground.green * (1 - mix),
            self.blue * mix + ground.blue * (1 - mix),
        )

    def faded(self, opacity: float) -> Colour:
        """The same, less opaque."""
        return Colour(self.red, self.green, self.blue, self.alpha * opacity)

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 to 1."""
        red, green, blue = (_linear(part) for part in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(first: Colour, second: Colour) -> float:
    """The ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((first.luminance, second.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=512)
def parse_colour(value: str) -> Colour | None:
    """A CSS colour; None for `currentcolor`, and for what is not understood."""
    old = color3.parse_color(value)
    if isinstance(old, color3.RGBA):
        return Colour(*(min(max(float(part), 0.0), 1.0) for part in old))
    found = color4.parse_color(value)
    if not isinstance(found, color4.Color):
        return None
    try:
        parts = [0.0 if part is None else float(part) for part in found.to("srgb").coordinates]
    except (ValueError, NotImplementedError, ArithmeticError):
        return None
    red, green, blue = (min(max(part, 0.0), 1.0) for part in parts)
    return Colour(red, green, blue, 1.0 if found.alpha is None else float(found.alpha))
