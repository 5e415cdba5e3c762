"""The command line: a command a file, which parses, calls one function and prints."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from .. import __version__
from ..problem import UserError

COMMANDS = (
    "init",
    "check",
    "preview",
    "build",
    "diff",
    "verify",
    "rename",
    "retire",
    "touch",
    "lock",
    "theme",
    "rules",
    "schema",
)
"""In the order in which people meet them; each is the `command` of the module of its name."""


class _Commands(click.Group):
    """Imports a command's module only when it is asked for, as imports are most of the time
    that `--version` and `--help` take."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from ..decode import nearest

            ctx.fail(f"there is no command `{args[0]}`: {nearest(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="glossdeck", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn glossaries in YAML into Anki decks that learners keep for years.

    Without a path, commands work on the project of this folder, the nearest one above it, or
    the one in decks/.

    Exit status: 0 fine, 1 problems found, 2 wrong usage.
    """


def main() -> None:
    """The one place where errors become messages and exit codes."""
    # pydantic would look for plugins in the metadata of every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        status = cli.main(prog_name="glossdeck", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except UserError as wrong:
        from ..report import print_problems

        print_problems(wrong.problems, to_stderr=True)
        sys.exit(1)
    except (KeyboardInterrupt, click.Abort):
        click.echo("glossdeck: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has enough of it; Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)


def program() -> None:
    """What `glossdeck` starts. A command is over soon and what it makes is needed to its end, so
    that Python's cyclic collector would only walk all of it again and again, a third of the time
    of a large build; `preview` and `--watch`, which stay, turn it on again."""
    gc.disable()
    try:
        main()
    finally:
        gc.freeze()  # nor at exit, which looks at everything once more
