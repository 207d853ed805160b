//! The operations that lead from what a file says to what it is to say.

use super::content::Content;
use crate::yaml::Op;

/// The operations from one mapping to another.
pub fn steps(from: &Content, to: &Content) -> Vec<Op> {
    let mut ops = Vec::new();
    value(&mut Vec::new(), from, to, &mut ops);
    ops
}

fn value(path: &mut Vec<String>, from: &Content, to: &Content, ops: &mut Vec<Op>) {
    match (from, to) {
        _ if from == to => {}
        (Content::Map(old), Content::Map(new)) if !old.is_empty() && !new.is_empty() => {
            map(path, from, to, ops);
        }
        (Content::List(old), Content::List(new)) if !new.is_empty() => list(path, old, new, ops),
        _ => ops.push(Op::Set { path: path.clone(), value: to.value() }),
    }
}

/// What is new is put there before what is old goes, lest the mapping go with it.
fn map(path: &mut Vec<String>, from: &Content, to: &Content, ops: &mut Vec<Op>) {
    let (Content::Map(old), Content::Map(new)) = (from, to) else { return };
    for (key, wanted) in new {
        path.push(key.clone());
        match from.get(key) {
            Some(there) => value(path, there, wanted, ops),
            None => ops.push(Op::Set { path: path.clone(), value: wanted.value() }),
        }
        path.pop();
    }
    for (key, _) in old.iter().filter(|(key, _)| to.get(key).is_none()) {
        ops.push(Op::Remove { path: path.iter().chain([key]).cloned().collect() });
    }
}

fn list(path: &mut Vec<String>, old: &[Content], new: &[Content], ops: &mut Vec<Op>) {
    let pairs = aligned(old, new);
    for (from, to) in &pairs {
        path.push(from.to_string());
        value(path, &old[*from], &new[*to], ops);
        path.pop();
    }
    let mut inserted = Vec::new();
    for to in (0..new.len()).rev().filter(|to| pairs.iter().all(|pair| pair.1 != *to)) {
        let at = pairs.iter().find(|pair| pair.1 > to).map_or(old.len(), |pair| pair.0);
        inserted.push(at);
        ops.push(Op::Insert { path: path.clone(), at, item: new[to].value() });
    }
    for from in (0..old.len()).rev().filter(|from| pairs.iter().all(|pair| pair.0 != *from)) {
        let at = from + inserted.iter().filter(|place| **place <= from).count();
        ops.push(Op::Remove { path: path.iter().cloned().chain([at.to_string()]).collect() });
    }
}

/// Items that are the same, or nearly, in both lists: the heaviest common
/// subsequence, equal items weighing most.
fn aligned(old: &[Content], new: &[Content]) -> Vec<(usize, usize)> {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (rows, columns) = (old.len() - same, new.len() - same);
    let weight = |row: usize, column: usize| match (&old[same + row], &new[same + column]) {
        (a, b) if a == b => 3,
        (a, b) if a.is_like(b) => 2,
        _ => 0,
    };
    let mut best = vec![vec![0u32; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let (down, right) = (best[row + 1][column], best[row][column + 1]);
            let pair = weight(row, column);
            let both = if pair > 0 { best[row + 1][column + 1] + pair } else { 0 };
            best[row][column] = both.max(down).max(right);
        }
    }
    let mut pairs: Vec<_> = (0..same).map(|at| (at, at)).collect();
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let pair = weight(row, column);
        if pair > 0 && best[row][column] == best[row + 1][column + 1] + pair {
            pairs.push((same + row, same + column));
            (row, column) = (row + 1, column + 1);
        } else if best[row][column] == best[row + 1][column] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}
