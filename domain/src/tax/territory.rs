//! Territories of countries in the table to which those countries' value added tax does not apply.
//!
//! We do not sell there: neither the country's rate nor no tax at all would be right, and the seller is registered in
//! none of them. Where a territory has a country code of its own, the country says so; the others are found by their
//! postcode, when an address is known.
//!
//! Sources: Directive 2006/112/EC, Article 6, as amended by Directive (EU) 2019/475 (Campione d'Italia joined the
//! customs territory in 2020 and stayed outside the tax); European Commission, “Territorial status of EU countries and
//! certain territories”,
//! <https://taxation-customs.ec.europa.eu/territorial-status-eu-countries-and-certain-territories_en>, consulted
//! 2026-11-20. The Channel Islands are in the same article and are no part of the United Kingdom's VAT area.

use crate::country::Country;
use crate::refusal::Refusal;

/// An excluded territory, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Territory {
    /// Finland's Åland Islands (AX).
    Aland,
    /// Jersey (JE) and Guernsey (GG).
    ChannelIslands,
    /// France's Guadeloupe (GP).
    Guadeloupe,
    /// France's Martinique (MQ).
    Martinique,
    /// France's Guiana (GF).
    FrenchGuiana,
    /// France's Réunion (RE).
    Reunion,
    /// France's Mayotte (YT).
    Mayotte,
    /// France's Saint-Martin (MF).
    SaintMartin,
    /// Spain's Canary Islands.
    CanaryIslands,
    /// Spain's Ceuta.
    Ceuta,
    /// Spain's Melilla.
    Melilla,
    /// Germany's island of Heligoland.
    Heligoland,
    /// Germany's Büsingen am Hochrhein, inside Switzerland.
    Buesingen,
    /// Italy's Livigno.
    Livigno,
    /// Italy's Campione d'Italia, inside Switzerland, and the Italian waters of Lake Lugano.
    Campione,
    /// Greece's Mount Athos.
    MountAthos,
}

/// Territories with a country code of their own.
const BY_COUNTRY: [(&str, Territory); 9] = [
    ("AX", Territory::Aland),
    ("GF", Territory::FrenchGuiana),
    ("GG", Territory::ChannelIslands),
    ("GP", Territory::Guadeloupe),
    ("JE", Territory::ChannelIslands),
    ("MF", Territory::SaintMartin),
    ("MQ", Territory::Martinique),
    ("RE", Territory::Reunion),
    ("YT", Territory::Mayotte),
];

/// Territories by the postcodes of a country, by what the postcode begins with; the first that fits counts.
///
/// The postcodes are those of the national operators: Spain numbers by province, Finland's 22 is Åland, France's 97 is
/// overseas (978 is Saint-Martin's since it has its own), Büsingen and Campione have a Swiss postcode too.
const BY_POSTCODE: [(&str, &str, Territory); 22] = [
    ("CH", "6911", Territory::Campione),
    ("CH", "8238", Territory::Buesingen),
    ("DE", "27498", Territory::Heligoland),
    ("DE", "78266", Territory::Buesingen),
    ("ES", "35", Territory::CanaryIslands),
    ("ES", "38", Territory::CanaryIslands),
    ("ES", "51", Territory::Ceuta),
    ("ES", "52", Territory::Melilla),
    ("FI", "22", Territory::Aland),
    ("FR", "97150", Territory::SaintMartin),
    ("FR", "971", Territory::Guadeloupe),
    ("FR", "972", Territory::Martinique),
    ("FR", "973", Territory::FrenchGuiana),
    ("FR", "974", Territory::Reunion),
    ("FR", "976", Territory::Mayotte),
    ("FR", "978", Territory::SaintMartin),
    ("GB", "GY", Territory::ChannelIslands),
    ("GB", "JE", Territory::ChannelIslands),
    ("GR", "63086", Territory::MountAthos),
    ("GR", "63087", Territory::MountAthos),
    ("IT", "22061", Territory::Campione),
    ("IT", "23041", Territory::Livigno),
];

/// The excluded territory that an address lies in. Without a postcode only those with a country code of their own are
/// recognised. Spaces and dashes in the postcode do not matter, nor does a country's prefix (`D-27498`).
#[must_use]
pub fn excluded_territory(country: Country, postcode: Option<&str>) -> Option<Territory> {
    let by_country = BY_COUNTRY.iter().find(|(code, _)| *code == country.code()).map(|(_, territory)| *territory);
    by_country.or_else(|| {
        let postcode = bare(postcode?, country);
        let fits = |&&(code, prefix, _): &&(&str, &str, Territory)| {
            code == country.code() && postcode.get(..prefix.len()).is_some_and(|start| start == prefix)
        };
        BY_POSTCODE.iter().find(fits).map(|(_, _, territory)| *territory)
    })
}

/// Capitals and digits only, without a country prefix before digits.
fn bare(postcode: &str, country: Country) -> String {
    let kept: String = postcode.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    if country.code() == "GB" {
        return kept;
    }
    kept.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned()
}

impl Territory {
    /// The refusal that names it, about the field that would have to change.
    #[must_use]
    pub fn refusal(self, field: &str) -> Refusal {
        Refusal::new(self.code()).on(field)
    }

    /// The refusal's code: one for each, so that its sentence can name the territory in every language.
    fn code(self) -> &'static str {
        match self {
            Self::Aland => "excluded_aland",
            Self::ChannelIslands => "excluded_channel_islands",
            Self::Guadeloupe => "excluded_guadeloupe",
            Self::Martinique => "excluded_martinique",
            Self::FrenchGuiana => "excluded_french_guiana",
            Self::Reunion => "excluded_reunion",
            Self::Mayotte => "excluded_mayotte",
            Self::SaintMartin => "excluded_saint_martin",
            Self::CanaryIslands => "excluded_canary_islands",
            Self::Ceuta => "excluded_ceuta",
            Self::Melilla => "excluded_melilla",
            Self::Heligoland => "excluded_heligoland",
            Self::Buesingen => "excluded_buesingen",
            Self::Livigno => "excluded_livigno",
            Self::Campione => "excluded_campione",
            Self::MountAthos => "excluded_mount_athos",
        }
    }
}
