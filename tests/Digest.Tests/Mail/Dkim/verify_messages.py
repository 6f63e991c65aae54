"""Verifies every message of a folder or maildir with dkimpy; the key's record is given, no DNS is asked."""
import json
import pathlib
import sys

import dkim

folder, name, record = sys.argv[1:4]


def dns(asked, timeout=5):
    return record.encode() if asked.decode().rstrip(".") == name else None


folder = pathlib.Path(folder)
messages = (folder / "new").iterdir() if (folder / "new").is_dir() else folder.glob("*.eml")
print(json.dumps([dkim.verify(path.read_bytes(), dnsfunc=dns) for path in sorted(messages)]))
