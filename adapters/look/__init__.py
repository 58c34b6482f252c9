"""What the workspace and the desk share, so that they look like one: colours, the icon, how templates are read."""

from pathlib import Path
from typing import Final

import jinja2
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

FILES: Final = Mount("/static/look", StaticFiles(directory=Path(__file__).parent / "static"), name="look")
"""To be named before a site's own `/static`."""


def templates(folder: Path) -> jinja2.Environment:
    """Return the templates of a folder: everything is escaped, and a name that is missing is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
