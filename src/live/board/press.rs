//! What a key makes of the board.

use super::model::{Act, BoardMode, BoardModel, Deed, Key, Options, Purpose, Refusal, Typing};

/// How far a page goes at once.
const PAGE: usize = 10;

impl BoardModel {
    /// Takes a key and gives what it asks of the world.
    pub fn press(&mut self, key: Key) -> Act {
        if key == Key::Interrupt {
            return Act::Interrupt;
        }
        match std::mem::take(&mut self.mode) {
            BoardMode::Walk => self.walk(key),
            BoardMode::Filter => self.filter(key),
            BoardMode::Page { lines, top } => self.page(key, lines, top),
            BoardMode::Refused { deed, refusal } => self.refused(key, deed, refusal),
            BoardMode::Choose { purpose, options, at } => self.choose(key, purpose, options, at),
            BoardMode::Type { typing, text } => self.type_in(key, typing, text),
            // Any key closes it.
            BoardMode::Help => Act::Nothing,
        }
    }

    fn walk(&mut self, key: Key) -> Act {
        self.said = None;
        match key {
            Key::Up | Key::Char('k') => self.step(-1),
            Key::Down | Key::Char('j') => self.step(1),
            Key::PageUp => self.step(-(PAGE as isize)),
            Key::PageDown => self.step(PAGE as isize),
            Key::Home | Key::Char('g') => self.step(isize::MIN),
            Key::End | Key::Char('G') => self.step(isize::MAX),
            Key::Left | Key::Char('h') => self.column = self.column.saturating_sub(1),
            Key::Right | Key::Char('l') => {
                self.column = (self.column + 1).min(self.columns().saturating_sub(1));
            }
            Key::Enter => return self.card().map_or(Act::Nothing, |card| Act::Page(card.path.clone())),
            Key::Escape if !self.filter.is_empty() => self.refilter(Key::Clear),
            Key::Char('/') => self.mode = BoardMode::Filter,
            Key::Char('H') => {
                self.without_held = !self.without_held;
                self.within();
            }
            Key::Char('?') => self.mode = BoardMode::Help,
            Key::Char('r') => return Act::Reload,
            Key::Char('p') => return Act::Pipeline,
            Key::Char('u') => return Act::Do(Deed::Undo),
            Key::Char('n') => self.ask(Typing::Title),
            Key::Char('q') => return Act::Leave,
            Key::Char(c) => return self.deed(c),
            _ => {}
        }
        Act::Nothing
    }

    /// The keys that change the marked card.
    fn deed(&mut self, key: char) -> Act {
        let Some((path, held)) = self.card().map(|card| (card.path.clone(), card.held.is_some())) else {
            return Act::Nothing;
        };
        match key {
            '>' | 'm' => return self.beside(path, true),
            '<' => return self.beside(path, false),
            's' => self.ask(Typing::Set { path }),
            't' => self.ask(Typing::Next { path }),
            'o' if held => return Act::Do(Deed::Hold { path, until: None }),
            'o' => self.ask(Typing::Hold { path }),
            'w' => return self.close(path, "won"),
            'x' | 'L' => return self.close(path, "lost"),
            'c' | 'a' => {
                let options = self.choices.kinds.clone();
                self.mode = BoardMode::Choose { purpose: Purpose::Log { path }, options, at: 0 };
            }
            _ => {}
        }
        Act::Nothing
    }

    fn ask(&mut self, typing: Typing) {
        self.mode = BoardMode::Type { typing, text: String::new() };
    }

    /// To the stage after or before; from the last open one on it is won, and
    /// from won or lost back into the last open one.
    fn beside(&mut self, path: String, ahead: bool) -> Act {
        let Some(board) = &self.board else { return Act::Nothing };
        let open = board.stages.iter().filter(|stage| stage.kind == "open").count();
        let at = self.column;
        let target = match ahead {
            true if at + 1 < open => Some(at + 1),
            true if at + 1 == open => return self.close(path, "won"),
            true => None,
            false if at >= open => open.checked_sub(1),
            false => at.checked_sub(1),
        };
        match target.and_then(|at| board.stages.get(at)) {
            Some(stage) => {
                Act::Do(Deed::Move { path, stage: stage.id.clone(), reason: None, sets: Vec::new() })
            }
            None => Act::Nothing,
        }
    }

    /// To won or lost; why is asked where the team keeps reasons, and of what is lost always.
    fn close(&mut self, path: String, kind: &str) -> Act {
        let stage = self.board.iter().flat_map(|board| &board.stages).find(|stage| stage.kind == kind);
        let Some(stage) = stage.map(|stage| stage.id.clone()) else { return Act::Nothing };
        let options = if kind == "won" { self.choices.won.clone() } else { self.choices.lost.clone() };
        if options.is_empty() && kind == "lost" {
            self.ask(Typing::Reason { path, stage });
            return Act::Nothing;
        }
        if options.is_empty() {
            return Act::Do(Deed::Move { path, stage, reason: None, sets: Vec::new() });
        }
        self.mode = BoardMode::Choose { purpose: Purpose::Close { path, stage }, options, at: 0 };
        Act::Nothing
    }

    fn step(&mut self, by: isize) {
        let last = self.cards(self.column).len().saturating_sub(1);
        if let Some(row) = self.rows.get_mut(self.column) {
            *row = row.saturating_add_signed(by).min(last);
        }
    }

