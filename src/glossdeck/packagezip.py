"""A database and its media become the zip that an Anki package is, with equal bytes each time."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import BinaryIO

from .note import MediaFile
from .proof import prove_members

DEFLATE_LEVEL = 2
"""Level 4 would make packages a twentieth smaller, and compressing take half as long again."""

_CHUNK_BYTES = 1 << 19


def zip_into(file: BinaryIO, database: Path, media: tuple[MediaFile, ...]) -> None:
    """Compresses the members into the file, and proves that they can be had back."""
    names = {str(number): file.name for number, file in enumerate(media)}
    listed = json.dumps(names, ensure_ascii=False).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=DEFLATE_LEVEL) as package:
        with database.open("rb") as source, package.open("collection.anki2", "w") as member:
            shutil.copyfileobj(source, member, _CHUNK_BYTES)
        for name, data in (("media", listed), *((key, media[int(key)].data) for key in names)):
            with package.open(name, "w") as member:
                member.write(data)
        # Members opened by name have no date; this is the rest that differs between systems.
        for info in package.infolist():
            info.create_system = 3
            info.external_attr = 0o100644 << 16
    prove_members(file, database, media)
