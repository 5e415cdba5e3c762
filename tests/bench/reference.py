"""The shortest way from the benchmark's YAML to a package: SOURCE_FOLDER OUT.apkg."""

import sys
from pathlib import Path

import genanki
import yaml

SIDES = [("Term", "Definition"), ("Definition", "Term"), ("Example", "Term")]
CARDS = [{"name": f"Card {a}", "qfmt": f"{{{{{a}}}}}", "afmt": f"{{{{{b}}}}}"} for a, b in SIDES]
FIELDS = [{"name": name} for name in ("Term", "Definition", "Example")]
CLOZE = [{"name": "Cloze", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}"}]
term = genanki.Model(1_500_000_000_001, "Term", FIELDS, CARDS)
cloze = genanki.Model(1_500_000_000_002, "Cloze", [{"name": "Text"}], CLOZE, model_type=1)
deck = genanki.Deck(1_500_000_000_003, "Benchmark")
for file in sorted(Path(sys.argv[1]).glob("*.yaml")):
    for entry in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)["terms"]:
        fields = [entry["term"], entry["definition"], entry["example"]]
        deck.add_note(genanki.Note(term, fields, tags=entry["tags"]))
        text = entry["cloze"].replace("==", "{{c1::", 1).replace("==", "}}", 1)
        deck.add_note(genanki.Note(cloze, [text], tags=entry["tags"]))
genanki.Package(deck).write_to_file(sys.argv[2])
