"""Platforms of rehearsals that need a double: `kith simulate --surface …` finds them here, in a checkout."""
