"""Classes in style sheets: those of Anki's apps, those of the templates, and none besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .cssrules import Rule
from .decode import nearest
from .problem import Problem, Severity
from .theme import Theme
from .themefinding import found, offset

_APP_CLASSES = (
    "card nightMode night_mode ankidroid_dark_mode "
    "win mac linux isWin isMac isLin fancy "
    "mobile android iphone ipad ios chrome webkit safari gecko js "
    "mathjax-rendered mathjax-needs-to-render "
    "cloze cloze-inactive cloze-highlight hint replay-button replaybutton soundLink playImage "
    "typeGood typeBad typeMissed typePrompt latex drawing MathJax sources contrasts"
)
APP_CLASSES = frozenset(_APP_CLASSES.split())
"""Classes that Anki, its phone apps and the compiled fields put on elements."""

_CARD = re.compile(r"card\d+")
_MEANT = {
    "ankidroid": "android",
    "anki-droid": "android",
    "ankimobile": "iphone",
    "anki-mobile": "iphone",
    "phone": "mobile",
    "smartphone": "mobile",
    "tablet": "mobile",
    "desktop": "linux, .win or .mac",
    "windows": "win",
    "macos": "mac",
    "night": "nightMode",
    "night-mode": "nightMode",
    "nightmode": "nightMode",
    "dark": "nightMode",
    "dark-mode": "nightMode",
    "darkmode": "nightMode",
    "dark_mode": "nightMode",
    "theme-dark": "nightMode",
}
"""Classes that are often written and that no app has, and what was meant."""


def check_classes(theme: Theme, rules: Sequence[Rule]) -> Iterator[Problem]:
    """Classes of rules that no card ever has."""
    own = {
        name
        for layer in theme.layers  # also files that a layer above replaces
        for file in layer.folder.files.values()
        if file.name.endswith(".html")
        for value in re.findall(r"class\s*=\s*[\"']?([^\"'>]*)", file.text)
        for name in value.split()
    }
    said: set[tuple[str, str]] = set()
    for rule in rules:
        for name in sorted(rule.selector.classes):
            known = name in own or name in APP_CLASSES or _CARD.fullmatch(name)
            if not known and (rule.file.name, name) not in said:
                said.add((rule.file.name, name))
                yield _unknown(rule, name, own)


def _unknown(rule: Rule, name: str, own: set[str]) -> Problem:
    start = offset(rule.file.text, rule.line, rule.column)
    at = rule.file.text.find(f".{name}", start)
    at = at if at >= 0 else start
    meant = _MEANT.get(name.lower()) or next(
        (each for each in APP_CLASSES if each.lower() == name.lower()), None
    )
    if meant:
        message = f"the class `{name}` is not on the page of Anki's apps"
        fix = f"did you mean .{meant}?"
        return found(rule.file, at, at + len(name) + 1, "app-class", message, fix)
    message = f"no card has the class `{name}`"
    fix = nearest(name, own | APP_CLASSES)
    return found(rule.file, at, at + len(name) + 1, "unknown-class", message, fix,
                 Severity.WARNING)  # fmt: skip
