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
        parts = _srgb(found)
    except (ValueError, NotImplementedError, ArithmeticError):
        return None
    red, green, blue = (min(max(part, 0.0), 1.0) for part in parts)
    return Colour(red, green, blue, 1.0 if found.alpha is None else float(found.alpha))


_FROM_D65 = (
    (3.2409699, -1.5373832, -0.4986108),
    (-0.9692436, 1.8759675, 0.0415551),
    (0.0556301, -0.2039770, 1.0569715),
)
_FROM_D50 = (
    (3.1341359, -1.6173863, -0.4906619),
    (-0.9787955, 1.9162543, 0.0334427),
    (0.0719554, -0.2289768, 1.4053860),
)
"""From CIE XYZ to linear sRGB, for its two whites (CSS Color 4, section 17)."""


def _srgb(colour: color4.Color) -> list[float]:
    """Red, green and blue; what no screen of sRGB shows lies below 0 or above 1."""
    if colour.space in {"oklab", "oklch"}:
        xyz, matrix = colour.to("xyz-d65").coordinates, _FROM_D65
    elif colour.space in {"lab", "lch"}:
        xyz, matrix = colour.to("xyz-d50").coordinates, _FROM_D50
    else:
        return [float(part or 0) for part in colour.to("srgb").coordinates]
    linear = (sum(f * part for f, part in zip(row, xyz, strict=True)) for row in matrix)
    return [
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear
    ]
