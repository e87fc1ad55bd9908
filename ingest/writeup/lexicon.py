"""The words by which the write-up reader knows people from everything else with a capital letter.

Closed lists, lower case unless said otherwise: offices, institutions, places, speech verbs, calendar. They only decide
where a name begins and who speaks; nothing of them is shown.
"""

from __future__ import annotations


def words(*lines: str) -> frozenset[str]:
    """A table of words from lines of them."""
    return frozenset(" ".join(lines).split())


# Words that begin an office or a description of a person; the words up to the name belong to it.
ROLES = words(
    "presiden wapres wakil menteri menko menkopolhukam mendagri menkes menkeu mensos mendikbud mendikbudristek menpan",
    "menpanrb menlu menag menhub menaker mensesneg menkominfo menparekraf mentan menhan wamen wamenkes seskab",
    "gubernur wagub bupati wabup wali walikota wawali sekda sekdaprov sekdakab sekjen sekretaris ketua waketum ketum",
    "kepala direktur dirut dirjen irjen deputi asisten staf juru jubir koordinator anggota pengamat peneliti dosen",
    "guru rektor dekan ekonom epidemiolog sosiolog psikolog antropolog pakar ahli kapolri kapolda kapolres kapolsek",
    "kapolresta panglima komandan camat lurah kades imam pengurus pengusaha pendiri ceo cfo coo cto cmo evp svp vp",
    "avp manajer manager general head chief komisaris inspektur kabid kasi kasubag kasubdit kasatpol kadis kadinkes",
    "kadisdik kabag kabareskrim kadiv kasatgas plt plh pjs pj analis warga pemilik pedagang petani nelayan mahasiswa",
    "mahasiswi moderator narasumber pembicara pemateri legislator senator aktivis advokat pengacara hakim jaksa",
    "presdir humas pelaksana pejabat mantan founder co-founder cofounder duta utusan tokoh penasihat penulis",
    "perwakilan widyaiswara arsiparis pustakawan auditor dokter perawat bidan apoteker seniman sutradara aktor aktris",
    "penyanyi musisi atlet pelatih kapten pebulu pesepak pemain istri suami putra putri anak managing director",
    "president vice minister governor mayor secretary chairman chairwoman chair chairperson spokesman spokesperson",
    "spokeswoman professor lecturer researcher analyst officer executive senior junior deputy commissioner ambassador",
    "representative coach owner ombudsman lead leader principal wakapolri wakapolda danrem dandim pangdam kasad kasal",
    "kasau kajari kajati notaris relawan penyuluh fasilitator trainer pengajar pemerhati pengelola penanggung pemandu",
    "pewara editor redaktur wartawan jurnalis sejarawan budayawan penyair pelukis pendeta pastor uskup ulama santri",
    "siswa siswi pelajar orangtua karyawan karyawati buruh pekerja pengemudi sopir peternak perajin pelaku pegiat",
    "praktisi konsultan arsitek insinyur virolog ilmuwan besar waketua wasekjen bendahara country regional kuasa",
)

# Offices that are nearly always followed by the name of their place, known to us or not.
LOCAL_ROLES = words("camat lurah kades kapolsek kapolres kapolresta danramil dandim keuchik")

