//! Charts as inline SVG: pure functions of plain rows and a style.
//!
//! They are fluid without a viewBox: x in percent, y and text in px, so that
//! text never shrinks. Room for labels is padding of the style; labels for wide
//! (`w`) and narrow (`p`) containers are chosen by the style's container
//! queries. Colours come from classes only.

mod areas;
mod bars;
mod bullets;
mod calibration;
mod curve;
mod fan;
mod funnel;
mod goal;
mod likely;
mod minis;
mod months;
mod path;
mod scale;
mod spread;
mod svg;
mod whiskers;

pub use areas::trend;
pub use bars::{closing, days, owners, reasons, stages};
pub use bullets::{Bullet, targets};
pub use calibration::calibration;
pub use curve::time_to_win;
pub use fan::fan;
pub use funnel::funnel;
pub use goal::goal;
pub use likely::likely;
pub use minis::{idle, mini_columns, mini_cycle, mini_rate, mini_value, sparkline};
pub use months::{closed, won_value};
pub use path::{PathStay, path};
pub use spread::cycle;
pub use whiskers::{rates, segments};

use svg::El;

/// The frame of a chart: its name and its data in one sentence, for those who
/// hear it; `id` makes the frame's ids unique within the page.
fn frame(id: usize, class: &str, height: f64, title: &str, data: &str) -> El {
    El::new("svg")
        .class(&format!("chart {class}"))
        .at("height", svg::number(height))
        .at("role", "img")
        .at("aria-labelledby", format!("chart{id} chart{id}d"))
        .with(El::new("title").at("id", format!("chart{id}")).text(title))
        .with(El::new("desc").at("id", format!("chart{id}d")).text(data))
}

/// A drawing that repeats what the text beside it says.
fn ornament(class: &str, height: f64) -> El {
    El::new("svg")
        .class(&format!("chart {class}"))
        .at("height", svg::number(height))
        .at("aria-hidden", "true")
}

fn finish(el: &El) -> String {
    let mut out = String::new();
    el.write(&mut out);
    out
}
