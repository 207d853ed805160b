//! Leads without what a site would not show, for results beside the site.

use std::borrow::Cow;

use super::super::format::Style;
use super::mask::Mask;
use super::parts::{Part, Parts};
use super::published;
use crate::check::Checked;
use crate::pipeline::{Day, Publish};
use crate::source::Snapshot;
use crate::workspace::Workspace;

/// What a site of a workspace would show.
pub struct Disclosed {
    /// How many leads are not shown.
    pub hidden: usize,
    /// Whether what leads are worth is shown.
    pub amounts: bool,
    /// Whether values by their chances are shown.
    pub weights: bool,
    rules: Publish,
    mask: Mask,
}

/// The workspace without what its configuration does not let a site show, and what that is.
pub fn disclosed(workspace: Workspace, snapshot: &dyn Snapshot, as_of: Day) -> (Workspace, Disclosed) {
    let config = &workspace.config;
    let style = Style::new(config.language.code(), config.currency.code());
    let parts = Parts::of(&config.site, &workspace.leads);
    let (amounts, weights) = (parts.shows(Part::Value), parts.shows(Part::Weighted));
    let rules = config.site.clone();
    let checked = Checked { leads: 0, findings: Vec::new() };
    let own = published::published(Cow::Owned(workspace), &checked, snapshot, as_of, &style, parts);
    (own.workspace, Disclosed { hidden: own.hidden, amounts, weights, rules, mask: own.mask })
}

impl Disclosed {
    /// Whether a field is shown, by its dotted path without numbers of lists.
    pub fn shows(&self, path: &str) -> bool {
        self.rules.shows_field(path)
    }

    /// A text without what is not published.
    pub fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.mask.of(text)
    }
}
