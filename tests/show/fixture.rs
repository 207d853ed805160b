//! Reports to render: a believable one, an empty one, a hostile one.

use corong::pipeline::{Day, Decimal};
use corong::report::*;
use corong::text::Message;

const NO_DAYS: Days = Days { n: 0, median: None, p90: None, few: false };
const NOTHING: Expected = Expected { count: 0, value: Decimal::ZERO, weighted: Decimal::ZERO };

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn million(n: i64) -> Decimal {
    Decimal::from(n * 1_000_000)
}

/// hits / n with its 95 % Wilson interval.
pub fn rate(hits: u64, n: u64) -> Rate {
    if n == 0 {
        return Rate::default();
    }
    let (p, n_, z) = (hits as f64 / n as f64, n as f64, 1.959963984540054_f64);
    let centre = (p + z * z / (2.0 * n_)) / (1.0 + z * z / n_);
    let half = z * (p * (1.0 - p) / n_ + z * z / (4.0 * n_ * n_)).sqrt() / (1.0 + z * z / n_);
    Rate {
        value: Some(p),
        n,
        low: Some((centre - half).max(0.0)),
        high: Some((centre + half).min(1.0)),
        few: n < 5,
    }
}

/// `lowest` is set where the settled conversion of the team of four is.
fn stage(id: &str, label: &str, count: u64, value: i64, weighted: i64, flow: [u64; 5]) -> StageFigures {
    let [advanced, open_here, moved_back, lost, skipped] = flow;
    let entered = advanced + open_here + moved_back + lost;
    let flow = Flow {
        carried_in: None,
        entered,
        advanced,
        lost,
        open_here,
        transferred: 0,
        moved_back,
        skipped,
        raw: rate(advanced, entered),
        settled: rate(advanced, advanced + lost),
        lowest: (id, lost) == ("proposal", 14),
    };
    StageFigures {
        id: id.into(),
        label: label.into(),
        kind: "open",
        count,
        value: million(value),
        weighted: million(weighted),
        flow: Some(flow),
        time: Some(TimeInStage { stay_days: NO_DAYS, age_days: NO_DAYS }),
    }
}

fn closed(id: &str, label: &str, kind: &'static str, count: u64, value: i64) -> StageFigures {
    let (id, label) = (id.into(), label.into());
    StageFigures {
        id,
        label,
        kind,
        count,
        value: million(value),
        weighted: Decimal::ZERO,
        flow: None,
        time: None,
    }
}

fn segment(key: &str, label: &str, open: [i64; 3], won: u64, lost: u64, worth: i64) -> Segment {
    Segment {
        key: (!key.is_empty()).then(|| key.into()),
        label: (!label.is_empty()).then(|| label.into()),
        open: open[0] as u64,
        open_value: million(open[1]),
        open_weighted: million(open[2]),
        won,
        lost,
        win_rate: rate(won, won + lost),
        won_value: million(worth),
        average: (won > 0).then(|| (million(worth) / Decimal::from(won)).round()),
        cycle_median: (won > 0).then_some(79.5),
        p: None,
        p_adjusted: None,
        differs: false,
    }
}

fn reason(key: &str, label: &str, count: u64, value: i64) -> LossReason {
    LossReason { key: Some(key.into()), label: Some(label.into()), count, value: million(value) }
}

#[allow(clippy::too_many_arguments)]
fn rotting(
    id: &str,
    title: &str,
    company: &str,
    owner: &str,
    stage: &str,
    idle: i64,
    max: u32,
    worth: i64,
) -> Rotting {
    Rotting {
        id: id.into(),
        path: format!("pipeline/{stage}/{id}.yaml"),
        title: title.into(),
        company: Some(company.into()),
        owner: owner.into(),
        stage: stage.into(),
        idle_days: idle,
        max_days: max,
        value: (worth > 0).then(|| million(worth)),
    }
}

