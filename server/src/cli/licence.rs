//! `kassa licence`: licences as files, verified without a network.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use commerce::clock::Clock;
use commerce::licence::{LicenceKeys, NotALicence, VerifyingKeys};
use domain::licence::{Claims, LicenceRefusal, Validity};
use jiff::Timestamp;
use messages::{Locale, Words};
use server::config::{Key, Source};

/// Verify licences, and print the keys that they are verified with.
#[derive(Debug, clap::Args)]
pub(crate) struct LicenceCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Verify a licence file: who signed it, and whether it is valid now.
    ///
    /// Needs no network and no database. Exit code 1 when it is not valid.
    Verify {
        /// The licence.
        file: PathBuf,
        /// The seller's public keys, as published at /.well-known/kassa/jwks.json. Without it, those of KASSA_LICENCE_KEY.
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
        /// Whether it is valid at this moment instead of now, like 2027-11-20T00:00:00Z.
        #[arg(long, value_name = "TIME")]
        at: Option<Timestamp>,
    },
    /// Print the public keys of KASSA_LICENCE_KEY and KASSA_LICENCE_KEY_OLD, as they are published.
    Keys,
}

impl LicenceCommand {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        match self.action {
            Action::Keys => {
                println!("{}", serde_json::to_string_pretty(&own_keys()?.jwks())?);
                Ok(ExitCode::SUCCESS)
            }
            Action::Verify { file, keys, at } => {
                let token = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
                let keys = match keys {
                    Some(path) => {
                        let text =
                            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
                        VerifyingKeys::read(&text).with_context(|| path.display().to_string())?
                    }
                    None => own_keys()?.verifying().clone(),
                };
                let now = at.unwrap_or_else(|| Clock::real().now());
                let (valid, said) = verdict(&keys, &token, now);
                println!("{said}");
                Ok(if valid { ExitCode::SUCCESS } else { ExitCode::FAILURE })
            }
        }
    }
}

/// The keys that the environment configures.
fn own_keys() -> anyhow::Result<LicenceKeys> {
    const FIX: &str = "64 hexadecimal digits";
    let mut source = Source::from_env().only("KASSA_LICENCE_KEY");
    let current = source.secret::<Key>("KASSA_LICENCE_KEY", FIX);
    let old = source.secret::<Key>("KASSA_LICENCE_KEY_OLD", FIX);
    let (current, old) = source.finish((current, old))?;
    match current {
        Some(current) => Ok(LicenceKeys::new(current.0, old.map(|key| key.0))),
        None => bail!("no keys: name a file with --keys, or set KASSA_LICENCE_KEY"),
    }
}

/// Whether a licence is valid, and what to tell a person about it.
fn verdict(keys: &VerifyingKeys, token: &str, now: Timestamp) -> (bool, String) {
    let words = Words::new(Locale::En);
    let claims = match keys.verify(token) {
        Ok(claims) => claims,
        Err(NotALicence::WrongSignature) => return (false, words.cli_licence_forged().to_owned()),
        Err(other) => return (false, other.to_string()),
    };
    let day = |second: i64| {
        let at = Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
        words.date(at.to_zoned(jiff::tz::TimeZone::UTC).date())
    };
    let (valid, verdict) = match claims.check(now) {
        Ok(Validity::Valid) => (true, words.cli_licence_ok(day(claims.valid_until))),
        Ok(Validity::InGrace) => (true, words.cli_licence_in_grace(day(claims.valid_until), day(claims.exp))),
        Err(LicenceRefusal::LicenceExpired) => (false, words.cli_licence_expired(day(claims.exp))),
        Err(LicenceRefusal::LicenceNotYetValid) => (false, words.cli_licence_not_yet(day(claims.nbf))),
    };
    (valid, format!("{verdict}\n{}", facts(&claims)))
}

fn facts(claims: &Claims) -> String {
    let Claims { iss, sub, plan, seats, account, subscription, lineage, sequence, grace_days, .. } = claims;
    let features = claims.features.join(", ");
    format!(
        "  licence       {sub} (number {sequence} of {lineage})\n  issued by     {iss}\n  account       {account}\n  \
         subscription  {subscription}\n  plan          {plan}, {seats} seats\n  features      {features}\n  \
         grace         {grace_days} days"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A licence until 18 May 2033 with 14 days of grace, of the format's documentation.
    fn claims() -> Claims {
        serde_json::from_value(serde_json::json!({
            "iss": "https://shop.example", "sub": "lic_00000000000000000000000003", "aud": "suite",
            "iat": 1_900_000_000, "nbf": 1_900_000_000, "exp": 2_001_209_600,
            "jti": "lic_00000000000000000000000003.1", "basis": "paid", "plan": "premium", "seats": 25,
            "features": ["audit", "sso"], "subscription": "sub_00000000000000000000000001",
            "account": "acc_00000000000000000000000002", "lineage": "lic_00000000000000000000000003", "sequence": 1,
            "valid_until": 2_000_000_000, "grace_days": 14
        }))
        .expect("claims")
    }

    #[test]
    fn what_a_licence_is_worth_is_said_with_the_days_that_matter() {
        let keys = LicenceKeys::new([7; 32], None);
        let token = keys.sign(&claims()).token;
        let said = |second| {
            let (valid, said) = verdict(keys.verifying(), &token, Timestamp::from_second(second).expect("a moment"));
            (valid, said.lines().next().unwrap_or_default().to_owned())
        };
        assert_eq!(said(1_899_999_999), (false, "The licence begins on March 17, 2030.".to_owned()));
        assert_eq!(said(1_999_999_999), (true, "The licence is valid until May 18, 2033.".to_owned()));
        let grace = "The licence ended on May 18, 2033; its days of grace run until June 1, 2033.";
        assert_eq!(said(2_000_000_000), (true, grace.to_owned()));
        assert_eq!(said(2_001_209_599), (true, grace.to_owned()));
        assert_eq!(said(2_001_209_600), (false, "The licence ended on June 1, 2033.".to_owned()));
    }
}
