"""Handlers, one module per thing people do: read, ask the domain, write, return effects."""
