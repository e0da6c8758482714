//! The mails as they arrive: snapshots per locale, and that nothing a buyer typed becomes markup.

use domain::money::{Currency, Money};
use jiff::civil::date;
use messages::mail::{self, House, MailContent};
use messages::{Locale, Words};

fn house() -> House {
    House {
        seller: "Kassa".to_owned(),
        home_url: "https://shop.example".to_owned(),
        support_email: "help@shop.example".to_owned(),
        demo: true,
    }
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn receipt_facts() -> mail::ReceiptFacts {
    mail::ReceiptFacts {
        name: "Ada Lovelace".to_owned(),
        order_number: "K-2026-0042".to_owned(),
        company: "Analytical Engines & Sons".to_owned(),
        ordered_on: date(2026, 11, 20),
        lines: vec![mail::ReceiptLine {
            label: "Premium".to_owned(),
            detail: "25 × 324.00".to_owned(),
            amount: eur(810_000),
        }],
        subtotal: eur(810_000),
        discount: Some(eur(121_500)),
        taxes: vec![mail::ReceiptTax { rate: "19".parse().expect("a rate"), amount: eur(130_815) }],
        total: eur(819_315),
        paid_with: Some("Visa •••• 4242".to_owned()),
        tax_note: None,
        renewal: Some(mail::Renewal { on: date(2027, 11, 20), amount: eur(963_900) }),
        order_url: "https://shop.example/orders/ord_1?a=1&b=2".to_owned(),
        licence: Some("eyJhbGciOiJFZERTQSJ9.eyJzZWF0cyI6MjV9.c2ln".to_owned()),
    }
}

fn lead_facts() -> mail::LeadFacts {
    mail::LeadFacts {
        reference: "L-0007".to_owned(),
        name: "Grace Hopper".to_owned(),
        email: "grace@navy.example".to_owned(),
        company: "Navy".to_owned(),
        country: "US".to_owned(),
        plan: Some("Ultimate Dedicated".to_owned()),
        seats: Some(12_000),
        message: "First line\nSecond line".to_owned(),
    }
}

/// Somebody who named neither plan nor seats.
fn open_lead() -> mail::LeadFacts {
    mail::LeadFacts { plan: None, seats: None, message: String::new(), ..lead_facts() }
}

fn remark() -> String {
    "Two seats less, please".to_owned()
}

fn asked() -> mail::ApprovalRequestFacts {
    mail::ApprovalRequestFacts {
        sender: "Ada Lovelace".to_owned(),
        company: "Analytical Engines & Sons".to_owned(),
        item: "Premium, 25".to_owned(),
        total: eur(819_315),
        tax_included: true,
        note: remark(),
        url: "https://shop.example/l/1".to_owned(),
        expires_at: "2026-12-04T12:00:00Z".parse().expect("an instant"),
    }
}

fn answered(given: mail::Given) -> mail::ApprovalAnswerFacts {
    mail::ApprovalAnswerFacts {
        name: "Ada Lovelace".to_owned(),
        approver: "boss@acme.example".to_owned(),
        given,
        item: "Premium, 25".to_owned(),
        url: "https://shop.example/l/2".to_owned(),
    }
}

fn joining() -> mail::JoinRequestFacts {
    mail::JoinRequestFacts {
        account: "Acme GmbH".to_owned(),
        name: Some("Grace Hopper".to_owned()),
        email: "grace@acme.example".to_owned(),
        url: "https://shop.example/account/members?account=acc_1".to_owned(),
    }
}

fn joined(role: Option<String>) -> mail::JoinAnswerFacts {
    let url = "https://shop.example/account/members?account=acc_1".to_owned();
    mail::JoinAnswerFacts { account: "Acme GmbH".to_owned(), role, url }
}

fn member(role: Option<&str>, by_known: bool) -> mail::MembershipFacts {
    let url = "https://shop.example/account/members?account=acc_1".to_owned();
    let (role, by) = (role.map(str::to_owned), by_known.then(|| "eve@hexagon.example".to_owned()));
    mail::MembershipFacts { account: "Hexagon Werke GmbH".to_owned(), role, by, url }
}

fn lost() -> mail::DomainLostFacts {
    mail::DomainLostFacts {
        account: "Acme GmbH".to_owned(),
        domain: "acme.example".to_owned(),
        record: "_kassa-challenge.acme.example".to_owned(),
        url: "https://shop.example/account/settings?account=acc_1".to_owned(),
    }
}

/// Every mail with ordinary facts.
fn linked() -> mail::IdentityLinkedFacts {
    mail::IdentityLinkedFacts { provider: "Acme".to_owned(), url: "https://shop.example/account/security".to_owned() }
}

fn acting() -> mail::ActingFacts {
    mail::ActingFacts {
        account: "Hexagon Werke GmbH".to_owned(),
        reason: "Asked by phone to correct the address".to_owned(),
        began_at: "2026-11-27T12:00:00Z".parse().expect("an instant"),
        until: "2026-11-27T13:00:00Z".parse().expect("an instant"),
        url: "https://shop.example/account/audit?account=acc_1".to_owned(),
    }
}

fn handed_over(by: Option<&str>) -> mail::HandedOverFacts {
    mail::HandedOverFacts {
        account: "Hexagon Werke GmbH".to_owned(),
        owner: "eve@hexagon.example".to_owned(),
        by: by.map(str::to_owned),
        url: "https://shop.example/account/members?account=acc_1".to_owned(),
    }
}

fn restored() -> mail::OwnerRestoredFacts {
    mail::OwnerRestoredFacts {
        account: "Hexagon Werke GmbH".to_owned(),
        owner: "eve@hexagon.example".to_owned(),
        reason: "The owner left the company".to_owned(),
        url: "https://shop.example/account/members?account=acc_1".to_owned(),
    }
}

fn all(words: Words) -> Vec<(&'static str, MailContent)> {
    let (house, name, plan) = (house(), "Ada Lovelace".to_owned(), "Premium".to_owned());
    let url = "https://shop.example/x/1".to_owned();
    let started = mail::TrialStartedFacts {
        name: name.clone(),
        plan: plan.clone(),
        seats: 1,
        ends_on: date(2026, 12, 20),
        trial_url: url.clone(),
        licence: Some("eyJ0.cmlhbA.c2ln".to_owned()),
    };
    let ending = mail::TrialEndingFacts {
        name: name.clone(),
        plan: plan.clone(),
        ends_on: date(2026, 12, 20),
        days_left: 3,
        convertible_until: date(2027, 1, 19),
        convert_url: url.clone(),
    };
    let ended = mail::TrialEndedFacts {
        name: name.clone(),
        plan: plan.clone(),
        ended_on: date(2026, 12, 20),
        convertible_until: date(2027, 1, 19),
        convert_url: url.clone(),
    };
    let failed = mail::PaymentFailedFacts {
        name,
        order_number: "K-2026-0042".to_owned(),
        amount: eur(819_315),
        reason: "…".to_owned(),
        pay_url: url.clone(),
    };
    let link = mail::CheckoutLinkFacts {
        sender: Some("Ada Lovelace".to_owned()),
        item: "Premium".to_owned(),
        total: eur(819_315),
        tax_included: true,
        note: String::new(),
        url: url.clone(),
        expires_at: "2026-11-27T12:00:00Z".parse().expect("an instant"),
    };
    vec![
        (
            "code",
            mail::code(
                words,
                &house,
                &mail::CodeFacts { code: "042137".to_owned(), minutes: 10, url: Some(url.clone()) },
            ),
        ),
        ("trial_started", mail::trial_started(words, &house, &started)),
        ("trial_ending", mail::trial_ending(words, &house, &ending)),
        ("trial_existing", mail::trial_existing(words, &house, &mail::TrialExistingFacts { plan, trial_url: url })),
        ("receipt", mail::receipt(words, &house, &receipt_facts())),
        ("payment_failed", mail::payment_failed(words, &house, &failed)),
        ("lead_received", mail::lead_received(words, &house, &lead_facts())),
        ("lead_to_sales", mail::lead_to_sales(words, &house, &lead_facts())),
        ("checkout_link", mail::checkout_link(words, &house, &link)),
        ("lead_open_received", mail::lead_received(words, &house, &open_lead())),
        ("lead_open_to_sales", mail::lead_to_sales(words, &house, &open_lead())),
        ("trial_ended", mail::trial_ended(words, &house, &ended)),
        ("identity_linked", mail::identity_linked(words, &house, &linked())),
        ("acting_began", mail::acting_began(words, &house, &acting())),
        ("owner_restored", mail::owner_restored(words, &house, &restored())),
        ("account_handed_over", mail::handed_over(words, &house, &handed_over(Some("ada@hexagon.example")))),
        ("account_taken_over", mail::handed_over(words, &house, &handed_over(Some("eve@hexagon.example")))),
        ("account_handed_over_by_the_erased", mail::handed_over(words, &house, &handed_over(None))),
        ("approval_request", mail::approval_request(words, &house, &asked())),
        ("approval_approved", mail::approval_answer(words, &house, &answered(mail::Given::Approved))),
        (
            "approval_returned",
            mail::approval_answer(words, &house, &answered(mail::Given::Returned { note: remark() })),
        ),
        (
            "approval_commented",
            mail::approval_answer(words, &house, &answered(mail::Given::Commented { text: remark() })),
        ),
        ("join_request", mail::join_request(words, &house, &joining())),
        ("join_approved", mail::join_answer(words, &house, &joined(Some(words.account_role_viewer().to_owned())))),
        ("role_changed", mail::membership(words, &house, &member(Some(words.account_role_technical()), true))),
        ("member_removed", mail::membership(words, &house, &member(None, true))),
        ("member_removed_by_the_erased", mail::membership(words, &house, &member(None, false))),
        ("join_declined", mail::join_answer(words, &house, &joined(None))),
        ("data_erased", mail::data_erased(words, &house)),
        ("domain_lost", mail::domain_lost(words, &house, &lost())),
        ("approval_paid", mail::approval_answer(words, &house, &answered(mail::Given::Paid))),
    ]
}

#[test]
fn every_mail_reads_like_its_snapshot() {
    for locale in Locale::SHIPPED {
        for (name, mail) in all(Words::new(locale)) {
            insta::assert_snapshot!(
                format!("{name}.{}", locale.code()),
                format!("Subject: {}\n\n{}", mail.subject, mail.text)
            );
        }
        let (_, receipt) = all(Words::new(locale)).swap_remove(4);
        insta::assert_snapshot!(format!("receipt.{}.html", locale.code()), receipt.html);
    }
}

#[test]
fn html_says_what_the_text_says() {
    for locale in Locale::ALL {
        for (name, mail) in all(Words::new(locale)) {
            let plain = plain_text(&mail.html);
            for line in mail.text.lines().filter(|line| !line.starts_with("--")) {
                for part in line.trim().trim_end_matches(':').split(": ") {
                    assert!(plain.contains(part) || mail.html.contains(&part.replace('&', "&amp;")), "{name}: {part}");
                }
            }
            assert!(mail.html.contains(&format!("<html lang=\"{}\" dir=\"{}\">", locale.code(), locale.dir())));
        }
    }
}

/// The text between tags, entities resolved.
fn plain_text(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    for (entity, bare) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        text = text.replace(entity, bare);
    }
    text
}

