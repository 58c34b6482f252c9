"""Days as people of a language write them, by the patterns of Unicode's CLDR."""

from datetime import date


class Dates:
    """The days of one language."""

    def __init__(self, language: str) -> None:
        from babel import Locale  # as in `Catalogue`
        from babel.dates import format_date

        self._locale, self._written = Locale.parse(language), format_date
        patterns = self._locale.datetime_skeletons
        self._long = patterns["MMMMEd"].pattern.replace("E", "EEEE")
        self._short = patterns["MMMEd"].pattern

    def day(self, day: date) -> str:
        """Write a day with its weekday and month: jeudi 5 mars."""
        return self._written(day, self._long, self._locale)

    def short(self, day: date) -> str:
        """Write a day briefly: jeu. 5 mars."""
        return self._written(day, self._short, self._locale)

    def weekday(self, day: date) -> str:
        """Write a day's weekday: jeudi."""
        return self._written(day, "EEEE", self._locale)

    def month(self, day: date) -> str:
        """Write a day without its weekday: 5 mars."""
        return self._written(day, self._locale.datetime_skeletons["MMMMd"].pattern, self._locale)
