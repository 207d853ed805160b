//! What each page says: its template and the data it is filled with.

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::super::typed::Shown;
use super::Site;
use super::lead::{self, LeadSource};
use super::map::{PER_PAGE, Route, anchor, month_page, numbered};
use super::month;
use super::search;
use super::shared::Row;
use crate::figures::{self, View};
use crate::message;
use crate::pipeline::{Decimal, Period};
use crate::read;
use crate::report::seen::Views;
use crate::report::{DateSpan, Month};
use crate::text::Message;

/// How many leads a list shows where another page has all of them.
pub(super) const MOST: usize = 50;
/// How many of the latest months the chart of months has.
const CHARTED: usize = 24;

/// A page ready to be filled in.
pub struct Made {
    /// Which of the ways at its head it belongs to.
    pub key: &'static str,
    /// What it is called.
    pub title: String,
    /// Its template.
    pub template: &'static str,
    /// What that is filled with.
    pub context: Value,
}

/// The pages of a list.
#[derive(Serialize)]
struct Pager {
    page: usize,
    pages: Vec<String>,
    from: usize,
    all: usize,
}

/// A customer.
#[derive(Serialize)]
struct CompanyPart<'s> {
    anchor: String,
    name: &'s str,
    /// Where none of them has a value there is no sum.
    open_value: Option<Decimal>,
    won_value: Option<Decimal>,
    lost: usize,
    rows: Vec<&'s Row>,
    /// Leads of others with a contact of theirs.
    through: Vec<&'s Row>,
    more: usize,
}