# Words of institutions and of offices that follow the first word.
INSTITUTIONS = words(
    "kabinet estonia turki iran palestina ukraina spanyol italia brasil selandia kanada filipina swedia norwegia finlandia",
    "bicara academy watch international network society centers initiative research",
    "badan dinas kementerian kementrian lembaga komisi dewan direktorat jenderal bidang bagian subbagian seksi biro",
    "kantor pusat balai sekretariat inspektorat satuan tugas satgas gugus tim panitia pansus fraksi partai majelis",
    "mahkamah kejaksaan kepolisian polri polda polres polsek tentara militer angkatan darat laut udara bank",
    "perusahaan perseroan asosiasi perhimpunan ikatan persatuan himpunan federasi konfederasi serikat forum yayasan",
    "perkumpulan organisasi koalisi aliansi universitas institut politeknik sekolah akademi fakultas jurusan program",
    "studi kampus rumah sakit puskesmas klinik masjid gereja pura vihara pondok pesantren kabupaten kota provinsi",
    "kecamatan kelurahan desa dusun kampung pemerintah pemprov pemkab pemkot pemda negara nasional republik indonesia",
    "daerah wilayah umum utama tinggi rakyat publik pelayanan kesehatan pendidikan kebudayaan pariwisata ekonomi",
    "keuangan sosial politik hukum ham hak asasi manusia keamanan pertahanan perhubungan perdagangan perindustrian",
    "industri pertanian kelautan perikanan kehutanan lingkungan hidup energi sumber daya mineral tenaga kerja",
    "ketenagakerjaan transmigrasi agama luar dalam negeri dan atau serta untuk percepatan penanganan penanggulangan",
    "bencana pencegahan pengendalian penyakit menular langsung pembangunan perencanaan perempuan pemberdayaan",
    "perlindungan anak komunikasi informasi informatika telekomunikasi teknologi riset inovasi investasi koperasi",
    "usaha kecil menengah mikro pajak bea cukai statistik meteorologi klimatologi geofisika kepegawaian aparatur",
    "sipil reformasi birokrasi administrasi pengawas pengawasan obat makanan penelitian pengembangan kajian strategis",
    "operasional operasi bisnis pemasaran corporate communication communications public relations affairs group grup",
    "holding komersial korporasi ritel digital marketing human capital resources executive officer director manager",
    "president vice chief financial technology general head of the and for at besar muda madya pertama pratama ahli",
    "bersama urusan hubungan sama antar lintas masyarakat warga umat islam kristen katolik hindu budha konghucu ulama",
    "nahdlatul muhammadiyah pengurus pimpinan cabang tanfidziyah tanfidyiah syuriah ranting harian pekerja pengusaha",
    "konstitusi agung yudisial pemilihan pemilu bawaslu kpu kpk dpr dprd mpr dpd tni rt rw covid pandemi new normal",
    "protokol persero terbuka tbk pt cv ltd inc corp jasa otoritas infrastruktur perumahan pekerjaan penataan ruang",
    "pertanahan agraria maritim perkebunan peternakan pangan ketahanan logistik kependudukan catatan keluarga",
    "berencana pencatatan arsip perpustakaan pemuda olahraga penanaman modal terpadu satu pintu keprotokolan media",
    "pengaduan tata pendapatan aset kesejahteraan kemasyarakatan pengadaan barang dasar atas kejuruan ujung tombak",
    "khusus istana merdeka laboratorium departemen department ministry university institute bureau agency office",
    "committee council association federation foundation center centre school faculty college hospital company",
    "division unit divisi deputi epidemiologi kedokteran farmasi gizi biologi kimia fisika matematika filsafat sastra",
    "budaya seni komisariat tetap barat timur utara selatan tengah tenggara raya sub sektor jaringan gerakan kawasan",
    "pelabuhan bandara stasiun terminal transportasi angkutan jalan tol kereta api penyelenggara kebijakan eksekutif",
    "regional internasional global asia pasifik dunia perserikatan bangsa uni eropa afrika amerika tiongkok china",
    "jepang korea malaysia singapura australia belanda jerman inggris perancis prancis india arab saudi mesir rusia",
    "thailand vietnam filipina timor leste papua nugini solusi layanan produk retail wholesale consumer consumers",
    "banking lending card cash financing sales product operations strategi transformasi manajemen audit kepatuhan",
    "risiko investor tresuri kredit asuransi reasuransi penjaminan simpanan pengkajian fungsional struktural jabatan",
    "kompetensi kinerja kualitas mutu standar standardisasi akreditasi sertifikasi kolaborasi partisipasi advokasi",
    "edukasi literasi sosialisasi kampanye humas penerangan dokumentasi pelaporan evaluasi mitigasi rehabilitasi",
    "rekonstruksi kedaruratan siaga darurat kesiapsiagaan pelatihan diklat sekda harapan",
)

# An institution of this kind is followed by its own name: "Universitas Airlangga", "Partai Nasdem", "Masjid Istiqlal".
NAMED_AFTER = words(
    "universitas institut politeknik bank pt cv partai fraksi masjid gereja kabupaten kota provinsi kecamatan",
    "kelurahan desa dusun kampung yayasan rs rsud rsup rsu rsia puskesmas hotel pesantren stasiun bandara pelabuhan",
    "pasar pulau gunung sman smkn smpn sma smk smp sd sdn mal mall grup jalan sanggar kebun candi museum klub",
    "komunitas",
)

