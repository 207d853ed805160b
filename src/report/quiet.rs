//! Which parts of a report have too little to say, so that a page can leave
//! them out and name them in one line.

use super::{PipelineReport, Said, Segment, Sentence};

/// The parts that say nothing, in the page's order: each is called as its title
/// is in `titles`, those by a criterion by the criterion's id; and the sections
/// `results`, `times` and `segments` where all of their parts are among them.
pub(super) fn quiet(report: &PipelineReport) -> Vec<String> {
    let t = &report.titles;
    let times = [("stays", &t.stays), ("ages", &t.ages), ("cycle", &t.cycle), ("curve", &t.curve)];
    let results = [("closed", &t.closed), ("won", &t.won)];
    let sides = [
        ("by_source", &t.by_source, &report.by_source),
        ("by_product", &t.by_product, &report.by_product),
        ("by_industry", &t.by_industry, &report.by_industry),
        ("by_owner", &t.by_owner, &report.by_owner),
        ("by_size", &t.by_size, &report.wins.by_size),
        ("by_early_activity", &t.by_early_activity, &report.wins.by_early_activity),
    ];
    let criteria = report.wins.by_qualification.iter();
    let criteria = criteria.filter_map(|c| Some((c.id.as_str(), t.by_qualification.get(&c.id)?, &c.levels)));
    let groups = t.by_group.iter().map(|title| ("by_group", title, &report.by_group));
    // A side that nobody filled in is not there at all.
    let there = |(_, _, rows): &(&str, &Sentence, &Vec<Segment>)| rows.iter().any(|row| row.key.is_some());
    let sides: Vec<_> = sides
        .into_iter()
        .chain(groups)
        .chain(criteria)
        .filter(there)
        .map(|(name, title, _)| (name, title))
        .collect();
    let given = report.wins.by_reason.iter().any(|reason| reason.key.is_some());

    let mut quiet = Vec::new();
    let mut add = |section: &str, whole: bool, parts: &[(&str, &Sentence)]| {
        let silent = parts.iter().filter(|(_, title)| title.is_silent());
        let silent: Vec<String> = silent.map(|(name, _)| (*name).to_owned()).collect();
        if whole && silent.len() == parts.len() {
            quiet.push(section.to_owned());
        }
        quiet.extend(silent);
    };
    add("", false, &[("funnel", &t.funnel), ("closing", &t.closing)]);
    add("results", true, &results);
    add("times", true, &times);
    add("segments", !given, &sides);
    add("", false, &[("losses", &t.losses)]);
    quiet
}

impl Sentence {
    /// Whether it says that there is nothing, or too little, to say; the rate of
    /// one segment alone compares nothing.
    pub fn is_silent(&self) -> bool {
        match self.with.get("title") {
            Some(Said::Sentence(inner)) => inner.is_silent(),
            _ => self.say.ends_with("-none") || self.say.ends_with("-few") || self.say == "segment-title-one",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing() {
        let of = |say| Sentence::new(say, []);
        assert!(of("funnel-title-few").is_silent() && of("won-title-none").is_silent());
        assert!(!of("closed-title-lost").is_silent() && !of("segment-title").is_silent());
        let within = |say| Sentence::new("segment-title-of", [("title", Said::Sentence(of(say).into()))]);
        assert!(within("segment-title-one").is_silent() && !within("segment-title-tie").is_silent());
    }
}
