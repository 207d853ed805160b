//! How likely a lead that has been in a stage for so long is won within so many days.

use super::course::Course;
use super::shares::LEARNT_DAYS;

/// What became of the attempts that were in one stage, as far as a day knows.
#[derive(Clone, Debug, Default)]
pub struct Landmarks {
    /// By the last age they are known to have been in the stage: for how long each
    /// was followed from entering it, and how it ended.
    by_age: Vec<Vec<(u16, Ended)>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Won,
    Lost,
    Open,
}

/// The number at risk of each day since entering a stage, and the events of it.
#[derive(Clone, Copy, Default)]
struct Followed {
    won: u32,
    lost: u32,
    /// Closed or censored, as those are that went to another pipeline.
    ended: u32,
}

const AGES: usize = LEARNT_DAYS as usize;

impl Landmarks {
    /// Those of each stage, of the stays begun in the days learnt from.
    pub fn by_stage(courses: &[Course], stages: usize, day: i32) -> Vec<Self> {
        let mut all = vec![Self { by_age: vec![Vec::new(); AGES] }; stages];
        for course in courses {
            let ended = match (course.end <= day && !course.left, course.won) {
                (false, _) => Ended::Open,
                (true, true) => Ended::Won,
                (true, false) => Ended::Lost,
            };
            let until = course.end.min(day);
            if day - until >= LEARNT_DAYS {
                continue;
            }
            for stay in course.stays.iter().filter(|stay| stay.from <= day && day - stay.from < LEARNT_DAYS) {
                let last = stay.to.saturating_sub(1).min(day) - stay.from;
                let (Ok(last), Ok(days)) = (usize::try_from(last), u16::try_from(until - stay.from)) else {
                    continue;
                };
                all[stay.stage].by_age[last].push((days, ended));
            }
        }
        all
    }

    /// Calls `take` for each age that is asked for with the curve from there.
    ///
    /// Aalen–Johansen over the attempts that were still in the stage at that age
    /// (the landmark: van Houwelingen 2007; Putter and Spitoni 2018). Where no
    /// attempt goes on to another stage it is (F(a + t) − F(a)) / S(a).
    pub fn curves(&self, asked: &[bool], mut take: impl FnMut(usize, &[CurveDay])) {
        let mut days = vec![Followed::default(); AGES + 1];
        let (mut n, mut longest) = (0, 0);
        let mut curve = Vec::with_capacity(AGES + 1);
        for (age, ending) in self.by_age.iter().enumerate().rev() {
            for (followed, ended) in ending {
                let day = &mut days[usize::from(*followed)];
                day.won += u32::from(*ended == Ended::Won);
                day.lost += u32::from(*ended == Ended::Lost);
                day.ended += 1;
                longest = longest.max(usize::from(*followed));
                n += 1;
            }
            if n > 0 && asked.get(age).copied().unwrap_or_default() {
                followed_from(&days[..=longest], age, n, &mut curve);
                take(age, &curve);
            }
        }
    }
}

/// So many days after an age.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CurveDay {
    /// How likely it is won by then.
    pub won: f64,
    /// Of how many it is known what became of them by then.
    pub known: u32,
}

