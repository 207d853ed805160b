//! Losses, wins and effort, and what is beyond chance.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Brute, Way, half_even, point};
use crate::figures::raw::{self, RawLead};

type Key = Option<String>;

fn key(text: Option<&str>) -> Key {
    text.map(str::to_owned)
}

impl Brute<'_> {
    pub(super) fn losses(&self, lost: &[(&RawLead, Way)]) -> Value {
        let shout = |key: &str| key.to_uppercase();
        let group = |of: &dyn Fn(&RawLead, &Way) -> Key, label: &dyn Fn(&str) -> String| {
            let names: BTreeSet<Key> = lost.iter().map(|(lead, way)| of(lead, way)).collect();
            let row = |name: &Key| {
                let mine: Vec<_> =
                    lost.iter().filter(|(lead, way)| of(lead, way) == *name).cloned().collect();
                let values = self.values(&mine);
                let sum: i128 = values.iter().flatten().sum();
                let row = json!({
                    "key": name, "label": name.as_deref().map(label), "count": mine.len(),
                    "value": self.money(sum), "unvalued": values.iter().filter(|v| v.is_none()).count(),
                });
                ((-(mine.len() as i128), -sum, name.is_none()), row)
            };
            let mut rows: Vec<_> = names.iter().map(row).collect();
            rows.sort_by_key(|row| row.0);
            rows.into_iter().map(|row| row.1).collect::<Vec<_>>()
        };
        let plain = |key: &str| key.to_owned();
        let mut by_stage =
            group(&|_, way| way.here().filter(|_| !way.dark).map(|at| raw::STAGES[at].to_owned()), &shout);
        by_stage.sort_by_key(|row| raw::STAGES.iter().position(|id| row["key"] == *id).unwrap_or(99));
        json!({
            "by_reason": group(&|_, way| way.end.unwrap().2.map(|at| raw::REASONS[at].to_owned()), &shout),
            "by_stage": by_stage,
            "by_owner": self.lost_by_owner(lost),
            "by_source": group(&|lead, _| key(lead.source.map(|at| raw::SOURCES[at])), &shout),
            "by_industry": group(&|lead, _| key(lead.industry.map(|at| raw::INDUSTRIES[at])), &plain),
            "by_competitor": group(&|_, way| key(way.competitor), &plain),
        })
    }

    /// Under everybody it counts for, with their part of the value.
    fn lost_by_owner(&self, lost: &[(&RawLead, Way)]) -> Value {
        let mut rows = Vec::new();
        for (rank, name) in ["budi", "joko", "siti"].into_iter().enumerate() {
            let value = |(lead, way): &(&RawLead, Way)| {
                let found = self.people(lead, way).into_iter().find(|(own, _)| *own == Some(name));
                found.map(|(_, value)| (way.last, value))
            };
            let mine: Vec<(bool, Option<i128>)> = lost.iter().filter_map(value).collect();
            if mine.is_empty() {
                continue;
            }
            let values: Vec<Option<i128>> = mine.iter().filter(|own| own.0).map(|own| own.1).collect();
            let sum: i128 = values.iter().flatten().sum();
            let row = json!({
                "key": name, "label": name.to_uppercase(), "count": mine.len(), "value": self.money(sum),
                "unvalued": values.iter().filter(|v| v.is_none()).count(),
            });
            rows.push(((-(mine.len() as i128), -sum, rank), row));
        }
        rows.sort_by_key(|row| row.0);
        json!(rows.into_iter().map(|row| row.1).collect::<Vec<_>>())
    }

    pub(super) fn wins(&self, won: &[(&RawLead, Way)]) -> Value {
        let size = |lead: &RawLead| match lead.industry.and(raw::size(lead)) {
            Some(..=9) => Some("0-9"),
            Some(10..=49) => Some("10-49"),
            Some(50..=249) => Some("50-249"),
            Some(_) => Some("250+"),
            None => None,
        };
        let mut by_size = self.segments(|lead, way| vec![(size(lead), self.value(lead, way))], false, None);
        let mut levels =
            self.segments(|lead, way| vec![(raw::level(lead), self.value(lead, way))], false, None);
        order(&mut by_size, &["0-9", "10-49", "50-249", "250+"]);
        order(&mut levels, &["met", "partial", "unmet"]);
        let names: BTreeSet<Option<&str>> =
            won.iter().map(|(_, way)| way.end.unwrap().2.map(|at| raw::REASONS[at])).collect();
        let row = |name: &Option<&str>| {
            let mine = |way: &Way| way.end.unwrap().2.map(|at| raw::REASONS[at]) == *name;
            let mine: Vec<_> = won.iter().filter(|(_, way)| mine(way)).cloned().collect();
            let known: Vec<i128> = self.values(&mine).into_iter().flatten().collect();
            let sum: i128 = known.iter().sum();
            let days: Vec<i64> = mine.iter().filter_map(|(_, way)| way.cycle()).collect();
            let average = (!known.is_empty()).then(|| half_even(sum, known.len() as i128));
            let row = json!({
                "key": name, "label": name.map(str::to_uppercase), "count": mine.len(), "value": self.money(sum),
                "average": self.maybe_money(average), "cycle_median": point(&days, 50),
            });
            ((-(mine.len() as i128), -sum, name.is_none()), row)
        };
        let mut reasons: Vec<_> = names.iter().map(row).collect();
        reasons.sort_by_key(|row| row.0);
        json!({
            "tried": 0, "by_size": by_size,
            "by_qualification": [{"id": "need", "label": "Need", "levels": levels}],
            "by_reason": reasons.into_iter().map(|row| row.1).collect::<Vec<_>>(),
            "by_early_activity": self.early(),
        })
    }

    /// Counted by hand: a way's band is its own, not its lead's.
    fn early(&self) -> Value {
        let band = |lead: &RawLead, way: &Way| {
            let last = (way.start + 13).min(way.until().unwrap_or(self.as_of));
            match lead.activities.iter().filter(|day| (way.start..=last).contains(*day)).count() {
                0 => "0",
                1..=2 => "1-2",
                3..=5 => "3-5",
                _ => "6+",
            }
        };
        let open: Vec<_> = self.existing().filter(|(_, way)| way.end.is_none()).collect();
        let (won, lost) = (self.closed(true), self.closed(false));
        let mut rows = Vec::new();
        for name in ["0", "1-2", "3-5", "6+"] {
            let of =
                |ways: &[(&RawLead, Way)]| ways.iter().filter(|(lead, way)| band(lead, way) == name).count();
            let mine = |(lead, way): &&(&RawLead, Way)| band(lead, way) == name;
            let counts = [of(&open), of(&won), of(&lost)];
            if counts == [0, 0, 0] {
                continue;
            }
            let deals: Vec<_> = won.iter().filter(mine).cloned().collect();
            let known: Vec<i128> = self.values(&deals).into_iter().flatten().collect();
            let sum: i128 = known.iter().sum();
            let days: Vec<i64> = deals.iter().filter_map(|(_, way)| way.cycle()).collect();
            let average = (!known.is_empty()).then(|| half_even(sum, known.len() as i128));
            let stock = || open.iter().filter(mine);
            rows.push(json!({
                "key": name, "label": name, "open": counts[0], "won": counts[1], "lost": counts[2],
                "open_value": self.money(stock().filter_map(|(lead, way)| self.value(lead, way)).sum()),
                "open_weighted": self.money(stock().map(|(l, w)| self.weigh(l, w, self.value(l, w))).sum()),
                "win_rate": super::share(counts[1], counts[1] + counts[2]), "won_value": self.money(sum),
                "average": self.maybe_money(average), "cycle_median": point(&days, 50),
            }));
        }
        json!(rows)
    }

    pub(super) fn effort(&self, won: &[(&RawLead, Way)]) -> Value {
        // What is done is that of whom the lead's last way is, whoever shares its value.
        let held = |lead: &RawLead| {
            let mut ways = Way::of(&lead.history, self.as_of);
            let here = ways.iter().any(|way| self.pipelines.contains(&way.pipeline));
            ways.pop().filter(|_| here).map(|way| way.credit.unwrap_or(lead.owner))
        };
        // The pipeline a lead was in when a day ended, or came to first.
        let was_here = |lead: &RawLead, day: i64| {
            let last = lead.history.iter().rfind(|entry| entry.day <= day).or(lead.history.first());
            last.is_some_and(|entry| self.pipelines.contains(&entry.pipeline))
        };
        let mine =
            |lead: &&&RawLead| held(lead).is_some_and(|who| self.options.owner.is_none_or(|own| own == who));
        let existing: Vec<&RawLead> = self.leads.iter().filter(mine).copied().collect();
        let all: Vec<(&RawLead, i64)> = existing
            .iter()
            .flat_map(|lead| {
                lead.activities
                    .iter()
                    .filter(|day| **day <= self.as_of && self.inside(**day) && was_here(lead, **day))
                    .map(|day| (*lead, *day))
            })
            .collect();
        let unit = 10_i128.pow(self.base.decimals);
        let cost = |rows: &[(&RawLead, i64)]| -> i128 {
            rows.iter().filter_map(|(_, day)| raw::activity(*day).3).sum::<i128>()
        };
        let work = |rows: &[(&RawLead, i64)]| {
            json!({
                "activities": rows.len(),
                "minutes": rows.iter().filter_map(|(_, day)| raw::activity(*day).2).sum::<i64>(),
                "untimed": rows.iter().filter(|(_, day)| raw::activity(*day).2.is_none()).count(),
                "cost": self.money(half_even(cost(rows) * unit, 100)),
            })
        };
        let by = |of: &dyn Fn(&RawLead, i64) -> Key, shout: bool| {
            let names: BTreeSet<Key> = all.iter().map(|(lead, day)| of(lead, *day)).collect();
            let row = |name: &Key| {
                let mine: Vec<_> =
                    all.iter().filter(|(lead, day)| of(lead, *day) == *name).copied().collect();
                let mut row = work(&mine);
                row["key"] = json!(name);
                row["label"] = json!(name.as_ref().map(|n| if shout { n.to_uppercase() } else { n.clone() }));
                (-(mine.len() as i64), row)
            };
            let mut rows: Vec<_> = names.iter().map(row).collect();
            rows.sort_by_key(|row| row.0);
            rows.into_iter().map(|row| row.1).collect::<Vec<_>>()
        };
        let stage = |lead: &RawLead, day: i64| {
            let last = lead.history.iter().rfind(|entry| entry.day <= day);
            last.map(|entry| raw::STAGES[entry.stage].to_owned())
        };
        let mut by_stage = by(&stage, true);
        by_stage.sort_by_key(|row| raw::STAGES.iter().position(|id| row["key"] == *id).unwrap_or(99));
        let per = |cost: i128, won: usize| {
            self.maybe_money((won > 0).then(|| half_even(cost * unit, 100 * won as i128)))
        };
        let mut sources = Vec::new();
        for (rank, name) in [Some("ads"), Some("event"), None].into_iter().enumerate() {
            let of = |lead: &RawLead| lead.source.map(|at| raw::SOURCES[at]) == name;
            let mine: Vec<_> = all.iter().filter(|(lead, _)| of(lead)).copied().collect();
            let won = won.iter().filter(|(lead, _)| of(lead)).count();
            if mine.is_empty() && won == 0 {
                continue;
            }
            let minor = half_even(cost(&mine) * unit, 100);
            sources.push((
                (-minor, rank),
                json!({
                    "key": name, "label": name.map(str::to_uppercase), "cost": self.money(minor), "won": won,
                    "cost_per_won": per(cost(&mine), won), "few": super::few(won),
                }),
            ));
        }
        sources.sort_by_key(|row| row.0);
        let mut effort = work(&all);
        let holder = |lead: &RawLead| {
            let credit = Way::credited(&lead.history, self.as_of).pop().and_then(|way| way.credit);
            raw::OWNERS[credit.unwrap_or(lead.owner)]
        };
        effort["by_owner"] = json!(by(&|lead, _| key(Some(holder(lead))), true));
        let person = |lead: &RawLead, day| key(raw::activity(day).1.or(Some(holder(lead))));
        effort["by_person"] = json!(by(&person, true));
        effort["by_kind"] = json!(by(&|_, day| key(Some(raw::activity(day).0)), false));
        effort["by_stage"] = json!(by_stage);
        effort["by_source"] = json!(sources.into_iter().map(|row| row.1).collect::<Vec<_>>());
        effort["cost_per_won"] = per(cost(&all), won.len());
        let (days, hours) = self.first_activity();
        effort["first_activity_days"] = days;
        if !hours.is_null() {
            effort["first_activity_hours"] = hours;
        }
        effort
    }

    fn first_activity(&self) -> (Value, Value) {
        let begun = self.all_ways().into_iter().filter(|(_, w)| self.inside(w.start) && !w.opens.is_empty());
        let (mut days, mut seconds, mut without) = (Vec::new(), Vec::new(), 0);
        for (lead, way) in begun {
            let until = way.until().unwrap_or(self.as_of);
            let contact = |day: &i64| lead.activities.contains(day) && self.base.is_contact(*day);
            match (way.start..=until).find(contact) {
                Some(day) => {
                    days.push(self.worked(way.start, day));
                    let both = self.base.entered_at(way.start).zip(self.base.done_at(day));
                    seconds.extend(both.map(|(from, to)| self.open_seconds((way.start, from), (day, to))));
                }
                None => without += 1,
            }
        }
        let days = json!({"n": days.len(), "median": point(&days, 50), "without": without});
        if seconds.is_empty() {
            return (days, Value::Null);
        }
        let median = point(&seconds, 50).as_f64().unwrap() / 3600.0;
        (days, json!({"n": seconds.len(), "median": median}))
    }

    /// The seconds from one moment to another that are of days worked on.
    fn open_seconds(&self, from: (i64, i64), to: (i64, i64)) -> i64 {
        let moment = |(day, second): (i64, i64)| day * 86_400 + second;
        let of =
            |day: i64| (moment((day + 1, 0)).min(moment(to)) - moment((day, 0)).max(moment(from))).max(0);
        (from.0..=to.0).filter(|day| self.base.works(*day)).map(of).sum()
    }

    /// Fisher's test of every row against the rest, and Holm's correction.
    pub(super) fn judge(&self, report: &mut Value, won: usize, lost: usize) {
        let mut places: Vec<String> = Vec::new();
        for list in [
            "/by_owner",
            "/by_group",
            "/by_source",
            "/by_product",
            "/by_industry",
            "/wins/by_size",
            "/wins/by_early_activity",
            "/wins/by_qualification/0/levels",
        ] {
            let rows = report.pointer(list).map_or(0, |rows| rows.as_array().unwrap().len());
            places.extend((0..rows).map(|at| format!("{list}/{at}")));
        }
        let logs: Vec<f64> = std::iter::once(0.0)
            .chain((1..=won + lost).scan(0.0, |sum, n| {
                *sum += (n as f64).ln();
                Some(*sum)
            }))
            .collect();
        let mut tried = Vec::new();
        for place in &places {
            let row = report.pointer_mut(place).unwrap();
            let (w, l) = (row["won"].as_u64().unwrap() as usize, row["lost"].as_u64().unwrap() as usize);
            let some = w + l > 0 && w + l < won + lost;
            row["p"] = json!(some.then(|| fisher(&logs, w, l, won, lost)));
            row["p_adjusted"] = Value::Null;
            row["differs"] = json!(false);
            tried.extend(row["p"].as_f64());
        }
        tried.sort_by(f64::total_cmp);
        for place in &places {
            let row = report.pointer_mut(place).unwrap();
            let Some(p) = row["p"].as_f64() else { continue };
            let upto = tried.iter().enumerate().filter(|(_, other)| **other <= p);
            let adjusted =
                upto.map(|(at, other)| (tried.len() - at) as f64 * other).fold(0.0, f64::max).min(1.0);
            row["p_adjusted"] = json!(adjusted);
            row["differs"] = json!(adjusted <= 0.05);
        }
        report["wins"]["tried"] = json!(tried.len());
    }
}

/// Σ of the tables not likelier, each C(won, k) C(lost, n - k) / C(all, n).
fn fisher(logs: &[f64], w: usize, l: usize, won: usize, lost: usize) -> f64 {
    let n = w + l;
    let choose = |of: usize, take: usize| logs[of] - logs[take] - logs[of - take];
    let table = |k: usize| (choose(won, k) + choose(lost, n - k) - choose(won + lost, n)).exp();
    let fits = |k: &usize| *k <= won && n - k <= lost;
    (0..=n).filter(fits).map(table).filter(|p| *p <= table(w) * (1.0 + 1e-7)).sum::<f64>().min(1.0)
}

fn order(rows: &mut Value, keys: &[&str]) {
    rows.as_array_mut()
        .unwrap()
        .sort_by_key(|row| keys.iter().position(|key| row["key"] == *key).unwrap_or(99));
}
