"""Discord: gateway (in), rendering (pure), messenger (out), on discord.py's connection and rate limits."""
