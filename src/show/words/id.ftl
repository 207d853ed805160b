# Kata-kata laporan. Setiap kata yang dibaca orang ada di sini; bahasa ketiga
# adalah satu berkas seperti ini. N(x) menulis bilangan dengan gaya bahasa ini.

## Gaya bilangan, tanggal dan uang
decimal-mark = ,
group-mark = .
months-long = Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
months-short = Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des
date-long = { $day } { $month } { $year }
date-short = { $day } { $month }
fiscal-year = tahun fiskal { $year }
quarter = Triwulan { $n ->
    [1] I
    [2] II
    [3] III
   *[4] IV
} { $year }
month-year = { $month } { $year }
date-range = { $from } – { $to }
money = { $symbol }{ $amount }
money-compact = { $symbol }{ $amount } { $unit }
number-compact = { $amount } { $unit }
# pangkat sepuluh dan namanya, dari kecil ke besar
compact-units = 3 ribu 6 juta 9 miliar 12 triliun
percent = { $number }%
days = { $number } hari
working-days = { $number } hari kerja
# hari kerja, di papan yang sempit
working-days-short = { $number } hk
hours-long = { $number } jam
per-day = { $money } per hari
sample = dari { $n }
none = –

## Kepala
report = Laporan pipeline penjualan
page-title = Laporan pipeline penjualan, { $name }, per { $date }
skip = Langsung ke isi
contents = Isi laporan
as-of = Per tanggal
period = Periode
filter = Saringan
filter-all = Semua pipeline
filter-pipeline = Pipeline { $pipeline }
filter-everyone = semua pemilik
filter-owner = pemilik { $owner }
filter-where = hanya peluang dengan { $condition }
counted-how = Cara hitung tahap
mode-cohort = Peluang yang dimulai
mode-entered = Masuk tahap
mode-period = Kejadian
mode-cohort-means = mengikuti peluang yang dimulai dalam periode
mode-entered-means = mengikuti yang masuk tiap tahap dalam periode
mode-period-means = menghitung kejadian dalam periode
basis-past = Tahap dan kegiatan seperti pada { $date }; nilai, pemilik dan perkiraan tanggal tutup seperti yang tertulis hari ini ({ $today }).
basis-revision = Berkas diambil dari komit tanggal { $date }: nilai, pemilik dan perkiraan tanggal tutup seperti yang tertulis saat itu.
basis-past-revision = Tahap dan kegiatan seperti pada { $date }; nilai, pemilik dan perkiraan tanggal tutup seperti yang tertulis dalam berkas tanggal { $files }.
tax = Nilai tanpa pajak, dalam { $currency }.
data = Data
headline = { N($open) } peluang terbuka bernilai { $value }; { N($won) } menang bernilai { $won_value } dalam periode.

## Pembuka laporan
opening-won-of = Menang { $won } dari target { $target }.
opening-won-of-deals = Menang { N($won) } dari target { N($target) }.
opening-reached = Target tercapai: menang { $won } dari { $target }.
opening-reached-deals = Target tercapai: menang { N($won) } dari { N($target) }.
opening-behind = Kurang { $gap } dalam { $days }: tertinggal dari jadwal.
opening-behind-deals = Kurang { N($gap) } dalam { $days }: tertinggal dari jadwal.
opening-on-time = Kurang { $gap } dalam { $days }: sesuai jadwal.
opening-on-time-deals = Kurang { N($gap) } dalam { $days }: sesuai jadwal.
opening-won = Menang { $value } dari { N($n) } peluang.
opening-won-count = { N($n) } peluang menang.
opening-won-none = Belum ada yang menang.
opening-open = Masih terbuka { $value } di { N($n) } peluang.
opening-open-count = { N($n) } peluang masih terbuka.
opening-open-none = Tidak ada yang terbuka.
opening-left = { $period }, { $days } lagi
opening-pace = { $rate } tercapai, { $gone } waktu sudah lewat
opening-target = target
opening-ahead = diperkirakan
opening-expected = { $n ->
    [0] tidak ada peluang yang diperkirakan tutup sampai { $date }
   *[other] { $value } di { N($n) } peluang diperkirakan tutup sampai { $date }
}
opening-expected-count = { $n ->
    [0] tidak ada peluang yang diperkirakan tutup sampai { $date }
   *[other] { N($n) } peluang diperkirakan tutup sampai { $date }
}
opening-year = { N($n) } peluang dalam 12 bulan
opening-months = dalam 12 bulan
opening-open-leads = { N($n) } terbuka
todo = Perlu dikerjakan
waiting-overdue = { N($n) } lewat tenggat
waiting-today = { N($n) } hari ini
waiting-rotting = { N($n) } mandek
waiting-soon = { N($n) } minggu ini
waiting-none = tidak ada tenggat minggu ini
todo-all = Semua yang jatuh tempo
so-far = Sejauh ini
so-far-closed = { N($won) } peluang menang dan { N($lost) } kalah sejak { $date }.
so-far-rate = { N($won) } dari { N($n) } yang ditutup menang.
so-far-sources = Peluang datang dari { $sources }.
so-far-target = { $target }: { $note }.
so-far-more = Rasio, kurva dan perbandingan ditampilkan setelah ada lima yang sejenis.
too-few-parts = Masih terlalu sedikit untuk dikatakan: { $parts }.

## Angka utama
headlines = Angka utama
open-value = Nilai terbuka
open-value-note = { N($n) } peluang; tertimbang { $weighted }
won-value = Nilai menang
won-value-note = { N($n) } peluang menang dalam periode
win-rate = Rasio menang
win-rate-note = { N($won) } dari { N($n) } yang ditutup
conversion = Konversi peluang baru
conversion-note = { N($won) } dari { N($n) } sudah menang, { N($open) } masih terbuka
interval = mungkin { $range }
cycle = Lama sampai menang, biasanya
cycle-note = { N($n) } kemenangan; sembilan dari sepuluh dalam { $p90 }
cycle-short = { N($n) } kemenangan
cycle-unknown = { N($n) } tanpa siklus
days-to-win = Lama sampai menang
cycle-half = separuhnya lebih cepat
average = Rata-rata nilai menang
average-note = dari { N($n) } kemenangan yang bernilai
velocity = Laju penjualan
velocity-note = { N($open) } terbuka × { $rate } × { $average } ÷ rata-rata { $days }
new = Peluang baru
new-note = dimulai dalam periode
new-reopened = dimulai dalam periode; { N($n) } dibuka lagi
new-transferred = { N($n) } dari pipeline lain
too-few = terlalu sedikit
nothing-yet = belum ada

