//! The one style block of a page, and the policy that allows it and nothing else.

use base64::Engine as _;
use sha2::{Digest, Sha256};

/// Without comments, line breaks and the spaces that no rule needs.
///
/// # Errors
/// Where it would end the block it stands in.
pub fn minified(css: &str) -> Result<String, String> {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let mut out = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        let tight = |c: char| matches!(c, '{' | '}' | ';' | ',' | '>');
        if !out.is_empty() && !out.ends_with(|c| tight(c) || c == ':') && !word.starts_with(tight) {
            out.push(' ');
        }
        out.push_str(word);
    }
    match out.contains("</") {
        true => Err("`</` has no place in a style".to_owned()),
        false => Ok(out.replace(";}", "}")),
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
    fn a_style_is_shortened_without_a_change_of_meaning() {
        let css = "/* a */\n.a > .b,\n.c {\n  color: red;\n  margin: 0 auto;\n}\n@media (max-width: 4px) { a b { x: calc(1px + 2px) } }";
        let short = ".a>.b,.c{color:red;margin:0 auto}@media (max-width:4px){a b{x:calc(1px + 2px)}}";
        assert_eq!(minified(css).as_deref(), Ok(short));
        assert!(minified("a{}<" /* and */).is_ok() && minified("a{}<//**/style>").is_err());
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // SHA-256 of the empty text.
        assert!(policy("").contains("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"));
    }
}