# Of those, what has a head who may be named right behind: "Kepala Desa Sutrisno", "Wali Kota Sutiaji".
TERRITORIES = words("kabupaten kota provinsi kecamatan kelurahan desa dusun kampung")

# Capitalised words that begin sentences or stand among names without being any.
OTHER = words(
    "namun sementara selain menurut sedangkan adapun meski meskipun walau walaupun sebelumnya sebaliknya kemudian",
    "lalu selanjutnya saat ketika setelah sebelum sejak hingga sampai pada dalam di ke dari dengan untuk oleh karena",
    "sebab jika bila kalau agar supaya ini itu hal tersebut demikian begitu juga pun lagi masih sudah telah akan",
    "sedang belum tidak bukan ada adalah ialah yaitu yakni para sang si ia dia mereka kami kita saya aku anda beliau",
    "pihak pihaknya seorang salah satu dua tiga empat lima beberapa banyak semua setiap tiap seluruh sejumlah",
    "berbagai hanya bahkan misalnya contoh contohnya antara lain terkait tentang mengenai terhadap atas bawah secara",
    "sebagai seperti serupa senada sama bersama melalui lewat sambil seraya maka sehingga jadi terpisah dihubungi",
    "ditemui ditanya dijumpai kepada bagi demi guna bagaimana apa apakah mengapa kenapa siapa kapan dimana mana",
    "pernyataan pesan imbauan penjelasan keterangan harapan keinginan tanggapan sekitar lebih kurang berdasarkan",
    "merujuk mengacu mewakili menanggapi mengutip melansir dikutip dilansir diwawancarai usai pasca pascapandemi",
    "akhirnya terakhir pertama kedua ketiga keempat tahun bulan hari tanggal pekan minggu pagi siang sore malam",
    "kemarin besok lusa pukul wib wita wit the a an in on at by for from with to of and or but however meanwhile",
    "according he she they it we you i this that these those when while after before since during as if although",
    "because there here his her their our my its what who why how where which webinar seminar diskusi acara kegiatan",
    "rapat forum lokakarya konferensi pers zoom meeting video youtube daring luring virtual undang undang-undang uu",
    "pasal ayat nomor no bab peraturan perpres perda pergub perbup kepres keputusan surat edaran huruf tanah air",
    "ramadhan ramadan idul fitri adha lebaran natal nyepi waisak alquran quran al-quran pancasila allah tuhan nabi",
    "yme virus corona vaksin vaksinasi bansos psbb ppkm wfh wfo online asn pns cpns pppk umkm ukm kartu prakerja",
    "facebook instagram whatsapp twitter google kompas tempo detik tribun republika liputan6 okezone cnn bbc reuters",
    "kabar harian koran mungkin tentu tentunya apalagi terlebih lagipula padahal justru karenanya makanya artinya",
    "maksudnya intinya pasalnya soalnya dikatakan disampaikan diungkapkan dijelaskan dituturkan ditegaskan",
    "ditambahkan dikemukakan diakui katanya ujarnya tuturnya selamat terima kasih halo hai ya oh nah baik betul benar",
    "hasil kondisi situasi data jumlah upaya langkah program kebijakan oleh-oleh hadir turut tampil menghadirkan",
    "narasumber pembicara dr prof sdr tema bertajuk bertema melanjutkan menutup membuka mengakhiri menjawab mengawali",
    "kata ujar lanjut jelas tambah tegas sambung ungkap papar demikianlah diketahui",
)