## Corong
funnel = Corong
funnel-table = Corong menurut tahap, { $period }
funnel-title-lowest = Paling sedikit lanjut dari { $stage }: { $rate } dari { N($n) } yang diputuskan di sana
funnel-title-tie = Paling sedikit lanjut dari { $stage } dan { N($others) } tahap lain: { $rate }
funnel-title-one = { $rate } lanjut dari { $stage }, dari { N($n) } yang diputuskan di sana
funnel-title-few = { N($n) } peluang masuk corong: terlalu sedikit untuk membandingkan tahap
funnel-title-none = Belum ada peluang yang masuk corong dalam periode ini
funnel-sub-cohort = Peluang yang dimulai dalam periode: sejauh mana sampai sekarang.
funnel-sub-entered = Peluang yang masuk tiap tahap dalam periode: apa jadinya sampai sekarang. Tiap tahap punya kelompok sendiri.
funnel-sub-period = Yang sudah ada di awal periode dan yang masuk selama periode: apa jadinya di akhir periode.
funnel-note = Diputuskan: lanjut atau kalah; yang masih terbuka tidak dihitung.
funnel-unknown-path = { N($n) } lainnya tidak ada di tahap mana pun karena jalannya tidak diketahui.
settled = Yang lanjut
settled-short = Yang lanjut
raw = Mentah
stage = Tahap
entered = Masuk
entered-count = { N($n) } masuk
entered-carried = { N($n) } masuk, { N($carried) } bawaan
carried = Bawaan
advanced = lanjut
advanced-head = Lanjut
here = masih di sini
here-head = Masih di sini
moved-back = mundur
moved-back-head = Mundur
transferred = ke pipeline lain
transferred-head = Ke pipeline lain
lost = kalah
lost-head = Kalah
skipped = Terlewati
interval-95 = Kira-kira
lowest = terendah
funnel-row = { $stage }: { N($entered) } masuk, { N($advanced) } lanjut, { N($here) } masih di sini, { N($back) } mundur, { N($lost) } kalah.
funnel-row-carried = { $stage }: { N($carried) } bawaan, { N($entered) } masuk, { N($advanced) } lanjut, { N($here) } masih di sini, { N($back) } mundur, { N($lost) } kalah.
funnel-row-transferred = { $stage }: { N($n) } ke pipeline lain.

## Pipeline kini
now = Pipeline kini
by-stage = Nilai terbuka menurut tahap
by-owner = Nilai terbuka menurut pemilik
stage-title = { $share } nilai terbuka ada di { $stage }
stage-title-all = Semua nilai terbuka ada di { $stage }
stage-title-tie = { $stage } dan { $other } bernilai terbuka terbesar, masing-masing { $share }
stage-title-unvalued = { N($n) } peluang terbuka, belum ada yang bernilai
stage-title-none = Tidak ada peluang terbuka
owner-title = { $owner } memegang { $share } nilai terbuka
owner-title-all = { $owner } memegang semua nilai terbuka
owner-title-two = { $owner } dan { $other } memegang { $share } nilai terbuka
full = penuh
weighted = tertimbang
open-sub = { N($n) } peluang, { N($unvalued) } tanpa nilai
weights = Bobot: { N($lead) } dari peluang sendiri, { N($history) } dari riwayat, { N($stage) } dari tahap, { N($unweighted) } tanpa bobot.
leads = { N($n) } peluang
lead-count = Peluang
lead = Peluang
value = Nilai
weighted-head = Tertimbang
owner = Pemilik
value-row = { $label }: { N($n) } peluang, { $value }, tertimbang { $weighted }.
value-row-bare = { $label }: { N($n) } peluang, { $value }.
others = lainnya ({ N($n) })

## Mandek
rotting = Mandek
rotting-title = { N($n) } peluang mandek, bernilai { $value }
rotting-title-unvalued = { N($n) } peluang mandek, belum bernilai
rotting-title-count = { N($n) } peluang mandek
rotting-title-none = Tidak ada peluang yang mandek
rotting-sub = Diam lebih lama daripada batas tahapnya, dan tidak ada langkah berikut yang jatuh tempo dalam batas itu; yang terlama di atas.
rotting-more = { N($n) } peluang mandek lainnya
idle = Diam
limit = batas { $days }
idle-days = Hari diam dibanding batas tahap

## Hasil
results = Menang dan kalah
months-sub = Menang ke atas, kalah ke bawah; peluang yang ditutup tiap bulan
incomplete = bulan belum penuh
closed-title = Paling banyak menang di { $month }: { N($n) } dari { N($total) } sepanjang periode
closed-title-tie = Paling banyak menang di { $month } dan { $other }, masing-masing { N($n) }
closed-title-many = Terbanyak { N($n) } kemenangan sebulan, di { N($months) } bulan
closed-title-lost = Belum ada yang menang; { N($n) } kalah
closed-title-none = Belum ada yang ditutup dalam periode ini
won = menang
won-head = Menang
new-head = Baru
month = Bulan
month-row = { $month }: { N($won) } menang, { N($lost) } kalah.
closed-table = Menang dan kalah per bulan
won-title = { $month } tertinggi: { $value } dari { $total }
won-title-tie = Tertinggi { $value }, di { N($months) } bulan
won-title-all = Semua nilai menang datang di { $month }: { $value }
won-title-none = Belum ada nilai menang dalam periode ini
won-sub = Nilai peluang yang menang tiap bulan, dalam { $unit }
won-table = Nilai menang per bulan
won-row = { $month }: { $value }.

