"""`kith emit alerts`."""

import json

import click


@click.command("alerts")
@click.option("--runbook", metavar="URL", default="docs/operations.md", show_default=True,
              help="Where people find docs/operations.md.")  # fmt: skip
def command(runbook: str) -> None:
    """Alerting rules for Prometheus: few, each with what it means for people and a link to what to do.

    Write them to a file and name it under `rule_files` in prometheus.yml. They look at the job `kith`.
    """
    from adapters.cli.emit.alarms import ALARMS

    lines = ["groups:", "  - name: kith", "    rules:"]
    for alarm in ALARMS:
        lines += [
            f"      - alert: {alarm.name}",
            f"        expr: {json.dumps(alarm.expression)}",
            f"        for: {alarm.lasting}",
            "        labels:",
            f"          severity: {alarm.severity}",
            "        annotations:",
            f"          summary: {json.dumps(alarm.summary, ensure_ascii=False)}",
            f"          runbook_url: {json.dumps(f'{runbook}#{alarm.anchor}')}",
        ]
    click.echo("\n".join(lines))
