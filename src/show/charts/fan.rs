//! What of the open leads is won by each month's end: the middle, the band around it, and
//! what is missing to the target.

use rust_decimal::prelude::ToPrimitive;

use super::super::format::Style;
use super::svg::{El, line, number, text};
use super::{finish, frame};
use crate::figures::{Band, MonthAhead, OpenAhead, TargetAhead, WinsBelow};
use crate::pipeline::Day;

/// The drawing's height, px.
const ROOM: f64 = 180.0;
/// Above it, px.
const TOP: f64 = 14.0;
/// The least distance of two names at the right, px.
const NAMES: f64 = 17.0;
/// What is missing to a target is a line where it is at most so many times the band's end.
const FURTHEST: f64 = 4.0;
/// The drawing's own width, whatever it is stretched to.
const WIDE: f64 = 1000.0;

/// The fan from a day on; nothing where no lead is open.
pub fn fan(
    style: &Style,
    id: usize,
    title: &str,
    (open, months, targets): (&OpenAhead, &[MonthAhead], &[TargetAhead]),
    from: Day,
) -> String {
    let fan = Fan::of(open, months, from);
    let Some(last) = fan.points.last().filter(|last| last.high > 0.0 && last.x > 0.0) else {
        return String::new();
    };
    let base = TOP + ROOM;
    let missing = fan.missing(targets, last.day);
    let mut data: Vec<String> =
        months.iter().map(|month| fan.sentence(style, month.until, &month.band)).collect();
    data.extend(missing.map(|missing| fan.to_target(style, missing)));
    // Further up it would make the band a line.
    let drawn = missing.filter(|(_, size)| *size <= FURTHEST * last.high);
    let mut chart = frame(id, "fan", base + 24.0, title, &data.join(" "));
    chart.push(line(0.0, base, 100.0, base, "ax"));
    let (wide, high) = (last.x, drawn.map_or(last.high, |(_, size)| size.max(last.high)));
    let place = |x: f64, y: f64| format!("{} {}", number(x / wide * WIDE), number(100.0 - y / high * 100.0));
    let path = |class: &str, d: String| {
        El::new("path").class(class).at("vector-effect", "non-scaling-stroke").at("d", d)
    };
    let mut drawing = El::new("svg")
        .at("y", number(TOP))
        .at("width", "100%")
        .at("height", number(ROOM))
        .at("viewBox", format!("0 0 {WIDE} 100"))
        .at("preserveAspectRatio", "none");
    if fan.banded {
        let up = fan.points.iter().map(|point| place(point.x, point.high));
        let down = fan.points.iter().rev().map(|point| place(point.x, point.low));
        drawing.push(path("band", format!("M{}Z", up.chain(down).collect::<Vec<_>>().join("L"))));
    }
    let middle: Vec<String> = fan.points.iter().map(|point| place(point.x, point.mean)).collect();
    drawing.push(path("pa", format!("M{}", middle.join("L"))));
    chart.push(drawing);
    let y = |size: f64| base - size / high * ROOM;
    if let Some(missing) = drawn {
        let at = y(missing.1);
        chart.push(line(0.0, at, 100.0, at, "dash"));
        let below = if at < TOP + 16.0 { at + 14.0 } else { at - 5.0 };
        chart.push(text(0.0, 0.0, below, "k", &fan.to_target(style, missing)));
    }
    fan.names(&mut chart, style, last, (base, &y));
    for (at, point) in fan.points.iter().enumerate() {
        let x = point.x / wide * 100.0;
        chart.push(line(x, base, x, base + 4.0, "ax"));
        let anchor = match at {
            0 => "start",
            at if at + 1 == fan.points.len() => "end",
            _ => "middle",
        };
        let class = if at % 2 == 1 && at + 1 < fan.points.len() { "w" } else { "" };
        chart.push(text(x, 0.0, base + 18.0, class, &style.date_short(point.day)).at("text-anchor", anchor));
    }
    finish(&chart)
}

