//! Money and unit prices. Source: CLDR 48, `numbers/currencyFormats` (standard) of `en` (`¤#,##0.00`) and `de`
//! (`#,##0.00 ¤`), with the spacing that UTS #35 demands between letters and digits.

use domain::decimal::Decimal;
use domain::money::{Currency, Money};

use super::currency::symbol;
use super::number::{NO_BREAK_SPACE, digits, signed};
use crate::locale::Locale;
use crate::words::Words;

impl Words {
    /// An amount as `Intl.NumberFormat(locale, { style: "currency", currency })` prints it: “€8,100.00”.
    #[must_use]
    pub fn money(self, money: Money) -> String {
        self.decimal_money(money.to_decimal(), money.currency)
    }

    /// A unit price: at least the currency's digits, and all that the exact price needs.
    #[must_use]
    pub fn decimal_money(self, amount: Decimal, currency: Currency) -> String {
        let digits = digits(self.locale(), amount, currency.exponent());
        let symbol = symbol(self.locale(), currency.code());
        let written = match self.locale() {
            Locale::En | Locale::Pseudo if symbol.ends_with(is_symbol) => format!("{symbol}{digits}"),
            Locale::En | Locale::Pseudo => format!("{symbol}{NO_BREAK_SPACE}{digits}"),
            Locale::De => format!("{digits}{NO_BREAK_SPACE}{symbol}"),
        };
        signed(amount.is_negative(), &written)
    }
}

/// Whether a currency symbol may touch a digit (UTS #35, `currencySpacing`: symbols may, letters and points may not).
fn is_symbol(c: char) -> bool {
    !c.is_alphanumeric() && c != '.'
}
