"""How a manifest lists a file."""

import hashlib
from pathlib import Path
from typing import Any


def file_record(path: Path) -> dict[str, Any]:
    """Name, size and SHA-256 of a file, as manifests have them."""
    data = path.read_bytes()
    return {"file": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