## Asal dan produk
segments = Di mana menang
by-source = Menurut sumber
by-industry = Menurut industri
by-owner-head = Menurut pemilik
by-group = Menurut kelompok
group = Kelompok
no-group = tanpa kelompok
target-group = kelompok { $group }
target-where = dengan { $condition }
industry = Industri
no-industry = tanpa industri
by-product = Menurut produk
source = Sumber
product = Produk
segment-title = { $label } paling sering menang: { $rate } dari { N($n) } yang ditutup
segment-title-chance = { $label } paling sering menang, { $rate } dari { N($n) }; bisa kebetulan
segment-title-one = { $label }: { $rate } menang dari { N($n) } yang ditutup
segment-title-of = { $of }: { $title }
segment-title-tie = { $label } dan { $other } sama seringnya menang, { $rate }; bisa kebetulan
segment-title-ties = { N($ties) } sama seringnya menang, { $rate }; bisa kebetulan
segment-title-few = { $begins ->
    [yes] Terlalu sedikit yang ditutup untuk membandingkan
   *[other] terlalu sedikit yang ditutup untuk membandingkan
}
segment-title-none = { $begins ->
    [yes] Belum ada yang ditutup dalam periode ini
   *[other] belum ada yang ditutup dalam periode ini
}
segment-sub = Menang, dari peluang yang ditutup dalam periode; garis menunjukkan letak rasio yang sebenarnya, kira-kira
segment-row = { $label }: { $rate }, dari { N($n) }.
no-source = tanpa sumber
no-product = tanpa produk
no-owner = tanpa pemilik
no-reason = tanpa alasan
open-head = Terbuka
open-value-head = Nilai terbuka
won-value-head = Nilai menang
average-head = Rata-rata
cycle-head = Lama sampai menang
win-rate-head = Rasio menang

## Kalah
losses = Alasan kalah
loss-title = { $label }: { N($n) } dari { N($total) } kekalahan
loss-title-tie = { $label } dan { $other } terbanyak, masing-masing { N($n) } dari { N($total) } kekalahan
loss-title-none = Tidak ada kekalahan dalam periode ini
disqualified = { N($n) } lainnya kalah dengan alasan yang tidak dihitung, dan tidak ada di angka mana pun: { $sources }.
disqualified-of = { $source } { N($n) }
loss-sub = Jumlah peluang yang kalah dalam periode menurut alasan, dan nilainya
loss-sub-bare = Jumlah peluang yang kalah dalam periode menurut alasan
pareto-sub = garis: jumlah kumulatifnya
loss-row = { $label }: { N($n) } kalah, { $value }; { $together } sejauh ini.
loss-row-bare = { $label }: { N($n) } kalah; { $together } sejauh ini.
together = Kumulatif
reason = Alasan
count = Jumlah

## Berapa lama
times = Berapa lama
stays = Lama di tahap
stays-sub = Hari singgah yang selesai dalam periode:
ages = Menunggu sekarang
ages-sub = Hari peluang terbuka sudah berada di tahapnya:
median = separuhnya dalam
p90 = sembilan dari sepuluh dalam
leads-head = Peluang
median-head = Separuhnya dalam
p90-head = Sembilan dari sepuluh dalam
stay-title = { $stage } paling lama: biasanya { $median }
stay-title-none = Tidak ada singgah yang selesai dalam periode ini
age-title = Yang di { $stage } sudah paling lama di sana: biasanya { $median }
age-title-none = Tidak ada peluang terbuka
days-title-few = Terlalu sedikit untuk membandingkan tahap
days-row = { $label }: separuhnya dalam { $median }, sembilan dari sepuluh dalam { $p90 }, { N($n) } peluang.
cycle-title = Separuh kemenangan selesai dalam { $median }, sembilan dari sepuluh dalam { $p90 }
cycle-title-few = { N($n) } kemenangan: terlalu sedikit untuk mengatakan berapa lama menang
cycle-title-none = Belum ada yang menang
cycle-sub = Kemenangan dalam periode menurut hari dari mulai sampai menang
cycle-spread = Siklus penjualan
cycle-row = { $range }: { N($n) } menang.
from-to = { N($from) }–{ N($to) }
days-head = Hari
median-is = separuhnya dalam { $days }
time-to-win = Waktu sampai menang
curve-title = Setelah { $days } { $won } sudah menang dan { $lost } kalah
curve-title-none = Belum ada yang dapat diikuti dalam periode ini
curve-title-few = { N($n) } yang menang dari yang dimulai dalam periode: terlalu sedikit untuk mengatakan berapa lama menang
curve-sub = Dari { N($n) } peluang yang dimulai dalam periode; pita menunjukkan letak bagian yang sebenarnya, kira-kira. Yang masih terbuka diikuti sejauh ini.
curve-few = Digambar selama masih lima yang diikuti; di bawah sepuluh masih kasar.
curve-median = Separuhnya menang setelah { $days }.
curve-row = { $days }: { $won } menang, { $lost } kalah, { N($n) } masih diikuti.
days-axis = hari
followed = diikuti
followed-head = Masih diikuti

## Perkiraan tutup
closing = Perkiraan tutup
closing-sub = Peluang terbuka menurut bulan perkiraan tutupnya:
closing-title = { $month } diperkirakan membawa nilai terbesar: { $most }
closing-title-both = { $month } diperkirakan membawa nilai terbesar: { $most }; { N($n) } peluang sudah lewat tanggalnya
closing-title-late = { N($n) } peluang sudah lewat tanggal perkiraannya, bernilai { $value }
closing-title-undated = Tidak ada peluang terbuka yang punya tanggal perkiraan
overdue = lewat tanggal
undated = tanpa tanggal
later = sesudahnya ({ N($n) })

## Lebih baik dari yang lalu
compared = Dibanding
change-up = ↑ { $by } dari { $from }
change-down = ↓ { $by } dari { $from }
change-same = sama seperti sebelumnya, { $from }
change-none = tidak ada pembanding
change-chance = { $change }; bisa kebetulan
points = { N($n) } poin
n-times = { $n } kali
versus-previous = periode sebelumnya
versus-year_before = setahun sebelumnya
versus-given = hari-hari yang diminta
versus-previous-is = Periode sebelumnya: { $range }.
versus-year_before-is = Setahun sebelumnya: { $range }.
versus-given-is = Hari-hari yang diminta: { $range }.
trail-note = Garis kecil: angka yang sama pada tanggal itu di tiap bulan selama dua belas bulan terakhir, masing-masing atas periode yang sama panjang; { $date } yang terakhir.
trail-table = Angka utama bulan demi bulan

