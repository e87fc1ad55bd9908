"""The visible words: both languages say the same."""

from __future__ import annotations

import re
from pathlib import Path

from ui import text

UI = Path(text.__file__).parent


def test_both_languages_fill_in_the_same_things() -> None:
    for key, (indonesian, english) in text.WORDS.items():
        assert indonesian, key
        assert english, key
        assert set(re.findall(r"{(\w+)}", indonesian)) == set(re.findall(r"{(\w+)}", english)), key


def test_every_word_that_a_component_uses_exists() -> None:
    for file in UI.glob("components/*.js"):
        source = file.read_text(encoding="utf-8")
        table = "words" if file.name == "results.js" else "t"
        used = {*re.findall(r'this\.t\["([\w. ]+)"\]', source), *re.findall(rf"this\.{table}\.(\w+)", source)}
        assert used - {"verdict."} <= set(text.WORDS), (file.name, used - set(text.WORDS))


def test_every_word_of_the_table_is_used() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (*UI.glob("*.py"), *UI.glob("components/*.js"))
        if path.name != "text.py"
    )
    families = ("sort.", "facet.", "kind.", "field.", "verdict.", "lang.", "col.")
    unused = [key for key in text.WORDS if key not in source and not key.startswith(families)]
    assert unused == []


def test_english_counts_agree_with_their_nouns() -> None:
    assert text.say("en", "line", moments="1", sessions="1", ms=3) == "1 moment in 1 recording · 3 ms"
    assert text.say("en", "line", moments="14", sessions="3", ms=3) == "14 moments in 3 recordings · 3 ms"
    assert text.say("id", "line", moments="14", sessions="3", ms=3) == "14 momen dalam 3 rekaman · 3 ms"
