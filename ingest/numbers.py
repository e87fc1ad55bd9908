"""Numbers in running text, in words and in figures, Indonesian and English: ``dua puluh`` = 20, ``12,5`` = ``dua
belas setengah``.

A speaker says *seribu lima ratus*, the recogniser writes ``1500`` and the newspaper ``1.500``: all three are one
number here. Where a figure can be read in two ways (``1.500`` is one thousand five hundred in Indonesian, one and a
half in English) both readings are kept, the likelier one first, and two numbers are the same when they share a reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ID_UNITS = {
    w: i
    for i, w in enumerate(
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
    )
}
_ID_SCALES = {
    "ribu": 10**3,
    "juta": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "triliun": 10**12,
    "trilyun": 10**12,
}
_ID_ONE = {"seratus": 100, "seribu": 10**3, "sejuta": 10**6, "semiliar": 10**9, "setriliun": 10**12}
_ID_PARTS = {"seperempat": Decimal("0.25"), "setengah": Decimal("0.5"), "separuh": Decimal("0.5")}

_EN_UNITS = {
    w: i
    for i, w in enumerate(
        [
            *(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        ]
    )
}
_EN_TENS = {
    w: 10 * i
    for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_EN_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_EN_ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_ROMAN_AFTER = frozenset(
    [
        "eselon",
        "bab",
        "tahap",
        "golongan",
        "angkatan",
        "gelombang",
        "triwulan",
        "kuartal",
        "semester",
        "abad",
        "jilid",
        "batch",
        "bagian",
        "tingkat",
        "kelas",
    ]
)
_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip

# Every word that a number can begin with: nearly all words of a text are none, and are passed over at once.
_STARTS = frozenset(
    (*_ID_UNITS, *_ID_ONE, *_ID_PARTS, *(f"ke{w}" for w in _ID_UNITS), "kosong", *_EN_UNITS, *_EN_TENS, *_EN_ORDINALS)
) | {"a", "oh", "half"}

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_THOUSANDS = {".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")}


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``. ``readings``: its value(s) in plain decimal notation (``1500``, ``12.5``),
    likeliest first.
    """

    start: int
    end: int
    readings: tuple[str, ...]

    @property
    def value(self) -> str:
        """The likeliest reading."""
        return self.readings[0]

    def same(self, other: Number) -> bool:
        """Whether both can mean the same value."""
        return not set(self.readings).isdisjoint(other.readings)


