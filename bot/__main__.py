"""`python -m bot` is the console script `kith`."""

from adapters.cli import main

if __name__ == "__main__":
    main(prog_name="kith")
