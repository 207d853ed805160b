//! Whether two branches tell one history of a lead.

use super::content::Content;

/// Whether what each side added fits together: one went the way of the other,
/// perhaps further, for the same reasons, and in time the two are one way.
pub fn fit(ours: &[&Content], theirs: &[&Content], united: &[&Content]) -> bool {
    let (own, other) = (way(ours), way(theirs));
    let (longer, shorter) = if own.len() < other.len() { (&other, &own) } else { (&own, &other) };
    let begins = shorter.iter().zip(longer).all(|(a, b)| {
        let same = |key: &str| match (a.text(key), b.text(key)) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        };
        a.text("stage") == b.text("stage") && same("reason") && same("competitor")
    });
    let stages =
        |way: &[&Content]| way.iter().map(|entry| entry.text("stage").map(str::to_owned)).collect::<Vec<_>>();
    begins && stages(&way(united)) == stages(longer)
}

/// The entries without those that stay in the stage of the one before.
fn way<'c>(entries: &[&'c Content]) -> Vec<&'c Content> {
    let mut way: Vec<&Content> = Vec::new();
    for entry in entries {
        if way.last().is_none_or(|last| last.text("stage") != entry.text("stage")) {
            way.push(entry);
        }
    }
    way
}