## Yang menonjol
standing = Yang menonjol
standing-note = Yang dibandingkan sudah diuji dan mungkin bukan kebetulan. Tidak satu kalimat pun menyatakan sebab.
advice = Panduan:
leads-behind = { N($n) } peluang di baliknya
standing-leak = Paling banyak kalah di { $stage }: { N($lost) } dari { N($n) } yang diputuskan di sana; { $rate } lanjut, di tahap lain bersama-sama { $rest }.
standing-slow = { $stage } lebih lama daripada periode sebelumnya: biasanya { $days }, dari { N($n) }; sebelumnya { $before }.
standing-reason = “{ $reason }” lebih sering disebut: { N($count) } dari { N($n) } kekalahan, periode sebelumnya { N($before) } dari { N($past) }.
standing-rotting = { N($n) } peluang terbuka senilai { $value } diam lebih lama dari batas tahapnya.
standing-rotting-count = { N($n) } peluang terbuka diam lebih lama dari batas tahapnya.
standing-target = Target { $label } tertinggal dari jadwal: { $rate } tercapai, { $gone } waktu sudah lewat. Kurang { $gap }; perlu { N($deals) } kemenangan lagi dalam { $days }.
standing-segment-better = { $side } “{ $label }” lebih sering menang: { $rate } dari { N($n) } yang ditutup, semua lainnya { $rest }; mungkin bukan kebetulan.
standing-segment-worse = { $side } “{ $label }” lebih jarang menang: { $rate } dari { N($n) } yang ditutup, semua lainnya { $rest }; mungkin bukan kebetulan.
standing-improvement-better = “{ $action }” tampak membantu di { $stage }: { $after } dari { N($n) } lanjut, sebelumnya { $before } dari { N($past) }; mungkin bukan kebetulan.
standing-improvement-worse = Sejak “{ $action }” lebih sedikit yang lanjut di { $stage }: { $after } dari { N($n) }, sebelumnya { $before } dari { N($past) }; mungkin bukan kebetulan.
standing-improvement-unsure = “{ $action }” di { $stage }: { $after } dari { N($n) } lanjut, sebelumnya { $before } dari { N($past) }; bisa kebetulan.
standing-again = { N($n) } peluang yang kalah dalam periode tidak punya langkah berikutnya: tidak ada yang berniat bertanya lagi.
standing-customers = { N($n) } pelanggan yang dimenangkan tidak punya peluang terbuka.

## Target
targets = Target
targets-title = { N($n) } dari { N($total) } target tercapai
targets-sub = putus-putus: waktu yang terpakai; garis: target.
target = Target
reached = tercapai
deals = Jumlah
gap = Kurang
coverage = Cakupan
target-money = { $won } dari { $target }; kurang { $gap }
target-deals = { N($won) } dari { N($target) }; kurang { N($gap) }
target-row = { $label }: { $rate } tercapai, { $note }; { $gone } waktu terpakai.
needed-title = { $label }: { N($n) } kemenangan lagi dalam { $days }
needed-sub = Yang diperlukan di tiap tahap, bila dari sana lanjut sebanyak biasanya.
needed-cost = Dengan biaya per kemenangan: { $cost }.
needed-table = Yang diperlukan untuk { $label }
needed-leads = Perlu
missing = Kurang
to-won = Biasanya sampai menang
too-long = lebih lama dari sisa waktu

## Kegiatan
effort = Kegiatan
effort-title = { N($n) } kegiatan, { N($hours) } jam, { $cost }
effort-title-hours = { N($n) } kegiatan, { N($hours) } jam
effort-title-bare = { N($n) } kegiatan
effort-per-won = Satu kemenangan berbiaya { $cost }, termasuk biaya yang kalah.
effort-first = Kontak pertama biasanya terjadi { $days } setelah mulai, dari { N($n) }; { N($without) } tanpa kontak.
effort-first-hours = Kalau kedua jamnya diketahui, biasanya { $hours } setelah mulai, dari { N($n) }.
activities = Kegiatan
hours = Jam
cost = Biaya
kind = Jenis
source-cost-title = Biaya per kemenangan menurut sumber
source-cost-sub = Biaya kegiatan dalam periode atas semua peluang suatu sumber, juga yang kalah, per kemenangan.
per-won = Per kemenangan

## Pelanggan
customer = Pelanggan
customers = Pelanggan
ending-title = { $n ->
    [0] Tidak ada kontrak yang berakhir dalam 90 hari
   *[other] { N($n) } kontrak berakhir dalam 90 hari
}
again-sub = { $rate } dari { N($n) } pelanggan dimenangkan lagi ({ $range }).
again-few = Dari { N($n) } pelanggan: terlalu sedikit untuk mengatakan berapa yang kembali.
retained = { N($n) } kontrak berulang senilai { $ended } per tahun berakhir dalam periode: { $gross } di antaranya berlanjut (retensi bruto), { $net } bersama tambahannya (retensi neto).
retained-few = { N($n) } kontrak berulang senilai { $ended } per tahun berakhir dalam periode: { $kept } per tahun berlanjut, { $grown } bersama tambahannya; terlalu sedikit untuk dipersenkan.
ends = Berakhir
renewal = Perpanjangan
renewal-none = belum dimulai
renewal-open = berjalan
renewal-won = menang
renewal-lost = kalah
without-open-title = { $n ->
    [0] Setiap pelanggan punya peluang terbuka
   *[other] { N($n) } pelanggan tanpa peluang terbuka
}
without-open-sub = Pelanggan yang dimenangkan, terbaru di atas: tanyakan kebutuhan berikutnya.
won-on = Menang pada
more-leads = dan { N($n) } lagi

## Perbaikan
improvements = Yang diubah
improvement-title = { $action } ({ $stage }, sejak { $date })
improvement-sub = Berapa dari yang diputuskan lanjut dari { $stage }, selama hari yang sama banyak sebelum dan sesudah.
improvement-not-yet = Belum dimulai.
improvement-few = Masih terlalu sedikit untuk dibandingkan.
improvement-differs = Keduanya berbeda; mungkin bukan kebetulan.
improvement-chance = Bedanya bisa kebetulan.
before = sebelum
after = sesudah
what = Apa

## Menang dan kalah, lebih rinci
by-size = Menurut besar pelanggan
size = Karyawan
no-size = besarnya tidak ditulis
by-early = Menurut kegiatan dalam 14 hari pertama
early = Kegiatan
p-head = p, dikoreksi
by-criterion = Menurut { $criterion }
not-judged = belum dinilai
won-reasons = Mengapa menang
wins-tested = * lebih sering atau lebih jarang menang daripada semua lainnya; mungkin bukan kebetulan.
loss-by-stage = Kalah dari tahap mana
loss-by-competitor = Kalah dari pesaing mana
loss-by-owner = Kalah menurut pemilik
loss-by-source = Kalah menurut sumber
created-lost = tahap tidak diketahui
competitor = Pesaing
no-competitor = tidak disebut

