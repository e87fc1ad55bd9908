"""Where a model comes from: found without a network, joined only with its published hashes, and missed in one clear line."""

from __future__ import annotations

import hashlib
import json
import socket
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest import models
from ingest.errors import BadInput, ModelMissing

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "model.bin": b"first half" + b"second half",
    "config.json": b"{}",
    "tokenizer.json": b"{}",
    "vocabulary.txt": b"a",
}


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> models.Offer:
    """A small model in two installed packages, alone in the table; own cache, no network."""
    site = tmp_path / "site"
    for name, files in {
        "tiny_part1": {k: v for k, v in FILES.items() if k != "model.bin"} | {"model.bin.part1": b"first half"},
        "tiny_part2": {"model.bin.part2": b"second half"},
    }.items():
        (site / name / "data").mkdir(parents=True)
        (site / name / "__init__.py").write_text("")
        for file, data in files.items():
            (site / name / "data" / file).write_bytes(data)
    made = models.Offer(
        "base",
        "nobody/base",
        74,
        1,
        "two",
        hashes=tuple((n, hashlib.sha256(d).hexdigest()) for n, d in FILES.items()),
        parts=(("tiny_part1", "model.bin.part1"), ("tiny_part2", "model.bin.part2")),
    )
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setattr(models, "TABLE", (made,))
    monkeypatch.setenv("SIMAK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", lambda *a, **k: None)

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield made
    for name in ("tiny_part1", "tiny_part2"):
        sys.modules.pop(name, None)


def test_the_parts_are_joined_once_into_the_users_cache(offer: models.Offer, tmp_path: Path) -> None:
    found = models.resolve("auto", device="cpu")
    assert found.folder == tmp_path / "cache" / "models" / "base"
    assert (found.folder / "model.bin").read_bytes() == FILES["model.bin"]
    before = (found.folder / "model.bin").stat().st_mtime_ns
    assert models.resolve("base").folder == found.folder
    assert (found.folder / "model.bin").stat().st_mtime_ns == before


def test_a_part_with_another_hash_is_refused_and_nothing_is_left(offer: models.Offer, tmp_path: Path) -> None:
    (tmp_path / "site" / "tiny_part2" / "data" / "model.bin.part2").write_bytes(b"something else")
    with pytest.raises(BadInput, match="not the published one"):
        models.resolve("base")
    assert list((tmp_path / "cache" / "models").iterdir()) == []


def test_a_damaged_copy_in_the_cache_is_made_anew(offer: models.Offer) -> None:
    folder = models.resolve("base").folder
    (folder / "model.bin").write_bytes(b"cut off")
    assert (models.resolve("base").folder / "model.bin").read_bytes() == FILES["model.bin"]


def test_a_missing_model_says_how_to_get_it(offer: models.Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = replace(offer, parts=(("not_installed_1", "a"), ("not_installed_2", "b")))
    monkeypatch.setattr(models, "TABLE", (elsewhere,))
    for name in ("auto", "base"):
        with pytest.raises(ModelMissing) as caught:
            models.resolve(name, device="cpu")
        assert "pip install 'simak[base-model]'" in str(caught.value)
        assert "simak model get base" in str(caught.value)
        assert "\n" not in str(caught.value)
    assert [(row.present, bool(row.fix)) for row in models.list_models()] == [(False, True)]


def test_unknown_names_and_hub_ids_are_told_apart(offer: models.Offer) -> None:
    with pytest.raises(ModelMissing, match="no speech model and no folder is called 'gigantic'"):
        models.resolve("gigantic")
    with pytest.raises(ModelMissing, match="simak model get someone/whisper-id"):
        models.resolve("someone/whisper-id")


def test_a_folder_of_ones_own_is_taken_when_it_is_whole(offer: models.Offer, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    for name, data in FILES.items():
        (mine / name).write_bytes(data)
    assert models.resolve(str(mine)) == models.Model("mine", mine, "folder")
    # Without it, faster-whisper would ask the hub for 24 seconds.
    (mine / "tokenizer.json").unlink()
    with pytest.raises(BadInput, match=r"lacks tokenizer\.json"):
        models.resolve(str(mine))


def test_a_model_in_the_hubs_cache_is_found(
    offer: models.Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = tmp_path / "hub" / "0123abcd"
    snapshot.mkdir(parents=True)
    for name, data in FILES.items():
        (snapshot / name).write_bytes(data)
    monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", lambda *a, **k: str(snapshot / "model.bin"))
    assert models.resolve("base") == models.Model("base", snapshot, "hub", "0123abcd")


def test_auto_keeps_up_with_speech() -> None:
    names = [o.name for o in models.fitting(cores=2, gpu=False)]
    assert names == ["tiny", "base", "small"]
    assert "large-v3-turbo" in [o.name for o in models.fitting(cores=16, gpu=False)]
    assert models.fitting(cores=1, gpu=True) == models.TABLE


def test_get_without_a_network_is_one_line(offer: models.Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hub:
        def model_info(self, *args: object, **kwargs: object) -> None:
            raise OSError("Name or service not known")

    monkeypatch.setattr("huggingface_hub.HfApi", Hub)
    with pytest.raises(ModelMissing) as caught:
        models.get("someone/whisper-id")
    assert "Name or service not known" in str(caught.value)
    assert "goes on where it stopped" in str(caught.value)


def test_the_mark_names_every_file(offer: models.Offer) -> None:
    mark = json.loads((models.resolve("base").folder / "verified.json").read_text())
    assert {name: row["sha256"] for name, row in mark["files"].items()} == dict(offer.hashes)