/// Twelve months of a team of four.
pub fn sales() -> PipelineReport {
    let months = [
        ("2025-11", 2, 0, 1, 0),
        ("2025-12", 6, 1, 3, 180),
        ("2026-01", 7, 2, 4, 420),
        ("2026-02", 5, 1, 3, 95),
        ("2026-03", 9, 2, 4, 510),
        ("2026-04", 6, 1, 5, 240),
        ("2026-05", 8, 2, 3, 388),
        ("2026-06", 7, 1, 4, 205),
        ("2026-07", 8, 2, 4, 460),
        ("2026-08", 6, 4, 5, 812),
        ("2026-09", 7, 1, 4, 190),
        ("2026-10", 7, 4, 3, 1225),
        ("2026-11", 4, 1, 3, 525),
    ];
    let month = |(month, new, won, lost, worth): (&str, u64, u64, u64, i64)| Month {
        month: month.into(),
        quarter: None,
        new,
        won,
        lost,
        won_value: million(worth),
    };
    PipelineReport {
        by_group: Vec::new(),
        losses: Losses::default(),
        wins: Wins::default(),
        effort: Effort::default(),
        targets: Vec::new(),
        retention: Retention::default(),
        improvements: Vec::new(),
        id: "sales".into(),
        label: "Penjualan".into(),
        new: New { count: 82, reopened: 3, transferred_in: 0 },
        conversion: Conversion { rate: rate(16, 82), open: 25 },
        open: Open {
            count: 26,
            value: million(5340),
            weighted: million(2566),
            unvalued: 2,
            weighted_by: WeightedBy { lead: 5, history: 0, stage: 21, none: 0 },
            held: Default::default(),
            annual: Decimal::ZERO,
        },
        won: Won {
            count: 22,
            value: million(5250),
            unvalued: 0,
            superseded: 1,
            average: Some(million(238)),
            annual: Decimal::ZERO,
        },
        lost: Lost { count: 46, value: million(9120), unvalued: 0, superseded: 0 },
        disqualified: Disqualified::default(),
        unknown_path: 0,
        win_rate: rate(22, 68),
        cycle_days: CycleDays {
            n: 22,
            unknown: 1,
            mean: Some(97.2),
            median: Some(79.5),
            p75: Some(121.0),
            p90: Some(168.6),
            few: false,
        },
        velocity_per_day: Some(Decimal::from(20_632_000)),
        stages: vec![
            stage("prospect", "Prospek", 3, 55, 17, [71, 3, 0, 8, 0]),
            stage("qualified", "Kualifikasi", 6, 1440, 546, [61, 5, 0, 5, 2]),
            stage("follow-up", "Tindak lanjut", 7, 2095, 898, [43, 7, 1, 10, 2]),
            stage("proposal", "Proposal", 6, 1220, 627, [23, 6, 0, 14, 3]),
            stage("negotiation", "Negosiasi", 4, 530, 477, [16, 4, 0, 3, 0]),
            closed("won", "Menang", "won", 22, 5250),
            closed("lost", "Kalah", "lost", 46, 9120),
        ],
        months: months.into_iter().map(month).collect(),
        by_owner: vec![
            segment("agus", "Agus Pratama", [4, 980, 539], 4, 12, 820),
            segment("budi", "Budi Santoso", [6, 1370, 651], 6, 11, 1480),
            segment("dewi", "Dewi Lestari", [7, 1650, 830], 9, 10, 2310),
            segment("siti", "Siti Rahma", [9, 1340, 546], 3, 13, 640),
        ],
        time_to_win: TimeToWin { n: 0, won: 0, lost: 0, censored: 0, median: None, at_days: Vec::new() },
        win_curve: Vec::new(),
        cycle_bins: Vec::new(),
        trail: Vec::new(),
        standing_out: Vec::new(),
        quiet: Vec::new(),
        few: false,
        titles: ChartTitles::default(),
        closing: ClosingAhead { months: Vec::new(), overdue: NOTHING, undated: NOTHING },
        by_industry: Vec::new(),
        forecast: None,
        trend: None,
        slips: None,
        scored: None,
        unvalued: vec![Unvalued {
            id: "toko-sumber-rejeki".into(),
            path: "pipeline/1-prospect/toko-sumber-rejeki.yaml".into(),
            title: "Kasir delapan toko".into(),
            why: NoValue::Absent,
        }],
        by_source: vec![
            segment("referral", "Rujukan", [8, 2010, 1190], 11, 13, 2900),
            segment("website", "Situs web", [9, 1630, 640], 6, 19, 1270),
            segment("event", "Pameran", [5, 1240, 510], 4, 9, 880),
            segment("ads", "Iklan", [3, 360, 176], 1, 4, 200),
            segment("", "", [1, 100, 50], 0, 1, 0),
        ],
        by_product: vec![
            segment("ERP Inti", "ERP Inti", [11, 2900, 1400], 9, 17, 2600),
            segment("Penggajian", "Penggajian", [8, 1100, 520], 8, 15, 1400),
            segment(
                "Gudang dan logistik terpadu",
                "Gudang dan logistik terpadu",
                [5, 1200, 600],
                4,
                11,
                1150,
            ),
            segment("Kasir", "Kasir", [2, 140, 46], 1, 3, 100),
        ],
        loss_reasons: vec![
            reason("price", "Harga", 15, 2_900),
            reason("no-response", "Tidak ada kabar", 11, 1_750),
            reason("competitor", "Pesaing", 9, 2_410),
            reason("no-budget", "Tanpa anggaran", 7, 1_260),
            reason("timing", "Waktu tidak cocok", 4, 800),
        ],
        rotting: vec![
            rotting(
                "pt-bahari-sejahtera",
                "Perluasan ERP 12 cabang",
                "PT Bahari Sejahtera",
                "siti",
                "follow-up",
                74,
                21,
                410,
            ),
            rotting(
                "cv-citra-mandiri",
                "Penggajian 300 karyawan",
                "CV Citra Mandiri",
                "agus",
                "proposal",
                58,
                21,
                265,
            ),
            rotting(
                "pt-garuda-logistik",
                "Gudang Surabaya",
                "PT Garuda Logistik",
                "siti",
                "follow-up",
                47,
                21,
                520,
            ),
            rotting(
                "toko-sumber-rejeki",
                "Kasir delapan toko",
                "Toko Sumber Rejeki",
                "agus",
                "prospect",
                31,
                14,
                0,
            ),
        ],
    }
}

