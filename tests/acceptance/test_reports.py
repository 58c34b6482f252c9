"""What coordinators and participants read of the sample cohort: the pulse, the drop in Cedar, the end."""

from adapters.simulation.play import Played


def told(spring: Played, to: str, kind: str, day: str) -> str:
    (text,) = [line.text for line in spring.messages if (line.to, line.kind, f"{line.at:%m-%d}") == (to, kind, day)]
    return text


def test_the_pulse_shows_the_cohort_and_baobab_hides_three_groups_and_names_nobody(spring: Played) -> None:
    pulse = told(spring, "C1", "digest.coordinator", "03-30").partition("Pulse: ")[2]

    assert pulse.startswith("14 of 17 answered.")
    assert "Baobab (n = 5)" in pulse
    assert "3 groups are not shown" in pulse
    assert "1 hand-raise offered" in pulse
    assert not any(name in pulse for name in ("Cedar", "Dogwood", "Elm", "Emine", "L10"))
    assert [line.to for line in spring.messages if line.kind == "survey.hand_raise"] == ["L10"]


def test_the_drop_in_cedar_is_looked_at_in_order_with_its_evidence(spring: Played) -> None:
    report = told(spring, "C1", "digest.coordinator", "04-13").partition("Quiet groups: ")[2]

    assert report.splitlines() == [
        "Cedar 2/5. Look in this order:",
        "1. dates: Easter Monday on Monday 6 April, 1 person away",
        "2. prompt: the same one, and 13 of 13 answered elsewhere",
        "3. mentor's load: Sofia has 4 learners, and wrote 1 message in two weeks",
    ]


def test_the_final_report_comes_after_the_last_step_and_holds_the_totals(spring: Played) -> None:
    kinds = [line.kind for line in spring.messages]
    final = told(spring, "C2", "report.cohort", "04-27")

    assert (
        kinds.index("nudge.check_in")
        < len(kinds) - 1 - kinds[::-1].index("nudge.check_in")
        < kinds.index("report.cohort", kinds.index("report.cohort") + 2)
    )
    assert "Sessions: 62 of 73 (85 %); the target of 75 % is met." in final
    assert "Check-ins week by week: 94 %, 89 %, 83 %, 82 %, 80 %, 83 %, 82 %, 89 %." in final
    assert "Learners with another mentor now: 2." in final
    assert "I feel confident about this work: +1.2" in final


def test_everybody_reads_what_was_learned_and_what_changes(spring: Played) -> None:
    farewell = told(spring, "L01", "closing.farewell", "04-27")

    assert "Satisfaction half way: 4.0 of 5, of 16 people." in farewell
    assert "Next time: No deadline in the week after a holiday" in farewell
