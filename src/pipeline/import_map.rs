//! The map of an import: how rows of a CRM's export become leads.

/// How a row becomes a lead. Every template is a text with `{{ row['Column'] }}` in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportMap {
    /// The CRM, as leads keep it.
    pub from: String,
    /// The templates beside the lead's own fields, by their keys: `id`, `stage`, `created`…
    pub row: Vec<(String, String)>,
    /// The lead's fields by dotted path, such as `company.name` or `contacts.0.email`.
    pub lead: Vec<(String, String)>,
    /// Columns of stage dates.
    pub entered: Vec<StageDateColumn>,
    /// The file of changes: templates by `deal`, `field`, `from`, `stage`, `pipeline`, `at`, `by`, and the
    /// word under `only`.
    pub changes: Vec<(String, String)>,
    /// What the CRM's stages are here.
    pub stages: Vec<StageWord>,
    /// The CRM's words for won, lost, open, and those whose rows are left out.
    pub statuses: Vec<(String, String)>,
    /// The CRM's names of people and the keys of `team`.
    pub people: Vec<(String, String)>,
    /// The CRM's words for sources.
    pub sources: Vec<(String, String)>,
    /// The CRM's words for reasons.
    pub reasons: Vec<(String, String)>,
    /// How the dates of a column are written.
    pub dates: Vec<(String, String)>,
    /// How the numbers of a column are written.
    pub numbers: Vec<(String, String)>,
    /// Columns that are left out.
    pub dropped: Vec<String>,
    /// The lines marked `review`, by their numbers from 1.
    pub review: Vec<usize>,
}

/// A column that says when a stage was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageDateColumn {
    /// The CRM's word for the stage, or its id here.
    pub stage: String,
    /// The CRM's word for its pipeline.
    pub pipeline: Option<String>,
    /// The template.
    pub at: String,
}

/// What a stage of the CRM is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageWord {
    /// The CRM's word.
    pub says: String,
    /// The CRM's word for the pipeline.
    pub within: Option<String>,
    /// The id here.
    pub stage: String,
    /// The pipeline's id here; the first where absent.
    pub pipeline: Option<String>,
    /// Why a lead is lost that is closed with this word.
    pub reason: Option<String>,
}

impl ImportMap {
    /// A template beside the lead's fields.
    pub fn template(&self, key: &str) -> Option<&str> {
        found(&self.row, key)
    }

    /// A template of the lead.
    pub fn field(&self, path: &str) -> Option<&str> {
        found(&self.lead, path)
    }

    /// What a word is here, in one of the tables.
    pub fn meaning<'t>(table: &'t [(String, String)], word: &str) -> Option<&'t str> {
        found(table, word)
    }

    /// The stage that a word is, in a pipeline of the CRM where that is known.
    pub fn stage_word(&self, word: &str, within: Option<&str>) -> Option<&StageWord> {
        let says = |own: &&StageWord| own.says.trim().eq_ignore_ascii_case(word.trim());
        let fits = |own: &&StageWord| match (&own.within, within) {
            (Some(own), Some(given)) => own.trim().eq_ignore_ascii_case(given.trim()),
            _ => true,
        };
        self.stages.iter().find(|own| says(own) && fits(own))
    }
}

fn found<'t>(table: &'t [(String, String)], key: &str) -> Option<&'t str> {
    table.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
}
