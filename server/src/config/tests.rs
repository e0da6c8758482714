//! What a server may be started with.

use commerce::crash::CrashPoint;

use domain::access::StaffRole;

use super::*;

fn read(variables: &[(&str, &str)]) -> Result<Config, Problems> {
    Config::read(Source::new(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))))
}

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

const SHOP: [(&str, &str); 14] = [
    ("KASSA_BASE_URL", "https://shop.example.com"),
    ("KASSA_CATALOGUE", "catalogue/ours.toml"),
    ("KASSA_GATEWAY_URL", "https://pay.example.com"),
    ("KASSA_GATEWAY_KEY", "sk_live_hunter2"),
    ("KASSA_GATEWAY_WEBHOOK_SECRET", "whsec_hunter2"),
    ("KASSA_SMTP_URL", "smtps://shop:hunter2@mail.example.com"),
    ("KASSA_MAIL_FROM", "Shop <shop@example.com>"),
    ("KASSA_SALES_EMAIL", "sales@example.com"),
    ("KASSA_SELLER", "Shop Ltd"),
    ("KASSA_SUPPORT_EMAIL", "help@example.com"),
    ("KASSA_TERMS_VERSION", "2026-01"),
    ("KASSA_TERMS_URL", "https://shop.example.com/terms"),
    ("KASSA_SERVER_KEY", KEY),
    ("KASSA_LICENCE_KEY", KEY),
];

#[test]
fn production_is_the_default_and_names_everything_it_lacks_at_once() {
    let problems = read(&[]).unwrap_err();
    let mut names: Vec<&str> = problems.0.iter().map(|problem| problem.variable.as_str()).collect();
    let mut wanted: Vec<&str> = SHOP.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(names, wanted);
    assert!(problems.0.iter().all(|problem| problem.fix.starts_with("is missing: ")), "{problems}");
}

#[test]
fn a_complete_shop_starts_and_lacks_nothing() {
    let config = read(&SHOP).unwrap();
    assert_eq!(config.mode, Mode::Production);
    for (absent, _) in SHOP {
        let rest: Vec<_> = SHOP.into_iter().filter(|(name, _)| *name != absent).collect();
        let problems = read(&rest).unwrap_err();
        assert_eq!(problems.0.len(), 1, "{problems}");
        assert_eq!(problems.0[0].variable, absent);
    }
}

#[test]
fn secrets_are_not_printed() {
    let printed = format!("{:?}", read(&SHOP).unwrap());
    assert!(!printed.contains("hunter2") && !printed.contains("sk_live") && !printed.contains("0011"), "{printed}");
}

const DEMO: [(&str, &str); 4] = [
    ("KASSA_MODE", "demo"),
    ("KASSA_GATEWAY_URL", "http://127.0.0.1:8081"),
    ("KASSA_GATEWAY_KEY", "sk_test_1"),
    ("KASSA_GATEWAY_WEBHOOK_SECRET", "whsec_1"),
];

#[test]
fn what_belongs_to_a_demonstration_is_refused_in_a_shop() {
    let switches = [("KASSA_TEST_CLOCK", "2026-11-20T09:00:00Z"), ("KASSA_CRASH_AT", "captured")];
    let problems = read(&[&SHOP[..], &switches[..]].concat()).unwrap_err();
    assert_eq!(problems.0.len(), 2, "{problems}");
    let config = read(&[&DEMO[..], &switches[..]].concat()).unwrap();
    assert_eq!(config.demo.crash_at, Some(CrashPoint::Captured));
}

#[test]
fn a_shop_is_reached_over_tls_only() {
    for (name, value) in
        [("KASSA_BASE_URL", "http://shop.example.com"), ("KASSA_GATEWAY_URL", "http://pay.example.com")]
    {
        let variables: Vec<_> = SHOP.map(|pair| if pair.0 == name { (name, value) } else { pair }).into();
        let problems = read(&variables).unwrap_err();
        assert!(problems.to_string().contains("https://"), "{problems}");
    }
}

#[test]
fn a_demonstration_needs_a_gateway_and_nothing_else() {
    let config = read(&DEMO).unwrap();
    assert!(config.mail.smtp_url.is_none() && config.goods.catalogue.is_none());
    let problems = read(&DEMO[..3]).unwrap_err();
    assert_eq!(problems.0.len(), 1, "{problems}");
    assert_eq!(problems.0[0].variable, "KASSA_GATEWAY_WEBHOOK_SECRET");
}

#[test]
fn the_terms_are_read_on_the_web_or_on_this_site() {
    for (written, read_as) in [
        ("http://shop.example.com/terms", TermsUrl::Web("http://shop.example.com/terms".parse().unwrap())),
        ("/terms?version=2", TermsUrl::Path("/terms?version=2".to_owned())),
    ] {
        let config = read(&[&SHOP[..], &[("KASSA_TERMS_URL", written)]].concat()).unwrap();
        assert_eq!(config.seller.terms_url, Some(read_as));
    }
}

