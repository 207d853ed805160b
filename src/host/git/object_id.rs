//! Whether bytes are a file of git's, told by its object id.

/// Whether a file of these bytes has that object id: SHA-1 of `blob`, the size
/// and the bytes, or SHA-256 where the id has 64 digits. Bytes that a filter
/// of git's would change first are another file here.
pub fn is_object(bytes: &[u8], id: &str) -> bool {
    let head = format!("blob {}\0", bytes.len());
    match id.len() {
        40 => {
            use sha1::{Digest, Sha1};
            format!("{:x}", Sha1::new_with_prefix(head).chain_update(bytes).finalize()) == id
        }
        64 => {
            use sha2::{Digest, Sha256};
            format!("{:x}", Sha256::new_with_prefix(head).chain_update(bytes).finalize()) == id
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_object;

    #[test]
    fn ids_are_gits() {
        // What `git hash-object` says, by either kind of id.
        assert!(is_object(b"", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
        assert!(is_object(b"hello\n", "ce013625030ba8dba906f756967f9e9ca394464a"));
        assert!(is_object(b"", "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"));
        assert!(!is_object(b"hello", "ce013625030ba8dba906f756967f9e9ca394464a"));
        assert!(!is_object(b"", ""));
    }
}
