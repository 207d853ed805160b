//! `corong site`: the pipeline as a folder of pages.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use super::filling::Filling;
use super::progress::Progress;
use super::stderr::spoken;
use super::{Context, Failure, looking, output};
use crate::check::Checked;
use crate::host::{self, PublishedFiles, publish};
use crate::message;
use crate::pipeline::Config;
use crate::session::{CurrentWorkspace, Files, KeptSession, TemplatesSaid};
use crate::show::site::{Site, SiteSource};
use crate::source::{Changes, LastChanges, Pages};
use crate::text::{Message, visible};
use crate::workspace::Workspace;

/// Folders of a workspace that no site goes into, beside those of pipelines.
const KEPT: [&str; 6] = ["templates", "schemas", "forecasts", ".git", ".github", ".corong"];

/// Write the pipeline as a folder of pages, for any web server or none
///
/// The report, the boards, a page for each lead and what leads there. Only
/// pages that changed are written, pages of leads that are gone are removed, and
/// nothing else in the folder or outside it is touched. Contacts' e-mail and
/// phone, costs and notes are left out unless `site:` in the configuration lets
/// them in.
#[derive(clap::Args)]
#[command(mut_arg("as_of", |date| date.help("The date the pages are as of; today where absent")))]
#[command(after_help = "Examples:
  corong site                               into the folder _site
  corong site -o public                     as GitLab Pages takes it
  corong site --language id --as-of 2026-06-30
  corong site -n                            only lists what would be written
  corong watch site                         again after every change
  corong serve                              shows it in the browser, live")]
