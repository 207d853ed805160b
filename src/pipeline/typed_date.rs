//! Days as people write them in numbers: `31/12/2026`, `12/31/2026`, `31.12.2026`.

use super::{Day, Language};

/// What a day in numbers means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumericDay {
    /// One day.
    One(Day),
    /// The day before the month, or the month before the day: the language does
    /// not say which.
    Two(Day, Day),
}

/// The day that three numbers mean; `None` where they mean none. In Indonesian
/// the day comes first; in English it depends on where one is.
pub fn numeric_day(text: &str, language: Language) -> Option<NumericDay> {
    let sign = text.chars().find(|c| !c.is_ascii_digit()).filter(|sign| "/.-".contains(*sign))?;
    let parts: Vec<&str> = text.split(sign).collect();
    let number = |part: &str| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| digits)
    };
    let year = |part: &str| {
        let digits = part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i32>().ok().filter(|_| digits)
    };
    let [first, middle, last] = parts.as_slice() else { return None };
    if let Some(year) = year(first) {
        return Day::from_ymd_opt(year, number(middle)?, number(last)?).map(NumericDay::One);
    }
    let (first, middle, year) = (number(first)?, number(middle)?, year(last)?);
    let day_first = Day::from_ymd_opt(year, middle, first);
    let month_first = Day::from_ymd_opt(year, first, middle);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other && !language.locale().day_first => {
            Some(NumericDay::Two(one, other))
        }
        (one, other) => one.or(other).map(NumericDay::One),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reading_or_the_languages() {
        let read = |text: &str, language| match numeric_day(text, language) {
            Some(NumericDay::One(day)) => day.to_string(),
            Some(NumericDay::Two(one, other)) => format!("{one} or {other}"),
            None => "none".to_owned(),
        };
        for (text, en, id) in [
            ("31/12/2026", "2026-12-31", "2026-12-31"),
            ("12/31/2026", "2026-12-31", "2026-12-31"),
            ("3/4/2026", "2026-04-03 or 2026-03-04", "2026-04-03"),
            ("04.04.2026", "2026-04-04", "2026-04-04"),
            ("2026/12/31", "2026-12-31", "2026-12-31"),
            ("2026-1-5", "2026-01-05", "2026-01-05"),
            ("31/12/26", "none", "none"),
            ("31/13/2026", "none", "none"),
            ("31/12-2026", "none", "none"),
            ("2026", "none", "none"),
        ] {
            assert_eq!(
                (read(text, Language::En), read(text, Language::Id)),
                (en.into(), id.into()),
                "{text}"
            );
        }
    }
}