PLACES = words(
    "aceh medan padang riau pekanbaru jambi palembang bengkulu lampung bangka belitung batam banten jakarta bandung",
    "jabar jateng jatim diy yogyakarta jogja semarang surabaya malang bali denpasar mataram ntb ntt kupang pontianak",
    "palangkaraya banjarmasin samarinda balikpapan kaltim kalsel kalbar kalteng kaltara tarakan manado gorontalo palu",
    "makassar kendari mamuju ambon ternate maluku papua jayapura manokwari sorong merauke sumatera sumatra sumut",
    "sumbar sumsel jawa kalimantan sulawesi sulsel sulut sulteng sultra sulbar nusa tenggara jabodetabek dki bogor",
    "depok tangerang bekasi cirebon sukabumi cianjur garut tasikmalaya ciamis kuningan majalengka sumedang indramayu",
    "subang purwakarta karawang pangandaran banjar cimahi serang cilegon lebak pandeglang tegal brebes pemalang",
    "pekalongan batang kendal demak kudus jepara pati rembang blora grobogan sragen karanganyar wonogiri sukoharjo",
    "klaten boyolali surakarta solo magelang temanggung wonosobo purworejo kebumen banyumas purwokerto purbalingga",
    "banjarnegara cilacap salatiga sleman bantul gunungkidul kulonprogo wates pacitan ponorogo trenggalek tulungagung",
    "blitar kediri lumajang jember banyuwangi bondowoso situbondo probolinggo pasuruan sidoarjo mojokerto jombang",
    "nganjuk madiun magetan ngawi bojonegoro tuban lamongan gresik bangkalan sampang pamekasan sumenep batu buleleng",
    "jembrana tabanan badung gianyar klungkung bangli karangasem lombok sumbawa dompu bima flores ende sikka maumere",
    "manggarai ngada sumba belu alor rote sambas singkawang ketapang sintang kapuas sanggau kotawaringin barito",
    "banjarbaru tabalong kutai berau bontang penajam paser nunukan bulungan malinau minahasa bitung tomohon",
    "kotamobagu bolaang mongondow poso donggala morowali toli-toli banggai parigi gowa maros pangkep barru parepare",
    "pinrang enrekang toraja luwu palopo bone soppeng wajo sinjai bulukumba bantaeng jeneponto takalar selayar konawe",
    "kolaka buton muna wakatobi baubau polewali majene halmahera tidore seram buru tual nabire mimika timika biak",
    "wamena jayawijaya asmat mappi fakfak kaimana nias toba samosir tapanuli mandailing simalungun karo dairi langkat",
    "binjai deli serdang asahan labuhanbatu sibolga tanjungbalai tebing siantar pematangsiantar bukittinggi",
    "payakumbuh pariaman solok sawahlunto agam pasaman dharmasraya pesisir mentawai kampar rokan siak bengkalis dumai",
    "pelalawan indragiri kuantan meranti bintan karimun lingga natuna anambas tanjungpinang kepri muaro bungo tebo",
    "merangin sarolangun kerinci banyuasin ogan komering ilir musi rawas lahat prabumulih lubuklinggau pagaralam",
    "muara enim rejang kaur seluma mukomuko kepahiang pringsewu tanggamus pesawaran mesuji metro sabang banda",
    "lhokseumawe langsa bireuen pidie gayo simeulue singkil subulussalam meulaboh nagan bener london paris tokyo",
    "beijing wuhan washington york jenewa sydney kuala lumpur bangkok manila hanoi seoul mekkah madinah mekah sunda",
    "nusantara gunung madura sabu merapi semeru rinjani krakatau ciliwung citarum",
)

# Given names that are common words, institutions or places too: they stay names where only the lists speak against them.
GIVEN = words(
    "ramadhan ramadan fitri",
    "agung bima putra putri anak wahyu budi dewi indah surya cahya cahaya fajar bintang mega rama sinta sri siti nur",
    "sari ratna intan permata mutiara melati mawar kartika lestari utama pratama jaya raya bayu guntur satria perdana",
    "damar arjuna kresna yudistira rahmat hidayat taufik iman ihsan amin arif bijak adil setia bakti dharma darma",
    "guna karya mulia harapan suci tri dwi eka panca catur sapta nanda ananda muda batu buru mada pramana",
)

# "…," kata X. The same words with -nya point at whoever spoke last.
SAID = words(
    "kata ujar tutur ucap jelas tegas ungkap papar sebut imbuh tambah lanjut sambung terang tandas pungkas tukas",
    "jawab tanya cetus beber urai kisah aku imbau harap kenang sahut celetuk seru pesan simpul ulas timpal kilah",
    "klaim keluh pinta pintanya rinci kritik dalih terka canda kelakar puji sanggah ingat cerita himbau saran usul",
    "nilai sapa komentar cuit tulis demikian",
)
SAID_SURE = SAID - words(
    "aku jelas ingat nilai terang rinci demikian tambah lanjut harap tanya jawab cerita saran usul tulis kritik puji"
)

