//! Files changed at random: by bytes, by lines, by structure. The same seed
//! gives the same changes.

/// Numbers that look random, from a seed (SplitMix64).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `0..below`; 0 where that is empty.
    pub fn below(&mut self, below: usize) -> usize {
        (self.next() % below.max(1) as u64) as usize
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// What is put in between bytes.
const PIECES: [&str; 60] = [
    "\0",
    "\t",
    "\r",
    "\r\n",
    "\n\n",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{200b}",
    "\u{1b}[31m",
    "é",
    "𝄞",
    "\u{1}",
    "'",
    "\"",
    "''",
    "\\",
    "[",
    "]",
    "{",
    "}",
    "[[[[",
    "}}}}",
    ": ",
    "- ",
    "? ",
    ", ",
    "# ",
    " #",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "!!str ",
    "<<: *a",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "~",
    "@",
    "`",
    "::error::x",
    "<script>",
    "<!--",
    "&amp;",
    "](x)",
    "# corong: ignore[schema]",
    "{{ x }}",
    "{% if %}",
    "{% endfor %}",
    "{#",
    "=cmd()",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "\u{10ffff}",
    "日本",
    "%s%n",
];

/// What stands in place of a value.
const VALUES: [&str; 46] = [
    "",
    "~",
    "null",
    "true",
    "no",
    "0",
    "-1",
    "1e400",
    ".inf",
    ".nan",
    "0x10",
    "0o7",
    "1_000",
    "150.000",
    "99999999999999999999",
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "1e28",
    "9223372036854775807",
    "-9223372036854775808",
    "4294967296",
    "65536",
    "100.1",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "2026-11-23",
    "2026-11-23T10:30:00+14:00",
    "2026-12-31T23:59:60Z",
    "10000-01-01",
    "2026-W10",
    "[]",
    "{}",
    "[[]]",
    "[a, b]",
    "{a: b}",
    "[{}]",
    "'",
    "\"\"",
    "won",
    "lost",
    "siti",
    "IDR",
    "JPY",
    "a@b.example",
];

/// Changes a file a few times; `others` lend lines and blocks.
pub fn mutate(random: &mut Random, seed: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    let mut file = seed.to_vec();
    for _ in 0..1 + random.below(4) {
        match random.below(10) {
            0..=2 => bytes(random, &mut file),
            3..=5 => lines(random, &mut file, others),
            _ => structure(random, &mut file, others),
        }
        // Growth is bounded: a file of more than a megabyte is refused anyway.
        file.truncate((1 << 20) + 10);
    }
    file
}

fn bytes(random: &mut Random, file: &mut Vec<u8>) {
    let at = random.below(file.len() + 1);
    let most = 1 << random.below(8);
    let length = random.below(most);
    let end = (at + length).min(file.len());
    match random.below(6) {
        0 if at < file.len() => file[at] ^= 1 << random.below(8),
        1 => drop(file.drain(at..end)),
        2 => insert(file, at, &[random.below(256) as u8]),
        3 => {
            let copy = file[at..end].to_vec();
            let to = random.below(file.len() + 1);
            insert(file, to, &copy);
        }
        4 => file.truncate(at),
        _ => insert(file, at, random.one(&PIECES).as_bytes()),
    }
}

fn insert(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    file.splice(at..at, bytes.iter().copied());
}

fn split(file: &[u8]) -> Vec<Vec<u8>> {
    file.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

fn lines(random: &mut Random, file: &mut Vec<u8>, others: &[Vec<u8>]) {
    let mut all = split(file);
    let (a, b) = (random.below(all.len()), random.below(all.len()));
    if all.is_empty() {
        return;
    }
    match random.below(6) {
        0 => drop(all.remove(a)),
        1 => all.insert(b, all[a].clone()),
        2 => all.swap(a, b),
        3 => {
            let times = 1 << random.below(10);
            let many = vec![all[a].clone(); times];
            all.splice(a..a, many);
        }
        4 => drop(all[a].pop()),
        _ => {
            let lent = split(random.one::<Vec<u8>>(others));
            if !lent.is_empty() {
                all.insert(b, random.one(&lent).clone());
            }
        }
    }
    *file = all.concat();
}

/// The lines of the block that begins with a line: those indented more behind it.
fn block(all: &[Vec<u8>], at: usize) -> usize {
    let indent = |line: &[u8]| line.iter().take_while(|byte| **byte == b' ').count();
    let own = indent(&all[at]);
    let deeper = all[at + 1..].iter().take_while(|line| indent(line) > own || line.trim_ascii().is_empty());
    at + 1 + deeper.count()
}

fn structure(random: &mut Random, file: &mut Vec<u8>, others: &[Vec<u8>]) {
    let mut all = split(file);
    if all.is_empty() {
        return;
    }
    let at = random.below(all.len());
    let end = block(&all, at);
    match random.below(8) {
        0 => drop(all.drain(at..end)),
        1 => {
            let copy = all[at..end].to_vec();
            for _ in 0..1 << random.below(6) {
                all.splice(at..at, copy.iter().cloned());
            }
        }
        2 => all[at..end].iter_mut().for_each(|line| insert(line, 0, b"  ")),
        3 => all[at..end].iter_mut().for_each(|line| {
            let outward = line.iter().take(2).take_while(|byte| **byte == b' ').count();
            drop(line.drain(..outward));
        }),
        4 => {
            let lent = split(random.one::<Vec<u8>>(others));
            if !lent.is_empty() {
                let from = random.below(lent.len());
                all.splice(at..end, lent[from..block(&lent, from)].iter().cloned());
            }
        }
        // A value, or a part of a flow mapping.
        5 | 6 => {
            let line = &mut all[at];
            let values: Vec<usize> =
                line.windows(2).enumerate().filter(|(_, pair)| pair == b": ").map(|(at, _)| at + 2).collect();
            if !values.is_empty() {
                let start = *random.one(&values);
                let length = line[start..].iter().take_while(|byte| !b",}\n".contains(byte)).count();
                line.splice(start..start + length, random.one(&VALUES).bytes());
            }
        }
        _ => {
            let depth = 1 << random.below(9);
            let (open, close) = *random.one(&[("[", "]"), ("{a: ", "}"), ("- ", ""), ("\"", "\"")]);
            let nested = format!("nested: {}1{}\n", open.repeat(depth), close.repeat(depth));
            all.insert(at, nested.into_bytes());
        }
    }
    *file = all.concat();
}
