//! Writes what the crate includes: the methods of `Words`, the keys, and the tables.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::check::{Message, Param};
use crate::pattern::{self, Piece, Selector};
use crate::pseudo;
use crate::source::{REFERENCE, Sources};

/// Writes `words.rs` and a table per locale (`LOCALE.json`) into `out`.
pub fn write(sources: &Sources, messages: &[Message], out: &Path) -> std::io::Result<()> {
    let browser = messages.iter().filter(|message| sources.areas.browser.contains(&message.area)).count();
    let fingerprint = fingerprint(messages);
    let mut code = String::new();
    constants(&mut code, browser, &fingerprint);
    keys(&mut code, messages);
    by_code(&mut code, sources, messages);
    methods(&mut code, sources, messages, browser);

    let mut tables = Vec::new();
    for locale in sources.locales.keys() {
        tables.push((locale.as_str(), texts(sources, messages, locale, false)));
    }
    tables.push((pseudo::CODE, texts(sources, messages, REFERENCE, true)));
    embedded(&mut code, &tables);
    fs::write(out.join("words.rs"), code)?;
    for (locale, texts) in &tables {
        let mut table = vec![fingerprint.clone(), (*locale).to_owned()];
        table.extend(texts.iter().take(browser).cloned());
        fs::write(out.join(format!("{locale}.json")), serde_json::to_string(&table)?)?;
    }
    Ok(())
}

