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
        place(a) == place(b) && same("reason") && same("competitor")
    });
    let places = |way: &[&Content]| -> bool {
        way.iter().map(|entry| place(entry)).eq(longer.iter().map(|entry| place(entry)))
    };
    begins && places(&way(last, united))
}

/// The stage that an entry names, and the pipeline it goes to.
fn place(entry: &Content) -> [Option<&str>; 2] {
    [entry.text("stage"), entry.text("pipeline")]
}

/// The entries without those that stay in the stage of the one before, of the same
/// pipeline.
fn way<'c>(last: Option<&'c Content>, entries: &[&'c Content]) -> Vec<&'c Content> {
    let (mut way, mut before): (Vec<&Content>, _) = (Vec::new(), last);
    for entry in entries {
        let stays = |before: &Content| {
            let goes = entry.text("pipeline").is_some_and(|to| before.text("pipeline") != Some(to));
            !goes && before.text("stage") == entry.text("stage")
        };
        if !before.is_some_and(stays) {
            way.push(entry);
        }
        before = Some(entry);
    }
    way
}
