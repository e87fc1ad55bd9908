"""Cut a stretch out of a recording by decoding and encoding it again: exact to the frame and to the sample.

Copying the stream would be quicker, but keeps up to a keyframe interval of what was said *before* the cut inside the
file, hidden by an edit list: such a clip must never leave the house.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ingest.errors import ArchiveError, BadInput
from ingest.media.copies import muxer, written
from ingest.media.opening import frames, length_of, opened, packets, picture_of, seek, sound_of, zero_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_TICKS = 90_000
_TIME_BASE = Fraction(1, _TICKS)
_FRAME = 1024
_SIZES_MP3 = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
SUFFIXES = (".mp4", ".m4a", ".mp3")


@dataclass(frozen=True, slots=True)
class Caption:
    """Words to draw into the picture from second ``start`` to ``end`` of the clip (counted from its beginning)."""

    start: float
    end: float
    text: str


def cut(
    path: Path,
    start: float,
    end: float | None,
    out: Path,
    *,
    captions: Sequence[Caption] = (),
    report: Callable[[float, float], None] = lambda done, total: None,
) -> Path:
    """Write ``[start, end)`` s of ``path`` to ``out`` (``end`` None: to its end) and return ``out``.

    ``.mp4`` holds H.264 and AAC; ``.m4a`` (AAC) and ``.mp3`` the sound alone. The first frame is the one on screen at
    ``start``. ``captions`` are drawn into the picture (needs Pillow). ``report(seconds done, seconds in all)``.
    Raises :class:`BadInput` for times outside the recording, a suffix that does not fit, or a file that cannot be read.
    """
    suffix = out.suffix.lower()
    if suffix not in SUFFIXES:
        what = f"a clip cannot be written as {suffix or 'a file without suffix'}"
        raise BadInput(what, where=out.name, hint="use .mp4, .m4a or .mp3")
    with opened(path) as source:
        picture = picture_of(source) if suffix == ".mp4" else None
        sound = sound_of(source)
        length = length_of(source)
        _check(path, start, end, length, picture, sound, suffix, captions)
        stop = min(end, length) if end is not None and length is not None else (end if end is not None else length)
        total = (stop - start) if stop is not None else 0.0
        zero = zero_of(source)
        # Decoders of sound need a moment after a seek; pictures begin at the keyframe before.
        seek(source, start - 0.5)
        with written(out) as part, muxer(part) as sink:
            lanes: dict[int, _Picture | _Sound] = {}
            if picture is not None:
                lanes[picture.index] = _Picture(sink, picture, start, stop, zero, captions)
            if sound is not None:
                lanes[sound.index] = _Sound(sink, sound, start, stop, zero, suffix)
            told = 0.0
            for packet in packets(source, *[s for s in (picture, sound) if s is not None]):
                lane = lanes[packet.stream.index]
                if lane.done:
                    if all(x.done for x in lanes.values()):
                        break
                    continue
                for frame in frames(packet):
                    lane.take(frame)
                if lane.at - told >= 1:
                    told = lane.at
                    report(min(told, total), total)
            if not any(lane.wrote for lane in lanes.values()):
                raise BadInput("nothing could be decoded there", where=f"{path} at {start:.1f} s")
            for lane in lanes.values():
                lane.finish()
        report(total, total)
    return out


def _check(
    path: Path,
    start: float,
    end: float | None,
    length: float | None,
    picture: Any,
    sound: Any,
    suffix: str,
    captions: Sequence[Caption],
) -> None:
    where = str(path)
    if not 0 <= start < float("inf") or (end is not None and not start < end < float("inf")):
        raise BadInput(
            f"no stretch lies between {start:g} s and {end:g} s", where=where, hint="the end comes after the start"
        )
    if length is not None and start >= length:
        raise BadInput(f"the recording ends at {length:.1f} s, before {start:.1f} s", where=where)
    if picture is None and sound is None:
        raise BadInput("the recording has no sound track", where=where, hint="write the clip as .mp4")
    if captions and picture is None:
        what = "there is no picture to draw subtitles into"
        raise BadInput(what, where=where, hint="leave out --burn; .vtt and .srt lie beside the clip")


class _Picture:
    """Frames of the picture in, encoded from 0 on out."""

    def __init__(
        self, sink: Any, stream: Any, start: float, stop: float | None, zero: float, captions: Sequence[Caption]
    ) -> None:
        context = stream.codec_context
        rate = stream.average_rate or Fraction(25)
        self.rate = min(Fraction(60), max(Fraction(1), Fraction(rate)))
        self.out = sink.add_stream("libx264", rate=self.rate)
        self.width, self.height = context.width // 2 * 2, context.height // 2 * 2
        self.out.width, self.out.height, self.out.pix_fmt = self.width, self.height, "yuv420p"
        self.out.codec_context.time_base = _TIME_BASE
        self.out.options = {"preset": "veryfast", "crf": "22"}
        self.sink, self.start, self.stop, self.zero = sink, start, stop, zero
        self.held: Any = None  # the frame on screen, not yet written
        self.last = -1
        self.done = self.wrote = False
        self.at = 0.0
        self.pen = _Pen(captions, self.width, self.height) if captions else None

    def take(self, frame: Any) -> None:
        if frame.pts is None or self.done:
            return
        second = float(frame.pts * frame.time_base) - self.zero
        # Half a tick of the source's clock: 12.3 s asked for and the frame stamped 12.2999 are one moment.
        if self.stop is not None and second >= self.stop - 0.0005:
            self.done = True
            return
        if second <= self.start + 0.0005:
            self.held = frame
            return
        if self.held is not None:
            self._write(self.held, 0.0)
        elif not self.wrote and second > self.start:
            # The picture begins later than the sound: its first frame stands from the beginning.
            self._write(frame, 0.0)
        self.held = None
        self._write(frame, second - self.start)

    def finish(self) -> None:
        if self.held is not None:
            self._write(self.held, 0.0)
        # A slide that stays to the end must last to the end.
        if self.wrote and self.stop is not None:
            rest = self.stop - self.start - 1 / float(self.rate)
            if rest - self.last / _TICKS > 2 / float(self.rate):
                self._write(self.final, rest)
        if self.wrote:
            self.sink.mux(self.out.encode(None))

    def _write(self, frame: Any, second: float) -> None:
        ticks = round(second * _TICKS)
        if ticks <= self.last:
            return
        self.final = frame
        shaped = frame.reformat(width=self.width, height=self.height, format="yuv420p")
        if self.pen is not None:
            shaped = self.pen.draw(shaped, second)
        shaped.pts, shaped.time_base = ticks, _TIME_BASE
        shaped.pict_type = 0
        self.sink.mux(self.out.encode(shaped))
        self.last, self.at, self.wrote = ticks, second, True


class _Sound:
    """Sound in, encoded from sample 0 on out, exactly ``stop - start`` long."""

    def __init__(self, sink: Any, stream: Any, start: float, stop: float | None, zero: float, suffix: str) -> None:
        import av

        context = stream.codec_context
        rate = context.sample_rate if context.sample_rate in _SIZES_MP3 else 48_000
        layout = "stereo" if context.channels > 1 else "mono"
        name = "libmp3lame" if suffix == ".mp3" else "aac"
        self.out = sink.add_stream(name, rate=rate, layout=layout)
        self.out.bit_rate = 128_000 if layout == "stereo" else 96_000
        if rate <= 24_000:
            self.out.bit_rate //= 2
        self.format = "fltp"
        self.out.codec_context.format = self.format
        self.resampler = av.AudioResampler(format=self.format, layout=layout, rate=rate)
        self.shape: tuple[Any, ...] = ()
        self.fifo: Any = av.AudioFifo()
        self.sink, self.start, self.stop, self.zero, self.rate, self.layout = sink, start, stop, zero, rate, layout
        self.clock: float | None = None
        self.written = self.sent = 0
        self.want = None if stop is None else round((stop - start) * rate)
        self.done = self.wrote = False
        self.at = 0.0

    def take(self, frame: Any) -> None:
        import av

        if self.done:
            return
        second = float(frame.pts * frame.time_base) - self.zero if frame.pts is not None else self.clock
        if second is None:
            return
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self.shape:
            self.resampler = av.AudioResampler(format=self.format, layout=self.layout, rate=self.rate)
            self.shape = shape
        frame.pts = None
        if self.clock is None or not -2 < second - self.clock < 0.12:
            if self.clock is not None and 0 < second - self.clock < 3600:
                self._put(self._silence(second - max(self.clock, self.start)))
            elif self.clock is None and second > self.start:
                self._put(self._silence(second - self.start))
            if self.clock is None or second > self.clock:
                self.clock = second
        for piece in self.resampler.resample(frame):
            self._put(piece.to_ndarray())

    def finish(self) -> None:
        if self.want is not None and self.wrote and self.written < self.want:
            # The sound ended earlier than the picture, or a little of it was lost: silence to the end.
            self._put(self._silence((self.want - self.written) / self.rate), move=False)
        self._drain(last=True)
        if self.wrote:
            self.sink.mux(self.out.encode(None))

    def _silence(self, seconds: float) -> Any:
        import numpy as np

        return np.zeros((1 if self.layout == "mono" else 2, max(0, round(seconds * self.rate))), np.float32)

    def _put(self, samples: Any, *, move: bool = True) -> None:
        """Samples from the clock on; those before ``start`` and after ``stop`` are left out."""
        import av
        import numpy as np

        clock = self.clock if self.clock is not None else self.start
        if move:
            before = max(0, min(samples.shape[1], round((self.start - clock) * self.rate)))
            if self.clock is not None:
                self.clock += samples.shape[1] / self.rate
            samples = samples[:, before:]
        if self.want is not None and self.written + samples.shape[1] >= self.want:
            samples = samples[:, : self.want - self.written]
            self.done = True
        if not samples.shape[1]:
            return
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format=self.format, layout=self.layout)
        frame.sample_rate = self.rate
        frame.pts = None
        self.fifo.write(frame)
        self.written += samples.shape[1]
        self.at = self.written / self.rate
        self.wrote = True
        self._drain()

    def _drain(self, *, last: bool = False) -> None:
        size = self.out.codec_context.frame_size or _FRAME
        while self.fifo.samples >= size or (last and self.fifo.samples):
            frame = self.fifo.read(min(size, self.fifo.samples))
            frame.pts = self.sent
            frame.time_base = Fraction(1, self.rate)
            self.sent = frame.pts + frame.samples
            self.sink.mux(self.out.encode(frame))


class _Pen:
    """Draws the caption of the moment onto a frame: white on a dark box, low in the middle, wrapped to the width."""

    def __init__(self, captions: Sequence[Caption], width: int, height: int) -> None:
        try:
            from PIL import ImageFont
        except ImportError as error:
            what = "subtitles cannot be drawn without Pillow"
            raise ArchiveError(what, hint="pip install pillow, or leave out --burn") from error
        self.captions = sorted(captions, key=lambda c: c.start)
        self.width, self.height = width, height
        self.font: Any = ImageFont.load_default(size=max(12, height // 20))
        self.box: tuple[str, Any] = ("", None)

    def draw(self, frame: Any, second: float) -> Any:
        import av

        text = next((c.text for c in reversed(self.captions) if c.start <= second < c.end), "")
        if not text:
            return frame
        if self.box[0] != text:
            self.box = (text, self._render(text))
        overlay = self.box[1]
        image = frame.to_image()
        corner = ((self.width - overlay.width) // 2, self.height - overlay.height - self.height // 20)
        image.paste(overlay, corner, overlay)
        drawn: Any = av.VideoFrame
        return drawn.from_image(image).reformat(format="yuv420p")

    def _render(self, text: str) -> Any:
        from PIL import Image, ImageDraw

        pad = self.height // 60 + 2
        lines: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.font.getlength(longer) > self.width * 0.86:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
        text = "\n".join(lines[:4])
        left, top, right, bottom = ImageDraw.Draw(Image.new("RGBA", (1, 1))).multiline_textbbox(
            (0, 0), text, font=self.font
        )
        box = Image.new("RGBA", (int(right - left) + 2 * pad, int(bottom - top) + 2 * pad), (0, 0, 0, 170))
        ImageDraw.Draw(box).multiline_text((pad - left, pad - top), text, font=self.font, fill="white", align="center")
        return box
