"""Whisper itself, through faster-whisper; the only module that imports it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ingest.errors import BadInput
from ingest.records import Word
from ingest.transcribe.shapes import RATE, WINDOW, Heard, Piece
from ingest.transcribe.words import COMPRESSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.models import Model
    from ingest.transcribe.shapes import Samples


# Terms alone teach the decoder to write without full stops and with capitals everywhere (demo recordings, Whisper base: 30
# sentence ends of 54, against 52 with this, 49 unguided); spoken as a sentence they do not. No word of a quotation is in it.
_SENTENCES = {
    "id": "Selamat pagi, Bapak Ibu. Hari ini kita membahas {}.",
    "en": "Good morning, everyone. Today we are discussing {}.",
}


def _in_a_sentence(terms: str, language: str) -> str:
    """The hotwords as something a speaker would say in that language."""
    return _SENTENCES.get(language, "{}.").format(terms)


class Whisper:
    """faster-whisper with a model of :mod:`ingest.models`; loaded once, used for any number of recordings."""

    def __init__(
        self, model: Model, *, device: str = "auto", compute_type: str = "auto", threads: int = 0, batch_size: int = 0
    ) -> None:
        from ingest.models import has_gpu

        gpu = device == "cuda" or (device == "auto" and has_gpu())
        cores = threads or cpu_cores()
        # ctranslate2 reads OMP_NUM_THREADS when it is loaded; onnxruntime's VAD stays on one thread by itself.
        os.environ.setdefault("OMP_NUM_THREADS", str(cores))
        from faster_whisper import BatchedInferencePipeline

        kind = compute_type if compute_type not in ("", "auto", "default") else ("float16" if gpu else "int8")
        try:
            self._model = _model_class()(
                str(model.folder),
                device="cuda" if gpu else "cpu",
                compute_type=kind,
                cpu_threads=cores,
                local_files_only=True,
            )
        except (ValueError, RuntimeError, OSError) as error:
            first = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise BadInput(
                f"the speech model {model.name} cannot be loaded as {kind} ({first})",
                where=str(model.folder),
                hint="choose another compute_type or device in archive.toml, or fetch the model again",
            ) from error
        bands = int(self._model.model.n_mels)
        if self._model.feature_extractor.mel_filters.shape[0] != bands:
            raise BadInput(
                f"the model needs {bands} mel bands, and its preprocessor_config.json is missing or says otherwise",
                where=str(model.folder),
                hint=f"simak model get {model.name}",
            )
        self._pipeline = BatchedInferencePipeline(self._model)
        self.name = f"whisper {model.name}"
        # Measured on two cores (benchmarks/transcribe.py): beside eight windows at a time, one costs 40 % more CPU, two 17 %,
        # three 5 %. Three are about 75 s of sound, so that a kill costs some seconds of work; batch_size = 1 keeps every window.
        self.windows = batch_size or (8 if gpu else 3)
        self.options = (
            ("model", f"{model.name} {model.revision}".strip()),
            ("compute_type", kind),
            ("beam_size", "5"),
            ("vad", "silero"),
        )

    def tokens(self, text: str) -> int:
        """How many of Whisper's tokens a text takes."""
        return len(self._model.hf_tokenizer.encode(" " + text, add_special_tokens=False).ids)

    def stretches(self, samples: Samples) -> list[tuple[int, int]]:
        """Silero's voice activity, with faster-whisper's settings for batches, but without padding: pauses stay known."""
        from faster_whisper.vad import VadOptions, get_speech_timestamps

        options = VadOptions(max_speech_duration_s=WINDOW - 1, min_silence_duration_ms=160, speech_pad_ms=0)
        found = get_speech_timestamps(samples, options)
        return [(int(s["start"]), int(s["end"])) for s in found if s["end"] > s["start"]]

    def languages(self, pieces: Sequence[Piece]) -> list[dict[str, float]]:
        """Whisper's own opinion of each piece."""
        import numpy as np
        from faster_whisper.audio import pad_or_trim

        if not self._model.model.is_multilingual:
            return [{"en": 1.0} for _ in pieces]
        # As the pipeline makes its features, so that the encoder's output can be used again.
        features = np.stack([pad_or_trim(self._model.feature_extractor(p.samples)[..., :-1]) for p in pieces])
        found = self._model.model.detect_language(self._model.encode(features))
        return [{token[2:-2]: float(p) for token, p in one} for one in found]

    def recognise(self, pieces: Sequence[Piece], language: str, hotwords: str) -> list[Heard]:
        """Batched beam search without earlier text: more robust than the plain pipeline (findings). Loops are decoded again."""
        heard = self._decode(pieces, language, hotwords)
        for n, one in enumerate(heard):
            if one.compression > COMPRESSION:
                again = self._decode([pieces[n]], language, "", repetition_penalty=1.1, no_repeat_ngram_size=4)[0]
                if again.compression < one.compression and again.words:
                    heard[n] = again
        return heard

    def _decode(self, pieces: Sequence[Piece], language: str, hotwords: str, **options: float) -> list[Heard]:
        import numpy as np

        clips: list[dict[str, float]] = []
        at = 0
        for piece in pieces:
            clips.append({"start": at / RATE, "end": (at + len(piece.samples)) / RATE})
            at += len(piece.samples)
        found, _ = self._pipeline.transcribe(
            np.concatenate([p.samples for p in pieces]) if len(pieces) > 1 else pieces[0].samples,
            language=None if language == "und" else language,
            vad_filter=False,
            clip_timestamps=clips,
            batch_size=len(pieces),
            word_timestamps=True,
            condition_on_previous_text=False,
            hotwords=_in_a_sentence(hotwords, language) if hotwords else None,
            **options,
        )
        out = [Heard(()) for _ in pieces]
        for segment in found:
            # By its middle: its start is rounded down, and may fall before its own clip.
            middle = (segment.start + segment.end) / 2
            n = next((i for i, c in enumerate(clips) if middle < c["end"]), len(clips) - 1)
            shift = clips[n]["start"]
            words = tuple(
                Word(w.word, float(w.start) - shift, float(w.end) - shift, float(w.probability))
                for w in segment.words or ()
            )
            out[n] = Heard(
                out[n].words + words,
                max(out[n].compression, float(segment.compression_ratio)),
                max(out[n].no_speech, float(segment.no_speech_prob)),
                min(out[n].log_probability, float(segment.avg_logprob)),
            )
        return out


def _model_class() -> Any:
    """faster-whisper's model, which remembers the encoder's last output.

    The encoder is half of the work. Asking for the language of a window and then recognising it would run it twice.
    """
    from faster_whisper import WhisperModel

    class Model(WhisperModel):  # type: ignore[misc]
        last: tuple[Any, Any] | None = None

        def encode(self, features: Any) -> Any:
            import numpy as np

            features = features[None] if features.ndim == 2 else features
            if self.last is None or not np.array_equal(self.last[0], features):
                self.last = (features, super().encode(features))
            return self.last[1]

    return Model


def cpu_cores() -> int:
    """Cores that this process may use: beyond eight, Whisper gains little."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(8, usable))