fn followed_from(days: &[Followed], age: usize, n: u32, curve: &mut Vec<CurveDay>) {
    let (mut surviving, mut won, mut closed) = (1.0, 0.0, 0);
    // Those who end at the age itself are censored there.
    let mut at_risk = n - days.get(age).map_or(0, |day| day.ended);
    curve.clear();
    curve.push(CurveDay { won, known: at_risk });
    for day in days.iter().skip(age + 1) {
        let events = day.won + day.lost;
        if events > 0 {
            let risk = f64::from(at_risk);
            won += surviving * f64::from(day.won) / risk;
            surviving *= f64::from(at_risk - events) / risk;
        }
        let known = closed + at_risk;
        closed += events;
        at_risk -= day.ended;
        curve.push(CurveDay { won, known });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::forecast::course::CourseStay;
    use crate::figures::{Followed as Once, Incidence};

    const TODAY: i32 = 1_000;

    /// Attempts of one stage that were followed for so many days.
    fn one_stage(rows: &[(i32, Option<bool>)]) -> Vec<Course> {
        let course = |(days, won): &(i32, Option<bool>)| {
            let from = won.map_or(TODAY - days, |_| 400);
            let end = won.map_or(Course::OPEN, |_| from + days);
            let stays = vec![CourseStay { stage: 0, from, to: end }];
            Course { stays, end, won: *won == Some(true), ..Course::default() }
        };
        rows.iter().map(course).collect()
    }

    fn at(landmarks: &Landmarks, age: usize) -> Vec<CurveDay> {
        let mut asked = vec![false; age + 1];
        asked[age] = true;
        let mut found = Vec::new();
        landmarks.curves(&asked, |_, curve| found = curve.to_vec());
        found
    }

    /// The worked example of the British Journal of Cancer 91 (2004), table 2, and the
    /// remissions of Freireich and others 1963: where there is one stage, the chance
    /// is (F(a + t) − F(a)) / S(a) of the curves that are tested against the print.
    #[test]
    fn published_tables_from_an_age_on() {
        let (won, lost) = (Some(true), Some(false));
        let mut women = vec![(7, None), (10, won), (14, None), (16, won), (18, lost), (23, won), (24, None)];
        women.extend([(26, lost), (27, won)]);
        women.extend(vec![(60, None); 296]);
        let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23].into_iter().enumerate();
        let mut remissions: Vec<_> = ended.map(|(at, weeks)| (weeks, Some(at % 2 == 0))).collect();
        remissions.extend([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|weeks| (weeks, None)));
        for rows in [women, remissions] {
            let landmarks = &Landmarks::by_stage(&one_stage(&rows), 1, TODAY)[0];
            let followed = rows.iter().map(|(days, won)| Once { days: (*days).into(), won: *won });
            let printed = Incidence::of(followed.collect());
            let last = rows.iter().map(|row| row.0).max().unwrap() as usize;
            for age in [0, 6, 9, 15, 22] {
                let curve = at(landmarks, age);
                let before = printed.at(age as i64).unwrap();
                for (days, own) in curve.iter().enumerate().take(last - age) {
                    let then = printed.at((age + days) as i64).unwrap();
                    let expected = (then.won - before.won) / (1.0 - before.won - before.lost);
                    assert!((own.won - expected).abs() < 1e-12, "{age} + {days}: {own:?} {expected}");
                }
            }
        }
    }

    /// By hand: four were in the first stage at day 10. One went on and is not compared
    /// with those who stayed longer; of the three left at 20, one is won at 25, one lost
    /// at 30, one is open.
    /// Of the two that are followed for 20 days, one is won.
    #[test]
    fn who_went_to_another_pipeline_is_followed_till_then() {
        let course = |days: i32, won, left| {
            let (from, to) = (900, 900 + days);
            let stays = vec![CourseStay { stage: 0, from, to }];
            Course { stays, end: to, won, left, ..Course::default() }
        };
        let courses = [course(10, false, true), course(20, true, false), course(30, false, false)];
        let mut won = Vec::new();
        let stage = &Landmarks::by_stage(&courses, 1, TODAY)[0];
        stage.curves(&[true], |_, curve| won = [9, 19, 20, 30].map(|day| curve[day].won).to_vec());
        assert_eq!(won, [0.0, 0.0, 0.5, 0.5]);
    }

    #[test]
    fn who_went_on_is_not_compared_with_who_stays() {
        let stay = |stage, from, to| CourseStay { stage, from, to };
        let course = |stays: Vec<CourseStay>, end, won| Course { stays, end, won, ..Course::default() };
        let courses = [
            course(vec![stay(0, 500, 515), stay(1, 515, 522)], 522, true),
            course(vec![stay(0, 500, 525)], 525, true),
            course(vec![stay(0, 500, 530)], 530, false),
            course(vec![stay(0, 960, Course::OPEN)], Course::OPEN, false),
        ];
        let landmarks = &Landmarks::by_stage(&courses, 2, TODAY)[0];
        let (ten, twenty) = (at(landmarks, 10), at(landmarks, 20));
        assert_eq!((ten[0].known, twenty[0].known), (4, 3));
        assert!((twenty[5].won - 1.0 / 3.0).abs() < 1e-12 && (twenty[20].won - 1.0 / 3.0).abs() < 1e-12);
        assert!((ten[12].won - 0.25).abs() < 1e-12 && (ten[15].won - 0.5).abs() < 1e-12);
        // What comes after the day is not known on it.
        let before = Landmarks::by_stage(&courses[..3], 2, 524);
        assert!(at(&before[0], 20).iter().all(|day| day.won == 0.0));
    }
}
