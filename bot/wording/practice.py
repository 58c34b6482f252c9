"""The practice run: three moments with a made-up learner. Every answer gets a kind word, none is kept."""

from dataclasses import dataclass

from bot.cards import Action, Button, Card
from bot.domain.training import SCENES
from bot.wording.voice import Voice

LETTERS = "abc"


@dataclass(frozen=True, slots=True)
class _Scene:
    """A moment, three answers to it, and what to say of each."""

    moment: str
    answers: tuple[str, str, str]
    said: tuple[str, str, str]


_SCENES = (
    _Scene(
        "Amara writes: “I'm just not good at this. Everybody else gets it.”",
        (
            "“You are good at it! Don't worry so much.”",
            "“So it feels as if everybody else gets it. Where did you notice that last?”",
            "“Send me the file, I'll put it right for you.”",
        ),
        (
            "That is warm. It also closes the door a little: she may not say more. Reflecting back first, “so it feels "
            "as if…”, keeps it open.",
            "You reflected back and asked one question. Now she can tell you what it is about, and you don't have to "
            "guess.",
            "That would help tonight, and you meant it kindly. The work would no longer be hers. “Shall we look at the "
            "first line together?” helps longer.",
        ),
    ),
    _Scene(
        "Amara has not answered for two weeks and missed your session. You like her, and you are a little annoyed.",
        (
            "“You missed two check-ins and our session. Please explain.”",
            "“Are you okay? I have Thursday 18:00 or Friday 12:00, or we write for ten minutes.”",
            "Wait. She knows where to find you.",
        ),
        (
            "Fair enough to feel that. She will most likely feel caught, and stay away. “Are you okay?” first; what "
            "happened she'll tell by herself.",
            "Human first, two real times, and a smaller way in. Busy is an answer too.",
            "Giving room is kind. After two weeks of silence people often believe nobody noticed; a short line shows "
            "that you did.",
        ),
    ),
    _Scene(
        "Amara writes late at night: “Please promise not to tell anybody. I don't know how to go on.”",
        (
            "“I promise. Tell me everything.”",
            "“Thank you for telling me. I can't keep this to myself alone; I bring in somebody who can help, and I "
            "stay in touch.”",
            "“Have you tried to sleep more? That helped me.”",
        ),
        (
            "You want her to talk, which is right. That promise can't be kept, though, and you'd carry it alone. Thank "
            "her, and say honestly whom you bring in.",
            "Honest, warm, and not alone. `/peer help` at once, or `/mentor escalate`; a coordinator takes over, at "
            "any hour.",
            "Meant well, and too small for what she said. Thank her, don't advise, and bring in a person: `/peer help` "
            "at once.",
        ),
    ),
)


def scene(voice: Voice, number: int, said: str = "") -> Card:
    """A moment, counted from 1, below what is said of the answer before it."""
    one = _SCENES[number - 1]
    lines = [f"{letter.upper()}: {answer}" for letter, answer in zip(LETTERS, map(voice.say, one.answers), strict=True)]
    return Card(
        (said + "\n\n" if said else "")
        + voice.say("**Moment {n} of {all}.** ", n=number, all=SCENES)
        + voice.say(one.moment)
        + "\n\n"
        + voice.say("What would you write?")
        + "\n"
        + "\n".join(lines),
        kind="training.scene",
        title=voice.say("Practice"),
        why=voice.say("You are going through the practice run; nobody sees your answers."),
        buttons=tuple(
            Button(voice.say("Answer {letter}", letter=letter.upper()), Action("training.answer", f"{number}:{letter}"))
            for letter in LETTERS
        ),
    )


def word_on(voice: Voice, number: int, letter: str) -> str:
    """A kind word on an answer."""
    return voice.say(_SCENES[number - 1].said[LETTERS.index(letter)])