#[test]
fn the_seller_of_a_demonstration_passes_its_own_checks() {
    let demo = read(&DEMO).unwrap().seller;
    let variables = [("KASSA_SELLER_VAT_ID", demo.vat_id.as_deref().unwrap()), ("KASSA_LICENCE_GRACE_DAYS", "366")];
    let config = read(&[&SHOP[..], &variables[..]].concat()).unwrap();
    assert_eq!((config.seller.vat_id, config.seller.grace_days), (demo.vat_id, 366));
}

#[test]
fn values_that_cannot_be_read_say_what_to_write() {
    for (name, value) in [
        ("KASSA_MODE", "staging"),
        ("KASSA_LISTEN", "8080"),
        ("KASSA_BASE_URL", "https://shop.example.com/path"),
        ("KASSA_TRUSTED_PROXIES", "10.0.0.1, proxy"),
        ("KASSA_RATE_LIMIT", "-1"),
        ("KASSA_LOG_FORMAT", "xml"),
        ("KASSA_CRASH_AT", "somewhere"),
        ("KASSA_DATABASE_URL", "mysql://localhost"),
        ("KASSA_LICENCE_KEY", "short"),
        ("KASSA_TERMS_URL", "shop.example.com/terms"),
        ("KASSA_TERMS_URL", "javascript:alert(1)"),
        ("KASSA_TERMS_URL", "//evil.example.com/terms"),
        ("KASSA_TERMS_URL", "/\\evil.example.com"),
        ("KASSA_TERMS_URL", "/\t/evil.example.com"),
        ("KASSA_TIMEOUT", "0"),
        ("KASSA_BODY_LIMIT", "0"),
        ("KASSA_SELLER_VAT_ID", "NL123456783B90"),
        ("KASSA_SELLER_VAT_ID", "123456782B90"),
        ("KASSA_LICENCE_GRACE_DAYS", "367"),
        ("KASSA_LICENCE_GRACE_DAYS", "-1"),
    ] {
        let problems = read(&[&SHOP[..], &[(name, value)]].concat()).unwrap_err();
        let found = problems.0.iter().find(|problem| problem.variable == name);
        assert!(found.is_some_and(|problem| problem.fix.contains("not usable: ")), "{name}: {problems}");
    }
}

const OIDC: [(&str, &str); 9] = [
    ("KASSA_OIDC_PROVIDERS", "acme, google"),
    ("KASSA_OIDC_ACME_ISSUER", "https://login.acme.com/"),
    ("KASSA_OIDC_ACME_CLIENT_ID", "kassa"),
    ("KASSA_OIDC_ACME_CLIENT_SECRET", "hunter2"),
    ("KASSA_OIDC_ACME_NAME", "Acme"),
    ("KASSA_OIDC_ACME_DOMAINS", "Acme.com, acme.de"),
    ("KASSA_OIDC_ACME_GROUPS_CLAIM", "roles"),
    ("KASSA_OIDC_GOOGLE_ISSUER", "https://accounts.google.com"),
    ("KASSA_OIDC_GOOGLE_CLIENT_ID", "kassa"),
];

#[test]
fn providers_are_named_and_each_has_its_variables() {
    let config = read(&[&SHOP[..], &OIDC[..]].concat()).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
    let [acme, google] = &config.oidc.providers[..] else { panic!("two providers") };
    assert_eq!((acme.name.as_str(), acme.issuer.as_str()), ("Acme", "https://login.acme.com/"));
    assert_eq!((acme.domains.join(" "), acme.groups_claim.as_str()), ("acme.com acme.de".to_owned(), "roles"));
    assert_eq!((google.name.as_str(), google.groups_claim.as_str()), ("google", "groups"));
    assert!(google.client_secret.is_none() && google.domains.is_empty());
}

#[test]
fn what_is_wrong_with_a_provider_is_named_at_once() {
    let wrong = [
        ("KASSA_OIDC_PROVIDERS", "acme,google,beta"),
        ("KASSA_OIDC_ACME_ISSUER", "http://login.acme.com"),
        ("KASSA_OIDC_GOOGLE_DOMAINS", "acme.de"),
        ("KASSA_OIDC_BETA_DOMAINS", "not a domain"),
        ("KASSA_OIDC_GAMMA_ISSUER", "https://gamma.example"),
    ];
    let problems = read(&[&SHOP[..], &OIDC[..], &wrong[..]].concat()).unwrap_err();
    let mut named: Vec<&str> = problems.0.iter().map(|problem| problem.variable.as_str()).collect();
    named.sort_unstable();
    let expected = [
        "KASSA_OIDC_ACME_ISSUER",
        "KASSA_OIDC_BETA_CLIENT_ID",
        "KASSA_OIDC_BETA_DOMAINS",
        "KASSA_OIDC_BETA_ISSUER",
        "KASSA_OIDC_GAMMA_ISSUER",
        "KASSA_OIDC_GOOGLE_DOMAINS",
    ];
    assert_eq!(named, expected, "{problems}");
    for names in ["acme,acme", "Acme", "acme,", "ac-me", "1acme"] {
        let problems = read(&[&SHOP[..], &[("KASSA_OIDC_PROVIDERS", names)]].concat()).unwrap_err();
        assert!(problems.to_string().contains("different short names"), "{names}: {problems}");
    }
}

