"""httpx without its command line: that would load pygments and rich, 11 MB that a bot would carry for months."""

import sys

_COMMAND_LINE = "httpx._main"
if "httpx" not in sys.modules:
    sys.modules[_COMMAND_LINE] = None  # type: ignore[assignment] # httpx goes without where this cannot be imported

import httpx  # noqa: E402 - what stands above must come first

if sys.modules.get(_COMMAND_LINE, httpx) is None:
    del sys.modules[_COMMAND_LINE]

__all__ = ["httpx"]
