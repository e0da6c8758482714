//! The shop put together: the only place that names adapters.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use commerce::adapters::dns::{DnsConfig, DnsResolver};
use commerce::adapters::gateway::sandbox::{Sandbox, SandboxConfig};
use commerce::adapters::identity::oidc::{Oidc, OidcConfig};
use commerce::adapters::mailer::demo::DemoMailer;
use commerce::adapters::mailer::smtp::SmtpMailer;
use commerce::clock::{Clock, Reading};
use commerce::commerce::{Commerce, Parts, Seller};
use commerce::crash::Crash;
use commerce::goods::Goods;
use commerce::licence::LicenceKeys;
use commerce::ports::identity_provider::{IdentityProvider, IdentityProviders};
use commerce::ports::mailer::Mailer;
use commerce::random::Random;
use commerce::secret::ServerKey;
use commerce::store::{PoolSizes, Store};
use domain::access::oidc::Provider;
use jiff::SignedDuration;
use messages::mail::House;
use url::Url;

use crate::config::{self, Config, Demo, Mode, TermsUrl};
use crate::dev;

/// How long the payment provider's answer is waited for; after that the outcome is unknown and is asked for later.
const GATEWAY_PATIENCE: Duration = Duration::from_secs(10);

/// How long an identity provider's answer is waited for: somebody waits for it.
const IDENTITY_PATIENCE: Duration = Duration::from_secs(5);
/// How often at most a provider's keys are asked for again because a token names one that is not known.
const KEYS_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// How long a name server's answer is waited for: somebody waits for it.
const DNS_PATIENCE: Duration = Duration::from_secs(5);

/// The shop of a configuration, reached at `base_url`.
///
/// # Errors
/// A value that an adapter cannot work with, by the name of its variable.
pub fn shop(config: &Config, goods: Goods, store: Store, base_url: &Url) -> anyhow::Result<Commerce> {
    let gateway = Arc::new(gateway(&config.gateway)?);
    let keys = &config.keys;
    Ok(Commerce::new(Parts {
        mailer: mailer(&config.mail, &store)?,
        store,
        goods,
        seller: seller(config, base_url),
        server_key: ServerKey::from_bytes(keys.server.0),
        licence_keys: LicenceKeys::new(keys.licence.0, keys.licence_old.as_ref().map(|key| key.0)),
        gateway: gateway.clone(),
        wallet: gateway,
        identity_providers: identity_providers(&config.oidc)?,
        staffing: config.staff.staffing.clone(),
        resolver: Arc::new(resolver(&config.dns)?),
        crash: config.demo.crash_at.map_or(Crash::NEVER, Crash::at),
    }))
}

/// The database of a configuration, with the clock of its mode.
///
/// # Errors
/// It cannot be opened.
pub async fn store(config: &Config) -> anyhow::Result<Store> {
    store_at(config, clock(config.mode, &config.demo)).await
}

/// The same database with another clock: how the examples of a demonstration come to have a past.
///
/// # Errors
/// It cannot be opened.
pub async fn store_at(config: &Config, clock: Clock) -> anyhow::Result<Store> {
    let url = &config.database.url;
    Store::open(url, PoolSizes::default(), clock, Random::system())
        .await
        .with_context(|| format!("cannot open the database {url:?}; KASSA_DATABASE_URL names it"))
}

fn clock(mode: Mode, demo: &Demo) -> Clock {
    match (mode, demo.frozen_at) {
        (Mode::Production, _) => Clock::real(),
        (Mode::Demo, Some(at)) => Clock::test(Reading::Frozen(at)),
        (Mode::Demo, None) => Clock::test(Reading::Ahead(SignedDuration::ZERO)),
    }
}

fn gateway(config: &config::Gateway) -> anyhow::Result<Sandbox> {
    Sandbox::new(SandboxConfig {
        url: config.url.clone(),
        secret_key: config.key.reveal().to_owned(),
        webhook_secret: config.webhook_secret.reveal().to_owned(),
        patience: GATEWAY_PATIENCE,
    })
    .context("KASSA_GATEWAY_URL, KASSA_GATEWAY_KEY, KASSA_GATEWAY_WEBHOOK_SECRET: the payment provider cannot be used")
}

fn identity_providers(config: &config::Oidc) -> anyhow::Result<IdentityProviders> {
    let clients = config.providers.iter().map(|one| {
        let client = Oidc::new(OidcConfig {
            provider: Provider {
                slug: one.slug.clone(),
                name: one.name.clone(),
                issuer: one.issuer.clone(),
                client_id: one.client_id.clone(),
                domains: one.domains.clone(),
            },
            client_secret: one.client_secret.as_ref().map(|secret| secret.reveal().to_owned()),
            groups_claim: one.groups_claim.clone(),
            patience: IDENTITY_PATIENCE,
            keys_again_after: KEYS_AGAIN_AFTER,
            plain_http: one.issuer.starts_with("http://"),
        });
        let client = client.with_context(|| format!("KASSA_OIDC_PROVIDERS: {} cannot be used", one.slug))?;
        Ok(Arc::new(client) as Arc<dyn IdentityProvider>)
    });
    clients.collect::<anyhow::Result<Vec<_>>>().map(IdentityProviders::new)
}

fn resolver(config: &config::Dns) -> anyhow::Result<DnsResolver> {
    DnsResolver::new(DnsConfig { server: config.server, patience: DNS_PATIENCE })
        .context("KASSA_DNS_SERVER: records of domains cannot be looked up")
}

fn mailer(config: &config::Mail, store: &Store) -> anyhow::Result<Arc<dyn Mailer>> {
    let Some(url) = &config.smtp_url else { return Ok(Arc::new(DemoMailer::new(store.clone()))) };
    let mailer = SmtpMailer::new(url.reveal(), &config.from).context("KASSA_SMTP_URL, KASSA_MAIL_FROM")?;
    Ok(Arc::new(mailer))
}

fn seller(config: &Config, base_url: &Url) -> Seller {
    let config::Seller { name, address, vat_id, support_email, terms_version, terms_url, product, grace_days } =
        config.seller.clone();
    let home_url = base_url.as_str().trim_end_matches('/').to_owned();
    let demo = config.mode.is_demo();
    Seller {
        house: House { seller: name, home_url: home_url.clone(), support_email: support_email.to_string(), demo },
        address,
        vat_id,
        terms_version,
        terms_url: match terms_url {
            Some(TermsUrl::Web(url)) => url.into(),
            Some(TermsUrl::Path(path)) => format!("{home_url}{path}"),
            None => format!("{home_url}{}", dev::TERMS),
        },
        sales_email: config.mail.sales.clone(),
        sales_language: config.mail.sales_language.code().to_owned(),
        product,
        grace_days,
    }
}