#[test]
fn a_provider_without_tls_is_on_this_machine_or_in_a_demonstration() {
    let at = |issuer| {
        [("KASSA_OIDC_PROVIDERS", "acme"), ("KASSA_OIDC_ACME_ISSUER", issuer), ("KASSA_OIDC_ACME_CLIENT_ID", "kassa")]
    };
    for (issuer, in_a_shop) in [
        ("http://127.0.0.1:8440", true),
        ("http://localhost:8440", true),
        ("http://[::1]:8440", true),
        ("http://login.acme.com", false),
        ("http://localhost.evil.example", false),
    ] {
        assert_eq!(read(&[&SHOP[..], &at(issuer)[..]].concat()).is_ok(), in_a_shop, "{issuer}");
        assert!(read(&[&DEMO[..], &at(issuer)[..]].concat()).is_ok(), "{issuer}");
    }
    for issuer in ["login.acme.com", "ftp://acme.com", "https://acme.com/?a=b", "https://u:p@acme.com"] {
        assert!(read(&[&SHOP[..], &at(issuer)[..]].concat()).is_err(), "{issuer}");
    }
}

#[test]
fn our_own_people_are_groups_of_one_provider() {
    let staff = [("KASSA_STAFF_PROVIDER", "acme"), ("KASSA_STAFF_GROUPS", "help = support, risk=compliance,it=admin")];
    let staffing = read(&[&SHOP[..], &OIDC[..], &staff[..]].concat()).unwrap().staff.staffing.unwrap();
    assert_eq!(staffing.issuer, "https://login.acme.com/");
    let groups = [("help", StaffRole::Support), ("risk", StaffRole::Compliance), ("it", StaffRole::Admin)];
    assert_eq!(staffing.groups, groups.map(|(group, role)| (group.to_owned(), role)));
    let by_default = read(&[&SHOP[..], &OIDC[..], &staff[..1]].concat()).unwrap().staff.staffing.unwrap();
    assert_eq!(by_default.groups[0], ("kassa-support".to_owned(), StaffRole::Support));
    assert!(read(&[&SHOP[..], &OIDC[..]].concat()).unwrap().staff.staffing.is_none(), "nobody unless said");
    for (wrong, variable) in [
        (&[("KASSA_STAFF_PROVIDER", "beta")][..], "KASSA_STAFF_PROVIDER"),
        (&[("KASSA_STAFF_PROVIDER", "google")], "KASSA_OIDC_GOOGLE_DOMAINS"),
        (&[("KASSA_STAFF_GROUPS", "help=support")], "KASSA_STAFF_PROVIDER"),
        (&[("KASSA_STAFF_PROVIDER", "acme"), ("KASSA_STAFF_GROUPS", "help=king")], "KASSA_STAFF_GROUPS"),
        (&[("KASSA_STAFF_PROVIDER", "acme"), ("KASSA_STAFF_GROUPS", "support")], "KASSA_STAFF_GROUPS"),
    ] {
        let problems = read(&[&SHOP[..], &OIDC[..], wrong].concat()).unwrap_err();
        let named: Vec<&str> = problems.0.iter().map(|problem| problem.variable.as_str()).collect();
        assert_eq!(named, [variable], "{problems}");
    }
}

#[test]
fn a_demonstration_has_the_people_of_the_stand_in() {
    let config = read(&DEMO).unwrap();
    let [provider] = &config.oidc.providers[..] else { panic!("one provider") };
    let issuer = format!("{}identity", config.gateway.url);
    assert_eq!((provider.slug.as_str(), provider.issuer.as_str()), ("staff", issuer.as_str()));
    assert_eq!(config.staff.staffing.unwrap().issuer, issuer);
    let named = [("KASSA_STAFF_PROVIDER", "acme")];
    let config = read(&[&DEMO[..], &OIDC[..], &named[..]].concat()).unwrap();
    assert_eq!(config.oidc.providers.len(), 2, "unless it names its own");
}

#[test]
fn a_name_server_is_an_address_with_a_port() {
    assert_eq!(read(&SHOP).unwrap().dns.server, None);
    let at = |server| read(&[&SHOP[..], &[("KASSA_DNS_SERVER", server)]].concat());
    assert_eq!(at("[2001:db8::53]:53").unwrap().dns.server, "[2001:db8::53]:53".parse().ok());
    for wrong in ["dns.example.com:53", "192.0.2.53"] {
        assert!(at(wrong).unwrap_err().to_string().contains("like 192.0.2.53:53"), "{wrong}");
    }
}
