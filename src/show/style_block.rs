//! The one style block of a page, and the policy that allows it and nothing else.

use crate::message;
use crate::text::Message;
use base64::Engine as _;
use sha2::{Digest, Sha256};

/// A style as a browser reads it, its line ends plain, so that the policy's hash
/// fits.
///
/// # Errors
/// Where it would end the block it is in.
pub fn fitting(css: &str) -> Result<String, Message> {
    match css.contains("</") {
        true => Err(message!("`</` has no place in a style")),
        false => Ok(css.replace("\r\n", "\n").replace('\r', "\n")),
    }
}

/// The content policy of a page whose one style block is `css`.
pub fn policy(css: &str) -> String {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(css.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_stays_as_it_is_and_ends_no_block() {
        let css = "/* a */\n.a::before { content: \"a  /* x */  b\" }\r\n.b > .c { margin: 0 }\r";
        let plain = "/* a */\n.a::before { content: \"a  /* x */  b\" }\n.b > .c { margin: 0 }\n";
        assert_eq!(fitting(css).as_deref(), Ok(plain));
        assert!(fitting("a{}</style>").is_err());
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // SHA-256 of the empty text.
        assert!(policy("").contains("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"));
    }
}
