//! The page of an owner: figures, targets, what is due, open and closed.

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::super::typed::Shown;
use super::Site;
use super::pages::{MOST, Made, period};
use super::shared::Row;
use crate::figures::{self, ForecastGround, Mode, TargetFigures, View};
use crate::report::{ReportForecast, usual_until};

/// A target of an owner's own.
#[derive(Serialize)]
struct OwnTarget {
    /// What its pipeline is called, where it is of one of several.
    pipeline_label: String,
    #[serde(flatten)]
    figures: TargetFigures,
}

/// The targets of the views' owner, each once; `all` are the views of everybody.
fn targets(views: &[View<'_>], all: &[View<'_>]) -> Vec<OwnTarget> {
    let each = views.iter().enumerate().flat_map(|(at, view)| {
        let own = figures::targets(view, all, Mode::default()).into_iter();
        // One of all pipelines is each one's.
        own.filter(move |target| at == 0 || target.pipeline.is_some()).map(move |target| (view, target))
    });
    let own = each.map(|(view, figures)| {
        let several = views.len() > 1 && figures.pipeline.is_some();
        let pipeline_label = if several { view.pipeline.label.clone() } else { String::new() };
        OwnTarget { pipeline_label, figures }
    });
    own.collect()
}

impl Site<'_> {
    pub(super) fn owner(&self, at: usize) -> Made {
        let config = &self.published.workspace.config;
        let id = self.map.owners.get(at).map(String::as_str).unwrap_or_default();
        let of = |row: &Row| row.of(id, config.currency);
        let rows: Vec<Row> = self.shared().rows.iter().filter_map(of).collect();
        let views: Vec<View<'_>> = self.views().iter().map(|view| view.of(Some(id))).collect();
        let head = figures::headline(&views);
        let mut open: Vec<&Row> = rows.iter().filter(|row| row.kind == "open").collect();
        open.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.id.cmp(&b.id)));
        // A closed lead, and somebody else's, may have a next step.
        let mine = |row: &&Row| row.doer == id && row.due.is_some();
        let mut due: Vec<&Row> = self.shared().rows.iter().filter(mine).collect();
        due.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.id.cmp(&b.id)));
        let mut closed: Vec<Row> = self.shared().closings.iter().filter_map(of).collect();
        let earlier =
            rows.iter().any(|row| row.closed.is_some_and(|day| day < period(self.source.as_of).from));
        let more = [open.len(), due.len(), closed.len()].map(|all| all.saturating_sub(MOST));
        open.truncate(MOST);
        due.truncate(MOST);
        closed.truncate(MOST);
        let targets = targets(&views, &self.views());
        let ahead = self.owner_ahead(&views);
        let until = config.member(id).and_then(|member| member.until);
        let context = minijinja::context! {
            owner => id,
            until => until.map(|until| until.to_string()),
            head => head.to_value(), targets => Value::from(Serde(&targets)),
            ahead => ahead.to_value(),
            period => Value::from(Serde(&period(self.source.as_of))),
            open => Value::from(Serde(&open)), due => Value::from(Serde(&due)),
            closed => Value::from(Serde(&closed)), earlier, more => Value::from(Serde(&more)),
        };
        let title = config.owner_name(id).to_owned();
        Made { key: "owners", title, template: "site/owner.html.j2", context }
    }

    /// What of the views' open leads is likely won by the end of the quarter, in each
    /// pipeline where any is open.
    fn owner_ahead(&self, views: &[View<'_>]) -> Vec<ReportForecast> {
        let config = &self.published.workspace.config;
        let until = usual_until(self.source.as_of, config.fiscal_years);
        let ground = self.ground.get_or_init(|| ForecastGround::for_page(&self.views(), until));
        let all = ReportForecast::of(views, ground, until).into_iter();
        all.filter(|ahead| ahead.open.n > 0).collect()
    }
}
