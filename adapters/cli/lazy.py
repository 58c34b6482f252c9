"""A group of commands whose modules are imported when they are asked for, so that help and typos answer at once."""

import difflib
import importlib
import keyword
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands by name, each the `command` of a module of `package`; the texts stand in the list of commands.

    A test compares the texts with the commands' own.
    """

    def __init__(self, *args: Any, package: str, texts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package, self.texts = package, texts

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order people need them."""
        return list(self.texts)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import a command's module; None for a name that is not ours."""
        if cmd_name not in self.texts:
            return None
        name = cmd_name.replace("-", "_")
        module = importlib.import_module(f"{self.package}.{name}{'_' if keyword.iskeyword(name) else ''}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is told with the nearest name."""
        if args[0] not in self.texts and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0].lower(), self.texts, n=1, cutoff=0.6)
            path = ctx.command_path
            hint = f"Did you mean `{path} {near[0]}`?" if near else f"`{path} --help` lists them."
            raise click.UsageError(f"There is no command {args[0]!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.texts.items()))