struct Fan {
    points: Vec<Point>,
    /// Whether it is about value, else about wins.
    valued: bool,
    banded: bool,
}

struct Point {
    day: Day,
    x: f64,
    low: f64,
    mean: f64,
    high: f64,
}

impl Fan {
    fn of(open: &OpenAhead, months: &[MonthAhead], from: Day) -> Self {
        let valued = open.unvalued < open.n;
        let banded = open.band.p90.is_some();
        let size = |below: WinsBelow| match valued {
            true => below.value.to_f64().unwrap_or(0.0),
            false => below.count as f64,
        };
        let mut points = vec![Point { day: from, x: 0.0, low: 0.0, mean: 0.0, high: 0.0 }];
        points.extend(months.iter().map(|month| {
            let expected = month.band.expected;
            let mean = if valued { expected.value.to_f64().unwrap_or(0.0) } else { expected.count };
            let end = |end: Option<WinsBelow>| end.map_or(mean, size);
            let (low, high) = (end(month.band.p10), end(month.band.p90));
            Point {
                day: month.until,
                x: (month.until - from).num_days() as f64,
                low,
                mean,
                high: high.max(mean),
            }
        }));
        Self { points, valued, banded }
    }

    fn number(&self, style: &Style, size: f64) -> String {
        let size = crate::pipeline::Decimal::try_from(size).unwrap_or_default();
        if self.valued { style.compact(size) } else { style.decimal(size, 1) }
    }

    fn sentence(&self, style: &Style, day: Day, band: &Band) -> String {
        let value = |below: WinsBelow| {
            if self.valued { style.compact(below.value) } else { style.count(below.count) }
        };
        let mean = if self.valued {
            style.compact(band.expected.value)
        } else {
            self.number(style, band.expected.count)
        };
        let mut args = vec![("date", style.date(day).into()), ("mean", mean.into())];
        match band.p10.zip(band.p90) {
            None => style.words.t("fc-fan-middle", &args),
            Some((low, high)) => {
                args.extend([("low", value(low).into()), ("high", value(high).into())]);
                style.words.t("fc-fan-row", &args)
            }
        }
    }

    /// What the open leads have to bring for the target that is everybody's and ends on
    /// the last day, of several for the shortest; `None` where there is none, or it is
    /// reached.
    fn missing<'t>(&self, targets: &'t [TargetAhead], last: Day) -> Option<(&'t TargetAhead, f64)> {
        let everybody = |own: &&TargetAhead| {
            own.to == last && own.owner.is_none() && own.group.is_none() && own.condition.is_none()
        };
        let size = |own: &TargetAhead| match self.valued {
            true => (own.value? - own.won.value).to_f64(),
            false => Some(own.deals? as f64 - own.won.count as f64),
        };
        let missing = targets.iter().filter(everybody).filter_map(|own| Some((own, size(own)?)));
        missing.filter(|(_, size)| *size > 0.0).max_by_key(|(own, _)| own.from)
    }

    fn to_target(&self, style: &Style, (target, size): (&TargetAhead, f64)) -> String {
        let args =
            [("period", style.period(&target.period).into()), ("missing", self.number(style, size).into())];
        style.words.t("fc-fan-target", &args)
    }

    /// What the ends of the band and the middle are, at the right, kept apart.
    fn names(&self, chart: &mut El, style: &Style, last: &Point, (base, y): (f64, &dyn Fn(f64) -> f64)) {
        let y = |size: f64| y(size) + 4.0;
        let middle = y(last.mean).clamp(TOP + 4.0 + NAMES, base - NAMES + 4.0);
        chart.push(text(100.0, 8.0, middle, "ta", &self.number(style, last.mean)));
        if self.banded {
            let (high, low) = (y(last.high).min(middle - NAMES), y(last.low).max(middle + NAMES));
            chart.push(text(100.0, 8.0, high, "m", &self.number(style, last.high)));
            chart.push(text(100.0, 8.0, low, "m", &self.number(style, last.low)));
        }
    }
}
