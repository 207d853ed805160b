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
segments = Sumber dan produk
by-source = Menurut sumber
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
loss-row = { $label }: { N($n) } kalah, { $value }.
reason = Alasan
count = Jumlah

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
superseded = { N($n) } kemenangan digantikan percobaan berikutnya dari peluang yang sama: dihitung, tidak dinilai.

## Cara membaca
reading = Cara membaca
table = Tabel
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
list-weighted = Tertimbang
list-probability = Kemungkinan
list-expected-close = Tutup
list-next-step = Langkah berikutnya
list-due = Tenggat
list-age = Umur
list-in-stage = Di tahap
list-idle = Diam
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
lead-owner = Pemilik
lead-value = Nilai
lead-no-value = belum ada
lead-converted = { $own } ({ $converted })
lead-no-rate = { $own } (tanpa kurs)
lead-of-products = { $money }, jumlah produknya
lead-weighted = Tertimbang
lead-weighted-by = { $money } ({ $chance })
lead-expected-close = Perkiraan tutup
lead-next-step = Langkah berikut
lead-no-step = tidak ada
lead-by = Oleh
lead-source = Sumber
lead-tags = Tag
lead-contract = Kontrak
lead-renews = Perpanjangan dari
lead-renewed-by = Diperpanjang oleh
lead-contacts = Kontak
lead-qualification = Kualifikasi
lead-met = terpenuhi
lead-partial = sebagian
lead-unmet = tidak terpenuhi
lead-unknown = belum diketahui
lead-products = Produk
lead-price = @ { $price } = { $sum }
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
agenda-closing = Diperkirakan tutup
agenda-rotting = Mandek
agenda-contracts = Kontrak yang berakhir
agenda-idle = { $idle } tanpa kegiatan, batasnya { $limit }
agenda-weekdays = Sen Sel Rab Kam Jum Sab Min
agenda-calendar = { $name }: penjualan
agenda-closes = Perkiraan tutup: { $customer }
agenda-ends = Kontrak berakhir: { $customer }

## Papan
board-closed = { $stage } ({ $days } hari terakhir)
board-rotting = mandek { $days }
board-small = Terlalu kecil: paling sedikit 24 × 8
board-filter = Saring: { $text }
board-keys = panah jalan · Enter buka · > dan < pindah · w menang · x kalah · c catat · / saring · ? bantuan · q keluar
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
board-choose-reason = Mengapa?
board-choose-kind = Apa yang dilakukan?
board-type-summary = Apa hasilnya?
board-type-field = KOLOM=ISI
board-nothing = tidak ada peluang di sini
