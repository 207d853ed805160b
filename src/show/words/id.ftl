# Kata-kata laporan. Setiap kata yang dibaca orang ada di sini; bahasa ketiga
# adalah satu berkas seperti ini. N(x) menulis bilangan dengan gaya bahasa ini.

## Gaya bilangan, tanggal dan uang
decimal-mark = ,
group-mark = .
months-long = Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
months-short = Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des
date-long = { $day } { $month } { $year }
date-short = { $day } { $month }
month-year = { $month } { $year }
date-range = { $from } – { $to }
money = { $symbol }{ $amount }
money-compact = { $symbol }{ $amount } { $unit }
number-compact = { $amount } { $unit }
# pangkat sepuluh dan namanya, dari kecil ke besar
compact-units = 3 ribu 6 juta 9 miliar 12 triliun
percent = { $number }%
days = { $number } hari
per-day = { $money } per hari
sample = n = { $n }
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
counted-how = Cara hitung tahap
mode-cohort = Kohort
mode-entered = Masuk tahap
mode-period = Kejadian
mode-cohort-means = mengikuti peluang yang dimulai dalam periode
mode-entered-means = mengikuti yang masuk tiap tahap dalam periode
mode-period-means = menghitung kejadian dalam periode
basis-past = Tahap dan kegiatan seperti pada { $date }; nilai, pemilik dan perkiraan tanggal tutup seperti yang tertulis hari ini ({ $today }).
tax = Nilai tanpa pajak, dalam { $currency }.
data = Data
headline = { N($open) } peluang terbuka bernilai { $value }; { N($won) } menang bernilai { $won_value } dalam periode.

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
interval = rentang { $range }
cycle = Siklus penjualan, median
cycle-note = n = { N($n) }; sembilan dari sepuluh dalam { $p90 }
cycle-short = n = { N($n) }
cycle-unknown = { N($n) } tanpa siklus
average = Rata-rata nilai menang
average-note = n = { N($n) } yang bernilai
velocity = Laju penjualan
velocity-note = { N($open) } terbuka × { $rate } × { $average } ÷ { $days }
velocity-none = belum dapat dihitung
new = Peluang baru
new-note = dimulai dalam periode
new-reopened = dimulai dalam periode; { N($n) } dibuka lagi
too-few = terlalu sedikit
too-few-long = Angka ditampilkan mulai n = 5
nothing-yet = belum ada

## Corong
funnel = Corong
funnel-table = Corong menurut tahap, { $period }
funnel-title-lowest = Konversi tuntas terendah di { $stage }: { $rate } dari { N($n) } yang selesai
funnel-title-tie = Konversi tuntas terendah { $rate }, di { $stage } dan { N($others) } tahap lain
funnel-title-one = { $rate } lanjut dari { $stage }, dari { N($n) } yang selesai
funnel-title-few = { N($n) } peluang masuk corong: terlalu sedikit untuk membandingkan tahap
funnel-title-none = Belum ada peluang yang masuk corong dalam periode ini
funnel-sub-cohort = Peluang yang dimulai dalam periode: sejauh mana sampai sekarang.
funnel-sub-entered = Peluang yang masuk tiap tahap dalam periode: apa jadinya sampai sekarang. Tiap tahap punya kelompok sendiri.
funnel-sub-period = Yang sudah ada di awal periode dan yang masuk selama periode: apa jadinya di akhir periode.
funnel-note = Konversi tuntas = lanjut ÷ (lanjut + kalah); yang masih terbuka tidak dihitung.
settled = Konversi tuntas
settled-short = Tuntas
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
lost = kalah
lost-head = Kalah
skipped = Terlewati
interval-95 = Rentang 95%
lowest = terendah
funnel-row = { $stage }: { N($entered) } masuk, { N($advanced) } lanjut, { N($here) } masih di sini, { N($back) } mundur, { N($lost) } kalah.
funnel-row-carried = { $stage }: { N($carried) } bawaan, { N($entered) } masuk, { N($advanced) } lanjut, { N($here) } masih di sini, { N($back) } mundur, { N($lost) } kalah.

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
lead = Peluang
value = Nilai
weighted-head = Tertimbang
owner = Pemilik
value-row = { $label }: { N($n) } peluang, { $value }, tertimbang { $weighted }.
others = lainnya ({ N($n) })