impl Site<'_> {
    pub(super) fn words(&self, id: &str) -> String {
        self.style.words.t(id, &[])
    }

    /// What a page is filled with.
    pub(super) fn content(&self, route: Route) -> Result<Made, Message> {
        let titled =
            |key, words: &str, template, context| Made { key, title: self.words(words), template, context };
        Ok(match route {
            Route::Overview => titled("index", "report", "site/index.html.j2", self.report().clone()),
            Route::Board(at) => self.board(at),
            Route::Agenda => {
                let context = minijinja::context! { agenda => Value::from(Serde(&self.shared().agenda)) };
                titled("agenda", "site-agenda", "site/agenda.html.j2", context)
            }
            Route::Leads(page) => self.leads(page),
            Route::Lead(at) => self.lead(at)?,
            Route::File(at) => self.file(at),
            Route::Owners => titled("owners", "site-owners", "site/owners.html.j2", self.report().clone()),
            Route::Owner(at) => self.owner(at),
            Route::Sources => self.sources(),
            Route::Companies(page) => self.companies(page),
            Route::Wins => self.closed("wins", "won", "site-wins", "site/wins.html.j2"),
            Route::Losses => self.closed("losses", "lost", "site-losses", "site/losses.html.j2"),
            Route::Targets => titled("targets", "targets", "site/targets.html.j2", self.report().clone()),
            Route::Months => self.months(),
            Route::Month(at) => self.month(at),
            Route::Findings => self.findings(),
            Route::Style | Route::Script | Route::Data => return Err(message!("it is not filled in")),
        })
    }

    fn board(&self, at: usize) -> Made {
        let boards = &self.shared().boards;
        let board = boards.pipelines.get(at);
        let hidden = |id: &str| id.starts_with('-');
        let mut own = board.cloned();
        if let Some(own) = &mut own {
            own.stages.retain(|column| !hidden(&column.id));
        }
        let others = boards.pipelines.iter().zip(&self.map.boards);
        let others: Vec<(&str, &str)> =
            others.map(|(board, path)| (board.label.as_str(), path.as_str())).collect();
        let label = board.map(|board| board.label.clone()).unwrap_or_default();
        let title = if boards.pipelines.len() > 1 {
            format!("{}: {label}", self.words("site-board"))
        } else {
            self.words("site-board")
        };
        let context = minijinja::context! {
            board => Value::from(Serde(&own)), others => Value::from(Serde(&others)), at, most => MOST,
        };
        Made { key: "board", title, template: "site/board.html.j2", context }
    }

    fn pager(name: &str, page: usize, all: usize) -> Pager {
        let pages = (0..all.div_ceil(PER_PAGE).max(1)).map(|page| numbered(name, page));
        Pager { page, pages: pages.collect(), from: page * PER_PAGE + 1, all }
    }

    /// The list: what is open first, with the sums of what is open, won and lost.
    fn leads(&self, page: usize) -> Made {
        #[derive(Serialize)]
        struct Sum {
            kind: &'static str,
            count: u64,
            value: Decimal,
        }
        let rows = &self.shared().rows;
        let of = |kind: &'static str| rows.iter().filter(move |row| row.kind == kind);
        let kinds = ["open", "won", "lost"];
        let sums = kinds.map(|kind| Sum {
            kind,
            count: of(kind).count() as u64,
            value: of(kind).filter_map(|row| row.value).fold(Decimal::ZERO, Decimal::saturating_add),
        });
        let sums: Vec<Sum> = sums.into_iter().filter(|sum| sum.count > 0).collect();
        let own: Vec<&Row> = kinds.into_iter().flat_map(of).skip(page * PER_PAGE).take(PER_PAGE).collect();
        let context = minijinja::context! {
            rows => Value::from(Serde(&own)), sums => Value::from(Serde(&sums)),
            digits => search::decimals(rows, &self.style),
            some_held => rows.iter().any(|row| row.held.is_some()),
            pager => Value::from(Serde(&Self::pager("leads", page, rows.len()))),
        };
        Made { key: "leads", title: self.words("site-leads"), template: "site/leads.html.j2", context }
    }

    fn lead(&self, at: usize) -> Result<Made, Message> {
        let workspace = &self.published.workspace;
        let lead = workspace.leads.get(at).ok_or_else(|| message!("there is no such lead"))?;
        let text = read::text(self.source.snapshot, &lead.path)
            .map_err(|error| message!("`{path}` cannot be read: {error}", path = lead.path, error))?;
        let title = match &lead.company {
            Some(company) => format!("{}, {}", lead.title, company.name),
            None => lead.title.to_string(),
        };
        let source = LeadSource {
            page: super::page("", &title, true),
            board: self.map.boards.get(usize::from(lead.at.pipeline)).map(String::as_str),
            published: &self.published,
            rules: &self.source.workspace.config.site,
            lead,
            text: &text,
            links: &self.links,
            figured: self.shared().figured.get(at).copied().flatten(),
            changed: self.last_change(&lead.path),
            as_of: self.source.as_of,
            style: &self.style,
        };
        let context =
            lead::context(&source).ok_or_else(|| message!("`{path}` cannot be read", path = lead.path))?;
        Ok(Made { key: "", title, template: "site/lead.html.j2", context })
    }

    pub(super) fn views(&self) -> Vec<View<'_>> {
        let views = Views::new(&self.published.workspace, self.source.as_of, None);
        views.each().map(|(_, view)| view.clone()).collect()
    }

    fn sources(&self) -> Made {
        #[derive(Serialize)]
        struct Part<'s> {
            key: &'s str,
            label: &'s str,
            open: usize,
            rows: Vec<&'s Row>,
        }
        let config = &self.published.workspace.config;
        let rows = &self.shared().rows;
        let known = config.sources.iter().map(|source| (source.id.as_str(), source.label.as_str()));
        let mut others: Vec<&str> = rows.iter().filter_map(|row| row.source.as_deref()).collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|id| !config.sources.iter().any(|source| source.id == *id));
        let none = self.words("no-source");
        let all = known.map(|(id, label)| (Some(id), label));
        let all = all.chain(others.iter().map(|id| (Some(*id), *id))).chain([(None, none.as_str())]);
        let parts = all.filter_map(|(id, label)| {
            let mut own: Vec<&Row> =
                rows.iter().filter(|row| row.kind == "open" && row.source.as_deref() == id).collect();
            let open = own.len();
            own.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.id.cmp(&b.id)));
            own.truncate(MOST);
            (open > 0).then(|| Part { key: id.unwrap_or_default(), label, open, rows: own })
        });
        let parts: Vec<Part<'_>> = parts.collect();
        let context = minijinja::context! { parts => Value::from(Serde(&parts)), ..self.report().clone() };
        Made { key: "sources", title: self.words("site-sources"), template: "site/sources.html.j2", context }
    }

    fn companies(&self, page: usize) -> Made {
        let shared = self.shared();
        let own = shared.companies.iter().skip(page * PER_PAGE).take(PER_PAGE);
        let part = own.map(|company| {
            let rows: Vec<&Row> = company.rows.iter().filter_map(|at| shared.rows.get(*at)).collect();
            let of = |kind: &str| {
                let own = rows.iter().filter(|row| row.kind == kind);
                own.filter_map(|row| row.value).reduce(Decimal::saturating_add)
            };
            let (open_value, won_value) = (of("open"), of("won"));
            let lost = rows.iter().filter(|row| row.kind == "lost").count();
            let through = company.through.iter().filter_map(|at| shared.rows.get(*at));
            let more = (rows.len() + company.through.len()).saturating_sub(MOST);
            let mut shown = rows;
            shown.truncate(MOST);
            CompanyPart {
                through: through.take(MOST - shown.len()).collect(),
                anchor: anchor(&company.key, &self.published.mask),
                name: &company.name,
                open_value,
                won_value,
                lost,
                rows: shown,
                more,
            }
        });
        let parts: Vec<CompanyPart<'_>> = part.collect();
        let context = minijinja::context! {
            companies => Value::from(Serde(&parts)),
            pager => Value::from(Serde(&Self::pager("companies", page, shared.companies.len()))),
        };
        Made {
            key: "companies",
            title: self.words("site-companies"),
            template: "site/companies.html.j2",
            context,
        }
    }

    fn closed(&self, key: &'static str, kind: &str, words: &str, template: &'static str) -> Made {
        let shared = self.shared();
        let mut rows: Vec<&Row> = shared.closings.iter().filter(|row| row.kind == kind).collect();
        let from = period(self.source.as_of).from;
        let is_earlier = |row: &Row| row.kind == kind && row.closed.is_some_and(|day| day < from);
        let earlier = shared.rows.iter().filter(|row| is_earlier(row)).count();
        let more = rows.len().saturating_sub(4 * MOST);
        rows.truncate(4 * MOST);
        let context = minijinja::context! {
            rows => Value::from(Serde(&rows)), more, earlier, ..self.report().clone()
        };
        Made { key, title: self.words(words), template, context }
    }

    fn months(&self) -> Made {
        #[derive(Serialize)]
        struct One {
            month: String,
            href: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            quarter: Option<String>,
            new: u64,
            won: u64,
            lost: u64,
            won_value: Decimal,
        }
        let (first, as_of) = (self.map.months.first().copied(), self.source.as_of);
        let years = self.published.workspace.config.fiscal_years;
        let period = Period { from: first.unwrap_or(as_of), to: as_of };
        let mut all: Vec<One> = self
            .map
            .months
            .iter()
            .map(|month| One {
                month: month.format("%Y-%m").to_string(),
                href: month_page(*month),
                quarter: years.own_quarter(*month),
                new: 0,
                won: 0,
                lost: 0,
                won_value: Decimal::ZERO,
            })
            .collect();
        for view in self.views() {
            for month in figures::months(&view.over(period)) {
                let Some(one) = all.iter_mut().find(|one| one.month == month.month) else { continue };
                one.new += month.new;
                one.won += month.won;
                one.lost += month.lost;
                one.won_value = one.won_value.saturating_add(month.won_value);
            }
        }
        let recent = all.iter().rev().take(CHARTED).rev().map(|one| Month {
            month: one.month.clone(),
            quarter: one.quarter.clone(),
            new: one.new,
            won: one.won,
            lost: one.lost,
            won_value: one.won_value,
        });
        let recent: Vec<Month> = recent.collect();
        let closed = recent.iter().any(|month| month.won + month.lost > 0);
        let largest_won = recent.iter().map(|month| month.won_value).max().unwrap_or_default();
        let span = DateSpan { from: period.from, to: as_of };
        all.reverse();
        let context = minijinja::context! {
            months => Value::from(Serde(&all)), chart => recent.to_value(), span => span.to_value(),
            closed, largest_won => largest_won.to_string(),
        };
        Made { key: "months", title: self.words("site-months"), template: "site/months.html.j2", context }
    }

    fn month(&self, at: usize) -> Made {
        let as_of = self.source.as_of;
        let first = self.map.months.get(at).copied().unwrap_or(as_of);
        let page = |at: Option<usize>| {
            at.and_then(|at| self.map.months.get(at))
                .map(|month| (month_page(*month), month.format("%Y-%m").to_string()))
        };
        let workspace = &self.published.workspace;
        let heads = |at: usize| {
            let (known, first) = (self.heads.get(at)?, *self.map.months.get(at)?);
            Some(known.get_or_init(|| month::heads(workspace, first, as_of)).clone())
        };
        let before = at.checked_sub(1).and_then(heads);
        let before = before.unwrap_or_else(|| month::heads(workspace, month::before(first), as_of));
        let month = month::month(workspace, first, as_of, &before);
        if month.pipelines.len() == before.len()
            && let Some(own) = self.heads.get(at)
        {
            // Whoever set it before set the same.
            let _ = own.set(month.heads());
        }
        let title = self.style.month(&month.month);
        let context = minijinja::context! {
            month => month.to_value(),
            before => Value::from(Serde(&page(at.checked_sub(1)))),
            after => Value::from(Serde(&page(Some(at + 1)))),
        };
        Made { key: "months", title, template: "site/month.html.j2", context }
    }
}

/// The days of the overview.
pub(super) fn period(as_of: crate::pipeline::Day) -> DateSpan {
    let period = Period::year_to(as_of);
    DateSpan { from: period.from, to: period.to }
}
