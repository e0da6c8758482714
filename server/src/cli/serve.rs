//! `kassa serve`.

use std::process::ExitCode;

use anyhow::Context;
use server::config::Config;
use server::start::Server;
use server::telemetry;

use super::stop;

/// Serve the site.
///
/// Configuration comes from the environment; every problem is reported before anything starts. Production is the default;
/// only KASSA_MODE=demo brings the stand-in payment provider, the test clock and /dev/mail.
#[derive(Debug, clap::Args)]
#[command(after_long_help = VARIABLES)]
pub(crate) struct Serve {}

const VARIABLES: &str = "\
Environment:
  KASSA_MODE                    production (default) or demo
  KASSA_LISTEN                  address and port to listen on; 127.0.0.1:8080
  KASSA_BASE_URL                the site's address as buyers see it (required, https)
  KASSA_TRUSTED_PROXIES         addresses of proxies whose X-Forwarded-For counts
  KASSA_COUNTRY_HEADER          the header in which they say the country of an address (evidence of an order)
  KASSA_DATABASE_URL            sqlite:PATH or postgres://…; sqlite:data/kassa.db
  KASSA_SITE_DIR                the browser bundle; dist
  KASSA_CATALOGUE               what is sold: a file, or a directory of versions (required)
  KASSA_TAX_TABLE               rates by country and day; the built-in one
  KASSA_GATEWAY_URL             the payment provider (required, https)
  KASSA_GATEWAY_KEY             its secret key for us (required)
  KASSA_GATEWAY_WEBHOOK_SECRET  what its webhooks are signed with (required)
  KASSA_SMTP_URL                the mail server (required)
  KASSA_MAIL_FROM               the sender of mails (required)
  KASSA_SALES_EMAIL             where requests for an offer go (required)
  KASSA_SALES_LANGUAGE          in which language; en
  KASSA_SELLER                  the seller's name as buyers know it (required)
  KASSA_SELLER_ADDRESS          its postal address for receipts, lines divided by ;
  KASSA_SELLER_VAT_ID           its VAT id for receipts
  KASSA_SUPPORT_EMAIL           where a person answers (required)
  KASSA_TERMS_VERSION           the version of the terms that buyers accept (required)
  KASSA_TERMS_URL               where they are read (required)
  KASSA_PRODUCT                 the product's name in licences; suite
  KASSA_LICENCE_GRACE_DAYS      days a paid licence works beyond what is paid; 14
  KASSA_SERVER_KEY              64 hexadecimal digits, secret (required)
  KASSA_LICENCE_KEY             64 hexadecimal digits, secret: signs licences (required)
  KASSA_LICENCE_KEY_OLD         the one before, so that its licences stay valid
  KASSA_OIDC_PROVIDERS          short names of OpenID providers that sign people in, like acme,google; none
  KASSA_OIDC_ACME_ISSUER        who acme is, as its tokens say it (https; required for each name, as the next one)
  KASSA_OIDC_ACME_CLIENT_ID     whom it knows us as
  KASSA_OIDC_ACME_CLIENT_SECRET our secret there; none for a public client
  KASSA_OIDC_ACME_NAME          its name for people; its short name
  KASSA_OIDC_ACME_DOMAINS       e-mail domains that are its own, divided by commas; none: a button for everybody
  KASSA_OIDC_ACME_GROUPS_CLAIM  the claim that names a person's groups; groups
  KASSA_STAFF_PROVIDER          whose people are your own: one of these short names
  KASSA_STAFF_GROUPS            what its groups mean, like helpdesk=support,risk=compliance; kassa-support=support and so on
  KASSA_DNS_SERVER              who is asked for records of domains, like 192.0.2.53:53; the system's own
  KASSA_RATE_LIMIT              requests per minute and client; 600, 0 for no limit
  KASSA_BODY_LIMIT              the largest request body in bytes; 262144
  KASSA_TIMEOUT                 seconds until a request is given up; 30
  KASSA_LOG, KASSA_LOG_FORMAT   what is logged (info) and how: json, or text in a demo
Only with KASSA_MODE=demo, which needs of the above the gateway only:
  KASSA_TEST_CLOCK              the moment at which the test clock stands at first
  KASSA_CRASH_AT                the name of a point at which the process kills itself";

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let config = Config::from_env()?;
        telemetry::start_log(&config.log).context("KASSA_LOG is not usable")?;
        let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
        runtime.block_on(async {
            let server = Server::open(config).await?;
            let address = server.state().base_url().clone();
            let server = server.prepare().await?;
            println!("listening on {address}");
            server.run(stop::requested()).await
        })?;
        // Whatever still runs by itself has nothing left to answer.
        runtime.shutdown_timeout(std::time::Duration::from_secs(1));
        Ok(ExitCode::SUCCESS)
    }
}
