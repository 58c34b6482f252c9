"""Where Kith meets the world: chat platforms, the terminal, the heartbeat."""
