//! Who sells: `KASSA_SELLER`, `KASSA_SELLER_ADDRESS`, `KASSA_SELLER_VAT_ID`, `KASSA_SUPPORT_EMAIL`, `KASSA_TERMS_VERSION`,
//! `KASSA_TERMS_URL`, `KASSA_PRODUCT`, `KASSA_LICENCE_GRACE_DAYS`.

use std::str::FromStr;

use domain::email::Email;
use domain::vat_id::VatId;
use url::Url;

use super::{Mode, Source};

/// The seller as buyers and licences know it.
#[derive(Clone, Debug)]
pub struct Seller {
    /// Its name.
    pub name: String,
    /// The lines of the postal address that receipts name.
    pub address: Vec<String>,
    /// The VAT id that receipts name.
    pub vat_id: Option<String>,
    /// Where a person answers.
    pub support_email: Email,
    /// The version of the terms that a buyer has to accept.
    pub terms_version: String,
    /// Where they are read; a demonstration has a page of its own for that.
    pub terms_url: Option<TermsUrl>,
    /// The product that reads the licences: their audience.
    pub product: String,
    /// Days for which a paid licence works beyond what is paid.
    pub grace_days: u32,
}

impl Seller {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let shop = !mode.is_demo();
        let name = source.needed::<String>(shop, "KASSA_SELLER", NAME);
        let address = source.optional::<String>("KASSA_SELLER_ADDRESS", ADDRESS);
        let address = address.or_else(|| mode.is_demo().then(|| DEMO_ADDRESS.to_owned())).unwrap_or_default();
        let vat_id = source.optional::<SellerVatId>("KASSA_SELLER_VAT_ID", VAT_ID).map(|id| id.0);
        let support_email = source.needed::<Email>(shop, "KASSA_SUPPORT_EMAIL", SUPPORT);
        let terms_version = source.needed::<String>(shop, "KASSA_TERMS_VERSION", TERMS);
        let terms_url = source.needed::<TermsUrl>(shop, "KASSA_TERMS_URL", TERMS_URL);
        let product = source.optional::<String>("KASSA_PRODUCT", "the product's name in licences, like suite");
        let grace_days = source.optional::<GraceDays>("KASSA_LICENCE_GRACE_DAYS", GRACE_DAYS);
        Self {
            name: name.unwrap_or_else(|| "Kassa".to_owned()),
            address: address.split(';').map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect(),
            vat_id: vat_id.or_else(|| mode.is_demo().then(|| DEMO_VAT_ID.to_owned())),
            support_email: support_email
                .unwrap_or_else(|| "help@kassa.example".parse().expect("the default is an address")),
            terms_version: terms_version.unwrap_or_else(|| "2026-01".to_owned()),
            terms_url,
            product: product.unwrap_or_else(|| "suite".to_owned()),
            grace_days: grace_days.map_or(14, |days| days.0),
        }
    }
}

const NAME: &str = "the seller's name as buyers know it";
const ADDRESS: &str = "the seller's postal address for receipts, its lines divided by ;";
/// Made up, like the demo's seller.
const DEMO_ADDRESS: &str = "Herengracht 1; 1015 BA Amsterdam; Netherlands";
/// Of the right form, and nobody's.
const DEMO_VAT_ID: &str = "NL123456782B90";
const SUPPORT: &str = "the e-mail address where a person answers";
const TERMS: &str = "the version of the terms that buyers accept, like 2026-01";
const TERMS_URL: &str = "the address at which buyers read the terms, like https://shop.example.com/terms, or a path of this site that \
     begins with one /";
const VAT_ID: &str = "the seller's VAT id with its two letters, free of slips of the finger, like NL123456782B90";
const GRACE_DAYS: &str = "a number of days, at most 366, like 14";

/// Where the terms are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermsUrl {
    /// At an address of the web.
    Web(Url),
    /// On this site, at this path.
    Path(String),
}

impl FromStr for TermsUrl {
    type Err = ();

    /// A browser must not take a path for another site: it reads `//` and `/\` as the beginning of one, and skips what
    /// cannot be seen.
    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(rest) = text.strip_prefix('/') {
            let plain = text.chars().all(|c| c.is_ascii_graphic()) && !rest.starts_with(['/', '\\']);
            return if plain { Ok(Self::Path(text.to_owned())) } else { Err(()) };
        }
        let url = Url::parse(text).map_err(|_| ())?;
        if matches!(url.scheme(), "http" | "https") && url.has_host() { Ok(Self::Web(url)) } else { Err(()) }
    }
}

/// A VAT id that passes the checks of its register, as it was written.
struct SellerVatId(String);

impl FromStr for SellerVatId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        VatId::parse(text).map(|_| Self(text.to_owned())).map_err(|_| ())
    }
}

/// Days beyond what is paid; a whole term of them would give the next term away.
struct GraceDays(u32);

impl FromStr for GraceDays {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.parse().ok().filter(|&days| days <= MOST_GRACE_DAYS).map(Self).ok_or(())
    }
}

/// A year.
const MOST_GRACE_DAYS: u32 = 366;
