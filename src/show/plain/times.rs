//! How long it takes.

use super::page::{Page, read};
use crate::report::PipelineReport;
use crate::show::rows;
use crate::show::titles;

impl Page<'_> {
    pub(super) fn times(&mut self, p: &PipelineReport) {
        let stages: Vec<rows::Stage> = read(&p.stages);
        for (ages, id) in [(false, "stays"), (true, "ages")] {
            self.head(id);
            self.line(&titles::days(self.style, &stages, ages));
            let style = self.style;
            let of = |s: &rows::Stage| if ages { s.age_days } else { s.stay_days };
            let open: Vec<&rows::Stage> = stages.iter().filter(|stage| stage.is_open()).collect();
            let row = |s: &&rows::Stage| {
                let shown = of(s).shown();
                let few = || style.words.t(if of(s).n == 0 { "none" } else { "too-few" }, &[]);
                let (median, p90) = (shown.map(|d| style.days(d.0)), shown.map(|d| style.days(d.1)));
                let n = style.count(of(s).n);
                vec![s.label.clone(), n, median.unwrap_or_else(few), p90.unwrap_or_else(few)]
            };
            let medians: Vec<f64> = open.iter().map(|s| of(s).shown().map_or(0.0, |d| d.0)).collect();
            let most = medians.iter().copied().fold(0.0, f64::max);
            let bars: Vec<f64> = medians.iter().map(|m| if most > 0.0 { m / most } else { 0.0 }).collect();
            let columns = self.columns(&["stage", "leads-head", "median-head", "p90-head"]);
            self.table(&columns, open.iter().map(row).collect(), &bars);
        }
        let at: Vec<rows::AtDays> = read(&p.time_to_win.at_days);
        self.head("time-to-win");
        self.line(&titles::curve(self.style, &at));
    }
}
