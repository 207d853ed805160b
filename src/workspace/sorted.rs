//! A list in order of paths, changed in its place.

use std::collections::BTreeSet;

use crate::source::RelPath;

/// Up to so many items are put in or taken out one by one.
const FEW: usize = 16;

/// Takes out the items at `gone` and puts in `came`, each in the place of the
/// item with its path where there is one. Both are sorted by path, and `all`
/// stays so. Whether there are other paths in it now.
pub fn renew_sorted<T>(
    all: &mut Vec<T>,
    path: impl Fn(&T) -> &RelPath,
    gone: &BTreeSet<RelPath>,
    came: Vec<T>,
) -> bool {
    if all.is_empty() {
        *all = came;
        return true;
    }
    let before = all.len();
    let place = |all: &[T], wanted: &RelPath| all.binary_search_by(|own| path(own).cmp(wanted));
    if gone.len() > FEW {
        all.retain(|own| !gone.contains(path(own)));
    } else {
        for gone in gone {
            if let Ok(at) = place(all, gone) {
                all.remove(at);
            }
        }
    }
    let (mut new, fewer) = (Vec::new(), all.len() < before);
    for item in came {
        match place(all, path(&item)) {
            Ok(at) => all[at] = item,
            Err(_) => new.push(item),
        }
    }
    let moved = fewer || !new.is_empty();
    if new.len() > FEW {
        all.extend(new);
        all.sort_by(|a, b| path(a).cmp(path(b)));
    } else {
        for item in new {
            let at = place(all, path(&item)).unwrap_or_else(|at| at);
            all.insert(at, item);
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_goes_and_what_comes_is_in_order() {
        let paths = |numbers: &mut dyn Iterator<Item = usize>| -> Vec<RelPath> {
            numbers.map(|n| RelPath::new(format!("{n:03}"))).collect()
        };
        for (gone, came) in [(2, 3), (40, 50)] {
            let mut all: Vec<(RelPath, bool)> =
                paths(&mut (0..100).step_by(2)).into_iter().map(|path| (path, false)).collect();
            let out: BTreeSet<RelPath> = paths(&mut (0..gone).map(|n| n * 2)).into_iter().collect();
            let new = paths(&mut (90..90 + came)).into_iter().map(|path| (path, true)).collect();
            renew_sorted(&mut all, |item| &item.0, &out, new);
            let kept = (0..100).step_by(2).skip(gone).filter(|n| !(90..90 + came).contains(n));
            let mut expected: Vec<usize> = kept.chain(90..90 + came).collect();
            expected.sort_unstable();
            assert!(all.iter().map(|item| &item.0).eq(&paths(&mut expected.into_iter())));
            assert_eq!(all.iter().filter(|item| item.1).count(), came);
        }
    }
}
