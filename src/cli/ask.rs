//! Questions on a terminal: asked on stderr, answered on stdin, a line each.
//!
//! Whoever asks has made sure that both are terminals
//! (`changing::WriteArgs::asks`). An answer that does not fit is asked for
//! again; an empty one takes the default, or gives up where there is none, and
//! so does the end of the input.

use std::io::{BufRead, Write};

use super::stderr;
use crate::finding::nearest;
use crate::message;
use crate::text::{Message, visible};

/// Asks for a line of text.
pub fn text(question: Message, default: Option<&str>) -> Option<String> {
    text_that(question, default, &|_| Ok(()))
}

/// Asks for a line of text until it `fits`, which says why it does not.
pub fn text_that(
    question: Message,
    default: Option<&str>,
    fits: &dyn Fn(&str) -> Result<(), Message>,
) -> Option<String> {
    terminal(|talk| talk.text(&spoken(question), default, fits))
}

/// Asks for one of some options, each an id and what people see; answered by
/// number, id or the beginning of either.
pub fn choice(question: Message, options: &[(&str, &str)], default: Option<&str>) -> Option<String> {
    terminal(|talk| talk.choice(&spoken(question), options, default))
}

/// The same where what people see is said in their language.
pub fn choice_of(question: Message, options: &[(&str, Message)], default: Option<&str>) -> Option<String> {
    let labels: Vec<String> = options.iter().map(|(_, label)| label.shown(stderr::spoken())).collect();
    let options: Vec<_> = options.iter().zip(&labels).map(|((id, _), label)| (*id, label.as_str())).collect();
    choice(question, &options, default)
}

/// Asks whether; no where nothing is answered.
pub fn yes(question: Message) -> bool {
    terminal(|talk| talk.yes(&spoken(question)))
}

fn terminal<T>(ask: impl FnOnce(&mut Talk<'_>) -> T) -> T {
    let (mut input, mut output) = (std::io::stdin().lock(), std::io::stderr().lock());
    ask(&mut Talk { input: &mut input, output: &mut output })
}

fn spoken(question: Message) -> String {
    question.shown(stderr::spoken())
}

/// Two ends of a conversation.
struct Talk<'t> {
    input: &'t mut dyn BufRead,
    output: &'t mut dyn Write,
}

impl Talk<'_> {
    fn say(&mut self, line: &str) -> Option<()> {
        writeln!(self.output, "{line}").ok()
    }

    /// A line of answer, without blanks around it; `None` at the end of the input.
    fn answer(&mut self, prompt: &str) -> Option<String> {
        write!(self.output, "{prompt} ").and_then(|()| self.output.flush()).ok()?;
        let mut line = String::new();
        match self.input.read_line(&mut line) {
            Ok(1..) => Some(line.trim().to_owned()),
            // The next line of output begins a line of its own.
            _ => self.say("").and(None),
        }
    }

    fn text(
        &mut self,
        question: &str,
        default: Option<&str>,
        fits: &dyn Fn(&str) -> Result<(), Message>,
    ) -> Option<String> {
        let preset = default.map(|default| format!(" [{}]", visible(default))).unwrap_or_default();
        let prompt = format!("{}{preset}:", visible(question));
        loop {
            let answer = self.answer(&prompt)?;
            if answer.is_empty() {
                return default.map(str::to_owned);
            }
            match fits(&answer) {
                Ok(()) => return Some(answer),
                Err(why) => self.say(&format!("  {}", why.shown(stderr::spoken())))?,
            }
        }
    }

    fn choice(&mut self, question: &str, options: &[(&str, &str)], default: Option<&str>) -> Option<String> {
        self.say(&format!("{}:", visible(question)))?;
        let width = options.iter().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
        for (at, (id, label)) in options.iter().enumerate() {
            let label = if id == label { "" } else { label };
            let line = format!("  {:>2}  {:width$}  {}", at + 1, visible(id), visible(label));
            self.say(line.trim_end())?;
        }
        let fits = |answer: &str| meant(answer, options).map(drop);
        let answer = self.text(&spoken(message!("  number or name")), default, &fits)?;
        meant(&answer, options).ok().map(str::to_owned)
    }

    fn yes(&mut self, question: &str) -> bool {
        let prompt = spoken(message!("{question} [y/N]:", question));
        loop {
            match self.answer(&prompt).unwrap_or_default().to_lowercase().as_str() {
                "y" | "yes" | "ya" => return true,
                "" | "n" | "no" | "t" | "tidak" => return false,
                _ => {}
            }
        }
    }
}

