//! Leads that mean harm: nothing of theirs acts on a terminal.

use super::bench;

#[test]
fn no_lead_speaks_to_the_terminal() {
    let bench = bench();
    let text = "evil \\e[31m\\u202Egnp.exe\\nSecond::error::x \\x07漢字漢字";
    bench.write(
        "pipeline/1-prospect/evil.yaml",
        format!(
            "title: \"{text}\"\ncompany: {{name: \"{text}\"}}\nowner: \"{text}\"\ntags: [\"{text}\"]\n\
             value: 1\ncontacts: [{{name: \"{text}\", phone: \"{text}\"}}]\n\
             next_step: {{do: \"{text}\", due: 2026-11-24}}\n\
             activities: [{{at: 2026-11-20, kind: call, summary: \"{text}\"}}]\n\
             history: [{{stage: prospect, at: 2026-11-20, note: \"{text}\"}}]\nnotes: \"{text}\"\n"
        ),
    );
    for args in [
        &["list", "--columns", "id,title,company,owner,tags,contacts,next_step,contacts.phone"][..],
        &["list"],
        &["show", "evil"],
        &["agenda"],
        &["board"],
    ] {
        let ran = bench.run(args);
        assert_eq!(ran.status, 0, "{ran:?}");
        let bad = |c: char| {
            (c.is_control() && c != '\n') || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        };
        assert!(!ran.out.contains(bad), "{args:?}: {:?}", ran.out);
        assert!(ran.out.contains("␛[31m‹U+202E›"), "{args:?}: {}", ran.out);
        assert!(!ran.out.lines().any(|line| line.trim_start().starts_with("::")), "{}", ran.out);
    }
}
