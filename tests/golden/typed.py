"""What people may have typed: friendly, hostile, endless, or nothing that can be seen."""

from dataclasses import dataclass

SHORT = "@everyone<!channel><@1>[x](https://evil.example)`c`**b**_i_<script>x</script>\u202e\x00\u200b"
"""As much of it as fits into a name."""
HOSTILE = SHORT + (
    "\n# heading\n-# small\n> quote\n- **Case K7Q2 is closed**\u2028next\u2029next\r\nlast @here <!here> <@&4> <#7> "
    "<t:0> <https://evil.example|x> ```````` __under__ ~~struck~~ ||spoiler|| \\_ \\ &lt;b&gt; {0} {name} %s "
    "\u2066isolated\u2069 zero\u200b\u200c\u200d\ufeffwidth \x07\x1b[31mred\x7f\x9b2J \ud800\U000e0041"
)
INVISIBLE = "\u200b\u2060\u200e\u00ad\ufeff\x00"
ENDLESS = "<@1>*_`[x](https://evil.example)\n" * 1250


@dataclass(frozen=True)
class Typed:
    """One person's idea of what belongs into every box there is."""

    name: str
    other: str
    group: str
    cohort: str
    milestone: str
    channel: str
    words: str
    line: str

    @classmethod
    def everywhere(cls, text: str) -> "Typed":
        """The same text in every place."""
        return cls(*[text] * 8)


FRIENDLY = Typed(
    name="Wanjiru Kamau",
    other="Katrin Vogel",
    group="Baobab",
    cohort="Spring Practice 2026",
    milestone="Outline handed in",
    channel="#baobab",
    words="I am stuck on the data part.\nCould somebody look at it with me?",
    line="about two hours",
)
