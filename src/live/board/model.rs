//! What the board shows: pure data, without a terminal.

use crate::report::board::{Board, Card};
use crate::text::visible;

/// A key, whatever terminal it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// Many up.
    PageUp,
    /// Many down.
    PageDown,
    /// Yes, or open.
    Enter,
    /// No, or close.
    Escape,
    /// Takes the last character back.
    Backspace,
    /// Takes all that was typed back.
    Clear,
    /// Ctrl-C.
    Interrupt,
    /// A character.
    Char(char),
}

/// What a key asks of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Nothing.
    Nothing,
    /// To end.
    Leave,
    /// To end at once.
    Interrupt,
    /// To read the files again.
    Reload,
    /// The page of the lead in this file.
    Page(String),
    /// The next pipeline.
    Pipeline,
    /// A change.
    Do(Deed),
}

/// A change of one lead, or taking one back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It goes to another stage.
    Move {
        /// Its file.
        path: String,
        /// The id of the stage.
        stage: String,
        /// Why, where it closes.
        reason: Option<String>,
        /// Fields filled in on the way, as `FIELD=VALUE`.
        sets: Vec<String>,
    },
    /// Something was done with the customer.
    Log {
        /// Its file.
        path: String,
        /// The kind of activity.
        kind: String,
        /// What came of it.
        summary: String,
    },
    /// What is to be done next with the customer.
    Next {
        /// Its file.
        path: String,
        /// What.
        what: String,
        /// By when, as it was typed.
        due: String,
    },
    /// It is parked until a day, or taken up again.
    Hold {
        /// Its file.
        path: String,
        /// Until when, as it was typed; taken up again where absent.
        until: Option<String>,
    },
    /// A field says something else.
    Set {
        /// Its file.
        path: String,
        /// `FIELD=VALUE`.
        field: String,
    },
    /// A new lead in the first stage.
    New {
        /// What it is about.
        title: String,
        /// The customer; empty where there is none.
        company: String,
        /// What it is worth, as it was typed; empty where that is not known.
        value: String,
        /// Fields filled in, as `FIELD=VALUE`.
        sets: Vec<String>,
    },
    /// The last change of this board is taken back.
    Undo,
}

impl Deed {
    /// Whether fields may be filled in where it is refused.
    pub(super) fn takes_fields(&self) -> bool {
        matches!(self, Self::Move { .. } | Self::New { .. })
    }
}

/// Why a deed was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// What is said, in lines.
    pub lines: Vec<String>,
    /// The fields that are missing or that its gates look at, by their paths.
    pub missing: Vec<String>,
}

/// Ids to choose from, with what people call them.
pub type Options = Vec<(String, String)>;

/// What the team lets one choose from.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Kinds of activities.
    pub kinds: Options,
    /// Why leads are won; empty where the team keeps none.
    pub won: Options,
    /// Why leads are lost.
    pub lost: Options,
}

/// What a choice is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Why a lead closes: its file, and the stage.
    Close { path: String, stage: String },
    /// What was done: its file.
    Log { path: String },
}

/// What somebody types for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typing {
    /// What came of an activity.
    Summary { path: String, kind: String },
    /// A field for a deed that was refused.
    Field { deed: Deed },
    /// Why a lead was lost, where the team keeps no list of reasons.
    Reason { path: String, stage: String },
    /// A field of a lead: its file.
    Set { path: String },
    /// What is to be done next: its file.
    Next { path: String },
    /// Until when it is parked: its file.
    Hold { path: String },
    /// By when that is.
    Due { path: String, what: String },
    /// What a new lead is about.
    Title,
    /// The customer of a new lead.
    Company { title: String },
    /// What a new lead is worth.
    Value { title: String, company: String },
}

/// What the keys go to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BoardMode {
    /// The cards.
    #[default]
    Walk,
    /// The filter, as it is typed.
    Filter,
    /// A lead's page.
    Page {
        /// Its lines.
        lines: Vec<String>,
        /// The first that is seen.
        top: usize,
    },
    /// What was refused, and which deed.
    Refused {
        /// The deed.
        deed: Deed,
        /// Why.
        refusal: Refusal,
    },
    /// A list to choose from.
    #[allow(private_interfaces)]
    Choose {
        /// What for.
        purpose: Purpose,
        /// What there is.
        options: Options,
        /// Which one is marked.
        at: usize,
    },
    /// A line to type.
    #[allow(private_interfaces)]
    Type {
        /// What for.
        typing: Typing,
        /// What was typed.
        text: String,
    },
    /// What the keys do.
    Help,
}

