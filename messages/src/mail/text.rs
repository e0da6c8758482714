//! A letter as plain text: what a screen, a terminal or a careful mailbox shows.

use super::letter::{Account, Block, Letter};

/// The text part.
pub(super) fn render(letter: &Letter<'_>) -> String {
    let mut parts: Vec<String> = letter.blocks.iter().map(block).collect();
    parts.push(format!("-- \n{}", letter.footer().join("\n")));
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) | Block::Note(text) => text.clone(),
        Block::Code(code) => format!("    {code}"),
        Block::Action { label, url } => format!("{label}:\n{url}"),
        Block::Facts(facts) => {
            let lines: Vec<String> = facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            lines.join("\n")
        }
        Block::Account(of) => account(of),
        Block::Token { label, token } => format!("{label}:\n{token}"),
    }
}

/// Label and amount on one line, detail below it; the total after a rule.
fn account(account: &Account) -> String {
    let mut lines = Vec::new();
    for line in &account.lines {
        lines.push(format!("{}: {}", line.label, line.amount));
        if !line.detail.is_empty() {
            lines.push(format!("  {}", line.detail));
        }
    }
    lines.push("--------".to_owned());
    for (label, amount) in account.sums.iter().chain([&account.total]) {
        lines.push(format!("{label}: {amount}"));
    }
    lines.join("\n")
}
