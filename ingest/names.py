"""People's names with their titles and degrees: taken apart, and compared.

``Dr. Ir. H. Wahyu Hidayat, M.M.`` is titles before, a name, degrees after. Two names are the same person's when one holds
the other's words: ``Wahyu`` and ``Wahyu Hidayat``; whether that is enough is for the caller to say.
"""

from __future__ import annotations

import re


def _table(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Compared without full stops, lower case.
TITLES = _table(
    "prof dr drg drh drs dra ir h hj kh hm hr kyai kiai nyai haji hajjah hajah ustaz ustad ustadz ustazah ustadzah",
    "gus ning habib tgk tgh tengku teungku pdt pendeta romo pastor uskup kardinal raden rm ra rr kanjeng gusti",
    "brigjen mayjen letjen jenderal kolonel letkol mayor kapten kapt lettu letda laksamana laksda laksdya marsekal",
    "marsda marsdya komjen irjen kombes kompol akbp akp iptu ipda ajun aipda bripka brigadir inspektur bripda serma",
    "sersan pol tni purn bapak ibu pak bu bpk sdr sdri mr mrs ms sir dato datuk tuan nyonya madam professor doctor",
    "dra marinir inf kav",
)
_COURTESY = _table("bapak ibu pak bu bpk sdr sdri mr mrs ms tuan nyonya")
_DOTTED = re.compile(
    r"^(?:[SMBD]\.? ?(?:[A-Z][a-z]{0,4}\.?){1,3}|A\.?Md\.?(?:\.?[A-Z][a-z]*\.?)?|P\.?[Hh]\.?[Dd]\.?|LL\.?[BMD]\.?|Lc\.?"
    r"|Ak(?:t)?\.?|CA\.?|CPA|CFA|Apt\.?|Dipl\.?-?[A-Z]?[a-z]*\.?|Sp\.? ?[A-Z][A-Za-z]*\.?(?:\([A-Z]\))?|D\.?E\.?A\.?"
    r"|FCBArb\.?|QIA|CRMP|Dr\.?PH|IPU|IPM|ASEAN Eng\.?)$"
)
# Degrees as they stand without full stops: only what cannot be a name.
_PLAIN = _table(
    "MM MSi MPd MT MH MHum MKom MKes MAP MA MSc MBA MPA MPP MDA MDev MEng MEc MSE MIP MAg MPH MPM MIKom MPSDM MSM LLM",
    "SH SE ST SP SSi SSos SPd SKom SKM SAg SIP STP SPsi SKed SHum SFarm SAP SSTP SIKom SPt SHI SSn PhD Lc Akt Ak BSc BA",
)


def is_title(word: str) -> bool:
    """Whether the word stands before names: ``Dr``, ``Hj.``, ``Prof``, ``Kombes``."""
    bare = word.rstrip(".").replace(".", "").lower()
    # "H" and "R" as letters are titles only in capitals; "dr" (physician) is written small.
    return bare in TITLES and (word[:1].isupper() or bare in ("dr", "drg", "drh"))


def is_degree(word: str) -> bool:
    """Whether the word stands after names: ``MM``, ``S.Sos.``, ``Ph.D``, ``Sp.A``."""
    word = word.strip(",")
    if word.replace(".", "") in _PLAIN:
        return True
    return "." in word.rstrip(".") and bool(_DOTTED.match(word))


def parts(full: str) -> tuple[str, str, str]:
    """``(titles before, name, titles after)`` of a name as written; courtesies (``Bapak``, ``Mrs``) are dropped."""
    words = full.split()
    before: list[str] = []
    while len(words) > 1 and is_title(words[0]) and "," not in words[0]:
        before.append(words.pop(0))
    name: list[str] = []
    while words and not (name and (is_degree(words[0]) or name[-1].endswith(","))):
        name.append(words.pop(0))
    kept = [w for w in before if w.rstrip(".").lower() not in _COURTESY]
    return " ".join(kept), " ".join(name).strip(" ,"), " ".join(words).strip(" ,")


def words(name: str) -> tuple[str, ...]:
    """The name's own words in lower case, without titles, degrees and full stops: what comparing looks at."""
    _, bare, _ = parts(name)
    return tuple(w for w in (part.strip(".,()'\"’”“").lower() for part in bare.split()) if w)


def same(one: str, other: str) -> bool:
    """Whether the shorter name's words all occur in the longer one's, at least one of them longer than an initial.

    Initials count for the words they begin: ``Wahyu H`` is ``Wahyu Hidayat``.
    """
    short, long = sorted((words(one), words(other)), key=len)
    if not short or not any(len(w) > 2 and w in long for w in short):
        return False
    left = list(long)
    for word in short:
        match = next((w for w in left if w == word or (len(word) == 1 and w.startswith(word))), None)
        if match is None:
            return False
        left.remove(match)
    return True