## Mandek
rotting = Mandek
rotting-title = { N($n) } peluang mandek, bernilai { $value }
rotting-title-unvalued = { N($n) } peluang mandek, belum bernilai
rotting-title-none = Tidak ada peluang yang mandek
rotting-sub = Diam lebih lama daripada batas tahapnya, tanpa langkah berikut yang dijadwalkan; yang terlama di atas.
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
industry = Industri
no-industry = tanpa industri
by-product = Menurut produk
source = Sumber
product = Produk
segment-title = { $label } paling sering menang: { $rate } dari { N($n) } yang ditutup
segment-title-chance = { $label } paling sering menang, { $rate } dari { N($n) }; bisa kebetulan
segment-title-one = { $label }: { $rate } menang dari { N($n) } yang ditutup
segment-title-few = Terlalu sedikit yang ditutup untuk membandingkan
segment-title-none = Belum ada yang ditutup dalam periode ini
segment-sub = Rasio menang dengan rentang 95%; peluang yang ditutup dalam periode
segment-row = { $label }: { $rate }, n = { N($n) }.
no-source = tanpa sumber
no-product = tanpa produk
no-owner = tanpa pemilik
no-reason = tanpa alasan
open-head = Terbuka
open-value-head = Nilai terbuka
won-value-head = Nilai menang
average-head = Rata-rata
cycle-head = Siklus, median
win-rate-head = Rasio menang

## Kalah
losses = Alasan kalah
loss-title = { $label }: { N($n) } dari { N($total) } kekalahan
loss-title-tie = { $label } dan { $other } terbanyak, masing-masing { N($n) } dari { N($total) } kekalahan
loss-title-none = Tidak ada kekalahan dalam periode ini
loss-sub = Jumlah peluang yang kalah dalam periode menurut alasan, dan nilainya
pareto-sub = garis: jumlah kumulatifnya
loss-row = { $label }: { N($n) } kalah, { $value }; { $together } sejauh ini.
together = Kumulatif
reason = Alasan
count = Jumlah

## Berapa lama
times = Berapa lama
stays = Lama di tahap
stays-sub = Hari singgah yang selesai dalam periode: { $median }, { $p90 }
ages = Menunggu sekarang
ages-sub = Hari peluang terbuka sudah berada di tahapnya: { $median }, { $p90 }
median = median
p90 = sembilan dari sepuluh dalam
leads-head = n
median-head = Median
p90-head = Persentil ke-90
stay-title = { $stage } paling lama: median { $median }
stay-title-none = Tidak ada singgah yang selesai dalam periode ini
age-title = Yang di { $stage } sudah paling lama di sana: median { $median }
age-title-none = Tidak ada peluang terbuka
days-title-few = Terlalu sedikit untuk membandingkan tahap
days-row = { $label }: median { $median }, sembilan dari sepuluh dalam { $p90 }, n = { N($n) }.
cycle-title = Separuh kemenangan selesai dalam { $median }, sembilan dari sepuluh dalam { $p90 }
cycle-title-few = { N($n) } kemenangan: terlalu sedikit untuk mengatakan berapa lama menang
cycle-title-none = Belum ada yang menang
cycle-sub = Kemenangan dalam periode menurut hari dari mulai sampai menang
cycle-spread = Siklus penjualan
cycle-row = { $range }: { N($n) } menang.
from-to = { N($from) }–{ N($to) }
days-head = Hari
median-is = median { $days }
time-to-win = Waktu sampai menang
curve-title = Setelah { $days } { $won } sudah menang dan { $lost } kalah
curve-title-none = Belum ada yang dapat diikuti dalam periode ini
curve-sub = Dari { N($n) } upaya yang mulai dalam periode: { $won } dengan rentang 95%, { $lost }. Yang masih terbuka diikuti sejauh ini (Aalen–Johansen).
curve-few = Bila kurang dari sepuluh yang masih diikuti, kurvanya kasar.
curve-median = Separuhnya menang setelah { $days }.
curve-row = { $days }: { $won } menang, { $lost } kalah, { N($n) } masih diikuti.
days-axis = hari
followed = diikuti
followed-head = Masih diikuti

