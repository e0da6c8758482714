//! Who our own people are: `KASSA_STAFF_PROVIDER`, `KASSA_STAFF_GROUPS`.

use std::str::FromStr;

use domain::access::{StaffRole, Staffing};

use super::{Gateway, Mode, Oidc, OidcProvider, Source};

/// Our own people, as their provider knows them; nobody unless said.
#[derive(Clone, Debug, Default)]
pub struct Staff {
    /// Which of a provider's groups mean what.
    pub staffing: Option<Staffing>,
}

const PROVIDER: &str = "KASSA_STAFF_PROVIDER";
const GROUPS: &str = "KASSA_STAFF_GROUPS";
const WHICH: &str = "one of the short names in KASSA_OIDC_PROVIDERS";
const MEANING: &str = "groups and what they mean divided by commas, like helpdesk=support,risk=compliance; the roles are \
                       support, sales, compliance and admin";
/// The provider of a demonstration: part of the payment provider's stand-in.
const EMBEDDED: &str = "staff";

impl Staff {
    /// Reads the section. A demonstration that names nobody has the people of the stand-in; their provider joins the others.
    pub(super) fn read(source: &mut Source, mode: Mode, oidc: &mut Oidc, gateway: &Gateway) -> Self {
        let slug = source.optional::<String>(PROVIDER, WHICH);
        let groups = source.optional::<Groups>(GROUPS, MEANING);
        if slug.is_none() && mode.is_demo() && !oidc.providers.iter().any(|known| known.slug == EMBEDDED) {
            oidc.providers.push(embedded(gateway));
        }
        let embedded = mode.is_demo().then(|| EMBEDDED.to_owned());
        let Some(slug) = slug.or(embedded) else {
            if groups.is_some() {
                source.problem(PROVIDER, format!("is missing: {GROUPS} are groups of {WHICH}"));
            }
            return Self::default();
        };
        let Some(provider) = oidc.providers.iter().find(|known| known.slug == slug) else {
            source.problem(PROVIDER, format!("{slug:?} is none: write {WHICH}"));
            return Self::default();
        };
        if provider.domains.is_empty() {
            let variable = format!("KASSA_OIDC_{}_DOMAINS", provider.slug.to_uppercase());
            source
                .problem(&variable, "is missing: the provider of our own people speaks for their e-mail domain alone");
        }
        let groups = groups.unwrap_or_default().0;
        Self { staffing: Some(Staffing { issuer: provider.issuer.clone(), groups }) }
    }
}

/// The people of the payment provider's stand-in.
fn embedded(gateway: &Gateway) -> OidcProvider {
    OidcProvider {
        slug: EMBEDDED.to_owned(),
        name: "Kassa staff".to_owned(),
        issuer: format!("{}/identity", gateway.url.as_str().trim_end_matches('/')),
        client_id: "kassa".to_owned(),
        client_secret: None,
        domains: vec!["kassa.example".to_owned()],
        groups_claim: "groups".to_owned(),
    }
}

/// Groups, and the role of whoever is in one.
struct Groups(Vec<(String, StaffRole)>);

impl Default for Groups {
    /// Groups that are called like the roles, after `kassa-`.
    fn default() -> Self {
        Self(StaffRole::ALL.map(|role| (format!("kassa-{}", role.name()), role)).to_vec())
    }
}

impl FromStr for Groups {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let one = |pair: &str| {
            let (group, role) = pair.split_once('=').ok_or(())?;
            let role = StaffRole::ALL.into_iter().find(|known| known.name() == role.trim()).ok_or(())?;
            let group = group.trim();
            if group.is_empty() { Err(()) } else { Ok((group.to_owned(), role)) }
        };
        text.split(',').map(one).collect::<Result<_, ()>>().map(Self)
    }
}
