//! The fields of a lead out of a row.

use super::deal::Deal;
use super::row::RowReader;
use super::words::{ImportWords, NOBODY};
use crate::exchange::cells::{is_email, shown};
use crate::exchange::formats::CellReading;
use crate::exchange::spelling::{currency, line, lines, name_of};
use crate::exchange::table::{TableCell, TableRow};
use crate::exchange::told::{RowNote, ToldKind};
use crate::message;
use crate::pipeline::shape::LEAD;
use crate::pipeline::{Config, Currency, Decimal, ambiguous, minor_units};
use crate::text::Message;
use crate::yaml::NewValue;

/// Reads the fields of leads.
pub struct FieldReader<'r> {
    /// The row's templates.
    pub rows: &'r RowReader<'r>,
    /// What words mean.
    pub words: &'r ImportWords,
    /// The workspace.
    pub config: &'r Config,
    /// The paths of the lead that the map fills.
    pub custom: Vec<String>,
    /// How many contacts the map names.
    pub contacts: usize,
    /// Keys that the map has for the next step, companies and so on.
    pub deal_word: &'static str,
}

/// A row that is read, and what is reported of it.
pub struct Reader<'a> {
    /// The row.
    pub row: &'a TableRow,
    /// The CRM's id.
    pub key: &'a str,
    /// What is reported.
    pub told: &'a mut Vec<RowNote>,
}

impl Reader<'_> {
    /// Tells something of the row.
    pub fn tell(&mut self, kind: ToldKind, field: &'static str, why: Message) {
        self.told.push(RowNote { kind, row: self.row.number, id: Some(self.key.to_owned()), field, why });
    }
}

fn map(entries: Vec<(&str, Option<String>)>) -> Option<NewValue> {
    let kept: Vec<_> = entries
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), NewValue::Text(value?))))
        .collect();
    (!kept.is_empty()).then_some(NewValue::Map(kept))
}

/// Takes no more memory than is needed: deals wait until all rows are read.
fn shrink(fields: &mut Vec<(String, NewValue)>) {
    fields.shrink_to_fit();
    fields.iter_mut().for_each(|(_, value)| shrink_value(value));
}

fn shrink_value(value: &mut NewValue) {
    match value {
        NewValue::Text(text) | NewValue::Plain(text) => text.shrink_to_fit(),
        NewValue::Bool(_) => {}
        NewValue::List(items) => {
            items.shrink_to_fit();
            items.iter_mut().for_each(shrink_value);
        }
        NewValue::Map(fields) => shrink(fields),
    }
}