pub struct Args {
    /// The folder; empty, or one that a site was written to before
    #[arg(short, long, value_name = "DIR", default_value = "_site")]
    pub output: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub about: SiteAbout,
    /// List what would be written and removed, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// What a site is about.
#[derive(clap::Args)]
pub struct SiteAbout {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub at: looking::AsOfArgs,
    /// en or id; the workspace's where absent
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub trust: looking::TrustArgs,
}

/// Runs it.
///
/// # Errors
/// Where there is no workspace, the folder is refused, or a page cannot be made
/// or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    again(args, context, &mut KeptSession::default(), &mut TemplatesSaid::None, &Changes::everything())?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the pages anew, after a change.
///
/// # Errors
/// As [`run`].
pub fn again(
    args: &Args,
    context: &Context,
    kept: &mut KeptSession,
    said: &mut TemplatesSaid,
    changes: &Changes,
) -> Result<(), Failure> {
    let begun = host::instant();
    let mut current = kept.look(context, args.about.at.rev.rev.as_deref(), changes)?;
    let context = &context.of(current.session.clone());
    let checked = current.reading.checked();
    let last_changes = current.last_changes();
    let made = args.about.site((&current, &last_changes), &checked, false, context, said)?;
    args.write(&made, &current.reading.loaded.workspace, &current.files, begun, context)
}

impl SiteAbout {
    /// The site as the command line wishes it.
    ///
    /// # Errors
    /// Where a date or language is not known, or a template of the team's is
    /// broken.
    pub fn site<'a>(
        &self,
        (current, last_changes): (&'a CurrentWorkspace<'a>, &'a dyn LastChanges),
        checked: &'a Checked,
        live: bool,
        context: &Context,
        said: &mut TemplatesSaid,
    ) -> Result<(Site<'a>, Filling), Failure> {
        let workspace = &current.reading.loaded.workspace;
        let config = &workspace.config;
        let as_of = self.at.day(workspace, context)?;
        let language = match self.language.as_deref() {
            Some(code) => looking::language(code)?,
            None => config.language,
        };
        let templates =
            context.own_templates(&current.files, &current.files, self.trust.trust_templates, said)?;
        let filling = Filling::of(&templates, workspace.leads.len());
        let source = SiteSource {
            workspace,
            checked,
            snapshot: &current.files,
            templates,
            last_changes,
            as_of,
            language,
            stamp: current.stamp.clone(),
            live,
        };
        let site = Site::new(source).map_err(Failure::usage)?;
        Ok((site, filling))
    }
}

impl Args {
    fn write(
        &self,
        (site, filling): &(Site<'_>, Filling),
        workspace: &Workspace,
        files: &Files,
        begun: Instant,
        context: &Context,
    ) -> Result<(), Failure> {
        let root = files.root();
        let folder = self.folder(context, root, &workspace.config)?;
        let root = host::absolute(root).unwrap_or_else(|| root.to_owned());
        let base = host::top(&root).unwrap_or(root);
        let progress = Progress::of_pages(!context.quiet, site.paths().len());
        let done = filling.run(|| {
            site.prepare();
            publish(site, &folder, &base, self.dry_run, &|| progress.count())
        })?;
        drop(progress);
        let done = done.map_err(|error| {
            let told = message!("the site is not written: {error}", error);
            if error.is_refusal() { Failure::refused(told) } else { Failure::usage(told) }
        })?;
        if self.dry_run {
            return output::tell(&listed(&done));
        }
        if !context.quiet {
            looking::say_left_out(workspace, files, context);
            output::say(closing(&self.output, &done, begun, site));
        }
        Ok(())
    }

    /// The folder to write to.
    ///
    /// # Errors
    /// Where leads, templates or the workspace itself lie there.
    fn folder(&self, context: &Context, root: &Path, config: &Config) -> Result<PathBuf, Failure> {
        let given = self.output.display();
        let absolute = |path: &Path| {
            host::absolute(path)
                .ok_or_else(|| Failure::usage(message!("`{given}` is no path that can be written to", given)))
        };
        let (folder, root) = (absolute(&context.start.join(&self.output))?, absolute(root)?);
        let refused = |what: Message| {
            Err(Failure::refused(message!(
                "`{given}` is no place for a site: {what}\n  help: -o _site is one",
                given,
                what
            )))
        };
        // By where it really is too: a folder above may be a link.
        let real = (host::real(&folder), host::real(&root));
        for (folder, root) in [(&folder, &root), (&real.0, &real.1)] {
            if root.starts_with(folder) {
                return refused(message!("the workspace itself lies there"));
            }
            if folder.iter().any(|part| part.eq_ignore_ascii_case(".git")) {
                return refused(message!("it belongs to git"));
            }
            let pipelines = config.pipelines.iter().map(|pipeline| pipeline.dir.as_str());
            for kept in pipelines.chain(KEPT) {
                let place = root.join(kept);
                if folder.starts_with(&place) || place.starts_with(folder) {
                    return refused(message!("the workspace keeps `{kept}` there", kept));
                }
            }
        }
        Ok(folder)
    }
}

/// What would be done, a line a file.
fn listed(done: &PublishedFiles) -> Message {
    let written = done.written.iter().map(|path| message!("write {path}\n", path = visible(path)));
    let removed = done.removed.iter().map(|path| message!("remove {path}\n", path));
    Message::list(written.chain(removed), "")
}

/// What was done, and what of the leads no page shows.
fn closing(folder: &Path, done: &PublishedFiles, begun: Instant, site: &Site<'_>) -> Message {
    let files = |count: usize| if count == 1 { message!("1 file") } else { message!("{count} files", count) };
    let pages = files(done.written.len() + done.unchanged);
    let told = message!(
        "{folder}: {pages} in {seconds} s; {written} new or changed, {same} as they were, {removed} removed",
        folder = folder.display(),
        pages,
        seconds = format!("{:.1}", begun.elapsed().as_secs_f64()),
        written = done.written.len(),
        same = done.unchanged,
        removed = done.removed.len()
    );
    let (left_out, hidden) = (site.left_out(spoken()), site.hidden());
    let mut lines = vec![told];
    if !left_out.is_empty() {
        lines.push(message!("left out: {left_out}", left_out = left_out.join(", ")));
    }
    if hidden > 0 {
        lines.push(message!("hidden by `site:` in corong.yaml: {files} of leads", files = files(hidden)));
    }
    Message::list(lines, "\n")
}
