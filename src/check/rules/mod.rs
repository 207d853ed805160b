//! The rules, one file each, its page beside it.

pub(super) mod ambiguous_amount;
mod bad_id;
mod company_spelling;
mod conflict_marker;
mod dangling_renewal;
mod duplicate_company;
mod duplicate_id;
mod future_date;
mod gate_failed;
pub(super) mod git_disagrees;
mod hidden_character;
mod history_order;
mod impossible_dates;
mod missing_next_step;
mod missing_rate;
mod missing_reason;
mod missing_renewal;
mod missing_required;
pub(super) mod needless_ignore;
mod nested_repository;
mod outside_link;
mod overdue_close;
mod overdue_hold;
mod overdue_next_step;
mod owner_left;
mod personal_data;
pub(super) mod schema;
mod secret;
mod shifted_midnight;
mod stage_history_mismatch;
mod stale_lead;
mod syntax;
mod unknown_owner;
mod unknown_reason;
mod unknown_source;
pub(super) mod unknown_stage_folder;
pub(super) mod unreviewed_import;
pub(super) mod unseen_lead;
mod yaml_feature;
mod yaml_style;

use super::Rule;

/// Every rule, sorted by name.
pub const RULES: &[Rule] = &[
    ambiguous_amount::RULE,
    bad_id::RULE,
    company_spelling::RULE,
    conflict_marker::RULE,
    dangling_renewal::RULE,
    duplicate_company::RULE,
    duplicate_id::RULE,
    future_date::RULE,
    gate_failed::RULE,
    git_disagrees::RULE,
    hidden_character::RULE,
    history_order::RULE,
    impossible_dates::RULE,
    missing_next_step::RULE,
    missing_rate::RULE,
    missing_reason::RULE,
    missing_renewal::RULE,
    missing_required::RULE,
    needless_ignore::RULE,
    nested_repository::RULE,
    outside_link::RULE,
    overdue_close::RULE,
    overdue_hold::RULE,
    overdue_next_step::RULE,
    owner_left::RULE,
    personal_data::RULE,
    schema::RULE,
    secret::RULE,
    shifted_midnight::RULE,
    stage_history_mismatch::RULE,
    stale_lead::RULE,
    syntax::RULE,
    unknown_owner::RULE,
    unknown_reason::RULE,
    unknown_source::RULE,
    unknown_stage_folder::RULE,
    unreviewed_import::RULE,
    unseen_lead::RULE,
    yaml_feature::RULE,
    yaml_style::RULE,
];
