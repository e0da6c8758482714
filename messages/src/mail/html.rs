//! A letter as HTML for mailboxes: styles inline, because many drop the rest; one layout table for width, because some
//! know nothing else; nothing remote; dark where the mailbox says so. Everything it is given is escaped here.

use std::fmt::Write as _;

use super::letter::{Account, Block, Letter};

/// Classes override the inline colours in the dark; mailboxes that drop the sheet stay light.
const SHEET: &str = "\
:root{color-scheme:light dark;supported-color-schemes:light dark}\
@media (prefers-color-scheme:dark){\
.k-page{background:#14161a!important}\
.k-card{background:#1e2127!important;border-color:#363b45!important}\
.k-card,.k-strong{color:#eceef2!important}\
.k-soft{color:#aab1bd!important}\
.k-box{background:#14161a!important;color:#eceef2!important;border-color:#363b45!important}\
.k-rule{border-color:#363b45!important}\
.k-link{color:#9db4ff!important}\
.k-button{background:#9db4ff!important;color:#10131a!important}}";

const FONT: &str = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO: &str = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace";

/// The HTML part.
pub(super) fn render(letter: &Letter<'_>) -> String {
    let locale = letter.words.locale();
    let mut html = String::new();
    let _ = write!(
        html,
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{subject}</title>\n<style>{SHEET}</style>\n</head>\n\
         <body class=\"k-page\" style=\"margin:0;padding:0;background:#f3f4f7\">\n\
         <div style=\"display:none;max-height:0;overflow:hidden\">{preview}</div>\n\
         <div role=\"article\" aria-label=\"{subject}\" lang=\"{lang}\" dir=\"{dir}\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\
         <td align=\"center\" style=\"padding:24px 12px\">\n\
         <div class=\"k-card\" style=\"max-width:560px;margin:0 auto;padding:28px 24px;text-align:start;\
         background:#ffffff;color:#1b1f27;border:1px solid #e1e4ea;border-radius:12px;{FONT};font-size:16px;\
         line-height:1.55\">\n\
         <p class=\"k-strong\" style=\"margin:0 0 20px;font-weight:700;font-size:18px;color:#1b1f27\">{seller}</p>\n",
        lang = locale.code(),
        dir = locale.dir(),
        subject = escape(&letter.subject),
        preview = escape(&letter.preview),
        seller = escape(&letter.house.seller),
    );
    for block in &letter.blocks {
        write_block(&mut html, block);
    }
    html.push_str("</div>\n");
    write_footer(&mut html, letter);
    html.push_str("</td></tr></table>\n</div>\n</body>\n</html>\n");
    html
}

fn write_block(html: &mut String, block: &Block) {
    let _ = match block {
        Block::Paragraph(text) => writeln!(html, "<p style=\"margin:0 0 16px\">{}</p>", lines(text)),
        Block::Code(code) => writeln!(
            html,
            "<p class=\"k-box\" dir=\"ltr\" style=\"margin:0 0 16px;padding:14px 12px;text-align:center;\
             font-size:30px;font-weight:700;letter-spacing:6px;background:#f3f4f7;color:#1b1f27;\
             border:1px solid #e1e4ea;border-radius:8px;{MONO}\">{}</p>",
            escape(code)
        ),
        Block::Action { label, url } => writeln!(
            html,
            "<p style=\"margin:24px 0\"><a class=\"k-button\" href=\"{}\" style=\"display:inline-block;\
             padding:12px 22px;background:#2f4bd8;color:#ffffff;font-weight:600;text-decoration:none;\
             border-radius:8px\">{}</a></p>",
            escape(url),
            escape(label)
        ),
        Block::Facts(facts) => {
            write_facts(html, facts);
            Ok(())
        }
        Block::Account(account) => {
            write_account(html, account);
            Ok(())
        }
        Block::Token { label, token } => writeln!(
            html,
            "<p style=\"margin:0 0 6px;font-weight:600\">{}</p>\n<pre class=\"k-box\" dir=\"ltr\" \
             style=\"margin:0 0 16px;padding:12px;font-size:13px;line-height:1.4;white-space:pre-wrap;\
             word-break:break-all;background:#f3f4f7;color:#1b1f27;border:1px solid #e1e4ea;border-radius:8px;\
             {MONO}\">{}</pre>",
            escape(label),
            escape(token)
        ),
        Block::Note(text) => writeln!(
            html,
            "<p class=\"k-soft\" style=\"margin:0 0 16px;font-size:14px;color:#565e6c\">{}</p>",
            lines(text)
        ),
    };
}

fn write_facts(html: &mut String, facts: &[(String, String)]) {
    html.push_str("<dl style=\"margin:0 0 16px\">\n");
    for (name, value) in facts {
        let _ = writeln!(
            html,
            "<dt class=\"k-soft\" style=\"font-size:14px;color:#565e6c\">{}</dt>\
             <dd style=\"margin:0 0 10px\"><bdi>{}</bdi></dd>",
            escape(name),
            lines(value)
        );
    }
    html.push_str("</dl>\n");
}

fn write_account(html: &mut String, account: &Account) {
    let _ = writeln!(
        html,
        "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"margin:0 0 16px;border-collapse:collapse;font-size:15px\">\n\
         <caption style=\"text-align:start;font-weight:600;padding:0 0 8px\">{}</caption>",
        escape(&account.caption)
    );
    for line in &account.lines {
        let label = format!("<span class=\"k-strong\">{}</span>", escape(&line.label));
        let detail = match line.detail.as_str() {
            "" => String::new(),
            detail => {
                format!("<br><span class=\"k-soft\" style=\"font-size:13px;color:#565e6c\">{}</span>", escape(detail))
            }
        };
        write_row(html, &format!("{label}{detail}"), &line.amount, "font-weight:400");
    }
    for (label, amount) in &account.sums {
        write_row(html, &escape(label), amount, "font-weight:400");
    }
    write_row(html, &escape(&account.total.0), &account.total.1, "font-weight:700;font-size:17px");
    html.push_str("</table>\n");
}

/// A row of an account: `label` is HTML already, `amount` is not.
fn write_row(html: &mut String, label: &str, amount: &str, style: &str) {
    let cell = "padding:9px 0;border-top:1px solid #e1e4ea;vertical-align:top";
    let _ = writeln!(
        html,
        "<tr><th scope=\"row\" class=\"k-rule\" style=\"{cell};text-align:start;{style}\">{label}</th>\
         <td class=\"k-rule\" style=\"{cell};text-align:end;white-space:nowrap;{style}\"><bdi>{}</bdi></td></tr>",
        escape(amount)
    );
}

fn write_footer(html: &mut String, letter: &Letter<'_>) {
    let _ = writeln!(
        html,
        "<div class=\"k-soft\" style=\"max-width:560px;margin:16px auto 0;text-align:start;color:#565e6c;{FONT};\
         font-size:13px;line-height:1.5\">"
    );
    for line in letter.footer() {
        if line == letter.house.home_url {
            let url = escape(&line);
            let _ = writeln!(
                html,
                "<p style=\"margin:0 0 6px\"><a class=\"k-link\" href=\"{url}\" style=\"color:#2f4bd8\">{url}</a></p>"
            );
        } else {
            let _ = writeln!(html, "<p style=\"margin:0 0 6px\">{}</p>", escape(&line));
        }
    }
    html.push_str("</div>\n");
}

/// Escaped, with line breaks kept.
fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

/// Text as it may stand between tags and in double-quoted attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
