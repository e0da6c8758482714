//! Who the examples are about. Their addresses end in `.example`, which nobody owns (RFC 2606).

use domain::email::Email;

/// A person at a company.
#[derive(Clone, Copy, Debug)]
pub(super) struct SamplePerson {
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    pub(super) company: &'static str,
    pub(super) country: &'static str,
}

impl SamplePerson {
    /// The address.
    ///
    /// # Panics
    /// Never: those below are addresses.
    pub(super) fn address(self) -> Email {
        self.email.parse().expect("the examples have well-formed addresses")
    }
}

/// Has bought.
pub(super) const BUYER: SamplePerson = SamplePerson {
    name: "Ada Brandt",
    email: "ada.brandt@hexagon.example",
    company: "Hexagon Werkzeugbau GmbH",
    country: "DE",
};
/// Has begun to try.
pub(super) const TRYING: SamplePerson = SamplePerson {
    name: "Nora Lindqvist",
    email: "nora.lindqvist@fjordline.example",
    company: "Fjordline AB",
    country: "SE",
};
/// Has tried for weeks.
pub(super) const DECIDING: SamplePerson = SamplePerson {
    name: "Tomás Ferreira",
    email: "tomas.ferreira@porto-labs.example",
    company: "Porto Labs Lda",
    country: "PT",
};
/// Wants to be called.
pub(super) const ASKING: SamplePerson = SamplePerson {
    name: "Priya Raman",
    email: "priya.raman@northwind-air.example",
    company: "Northwind Air Ltd",
    country: "GB",
};
