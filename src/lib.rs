//! corong: a sales pipeline kept as plain text in git.
//!
//! A lead is one YAML file, the folder it is in is its stage, the repository
//! is the CRM. This crate is the way from those files to findings, changes and
//! figures. The data's way is the order of the rooms below; each imports only
//! rooms above it, and `tests/` holds that order.
//!
//! ```text
//! disk, git revision, editor buffer, test literal
//!    -> source::Snapshot     list(), read()
//!    -> yaml, read           text -> tree with places -> Lead / Config, with every violation
//!    -> workspace            compact leads + configuration + the date they are looked at
//!    -> figures | check      pure functions of a Workspace
//!    -> change               an intent, or a mend, to a plan of edits and moves
//!    -> compare              what differs between two workspaces
//!    -> report               data ready to show, versioned
//!    -> show, schema, init   words, charts, findings; what files may hold; a new workspace
//!    -> exchange             tables in: a CRM's export to leads; tables out: leads and attempts for engines
//!    -> host                 the only side effects: disk, git, clock, carrying out a plan
//!    -> session              a workspace opened and kept; base and head; what git knows; who acts
//!    -> live, cli            watching, commands
//! ```
//!
//! Beside that way is `text`, which makes what others wrote safe for the place it
//! goes to.
//!
//! The hinge: a [`workspace::Workspace`] is a pure function of a
//! [`source::Snapshot`] and a date. Nothing above `host` touches the file
//! system, the environment, git or the clock.

pub mod text;
pub mod source;
pub mod finding;
pub mod yaml;
pub mod pipeline;
pub mod expr;
pub mod read;
pub mod workspace;
pub mod figures;
pub mod check;
pub mod change;
pub mod compare;
pub mod report;
pub mod show;
pub mod schema;
pub mod init;
pub mod exchange;
pub mod host;
pub mod session;
pub mod live;
pub mod cli;