impl FieldReader<'_> {
    /// The fields of a row's lead. `open` is whether work on it goes on.
    pub fn fields(&self, reader: &mut Reader<'_>, open: bool, deal: &mut Deal) {
        let mut fields: Vec<(String, NewValue)> = Vec::new();
        let mut put = |key: &str, value: Option<NewValue>| {
            fields.extend(value.map(|value| (key.to_owned(), value)));
        };
        let company = self.line(reader.row, "company.name");
        let title = self.title(reader, company.as_deref());
        deal.name = title.clone();
        put("title", Some(NewValue::Text(title)));
        put("company", self.company(reader.row, company));
        put("contacts", self.contacts(reader.row));
        put("value", self.value(reader));
        put("products", self.products(reader.row));
        put("owner", Some(NewValue::Text(self.owner(reader))));
        put("source", self.source(reader));
        if open {
            put("expected_close", self.day(reader, "expected_close"));
            put("probability", self.probability(reader));
        }
        put("tags", self.tags(reader.row));
        put("next_step", self.next_step(reader, open));
        put("custom", self.custom(reader.row));
        put(
            "notes",
            self.text(reader.row, "notes")
                .map(|text| lines(&text))
                .filter(|t| !t.is_empty())
                .map(NewValue::Text),
        );
        fields.sort_by_key(|(key, _)| LEAD.iter().position(|field| field.name == key));
        shrink(&mut fields);
        deal.fields = fields;
    }

    fn text(&self, row: &TableRow, path: &str) -> Option<String> {
        self.rows.text(row, &format!("lead.{path}"))
    }

    fn line(&self, row: &TableRow, path: &str) -> Option<String> {
        self.text(row, path).map(|text| line(&text)).filter(|text| !text.is_empty())
    }

    fn title(&self, reader: &mut Reader<'_>, company: Option<&str>) -> String {
        let trimmed = |text: String| text.trim_matches(|c: char| " -–:,·".contains(c)).to_owned();
        if let Some(title) = self.line(reader.row, "title").map(trimmed).filter(|title| !title.is_empty()) {
            return title;
        }
        let stand_in = company.map_or_else(|| format!("{} {}", self.deal_word, reader.key), str::to_owned);
        let why = message!("it has no title; `{title}` takes its place", title = stand_in.as_str());
        reader.tell(ToldKind::StandIn, "title", why);
        stand_in
    }

    fn company(&self, row: &TableRow, name: Option<String>) -> Option<NewValue> {
        let name = name?;
        let size = self.rows.number(row, "lead.company.size");
        let mut entries = vec![("name".to_owned(), NewValue::Text(name))];
        for key in ["industry", "website", "country"] {
            entries.extend(
                self.line(row, &format!("company.{key}")).map(|text| (key.to_owned(), NewValue::Text(text))),
            );
        }
        if let CellReading::Is(size) = size
            && size.is_integer()
            && !size.is_sign_negative()
        {
            entries.push(("size".to_owned(), NewValue::Plain(size.normalize().to_string())));
        }
        Some(NewValue::Map(entries))
    }

    fn contacts(&self, row: &TableRow) -> Option<NewValue> {
        let mut all = Vec::new();
        for at in 0..self.contacts {
            let get = |key: &str| self.line(row, &format!("contacts.{at}.{key}"));
            let (name, email, phone, role) = (get("name"), get("email"), get("phone"), get("role"));
            let names: Vec<&str> = name.as_deref().into_iter().flat_map(|names| names.split(';')).collect();
            let several = names.len() > 1;
            for own in names.into_iter().filter(|own| !own.trim().is_empty()) {
                let (name, address) = name_of(own);
                let address = email.clone().filter(|_| !several).or_else(|| address.map(str::to_owned));
                let one = |value: &Option<String>| value.clone().filter(|_| !several);
                all.extend(map(vec![
                    ("name", Some(name.to_owned())),
                    ("role", one(&role)),
                    ("email", address.filter(|address| is_email(address))),
                    ("phone", one(&phone)),
                ]));
            }
            if name.is_none()
                && let Some(name) = email.clone().or_else(|| phone.clone())
            {
                all.extend(map(vec![
                    ("name", Some(name)),
                    ("role", role),
                    ("email", email),
                    ("phone", phone),
                ]));
            }
        }
        (!all.is_empty()).then_some(NewValue::List(all))
    }

    fn value(&self, reader: &mut Reader<'_>) -> Option<NewValue> {
        let amount = match self.rows.number(reader.row, "lead.value.amount") {
            CellReading::Is(amount) => amount,
            CellReading::Nothing => return None,
            CellReading::Odd(text) => {
                let why = message!("`{text}` is no amount, and was left out", text);
                reader.tell(ToldKind::Impossible, "value", why);
                return None;
            }
        };
        if amount.is_sign_negative() && !amount.is_zero() {
            let why = message!("the amount {amount} is less than nothing, and was left out", amount);
            reader.tell(ToldKind::Impossible, "value", why);
            return None;
        }
        let word = self.text(reader.row, "value.currency");
        let currency = word.as_deref().map(|word| (word, currency(word)));
        if let Some((word, None)) = currency {
            let why = message!(
                "`{word}` is no currency; {own} takes its place",
                word,
                own = self.config.currency.code()
            );
            reader.tell(ToldKind::StandIn, "value", why);
        }
        let own = || self.rows.currency(reader.row, "lead.value.amount");
        let currency = currency.and_then(|(_, found)| found).or_else(own).unwrap_or(self.config.currency);
        let number = NewValue::Plain(written(amount, currency));
        Some(if currency == self.config.currency {
            number
        } else {
            NewValue::Map(vec![
                ("amount".to_owned(), number),
                ("currency".to_owned(), NewValue::Text(currency.code().to_owned())),
            ])
        })
    }

    fn products(&self, row: &TableRow) -> Option<NewValue> {
        let text = self.line(row, "products.0.name")?;
        let one = |name: &str| map(vec![("name", Some(name.trim().to_owned()))]);
        let all: Vec<_> = text.split(';').filter(|name| !name.trim().is_empty()).filter_map(one).collect();
        (!all.is_empty()).then_some(NewValue::List(all))
    }

    fn owner(&self, reader: &mut Reader<'_>) -> String {
        let word = self.line(reader.row, "owner");
        if let Some(id) = word.as_deref().and_then(|word| self.words.person(word)) {
            return id.to_owned();
        }
        let why = match word {
            None => message!("nobody is named as its owner; `{nobody}` takes their place", nobody = NOBODY),
            Some(word) => message!(
                "the map does not say who `{word}` is; `{nobody}` takes their place",
                word,
                nobody = NOBODY
            ),
        };
        reader.tell(ToldKind::StandIn, "owner", why);
        NOBODY.to_owned()
    }

    fn source(&self, reader: &mut Reader<'_>) -> Option<NewValue> {
        let word = self.line(reader.row, "source")?;
        let known = self.words.source(&word).map(|id| NewValue::Text(id.to_owned()));
        if known.is_none() {
            let why = message!("the map does not say what source `{word}` is, and it was left out", word);
            reader.tell(ToldKind::StandIn, "source", why);
        }
        known
    }

    fn day(&self, reader: &mut Reader<'_>, path: &'static str) -> Option<NewValue> {
        match self.rows.moment(reader.row, &format!("lead.{path}")) {
            CellReading::Is(moment) => Some(NewValue::Plain(moment.date().to_string())),
            CellReading::Nothing => None,
            CellReading::Odd(text) => {
                let why = message!("`{text}` is no date, and was left out", text);
                reader.tell(ToldKind::Impossible, path, why);
                None
            }
        }
    }

    fn probability(&self, reader: &mut Reader<'_>) -> Option<NewValue> {
        match self.rows.number(reader.row, "lead.probability") {
            CellReading::Is(percent) if !percent.is_sign_negative() && percent <= Decimal::ONE_HUNDRED => {
                Some(NewValue::Plain(percent.normalize().to_string()))
            }
            _ => None,
        }
    }

    fn tags(&self, row: &TableRow) -> Option<NewValue> {
        let text = self.text(row, "tags")?;
        let mut tags: Vec<String> = text.split([',', ';']).map(line).filter(|tag| !tag.is_empty()).collect();
        tags.dedup();
        (!tags.is_empty()).then(|| NewValue::List(tags.into_iter().map(NewValue::Text).collect()))
    }

    fn next_step(&self, reader: &mut Reader<'_>, open: bool) -> Option<NewValue> {
        let what = self.line(reader.row, "next_step.do").filter(|_| open)?;
        let mut entries = vec![("do".to_owned(), NewValue::Text(what))];
        entries.extend(self.day(reader, "next_step.due").map(|day| ("due".to_owned(), day)));
        Some(NewValue::Map(entries))
    }

    fn custom(&self, row: &TableRow) -> Option<NewValue> {
        let one = |name: &String| {
            let (cell, column) = self.rows.raw(row, &format!("lead.custom.{name}"))?;
            let kind =
                self.config.fields.iter().find(|field| field.name == *name)?.schema.get("type")?.as_str()?;
            Some((name.clone(), self.typed(&cell, column, kind, row, name)?))
        };
        let all: Vec<_> = self.custom.iter().filter_map(one).collect();
        (!all.is_empty()).then_some(NewValue::Map(all))
    }

    /// A cell as its field's schema wants it; nothing where it is something else.
    fn typed(
        &self,
        cell: &TableCell,
        column: &str,
        kind: &str,
        row: &TableRow,
        name: &str,
    ) -> Option<NewValue> {
        let key = format!("lead.custom.{name}");
        match kind {
            "integer" | "number" => match self.rows.number(row, &key) {
                CellReading::Is(number) if kind == "number" || number.is_integer() => {
                    Some(NewValue::Plain(number.normalize().to_string()))
                }
                _ => None,
            },
            "boolean" => self.rows.truth(row, &key).map(NewValue::Bool),
            _ => {
                let text = match self.rows.known_day(column, cell) {
                    Some(day) => day.to_string(),
                    None => line(&shown(cell)),
                };
                (!text.is_empty()).then_some(NewValue::Text(text))
            }
        }
    }
}

/// An amount as it is written, so that nobody reads its three decimals as thousands.
pub fn written(amount: Decimal, currency: Currency) -> String {
    let number = amount.normalize().to_string();
    let number = if number == "-0" { "0".to_owned() } else { number };
    ambiguous(&number, minor_units(currency)).map_or(number, |unsure| unsure.plainly)
}
