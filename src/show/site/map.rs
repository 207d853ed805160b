//! Which pages there are, and where links lead.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, Months};
use serde::Serialize;

use super::super::format::Style;
use super::engine::Targets;
use super::mask::Mask;
use super::names::{other_name, page_name};
use super::parts::Part;
use super::published::Published;
use crate::pipeline::{Config, Day, company_key};

/// How many leads or companies a page of a list shows.
pub const PER_PAGE: usize = 200;
/// How many months back pages of months go.
const MONTHS: usize = 120;

/// A page's key, where it is, and what it is called by the words.
type Way = (&'static str, &'static str, &'static str);

/// What a page shows; numbers are indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The report.
    Overview,
    /// The board of a pipeline.
    Board(usize),
    /// What is due.
    Agenda,
    /// A page of the list of leads.
    Leads(usize),
    /// The lead at an index of the workspace.
    Lead(usize),
    /// A file that is no lead, by its index in what is left out.
    File(usize),
    /// All owners.
    Owners,
    /// One of them.
    Owner(usize),
    /// Where leads come from.
    Sources,
    /// A page of the customers.
    Companies(usize),
    /// What was won.
    Wins,
    /// What was lost.
    Losses,
    /// What is to be reached.
    Targets,
    /// All months.
    Months,
    /// One of them.
    Month(usize),
    /// What `check` finds.
    Findings,
    /// The style of all pages.
    Style,
    /// The script of all pages.
    Script,
    /// The leads as data.
    Data,
}

/// Some ways to other pages: those that are opened daily are in the line, the
/// others are behind one word each.
#[derive(Serialize)]
pub struct NavGroup {
    /// What the group is called; nothing where its ways are in the line.
    pub label: Option<String>,
    /// The ways.
    pub ways: Vec<NavLink>,
}

/// A way to another page, from the site's top.
#[derive(Serialize)]
pub struct NavLink {
    /// Which page it is.
    pub key: &'static str,
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub label: String,
}

/// The pages by path.
pub struct Map {
    /// What each path shows.
    pub routes: BTreeMap<String, Route>,
    /// The ways that stand on each page.
    pub nav: Vec<NavGroup>,
    /// Owners' ids: the team's, then others in the order of their ids.
    pub owners: Vec<String>,
    /// The first day of each month that has a page, oldest first.
    pub months: Vec<Day>,
    /// The page of a board by its pipeline.
    pub boards: Vec<String>,
    leads: HashMap<String, String>,
    files: HashMap<String, String>,
    companies: HashMap<String, String>,
}

impl Map {
    /// Of what is published.
    pub fn of(published: &Published, as_of: Day, style: &Style) -> Self {
        let workspace = &published.workspace;
        let config = &workspace.config;
        let mut map = Self {
            routes: BTreeMap::new(),
            nav: Vec::new(),
            owners: owners(published),
            months: months(published, as_of),
            boards: boards(config, &published.mask),
            leads: HashMap::new(),
            files: HashMap::new(),
            companies: companies(published),
        };
        map.leads(published);
        map.files(published);
        map.lists(published);
        map.nav(published, style);
        map
    }

    fn leads(&mut self, published: &Published) {
        let workspace = &published.workspace;
        let counted = workspace.leads.iter().zip(&workspace.counts).enumerate();
        for (at, (lead, _)) in counted.filter(|(_, (_, counts))| **counts) {
            let path = format!("leads/{}.html", page_name(&lead.id, &published.mask));
            self.leads.insert(lead.id.to_string(), path.clone());
            self.routes.insert(path, Route::Lead(at));
        }
    }

    fn files(&mut self, published: &Published) {
        for (at, left) in published.workspace.left_out.iter().enumerate() {
            let stem = left.path.stem();
            let own = format!("leads/{stem}.html");
            let free = page_name(stem, &published.mask) == stem && !self.routes.contains_key(&own);
            let path = if free {
                own
            } else {
                format!("leads/{}.html", other_name(left.path.as_str(), &published.mask))
            };
            self.files.insert(left.path.as_str().to_owned(), path.clone());
            self.routes.insert(path, Route::File(at));
        }
    }

    fn lists(&mut self, published: &Published) {
        let config = &published.workspace.config;
        for (path, route) in [
            ("index.html", Route::Overview),
            ("wins.html", Route::Wins),
            ("losses.html", Route::Losses),
            ("months/index.html", Route::Months),
            ("site.css", Route::Style),
            ("site.js", Route::Script),
            ("leads.js", Route::Data),
        ] {
            self.routes.insert(path.to_owned(), route);
        }
        let boards = self.boards.iter().enumerate();
        self.routes.extend(boards.map(|(at, path)| (path.clone(), Route::Board(at))));
        for page in 0..self.leads.len().div_ceil(PER_PAGE).max(1) {
            self.routes.insert(numbered("leads", page), Route::Leads(page));
        }
        let parts = &published.parts;
        if [Part::Step, Part::Closing, Part::Rotting, Part::Contract].iter().any(|part| parts.shows(*part)) {
            self.routes.insert("agenda.html".to_owned(), Route::Agenda);
        }
        if parts.shows(Part::Company) {
            for page in 0..self.companies.len().div_ceil(PER_PAGE).max(1) {
                self.routes.insert(numbered("companies", page), Route::Companies(page));
            }
        }
        if parts.shows(Part::Owner) {
            self.routes.insert("owners.html".to_owned(), Route::Owners);
            for (at, owner) in self.owners.iter().enumerate() {
                self.routes.insert(owner_page(owner, &published.mask), Route::Owner(at));
            }
        }
        if parts.shows(Part::Source) {
            self.routes.insert("sources.html".to_owned(), Route::Sources);
        }
        if !config.targets.is_empty() {
            self.routes.insert("targets.html".to_owned(), Route::Targets);
        }
        for (at, month) in self.months.iter().enumerate() {
            self.routes.insert(month_page(*month), Route::Month(at));
        }
        if !published.checked.findings.is_empty() {
            self.routes.insert("findings.html".to_owned(), Route::Findings);
        }
    }