    fn filter(&mut self, key: Key) -> Act {
        match key {
            Key::Enter => return Act::Nothing,
            Key::Escape => {
                self.refilter(Key::Clear);
                return Act::Nothing;
            }
            Key::Down | Key::Up | Key::Left | Key::Right => return self.walk(key),
            key => self.refilter(key),
        }
        self.mode = BoardMode::Filter;
        Act::Nothing
    }

    /// Types into the filter; the marked card stays marked while it is seen.
    fn refilter(&mut self, key: Key) {
        let marked = self.card().map(|card| card.id.clone());
        type_key(&mut self.filter, key);
        if let Some(row) = self.cards(self.column).iter().position(|card| Some(&card.id) == marked.as_ref()) {
            self.rows[self.column] = row;
        }
        self.within();
    }

    fn page(&mut self, key: Key, lines: Vec<String>, top: usize) -> Act {
        let last = lines.len().saturating_sub(1);
        let top = match key {
            Key::Escape | Key::Enter | Key::Char('q') => return Act::Nothing,
            Key::Up | Key::Char('k') => top.saturating_sub(1),
            Key::Down | Key::Char('j') => (top + 1).min(last),
            Key::PageUp => top.saturating_sub(PAGE),
            Key::PageDown | Key::Char(' ') => (top + PAGE).min(last),
            Key::Home | Key::Char('g') => 0,
            Key::End | Key::Char('G') => last,
            _ => top,
        };
        self.mode = BoardMode::Page { lines, top };
        Act::Nothing
    }

    /// What was refused can be done with a field filled in.
    fn refused(&mut self, key: Key, deed: Deed, refusal: Refusal) -> Act {
        match key {
            Key::Char('s') if deed.takes_fields() => {
                let text = refusal.missing.first().map(|field| format!("{field}=")).unwrap_or_default();
                self.mode = BoardMode::Type { typing: Typing::Field { deed }, text };
            }
            Key::Escape | Key::Enter | Key::Char('q') => {}
            _ => self.mode = BoardMode::Refused { deed, refusal },
        }
        Act::Nothing
    }

    fn choose(&mut self, key: Key, purpose: Purpose, options: Options, at: usize) -> Act {
        let last = options.len().saturating_sub(1);
        let at = match key {
            Key::Escape | Key::Char('q') => return Act::Nothing,
            Key::Up | Key::Char('k') => at.saturating_sub(1),
            Key::Down | Key::Char('j') => (at + 1).min(last),
            Key::Home => 0,
            Key::End => last,
            Key::Enter => {
                let Some((id, _)) = options.into_iter().nth(at) else { return Act::Nothing };
                return match purpose {
                    Purpose::Close { path, stage } => {
                        Act::Do(Deed::Move { path, stage, reason: Some(id), sets: Vec::new() })
                    }
                    Purpose::Log { path } => {
                        let typing = Typing::Summary { path, kind: id };
                        self.mode = BoardMode::Type { typing, text: String::new() };
                        Act::Nothing
                    }
                };
            }
            _ => at,
        };
        self.mode = BoardMode::Choose { purpose, options, at };
        Act::Nothing
    }

    fn type_in(&mut self, key: Key, typing: Typing, mut text: String) -> Act {
        match key {
            Key::Escape => return Act::Nothing,
            Key::Enter if text.trim().is_empty() && !typing.may_be_empty() => {}
            Key::Enter => return self.typed(typing, text.trim().to_owned()),
            key => type_key(&mut text, key),
        }
        self.mode = BoardMode::Type { typing, text };
        Act::Nothing
    }
}

impl BoardModel {
    /// What was typed: a deed, or the next thing to type.
    fn typed(&mut self, typing: Typing, text: String) -> Act {
        match typing {
            Typing::Title => self.ask(Typing::Company { title: text }),
            Typing::Company { title } => self.ask(Typing::Value { title, company: text }),
            Typing::Next { path } => self.ask(Typing::Due { path, what: text }),
            Typing::Value { title, company } => {
                return Act::Do(Deed::New { title, company, value: text, sets: Vec::new() });
            }
            Typing::Reason { path, stage } => {
                return Act::Do(Deed::Move { path, stage, reason: Some(text), sets: Vec::new() });
            }
            Typing::Due { path, what } => return Act::Do(Deed::Next { path, what, due: text }),
            Typing::Hold { path } => return Act::Do(Deed::Hold { path, until: Some(text) }),
            Typing::Set { path } => return Act::Do(Deed::Set { path, field: text }),
            Typing::Summary { path, kind } => return Act::Do(Deed::Log { path, kind, summary: text }),
            Typing::Field { mut deed } => {
                if let Deed::Move { sets, .. } | Deed::New { sets, .. } = &mut deed {
                    sets.push(text);
                }
                return Act::Do(deed);
            }
        }
        Act::Nothing
    }
}

impl Typing {
    /// Whether nothing is an answer.
    fn may_be_empty(&self) -> bool {
        matches!(self, Self::Company { .. } | Self::Value { .. })
    }
}

fn type_key(text: &mut String, key: Key) {
    match key {
        Key::Char(c) if !c.is_control() => text.push(c),
        Key::Backspace => drop(text.pop()),
        Key::Clear => text.clear(),
        _ => {}
    }
}
