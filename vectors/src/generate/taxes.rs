//! Every country of the tax table with and without an id, every way in which an id cannot be used, every territory
//! where nothing is sold, and countries outside the table.

use super::ask::Ask;
use crate::Case;

/// An id that passes, by the country whose buyer has it.
const IDS: [(&str, &str); 32] = [
    ("AT", "ATU14189108"),
    ("BE", "BE0417497106"),
    ("BG", "BG831642181"),
    ("CH", "CHE-102.909.703 MWST"),
    ("CY", "CY10259033P"),
    ("CZ", "CZ00177041"),
    ("DE", "DE136695976"),
    ("DK", "DK22756214"),
    ("EE", "EE100366327"),
    ("ES", "ESA28015865"),
    ("FI", "FI01120389"),
    ("FR", "FR10632012100"),
    ("GB", "GB220430231"),
    ("GR", "EL094019245"),
    ("HR", "HR27759560625"),
    ("HU", "HU10537914"),
    ("IE", "IE3206488LH"),
    ("IM", "GB220430231"),
    ("IT", "IT00469580013"),
    ("LT", "LT100001919017"),
    ("LU", "LU20260743"),
    ("LV", "LV40003032949"),
    ("MC", "FR10632012100"),
    ("MT", "MT11679112"),
    ("NL", "NL805734958B01"),
    ("NO", "NO 923 609 016 MVA"),
    ("PL", "PL7740001454"),
    ("PT", "PT500697256"),
    ("RO", "RO1590082"),
    ("SE", "SE556012579001"),
    ("SI", "SI82646716"),
    ("SK", "SK2020372640"),
];

/// Countries outside the table, some of them near.
const OUTSIDE: [&str; 14] = ["US", "CA", "AU", "JP", "KW", "BR", "IN", "LI", "GI", "IS", "FO", "GL", "BL", "SJ"];

/// Countries whose code names a territory outside the tax.
const EXCLUDED: [&str; 9] = ["AX", "GP", "MQ", "GF", "RE", "YT", "MF", "JE", "GG"];

/// Ids that cannot be used, by the country of the buyer.
const WRONG: [(&str, &str); 24] = [
    ("AT", "AT14189108"),
    ("BE", "BE0417497107"),
    ("BG", "BG83164218"),
    ("CH", "CHE-102.909.703"),
    ("DE", "DE136695977"),
    ("DE", "136695976"),
    ("DE", "ATU14189108"),
    ("DE", "EU372022452"),
    ("DE", "  - "),
    ("ES", "ESA28015866"),
    ("FR", "FR11632012100"),
    ("GB", "GB220430232"),
    ("GB", "IE3206488LH"),
    ("GR", "GR094019245"),
    ("IE", "XI220430231"),
    ("IT", "IT00469580014"),
    ("MC", "MC10632012100"),
    ("NL", "NL805734958B00"),
    ("NO", "NO 923 609 016"),
    ("PL", "PL7740001455"),
    ("RO", "RO1630615123457"),
    ("SE", "SE556012579002"),
    ("US", "12-3456789"),
    ("US", "DE136695976"),
];

pub(super) fn cases() -> Vec<Case> {
    // 19 seats: no multiple of anything, so that taxes round.
    let ask = |country: &str| Ask::demo("premium", 19).with("country", country);
    let mut cases = Vec::new();
    for (country, id) in IDS {
        cases.push(ask(country).case(format!("taxes/{country}-consumer")));
        cases.push(ask(country).with("vat_id", id).case(format!("taxes/{country}-id")));
        let typed = id.to_lowercase().replace('-', ". ");
        let said = ask(country).with("vat_id", typed).with("business", true);
        cases.push(said.case(format!("taxes/{country}-business-id-as-typed")));
    }
    for country in ["DE", "GB", "NL", "US"] {
        cases.push(ask(country).with("business", true).case(format!("taxes/{country}-business-without-id")));
        cases.push(ask(country).with("business", false).case(format!("taxes/{country}-says-consumer")));
        cases.push(ask(country).with("vat_id", " ").case(format!("taxes/{country}-blank-id")));
    }
    cases.push(ask("GB").with("vat_id", "XI220430231").case("taxes/GB-northern-ireland"));
    cases.push(ask("GB").with("vat_id", "220 4302 31").case("taxes/GB-bare-number"));
    cases.push(ask("NO").with("vat_id", "923609016MVA").case("taxes/NO-bare-number"));
    for country in OUTSIDE {
        cases.push(ask(country).with("currency", "USD").case(format!("taxes/{country}-outside")));
    }
    for country in EXCLUDED {
        cases.push(ask(country).case(format!("taxes/{country}-excluded")));
    }
    for (country, id) in WRONG {
        cases.push(ask(country).with("vat_id", id).case(format!("taxes/{country}-refused-{}", id.trim())));
    }
    let contradiction = ask("DE").with("business", false);
    cases.push(contradiction.clone().with("vat_id", "DE136695976").case("taxes/DE-id-but-consumer"));
    cases.push(contradiction.with("vat_id", "DE136695977").case("taxes/DE-wrong-id-but-consumer"));
    cases
}
