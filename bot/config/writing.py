"""Writing a configuration: every key with its sentence and its default."""

import json

from bot.config.sections import Config
from bot.toml_sections import Section


def written(config: Config) -> str:
    """Return a file that reads as `config`, every key with its sentence and default."""
    lines = [
        "# Kith's configuration. Secrets are in the environment: KITH_KEY, and as needed KITH_SMTP_PASSWORD,",
        "# KITH_DISCORD_TOKEN, KITH_SLACK_BOT_TOKEN and KITH_SLACK_APP_TOKEN, or for Slack over HTTP",
        "# KITH_SLACK_SIGNING_SECRET and KITH_SLACK_CLIENT_SECRET, for [webhook] KITH_WEBHOOK_SECRET,",
        "# for [health] KITH_HEALTH_TOKEN.",
    ]
    for name, value in config:
        about = Config.model_fields[name]
        if not isinstance(value, Section):
            lines += ["", f"# {about.description} Default: {_toml(about.default)}.", f"{name} = {_toml(value)}"]
            continue
        lines += ["", f"# {type(value).__doc__}", f"[{name}]"]
        for key, inner in value:
            field_ = type(value).model_fields[key]
            lines += [f"# {field_.description} Default: {_toml(field_.default)}."]
            lines += [f"{field_.alias or key} = {_toml(inner)}"]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # text, numbers, true and false, lists: the same in TOML
