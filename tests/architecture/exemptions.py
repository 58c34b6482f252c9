# Files of more than 300 lines, by their path.
LONG_FILES: dict[str, str] = {}

# Functions of more than 45 lines, by path and qualified name: "bot/app.py:Application.handle".
LONG_FUNCTIONS: dict[str, str] = {
    "storage/migrations/versions/v0001_first.py:upgrade": "a migration is a list of tables, and never changes again",
}

# Functions of more than 7 parameters, named in the same way.
MANY_PARAMETERS: dict[str, str] = {
    "adapters/cli/simulate.py:command": "click hands every option of a command over as a parameter",
}
