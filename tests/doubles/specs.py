"""The platforms' own descriptions of what may be sent to them, where KITH_SPECS names a folder that has them."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest


@cache
def spec(name: str) -> Any | None:
    """Read a description; None where it is missing."""
    folder = os.environ.get("KITH_SPECS", "")
    path = Path(folder) / name
    return json.loads(path.read_text(encoding="utf-8")) if folder and path.is_file() else None


def needs_spec(name: str) -> pytest.MarkDecorator:
    """Skip a test where a description is missing, saying which."""
    return pytest.mark.skipif(spec(name) is None, reason=f"needs {name} in the folder that KITH_SPECS names")