## Beberapa pipeline
all-pipelines = semua pipeline
total = Semua pipeline
together-head = Bersama
pipeline = Pipeline

## Mutu data
quality = Mutu data
left-out-title = { N($n) } berkas tidak dihitung
left-out-none = Semua berkas dihitung
left-out-sub = Tidak satu angka pun di laporan ini memuat berkas berikut.
left-out-more = { N($n) } berkas lainnya
file = Berkas
why = Sebab
unvalued-open = { N($n) } peluang terbuka tanpa nilai: ikut dihitung, tidak ikut dijumlahkan.
unvalued-won = { N($n) } peluang menang tanpa nilai: tidak ikut rata-rata.
unvalued-list = { N($n) } peluang tanpa nilai
unvalued-absent = nilainya tidak ditulis
unvalued-no_rate = tidak ada kurs untuk harinya
unvalued-out_of_range = nilai yang tidak mungkin
superseded = { N($n) } kemenangan digantikan percobaan berikutnya dari peluang yang sama: dihitung, tidak dinilai.

## Cara membaca
reading = Cara membaca
table = Tabel
tables = Tabel-tabel
definition = Cara menghitungnya
reading-sub = Perintah di samping tiap istilah mencetak rumusnya, peluang yang dihitung dan yang tidak, beserta sebabnya.
read-as-of = Semua angka per
read-as-of-means = satu tanggal, dari riwayat dan kegiatan sampai tanggal itu. Kedua ujung periode termasuk.
read-rate = 41% (30–54%, dari 61)
read-rate-means = dihitung dari 61, rasio sebenarnya kira-kira antara 30% dan 54%: rentang 95% menurut Wilson. Di bawah lima tertulis “terlalu sedikit”, tanpa angka.
read-chance = Mungkin bukan kebetulan
read-chance-means = begitu menurut uji eksak Fisher terhadap semua lainnya, Mann–Whitney untuk hari, dikoreksi Holm atas semua yang dicoba, pada taraf 5%. Peluang yang dibuka lagi dapat terhitung dua kali.
read-attempt = Percobaan
read-attempt-means = jalan satu peluang dari masuk tahap terbuka sampai menang, kalah atau tanggal laporan. Peluang yang dibuka lagi memulai percobaan baru. Jumlah dan rasio menghitung percobaan; uang menghitung peluang.
read-win-rate-means = menang ÷ (menang + kalah), dari yang ditutup dalam periode.
read-conversion-means = peluang baru dalam periode yang sudah menang ÷ semua peluang baru.
read-weighted-means = jumlah nilai × kemungkinan menang: dari peluang sendiri, dari riwayat, atau dari tahapnya.
read-cycle-means = hari dari awal percobaan sampai menang.
read-velocity-means = jumlah terbuka × rasio menang × rata-rata nilai menang ÷ rata-rata siklus.
read-stage = Lanjut, masih di sini, mundur, kalah
read-stage-means = yang masuk sebuah tahap tepat satu dari ini: mencapai tahap lebih jauh; tahap ini yang terjauh dan masih di sini; tahap ini yang terjauh dan kini di tahap lebih awal; tahap ini yang terjauh dan kalah, atau pindah ke pipeline lain. Konversi tuntas: lanjut ÷ (lanjut + kalah). Terlewati: mencapai tahap lebih jauh tanpa berhenti di sini.
read-rotting-means = hari sejak gerak terakhir melebihi batas tahap, dan tidak ada langkah berikut yang jatuh tempo dalam batas itu.
read-new-means = peluang yang catatan riwayat pertamanya jatuh dalam periode. Percobaan yang dimulai lagi dihitung tersendiri sebagai dibuka lagi, begitu juga peluang yang datang dari pipeline lain.
read-open-means = peluang yang percobaan terakhirnya masih terbuka, dan jumlah nilainya.
read-won-means = percobaan yang menang dalam periode. Nilainya milik percobaan terakhir peluang itu; kemenangan sebelumnya dihitung tetapi tidak dinilai.
read-average-means = nilai menang ÷ peluang menang yang bernilai.
read-lost-means = percobaan yang kalah dalam periode, menurut alasan penutupannya.
read-time-in-stage-means = hari singgah yang selesai dalam periode, satu tiap kunjungan, dan umur singgah yang masih berlangsung; keduanya tidak pernah dicampur.
read-time-to-win-means = seberapa mungkin suatu percobaan menang, atau kalah, dalam sekian hari sejak mulai (Aalen–Johansen); yang masih terbuka diikuti sejauh ini.
read-closing-means = peluang terbuka menurut bulan perkiraan tutupnya; yang sudah lewat dan yang tanpa tanggal tersendiri.
read-losses-means = percobaan yang kalah dalam periode dari semua sisi: alasan, tahap asal, pemilik, sumber, industri, pesaing. Setiap daftar memuat setiap kekalahan satu kali.
read-wins-means = menang ÷ (menang + kalah) dari percobaan yang ditutup di setiap segmen. Berbeda melampaui kebetulan bila uji eksak Fisher terhadap semua yang lain, dikoreksi Holm untuk semua segmen yang diuji, menyatakannya pada 5%.
read-targets-means = menang dalam periode target ÷ target. Kemenangan yang masih perlu: yang lebih besar dari nilai yang kurang ÷ rata-rata nilai menang dan jumlah yang kurang; peluang di suatu tahap: kemenangan itu ÷ konversi tuntas dari sana. Cakupan: nilai terbuka yang diperkirakan tutup pada waktunya ÷ yang kurang.
read-effort-means = kegiatan dalam periode, menit dan biayanya. Biaya per kemenangan: semua biaya periode, juga milik yang kalah, ÷ kemenangan.
read-retention-means = dari pelanggan yang dimenangkan, berapa yang dimenangkan lagi; kontrak yang berakhir dalam 90 hari; pelanggan tanpa peluang terbuka.
read-retained-means = Dari kontrak berulang yang berakhir dalam periode, berapa nilai setahunnya yang berlanjut: nilai perpanjangannya, paling banyak sebesar yang berakhir (retensi bruto), atau seluruhnya bersama tambahannya (retensi neto).
read-improvements-means = konversi tuntas tahap itu selama hari yang sama banyak sebelum dan sesudah perubahan, dengan kedua rentangnya.
stamp-commit = Dari komit { $commit }, konfigurasi { $configuration }, corong { $version }.
stamp-changed = Dari komit { $commit } (dengan perubahan), konfigurasi { $configuration }, corong { $version }.
stamp-partial = Dari sebagian komit { $commit }, konfigurasi { $configuration }, corong { $version }.
stamp-partial-changed = Dari sebagian komit { $commit } (dengan perubahan), konfigurasi { $configuration }, corong { $version }.
stamp-files = Dari berkas tanpa komit, konfigurasi { $configuration }, corong { $version }.
made-by = Dibuat dengan corong dari berkas peluang, { $date }.