# X mengatakan …
SAYS = words(
    "mengatakan menyatakan menyampaikan menjelaskan menuturkan mengungkapkan menambahkan menegaskan menyebut",
    "menyebutkan mengaku mengakui menilai menekankan mengingatkan memaparkan menerangkan berharap berpendapat meminta",
    "mengimbau menghimbau melanjutkan mencontohkan mengusulkan menyarankan memastikan membenarkan mengklaim",
    "mengeluhkan mengkritik menyayangkan mengapresiasi mengharapkan menanggapi menjawab bertanya berkata bercerita",
    "bertutur berujar menceritakan mengisahkan mengutarakan menyimpulkan menyoroti merinci mengemukakan",
    "menginformasikan menguraikan menandaskan mengucapkan mengumumkan melaporkan mengatakannya berpesan memprediksi",
    "memperkirakan mempertanyakan menuding membantah mengungkap menggarisbawahi meyakini mengajak mendorong",
    "menginstruksikan memerintahkan berjanji bersyukur mengenang menuntut mendesak menganjurkan merekomendasikan",
    "mengulas membeberkan memandang beranggapan menganggap memuji mengomentari berkomentar menyambut mengkhawatirkan",
    "mencermati mengamini menyadari menyinggung mengutip memberikan menepis menolak membandingkan menyebutnya menulis",
    "mencuit menimpali menyahut mengeluh heran optimistis yakin khawatir mengkonfirmasi mengonfirmasi bersikukuh",
    "mengusung menggambarkan mengibaratkan memohon menasihati said says told tells added adds explained explains",
    "stated states noted notes argued argues stressed emphasized emphasised claimed warned urged recalled replied",
    "asked answered admitted described suggested announced concluded remarked observed pointed",
)
# These tell of speech only when the sentence goes on like speech; they make nobody the "-nya" of the next quotation.
SAYS_WEAK = words(
    "memberikan menyambut memandang heran yakin menolak mengajak mendorong mengusung menuntut mendesak mengutip pointed"
)
# Of all of these, what one also does without opening one's mouth: it makes nobody a speaker of the event.
QUIET = words(
    "menilai mengapresiasi menyayangkan mengkritik menyoroti menolak meminta memuji bersikukuh membandingkan",
    "menulis tulis cuit mencuit memastikan yakin meyakini mengumumkan mengungkap menyadari berharap menginstruksikan",
    "memerintahkan mengutip mencermati memandang beranggapan menganggap khawatir mengkhawatirkan optimistis heran",
    "mendesak menuntut mengajak mendorong memprediksi memperkirakan mengusulkan bersyukur berjanji menyambut mengamini",
)
TOLD_BY = words(
    "disampaikan dikatakan diungkapkan dituturkan dijelaskan ditegaskan dikemukakan diutarakan disebutkan diakui",
    "dinyatakan ditambahkan dipaparkan diterangkan diungkap diceritakan dirasakan diamini dibenarkan dilontarkan",
    "diuraikan dibeberkan",
)
ENGLISH_SAID = words(
    "said says added adds explained noted stated told asked replied argued stressed warned recalled continued"
)

PRONOUNS = words("dia ia beliau he she")

# Before one of these words a capitalised run is no subject of the sentence.
PREPOSITIONS = words(
    "keluarga rombongan sosok almarhum almarhumah mendiang bernama",
    "di ke dari pada kepada oleh dengan bersama untuk bagi tentang terhadap antara dalam melalui lewat mengenai soal",
    "menemui hingga sampai seperti milik sejak usai menuju terkait melawan mendampingi didampingi with from to by",
    "about at in for of like via",
)

SPOKE = words(
    "pembicara narasumber pemateri panelis pembahas penanggap moderator pemandu pemapar keynote speaker panelist"
)


def _numbered(*lines: str, first: int) -> dict[str, int]:
    return {word: number for number, line in enumerate(lines, first) for word in line.split()}


DAYS = _numbered(
    "senin monday",
    "selasa tuesday",
    "rabu wednesday",
    "kamis thursday",
    "jumat jum'at jum’at friday",
    "sabtu saturday",
    "minggu ahad sunday",
    first=0,
)
MONTHS = _numbered(
    "januari jan january",
    "februari pebruari feb february",
    "maret mar march",
    "april apr",
    "mei may",
    "juni jun june",
    "juli jul july",
    "agustus agu ags agt aug august",
    "september sep sept",
    "oktober okt oct october",
    "november nopember nov",
    "desember des dec december",
    first=1,
)