/// Changes whenever a table of one build cannot be read with the keys of another: FNV-1a (64 bits) over the keys and
/// their parameters in order.
fn fingerprint(messages: &[Message]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for message in messages {
        let params: Vec<String> = message.params.iter().map(|p| format!("{}:{}", p.name, p.counted)).collect();
        for byte in format!("{}.{}({})\n", message.area, message.key, params.join(",")).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

fn constants(code: &mut String, browser: usize, fingerprint: &str) {
    let _ = writeln!(code, "/// Names the set of keys: a table with another fingerprint belongs to another build.");
    let _ = writeln!(code, "pub const FINGERPRINT: &str = {fingerprint:?};");
    let _ = writeln!(code, "/// How many keys, from the first, the browser's table has.");
    let _ = writeln!(code, "const BROWSER_KEYS: usize = {browser};");
}

fn keys(code: &mut String, messages: &[Message]) {
    let _ = writeln!(code, "impl Key {{");
    for (number, message) in messages.iter().enumerate() {
        let name = format!("{}_{}", message.area, message.key).to_uppercase();
        let _ = writeln!(code, "    /// `{}` in area `{}`.", message.key, message.area);
        let _ = writeln!(code, "    pub const {name}: Self = Self({number});");
    }
    let _ = writeln!(code, "}}");
    let _ = writeln!(code, "static NAMES: [(&str, &str); {}] = [", messages.len());
    for message in messages {
        let _ = writeln!(code, "    ({:?}, {:?}),", message.area, message.key);
    }
    let _ = writeln!(code, "];");
}

/// The areas that are asked by code at run time: the codes and the names of their parameters, in the order of their keys.
fn by_code(code: &mut String, sources: &Sources, messages: &[Message]) {
    let areas = &sources.areas.by_code;
    let _ = writeln!(code, "static BY_CODE: [ByCode; {}] = [", areas.len());
    for area in areas {
        let first = messages.iter().position(|message| message.area == *area).unwrap_or_default();
        let mut codes = String::new();
        // The keys of an area have numbers in a row: so the place of a line says which one it is.
        for message in messages.iter().skip(first).take_while(|message| message.area == *area) {
            let names = message.params.iter().map(|param| param.name.as_str());
            let line: Vec<&str> = std::iter::once(message.key.as_str()).chain(names).collect();
            let _ = writeln!(codes, "{}", line.join(" "));
        }
        let _ = writeln!(code, "    ByCode {{ area: {area:?}, first: {first}, codes: {codes:?} }},");
    }
    let _ = writeln!(code, "];");
}

fn methods(code: &mut String, sources: &Sources, messages: &[Message], browser: usize) {
    let english = &sources.locales[REFERENCE];
    let _ =
        writeln!(code, "/// One method per key: `AREA_KEY`, its arguments in the order in which English names them.");
    let _ = writeln!(code, "impl Words {{");
    for (number, message) in messages.iter().enumerate() {
        let text = english[&message.area][&message.key].text.replace('`', "’");
        let doc = format!("`{}`", text.replace('\n', " "));
        let _ = writeln!(code, "    #[doc = {doc:?}]");
        let _ = writeln!(code, "    #[must_use]");
        if number >= browser {
            let _ = writeln!(code, "    #[cfg(feature = \"embedded\")]");
        }
        let _ = writeln!(code, "    {}", method(message, number));
    }
    let _ = writeln!(code, "}}");
}

fn method(message: &Message, number: usize) -> String {
    let name = format!("{}_{}", message.area, message.key);
    if message.params.is_empty() {
        return format!("pub fn {name}(self) -> &'static str {{ self.plain(Key({number})) }}");
    }
    let argument = |param: &Param| {
        let kind = if param.counted { "impl Into<i64>" } else { "impl std::fmt::Display" };
        format!("{}: {kind}", param.name)
    };
    let value = |param: &Param| {
        if param.counted {
            format!("Arg::Number({}.into())", param.name)
        } else {
            format!("Arg::Text(&{})", param.name)
        }
    };
    let arguments: Vec<String> = message.params.iter().map(argument).collect();
    let values: Vec<String> = message.params.iter().map(value).collect();
    let (arguments, values) = (arguments.join(", "), values.join(", "));
    format!("pub fn {name}(self, {arguments}) -> String {{ self.fill(Key({number}), &[{values}]) }}")
}

/// The texts of a locale in the order of the keys, parameters by position, ready to be spoken.
fn texts(sources: &Sources, messages: &[Message], locale: &str, pseudo: bool) -> Vec<String> {
    let source = &sources.locales[locale];
    let mut texts = Vec::new();
    for message in messages {
        let pieces = pattern::parse(&source[&message.area][&message.key].text).unwrap_or_default();
        let printed = print(&pieces, message, pseudo);
        texts.push(if pseudo { format!("{}{printed}{}", pseudo::BRACKETS.0, pseudo::BRACKETS.1) } else { printed });
    }
    texts
}

/// A message in the form of the tables. Without parameters it is never parsed again, so nothing is quoted.
fn print(pieces: &[Piece<'_>], message: &Message, pseudo: bool) -> String {
    let position = |name: &str| message.params.iter().position(|param| param.name == name).unwrap_or_default();
    let mut printed = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let text = if pseudo { pseudo::accented(text) } else { (*text).to_owned() };
                printed.push_str(&if message.params.is_empty() { text } else { quoted(&text) });
            }
            Piece::Count => printed.push('#'),
            Piece::Param(name) => printed.push_str(&format!("{{{}}}", position(name))),
            Piece::Plural { param, branches } => {
                let _ = write!(printed, "{{{},plural,", position(param));
                for (selector, branch) in branches {
                    let _ = write!(printed, "{}{{{}}}", selector_name(*selector), print(branch, message, pseudo));
                }
                printed.push('}');
            }
        }
    }
    printed
}

/// Bare braces and number signs exist only as pieces of their own, from a quotation in the source.
fn quoted(text: &str) -> String {
    match text {
        "{" | "}" | "#" => format!("'{text}'"),
        _ => text.to_owned(),
    }
}

fn selector_name(selector: Selector) -> String {
    match selector {
        Selector::Exactly(number) => format!("={number}"),
        Selector::Category(category) => format!("{category:?}").to_lowercase(),
    }
}

fn embedded(code: &mut String, tables: &[(&str, Vec<String>)]) {
    let _ = writeln!(code, "#[cfg(feature = \"embedded\")]");
    let _ = writeln!(code, "static EMBEDDED: [Embedded; {}] = [", tables.len());
    for (locale, texts) in tables {
        let json = format!("include_str!(concat!(env!(\"OUT_DIR\"), \"/{locale}.json\"))");
        let _ = writeln!(code, "    Embedded {{ code: {locale:?}, browser: {json}, texts: &[");
        for text in texts {
            let _ = writeln!(code, "        {text:?},");
        }
        let _ = writeln!(code, "    ] }},");
    }
    let _ = writeln!(code, "];");
}