/// The id of the option an answer means: an id, a number, the beginning of one
/// id or label only.
fn meant<'o>(answer: &str, options: &[(&'o str, &str)]) -> Result<&'o str, Message> {
    if let Some((id, _)) = options.iter().find(|(id, _)| *id == answer) {
        return Ok(id);
    }
    let numbered = answer.parse::<usize>().ok().and_then(|number| options.get(number.checked_sub(1)?));
    if let Some((id, _)) = numbered {
        return Ok(id);
    }
    let begun = |text: &str| text.to_lowercase().starts_with(&answer.to_lowercase());
    let mut found = options.iter().filter(|(id, label)| begun(id) || begun(label));
    match (found.next(), found.next()) {
        (Some((id, _)), None) => Ok(id),
        (Some((a, _)), Some((b, _))) => Err(message!("`{answer}` could be {a} or {b}", answer, a, b)),
        (None, _) => Err(match nearest(answer, options.iter().map(|(id, _)| *id)) {
            Some(near) => message!("`{answer}` is none of them; did you mean `{near}`?", answer, near),
            None => message!("`{answer}` is none of them", answer),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNERS: &[(&str, &str)] = &[("siti", "Siti Rahma"), ("sri", "Sri"), ("joko", "Joko")];

    fn asked_with<T>(answers: &str, ask: impl FnOnce(&mut Talk<'_>) -> T) -> (T, String) {
        let (mut input, mut output) = (answers.as_bytes(), Vec::new());
        let answer = ask(&mut Talk { input: &mut input, output: &mut output });
        (answer, String::from_utf8(output).unwrap())
    }

    #[test]
    fn text_is_asked_for_until_it_fits() {
        let number =
            |answer: &str| answer.parse::<u32>().map(drop).map_err(|_| Message::verbatim("a number, please"));
        let (answer, said) = asked_with("x\n 12 \n", |talk| talk.text("How many", None, &number));
        assert_eq!(answer.as_deref(), Some("12"));
        assert_eq!(said, "How many:   a number, please\nHow many: ");
        assert_eq!(asked_with("\n", |talk| talk.text("Q", Some("7"), &number)).0.as_deref(), Some("7"));
        assert_eq!(asked_with("\n", |talk| talk.text("Q", None, &number)).0, None);
        assert_eq!(asked_with("x\n", |talk| talk.text("Q\u{1b}", None, &number)).0, None);
    }

    #[test]
    fn a_choice_is_a_number_a_name_or_its_beginning() {
        let chosen =
            |answers: &str, default| asked_with(answers, |talk| talk.choice("Owner", OWNERS, default));
        for (answer, id) in [("joko\n", "joko"), ("2\n", "sri"), ("J\n", "joko"), ("siti r\n", "siti")] {
            assert_eq!(chosen(answer, None).0.as_deref(), Some(id), "{answer}");
        }
        assert_eq!(chosen("\n", Some("sri")).0.as_deref(), Some("sri"));
        let (answer, said) = chosen("s\njoki\n4\n0\n", None);
        assert_eq!(answer, None);
        for told in ["Owner:\n   1  siti  Siti Rahma\n", "could be siti or sri", "did you mean `joko`?"] {
            assert!(said.contains(told), "{said}");
        }
    }

    #[test]
    fn yes_is_said_in_two_languages() {
        for (answers, meant) in
            [("y\n", true), ("YA\n", true), ("hm\nn\n", false), ("\n", false), ("", false)]
        {
            assert_eq!(asked_with(answers, |talk| talk.yes("Sure?")).0, meant, "{answers}");
        }
    }
}
