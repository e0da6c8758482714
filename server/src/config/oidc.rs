//! Who else signs people in: `KASSA_OIDC_PROVIDERS`, and for each name in it `KASSA_OIDC_NAME_ISSUER`, `…_CLIENT_ID`,
//! `…_CLIENT_SECRET`, `…_NAME`, `…_DOMAINS`, `…_GROUPS_CLAIM`.

use std::str::FromStr;

use domain::email::Email;
use url::{Host, Url};

use super::{Mode, SecretText, Source};

/// The OpenID providers; none unless named.
#[derive(Clone, Debug, Default)]
pub struct Oidc {
    /// In the order in which they are offered.
    pub providers: Vec<OidcProvider>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct OidcProvider {
    /// Its short name in addresses.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// Who it is, to the letter as its tokens say it.
    pub issuer: String,
    /// Whom it knows us as.
    pub client_id: String,
    /// Our secret there; none for a public client.
    pub client_secret: Option<SecretText>,
    /// The e-mail domains that are its own, in lower case.
    pub domains: Vec<String>,
    /// The claim that names a person's groups.
    pub groups_claim: String,
}

const PROVIDERS: &str = "KASSA_OIDC_PROVIDERS";
const NAMES: &str = "different short names of lower-case letters and digits, divided by commas, like acme,google";
const ISSUER: &str = "the address that the provider calls itself by, like https://login.example.com, without ? and #";
const DOMAINS: &str = "e-mail domains divided by commas, like acme.com,acme.de";

impl Oidc {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let slugs = source.optional::<Slugs>(PROVIDERS, NAMES).map(|slugs| slugs.0).unwrap_or_default();
        let mut providers: Vec<OidcProvider> = Vec::new();
        for slug in slugs {
            let provider = OidcProvider::read(source, mode, slug);
            let taken = |domain: &&String| providers.iter().any(|other| other.domains.contains(domain));
            if let Some(domain) = provider.domains.iter().find(taken) {
                let fix = format!("{domain} is another provider's already: an address can go to one only");
                source.problem(&variable(&provider.slug, "DOMAINS"), fix);
            }
            providers.push(provider);
        }
        Self { providers }
    }
}

fn variable(slug: &str, what: &str) -> String {
    format!("KASSA_OIDC_{}_{what}", slug.to_uppercase())
}

impl OidcProvider {
    fn read(source: &mut Source, mode: Mode, slug: String) -> Self {
        let named = |what| variable(&slug, what);
        let issuer = source.needed::<Issuer>(true, &named("ISSUER"), ISSUER);
        if let Some(issuer) = issuer.as_ref().filter(|issuer| !issuer.may_be_reached(mode)) {
            source.problem(&named("ISSUER"), format!("{} must begin with https:// in production", issuer.text));
        }
        let client_id = source.needed::<String>(true, &named("CLIENT_ID"), "the name that the provider gave this shop");
        let client_secret = source.secret(&named("CLIENT_SECRET"), "the secret that the provider gave this shop");
        let name = source.optional::<String>(&named("NAME"), "the provider's name for people");
        let domains = source.optional::<Domains>(&named("DOMAINS"), DOMAINS);
        let groups_claim = source.optional::<String>(&named("GROUPS_CLAIM"), "the name of a claim");
        Self {
            name: name.unwrap_or_else(|| slug.clone()),
            // What is absent is a problem, so that nobody ever sees what stands in for it.
            issuer: issuer.map(|issuer| issuer.text).unwrap_or_default(),
            client_id: client_id.unwrap_or_default(),
            client_secret,
            domains: domains.map(|domains| domains.0).unwrap_or_default(),
            groups_claim: groups_claim.unwrap_or_else(|| "groups".to_owned()),
            slug,
        }
    }
}

struct Slugs(Vec<String>);

impl FromStr for Slugs {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let slugs: Vec<String> = text.split(',').map(|slug| slug.trim().to_owned()).collect();
        let plain = |slug: &String| {
            slug.starts_with(|c: char| c.is_ascii_lowercase())
                && slug.len() <= 30
                && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        let different = slugs.iter().enumerate().all(|(at, slug)| !slugs[..at].contains(slug));
        if different && slugs.iter().all(plain) { Ok(Self(slugs)) } else { Err(()) }
    }
}

/// As it was written: tokens have to say it to the letter.
struct Issuer {
    text: String,
    url: Url,
}

impl Issuer {
    /// Over TLS; without it only on this machine, or in a demonstration.
    fn may_be_reached(&self, mode: Mode) -> bool {
        let loopback = match self.url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        self.url.scheme() == "https" || loopback || mode.is_demo()
    }
}

impl FromStr for Issuer {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let url = Url::parse(text).map_err(|_| ())?;
        let web = matches!(url.scheme(), "http" | "https") && url.has_host();
        let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        if web && bare && url.password().is_none() { Ok(Self { text: text.to_owned(), url }) } else { Err(()) }
    }
}

struct Domains(Vec<String>);

impl FromStr for Domains {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let domain = |text: &str| format!("x@{}", text.trim()).parse::<Email>().map(|email| email.domain());
        text.split(',').map(|text| domain(text).map_err(|_| ())).collect::<Result<_, _>>().map(Self)
    }
}
