//! The pseudo-locale: English with accents and brackets, so that a text that bypasses the words, is cut off or is put
//! together from pieces shows itself. Parameters stay as they are.

/// The code under which the tables of the pseudo-locale are kept.
pub const CODE: &str = "ar-XB";

/// Brackets around a whole message: a missing one means that something was cut off.
pub const BRACKETS: (char, char) = ('⟦', '⟧');

/// The text with an accent on every vowel and many consonants, still readable.
pub fn accented(text: &str) -> String {
    text.chars().map(accent).collect()
}

fn accent(plain: char) -> char {
    const PLAIN: &str = "ACDEGHIKLNORSTUWYZacdeghiklnorstuwyz";
    const ACCENTED: &str = "ÅÇÐÉĜĤÎĶĻÑÖŔŠŢÛŴÝŽåçðéĝĥîķļñöŕšţûŵýž";
    PLAIN.chars().zip(ACCENTED.chars()).find(|(from, _)| *from == plain).map_or(plain, |(_, to)| to)
}