## Daftar peluang
list-id = Peluang
list-title = Judul
list-company = Perusahaan
list-pipeline = Pipeline
list-stage = Tahap
list-owner = Pemilik
list-source = Sumber
list-value = Nilai
list-annual = Per tahun
list-weighted = Tertimbang
list-probability = Kemungkinan
list-expected-close = Tutup
list-next-step = Langkah berikutnya
list-hold = Ditunda sampai
list-due = Tenggat
list-age = Umur
list-in-stage = Di tahap
list-idle = Diam
list-idle-working = Diam (hari kerja)
list-score = Skor
list-tags = Tag

## Satu peluang
lead-people = { $n } orang
lead-stage = Tahap
lead-stage-days = { $stage } selama { $days }
lead-idle = Mandek
lead-rotting = tidak ada kegiatan selama { $idle }, batasnya { $limit }
lead-attempt = Percobaan
lead-attempt-number = ke-{ $n }
lead-credited = Atas nama
lead-split = Nilai dibagi
lead-owner = Pemilik
lead-value = Nilai
lead-no-value = belum ada
lead-converted = { $own } ({ $converted })
lead-no-rate = { $own } (tanpa kurs)
lead-of-products = { $money }, jumlah produknya
lead-weighted = Tertimbang
lead-weighted-by = { $money } ({ $chance })
lead-expected-close = Perkiraan tutup
lead-hold = Ditunda sampai
lead-next-step = Langkah berikut
lead-no-step = tidak ada
lead-by = Oleh
lead-source = Sumber
lead-tags = Tag
lead-contract = Kontrak
lead-renews = Perpanjangan dari
lead-renewed-by = Diperpanjang oleh
lead-extends = Menambah
lead-extended-by = Ditambah oleh
lead-contacts = Kontak
lead-qualification = Kualifikasi
lead-met = terpenuhi
lead-partial = sebagian
lead-unmet = tidak terpenuhi
lead-unknown = belum diketahui
lead-products = Produk
lead-price = @ { $price } = { $sum }
lead-recurs = { $price } per { $per ->
    [month] bulan
    [quarter] triwulan
   *[year] tahun
} selama { N($term) } bulan
lead-less = { $price }, dikurangi { $discount }
lead-annual = Berulang
annual-a-year = { $money } per tahun
held-head = Ditunda
held-note = { N($n) } peluang ditunda, bernilai { $value }
annual-head = Berulang
annual-both = { $open } per tahun terbuka, { $won } per tahun menang
annual-note = { $money } per tahun berulang
lead-custom = Lainnya
lead-timeline = Linimasa
lead-gap = … { $days } tanpa kegiatan
lead-gap-now = … { $days } tanpa kegiatan sampai sekarang
lead-minutes = { N($n) } menit
lead-notes = Catatan
lead-findings = Perlu dibenahi
lead-today = hari ini
lead-tomorrow = besok
lead-late = lewat { $days }
lead-ahead = { $days } lagi

## Agenda
agenda-head = { $from } – { $to }
agenda-overdue = Lewat tenggat
agenda-due = Akan datang
agenda-holds = Ditunda sampai
agenda-closing = Diperkirakan tutup
agenda-rotting = Mandek
agenda-contracts = Kontrak yang berakhir
agenda-idle = { $idle } tanpa kegiatan, batasnya { $limit }
agenda-weekdays = Sen Sel Rab Kam Jum Sab Min
agenda-calendar = { $name }: penjualan
agenda-closes = Perkiraan tutup: { $customer }
agenda-hold-ends = Tidak lagi ditunda: { $customer }
agenda-ends = Kontrak berakhir: { $customer }

## Papan
board-closed = { $stage } ({ $days } hari terakhir)
board-rotting = mandek { $days }
board-held = ditunda sampai { $date }
board-without-held = tanpa { N($n) } peluang yang ditunda
board-small = Terlalu kecil: paling sedikit 24 × 8
board-filter = Saring: { $text }
board-keys = panah jalan · Enter buka · > < pindah · w menang · x kalah · u batal · ? bantuan
board-help = Tombol
board-help-walk = panah, h j k l: berjalan
board-help-page = Enter: halaman peluang
board-help-move = > atau m: ke tahap berikutnya; <: mundur satu
board-help-close = w: menang; x: kalah
board-help-log = c atau a: catat telepon atau kegiatan lain
board-help-filter = /: saring sambil mengetik; Esc: semua lagi
board-help-reload = r: baca ulang berkas (perubahan juga dipantau)
board-help-quit = q: keluar
board-refused = Ditolak
board-refused-keys = s: isi satu kolom · Esc: tinggalkan
board-leave = Esc: tinggalkan
board-choose-reason = { $lead } → { $stage }. Mengapa?
board-choose-kind = { $lead }: Apa yang dilakukan?
board-type-summary = { $lead }: Apa hasilnya?
board-type-field = KOLOM=ISI
board-done = { $what } · u membatalkannya
board-help-hold = o: ditunda, dan dilanjutkan lagi; H: tanpa yang ditunda
board-type-hold = { $lead }: Ditunda sampai? jumat, +6w, 2027-02-01
board-help-next = t: langkah berikutnya, dan kapan
board-help-set = s: isi satu kolom, misalnya value=1000
board-help-new = n: peluang baru di tahap pertama
board-help-undo = u: batalkan perubahan terakhir di sini; sekali lagi, yang sebelumnya
board-help-pipeline = p: pipeline berikutnya
board-type-set = { $lead }: KOLOM=ISI
board-type-next = { $lead }: Apa langkah berikutnya?
board-type-due = { $lead }: Kapan? jumat, +3d, 2026-11-28
board-type-title = Peluang baru: tentang apa?
board-type-company = Peluang baru: perusahaan mana? Kosongkan bila tidak ada
board-type-value = Peluang baru: berapa nilainya? Kosongkan bila belum tahu
board-nothing = tidak ada peluang di sini

