//! One value of a document, read as what it has to be.

use std::collections::BTreeMap;
use std::str::FromStr;

use domain::catalogue::LocalText;
use domain::decimal::Decimal;
use jiff::civil::Date;
use toml::de::DeValue;

use super::{CatalogueError, Expected, Fault, Sheet, Table};

/// A value and where it is.
pub(in super::super) struct Field<'s> {
    pub(in super::super) sheet: &'s Sheet<'s>,
    pub(in super::super) path: String,
    pub(super) value: &'s DeValue<'s>,
}

impl<'s> Field<'s> {
    /// Says that the value is not what it has to be.
    pub(in super::super) fn wrong<T>(&self, expected: Expected) -> Option<T> {
        self.fault(Fault::Wrong(expected));
        None
    }

    /// Says that the value breaks a rule of the catalogue.
    pub(in super::super) fn rule<T>(&self, error: CatalogueError) -> Option<T> {
        self.fault(Fault::Rule(error));
        None
    }

    /// Says what is wrong with the value.
    pub(in super::super) fn fault(&self, fault: Fault) {
        self.sheet.report(&self.path, fault);
    }

    /// Whether the value is a text.
    pub(in super::super) fn is_text(&self) -> bool {
        self.value.is_str()
    }

    /// Whether the value is a list.
    pub(in super::super) fn is_list(&self) -> bool {
        self.value.is_array()
    }

    /// Whether the value is true or false.
    pub(in super::super) fn is_yes_no(&self) -> bool {
        self.value.is_bool()
    }

    /// A text.
    pub(in super::super) fn text(&self) -> Option<&'s str> {
        self.value.as_str().or_else(|| self.wrong(Expected::Text))
    }

    /// A text that reads as something.
    pub(in super::super) fn parsed<T: FromStr>(&self, expected: Expected) -> Option<T> {
        self.value.as_str().and_then(|text| text.parse().ok()).or_else(|| self.wrong(expected))
    }

    /// An exact decimal.
    pub(in super::super) fn decimal(&self) -> Option<Decimal> {
        self.parsed(Expected::Decimal)
    }

    /// A whole number from zero on.
    pub(in super::super) fn whole(&self) -> Option<u32> {
        let number = self.value.as_integer();
        number.and_then(|n| u32::from_str_radix(n.as_str(), n.radix()).ok()).or_else(|| self.wrong(Expected::Whole))
    }

    /// True or false.
    pub(in super::super) fn yes_no(&self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.wrong(Expected::YesNo))
    }

    /// A date without a time.
    pub(in super::super) fn date(&self) -> Option<Date> {
        let written = self.value.as_datetime().filter(|written| written.time.is_none() && written.offset.is_none());
        let date = written.and_then(|written| written.to_string().parse().ok());
        date.or_else(|| self.wrong(Expected::Date))
    }

    /// One of a few words.
    pub(in super::super) fn choice<T: Copy>(&self, choices: &[(&'static str, T)]) -> Option<T> {
        let chosen = self.value.as_str().and_then(|text| choices.iter().find(|(word, _)| *word == text));
        let words = || choices.iter().map(|(word, _)| *word).collect();
        chosen.map(|(_, choice)| *choice).or_else(|| self.wrong(Expected::OneOf(words())))
    }

    /// A text, or one a language.
    pub(in super::super) fn local_text(&self) -> Option<LocalText> {
        match self.value {
            DeValue::String(text) => Some(LocalText::Plain(text.to_string())),
            DeValue::Table(_) => {
                let mut texts = BTreeMap::new();
                for (language, field) in self.table()?.rest() {
                    // What cannot be read is reported; a language that is there is not missing as well.
                    texts.insert(language.to_owned(), field.text().unwrap_or("?").to_owned());
                }
                Some(LocalText::ByLanguage(texts))
            }
            _ => self.wrong(Expected::Texts),
        }
    }

    /// A table.
    pub(in super::super) fn table(&self) -> Option<Table<'s>> {
        match self.value.as_table() {
            Some(table) => Some(Table::new(self.sheet, self.path.clone(), table)),
            None => self.wrong(Expected::Table),
        }
    }

    /// A list.
    pub(in super::super) fn list(&self) -> Option<Vec<Field<'s>>> {
        let Some(items) = self.value.as_array() else { return self.wrong(Expected::List) };
        let field = |(number, item): (usize, &'s toml::Spanned<DeValue<'s>>)| Field {
            sheet: self.sheet,
            path: format!("{}[{number}]", self.path),
            value: item.get_ref(),
        };
        Some(items.iter().enumerate().map(field).collect())
    }

    /// A list of texts that each read as something; those that do not are reported and left out.
    pub(in super::super) fn list_of<T: FromStr>(&self, expected: Expected) -> Vec<T> {
        let items = self.list().unwrap_or_default();
        items.iter().filter_map(|item| item.parsed(expected.clone())).collect()
    }
}