/// A report with the sentences of its figures.
fn said(mut report: Report) -> Report {
    report.pipelines.iter_mut().for_each(|pipeline| pipeline.entitle());
    report
}

/// Some that wait for somebody.
fn opening() -> Opening {
    let named = |id: &str, label: &str| lead_page::Named { id: id.into(), label: label.into() };
    let row = |id: &str, title: &str, urgency, days: i64| ToDo {
        id: id.into(),
        title: title.into(),
        company: None,
        who: named("siti", "Siti Rahma"),
        stage: named("proposal", "Proposal"),
        stage_days: Some(12),
        value: Some(million(420)),
        urgency,
        what: Some("Kirim penawaran".into()),
        due: Some(day("2026-11-23") + chrono::TimeDelta::days(days)),
        days: Some(days),
        idle_days: Some(25),
        held: None,
    };
    Opening {
        answer: Sentence::new("opening-won", [("n", Said::Count(37)), ("value", million(5342).into())]),
        more: Some(Sentence::new("opening-open", [("n", Said::Count(23)), ("value", million(6130).into())])),
        waiting: Waiting { overdue: 1, today: 0, rotting: 1, soon: 1 },
        to_do: vec![
            row("pt-citra", "Citra Busana", Urgency::Overdue, -19),
            row("pt-lintas", "Lintas Logam", Urgency::Rotting, 0),
            row("pt-mutiara", "Mutiara Baja", Urgency::Soon, 1),
        ],
        ..Opening::default()
    }
}

