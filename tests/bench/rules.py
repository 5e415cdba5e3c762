"""How often each rule is right, on cards that were labelled by hand: python tests/bench/rules.py

A finding is right when the label of its card names the rule, with the same weight or a heavier
one. Exit status 1: a share is below what the project promises.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from card_corpus import counts, precision, recall, reviewed, table
from glossdeck.problem import Severity


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="glossdeck-rules-") as folder:
        found = reviewed(Path(folder))
    by_rule = counts(found)
    shares = (
        ("precision of errors", precision(by_rule, Severity.ERROR), 0.98),
        ("precision of warnings", precision(by_rule, Severity.WARNING), 0.90),
        ("recall", recall(by_rule), 0.90),
    )
    print(f"{len(found)} cards of {len({case.name.rsplit('-', 1)[0] for case in found})} files")
    print(table(by_rule))
    for name, share, least in shares:
        missed = "" if share >= least else "  missed"
        print(f"{name:<30} {share:>7.3f}   at least {least:.2f}{missed}")
    return int(any(share < least for _, share, least in shares))


if __name__ == "__main__":
    sys.exit(main())
