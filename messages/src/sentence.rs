//! Sentences chosen at run time: refusals of the domain and explanations of a quote, by code, with named facts.

use std::collections::BTreeMap;

use domain::refusal::{Param, Refusal};

use crate::speak::Arg;
use crate::words::Words;

impl Words {
    /// The refusal as a sentence for the person who was refused. A code that has no words yet, or facts that its
    /// sentence lacks, give a general sentence that names the code.
    #[must_use]
    pub fn refusal(self, refusal: &Refusal) -> String {
        self.refusal_naming(refusal, |_, _| None)
    }

    /// The same, with names for what the domain knows by an id: `name(fact, id)` gives the name that people know, for
    /// example of the `plan` “premium” from the catalogue, or nothing to show the text as it is.
    #[must_use]
    pub fn refusal_naming(self, refusal: &Refusal, name: impl Fn(&str, &str) -> Option<String>) -> String {
        let mut facts = refusal.params.clone();
        for (fact, value) in &mut facts {
            if let Param::Text(text) = value
                && let Some(named) = name(fact, text)
            {
                *text = named;
            }
        }
        self.sentence("refusal", &refusal.code, &facts).unwrap_or_else(|| self.refusal_generic(&refusal.code))
    }

    /// The sentence for `code` in an area whose keys are asked by code (see `words/areas.toml`), its facts written as
    /// the locale does. `None` when the area has no such code or a fact of the sentence is missing.
    #[must_use]
    pub fn sentence(self, area: &str, code: &str, facts: &BTreeMap<String, Param>) -> Option<String> {
        let coded = Self::coded(area, code)?;
        let values = coded.params().map(|name| facts.get(name).map(|fact| self.value(fact)));
        let values: Vec<Value> = values.collect::<Option<_>>()?;
        let args: Vec<Arg<'_>> = values.iter().map(Value::as_arg).collect();
        Some(self.fill(coded.key, &args))
    }

    /// A fact as it is written in a sentence.
    #[must_use]
    pub fn fact(self, fact: &Param) -> String {
        match fact {
            Param::Text(text) => text.clone(),
            Param::Number(number) => self.number(*number),
            Param::Decimal(decimal) => self.decimal(*decimal),
            Param::Money(money) => self.money(*money),
            Param::Date(date) => self.date(*date),
        }
    }

    fn value(self, fact: &Param) -> Value {
        match fact {
            Param::Number(number) => Value::Number(*number),
            _ => Value::Text(self.fact(fact)),
        }
    }
}

enum Value {
    Text(String),
    Number(i64),
}

impl Value {
    fn as_arg(&self) -> Arg<'_> {
        match self {
            Self::Text(text) => Arg::Text(text),
            Self::Number(number) => Arg::Number(*number),
        }
    }
}