    fn nav(&mut self, published: &Published, style: &Style) {
        const DAILY: [Way; 4] = [
            ("index", "index.html", "site-overview"),
            ("board", "board.html", "site-board"),
            ("agenda", "agenda.html", "site-agenda"),
            ("leads", "leads.html", "site-leads"),
        ];
        const FIGURES: [Way; 6] = [
            ("targets", "targets.html", "targets"),
            ("months", "months/index.html", "site-months"),
            ("owners", "owners.html", "site-owners"),
            ("sources", "sources.html", "site-sources"),
            ("wins", "wins.html", "site-wins"),
            ("losses", "losses.html", "site-losses"),
        ];
        const MORE: [Way; 2] = [
            ("companies", "companies.html", "site-companies"),
            ("findings", "findings.html", "site-findings"),
        ];
        let findings = published.checked.findings.len();
        let label = |words: &str| match words {
            "site-findings" => style.words.t("site-findings-n", &[("n", findings.into())]),
            words => style.words.t(words, &[]),
        };
        let groups: [(Option<&str>, &[Way]); 3] =
            [(None, &DAILY), (Some("site-figures"), &FIGURES), (Some("site-more-pages"), &MORE)];
        for (name, pages) in groups {
            let there = pages.iter().filter(|(_, href, _)| self.routes.contains_key(*href));
            let way =
                |(key, href, words): &Way| NavLink { key, href: (*href).to_owned(), label: label(words) };
            let ways: Vec<NavLink> = there.map(way).collect();
            if !ways.is_empty() {
                self.nav.push(NavGroup { label: name.map(|words| style.words.t(words, &[])), ways });
            }
        }
    }

    /// Where links lead.
    pub fn targets(&self, mask: &Mask) -> Targets {
        let owner = |id: &String| (id.clone(), owner_page(id, mask));
        let owners = self.owners.iter().map(owner).filter(|(_, page)| self.routes.contains_key(page));
        Targets {
            leads: self.leads.clone(),
            files: self.files.clone(),
            owners: owners.collect(),
            companies: self.companies.clone(),
        }
    }
}

/// `leads.html`, `leads-2.html`…
pub fn numbered(name: &str, page: usize) -> String {
    if page == 0 { format!("{name}.html") } else { format!("{name}-{}.html", page + 1) }
}

/// The page of an owner.
pub fn owner_page(id: &str, mask: &Mask) -> String {
    format!("owners/{}.html", page_name(id, mask))
}

/// The page of a month by its first day.
pub fn month_page(first: Day) -> String {
    format!("months/{}.html", first.format("%Y-%m"))
}

/// The place of a company on its page.
pub fn anchor(key: &str, mask: &Mask) -> String {
    format!("c-{}", other_name(key, mask))
}

fn boards(config: &Config, mask: &Mask) -> Vec<String> {
    let path = |(at, id): (usize, &String)| {
        if at == 0 { "board.html".to_owned() } else { format!("board-{}.html", page_name(id, mask)) }
    };
    config.pipelines.iter().map(|pipeline| &pipeline.id).enumerate().map(path).collect()
}

fn owners(published: &Published) -> Vec<String> {
    let workspace = &published.workspace;
    // Who owns none may have a step to take.
    let steps = workspace.counted().filter_map(|lead| lead.next_step.as_ref());
    let mut used: BTreeSet<&str> = workspace.counted().map(|lead| lead.owner.as_str()).collect();
    used.extend(steps.filter_map(|step| step.by.as_deref()));
    for lead in workspace.counted() {
        used.extend(lead.split.iter().map(|(who, _)| who.as_str()));
        used.extend(lead.history.iter().filter_map(|entry| entry.owner.as_deref()));
    }
    let team: Vec<&str> = workspace.config.team.iter().map(|member| member.id.as_str()).collect();
    let others = used.iter().filter(|id| !team.contains(id) && !id.is_empty());
    team.iter().filter(|id| used.contains(*id)).chain(others).map(|id| (*id).to_owned()).collect()
}

fn months(published: &Published, as_of: Day) -> Vec<Day> {
    let first = published.workspace.counted().map(|lead| lead.created()).min().unwrap_or(as_of);
    let mut months = Vec::new();
    let mut month = as_of.with_day(1);
    while let Some(start) = month.filter(|_| months.len() < MONTHS) {
        months.push(start);
        month = start.checked_sub_months(Months::new(1)).filter(|_| start > first);
    }
    months.reverse();
    months
}

/// The place of each company, in the order the pages show them.
fn companies(published: &Published) -> HashMap<String, String> {
    let named = published.workspace.counted().flat_map(|lead| {
        let contacts = lead.contact_companies.iter().map(|company| &company.name);
        lead.company.iter().map(|company| &company.name).chain(contacts)
    });
    let named = named.filter(|name| !name.trim().is_empty());
    let keys: BTreeSet<String> = named.map(|name| company_key(name)).collect();
    keys.into_iter()
        .enumerate()
        .map(|(at, key)| {
            let page = numbered("companies", at / PER_PAGE);
            let place = format!("{page}#{}", anchor(&key, &published.mask));
            (key, place)
        })
        .collect()
}