/// What the board shows and what the keys go to.
#[derive(Clone, Debug, Default)]
pub struct BoardModel {
    /// What the keys go to.
    pub mode: BoardMode,
    /// What cards have to hold.
    pub filter: String,
    /// Whether what is on hold is left out.
    pub(super) without_held: bool,
    /// What was said last.
    pub said: Option<String>,
    /// Whether that was a change, which can be taken back.
    pub(super) changed: bool,
    /// The column that is marked.
    pub column: usize,
    /// The card that is marked in each column.
    pub rows: Vec<usize>,
    /// The pipeline.
    pub label: String,
    pub(super) board: Option<Board>,
    pub(super) choices: Choices,
}

impl BoardModel {
    /// A board with its first card marked.
    pub fn new(board: Board, choices: Choices) -> Self {
        let (rows, board) = (vec![0; board.stages.len()], board.rotting_first());
        let label = visible(&board.label).into_owned();
        Self { rows, label, board: Some(board), choices, ..Self::default() }
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.board.as_ref().map_or(0, |board| board.stages.len())
    }

    /// The cards of a column that the filter lets through.
    pub fn cards(&self, column: usize) -> Vec<&Card> {
        let stage = self.board.as_ref().and_then(|board| board.stages.get(column));
        let wanted: Vec<String> = self.filter.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let fits = |card: &&Card| {
            let company = card.company.as_deref().unwrap_or_default();
            let what = card.what.as_deref().unwrap_or_default();
            let owner = &card.owner;
            let all =
                [&card.id, &card.title, company, &owner.id, &owner.label, what].join(" ").to_lowercase();
            !(self.without_held && card.held.is_some())
                && wanted.iter().all(|word| all.contains(word.as_str()))
        };
        stage.map(|stage| stage.leads.iter().filter(fits).collect()).unwrap_or_default()
    }

    /// The card that is marked.
    pub fn card(&self) -> Option<&Card> {
        let row = self.rows.get(self.column).copied().unwrap_or_default();
        self.cards(self.column).get(row).copied()
    }

    /// Takes a newer board; the card that was marked stays marked, wherever it
    /// went.
    pub fn renew(&mut self, board: Board) {
        let marked = self.card().map(|card| card.id.clone());
        self.rows.resize(board.stages.len(), 0);
        self.column = self.column.min(board.stages.len().saturating_sub(1));
        self.label = visible(&board.label).into_owned();
        self.board = Some(board.rotting_first());
        if let Some(id) = marked {
            self.mark(&id);
        }
        self.within();
    }

    /// Takes the board of another pipeline, and says which.
    pub fn switch(&mut self, board: Result<Board, String>) {
        match board {
            Ok(board) => {
                (self.column, self.rows) = (0, vec![0; board.stages.len()]);
                self.renew(board);
                self.rows.fill(0);
                self.column = 0;
                self.say(&self.label.clone());
            }
            Err(why) => self.say(&why),
        }
    }

    /// What people call the lead in a file.
    pub(super) fn name(&self, path: &str) -> String {
        let cards = self.board.iter().flat_map(|board| &board.stages).flat_map(|stage| &stage.leads);
        let card = cards.into_iter().find(|card| card.path == path);
        let name = card.map(|card| card.company.as_deref().unwrap_or(&card.title)).unwrap_or(path);
        visible(name).into_owned()
    }

    /// What people call a stage.
    pub(super) fn stage(&self, id: &str) -> String {
        let mut stages = self.board.iter().flat_map(|board| &board.stages);
        let label = stages.find(|stage| stage.id == id).map_or(id, |stage| stage.label.as_str());
        visible(label).into_owned()
    }

    /// Marks the card of an id, where it is seen.
    fn mark(&mut self, id: &str) {
        for column in 0..self.columns() {
            if let Some(row) = self.cards(column).iter().position(|card| card.id == id) {
                (self.column, self.rows[column]) = (column, row);
                return;
            }
        }
    }

    /// Keeps every mark on a card.
    pub(super) fn within(&mut self) {
        for column in 0..self.columns() {
            let last = self.cards(column).len().saturating_sub(1);
            self.rows[column] = self.rows[column].min(last);
        }
    }

    /// Says something in the last line.
    pub fn say(&mut self, what: &str) {
        self.changed = false;
        self.said = what.lines().find(|line| !line.trim().is_empty()).map(|line| visible(line).into_owned());
    }

    /// Shows a lead's page, or why there is none.
    pub fn show(&mut self, page: Result<String, String>) {
        match page {
            Ok(text) => {
                self.mode = BoardMode::Page { lines: text.lines().map(str::to_owned).collect(), top: 0 }
            }
            Err(why) => self.say(&why),
        }
    }

    /// Takes what came of a deed.
    pub fn done(&mut self, deed: Deed, done: Result<String, Refusal>) {
        match done {
            Ok(said) => {
                self.mode = BoardMode::Walk;
                if let (Deed::New { .. }, Some((id, _))) = (&deed, said.split_once(':')) {
                    self.mark(id);
                }
                self.say(&said);
                self.changed = deed != Deed::Undo;
            }
            Err(refusal) => self.mode = BoardMode::Refused { deed, refusal },
        }
    }
}
