"""Draw the calm office slides of the demo's video: a title, a few points, and a strip with who is in the room."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

SIZE = (1280, 720)
PAPER, INK, MUTED, ACCENT, DEEP = "#f7f5f0", "#22303c", "#6b7782", "#b4552d", "#1f4e5f"
STRIP = 112  # height of the strip with the people
FACES = ("LiberationSans-{}.ttf", "DejaVuSans{}.ttf")


@dataclass(frozen=True, slots=True)
class Slide:
    """What a slide says, and the beginning of the utterance at which it comes up."""

    at: str
    title: str
    points: tuple[str, ...]
    opening: bool = False


def draw(slide: Slide, series: str, people: tuple[str, ...], speaking: str) -> Image.Image:
    """One picture of the video: the slide, and below it the people with the one who speaks outlined."""
    picture = Image.new("RGB", SIZE, DEEP if slide.opening else PAPER)
    pen = ImageDraw.Draw(picture)
    ink, muted = ("#ffffff", "#c9d8dd") if slide.opening else (INK, MUTED)
    bottom = SIZE[1] - STRIP
    if slide.opening:
        pen.rectangle((96, 196, 104, 400), fill=ACCENT)
        pen.text((136, 190), slide.title, font=_font(54, bold=True), fill=ink)
        for row, point in enumerate(slide.points):
            pen.text((136, 280 + 46 * row), point, font=_font(28), fill=muted)
    else:
        pen.rectangle((0, 0, SIZE[0], 10), fill=DEEP)
        pen.text((96, 66), slide.title, font=_font(46, bold=True), fill=ink)
        pen.rectangle((96, 140, 216, 145), fill=ACCENT)
        for row, point in enumerate(slide.points):
            y = 196 + 78 * row
            _disc(picture, (105, y + 21), 7, ACCENT)
            pen.text((140, y), point, font=_font(34), fill=ink)
        pen.text((SIZE[0] - 96, bottom - 46), series, font=_font(20), fill=muted, anchor="ra")
    _strip(picture, people, speaking)
    return picture


def _disc(picture: Image.Image, middle: tuple[int, int], radius: int, colour: str) -> None:
    """A round spot with a smooth edge: Pillow draws jagged ones, so it is drawn large and made small."""
    mask = Image.new("L", (radius * 8, radius * 8))
    ImageDraw.Draw(mask).ellipse((0, 0, radius * 8 - 1, radius * 8 - 1), fill=255)
    mask = mask.resize((radius * 2, radius * 2), Image.Resampling.LANCZOS)
    picture.paste(colour, (middle[0] - radius, middle[1] - radius), mask)


def _strip(picture: Image.Image, people: tuple[str, ...], speaking: str) -> None:
    pen = ImageDraw.Draw(picture)
    top, width = SIZE[1] - STRIP, (SIZE[0] - 48) // len(people)
    pen.rectangle((0, top, *SIZE), fill="#e6e2d9")
    for number, name in enumerate(people):
        left = 24 + number * width
        box = (left + 8, top + 14, left + width - 8, SIZE[1] - 14)
        active = name == speaking
        pen.rounded_rectangle(
            box, 12, fill="#ffffff", outline=ACCENT if active else "#d3cec2", width=4 if active else 1
        )
        middle = (box[1] + box[3]) // 2
        _disc(picture, (box[0] + 42, middle), 28, DEEP if active else "#9aa7ad")
        initials = "".join(word[0] for word in name.split()[:2])
        pen.text((box[0] + 42, middle), initials, font=_font(22, bold=True), fill="#ffffff", anchor="mm")
        pen.text((box[0] + 84, middle), name, font=_font(18, bold=active), fill=INK, anchor="lm")


def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for face, weight in zip(FACES, ("Bold", "-Bold") if bold else ("Regular", ""), strict=True):
        try:
            return ImageFont.truetype(face.format(weight), size)
        except OSError:
            continue  # that family is not on this machine
    return ImageFont.load_default(size)
