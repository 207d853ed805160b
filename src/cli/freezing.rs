//! Keeping a forecast as a file of the workspace.

use super::{Context, Failure, output};
use crate::change::{Plan, PlanStep};
use crate::figures::FrozenForecast;
use crate::host::{Disk, Lock};
use crate::message;
use crate::pipeline::Config;
use crate::report::{FROZEN_FOLDER, frozen_text};
use crate::session::carry_out;
use crate::source::{ReadError, RelPath};

/// Whether a forecast is kept.
#[derive(clap::Args)]
pub struct FreezeArgs {
    /// Keep it as a file in the workspace, `forecasts/DATE.json`
    #[arg(long, conflicts_with_all = ["condition", "owner", "pipeline", "scored"])]
    pub freeze: bool,
    /// Put it in the place of another that was kept for the same day
    #[arg(long, requires = "freeze")]
    pub force: bool,
    /// Show what --freeze would write, as a patch, and write nothing
    #[arg(short = 'n', long, requires = "freeze")]
    pub dry_run: bool,
    /// Ask nothing; there is nothing to ask
    #[arg(long, hide = true)]
    pub no_input: bool,
}

/// Keeps a forecast; whether its patch was shown instead.
///
/// # Errors
/// Status 1 where another one is kept for that day, a link is in the way or leads are in
/// its folder; 2 where it cannot be read or written.
pub fn freeze(
    args: &FreezeArgs,
    frozen: &FrozenForecast,
    config: &Config,
    context: &Context,
) -> Result<bool, Failure> {
    let folder = RelPath::new(FROZEN_FOLDER);
    if config.pipelines.iter().any(|own| own.dir == folder || own.dir.below(&folder).is_some()) {
        return Err(Failure::refused(message!(
            "the folder `{folder}` is a pipeline\u{2019}s, and no place for forecasts",
            folder
        )));
    }
    let disk = context.disk()?;
    let lock = if args.dry_run { None } else { Some(Lock::take(disk.root())?) };
    let path = frozen.path();
    let steps = steps(&disk, frozen, args.force)?;
    let plan = Plan { title: format!("forecast {}", frozen.as_of), steps };
    let Some(lock) = lock else {
        output::diff(&plan.diff())?;
        return Ok(true);
    };
    carry_out(disk.root(), &plan, &lock, context)?;
    if !context.quiet {
        output::say(if plan.steps.is_empty() {
            message!("{path} holds it already", path)
        } else {
            message!("wrote {file}", file = path)
        });
    }
    Ok(false)
}

/// What has to be written; nothing where the same is there.
fn steps(disk: &Disk, frozen: &FrozenForecast, force: bool) -> Result<Vec<PlanStep>, Failure> {
    let path = frozen.path();
    let new = frozen.text();
    let old = match frozen_text(disk, &path) {
        Ok(old) => old,
        Err(ReadError::Missing) => return Ok(vec![PlanStep::Create { path, new }]),
        Err(ReadError::Link) => {
            return Err(Failure::refused(message!(
                "`{path}` lies behind a symbolic link, and links are never followed",
                path
            )));
        }
        Err(error) => return Err(Failure::usage(message!("`{path}` cannot be read: {error}", path, error))),
    };
    if frozen.is_said_by(&old) {
        return Ok(Vec::new());
    }
    if !force {
        return Err(Failure::refused(message!(
            "`{path}` holds another forecast of that day, and stays as it is\n  \
             help: --force puts this one in its place",
            path
        )));
    }
    Ok(vec![PlanStep::Edit { path, old, new }])
}
