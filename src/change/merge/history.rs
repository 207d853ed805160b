//! Whether two branches tell one history of a lead.

use super::content::Content;

/// Whether what each side added after the entry `last` fits together: one went
/// the way of the other, perhaps further, for the same reasons, and in time the
/// two are one way.
pub fn fit(last: Option<&Content>, sides: [&[&Content]; 2], united: &[&Content]) -> bool {
    let [own, other] = sides.map(|side| way(last, side));
    let (longer, shorter) = if own.len() < other.len() { (&other, &own) } else { (&own, &other) };
    let begins = shorter.iter().zip(longer).all(|(a, b)| {
        let same = |key: &str| match (a.text(key), b.text(key)) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        };
        a.text("stage") == b.text("stage") && same("reason") && same("competitor")
    });
    begins && stages(&way(last, united)) == stages(longer)
}

fn stages<'c>(way: &[&'c Content]) -> Vec<Option<&'c str>> {
    way.iter().map(|entry| entry.text("stage")).collect()
}

/// The entries without those that stay in the stage of the one before.
fn way<'c>(last: Option<&'c Content>, entries: &[&'c Content]) -> Vec<&'c Content> {
    let (mut way, mut before): (Vec<&Content>, _) = (Vec::new(), last);
    for entry in entries {
        if before.is_none_or(|before| before.text("stage") != entry.text("stage")) {
            way.push(entry);
        }
        before = Some(entry);
    }
    way
}
