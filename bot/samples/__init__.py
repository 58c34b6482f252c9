"""Samples that ship with the package: a whole cohort, and what its people did."""

from pathlib import Path

FOLDER = Path(__file__).parent


def sample(name: str) -> Path:
    """Return the path of a sample by its file name: `spring.toml`, `spring.script.toml`."""
    path = FOLDER / name
    if not path.is_file():
        raise ValueError(f"there is no sample {name}")
    return path
