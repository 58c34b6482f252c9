"""The local workspace: a small chat server of our own with the bot connected to it, in the browser and on a console."""
