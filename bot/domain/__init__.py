"""Pure decisions, one noun a file: frozen dataclasses and functions of values and times."""
