"""Letters set in fonts that draw something else: Symbol (Greek, mathematics) and the Wingdings.

A text keeps the letter and the font draws the sign: "m" in Symbol is μ. Word also writes the sign
as a private character, U+F000 and the letter's number. The table of Symbol is Adobe's, as the
Unicode Consortium maps it (VENDORS/APPLE/SYMBOL.TXT and ADOBE/symbol.txt); of Wingdings what
offices use.
"""

import re

_GREEK = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL = {
    **_GREEK,
    **{'"': "∀", "$": "∃", "'": "∋", "*": "∗", "-": "−", "@": "≅", "\\": "∴", "^": "⊥"},
    **{"`": "‾", "~": "∼"},
}
# From U+00A0 on, as many as there are.
_SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
    "⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf8ff〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_SYMBOL |= {chr(0xA0 + i): sign for i, sign in enumerate(_SYMBOL_HIGH) if sign != "\uf8ff"}

_WINGDINGS = {
    **{"!": "✏", '"': "✂", "$": "👓", "(": "☎", ")": "✆", "*": "✉", "+": "✉", "6": "⌛"},
    **{"J": "☺", "K": "😐", "L": "☹", "E": "👈", "F": "👉", "G": "👆", "H": "👇", "C": "👍"},
    **{"D": "👎", "A": "✌", "I": "✋", "O": "⚐", "Q": "✈", "R": "☼", "T": "❄", "N": "☠"},
    **{"l": "●", "n": "■", "o": "□", "p": "❐", "q": "❑", "r": "❒", "s": "⬧", "t": "⧫"},
    **{"u": "◆", "v": "❖", "w": "⬥", "x": "⌧", "z": "⌘", "{": "❀", "|": "✿"},
    **{"\x9f": "•", "\xa7": "▪", "\xa8": "◻", "\xa1": "○", "\xa4": "◉", "\xab": "★"},
    **{"\xd8": "➢", "\xdf": "←", "\xe0": "→", "\xe1": "↑", "\xe2": "↓", "\xe8": "➔"},
    **{"\xef": "⇦", "\xf0": "⇨", "\xfb": "✗", "\xfc": "✓", "\xfd": "☒", "\xfe": "☑"},
}
_NUMBERS = "⓪①②③④⑤⑥⑦⑧⑨⑩"
_BLACK_NUMBERS = "⓿❶❷❸❹❺❻❼❽❾❿"
_WINGDINGS |= {chr(0x80 + i): sign for i, sign in enumerate(_NUMBERS)}
_WINGDINGS |= {chr(0x8B + i): sign for i, sign in enumerate(_BLACK_NUMBERS)}
_WINGDINGS_2 = {"P": "✓", "O": "✗", "R": "☑", "S": "☒", "T": "☒", "\x97": "•", "\xa3": "□"}
_WINGDINGS_3 = {"f": "←", "g": "→", "h": "↑", "i": "↓", "}": "▶", "p": "▲", "q": "▼"}
_TABLES = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": {"a": "✓", "r": "✗", "4": "▶", "n": "●", "g": "■"},
}
_UNKNOWN_SIGN = "▪"
_FIRST_FONT = re.compile(r"""[\s"']*([^,"']*)""")
_PRIVATE = 0xF000


def is_symbol_font(font: str) -> bool:
    """Whether letters in the font are signs; a CSS list of fonts counts by its first."""
    return _name(font) in _TABLES


def signs(text: str, font: str) -> str:
    """The signs that the font draws for the letters. Spaces, figures and what Symbol draws as
    itself stay; a letter of a Wingdings that is not in the table becomes "▪"."""
    name = _name(font)
    table = _TABLES.get(name, {})
    found = []
    for letter in text:
        code = ord(letter)
        plain = chr(code - _PRIVATE) if _PRIVATE < code <= _PRIVATE + 0xFF else letter
        if plain in table:
            found.append(table[plain])
        elif name == "symbol" or plain.isspace() or ord(plain) > 0xFF:
            found.append(plain)
        else:
            found.append(_UNKNOWN_SIGN)
    return "".join(found)


def _name(font: str) -> str:
    match = _FIRST_FONT.match(font)
    return match[1].strip().lower() if match else ""
