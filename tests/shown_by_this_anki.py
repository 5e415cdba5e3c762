"""Cards as the Anki of this environment shows them, without a line of ours; run as

    python shown_by_this_anki.py RESULT.json AQT_FOLDER PACKAGE…

The library renders; what its desktop program adds in the study screen is done by that program's
own functions, taken out of its sources, as the rest of them needs a window.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from anki.collection import Collection, ImportAnkiPackageRequest
from anki.sound import AV_REF_RE

STUDY = ("typeAnsFilter", "typeAnsQuestionFilter", "typeAnsAnswerFilter", "_contentForCloze")
NO_HOOKS = SimpleNamespace(
    reviewer_will_compare_answer=lambda pair, _pattern: pair,
    reviewer_will_render_compared_answer=lambda output, *_: output,
)


def functions(source: Path, names: tuple[str, ...], known: dict[str, Any]) -> dict[str, Any]:
    """Functions of a module or of its classes, alone."""
    wanted = [
        node
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name in names
    ]
    for node in wanted:
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
    module = ast.Module([ast.parse("from __future__ import annotations").body[0], *wanted], [])
    space = {"re": re, "Match": re.Match, **known}
    exec(compile(ast.fix_missing_locations(module), str(source), "exec"), space)
    return {name: space[name] for name in names}


def shown(collection: Collection, aqt: Path) -> dict[str, list[str]]:
    """Both sides of every card, by GUID and ord."""
    known = {"gui_hooks": NO_HOOKS, "tr": collection.tr}
    study = functions(aqt / "reviewer.py", STUDY, known)
    name, known = "av_refs_to_play_icons", {"AV_REF_RE": AV_REF_RE}
    play = functions(aqt / "sound.py", (name,), known)[name]
    screen = type("Screen", (), {**study, "typeAnsPat": r"\[\[type:(.+?)\]\]"})()
    screen.mw = SimpleNamespace(col=collection)
    found = {}
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        screen.card, screen.typedAnswer = card, None
        sides = []
        for screen.state, html in (("question", card.question()), ("answer", card.answer())):
            ready = play(collection.media.escape_media_filenames(html))
            sides.append(screen.typeAnsFilter(ready))
        found[f"{card.note().guid}:{card.ord}"] = sides
    return found


def main() -> None:
    result, aqt, *packages = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder, "collection.anki2")))
        for package in packages:
            options = collection._backend.get_import_anki_package_presets()
            collection.import_anki_package(
                ImportAnkiPackageRequest(package_path=package, options=options)
            )
        cards = shown(collection, Path(aqt))
        collection.close()
    Path(result).write_text(json.dumps(cards), encoding="utf-8")


if __name__ == "__main__":
    main()
