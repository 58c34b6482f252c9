"""`kith emit systemd`."""

import re
import sys
from pathlib import Path

import click

from adapters.cli.options import FILE


@click.command("systemd")
@click.option("--program", metavar="FILE", type=FILE, help="Where `kith` is; usually the one that writes this.")
@click.option("--config", metavar="FILE", type=FILE, default=Path("/etc/kith/kith.toml"), show_default=True,
              help="The configuration.")  # fmt: skip
@click.option("--secrets", metavar="FILE", type=FILE, default=Path("/etc/kith/secrets"), show_default=True,
              help="The file with KITH_KEY and the tokens.")  # fmt: skip
@click.option("--user", metavar="NAME", default="kith", show_default=True, help="The account it runs as.")
def command(program: Path | None, config: Path, secrets: Path, user: str) -> None:
    """A unit for systemd: started anew when its heart stands still, and kept from whatever it does not need.

    Write it to /etc/systemd/system/kith.service. The database belongs in /var/lib/kith, the only
    folder it may write to.
    """
    from adapters.cli.emit.filled import filled

    program = program or Path(sys.executable).with_name("kith")
    for name, path in (("--program", program), ("--config", config), ("--secrets", secrets)):
        if not path.is_absolute() or re.search(r"[\s%$\"'\\;]", str(path)):
            raise click.UsageError(
                f"{name} {path}: systemd wants a whole path like /etc/kith/kith.toml, without spaces."
            )
    if not re.fullmatch(r"[a-z_][a-z0-9_-]{0,30}", user):
        raise click.UsageError(f"--user {user}: an account's name has small letters, digits and dashes.")
    click.echo(
        filled("kith.service", program=str(program), config=str(config), secrets=str(secrets), user=user), nl=False
    )
