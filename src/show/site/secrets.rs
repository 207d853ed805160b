//! Words that tell of what is hidden: no finding may repeat them.

use std::collections::HashSet;

use crate::finding::Finding;
use crate::pipeline::Config;
use crate::text::Message;

/// Words of what is hidden.
#[derive(Debug, Default)]
pub struct Secrets {
    /// Ids of leads, stages and owners, as words of their own.
    words: HashSet<String>,
    /// Names and folders, wherever they stand.
    texts: Vec<String>,
}

impl Secrets {
    /// Of the stages and owners that the configuration hides, and of leads by
    /// their ids.
    pub fn of(config: &Config, leads: impl IntoIterator<Item = String>) -> Self {
        let rules = &config.site;
        let mut secrets = Self { words: leads.into_iter().collect(), texts: Vec::new() };
        let stages = config.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
        for stage in stages.filter(|stage| !rules.shows_stage(stage)) {
            secrets.words.insert(stage.id.clone());
            secrets.texts.extend([stage.label.clone(), stage.dir.clone()]);
        }
        let all = !rules.shows_field("owner");
        for member in config.team.iter().filter(|member| all || !rules.shows_owner(&member.id)) {
            secrets.words.insert(member.id.clone());
            secrets.texts.push(member.name.clone());
        }
        secrets.texts.retain(|text| !text.trim().is_empty());
        secrets
    }

    /// Whether a text tells any.
    pub fn told_by(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')));
        words.any(|word| self.words.contains(word)) || self.texts.iter().any(|own| text.contains(own))
    }

    /// Whether what a finding says tells any; its help is asked for apart.
    pub fn told_by_finding(&self, finding: &Finding) -> bool {
        self.told_by_message(&finding.message)
    }

    /// Whether a message tells any, as it is or by what goes into it.
    pub fn told_by_message(&self, message: &Message) -> bool {
        message.any_text(&|text| self.told_by(text)) || self.told_by(&message.to_string())
    }
}
