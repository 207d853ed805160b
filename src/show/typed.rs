//! The report's own types in templates.
//!
//! A template reads their fields by the names that the JSON has; charts,
//! sentences and filters take the figures themselves, whole or filtered.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, OnceLock};

use minijinja::value::{DynObject, Enumerator, Object, Serde, Value};
use minijinja::{Error, ErrorKind};
use serde::Serialize;

use super::plain_fields::plain_fields;
use super::rows::rows;
use crate::figures::{
    BacktestHorizon, CalibrationRow, CriterionWins, StageDays, TargetAhead, TimeToWin, Wins,
};
use crate::message;
use crate::report::{
    AtDays, ChartTitles, ClosingAhead, ComparedPipeline, ComparedStage, Comparison, Conversion, CurvePoint,
    CycleBin, CycleDays, DateSpan, Days, Difference, Differences, Disqualified, Forecast, ForecastOfPipeline,
    Headline, Highlight, HowGood, Improved, LossReason, Month, Opening, PipelineReport, Rate, Report,
    ReportForecast, Retention, Segment, Sentence, Slips, StageFigures, Stamp, TimeInStage, Together,
    TrendPoint, With,
};
use crate::text::Language;

/// What a template sees of a part of a report.
pub trait Shown {
    /// The part as a template's value.
    fn to_value(&self) -> Value;
}

/// A part of a report as a template's value.
#[derive(Debug)]
struct Typed<T> {
    /// The figures themselves; nothing where no helper takes them.
    own: T,
    /// Those of its fields that helpers take.
    fields: Vec<(&'static str, Value)>,
    /// All of its fields as plain data.
    plain: OnceLock<Value>,
}

impl<T: Serialize + Debug + Send + Sync + 'static> Typed<T> {
    fn plain(&self) -> Option<&DynObject> {
        self.plain.get_or_init(|| Value::from(Serde(&self.own))).as_object()
    }
}

impl<T: Serialize + Debug + Send + Sync + 'static> Object for Typed<T> {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let own = self.fields.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone());
        own.or_else(|| self.plain()?.get_value_by_str(key))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let plain = self.plain().and_then(DynObject::try_iter).into_iter().flatten();
        let own = self.fields.iter().map(|(name, _)| Value::from(*name));
        let more = own.filter(|name| self.plain().is_none_or(|plain| plain.get_value(name).is_none()));
        Enumerator::Values(plain.chain(more).collect())
    }
}

impl<T: Shown> Shown for [T] {
    fn to_value(&self) -> Value {
        Value::from(self.iter().map(Shown::to_value).collect::<Vec<_>>())
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn to_value(&self) -> Value {
        self.as_slice().to_value()
    }
}

impl<T: Shown> Shown for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or_else(|| Value::from(()), Shown::to_value)
    }
}

impl<T: Shown> Shown for BTreeMap<String, T> {
    fn to_value(&self) -> Value {
        Value::from_pairs(self.iter().map(|(key, value)| (key.as_str(), value.to_value())))
    }
}

