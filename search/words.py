"""The word lists of the analysis: stop words, places and names that no stemmer may touch, words whose stem is known
better."""

from __future__ import annotations


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that say little alone. They are indexed like all others; they only weigh less in a typed sentence.
STOP_WORDS = _table(
    "yang dan di ke dari pada dalam untuk dengan ini itu adalah ialah akan atau juga oleh sebagai tidak bukan belum "
    "sudah telah ada saya aku kami kita anda kamu dia ia mereka beliau apa apakah siapa kapan mana bagaimana "
    "mengapa kenapa berapa karena sebab agar supaya jika kalau bila maka namun tetapi tapi sedangkan serta lalu "
    "kemudian sehingga hingga sampai seperti yaitu yakni bahwa dapat bisa harus lagi saja hanya pun lah kah nya se "
    "para si sang tentang terhadap antara secara setiap masih sangat lebih paling ya nah jadi begitu begini "
    "tersebut bapak ibu pak bu oh eh kan dong sih deh kok the a an and or of to in on at by for with from as is are "
    "was were be been being it its this that these those there here he she they we you i me my our your his her "
    "their them us not no do does did have has had will would can could should may might must if then than so but "
    "because about into over under again very just also what which who whom when where why how all any some"
)

#: What tells Indonesian from English in a passage.
INDONESIAN = _table(
    "yang dan di ke dari pada untuk dengan ini itu adalah akan atau juga tidak kita kami saya bisa ada sudah karena "
    "kalau bapak ibu"
)
ENGLISH = _table(
    "the and of to in is that it for on with as are was be this have from or we you they not but will can what your our"
)

#: Places, and names of people that look like a word with an affix (Sastrawi makes bal of Bali, bekas of Bekasi, sus of
#: Susi).
PLACES = _table(
    "aceh ambon badung bali balikpapan bandung bangka bangli bantaeng banten bantul banyumas banyuwangi batam "
    "batang bekasi belitung bengkulu berau bima blitar blora bogor bojonegoro bone boyolali brebes buleleng cianjur "
    "ciamis cilacap cilegon cimahi cirebon demak denpasar depok dompu ende enrekang garut gianyar gorontalo gowa "
    "gresik grobogan gunungkidul indramayu jakarta jambi jayapura jember jembrana jepara jombang kalimantan "
    "karanganyar karangasem karawang kebumen kediri kendal kendari klaten klungkung kudus kulonprogo kuningan "
    "kupang lamongan lampung langkat lebak lombok lumajang madiun madura magelang magetan majalengka makassar "
    "malang maluku mamuju manado manokwari mataram medan merauke minahasa mojokerto nganjuk ngawi nias pacitan "
    "padang palangkaraya palembang palu pandeglang papua pasuruan pati pekalongan pekanbaru pemalang ponorogo "
    "pontianak poso probolinggo purbalingga purwakarta purworejo rembang riau sabang salatiga samarinda sampang "
    "semarang serang sidoarjo singkawang situbondo sleman solo sorong sragen subang sukabumi sukoharjo sulawesi "
    "sumatera sumba sumbawa sumedang sumenep surabaya surakarta tabanan tangerang tapanuli tarakan tasikmalaya "
    "tegal temanggung ternate tidore toraja trenggalek tuban tulungagung wonogiri wonosobo yogyakarta susi retno "
    "sri dewi agus budi wahyu hendra siti ratna endang joko bambang suharti yanti ani eni susanti kartini"
)

#: Word → stem where Sastrawi is wrong (berikan → ikan, menangis → nang, pergerakan → gera) or makes one of two meanings
#: (pemerintah and perintah, berarti and arti, mengatakan and kata).
STEMS = {
    word: stem
    for stem, words in {
        "tangis": "menangis menangisi tangisan",
        "beri": "berikan diberikan",
        "gerak": "pergerakan pergerakannya bergerak menggerakkan gerakan",
        "pemerintah": "pemerintah pemerintahan pemerintahannya pemerintahnya",
        "berarti": "berarti",
        "mengata": "mengatakan dikatakan mengatakannya",
        "hasil": "penghasilan",
        "pengaruh": "pengaruh",
        "meeting": "meeting",
        "webinar": "webinar",
        "zoom": "zoom",
        "peserta": "peserta pesertanya",
        "seminar": "seminar",
        "urus": "mengurus pengurus",
        "beruang": "beruang",
        "terang": "terang",
        "nilai": "menilai penilaian",
    }.items()
    for word in words.split()
}
