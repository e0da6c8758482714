//! How a way to pay is called: “Visa ending in 4242”.

use domain::payment::{Method, MethodKind};

use crate::words::Words;

impl Words {
    /// A way to pay, as a receipt and a page name it.
    #[must_use]
    pub fn method(self, method: &Method) -> String {
        self.method_kind(&method.kind)
    }

    /// The same, of what may be shown of it.
    #[must_use]
    pub fn method_kind(self, kind: &MethodKind) -> String {
        match kind {
            MethodKind::Card { brand, last4, .. } => self.payment_card_named(scheme(brand), last4),
            MethodKind::Debit { last4, .. } => self.payment_debit_named(last4),
        }
    }
}

/// A card scheme as it writes itself; names are the same in every language. One that is not known here is shown as the
/// provider calls it.
fn scheme(brand: &str) -> &str {
    match brand {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "American Express",
        "discover" => "Discover",
        "diners" => "Diners Club",
        "jcb" => "JCB",
        "unionpay" => "UnionPay",
        other => other,
    }
}