/// The believable report.
pub fn nusantara() -> Report {
    said(Report {
        period_name: None,
        working_days: false,
        schema: SCHEMA,
        name: "Nusantara Digital".into(),
        as_of: day("2026-11-23"),
        basis: "current_fields",
        files_of: None,
        stamp: None,
        today: day("2026-11-23"),
        period: DateSpan { from: day("2025-11-24"), to: day("2026-11-23") },
        currency: "IDR".into(),
        mode: Mode::Cohort,
        language: "id",
        filter: Filter::default(),
        opening: opening(),
        pipelines: vec![sales()],
        total: None,
        compare: Vec::new(),
        left_out: vec![LeftOut {
            path: "pipeline/2-qualified/pt-rusak.yaml".into(),
            why: Message::verbatim("riwayatnya tidak dapat dibaca"),
        }],
    })
}

/// A workspace without a lead.
pub fn empty() -> Report {
    let mut report = nusantara();
    report.left_out.clear();
    let pipeline = &mut report.pipelines[0];
    pipeline.few = true;
    pipeline.new = New { count: 0, reopened: 0, transferred_in: 0 };
    pipeline.conversion = Conversion { rate: rate(0, 0), open: 0 };
    pipeline.open = Open {
        count: 0,
        value: Decimal::ZERO,
        weighted: Decimal::ZERO,
        unvalued: 0,
        weighted_by: WeightedBy::default(),
        held: Default::default(),
        annual: Decimal::ZERO,
    };
    pipeline.won = Won {
        count: 0,
        value: Decimal::ZERO,
        unvalued: 0,
        superseded: 0,
        average: None,
        annual: Decimal::ZERO,
    };
    pipeline.lost = Lost { count: 0, value: Decimal::ZERO, unvalued: 0, superseded: 0 };
    pipeline.win_rate = rate(0, 0);
    pipeline.cycle_days =
        CycleDays { n: 0, unknown: 0, mean: None, median: None, p75: None, p90: None, few: false };
    pipeline.velocity_per_day = None;
    pipeline.stages = vec![
        stage("prospect", "Prospek", 0, 0, 0, [0; 5]),
        stage("proposal", "Proposal", 0, 0, 0, [0; 5]),
        closed("won", "Menang", "won", 0, 0),
        closed("lost", "Kalah", "lost", 0, 0),
    ];
    for month in &mut pipeline.months {
        (month.new, month.won, month.lost, month.won_value) = (0, 0, 0, Decimal::ZERO);
    }
    pipeline.by_owner.clear();
    pipeline.by_source.clear();
    pipeline.by_product.clear();
    pipeline.loss_reasons.clear();
    pipeline.rotting.clear();
    pipeline.unvalued.clear();
    report.opening = Opening {
        answer: Sentence::new("opening-won-none", []),
        more: Some(Sentence::new("opening-open-none", [])),
        few: true,
        ..Opening::default()
    };
    said(report)
}

/// One open lead without a value, nothing closed.
pub fn one() -> Report {
    let mut report = empty();
    let pipeline = &mut report.pipelines[0];
    pipeline.new.count = 1;
    pipeline.conversion = Conversion { rate: rate(0, 1), open: 1 };
    (pipeline.open.count, pipeline.open.unvalued) = (1, 1);
    pipeline.stages[0] = stage("prospect", "Prospek", 1, 0, 0, [0, 1, 0, 0, 0]);
    pipeline.by_owner = vec![segment("siti", "Siti Rahma", [1, 0, 0], 0, 0, 0)];
    said(report)
}

/// The text that a hostile lead writes everywhere.
pub const EVIL: &str =
    "</title><script>alert(1)</script> | @everyone #1 ![x](http://e) `c` <!-- \u{202e}gpj\n::error::x";

