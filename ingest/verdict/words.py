"""The few words that verdicts must know: what turns a meaning round, and what says nothing at all. Indonesian and
English.
"""

from __future__ import annotations

import functools

# Each row is one way to deny: its words count as the same, two rows as two different denials.
_NEGATIONS = """
tidak tak tidaklah tidakkah enggak nggak gak ga ndak tdk engga kagak tiada not cannot
bukan bukanlah bukannya bukankah
belum belumlah
jangan janganlah dont
tanpa without
never
no none nobody nothing neither nor
"""
_CONTRACTED = """
isnt arent wasnt werent doesnt didnt wont wouldnt cant couldnt shouldnt hasnt havent hadnt mustnt aint
"""
NEGATION_HEADS = ("ketidak", "tidak", "bukan", "belum", "jangan", "tanpa")
NEGATION = {w: row.split()[0] for row in _NEGATIONS.splitlines() for w in row.split()}
NEGATION |= dict.fromkeys(_CONTRACTED.split(), "tidak")

# Opposites: the left side against the right side. One row may hold several words that mean much the same.
_OPPOSITES = """
naik meningkat bertambah menaikkan meningkatkan kenaikan peningkatan | turun menurun berkurang menurunkan mengurangi penurunan
lebih | kurang
sebelum sebelumnya | sesudah setelah sesudahnya setelahnya
tinggi tertinggi | rendah terendah
besar terbesar memperbesar | kecil terkecil memperkecil
banyak terbanyak memperbanyak | sedikit tersedikit
semua seluruh segenap | sebagian
selalu | jarang kadang
wajib harus | boleh
menerima diterima | menolak ditolak
mendukung didukung setuju menyetujui disetujui | menentang ditentang
membuka dibuka | menutup ditutup
memulai mulai dimulai | berhenti menghentikan dihentikan berakhir
cepat mempercepat dipercepat | lambat memperlambat diperlambat
masuk | keluar
mudah mempermudah dipermudah | sulit susah mempersulit dipersulit
untung keuntungan | rugi kerugian
positif | negatif
maju | mundur
kuat memperkuat diperkuat | lemah memperlemah melemah diperlemah
aman | berbahaya rawan
berhasil | gagal
memperpanjang diperpanjang | mempersingkat dipersingkat memperpendek diperpendek
menambah ditambah penambahan | dikurangi
minimal sekurang | maksimal paling
awal | akhir
pusat | daerah
luring | daring
increase increased rise rises rose grow grew growth | decrease decreased fall falls fell drop dropped decline declined
more | less fewer
before | after
higher high highest | lower low lowest
all every | some
always | rarely seldom
accept accepted | reject rejected
support supported agree agreed | oppose opposed disagree
open opened | close closed
start started begin began | stop stopped end ended
faster fast | slower slow
up | down
stronger strong | weaker weak
easier easy | harder hard
success succeed succeeded | failure fail failed
best better | worst worse
first | last
"""
DIRECTION: dict[str, tuple[int, int]] = {}
for _n, _row in enumerate(_OPPOSITES.strip().splitlines()):
    for _side, _words in enumerate(_row.split("|")):
        for _word in _words.split():
            DIRECTION.setdefault(_word, (_n, _side))

TURNING = frozenset(NEGATION) | frozenset(DIRECTION)

_FILLERS = """
eh em hm hmm mm ee eee e uh um umm uhm ah oh anu nah kan sih tuh loh lho deh dong ya yaa gitu gini begitu okay oke ok well
so er erm
"""
FILLERS = frozenset(_FILLERS.split())


# What a denial may be put in the place of, or be replaced by, so that the meaning turns: sudah → belum, harus → jangan.
_PLAIN = """
sudah telah akan harus bisa dapat boleh adalah ialah itu ini memang juga masih selalu pasti wajib perlu mau ingin ada yang
dan sangat sering kita kami saya pernah sedang justru malah semua tetap is are was were will can must should has have do
does did always all the a
"""
PLAIN = frozenset(_PLAIN.split())


# Words of their own that lie one letter from a denial; anything else so near is one that the recogniser spoiled.
_OWN = """
tindak tidal bulan buka bukaan belut belu jarang tangan jaringan jangka tanda tanya tampa tanam
"""
_NOT_SPOILED = frozenset(_OWN.split())


@functools.cache
def class_of(word: str) -> str:
    """The denial that a word stands for, or nothing: *nggak* → *tidak*; run together (*tidakada*) or spoiled too."""
    if found := NEGATION.get(word, ""):
        return found
    for head in NEGATION_HEADS[1:]:
        if word.startswith(head) and len(word) >= len(head) + 3 and word[len(head) :] not in ("nya", "kah", "lah"):
            return head
        if abs(len(word) - len(head)) <= 1 and word not in _NOT_SPOILED and _one_letter(word, head):
            return head
    return ""


def _one_letter(a: str, b: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(a, b, score_cutoff=1) <= 1


def bare_of(word: str) -> str:
    """A word without a denial run together with it: *bukandilayani* → *dilayani*."""
    head = "" if word in NEGATION else class_of(word)
    return word[len(head) :] if word.startswith(head) else word


_NUMERAL_WORDS = """
puluh belas ratus ribu juta miliar triliun satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas seratus
seribu
"""
NUMERALS = frozenset(_NUMERAL_WORDS.split())