#[test]
fn what_a_buyer_typed_stays_text() {
    let hostile = "<script>alert(1)</script>\" onload='x'&amp;\r\nBcc: all@example";
    let words = Words::new(Locale::En);
    let house = House { seller: hostile.to_owned(), ..house() };
    let mut receipt = receipt_facts();
    receipt.name = hostile.to_owned();
    receipt.company = hostile.to_owned();
    receipt.order_number = hostile.to_owned();
    receipt.order_url = hostile.to_owned();
    receipt.licence = Some(hostile.to_owned());
    receipt.lines[0].label = hostile.to_owned();
    receipt.lines[0].detail = hostile.to_owned();
    let mut lead = lead_facts();
    lead.message = hostile.to_owned();
    lead.company = hostile.to_owned();
    for mail in [
        mail::receipt(words, &house, &receipt),
        mail::lead_to_sales(words, &house, &lead),
        mail::lead_received(words, &house, &lead),
    ] {
        assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
        assert!(!mail.html.contains("<script") && !mail.html.contains("onload='"), "{}", mail.html);
        assert!(!mail.html.contains("\" onload"), "{}", mail.html);
        assert!(mail.html.contains("&lt;script&gt;") && mail.html.contains("&amp;amp;"));
    }
}

#[test]
fn a_receipt_without_a_licence_says_when_it_comes_and_never_calls_itself_an_invoice() {
    let mut facts = receipt_facts();
    facts.licence = None;
    let mail = mail::receipt(Words::new(Locale::En), &house(), &facts);
    assert!(mail.text.contains("licence follows") && !mail.text.contains("Your licence:"));
    assert!(mail.text.contains("not a VAT invoice") && mail.html.contains("not a VAT invoice"));
}

#[test]
fn only_a_demonstration_calls_itself_one() {
    let facts = mail::CodeFacts { code: "042137".to_owned(), minutes: 10, url: None };
    let words = Words::new(Locale::En);
    assert!(mail::code(words, &house(), &facts).text.contains("Demonstration"));
    let production = House { demo: false, ..house() };
    assert!(!mail::code(words, &production, &facts).text.contains("Demonstration"));
}
