"""Reads messages from the files or maildirs given and prints what Python's email package sees in them as JSON."""

import email
import email.header
import email.policy
import email.utils
import json
import os
import sys


def files(path):
    if os.path.isfile(path):
        return [path]
    if os.path.isdir(os.path.join(path, "new")):
        path = os.path.join(path, "new")
    return [os.path.join(path, name) for name in sorted(os.listdir(path))]


def addresses(header):
    # An address in UTF-8 (RFC 6532) is handed on as bytes.
    return [[one.display_name, one.addr_spec.encode("utf-8", "surrogateescape").decode()] for one in header.addresses]


def legacy_name(raw, header):
    """The name as the older, separate decoder of encoded words reads it."""
    name, _ = email.utils.parseaddr(email.message_from_bytes(raw)[header])
    return str(email.header.make_header(email.header.decode_header(name)))


def read(path):
    with open(path, "rb") as file:
        raw = file.read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = list(message.walk())
    defects = [repr(defect) for part in parts for defect in part.defects]
    defects += [repr(defect) for part in parts for header in part.values() for defect in getattr(header, "defects", ())]
    return {
        "file": os.path.basename(path),
        "defects": defects,
        "headers": [[name, str(value)] for name, value in message.items()],
        "subject": str(message["Subject"]),
        "from": addresses(message["From"]),
        "to": addresses(message["To"]),
        "names": [legacy_name(raw, "From"), legacy_name(raw, "To")],
        "date": message["Date"].datetime.isoformat(),
        "types": [part.get_content_type() for part in parts],
        "text": message.get_body(("plain",)).get_content(),
        "html": message.get_body(("html",)).get_content(),
    }


json.dump([read(file) for argument in sys.argv[1:] for file in files(argument)], sys.stdout)
