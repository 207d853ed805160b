//! Leads without fault, made up from a seed.

use chrono::{Days, NaiveDate};

use super::draft::{Draft, Pairs, Stage, Style, Value};
use crate::check::TODAY;

/// SplitMix64 (Steele, Lea and Flood, 2014).
#[derive(Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

const FIRST: [&str; 32] = [
    "karya", "sinar", "mitra", "cahaya", "bumi", "tirta", "graha", "citra", "dharma", "surya", "mega",
    "nusa", "bintang", "harapan", "sumber", "multi", "delta", "indo", "kencana", "lestari", "mandala",
    "pelita", "permata", "puri", "rajawali", "samudra", "sentosa", "tunas", "wahana", "wijaya", "zamrud",
    "anugerah",
];
const SECOND: [&str; 32] = [
    "utama",
    "jaya",
    "makmur",
    "abadi",
    "sejati",
    "perkasa",
    "mandiri",
    "pratama",
    "raya",
    "agung",
    "baru",
    "cemerlang",
    "digital",
    "eka",
    "farma",
    "gemilang",
    "hijau",
    "impian",
    "juara",
    "kreasi",
    "logistik",
    "media",
    "niaga",
    "optima",
    "pangan",
    "retail",
    "sarana",
    "teknik",
    "unggul",
    "visi",
    "warna",
    "yasa",
];
const TITLES: [&str; 8] = [
    "ERP rollout",
    "'Support, second year'",
    "\"Training \\u2013 all sites\"",
    "Pembaruan kasir — tahap dua",
    "漢字 viewer",
    "'It''s a pilot: small'",
    "Cloud move #two",
    "CRM",
];
const STEPS: [&str; 5] =
    ["Call them", "Send the offer", "Kirim penawaran — segera", "'Visit, with the boss'", "会議 plan"];
const COMMENTS: [&str; 4] = ["", "", "asked at the fair", "see the ‘old’ file"];

fn pairs<const N: usize>(of: [(&str, String); N]) -> Pairs {
    of.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn before(days: usize) -> NaiveDate {
    TODAY.parse::<NaiveDate>().expect("a day") - Days::new(days as u64)
}

/// The stages a lead went through and how many days ago.
fn entered(stage: Stage, dice: &mut Dice) -> Vec<(Stage, usize)> {
    let recent = dice.below(12);
    match stage {
        Stage::Prospect => vec![(Stage::Prospect, recent)],
        Stage::Qualified => vec![(Stage::Prospect, recent + 10 + dice.below(40)), (Stage::Qualified, recent)],
        Stage::Won | Stage::Lost => {
            let closed = 20 + dice.below(180);
            let mut path = vec![(Stage::Prospect, closed + 30 + dice.below(50)), (stage, closed)];
            if dice.below(2) == 0 {
                path.insert(1, (Stage::Qualified, closed + 10 + dice.below(15)));
            }
            path
        }
    }
}

fn history(path: &[(Stage, usize)], by: &str, dice: &mut Dice) -> Vec<Pairs> {
    let entry = |(stage, days): &(Stage, usize)| {
        let day = before(*days);
        let at = if dice.below(3) == 0 { format!("{day}T09:30:00+07:00") } else { day.to_string() };
        let mut entry = pairs([("stage", stage.id().to_owned()), ("at", at)]);
        if dice.below(4) > 0 {
            entry.push(("by".to_owned(), by.to_owned()));
        }
        if *stage == Stage::Lost {
            entry.push(("reason".to_owned(), dice.one(&["price", "competitor", "no-budget"]).to_owned()));
        }
        entry
    };
    path.iter().map(entry).collect()
}

/// The lead of that number, below 1,024: no two are for one company.
pub fn lead(number: usize, dice: &mut Dice) -> Draft {
    let stage = [Stage::Prospect, Stage::Qualified, Stage::Won, Stage::Lost][dice.below(4)];
    let path = entered(stage, dice);
    let open = matches!(stage, Stage::Prospect | Stage::Qualified);
    let owner = dice.one(&["siti", "budi"]);
    let (first, second) = (FIRST[number % 32], SECOND[number / 32]);
    let mut fields: Vec<(&str, Value)> = Vec::new();
    let text = |text: &str| Value::Text(text.to_owned());
    fields.push(("title", text(TITLES[dice.below(TITLES.len())])));
    fields.push(("owner", text(owner)));
    fields.push((
        "company",
        Value::Map(pairs([("name", format!("PT {first} {second}")), ("size", "40".to_owned())])),
    ));
    fields.push(("history", Value::List(history(&path, owner, dice))));
    if stage != Stage::Prospect || dice.below(2) == 0 {
        let value = ["250000000", "1200.50", "{amount: 900, currency: USD}"][dice.below(3)];
        fields.push(("value", text(value)));
        fields.push(("source", text(dice.one(&["referral", "website", "event"]))));
        let levels =
            [("need", dice.one(&["met", "partial", "unmet"]).to_owned()), ("budget", "met".to_owned())];
        fields.push(("qualification", Value::Map(pairs(levels))));
    }
    if open {
        let due = (before(0) + Days::new(dice.below(10) as u64)).to_string();
        let step = [("do", STEPS[dice.below(STEPS.len())].to_owned()), ("due", due)];
        fields.push(("next_step", Value::Map(pairs(step))));
    }
    if dice.below(2) == 0 {
        let day = before(path.last().map_or(0, |(_, days)| *days)).to_string();
        let call = [("at", day), ("kind", "call".to_owned()), ("summary", "It went well".to_owned())];
        fields.push(("activities", Value::List(vec![pairs(call)])));
    }
    if dice.below(3) == 0 {
        fields.push((
            "contacts",
            Value::List(vec![pairs([("name", "Ani".to_owned())]), pairs([("name", "Tono".to_owned())])]),
        ));
    }
    if dice.below(3) == 0 {
        fields.push(("tags", text(dice.one(&["[big, new]", "[\n  big,\n  new\n  ]", "\n  - big\n  - new"]))));
    }
    if dice.below(3) == 0 {
        fields.push(("notes", text("|\n  They like it.\n\n  - and # want: more\n")));
    }
    dice.shuffle(&mut fields);
    let comment = |dice: &mut Dice| COMMENTS[dice.below(COMMENTS.len())];
    let year = if !open && dice.below(2) == 0 { "/2026" } else { "" };
    Draft {
        stage,
        folder: format!("{}{year}", stage.folder()),
        name: format!("{first}-{second}.yaml"),
        head: ["", "", "# A lead\n", "# Met in 東京\n\n"][dice.below(4)].to_owned(),
        fields: fields.into_iter().map(|(key, value)| (key.to_owned(), value, comment(dice))).collect(),
        style: Style::ALL[dice.below(5)],
        crlf: dice.below(4) == 0,
        link: false,
        rule: None,
    }
}