## Masa lalu
trend = Perkembangan
trend-table = Yang terbuka, menurut tahap
trend-sub = Yang terbuka pada tiap tanggal, menurut tahap, dalam { $unit }; garis adalah nilai tertimbang.
trend-sub-count = Peluang terbuka pada tiap tanggal, menurut tahap.
trend-up = Nilai terbuka naik menjadi { $value }, dari { $then } pada { $date }
trend-down = Nilai terbuka turun menjadi { $value }, dari { $then } pada { $date }
trend-same = Nilai terbuka { $value }, sama seperti pada { $date }
trend-count = { N($n) } peluang terbuka, { N($before) } pada { $date }; belum ada yang bernilai
trend-none = Tidak ada yang terbuka
trend-git = Tiap tanggal seperti isi berkas pada komit terakhir sampai hari itu.
trend-both = Sejak { $date } tiap tanggal seperti isi berkas pada komit terakhir sampai hari itu; tanggal sebelum itu dari riwayat peluang sendiri, dengan nilai dan pemilik seperti sekarang.
trend-history = Belum ada komit setua itu: tanggal-tanggal ini dari riwayat peluang sendiri, dengan nilai dan pemilik seperti sekarang.
trend-known = git sejak { $date }
trend-row = { $date }: { N($n) } peluang terbuka, { $value }, tertimbang { $weighted }.
date = Tanggal
from-git = git
from-history = riwayat
from-files = berkas
comes-from = Dari
slips = Tanggal yang diundur
slips-title = { N($leads) } dari { N($of) } peluang bertanggal diundur, { N($pushes) } kali, median { $median }
slips-none = Tidak ada perkiraan tanggal tutup yang diundur dalam periode ini
slips-unknown = Pengunduran tanggal hanya diketahui git, dan di sini belum ada komit
slips-sub = Komit dalam periode yang mengundur perkiraan tanggal tutup peluang terbuka.
slips-typical = Kemenangan biasanya datang { $days } setelah tanggal yang pertama diperkirakan ({ N($n) } kemenangan).
slips-typical-early = Kemenangan biasanya datang { $days } sebelum tanggal yang pertama diperkirakan ({ N($n) } kemenangan).
slips-typical-even = Kemenangan biasanya datang tepat pada tanggal yang pertama diperkirakan ({ N($n) } kemenangan).
slips-typical-few = Berapa lama kemenangan terlambat dari tanggal yang pertama diperkirakan: terlalu sedikit untuk dikatakan ({ N($n) }).
slips-typical-none = Berapa lama kemenangan terlambat dari tanggal yang pertama diperkirakan belum diketahui.
slips-corrected = Perkiraan tutup, dikoreksi dengan itu
slips-corrected-sub = Peluang terbuka dianggap tutup paling cepat pada tanggal yang pertama diperkirakan ditambah keterlambatan yang biasa.
slips-by-owner = Diundur, menurut pemilik
slips-by-stage = Diundur, menurut tahap
slips-worst = Diundur paling jauh
pushes-head = Kali
pushed-days = Hari mundur
was-expected = Semula
now-expected = Menjadi
as-said = Menurut berkas
corrected-head = Dikoreksi
read-trend-means = Yang terbuka pada tanggal-tanggal lalu, menurut tahap: seperti isi berkas pada komit terakhir sampai tanggal itu; sebelum komit pertama dari riwayat peluang sendiri, dengan isian seperti sekarang.
read-slips-means = Seberapa sering dan seberapa jauh komit mengundur perkiraan tanggal tutup peluang terbuka, dan seberapa lambat kemenangan dari tanggal yang pertama diperkirakan.

## Apa yang dilakukan sebuah cabang pada pipeline
diff-title = Apa yang berubah di pipeline
diff-nothing = Tidak ada peluang yang berubah.
diff-headline = { $parts }; { $open }
diff-open = nilai terbuka { $from } → { $to } ({ $change })
diff-open-same = nilai terbuka tetap { $value }
diff-part-new = { N($n) } peluang baru ({ $value })
diff-part-won = { N($n) } menang ({ $value })
diff-part-lost = { N($n) } kalah ({ $value })
diff-part-reopened = { N($n) } dibuka lagi ({ $value })
diff-part-moved = { N($n) } pindah tahap
diff-part-changed = { N($n) } diubah
diff-part-transferred = { N($n) } ke pipeline lain
diff-part-removed = { N($n) } dihapus
diff-part-unreadable = { N($n) } tidak terhitung lagi
diff-part-readable = { N($n) } terhitung lagi
diff-part-later = { N($n) } diperkirakan mundur
diff-part-configuration = konfigurasi berubah
diff-before = Sebelum
diff-after = Sesudah
diff-change = Perubahan
diff-open-leads = Peluang terbuka
diff-how = Dari mana nilai terbuka berubah
diff-leads = Peluang
diff-line-start = Terbuka sebelum
diff-line-new = Baru
diff-line-transferred-in = Dari pipeline lain
diff-line-reopened = Dibuka lagi
diff-line-increased = Nilai naik
diff-line-decreased = Nilai turun
diff-line-won = Menang
diff-line-lost = Kalah
diff-line-removed = Dihapus
diff-line-transferred-out = Ke pipeline lain
diff-line-unreadable = Tidak terhitung / terhitung lagi
diff-line-currency = Kurs
diff-line-end = Terbuka sesudah
diff-what = Yang terjadi
diff-what-won = Menang, dari { $from }
diff-what-won-new = Baru dan menang
diff-what-lost = Kalah, dari { $from }
diff-what-lost-new = Baru dan kalah
diff-what-reopened = Dibuka lagi di { $to }
diff-what-new = Baru di { $to }
diff-what-forwards = { $from } → { $to }
diff-what-backwards = Mundur dari { $from } ke { $to }
diff-what-transferred = { $from } → { $to }, di pipeline lain
diff-what-changed = Diubah di { $to }
diff-what-renamed = Ganti id di { $to }
diff-what-removed = Dihapus dari { $from }
diff-what-removed-unread = Dihapus
diff-what-unreadable = Tidak terhitung lagi
diff-what-twice = Tidak terhitung: ada di { $stages } sekaligus
diff-what-readable = Terhitung lagi, di { $to }
diff-what-and-more = { $what }; { N($n) } lagi di bawah
diff-details = Rincian { N($n) } peluang
diff-more = … dan { N($n) } peluang lagi; corong diff menampilkan semuanya.
diff-field = { $field }: { $from } → { $to }
diff-field-id = Ganti id
diff-field-title = Judul
diff-field-company = Perusahaan
diff-field-probability = Probabilitas
diff-field-criterion = Kualifikasi { $criterion }
diff-field-folder = Folder, yang tidak disebut riwayatnya
diff-pushed-later = mundur { $days }
diff-pushed-earlier = maju { $days }
diff-later = { N($n) } peluang diperkirakan mundur: { $leads }
diff-earlier = { N($n) } peluang diperkirakan maju: { $leads }
diff-place = Ada berkas peluang ini di { $stage }: { $path }
diff-why = Sebabnya: { $why }
diff-gate-field = { $field } terisi
diff-gate-passed = Kini terpenuhi untuk { $stage }: { $what }
diff-gate-failed = Tidak lagi terpenuhi untuk { $stage }: { $what }
diff-gate-failing = Masih kurang untuk { $stage }: { $what }
diff-files = berkas di sini
diff-compared = Dibandingkan: { $base } per { $from } dengan { $head } per { $to }. Nilai tanpa pajak, dalam { $currency }.
diff-currency-before = Mata uang pipeline dulu { $before }, kini { $now }: nilai sebelum dikonversi dengan kurs sesudah.

