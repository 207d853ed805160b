//! What a plain scalar means under YAML 1.2's core schema.

/// The meaning of a plain scalar. Quoted and block scalars are always text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number, in decimal, octal `0o` or hexadecimal `0x`.
    Int,
    /// A number with a point or an exponent, an infinity, or not a number.
    Float,
    /// Anything else: `no`, `yes` and `1_000` among them.
    Text,
}

/// Resolves a plain scalar (YAML 1.2.2, section 10.3.2).
pub fn resolve(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "true" | "True" | "TRUE" => return Scalar::Bool(true),
        "false" | "False" | "FALSE" => return Scalar::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Scalar::Float,
        _ => {}
    }
    let bytes = text.as_bytes();
    if !matches!(bytes[0], b'0'..=b'9' | b'+' | b'-' | b'.') {
        return Scalar::Text;
    }
    let radix = |prefix: &str, digit: fn(&u8) -> bool| {
        text.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| digit(&b)))
    };
    if radix("0o", |b| (b'0'..=b'7').contains(b)) || radix("0x", u8::is_ascii_hexdigit) {
        return Scalar::Int;
    }
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(body, ".inf" | ".Inf" | ".INF") {
        return Scalar::Float;
    }
    number(body)
}

/// Digits, a fraction, an exponent: `[0-9]+`, `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
fn number(body: &str) -> Scalar {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(body);
    let mut rest = &body[whole..];
    if whole > 0 && rest.is_empty() {
        return Scalar::Int;
    }
    if let Some(after) = rest.strip_prefix('.') {
        let fraction = digits(after);
        if whole == 0 && fraction == 0 {
            return Scalar::Text;
        }
        rest = &after[fraction..];
    } else if whole == 0 {
        return Scalar::Text;
    }
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else {
        return if rest.is_empty() { Scalar::Float } else { Scalar::Text };
    };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if !exponent.is_empty() && digits(exponent) == exponent.len() { Scalar::Float } else { Scalar::Text }
}

#[cfg(test)]
mod tests {
    use super::{Scalar, resolve};

    #[test]
    fn the_core_schema() {
        for (text, scalar) in [
            ("no", Scalar::Text),
            ("yes", Scalar::Text),
            ("1_000", Scalar::Text),
            ("012", Scalar::Int),
            ("0o14", Scalar::Int),
            ("0x1F", Scalar::Int),
            ("0x", Scalar::Text),
            ("-7", Scalar::Int),
            ("1.10", Scalar::Float),
            ("1.", Scalar::Float),
            (".5", Scalar::Float),
            (".", Scalar::Text),
            ("-", Scalar::Text),
            ("1e3", Scalar::Float),
            ("1e", Scalar::Text),
            ("2026-11-02", Scalar::Text),
            ("12:30", Scalar::Text),
            ("-.inf", Scalar::Float),
            ("~", Scalar::Null),
            ("", Scalar::Null),
            ("True", Scalar::Bool(true)),
        ] {
            assert_eq!(resolve(text), scalar, "{text:?}");
        }
    }
}
