//! Single values: what each shape takes, and what was probably meant.

use iso_currency::Currency;

use super::Validator;
use crate::finding::{Fix, nearest};
use crate::message;
use crate::pipeline::shape::{Shape, is_id};
use crate::pipeline::{Choice, FiscalYears, Period, Pipeline};
use crate::read::folder::is_folder;
use crate::read::mend::{self, near};
use crate::read::{amount, date, dates, lines, numbers, wanted};
use crate::text::Message;
use crate::yaml::{Node, Scalar};

impl Validator<'_> {
    pub(super) fn scalar(&mut self, node: Node<'_>, shape: &Shape, name: &str) {
        let Some(text) = node.value() else {
            self.expected(node, name, wanted::of(shape));
            return;
        };
        match shape {
            Shape::Text | Shape::Member | Shape::Source | Shape::Reason if text.trim().is_empty() => {
                // A line that has to be there is not to be removed.
                self.empty(node, name).help = None;
            }
            Shape::Amount
            | Shape::Rate
            | Shape::Percent
            | Shape::Integer { .. }
            | Shape::Month
            | Shape::Money => {
                self.number(node, shape, name);
            }
            Shape::Discount if lines::discount(node).is_none() => {
                self.expected(node, name, wanted::of(shape)).help =
                    Some(message!("write `10%`, or an amount in plain digits"));
            }
            Shape::Date if date(text, chrono_tz::UTC).is_none() => self.date(node, shape, name, text),
            Shape::Bool if !matches!(node.scalar(), Some(Scalar::Bool(_))) => {
                self.expected(node, name, wanted::of(shape));
            }
            Shape::Word(words) if !words.contains(&text) => {
                self.word(node, name, text, words.iter().copied(), &words.join(", "));
            }
            Shape::ActivityKind => self.activity_kind(node, name, text),
            Shape::StageId => self.stage_id(node, name, text),
            Shape::PipelineId => self.pipeline_id(node, name, text),
            Shape::Currency if Currency::from_code(text).is_none() => {
                let upper = Currency::from_code(&text.to_uppercase()).map(|_| text.to_uppercase());
                let finding = self.expected(node, name, wanted::of(shape));
                if let Some(code) = upper {
                    let title = message!("write `{word}`", word = code);
                    finding.help = Some(title.clone());
                    finding.fix = Some(Fix::replace(title, node.span(), code));
                }
            }
            Shape::Id | Shape::IdOr(_) if !is_id(text) => {
                self.expected(node, name, message!("an id: lower-case letters, digits and `-`"));
            }
            Shape::Zone if text.parse::<chrono_tz::Tz>().is_err() => {
                let near = nearest(text, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()));
                self.expected(node, name, wanted::of(shape)).help = near.map(mend::did_you_mean);
            }
            Shape::PeriodName if Period::parse(text, FiscalYears::default()).is_none() => {
                self.expected(node, name, wanted::of(shape));
            }
            Shape::Folder if !is_folder(text) => {
                self.expected(node, name, wanted::of(shape));
            }
            _ => {}
        }
    }

    fn number(&mut self, node: Node<'_>, shape: &Shape, name: &str) {
        let number = amount(node);
        if number.is_some_and(|number| numbers::fits(shape, number)) {
            return;
        }
        let own = self.team.map(|(config, ..)| (config.currency, config.language));
        let finding = self.expected(node, name, wanted::of(shape));
        (finding.help, finding.fix) = numbers::help(node, shape, own);
    }

    fn date(&mut self, node: Node<'_>, shape: &Shape, name: &str, text: &str) {
        let team = self.team.map(|(config, ..)| config);
        let (help, day) = dates::help(text, team);
        let finding = self.expected(node, name, wanted::of(shape));
        let title = day.map(|day| message!("write {text}", text = day.to_string()));
        finding.fix =
            day.zip(title.clone()).map(|(day, title)| Fix::replace(title, node.span(), day.to_string()));
        finding.help = title.or(help);
    }

    fn word<'k>(
        &mut self,
        node: Node<'_>,
        name: &str,
        text: &str,
        known: impl Iterator<Item = &'k str> + Clone,
        all: &str,
    ) {
        let found = wanted::found(node);
        let message = message!("`{name}` has to be one of {all}, not {found}", name, all, found);
        let finding = self.finding(node.span(), message);
        self.add(mend::suggest(finding, node, near(text, known)));
    }

    fn activity_kind(&mut self, node: Node<'_>, name: &str, text: &str) {
        let Some((config, _, _)) = self.team else { return };
        let known = || config.activity_kinds.iter().map(|choice: &Choice| choice.id.as_str());
        if !known().any(|kind| kind == text) && known().next().is_some() {
            let all = known().collect::<Vec<_>>().join(", ");
            self.word(node, name, text, known(), &all);
        }
    }

    fn pipeline_id(&mut self, node: Node<'_>, name: &str, text: &str) {
        let Some((config, ..)) = self.team else { return };
        if config.pipeline_index(text).is_none() {
            let known = || config.pipelines.iter().map(|pipeline| pipeline.id.as_str());
            let all = known().collect::<Vec<_>>().join(", ");
            self.word(node, name, text, known(), &all);
        }
    }

    /// Reports a stage of another pipeline that its entry would have to name; whether
    /// it is one.
    fn stage_elsewhere(&mut self, node: Node<'_>, text: &str, own: &Pipeline) -> bool {
        let others = self.team.into_iter().flat_map(|(config, ..)| &config.pipelines);
        let mut others = others.filter(|other| other.id != own.id && other.stage_index(text).is_some());
        let Some(other) = others.next() else { return false };
        let message = message!(
            "`{stage}` is a stage of the pipeline `{other}`, and this entry is in `{own}`",
            stage = text,
            other = other.id,
            own = own.id
        );
        let help = message!(
            "the stages of `{own}` are {all}; an entry by which a lead goes to another pipeline says which, as `pipeline: {other}`",
            own = own.id,
            all = own.stages.iter().map(|stage| stage.id.as_str()).collect::<Vec<_>>().join(", "),
            other = other.id
        );
        let finding = self.finding(node.span(), message);
        self.add(finding.help(help));
        true
    }

    fn stage_id(&mut self, node: Node<'_>, name: &str, text: &str) {
        let Some(pipeline) = self.pipeline_at(node) else { return };
        if pipeline.stage_index(text).is_none() && !self.stage_elsewhere(node, text, pipeline) {
            let known = || pipeline.stages.iter().map(|stage| stage.id.as_str());
            let all = known().collect::<Vec<_>>().join(", ");
            self.word(node, name, text, known(), &all);
            let place = self.findings.last_mut();
            if let Some(finding) = place.filter(|finding| finding.fix.is_none() && is_id(text)) {
                let gone = message!(
                    "where the stage was renamed or taken out, add `formerly: [{text}]` to the one in its place",
                    text
                );
                finding.help = Some(match finding.help.take() {
                    Some(help) => Message::list([help, gone], " "),
                    None => gone,
                });
            }
        }
    }
}
