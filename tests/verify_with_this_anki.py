"""Run by `anki_versions` in environments that hold nothing but an Anki: NEW.apkg [OLD.apkg…]."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from glossdeck.verify import verify


def main() -> None:
    new, *old = map(Path, sys.argv[1:])
    report = verify(new, old, now_s=int(time.time()))
    promises = [asdict(promise) for promise in report.promises]
    result = {"anki": report.anki, "counts": dict(report.log.counts), "promises": promises}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