## Perkiraan tutup
closing = Perkiraan tutup
closing-sub = Peluang terbuka menurut bulan perkiraan tutupnya: { $full }, { $weighted }
closing-title = { $month } diperkirakan membawa nilai terbesar: { $most }
closing-title-both = { $month } diperkirakan membawa nilai terbesar: { $most }; { N($n) } peluang sudah lewat tanggalnya
closing-title-late = { N($n) } peluang sudah lewat tanggal perkiraannya, bernilai { $value }
closing-title-undated = Tidak ada peluang terbuka yang punya tanggal perkiraan
overdue = lewat tanggal
undated = tanpa tanggal
later = sesudahnya ({ N($n) })

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
definition = Cara menghitungnya
reading-sub = Perintah di samping tiap istilah mencetak rumusnya, peluang yang dihitung dan yang tidak, beserta sebabnya.
read-as-of = Semua angka per
read-as-of-means = satu tanggal, dari riwayat dan kegiatan sampai tanggal itu. Kedua ujung periode termasuk.
read-rate = Rentang
read-rate-means = 95% menurut Wilson; n adalah banyaknya yang dihitung. Di bawah n = 5 tertulis “terlalu sedikit”, tanpa angka.
read-attempt = Percobaan
read-attempt-means = jalan satu peluang dari masuk tahap terbuka sampai menang, kalah atau tanggal laporan. Peluang yang dibuka lagi memulai percobaan baru. Jumlah dan rasio menghitung percobaan; uang menghitung peluang.
read-win-rate-means = menang ÷ (menang + kalah), dari yang ditutup dalam periode.
read-conversion-means = peluang baru dalam periode yang sudah menang ÷ semua peluang baru.
read-weighted-means = jumlah nilai × kemungkinan menang: dari peluang sendiri, dari riwayat, atau dari tahapnya.
read-cycle-means = hari dari awal percobaan sampai menang.
read-velocity-means = jumlah terbuka × rasio menang × rata-rata nilai menang ÷ rata-rata siklus.
read-stage = Lanjut, masih di sini, mundur, kalah
read-stage-means = yang masuk sebuah tahap tepat satu dari keempatnya: mencapai tahap lebih jauh; tahap ini yang terjauh dan masih di sini; tahap ini yang terjauh dan kini di tahap lebih awal; tahap ini yang terjauh dan kalah. Terlewati: mencapai tahap lebih jauh tanpa berhenti di sini.
read-rotting-means = hari sejak gerak terakhir melebihi batas tahap, dan tidak ada langkah berikut yang jatuh tempo dalam batas itu.
read-new-means = peluang yang catatan riwayat pertamanya jatuh dalam periode. Upaya yang dimulai lagi dihitung tersendiri sebagai dibuka lagi.
read-open-means = peluang yang upaya terakhirnya masih terbuka, dan jumlah nilainya.
read-won-means = upaya yang menang dalam periode. Nilainya milik upaya terakhir peluang itu; kemenangan sebelumnya dihitung tetapi tidak dinilai.
read-average-means = nilai menang ÷ peluang menang yang bernilai.
read-lost-means = upaya yang kalah dalam periode, menurut alasan penutupannya.
read-time-in-stage-means = hari singgah yang selesai dalam periode, satu tiap kunjungan, dan umur singgah yang masih berlangsung; keduanya tidak pernah dicampur.
read-time-to-win-means = seberapa mungkin suatu upaya menang, atau kalah, dalam sekian hari sejak mulai (Aalen–Johansen); yang masih terbuka diikuti sejauh ini.
read-closing-means = peluang terbuka menurut bulan perkiraan tutupnya; yang sudah lewat dan yang tanpa tanggal tersendiri.
made-by = Dibuat dengan corong dari berkas peluang, { $date }.