## Situs
site-pages = Halaman
site-overview = Ringkasan
site-figures = Angka
site-more-pages = Lain
site-board = Papan
site-agenda = Agenda
site-leads = Peluang
site-owners = Pemilik
site-sources = Sumber
site-companies = Perusahaan
site-wins = Kemenangan
site-losses = Kekalahan
site-months = Bulan
site-findings = Temuan
site-findings-n = Temuan ({ N($n) })
site-as-of = Per { $date }.
site-commit = Komit
site-changed = dengan perubahan yang belum dikomit
site-last-changed = Terakhir diubah { $date }, komit
site-last-changed-by = Terakhir diubah { $date } oleh { $by }, komit
site-unchanged-since = Terakhir diubah paling lambat { $date }.
site-changed-since = Ada perubahan yang belum dikomit.
site-configuration = Konfigurasi
site-left-out = Tidak ditampilkan di situs ini: { $what }.
site-some-hidden = Sebagian peluang tidak ada di situs ini; semua angka hanya menghitung yang ada.
site-private-email = surel kontak
site-private-phone = telepon kontak
site-private-costs = biaya
site-private-notes = catatan
site-stage-hidden = tahap ke-{ $n }
site-finding-hidden = Ada yang perlu dibenahi pada kolom yang tidak ditampilkan di sini.
site-search = Cari peluang
site-results = { "{n}" } ditemukan
site-no-results = Tidak ditemukan
site-shown = { "{n}" } dari { "{all}" }
site-more = Tampilkan lagi
site-sum = { N($n) } { $kind }, { $value }
site-sum-bare = { N($n) } { $kind }
site-sum-open = terbuka
site-pager = Halaman daftar ini
site-late = lewat
site-overdue = Lewat waktu
site-when = Kapan
site-closes = Tutup
site-again = dibuka lagi sesudahnya
site-earlier = { N($n) } lagi ditutup sebelum { $date }
site-all-of-owner = Semua peluang pemilik ini
site-doer = Oleh
site-no-leads = Belum ada peluang: `corong new "Judul"` membuat yang pertama.
site-no-match = Tidak ada peluang yang cocok.
site-closed-on = Ditutup
site-filter-text = Judul, perusahaan, atau langkah berikut
site-state = Keadaan
site-all = Semua
site-board-sub = { N($n) } peluang terbuka, { N($rotting) } mandek. Per { $date }; yang mandek di atas, lalu menurut nilai.
site-unvalued = { N($n) } tanpa nilai
site-no-value = belum bernilai
site-no-step = tanpa langkah berikut
site-in-stage = { $days } di sini
site-rotting = Mandek: diam { $days }
site-rotting-long = Mandek: tidak ada kegiatan selama { $idle }, batasnya { $limit }
site-empty = tidak ada peluang
site-last-days = 30 hari terakhir
site-nothing-due = Tidak ada yang jatuh tempo.
site-idle = diam { $days }
site-by = oleh
site-way-head = Jalur tahap
site-way = { $days } dalam { N($n) } langkah
site-way-back = { $days } dalam { N($n) } langkah; { N($back) } kali mundur
site-way-again = { $way }; { N($n) } percobaan
site-skipped = dilewati
site-reopened-at = Dibuka lagi di { $stage }
site-duration = Lama
site-start-to-close = dari mulai sampai ditutup
site-way-sub = Hari di tiap tahap; pekat: tahap sekarang, putus-putus: mundur
site-not-reached = belum dicapai
site-back-to = Mundur ke { $stage }
site-from = dari { $stage }, setelah { $days }
site-begun = mulai
site-reason = Alasan: { $reason }
site-lost-to = Kalah dari { $competitor }
site-facts = Fakta
site-company = Perusahaan
site-country = Negara
site-website = Situs web
site-weight = bobot { $n }
site-time = Waktu
site-whole-hours = { $hours } jam
site-hours = { $hours } jam { $minutes } menit
site-first-activity = Kontak pertama
site-contact-in = { $stage }; kontaknya dari perusahaan ini
site-after-start = { $days } setelah mulai
site-not-counted = Berkas ini belum dihitung dalam angka mana pun sampai dibenahi.
site-not-read = tidak terbaca
site-error = Kesalahan
site-warning = Peringatan
site-line = baris { N($n) }
site-findings-sub = { N($errors) } kesalahan, { N($warnings) } peringatan
site-until = sampai { $date }
site-steps = Langkah berikut
site-open-leads = Peluang terbuka
site-closed-leads = Peluang yang sudah ditutup
site-won-leads = Peluang yang menang
site-lost-leads = Peluang yang kalah
site-n-open = { N($n) } terbuka
site-companies-n = { N($n) } perusahaan
site-incomplete = Bulan ini belum selesai.
site-versus-month = Perubahan dibanding bulan sebelumnya, per hari terakhirnya.
