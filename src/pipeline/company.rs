//! One company in its spellings: the key that names share which differ only in
//! case, spacing, punctuation or legal form.

/// Legal forms as written before or after a name, without their dots.
const FORMS: &[&str] = &[
    "ab",
    "ag",
    "as",
    "bhd",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "fa",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kk",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "oy",
    "pd",
    "persero",
    "plc",
    "pt",
    "pte",
    "pty",
    "sa",
    "sarl",
    "sas",
    "sdn",
    "spa",
    "srl",
    "tbk",
    "ud",
];

/// The key of a name: its letters and digits in lower case, legal forms at
/// either end left out unless nothing else is there.
pub fn company_key(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut words: Vec<String> = Vec::new();
    let mut spelled = false;
    for part in lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        // `P.T.` is `PT`: single letters in a row are one word.
        let single = part.chars().nth(1).is_none();
        match words.last_mut() {
            Some(last) if single && spelled => last.push_str(part),
            _ => words.push(part.to_owned()),
        }
        spelled = single;
    }
    let form = |word: &&String| FORMS.binary_search(&word.as_str()).is_ok();
    let front = words.iter().take_while(form).count();
    let back = words[front..].iter().rev().take_while(form).count();
    let name = if front == words.len() { &words[..] } else { &words[front..words.len() - back] };
    name.concat()
}

#[cfg(test)]
mod tests {
    use super::{FORMS, company_key as key};

    #[test]
    fn spellings_of_one_company() {
        assert!(FORMS.is_sorted());
        for name in
            ["PT Karya Utama", "pt. karya utama", "P.T. Karya-Utama", "KARYA UTAMA, PT", "KaryaUtama Tbk"]
        {
            assert_eq!(key(name), "karyautama", "{name}");
        }
        assert_eq!(key("PT"), "pt");
        assert_ne!(key("Karya Utama 2"), key("Karya Utama"));
        assert_eq!(key("!!"), "");
    }
}
