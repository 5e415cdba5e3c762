"""From a theme's files to Anki's templates: partials, labels, the edition, names of fields.

What a theme may write beyond Anki's own language: `{{> source}}` puts the partial
`partials/source.html` in, `{{label:which_term}}` a word in the edition's language,
`{{edition:language}}` and `{{edition:direction}}` what `lang` and `dir` need, and in
`{{tts edition:Term}}` the edition's language as Anki's speech names it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .htmlscan import scan
from .templateparse import spans
from .themefolder import PARTIALS, ThemeFile

MAX_DEPTH = 8
"""Partials in partials."""

MAX_LENGTH = 48 * 1024
"""Characters of a template with its partials; more is a partial that multiplies itself."""


MAX_PARTIALS = 1000
"""Partials in one template."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an expanded template that stands in one file; positions in characters."""

    start: int
    file: ThemeFile
    file_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A partial that is not there, or that grows without end; where its tag stands.

    Parameters:
        known: the partials that there are.
    """

    name: str
    known: tuple[str, ...]
    is_endless: bool
    file: ThemeFile
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expanded:
    """A template with its partials put in and its comments left out.

    Comments go because Anki before 25 reads the tags in them.
    """

    text: str
    pieces: tuple[Piece, ...]
    missing: tuple[Missing, ...]

    def origin(self, at: int) -> tuple[ThemeFile, int]:
        """The file and the position in it that a position came from."""
        piece = self.pieces[0]
        for candidate in self.pieces:
            if candidate.start > at:
                break
            piece = candidate
        return piece.file, piece.file_start + min(at - piece.start, piece.length)


def expand(file: ThemeFile, files: Mapping[str, ThemeFile]) -> Expanded:
    """Put the partials in. One that is missing leaves nothing."""
    expansion = _Expansion(files)
    expansion.put(file, (file.name,))
    return Expanded("".join(expansion.parts), tuple(expansion.pieces), tuple(expansion.missing))


class _Expansion:
    """A template on its way: what was put in so far, and where it came from."""

    def __init__(self, files: Mapping[str, ThemeFile]) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.missing: list[Missing] = []
        self._files = files
        self._names = tuple(
            name.removeprefix(f"{PARTIALS}/").removesuffix(".html")
            for name in files
            if name.startswith(f"{PARTIALS}/")
        )
        self._length = 0
        self._count = 0

    def put(self, file: ThemeFile, above: tuple[str, ...]) -> None:
        """Add a file, with its partials, without its comments."""
        text = file.text.rstrip()
        at = 0
        for start, end, is_comment in spans(text):
            content = text[start + 2 : end - 2].strip()
            if not is_comment and not content.startswith(">"):
                continue
            self._add(file, text, at, start)
            at = end
            if not is_comment:
                self._partial(content[1:].strip(), file, above, start, end)
        self._add(file, text, at, len(text))

    def _partial(
        self, name: str, file: ThemeFile, above: tuple[str, ...], start: int, end: int
    ) -> None:
        inner = self._files.get(f"{PARTIALS}/{name}.html")
        if inner is None:
            self.missing.append(Missing(name, self._names, False, file, start, end))
        elif inner.name in above or len(above) > MAX_DEPTH or self._is_full():
            if len(self.missing) < MAX_DEPTH:
                self.missing.append(Missing(name, self._names, True, file, start, end))
        else:
            self.put(inner, (*above, inner.name))

    def _is_full(self) -> bool:
        self._count += 1
        return self._length > MAX_LENGTH or self._count > MAX_PARTIALS

    def _add(self, file: ThemeFile, text: str, start: int, end: int) -> None:
        if end > start or not self.pieces:
            self.pieces.append(Piece(self._length, file, start, end - start))
            self.parts.append(text[start:end])
            self._length += end - start


def split_tag(content: str) -> tuple[str, list[str], str]:
    """The inside of a tag: its mark (`#`, `^`, `/` or none), filters as written, field."""
    content = content.lstrip("{").strip()
    mark = content[:1] if content[:1] in {"#", "^", "/"} and len(content) > 1 else ""
    *filters, name = content[len(mark) :].split(":") if not mark else [content[1:].lstrip()]
    return mark, filters, name


@dataclass(frozen=True, slots=True)
class Words:
    """What a template takes from the edition.

    Parameters:
        label: gives the word of a name as HTML, or for an attribute, where no tag may stand.
        language: BCP 47 tag.
        direction: `ltr` or `rtl`.
        fields: the slot of each field that the theme names.
    """

    label: Callable[[str, bool], str]
    language: str
    direction: str
    fields: Mapping[str, str]


def fill(template: str, words: Words) -> str:
    """Write labels and the edition into an expanded template, and slots for the theme's fields."""

    parts: list[str] = []
    at = 0
    elements = [(each.start, each.end) for each in scan(template)]
    for start, end, is_comment in spans(template):
        if not is_comment:
            around = bisect_right(elements, (start, 0)) - 1
            is_attribute = around >= 0 and start < elements[around][1]
            filled = _filled(template[start + 2 : end - 2], words, is_attribute)
            parts += (template[at:start], filled)
            at = end
    return "".join((*parts, template[at:]))


