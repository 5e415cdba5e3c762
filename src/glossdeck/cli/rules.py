"""`glossdeck rules`."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from .shared import format_option

if TYPE_CHECKING:
    from ..rules.rule import Rule


@click.command()
@click.argument("code", metavar="[RULE]", required=False)
@format_option(["text", "json"], "For people, or for programs.")
def command(code: str | None, form: str) -> None:
    """List the rules of `check`, or explain one in full."""
    from ..rules import BY_CODE, RULES
    from ..rulesettings import unknown_rule

    if code is None:
        chosen = RULES
    elif code in BY_CODE:
        chosen = (BY_CODE[code],)
    else:
        wrong = unknown_rule(code)
        raise click.UsageError(f"{wrong.message}: {wrong.fix}")
    if form == "json":
        click.echo(json.dumps([_as_json(rule) for rule in chosen], indent=2, ensure_ascii=False))
    elif code is None:
        _print_list(chosen)
    else:
        _print_manual(chosen[0])


def _print_list(rules: tuple[Rule, ...]) -> None:
    width = max(len(rule.code) for rule in rules)
    for group, members in groupby(rules, key=lambda rule: rule.meta.group):
        click.secho(f"{group.capitalize()}", bold=True)
        for rule in members:
            weights = ", ".join(rule.meta.severities)
            click.echo(f"  {rule.code:<{width}}  {rule.meta.title} ({weights})")
    click.echo("\n`glossdeck rules RULE` explains one in full.")


def _print_manual(rule: Rule) -> None:
    click.secho(f"{rule.code}: {rule.meta.title}", bold=True)
    click.echo(f"{rule.meta.group}; {', '.join(rule.meta.severities)}\n")
    click.echo(rule.manual)
    settings = _settings(rule)
    if settings:
        click.echo("\nSettings, for glossdeck.yaml or one edition in it:")
        click.echo(f"    rules:\n      {rule.code}:")
        for setting in settings:
            default = _shown(setting["default"])
            if setting["plain"] != setting["default"]:
                default += f", {_shown(setting['plain'])} in plain language"
            click.echo(f"        {setting['name']}: …  # {setting['description']} ({default})")
    click.echo(f"\nTo turn it off: `rules: {{{rule.code}: off}}` in glossdeck.yaml.")


def _shown(value: Any) -> str:
    if value in (None, (), ""):
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _settings(rule: Rule) -> list[dict[str, Any]]:
    default, plain = rule.meta.settings, rule.meta.plain or rule.meta.settings
    return [
        {
            "name": name,
            "description": (info.description or "").rstrip("."),
            "default": getattr(default, name),
            "plain": getattr(plain, name),
        }
        for name, info in type(default).model_fields.items()
        if name != "severity"
    ]


def _as_json(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.code,
        "title": rule.meta.title,
        "group": rule.meta.group,
        "severities": rule.meta.severities,
        "languages": sorted(rule.meta.languages) if rule.meta.languages else None,
        "settings": _settings(rule),
        "manual": rule.manual,
    }
