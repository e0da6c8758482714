//! Filling a page: `{{name}}` is escaped, `{{{name}}}` is HTML already, `{{word:key}}` is a word of the page's language.

use super::words::Words;

/// The template with every place filled. A place nobody fills stays empty.
#[must_use]
pub fn fill(template: &str, words: &Words, values: &[(&str, &str)]) -> String {
    let mut page = String::with_capacity(template.len() + 512);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let (raw, after) = after.strip_prefix('{').map_or((false, after), |after| (true, after));
        let Some((name, after)) = after.split_once(if raw { "}}}" } else { "}}" }) else { break };
        let value = match name.strip_prefix("word:") {
            Some(key) => words.get(key),
            None => values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value),
        };
        if raw {
            page.push_str(value);
        } else {
            page.push_str(&escape(value));
        }
        rest = after;
    }
    page.push_str(rest);
    page
}

/// Text made safe inside elements and quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::words::Lang;

    #[test]
    fn what_is_filled_in_cannot_become_markup() {
        let words = Words::of(Lang::En);
        let page = fill("<p title=\"{{a}}\">{{a}}</p>{{{b}}}{{c}}", words, &[("a", "<\"'&>"), ("b", "<br>")]);
        assert_eq!(page, "<p title=\"&lt;&quot;&#39;&amp;&gt;\">&lt;&quot;&#39;&amp;&gt;</p><br>");
    }

    #[test]
    fn every_word_that_a_template_names_exists() {
        for template in [
            include_str!("../../web/fields.html"),
            include_str!("../../web/card.html"),
            include_str!("../../web/account.html"),
            include_str!("../../web/challenge.html"),
            include_str!("../../web/challenge_ask.html"),
            include_str!("../../web/identity.html"),
        ] {
            for named in template.split("{{word:").skip(1) {
                let key = named.split("}}").next().unwrap();
                assert!(!Words::of(Lang::En).get(key).is_empty(), "{key}");
            }
        }
    }
}
