"""A script file: what people of a cohort did and when, and what broke on the way."""

from bot.script_file.reading import load_script, script_from
from bot.script_file.rows import Act, Fault, Script

__all__ = ["Act", "Fault", "Script", "load_script", "script_from"]
