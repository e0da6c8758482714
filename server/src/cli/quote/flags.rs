//! A request in options, handed to the engine as the JSON that a batch has: one reader, one set of refusals.

use serde_json::Value;

/// What to price.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Request {
    /// The id of the plan, like premium.
    #[arg(long)]
    plan: Option<String>,
    /// How many seats.
    #[arg(long, allow_negative_numbers = true)]
    seats: Option<String>,
    /// For how long: 1m, 1y, 2y or 3y; left out for a plan without a term.
    #[arg(long)]
    term: Option<String>,
    /// In which currency, like EUR.
    #[arg(long)]
    currency: Option<String>,
    /// Where the buyer is established, as an ISO 3166-1 code like DE.
    #[arg(long)]
    country: Option<String>,
    /// The buyer is a business (or, with =false, is not).
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    business: Option<bool>,
    /// The buyer's VAT id.
    #[arg(long, value_name = "ID")]
    vat_id: Option<String>,
    /// A coupon code.
    #[arg(long, value_name = "CODE")]
    coupon: Option<String>,
    /// An add-on and how many of it, like assistant=25; may be given several times.
    #[arg(long, value_name = "ID=QUANTITY", value_parser = addon)]
    addon: Vec<(String, String)>,
    /// The day of the purchase (UTC), like 2026-11-20.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

fn addon(text: &str) -> Result<(String, String), &'static str> {
    let (id, quantity) = text.split_once('=').ok_or("write it like assistant=25")?;
    Ok((id.to_owned(), quantity.to_owned()))
}

impl Request {
    /// The same as a line of a batch. Written member by member, so that what was given twice stays there twice and is
    /// refused.
    pub(super) fn to_json(&self) -> String {
        let text = |text: &String| Value::from(text.as_str()).to_string();
        let addons = self.addon.iter().map(|(id, quantity)| format!("{}:{}", text(id), number(quantity)));
        let addons = addons.collect::<Vec<_>>().join(",");
        let members = [
            ("plan", self.plan.as_ref().map(text)),
            ("seats", self.seats.as_deref().map(number)),
            ("term", self.term.as_ref().map(text)),
            ("currency", self.currency.as_ref().map(text)),
            ("country", self.country.as_ref().map(text)),
            ("business", self.business.map(|business| business.to_string())),
            ("vat_id", self.vat_id.as_ref().map(text)),
            ("coupon", self.coupon.as_ref().map(text)),
            ("addon", (!self.addon.is_empty()).then(|| format!("{{{addons}}}"))),
            ("as_of", self.as_of.as_ref().map(text)),
        ];
        let given = members.into_iter().filter_map(|(name, value)| Some(format!("\"{name}\":{}", value?)));
        format!("{{{}}}", given.collect::<Vec<_>>().join(","))
    }
}

/// A whole number as it is, one too large to hold as the largest, anything else as a text, which the engine refuses by its
/// field.
fn number(text: &str) -> String {
    let too_large = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<u64>() {
        Ok(number) => number.to_string(),
        Err(_) if too_large => u64::MAX.to_string(),
        Err(_) => Value::from(text).to_string(),
    }
}
