//! What a report was made from, so that it can be made again.

use schemars::JsonSchema;
use serde::Serialize;

use crate::source::with_plain_ends;

/// What a report or a page was made from. The same stamp, date and command give
/// the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stamp {
    /// The object id of the commit the files are those of, or, where they are
    /// the working tree's, of the commit they were taken from; `null` without git.
    pub commit: Option<String>,
    /// Whether files of the workspace are other than in that commit.
    pub changed: bool,
    /// Whether files of the workspace are in that commit and not here, as a sparse
    /// checkout leaves them out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub partial: bool,
    /// The SHA-256 of `corong.yaml`, in hexadecimal digits; of its lines as git
    /// keeps them, whatever ends they have in a checkout.
    pub configuration: String,
    /// The version of corong.
    pub version: &'static str,
}

impl Stamp {
    /// The stamp of files with this configuration.
    pub fn new(commit: Option<String>, changed: bool, configuration: &str) -> Self {
        use sha2::{Digest, Sha256};
        let configuration = format!("{:x}", Sha256::digest(&*with_plain_ends(configuration)));
        Self { commit, changed, partial: false, configuration, version: env!("CARGO_PKG_VERSION") }
    }
}

#[cfg(test)]
mod tests {
    use super::Stamp;

    #[test]
    fn the_digest_is_the_published_one() {
        // SHA-256 of the empty text.
        let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Stamp::new(None, false, "").configuration, digest);
        let of = |text| Stamp::new(None, false, text).configuration;
        assert_eq!(of("a\r\nb\r\n"), of("a\nb\n"));
        assert_ne!(of("a\rb\n"), of("a\nb\n"));
    }
}