/// Figures that helpers take.
fn figure<T>(own: &T, fields: Vec<(&'static str, Value)>) -> Value
where
    T: Clone + Serialize + Debug + Send + Sync + 'static,
{
    Value::from_object(Typed { own: own.clone(), fields, plain: OnceLock::new() })
}

/// A part that no helper takes itself.
pub fn part(own: &impl Serialize, fields: Vec<(&'static str, Value)>) -> Value {
    let plain = plain_fields(own, &fields).into();
    Value::from_object(Typed { own: (), fields, plain })
}

/// Each by `figure` or `part`, with those of its fields that helpers take.
macro_rules! to_values {
    ($($as:ident $type:ty { $($field:ident),* })*) => {$(
        impl Shown for $type {
            fn to_value(&self) -> Value {
                $as(self, vec![$((stringify!($field), self.$field.to_value())),*])
            }
        }
    )*};
}
pub(super) use to_values;

to_values! {
    figure AtDays {}
    figure ClosingAhead {}
    figure Conversion {}
    figure CurvePoint {}
    figure CalibrationRow {}
    figure CycleBin {}
    figure CycleDays {}
    figure Days {}
    figure Disqualified {}
    figure Difference {}
    figure LossReason {}
    figure Month {}
    figure Rate {}
    figure Segment { win_rate }
    figure Sentence { with }
    figure Slips { corrected }
    figure DateSpan {}
    figure HowGood { says }
    figure Stamp {}
    figure TrendPoint {}
    figure With {}
    part ChartTitles {
        funnel, stages, owners, closing, rotting, closed, won, stays, ages, cycle, curve, losses, by_owner,
        by_group, by_source, by_product, by_industry, by_size, by_early_activity, by_qualification, targets,
        trend, trend_sources, slips, slips_typical, retained
    }
    part ComparedStage { raw, settled, stay_days }
    part Comparison { period, pipelines, total }
    part CriterionWins { levels }
    part Differences {
        open_value, won_value, win_rate, conversion, cycle_median, average, velocity_per_day, new
    }
    part Headline { conversion, win_rate, cycle_days }
    part Improved { before, after }
    part StageDays { settled, stay_days }
    figure TimeToWin { at_days }
    figure Opening { answer, more, likely, likely_said }
    figure ReportForecast { targets, answer, rests_on, target_answers }
    figure TargetAhead {}
    part Wins { by_size, by_qualification, by_early_activity }
}

impl Shown for Report {
    fn to_value(&self) -> Value {
        let language = Language::parse(self.language).unwrap_or_default();
        let left_out = self.left_out.iter().map(|file| {
            minijinja::context! { path => file.path.as_str(), why => file.why.in_language(language) }
        });
        let fields = [
            ("stamp", self.stamp.to_value()),
            ("period", self.period.to_value()),
            ("opening", self.opening.to_value()),
            ("pipelines", self.pipelines.to_value()),
            ("total", self.total.to_value()),
            ("compare", self.compare.to_value()),
            ("left_out", left_out.collect()),
        ];
        part(self, fields.into())
    }
}

impl Shown for Forecast {
    fn to_value(&self) -> Value {
        part(self, vec![("stamp", self.stamp.to_value()), ("pipelines", self.pipelines.to_value())])
    }
}

impl Shown for ForecastOfPipeline {
    fn to_value(&self) -> Value {
        let horizons = Value::from(Serde(&self.figures.backtest.horizons));
        let horizons = horizons.try_iter().into_iter().flatten().zip(&self.figures.backtest.horizons);
        let with_rate = |(plain, own): (Value, &BacktestHorizon)| {
            minijinja::context! { coverage => own.coverage.to_value(), ..plain }
        };
        let backtest = minijinja::context! {
            horizons => horizons.map(with_rate).collect::<Vec<_>>(),
            calibration => self.figures.backtest.calibration.to_value(),
        };
        let mut fields = vec![
            ("answer", self.answer.to_value()),
            ("rests_on", self.rests_on.to_value()),
            ("target_answers", self.target_answers.to_value()),
            ("new_answer", self.new_business().to_value()),
            ("largest_answer", self.largest().to_value()),
            ("backtest", backtest),
        ];
        fields.extend(self.scored.as_ref().map(|scored| ("scored", scored.to_value())));
        figure(self, fields)
    }
}

impl Shown for StageFigures {
    fn to_value(&self) -> Value {
        let flow = self
            .flow
            .iter()
            .flat_map(|flow| [("raw", flow.raw.to_value()), ("settled", flow.settled.to_value())]);
        let days = |time: &TimeInStage| {
            [("stay_days", time.stay_days.to_value()), ("age_days", time.age_days.to_value())]
        };
        figure(self, flow.chain(self.time.iter().flat_map(days)).collect())
    }
}

impl Shown for Highlight {
    fn to_value(&self) -> Value {
        part(self, vec![("with", self.sentence.with.to_value()), ("leads", rows(&self.leads))])
    }
}

impl Shown for Retention {
    fn to_value(&self) -> Value {
        let lists = [("ending", rows(&self.ending)), ("without_open", rows(&self.without_open))];
        part(self, lists.into_iter().chain([("won_again", self.won_again.to_value())]).collect())
    }
}

impl Shown for ComparedPipeline {
    fn to_value(&self) -> Value {
        let Headline { conversion, win_rate, cycle_days, .. } = &self.headline;
        let head = [
            ("conversion", conversion.to_value()),
            ("win_rate", win_rate.to_value()),
            ("cycle_days", cycle_days.to_value()),
            ("differences", self.differences.to_value()),
            ("stages", self.stages.to_value()),
        ];
        part(self, head.into())
    }
}

impl Shown for Together {
    fn to_value(&self) -> Value {
        let Headline { conversion, win_rate, cycle_days, .. } = &self.head;
        let head = [
            ("conversion", conversion.to_value()),
            ("win_rate", win_rate.to_value()),
            ("cycle_days", cycle_days.to_value()),
            ("disqualified", self.disqualified.to_value()),
        ];
        part(self, head.into())
    }
}

impl Shown for PipelineReport {
    fn to_value(&self) -> Value {
        let mut fields = vec![
            ("conversion", self.conversion.to_value()),
            ("win_rate", self.win_rate.to_value()),
            ("cycle_days", self.cycle_days.to_value()),
            ("time_to_win", self.time_to_win.to_value()),
            ("win_curve", self.win_curve.to_value()),
            ("cycle_bins", self.cycle_bins.to_value()),
            ("stages", self.stages.to_value()),
            ("months", self.months.to_value()),
            ("closing", self.closing.to_value()),
            ("by_owner", self.by_owner.to_value()),
            ("by_group", self.by_group.to_value()),
            ("by_source", self.by_source.to_value()),
            ("by_product", self.by_product.to_value()),
            ("by_industry", self.by_industry.to_value()),
            ("disqualified", self.disqualified.to_value()),
            ("loss_reasons", self.loss_reasons.to_value()),
            ("wins", self.wins.to_value()),
            ("retention", self.retention.to_value()),
            ("rotting", rows(&self.rotting)),
            ("improvements", self.improvements.to_value()),
            ("standing_out", self.standing_out.to_value()),
            ("titles", self.titles.to_value()),
        ];
        fields.extend(self.forecast.as_ref().map(|forecast| ("forecast", forecast.to_value())));
        // They are not there where they were not asked for.
        fields.extend(self.trend.as_ref().map(|trend| ("trend", trend.to_value())));
        fields.extend(self.slips.as_ref().map(|slips| ("slips", slips.to_value())));
        fields.extend(self.scored.as_ref().map(|scored| ("scored", scored.to_value())));
        part(self, fields)
    }
}

/// The figures themselves, of a template's value.
///
/// # Errors
/// Where it is not that part of a report.
pub fn one<T: 'static>(value: &Value) -> Result<&T, Error> {
    let typed = value.downcast_object_ref::<Typed<T>>();
    typed.map(|typed| &typed.own).ok_or_else(|| {
        let name = std::any::type_name::<T>().rsplit("::").next().unwrap_or_default();
        let kind = value.kind().to_string();
        let why = message!("it takes {name} of a report, not {kind}", name, kind);
        Error::from(ErrorKind::InvalidOperation).with_source(why)
    })
}

/// Rows of a report, whole or filtered.
pub struct Rows<T>(Vec<Arc<Typed<T>>>);

impl<T: 'static> Rows<T> {
    /// The rows of a template's list.
    ///
    /// # Errors
    /// Where it is no list of rows of that kind.
    pub fn of(list: &Value) -> Result<Self, Error> {
        let rows = list.try_iter()?.map(|row| {
            one::<T>(&row)?;
            row.downcast_object::<Typed<T>>().ok_or_else(|| Error::from(ErrorKind::InvalidOperation))
        });
        rows.collect::<Result<_, _>>().map(Self)
    }

    /// The figures themselves.
    pub fn figures(&self) -> Vec<&T> {
        self.0.iter().map(|row| &row.own).collect()
    }
}
