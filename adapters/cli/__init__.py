"""The terminal: commands of the console script `kith`."""