def numbers(text: str, language: str = "id") -> tuple[Number, ...]:
    """The numbers of ``text`` in order, words and figures of both languages; ``language`` decides how ``1.500`` is
    read first.

    Not numbers: *salah satu*, English *one* on its own (a pronoun more often than not), digits inside a word (``B2B``).
    """
    tokens = [_Token(m.group().casefold(), m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
    out: list[Number] = []
    at = 0
    while at < len(tokens):
        found = _number_at(text, tokens, at, language)
        if found is None:
            at += 1
            continue
        readings, used = found
        out.append(Number(tokens[at].start, tokens[at + used - 1].end, readings))
        at += used
    return tuple(out)


def with_figures(text: str, language: str = "id") -> str:
    """``text`` with each number written as plain figures: ``seribu lima ratus orang`` and ``1.500 orang`` become
    ``1500 orang``.
    """
    parts: list[str] = []
    at = 0
    for number in numbers(text, language):
        parts += [text[at : number.start], number.value]
        at = number.end
    return "".join([*parts, text[at:]])


def in_words(value: int) -> str:
    """A whole number from 0 to 10**15 in Indonesian words: 12500 → ``dua belas ribu lima ratus``."""
    names = list(_ID_UNITS)
    if value < 12:
        return names[value]
    for scale, name in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus")):
        if value >= scale:
            count, rest = divmod(value, scale)
            head = f"se{name}" if count == 1 and scale <= 1000 else f"{in_words(count)} {name}"
            return f"{head} {in_words(rest)}" if rest else head
    if value < 20:
        return f"{names[value - 10]} belas"
    tens, rest = divmod(value, 10)
    return f"{names[tens]} puluh {names[rest]}" if rest else f"{names[tens]} puluh"


@dataclass(frozen=True, slots=True)
class _Token:
    low: str
    start: int
    end: int
    text: str


def _number_at(text: str, tokens: list[_Token], at: int, language: str) -> tuple[tuple[str, ...], int] | None:
    token = tokens[at]
    if token.low[0].isdigit():
        return _figures(text, tokens, at, language)
    if token.low not in _STARTS and token.text not in _ROMAN:
        return None
    before = tokens[at - 1] if at else None
    if before is not None and before.low == "salah" and token.low == "satu":
        return None
    if token.text in _ROMAN and before is not None and before.low in _ROMAN_AFTER:
        return (str(_ROMAN[token.text]),), 1
    if token.low.startswith("ke") and token.low[2:] in _ID_UNITS:  # ketiga, kedua belas
        rest = [_Token(token.low[2:], token.start, token.end, token.text), *_run(text, tokens, at + 1)]
        value, used = _indonesian(rest)
        return ((_plain(value),), used) if used else None
    words = _run(text, tokens, at)
    for read in (_indonesian, _english):
        value, used = read(words)
        if used:
            return (_plain(value),), used
    return None


def _run(text: str, tokens: list[_Token], at: int) -> list[_Token]:
    """The tokens from ``at`` on that only spaces and hyphens separate: no number crosses a comma or a full stop."""
    out: list[_Token] = []
    for token in tokens[at : at + 24]:
        if out and text[out[-1].end : token.start].strip(" \t\n-\u2010\u2011"):
            break
        out.append(token)
    return out


# --- figures
# --------------------------------------------------------------------------------------------------------------------


def _figures(text: str, tokens: list[_Token], at: int, language: str) -> tuple[tuple[str, ...], int] | None:
    token = tokens[at]
    if _joined(text, token.start - 1) or _joined(text, token.end):
        ordinal = re.compile(r"(?:st|nd|rd|th)\b").match(text, token.end)
        if not ordinal or _joined(text, token.start - 1):
            return None
    values = _readings(token.low, language)
    used = 1
    following = _run(text, tokens, at)[1:]
    if following:
        word = following[0].low
        scale = _ID_SCALES.get(word) or _EN_SCALES.get(word) or {"ratus": 100, "hundred": 100, "puluh": 10}.get(word)
        if scale:  # 1,5 juta: the scale says that the comma was a decimal one, unless thousands of millions are meant
            values = [v * scale for v in sorted(values)]
            used = 2
            # 2 juta 500 ribu
            rest = (
                _figures(text, tokens, at + 2, language)
                if len(following) > 1 and following[1].low[0].isdigit()
                else None
            )
            if rest is not None and scale >= 1000 and Decimal(rest[0][0]) < scale:
                values = [v + Decimal(rest[0][0]) for v in values]
                used += rest[1]
        elif word == "setengah":
            values = [v + Decimal("0.5") for v in values]
            used = 2
    return tuple(dict.fromkeys(_plain(v) for v in values)), used


def _joined(text: str, index: int) -> bool:
    """Whether a letter stands at ``index``: then the digits are part of a word (``B2B``, ``5G``)."""
    if not 0 <= index < len(text) or not text[index].isalpha():
        return False
    return text[max(0, index - 1) : index + 1].casefold() != "rp"  # Rp4,7 miliar


def _readings(figure: str, language: str) -> list[Decimal]:
    """All values that a figure can mean, likeliest first."""
    home, away = (".", ",") if language != "en" else (",", ".")
    out: list[Decimal] = []
    for mark in (home, away):
        if _THOUSANDS[mark].fullmatch(figure):
            out.append(Decimal(figure.replace(mark, "").replace(",", ".")))
    if re.fullmatch(r"\d+[.,]\d+", figure):
        out.append(Decimal(figure.replace(",", ".")))
    if not out:  # 12.30.45, 1.2.3: digits with the marks left out
        out.append(Decimal(re.sub(r"\D", "", figure)))
    return out


# --- words
# ----------------------------------------------------------------------------------------------------------------------


def _indonesian(words: list[_Token]) -> tuple[Decimal, int]:
    """The value of the longest Indonesian number at the start of ``words`` and how many words it takes (0: none)."""
    low = [w.low for w in words]
    digits = _digit_row(low, _ID_UNITS | {"kosong": 0}, 10)
    if digits is not None:
        return digits
    total = Decimal(0)
    group: Decimal | None = None  # below a thousand
    ceiling = Decimal(10**15)  # each scale must be smaller than the one before
    at = 0
    while at < len(low):
        word = low[at]
        after = low[at + 1] if at + 1 < len(low) else ""
        if word in _ID_UNITS and (room := _room(group)) > 1:
            unit = _ID_UNITS[word]
            if after == "belas" and 2 <= unit <= 9 and room > 10:
                group, at = (group or Decimal(0)) + unit + 10, at + 2
            elif after == "puluh" and 1 <= unit <= 9 and room > 10:
                group, at = (group or Decimal(0)) + unit * 10, at + 2
            elif after == "ratus" and 1 <= unit <= 9 and group is None:
                group, at = Decimal(unit * 100), at + 2
            elif unit >= 10 and room > 10:
                group, at = (group or Decimal(0)) + unit, at + 1
            elif unit < 10 and not (unit == 0 and group is not None):
                group, at = (group or Decimal(0)) + unit, at + 1
                if unit == 0:
                    break
            else:
                break
        elif word == "seratus" and group is None:
            group, at = Decimal(100), at + 1
        elif word in _ID_ONE and group is None and _ID_ONE[word] < ceiling:
            total, ceiling, at = total + _ID_ONE[word], Decimal(_ID_ONE[word]), at + 1
        elif word in _ID_SCALES and group is not None and _ID_SCALES[word] < ceiling:
            total, ceiling, group, at = total + group * _ID_SCALES[word], Decimal(_ID_SCALES[word]), None, at + 1
        else:
            break
    if at == 0:
        if low and low[0] in _ID_PARTS and low[1:2] not in (["mati"], ["hati"]):
            return _scaled(_ID_PARTS[low[0]], low, 1)
        return Decimal(0), 0
    value = total + (group or Decimal(0))
    return _tail(value, low, at)


def _room(group: Decimal | None) -> int:
    """What may still be added below a thousand: after *dua ratus* 100, after *dua puluh* 10, after *dua belas*
    nothing.
    """
    if group is None:
        return 1000
    if group % 100 == 0:
        return 100
    return 10 if group % 10 == 0 and group % 100 >= 20 else 1


def _tail(value: Decimal, low: list[str], at: int) -> tuple[Decimal, int]:
    """*koma lima*, *setengah*, *per empat* and a scale after them (*dua koma lima juta*)."""
    if at < len(low) and low[at] in ("koma", "point") and at + 1 < len(low):
        digits = ""
        end = at + 1
        units = _ID_UNITS | _EN_UNITS
        while end < len(low) and (units.get(low[end], 10) < 10):
            digits += str(units[low[end]])
            end += 1
        if digits:  # dua belas koma dua puluh lima: .25
            if low[at] == "koma" and end == at + 2 and end < len(low) and low[end] in ("puluh", "belas"):
                fraction, used = _indonesian_plain(low[at + 1 :])
                digits, end = str(fraction), at + 1 + used
            return _scaled(value + Decimal(f"0.{digits}"), low, end)
    if at < len(low) and low[at] == "setengah" and value >= 1:
        return _scaled(value + Decimal("0.5"), low, at + 1)
    if low[at : at + 1] == ["perempat"] and 0 < value < 4:
        return value / 4, at + 1
    if low[at : at + 1] == ["per"] and low[at + 1 : at + 2] and 2 <= _ID_UNITS.get(low[at + 1], 0) <= 10:
        return value / _ID_UNITS[low[at + 1]], at + 2
    return value, at


def _indonesian_plain(low: list[str]) -> tuple[int, int]:
    """A number below a hundred in words, with no tail."""
    unit = _ID_UNITS[low[0]]
    if low[1] == "belas":
        return unit + 10, 2
    if len(low) > 2 and 1 <= _ID_UNITS.get(low[2], 10) <= 9:
        return unit * 10 + _ID_UNITS[low[2]], 3
    return unit * 10, 2


def _scaled(value: Decimal, low: list[str], at: int) -> tuple[Decimal, int]:
    if at < len(low):
        scale = _ID_SCALES.get(low[at]) or _EN_SCALES.get(low[at])
        if scale:
            return value * scale, at + 1
    return value, at


def _english(words: list[_Token]) -> tuple[Decimal, int]:
    """The value of the longest English number at the start of ``words`` and how many words it takes (0: none)."""
    low = [w.low for w in words]
    digits = _digit_row(low, _EN_UNITS | {"oh": 0}, 10)
    if digits is not None:
        return digits
    if low and low[0] in _EN_ORDINALS:
        # "second" is left out: a stretch of time more often than a rank
        return Decimal(_EN_ORDINALS[low[0]]), 1
    total = Decimal(0)
    group: Decimal | None = None
    ceiling = Decimal(10**15)
    at = 0
    if low[:1] == ["a"] and low[1:2] and (low[1] in _EN_SCALES or low[1] == "hundred"):
        group, at = Decimal(1), 1
    begun = at
    while at < len(low):
        word = low[at]
        if word in _EN_TENS and _room(group) > 10:
            group, at = (group or Decimal(0)) + _EN_TENS[word], at + 1
        elif (
            word in _EN_TENS and group is not None and total == 0 and 10 <= group <= 99
        ):  # twenty twenty, nineteen ninety
            group, at = group * 100 + _EN_TENS[word], at + 1
        elif word in _EN_UNITS and (room := _room(group)) > 1 and (_EN_UNITS[word] < 10 or room > 10):
            group, at = (group or Decimal(0)) + _EN_UNITS[word], at + 1
        elif word in _EN_UNITS and group == 20 and total == 0 and 10 <= _EN_UNITS[word] <= 19:  # twenty nineteen
            group, at = group * 100 + _EN_UNITS[word], at + 1
        elif word == "hundred" and group is not None and 0 < group < 100:
            group, at = group * 100, at + 1
        elif word in _EN_SCALES and group is not None and _EN_SCALES[word] < ceiling:
            total, ceiling, group, at = total + group * _EN_SCALES[word], Decimal(_EN_SCALES[word]), None, at + 1
        elif word == "and" and at > begun and (low[at - 1] == "hundred" or low[at - 1] in _EN_SCALES):
            if at + 1 < len(low) and (low[at + 1] in _EN_UNITS or low[at + 1] in _EN_TENS):
                at += 1
            elif low[at + 1 : at + 3] == ["a", "half"]:
                break
            else:
                break
        else:
            break
    if at == begun:
        if low[:1] == ["half"]:
            return Decimal("0.5"), 1
        return Decimal(0), 0
    if at == 1 and low[0] == "one" and (at >= len(low) or low[1] not in ("point", "and", "percent")):
        return Decimal(0), 0  # "one" alone: mostly a pronoun
    value = total + (group or Decimal(0))
    if low[at : at + 3] == ["and", "a", "half"]:
        return _scaled(value + Decimal("0.5"), low, at + 3)
    return _tail(value, low, at)


def _digit_row(low: list[str], units: dict[str, int], base: int) -> tuple[Decimal, int] | None:
    """*dua nol dua nol* = 2020: three or more single digits in a row, read out like a telephone number."""
    row = []
    for word in low:
        if units.get(word, base) >= base:
            break
        row.append(str(units[word]))
    following = low[len(row)] if len(row) < len(low) else ""
    if following in ("belas", "puluh", "ratus", "hundred") or following in _ID_SCALES or following in _EN_SCALES:
        return None
    return (Decimal("".join(row)), len(row)) if len(row) >= 3 else None


def _plain(value: Decimal) -> str:
    """Plain decimal notation without trailing zeros; a fraction without end to six places (``2/3`` = ``0.666667``)."""
    out = format(value.quantize(Decimal("0.000001")) if value < 10**18 else value, "f")
    return out.rstrip("0").rstrip(".") if "." in out else out


def same(first: Iterable[Number], second: Iterable[Number]) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """What is left of each side after numbers of the same value were paired off, in order."""
    left, right = list(first), list(second)
    for number in tuple(left):
        mate = next((other for other in right if number.same(other)), None)
        if mate is not None:
            left.remove(number)
            right.remove(mate)
    return tuple(left), tuple(right)
