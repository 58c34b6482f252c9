"""People who behave by rates: what they do with a message, drawn from the seed, for rehearsals without a script."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.cards import Button, Card, ChoiceInput, Form, Option
from bot.cohort_file import CohortFile
from bot.script_file import Act
from bot.transcript import Said

_H, _M = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Habit:
    """How one kind of message is met: by `rate` (a key of `[simulate]`), between `soonest` and `latest` after it.

    `button` is what the one to press does, an action and how its subject ends: labels are in everybody's own language.
    Without one the first is pressed.
    """

    rate: str
    button: str
    soonest: timedelta
    latest: timedelta


HABITS: Mapping[str, Habit] = {
    "onboarding.invitation": Habit("consent_rate", "onboarding.start", _H, 48 * _H),
    "check_in.open": Habit("answer_rate", "check_in.fine", 10 * _M, 40 * _H),
    "check_in.reminder": Habit("answer_after_reminder_rate", "check_in.fine", 10 * _M, 20 * _H),
    "nudge.check_in": Habit("one_tap_rate", "nudge.fine", _H, 30 * _H),
    "draft.check_in": Habit("send_draft_rate", "draft.send", _H, 20 * _H),
    "session.choose": Habit("choose_rate", "", 10 * _M, 20 * _H),
    "session.ask": Habit("attend_rate", "session.met", 2 * _M, 25 * _M),
    "host.asked": Habit("choose_rate", "host.agree", _H, 20 * _H),
    "draft.session": Habit("send_draft_rate", "draft.send", _H, 20 * _H),
    "training.ask": Habit("train_rate", "training.there", 10 * _M, 20 * _H),
    "training.make_up": Habit("train_rate", "", 10 * _M, 20 * _H),
    "training.page": Habit("train_rate", "", _M, 15 * _M),
    "training.there": Habit("train_rate", "training.practice", _M, 5 * _M),
    "training.scene": Habit("train_rate", "training.answer:b", _M, 5 * _M),
    "pairing.all_trained": Habit("train_rate", "command.run:coord.pair.approve", 10 * _M, 2 * _H),
    "pairing.approved": Habit("train_rate", "command.run:coord.pair.publish", _M, 10 * _M),
    "case.alert": Habit("acknowledge_rate", "case.acknowledge", 2 * _M, 14 * _M),
}
_ANSWERS = ("training.page", "training.there", "training.scene", "pairing.approved")
_SURFACES = {"session.choose": ("dm", "reply")} | dict.fromkeys(_ANSWERS, ("reply",))
"""Where a kind of message is met: times that were taken meanwhile are answered with others, and some go on at once."""
SMALL_TALK = (
    "Good question. I'd start with the smallest piece that works.",
    "I tried that this week, and the second attempt went better.",
    "Does anybody else find the middle part hard?",
    "Thanks, that helps. I'll try it tomorrow and tell you.",
)


REVIEW = "Clear from the first line; one example more would help."
"""What everybody writes, whatever is asked."""
LOOKING_BACK = "The small groups worked; one date was too early."


class Reactions:
    """Turns what was said into what people then do. The same seed and transcript give the same deeds."""

    def __init__(self, file: CohortFile, seed: int) -> None:
        self._rates = file.simulate
        self._random, self._seed = random.Random(seed), seed
        self._people = {row.id for row in file.people}
        self._rounds = sorted(file.plan.reviews, key=lambda each: each.opens_on)
        self._filled = set[tuple[str, str]]()
        self._members = {group.id: group.members for group in file.groups}

    def to(self, lines: Sequence[Said]) -> Iterator[Act]:
        """Yield the deeds that follow from new lines, in no order."""
        for line in lines:
            habit = HABITS.get(line.kind)
            if line.surface == "channel" and line.kind == "prompt.week":
                yield from self._talk(line)
            elif line.kind in ("review.asked", "review.take_over") and line.surface == "dm":
                yield from self._review(line)
            elif line.kind == "survey.open" and line.surface == "dm":
                yield from self._survey(line)
            elif line.kind == "survey.submit":
                yield from self._fill(line)
            elif habit is not None and line.surface in _SURFACES.get(line.kind, ("dm",)) and line.to in self._people:
                yield from self._react(line, habit)

    def _react(self, line: Said, habit: Habit) -> Iterator[Act]:
        button = habit.button
        if line.kind == "session.ask":
            button = self._met(line, habit)
        elif self._random.random() >= getattr(self._rates, habit.rate):
            return
        if line.kind == "check_in.open" and self._random.random() < self._rates.help_rate:
            button = "check_in.help"
        at = line.at + self._wait(habit.soonest, habit.latest)
        yield Act(at, (line.to,), 0, presses=_label(line, button), on=line.kind)
        if button == "onboarding.start":
            yield Act(at + 2 * _M, (line.to,), 0, submits={"consent": "yes"})

    def _review(self, line: Said) -> Iterator[Act]:
        """Write the reviews somebody was asked for, one after the other."""
        rounds = [each for each in self._rounds if each.opens_on <= line.at.date()] or self._rounds[:1]
        answers = {f"answer_{number}": REVIEW for number in range(len(rounds[-1].checklist))} if rounds else {}
        for button in _buttons(line):
            if self._random.random() < self._rates.review_rate:
                at = line.at + self._wait(_H, 100 * _H)
                yield Act(at, (line.to,), 0, presses=button.label, on=line.kind)
                yield Act(at + _M, (line.to,), 0, submits=answers)

    def _survey(self, line: Said) -> Iterator[Act]:
        """Answer a survey in one tap or open its form, or leave it; drawn apart from everything else people do."""
        button = _buttons(line)[0]
        own = random.Random(f"{self._seed}:{line.to}:{button.action.subject}")
        if own.random() >= self._rates.survey_rate:
            return
        at = line.at + timedelta(minutes=own.randint(5, 20 * 60))
        select = line.card.select if isinstance(line.card, Card) else None
        if select is not None:
            yield Act(at, (line.to,), 0, chooses=_liked(own, select.options), on=line.kind)
        else:
            yield Act(at, (line.to,), 0, presses=button.label, on=line.kind)

    def _fill(self, line: Said) -> Iterator[Act]:
        """Fill in the form of a survey, once: choose in every list, and write in the boxes that a review has alone."""
        if not isinstance(line.card, Form) or (line.to, line.card.action.subject) in self._filled:
            return
        self._filled.add((line.to, line.card.action.subject))
        own = random.Random(f"{self._seed}:{line.to}:{line.at}")
        lists = [box for box in line.card.inputs if isinstance(box, ChoiceInput)]
        chosen = {box.name: _liked(own, box.options) for box in lists}
        written = {box.name: LOOKING_BACK for box in line.card.inputs if not lists}
        yield Act(line.at + _M, (line.to,), 0, submits=chosen | written)

    def _met(self, line: Said, habit: Habit) -> str:
        """Return what both say about one session: the same, drawn from the seed and the session."""
        buttons = _buttons(line)
        is_met = random.Random(f"{self._seed}:{buttons[0].action.subject}").random() < getattr(self._rates, habit.rate)
        return habit.button if is_met else buttons[1].action.name

    def _talk(self, line: Said) -> Iterator[Act]:
        for member in self._members.get(line.to, ()):
            if self._random.random() < self._rates.post_rate:
                text = self._random.choice(SMALL_TALK)
                yield Act(line.at + self._wait(_H, 60 * _H), (member,), 0, says=text, channel=line.to)

    def _wait(self, soonest: timedelta, latest: timedelta) -> timedelta:
        span = (latest - soonest).total_seconds()
        return soonest + timedelta(seconds=round(self._random.random() * span))


def _liked(dice: random.Random, options: Sequence[Option]) -> str:
    """Return the value of an option, the later the likelier: scales go up."""
    return options[max(dice.randrange(len(options)) for _ in range(2))].value


def _label(line: Said, does: str) -> str:
    """Return what stands on the button that does something, or on the first one; "" where there is none."""
    name, _, end = does.partition(":")
    fitting = (button for button in _buttons(line) if name in ("", button.action.name))
    return next((button.label for button in fitting if button.action.subject.endswith(end)), "")


def _buttons(line: Said) -> tuple[Button, ...]:
    return line.card.buttons if isinstance(line.card, Card) else ()
