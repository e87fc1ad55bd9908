"""The visible words, Indonesian and English: plain office language, the same said in both, nothing said in only one.

A table of ``key: (Indonesian, English)``; ``{name}`` is filled in. ``n|one|many`` does not occur: Indonesian needs no plural, and
English takes it from :data:`_PLURALS`, key by key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")

WORDS: dict[str, tuple[str, str]] = {
    # --- the head of every page -----------------------------------------------------------------------------------------------
    "pages": ("Halaman", "Pages"),
    "language": ("Bahasa", "Language"),
    "nav.search": ("Cari", "Search"),
    "nav.speakers": ("Pembicara", "Speakers"),
    "nav.topics": ("Topik", "Topics"),
    "nav.archive": ("Arsip", "Archive"),
    "trouble": ("Halaman ini belum dapat ditampilkan.", "This page cannot be shown yet."),
    "fault": ("Ada kesalahan pada program ini.", "Something in this program went wrong."),
    "fault.hint": (
        "Kesalahannya tercatat di server. Muat ulang halaman; bila terulang, kirimkan alamat halaman ini kepada pengelola.",
        "It is in the server's log. Reload the page; if it happens again, send this page's address to whoever runs the server.",
    ),
    # --- search ---------------------------------------------------------------------------------------------------------------
    "placeholder": ("Cari kata, kalimat, nama, atau topik", "Search for words, a sentence, a name or a topic"),
    "search": ("Cari", "Search"),
    "stats": ("{sessions} webinar · {hours} · {people} pembicara", "{sessions} · {hours} · {people}"),
    "try": ("Coba cari, misalnya:", "Try, for example:"),
    "recent": ("Rekaman terbaru", "Latest recordings"),
    "line": ("{moments} momen dalam {sessions} rekaman · {ms} ms", "{moments} in {sessions} · {ms} ms"),
    "sort": ("Urutkan:", "Order:"),
    "sort.relevance": ("paling cocok", "best match"),
    "sort.newest": ("terbaru", "newest"),
    "sort.oldest": ("terlama", "oldest"),
    "filter": ("Saring", "Filter"),
    "clear": ("Hapus semua saringan", "Clear all filters"),
    "remove": ("Hapus saringan ini", "Remove this filter"),
    "expanded": ("Kepanjangannya ikut dicari", "The long form is searched for as well"),
    "others": ("{n} lainnya", "{n} more"),
    "moreHits": ("+ {n} lagi dalam rekaman ini", "+ {n} more in this recording"),
    "more": ("Tampilkan lebih banyak rekaman", "Show more recordings"),
    "strip": ("{n} temuan sepanjang rekaman", "{n} hits along the recording"),
    "dates": ("Tanggal", "Date"),
    "since": ("Dari", "From"),
    "until": ("Sampai", "To"),
    "facet.speaker": ("Pembicara", "Speaker"),
    "facet.topic": ("Topik", "Topic"),
    "facet.year": ("Tahun", "Year"),
    "facet.series": ("Seri", "Series"),
    "facet.kind": ("Jenis", "Kind"),
    "facet.session": ("Rekaman", "Recording"),
    "kind.speech": ("Ucapan", "Speech"),
    "kind.writeup": ("Artikel", "Article"),
    "kind.video": ("Rekaman gambar dan suara", "Video recording"),
    "kind.audio": ("Rekaman suara", "Audio recording"),
    "kind.text": ("Tanpa rekaman: transkrip atau artikel", "No recording: transcript or article"),
    "why": ("mengapa?", "why?"),
    "whyTitle": ("Mengapa bagian ini ditemukan", "Why this passage was found"),
    "why.words": ("Kata yang cocok: {words}.", "Words that match: {words}."),
    "why.expanded": ("Singkatan: {pairs}.", "Short form: {pairs}."),
    "why.fields": ("Cocok juga pada: {fields}.", "Also matches in: {fields}."),
    "field.speaker": ("nama pembicara", "speaker's name"),
    "field.title": ("judul", "title"),
    "field.topic": ("topik", "topic"),
    "relaxed": (
        "Tidak ada bagian yang memuat semua kata; yang memuat sebagian besar ditampilkan.",
        "No passage has all the words; those with most of them are shown.",
    ),
    "ignored": ("Tidak ikut dicari: {what}", "Not searched for: {what}"),
    "meant": ("Maksud Anda", "Did you mean"),
    "nothing": ("Tidak ada yang cocok", "Nothing matches"),
    "nothing.query": ("Dicari: “{query}”.", "Searched for: “{query}”."),
    "nothing.filters": ("Hapus saringan: {n} aktif", "Clear the filters: {n} in use"),
    "nothing.fewer": ("Pakai lebih sedikit kata, atau kata dasarnya.", "Use fewer words, or their simple form."),
    "nothing.speakers": ("Cari orangnya di halaman Pembicara", "Look for the person on the Speakers page"),
    "nothing.archive": ("Lihat semua rekaman di Arsip", "See all recordings in the Archive"),
    "empty.archive": (
        "Arsip ini masih kosong. Tambahkan rekaman, takarir, atau artikel dengan: simak add BERKAS",
        "This archive is still empty. Add a recording, captions or an article with: simak add FILE",
    ),
    "writeups": ("{n} artikel", "{n}"),
    # --- session --------------------------------------------------------------------------------------------------------------
    "session.missing": ("Rekaman “{id}” tidak ada dalam arsip ini.", "There is no recording “{id}” in this archive."),
    "session.missing.hint": (
        "Mungkin alamatnya terpotong. Cari lagi, atau buka Arsip.",
        "The address may be cut off. Search again, or open the Archive.",
    ),
    "session.none": (
        "Pilih rekaman dari hasil pencarian atau dari Arsip.",
        "Choose a recording from the search or from the Archive.",
    ),
    "backToResults": ("Hasil pencarian", "Search results"),
    "transcript": ("Transkrip", "Transcript"),
    "article": ("Artikel", "Article"),
    "details": ("Rincian", "Details"),
    "find": ("Cari dalam rekaman", "Search this recording"),
    "find.none": ("tidak ada", "none"),
    "find.previous": ("Temuan sebelumnya", "Previous hit"),
    "find.next": ("Temuan berikutnya", "Next hit"),
    "return": ("Kembali ke posisi", "Back to the position"),
    "play": ("Putar", "Play"),
    "pause": ("Jeda", "Pause"),
    "back10": ("Mundur 10 detik", "Back 10 seconds"),
    "ahead10": ("Maju 10 detik", "Ahead 10 seconds"),
    "speed": ("Kecepatan", "Speed"),
    "mute": ("Senyapkan", "Mute"),
    "unmute": ("Bunyikan", "Unmute"),
    "captions": ("Takarir", "Captions"),
    "fullscreen": ("Layar penuh", "Full screen"),
    "position": ("Posisi", "Position"),
    "strip.speakers": ("Bicara", "Speaking"),
    "strip.hits": ("Temuan", "Hits"),
    "strip.article": ("Artikel", "Article"),
    "unknownSpeaker": ("Pembicara tidak dikenal", "Unknown speaker"),
    "clip.range": ("Cuplikan", "Excerpt"),
    "clip.start": ("Awal", "Start"),
    "clip.end": ("Akhir", "End"),
    "clip.listen": ("Dengar", "Listen"),
    "clip.make": ("Buat klip", "Make clip"),
    "clip.cite": ("Kutip", "Cite"),
    "clip.link": ("Salin tautan", "Copy link"),
    "clip.making": ("Memotong klip {range} …", "Cutting the clip {range} …"),
    "clip.ready": ("Klip {range} siap:", "The clip {range} is ready:"),
    "clip.copied": ("Tersalin.", "Copied."),
    "clip.failed": ("Klip gagal dibuat:", "The clip could not be made:"),
    "clip.invalid": (
        "Tulis waktu seperti 12:31, akhir sesudah awal.",
        "Write times like 12:31, the end after the start.",
    ),
    "clip.hint": (
        "Pilih kata-kata di transkrip untuk mengisi cuplikan.",
        "Select words in the transcript to fill the excerpt.",
    ),
    "subtitles": ("takarir {kind}", "subtitles {kind}"),
    "media.none": (
        "Tidak ada rekaman gambar atau suara; transkrip tetap dapat dibaca dan dicari.",
        "There is no picture or sound; the transcript can be read and searched.",
    ),
    "media.gone": (
        "Berkas rekaman {name} tidak ditemukan di tempatnya. Jalankan: simak check",
        "The recording {name} is not where it should be. Run: simak check",
    ),
    "media.failed": (
        "Peramban ini tidak dapat memutar {name}. Transkrip tetap dapat dibaca; berkasnya dapat diunduh:",
        "This browser cannot play {name}. The transcript can be read; the file can be downloaded:",
    ),
    "media.download": ("unduh berkas", "download the file"),
    "transcript.none": (
        "Rekaman ini belum punya transkrip. Buat sekarang dengan: {command}",
        "This recording has no transcript yet. Make it now with: {command}",
    ),
    "transcript.unneeded": (
        "Tidak ada rekaman, jadi tidak ada transkrip. Baca artikelnya.",
        "There is no recording, hence no transcript. Read the article.",
    ),
    "transcript.loading": ("Memuat transkrip …", "Loading the transcript …"),
    "transcript.failed": (
        "Transkrip gagal dimuat. Muat ulang halaman ini.",
        "The transcript could not be loaded. Reload this page.",
    ),
    "loss": ("Suara hilang {range}: {reason}", "Sound lost {range}: {reason}"),
    "flag": ("Kata-kata ini meragukan: {reason}", "These words are doubtful: {reason}"),
    "article.none": (
        "Belum ada artikel tentang rekaman ini. Tambahkan dengan: simak add BERKAS --session {id}",
        "There is no article about this recording yet. Add one with: simak add FILE --session {id}",
    ),
    "article.unread": (
        "Artikel ini belum diolah. Jalankan: simak update {id}",
        "This article has not been read yet. Run: simak update {id}",
    ),
    "article.source": ("Baca di sumbernya", "Read at the source"),
    "verdict.verbatim": ("persis", "verbatim"),
    "verdict.paraphrased": ("tidak persis", "paraphrased"),
    "verdict.contradicted": ("bertentangan", "contradicted"),
    "verdict.not found": ("tidak ditemukan", "not found"),
    "verdict.compare": ("bandingkan", "compare"),
    "verdict.written": ("Ditulis", "Written"),
    "verdict.said": ("Diucapkan", "Said"),
    "link.play": ("Putar dari {time}", "Play from {time}"),
    "link.goto": ("Ke {time}", "Go to {time}"),
    "details.people": ("Orang", "People"),
    "details.recording": ("Rekaman", "Recording"),
    "details.date": ("Tanggal", "Date"),
    "details.organiser": ("Penyelenggara", "Organiser"),
    "details.series": ("Seri", "Series"),
    "details.topics": ("Topik", "Topics"),
    "details.length": ("Panjang", "Length"),
    "details.language": ("Bahasa", "Language"),
    "details.transcript": ("Transkrip", "Transcript"),
    "details.model": ("Dibuat dengan", "Made with"),
    "details.words": ("Jumlah kata", "Words"),
    "details.losses": ("Suara hilang", "Sound lost"),
    "details.flags": ("Meragukan", "Doubtful"),
    "details.none": ("tidak ada", "none"),
    "details.files": ("Berkas asal", "Source files"),
    "details.corrected": ("dikoreksi", "corrected by hand"),
    "details.cite": ("Sitiran", "Citation"),
    "details.id": ("Nama folder", "Folder"),
    "details.problem": ("Perlu diperiksa", "Needs a look"),
    "talk": ("bicara {time}", "speaks for {time}"),
    "lang.id": ("Indonesia", "Indonesian"),
    "lang.en": ("Inggris", "English"),
    "lang.und": ("tidak diketahui", "unknown"),
    # --- speakers, topics, archive --------------------------------------------------------------------------------------------
    "speakers.find": ("Cari nama, gelar, atau jabatan", "Search names, titles or offices"),
    "speakers.count": ("{n} orang", "{n}"),
    "speakers.none": ("Tidak ada nama yang cocok dengan “{text}”.", "No name matches “{text}”."),
    "speakers.missing": (
        "Tidak ada orang dengan alamat “{id}” dalam arsip ini.",
        "There is nobody at the address “{id}” in this archive.",
    ),
    "speakers.all": ("Semua pembicara", "All speakers"),
    "speakers.empty": (
        "Belum ada pembicara yang dikenal dalam arsip ini.",
        "No speakers are known in this archive yet.",
    ),
    "col.name": ("Nama", "Name"),
    "col.office": ("Jabatan", "Office"),
    "col.talk": ("Lama bicara", "Talking time"),
    "col.sessions": ("Rekaman", "Recordings"),
    "person.search": ("Cari dalam ucapannya", "Search what was said"),
    "person.asWritten": ("Ditulis sebagai", "Written as"),
    "person.sessions": ("Rekaman", "Recordings"),
    "person.quoted": ("Dikutip", "Quoted"),
    "person.noquotes": ("Belum ada kutipan langsung dalam artikel.", "No direct quotations in articles yet."),
    "in": ("dalam", "in"),
    "topics.count": ("{n} topik", "{n}"),
    "topics.empty": (
        "Belum ada topik dalam arsip ini. Tulis topik di session.toml.",
        "There are no topics in this archive yet. Write topics into session.toml.",
    ),
    "topics.hint": ("Klik topik untuk mencari di dalamnya.", "Click a topic to search within it."),
    "col.topic": ("Topik", "Topic"),
    "col.years": ("Tahun", "Years"),
    "col.passages": ("Bagian", "Passages"),
    "archive.count": ("{n} rekaman, terbaru di atas", "{n}, newest first"),
    "col.date": ("Tanggal", "Date"),
    "col.title": ("Judul", "Title"),
    "col.length": ("Panjang", "Length"),
    "col.captions": ("Takarir", "Captions"),
    "col.transcript": ("Transkrip", "Transcript"),
    "col.article": ("Artikel", "Article"),
    "col.checked": ("Kutipan cocok", "Quotations that match"),
    "col.wrong": ("Perlu tindakan", "Needs attention"),
    "fine": ("tidak ada", "nothing"),
    "of": ("{part} dari {whole}", "{part} of {whole}"),
    "wrong.recording": ("rekamannya belum ada", "its recording is missing"),
    "wrong.transcript": ("belum ditranskrip", "not transcribed yet"),
    "wrong.losses": ("{n} bagian suara hilang", "{n} of sound lost"),
    "wrong.flags": ("{n} bagian meragukan", "{n}"),
    "wrong.writeup": ("artikel belum diolah", "article not read yet"),
    "wrong.alignment": ("artikel belum dicocokkan", "article not aligned yet"),
    "wrong.contradicted": ("{n} kutipan bertentangan", "{n}"),
    "wrong.media": ("berkas rekaman hilang: {name}", "recording missing: {name}"),
    "wrong.file": ("session.toml: {problem}", "session.toml: {problem}"),
}

# English counts: key → what {name} counts, (one, many).
_PLURALS: dict[tuple[str, str], tuple[str, str]] = {
    ("stats", "sessions"): ("webinar", "webinars"),
    ("stats", "people"): ("speaker", "speakers"),
    ("line", "moments"): ("moment", "moments"),
    ("line", "sessions"): ("recording", "recordings"),
    ("writeups", "n"): ("article", "articles"),
    ("speakers.count", "n"): ("person", "people"),
    ("topics.count", "n"): ("topic", "topics"),
    ("archive.count", "n"): ("recording", "recordings"),
    ("wrong.losses", "n"): ("stretch", "stretches"),
    ("wrong.flags", "n"): ("doubtful stretch", "doubtful stretches"),
    ("wrong.contradicted", "n"): ("quotation contradicted", "quotations contradicted"),
}


def say(lang: Language, key: str, **values: object) -> str:
    """The words for ``key``, with ``values`` filled in; English counts bring their noun along."""
    template = WORDS[key][LANGUAGES.index(lang)]
    if lang == "en":
        for name, value in values.items():
            if nouns := _PLURALS.get((key, name)):
                values[name] = f"{value} {nouns[0] if str(value) == '1' else nouns[1]}"
    return template.format(**values) if values else template


def some(lang: Language, keys: Iterable[str]) -> dict[str, str]:
    """The words a component asks for, unfilled, by key."""
    return {key: WORDS[key][LANGUAGES.index(lang)] for key in keys}
