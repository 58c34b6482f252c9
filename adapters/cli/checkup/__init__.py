"""What `kith doctor` looks at, one subject a file; each returns notes, and what needs mending says how."""
