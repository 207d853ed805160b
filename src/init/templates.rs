//! The embedded files, as `templates/init/` holds them.

use crate::pipeline::Language;

/// A path in the workspace and what the template says.
pub type Template = (&'static str, &'static str);

/// What is written in a language.
pub struct OfLanguage {
    /// The company that the example is about.
    pub company: &'static str,
    /// `corong.yaml`.
    pub configuration: &'static str,
    /// `AGENTS.md`: how programs that propose changes work here.
    pub agents: &'static str,
    /// The leads of the example.
    pub leads: &'static [Template],
}

/// The folders of the stages, as the configurations name them.
pub const STAGE_FOLDERS: &[&str] =
    &["1-prospect", "2-qualified", "3-follow-up", "4-proposal", "5-negotiation", "6-won", "lost"];

macro_rules! common {
    ($($path:literal from $file:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../templates/init/common/", $file)))),*]
    };
}

/// What is the same in every language.
pub const COMMON: &[Template] = common![
    ".github/workflows/corong.yml" from "workflow.yml",
    ".github/workflows/corong-site.yml" from "publish.yml",
    ".pre-commit-config.yaml" from "pre-commit.yaml",
    ".vscode/settings.json" from "vscode.json",
    ".editorconfig" from "editorconfig",
    ".gitignore" from "gitignore",
];

macro_rules! of_language {
    ($code:literal, $company:literal: $($lead:literal),* $(,)?) => {
        OfLanguage {
            company: $company,
            configuration: include_str!(concat!("../../templates/init/", $code, "/corong.yaml")),
            agents: include_str!(concat!("../../templates/init/", $code, "/AGENTS.md")),
            leads: &[$((
                concat!("pipeline/", $lead, ".yaml"),
                include_str!(concat!("../../templates/init/", $code, "/pipeline/", $lead, ".yaml")),
            )),*],
        }
    };
}

const EN: OfLanguage = of_language!["en", "Brightwater Systems":
    "1-prospect/ferndale-library",
    "1-prospect/oak-and-iron-gym",
    "2-qualified/bluegate-hotel",
    "2-qualified/kite-street-dental-renewal",
    "3-follow-up/lakeside-brewery",
    "3-follow-up/northfield-schools",
    "4-proposal/mercer-freight",
    "5-negotiation/palmer-bakeries",
    "6-won/harrow-vets",
    "6-won/kite-street-dental",
    "6-won/st-brannock-clinic",
    "6-won/tandem-cycles",
    "lost/cedar-lane-law",
    "lost/museum-of-the-coast",
    "lost/quickfit-garages",
];

const ID: OfLanguage = of_language!["id", "Ruang Tata Digital":
    "1-prospect/perpustakaan-kota-mekarwangi",
    "1-prospect/sanggar-bugar-selalu",
    "2-qualified/hotel-gerbang-biru",
    "2-qualified/klinik-gigi-layang-perpanjangan",
    "3-follow-up/cv-kopi-tepi-danau",
    "3-follow-up/yayasan-tunas-utara",
    "4-proposal/pt-mitra-kargo",
    "5-negotiation/pt-roti-pagi-hari",
    "6-won/klinik-gigi-layang",
    "6-won/klinik-hewan-harapan",
    "6-won/rs-bakti-sentosa",
    "6-won/toko-sepeda-tandem",
    "lost/bengkel-cepat-tepat",
    "lost/kantor-hukum-cendana",
    "lost/museum-pesisir",
];

/// Every language that has templates of its own; the first is for all others.
const LANGUAGES: [(&str, OfLanguage); 2] = [("en", EN), ("id", ID)];

/// The templates of a language.
pub fn of(language: Language) -> &'static OfLanguage {
    let own = LANGUAGES.iter().find(|(code, _)| *code == language.code());
    &own.unwrap_or(&LANGUAGES[0]).1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "compares the lists with the folders")]
    use super::*;

    #[test]
    fn every_template_on_disk_is_embedded() {
        for language in Language::ALL {
            let root = format!("{}/templates/init/{}", env!("CARGO_MANIFEST_DIR"), language.code());
            let walk = walkdir::WalkDir::new(format!("{root}/pipeline")).into_iter().filter_map(Result::ok);
            let files = walk.filter(|entry| entry.file_type().is_file());
            let mut on_disk: Vec<_> = files
                .map(|entry| entry.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"))
                .collect();
            on_disk.sort();
            let mut embedded: Vec<_> = of(language).leads.iter().map(|(path, _)| *path).collect();
            embedded.sort_unstable();
            assert_eq!(embedded, on_disk, "{}", language.code());
        }
    }
}