def _filled(content: str, words: Words, is_attribute: bool) -> str:
    """What becomes of one tag."""
    mark, filters, name = split_tag(content)
    if filters == ["label"]:
        return words.label(name, is_attribute)
    if filters == ["edition"]:
        return {"language": words.language, "direction": words.direction}.get(name, "")
    filters = [_speech(each, words.language) for each in filters]
    if name not in words.fields and not any(each.startswith("tts ") for each in filters):
        return "{{" + content + "}}"
    return "{{" + mark + ":".join((*filters, words.fields.get(name, name))) + "}}"


def _speech(filter_: str, language: str) -> str:
    if filter_.split() == ["tts", "edition"]:
        return f"tts {speech_language(language)}"
    if filter_.startswith("tts edition "):
        return f"tts {speech_language(language)} {filter_[len('tts edition ') :].strip()}"
    return filter_


_SPEECH = {
    "af": "af_ZA", "am": "am_ET", "ar": "ar_SA", "bn": "bn_BD", "bs": "bs_BA", "ca": "ca_ES",
    "cs": "cs_CZ", "cy": "cy_GB", "da": "da_DK", "de": "de_DE", "el": "el_GR", "en": "en_US",
    "es": "es_ES", "et": "et_EE", "eu": "eu_ES", "fa": "fa_IR", "fi": "fi_FI", "fr": "fr_FR",
    "ga": "ga_IE", "gl": "gl_ES", "he": "he_IL", "hi": "hi_IN", "hu": "hu_HU", "hy": "hy_AM",
    "it": "it_IT", "ja": "ja_JP", "ka": "ka_GE", "kk": "kk_KZ", "km": "km_KH", "ko": "ko_KR",
    "lo": "lo_LA", "ms": "ms_MY", "my": "my_MM", "nb": "nb_NO", "ne": "ne_NP", "nl": "nl_NL",
    "nn": "nn_NO", "no": "nb_NO", "pl": "pl_PL", "pt": "pt_BR", "ro": "ro_RO", "ru": "ru_RU",
    "si": "si_LK", "sl": "sl_SI", "sq": "sq_AL", "sr": "sr_RS", "sv": "sv_SE", "sw": "sw_KE",
    "ta": "ta_IN", "te": "te_IN", "th": "th_TH", "tr": "tr_TR", "uk": "uk_UA", "ur": "ur_PK",
    "vi": "vi_VN", "zh": "zh_CN",
}  # fmt: skip
"""Anki wants a country; where the edition names none, the one whose voice is most often there."""


def speech_language(language: str) -> str:
    """A BCP 47 tag as Anki's `tts` wants it: `pt-BR` is `pt_BR`, `de` is `de_DE`."""
    primary, *rest = language.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if len(part) == 2), "")
    primary = primary.lower()
    if region:
        return f"{primary}_{region}"
    if primary == "zh" and "hant" in {part.lower() for part in rest}:
        return "zh_TW"
    return _SPEECH.get(primary, f"{primary}_{primary.upper()}")