/// A report in which all text is hostile.
pub fn hostile() -> Report {
    let mut report = nusantara();
    report.name = EVIL.into();
    report.filter.owner = Some(EVIL.into());
    report.today = day("2026-12-01");
    let evil = || Some(EVIL.to_owned());
    let mut second = sales();
    second.id = "second".into();
    for pipeline in [&mut report.pipelines[0], &mut second] {
        pipeline.label = EVIL.into();
        pipeline.stages.iter_mut().for_each(|stage| stage.label = EVIL.into());
        for rows in [&mut pipeline.by_owner, &mut pipeline.by_source, &mut pipeline.by_product] {
            rows.iter_mut().for_each(|row| (row.key, row.label) = (evil(), evil()));
        }
        pipeline.loss_reasons.iter_mut().for_each(|row| (row.key, row.label) = (evil(), evil()));
        pipeline.unvalued.iter_mut().for_each(|lead| (lead.title, lead.path) = (EVIL.into(), EVIL.into()));
        for lead in &mut pipeline.rotting {
            (lead.title, lead.company, lead.owner, lead.stage) =
                (EVIL.into(), evil(), EVIL.into(), EVIL.into());
        }
    }
    report.pipelines.push(second);
    report.left_out = vec![LeftOut { path: EVIL.into(), why: Message::verbatim(EVIL) }];
    said(report)
}

/// A thousand leads, long names, many of everything, two pipelines, three years, in US dollars.
pub fn large() -> Report {
    let mut report = nusantara();
    (report.language, report.currency, report.mode) = ("en", "USD".into(), Mode::Period);
    report.today = day("2027-01-04");
    let pipeline = &mut report.pipelines[0];
    let label = |n: usize| format!("Waiting for the signature of the board, round {n}");
    pipeline.stages = (0..9)
        .map(|n| {
            let k = n as u64;
            let flow = [9000 - 900 * k, 103 + k, 21, 1308 - 100 * k, 7];
            let mut stage =
                stage(&format!("s{n}"), &label(n), 1000 - 90 * k, 3 * (n as i64 % 4), n as i64 % 4, flow);
            if let Some(flow) = &mut stage.flow {
                flow.carried_in = Some(1200 + k);
            }
            stage
        })
        .chain([closed("won", "Won", "won", 900, 100), closed("lost", "Lost", "lost", 4000, 100)])
        .collect();
    let months = (0..37).map(|n| Month {
        month: format!("{}-{:02}", 2023 + (10 + n) / 12, (10 + n) % 12 + 1),
        quarter: None,
        new: 900 + n as u64,
        won: 100 + (n * 37 % 90) as u64,
        lost: 300 + (n * 53 % 200) as u64,
        won_value: million((n * 7 % 30) as i64),
    });
    pipeline.months = months.collect();
    report.period = DateSpan { from: day("2023-11-24"), to: day("2026-11-23") };
    let people = |n: u64| {
        segment(&format!("p{n}"), &format!("Person with a rather long name {n}"), [12, 3, 1], 30 + n, 60, 9)
    };
    pipeline.by_owner = (0..24).map(people).collect();
    pipeline.by_source = (0..14).map(people).collect();
    pipeline.by_product = (0..14).map(people).collect();
    pipeline.loss_reasons = (0..14)
        .map(|n| reason(&format!("r{n}"), &format!("They said number {n} was too slow"), 400 - n, 3))
        .collect();
    let lead =
        |n: i64| rotting(&format!("l{n}"), &format!("Lead {n}"), "A company", "p1", "s3", 400 - n, 21, 1);
    pipeline.rotting = (0..60).map(lead).collect();
    report.left_out = (0..40)
        .map(|n| LeftOut {
            path: format!("pipeline/x/lead-{n}.yaml"),
            why: Message::verbatim("duplicate id"),
        })
        .collect();
    let mut second = sales();
    (second.id, second.label) = ("partners".into(), "Partners".into());
    report.pipelines.push(second);
    said(report)
}
