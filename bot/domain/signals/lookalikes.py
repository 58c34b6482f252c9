"""Letters of other scripts that a reader takes for Latin ones.

After Unicode's confusables data (UTS #39), Latin targets only, both cases: what is written here is the part that people
use to disguise words (Cyrillic, Greek, Armenian, Cherokee, Coptic, Lisu and a few symbols). Accented, stroked,
small-capital
and enclosed Latin letters are recognised by their Unicode name in `fold.py`.
"""

_BY_LETTER = {
    "a": "аΑαАɑ⍺ᎪꓮȺⱥ∀ɐ∂",
    "b": "ЬВвΒβꓐᏴʙЪъƀɓϐᛒ",
    "c": "сСϲϹⅽᏟꓚⲤⲥƈ¢₡",
    "d": "ԁԂժᎠꓓɗɖđĐðÐ",
    "e": "еЕΕεєЄҽᎬꓰ℮ɛəӘәɘ€∈ℯⅇϵ",
    "f": "ғҒƒꓝϜʄꞙẝ",
    "g": "ɡԌᏀꓖɠցǥ",
    "h": "һнНΗԨհᎻꓧҺհɦħĦ",
    "i": "іІΙιїЇӏӀɩꓲᎥɪı¡⍳",
    "j": "јЈϳᎫꓙʝɉյ",
    "k": "кКΚκᏦꓗƙқҚҡқ",
    "l": "ⅼⅬᏞꓡłŁƚɫ",
    "m": "мМΜᎷꓟɱ",
    "n": "пΝηήռողИиꓠɲƞŋ",
    "o": "оОΟοσօՕσ๐০০ꓳⲞⲟөθѲѳΘøØɵ〇○◯",
    "p": "рРΡρᏢꓑƥþρ",
    "q": "ԛԚգզϙɋ",
    "r": "гГᎡꓣɼɽɾя",
    "s": "ѕЅՏᏚꓢʂꜱ§ƨ",
    "t": "тТΤτᎢꓔƭʈŧŦ†ҭ",
    "u": "υսՍꓴʊцμɥ∪",
    "v": "νѵѴᏙꓦⅴ∨ʋ",
    "w": "ωԝԜшᎳꓪɯωѡ",
    "x": "хХΧχᚷꓫⅹ×ҳ",
    "y": "уУΥγүҮʏꓬƴỿұ",
    "z": "ΖζᏃꓜƶʐʑ",
}

LOOKALIKES: dict[str, str] = {
    char: letter for letter, chars in _BY_LETTER.items() for char in chars if not char.isascii()
}
"""Foreign character → the Latin letter it is taken for."""
