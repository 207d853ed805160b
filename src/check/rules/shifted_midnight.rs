//! `shifted-midnight`: a moment at midnight that is another day here.
//!
//! Programs that know no days write midnight in UTC for them.

use crate::check::leaves;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::Day;
use crate::pipeline::shape::Shape;
use crate::read::date;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "shifted-midnight",
    severity: Severity::Warning,
    summary: "a moment at midnight that is another day here",
    page: crate::page!("shifted-midnight"),
    run: Run::Written(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(root) = file.tree.root().filter(|_| file.text.contains("00:00:00")) else { return };
    leaves::each(root, file.fields(), &mut |node, shape| {
        let text = node.value().filter(|_| matches!(shape, Shape::Date)).unwrap_or_default();
        let Some((written, is)) = shifted(text, file.config.timezone) else { return };
        let zone = file.config.timezone;
        let message = message!(
            "midnight of {written} is {is} in {zone}, and counts as that day",
            written,
            is,
            zone = zone.name()
        );
        let (written, is) = (written.to_string(), is.to_string());
        let help = message!("write {written} where the day is meant, else {is}", written, is);
        findings.push(Finding::new(RULE.name, file.path, node.span(), message).help(help));
    });
}

/// The day that is written and the day it is, where a text is a midnight of
/// another one.
fn shifted(text: &str, zone: chrono_tz::Tz) -> Option<(Day, Day)> {
    let (day, time) = (text.get(..10)?, text.get(11..19)?);
    let seconds = text.get(19..)?.strip_prefix('.').unwrap_or("0");
    let fraction = seconds.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let midnight = time == "00:00:00" && fraction.bytes().all(|byte| byte == b'0');
    let written = crate::read::day(day).filter(|_| midnight)?;
    let is = date(text, zone)?.day;
    (is != written).then_some((written, is))
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America::New_York, Asia::Jakarta, UTC};

    use super::shifted;

    #[test]
    fn midnights_of_elsewhere() {
        let is = |text, zone| shifted(text, zone).map(|(_, is)| is.to_string());
        assert_eq!(is("2026-11-20T00:00:00.000Z", New_York).as_deref(), Some("2026-11-19"));
        assert_eq!(is("2026-11-20 00:00:00+07:00", UTC).as_deref(), Some("2026-11-19"));
        for (text, zone) in [
            ("2026-11-20T00:00:00.000Z", Jakarta),
            ("2026-11-20T00:00:00.5Z", New_York),
            ("2026-11-20T01:00:00Z", New_York),
            ("2026-11-20", New_York),
            ("2026-11-20T00:00:00", New_York),
        ] {
            assert_eq!(is(text, zone), None, "{text}");
        }
    }
}
