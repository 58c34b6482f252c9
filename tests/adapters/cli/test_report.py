"""`kith report`: what came of a cohort, for people and for programs, and a picture that can be read out."""

import csv
import json
import struct
import zlib
from pathlib import Path

import pytest

from tests.adapters.cli.conftest import Kith


def described(png: bytes) -> str:
    """Return the description inside a PNG."""
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind in (b"tEXt", b"iTXt", b"zTXt") and body.startswith(b"Description\0"):
            text = body.partition(b"\0")[2]
            return (zlib.decompress(text[1:]) if kind == b"zTXt" else text).decode("latin-1")
        at += length + 12
    return ""


def test_as_a_table_it_has_a_line_for_every_figure(kith: Kith, lived: Path) -> None:
    done = kith("report")

    assert done.exit_code == 0, done.stderr
    assert "check ins answered\tcohort\t\t0 of 3\t0 %" in done.stdout.splitlines()
    assert not any(name in done.stdout for name in ("L1", "L2", "Ana", "Ben"))


def test_csv_and_json_hold_the_same_figures(kith: Kith, lived: Path) -> None:
    rows = list(csv.DictReader(kith("report", "--format", "csv").stdout.splitlines()))
    told = json.loads(kith("report", "--format", "json").stdout)

    assert told["cohort"] == "tiny"
    assert [(row["measure"], row["cut"], row["name"]) for row in rows] == [
        (figure["measure"], figure["cut"], figure["name"]) for figure in told["figures"]
    ]
    assert {"measure": "check_ins_answered", "cut": "cohort", "name": "", "n": 0, "of": 3, "share": 0.0} in told[
        "figures"
    ]


def test_a_picture_says_in_words_what_it_shows(kith: Kith, lived: Path) -> None:
    done = kith("report", "--format", "png", "--output", "weeks.png")

    picture = (lived / "weeks.png").read_bytes()
    assert done.exit_code == 0, done.stderr
    assert picture.startswith(b"\x89PNG")
    assert done.stderr.strip() == "Check-ins answered: week 1 0 %."
    assert described(picture) == "Check-ins answered: week 1 0 %."


def test_a_page_stands_alone_and_its_picture_has_an_alternative_text(kith: Kith, lived: Path) -> None:
    done = kith("report", "--format", "html", "--output", "report.html")

    page = (lived / "report.html").read_text(encoding="utf-8")
    assert done.exit_code == 0, done.stderr
    assert '<img alt="Check-ins answered: week 1 0 %." src="data:image/png;base64,' in page
    assert "<td>0 of 3</td>" in page
    assert "http" not in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--cohort", "tinny"], "There is no cohort tinny in the database. Did you mean tiny?"),
        (["--format", "xlsx"], "'xlsx' is not one of"),
        (["--format", "csv", "--output", "no/such/report.csv"], "could not be written: No such file or directory."),
    ],
)
def test_what_is_not_possible_is_said(kith: Kith, lived: Path, arguments: list[str], said: str) -> None:
    done = kith("report", *arguments)

    assert done.exit_code in (2, 3)
    assert said in done.stderr
