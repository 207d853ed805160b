//! How long it takes.

use super::page::PlainPage;
use crate::report::{PipelineReport, StageFigures};
use crate::show::shown;

impl PlainPage<'_> {
    pub(super) fn times(&mut self, p: &PipelineReport) {
        for (ages, id, title) in [(false, "stays", &p.titles.stays), (true, "ages", &p.titles.ages)] {
            self.head(id);
            self.said(title);
            let style = self.style;
            let open: Vec<&StageFigures> = p.stages.iter().filter(|stage| stage.is_open()).collect();
            let row = |s: &&StageFigures| {
                let (median, p90) = shown::days(style, &s.days(ages));
                vec![s.label.clone(), style.count(s.days(ages).n), median, p90]
            };
            let medians: Vec<f64> = open.iter().map(|s| s.days(ages).shown().map_or(0.0, |d| d.0)).collect();
            let most = medians.iter().copied().fold(0.0, f64::max);
            let bars: Vec<f64> = medians.iter().map(|m| if most > 0.0 { m / most } else { 0.0 }).collect();
            let columns = self.columns(&["stage", "leads-head", "median-head", "p90-head"]);
            self.table(&columns, open.iter().map(row).collect(), &bars);
        }
        self.head("time-to-win");
        self.said(&p.titles.cycle);
        self.said(&p.titles.curve);
    }
}
