//! The tables: what is behind each address, and what is asked of it. `{checkout}`, `{order}` and `{trial}` are the owner's.

/// Whom an address answers.
#[derive(Clone, Copy, Debug)]
pub enum Door {
    /// Everybody, who learns nothing about anybody: a page, a list, a first step.
    Anyone(&'static str),
    /// Everybody, by POST, who gets a calculation and no more.
    Computes(&'static str),
    /// Whoever may see the thing that is asked about; to all others there is none.
    Theirs(&'static str),
    /// Whoever was sent the approver's link. The owner hears that it is not for them, strangers hear nothing.
    Approvers(&'static str),
    /// Whoever is signed in, who sees their own things.
    SignedIn(&'static str),
    /// Whoever has a secret, and these have a wrong one.
    Secret { form: &'static str, says: &'static str },
    /// Whoever signs what they send.
    Signed { says: &'static str },
    /// Everybody, in a demonstration, which has nothing to hide; elsewhere there is no such route (`edge/dev_mail.rs`).
    Demo,
    /// Nobody who comes from outside this machine.
    Nobody,
}

impl Door {
    /// What is sent along.
    pub const fn form(&self) -> &'static str {
        match self {
            Self::Anyone(form)
            | Self::Computes(form)
            | Self::Theirs(form)
            | Self::Approvers(form)
            | Self::SignedIn(form)
            | Self::Secret { form, .. } => form,
            Self::Signed { .. } => "{}",
            Self::Demo | Self::Nobody => "",
        }
    }
}

/// Every server function, by its name below `/fn/`.
pub const FUNCTIONS: &[(&str, Door)] = &[
    ("accept", Door::Theirs("id={checkout}&version=1&as_of=2026-11-20&quote_hash=guessed&terms=2026-01&renewal=yes")),
    ("account_view", Door::SignedIn("")),
    ("approve_checkout", Door::Approvers("id={checkout}&version=1&as_of=2026-11-20&quote_hash=guessed")),
    ("apply_coupon", Door::Theirs("id={checkout}&version=1&coupon=WELCOME15")),
    ("ask_for_proof", Door::Theirs("id={checkout}")),
    ("ask_trial_code", Door::Theirs("id={trial}")),
    ("cancel_checkout", Door::Theirs("id={checkout}")),
    ("cancel_order", Door::Theirs("order={order}")),
    ("checkout_ticket", Door::Theirs("id={checkout}")),
    ("checkout_view", Door::Theirs("id={checkout}")),
    ("choose_method", Door::Theirs("id={checkout}&token=pm_guessed")),
    ("choose_saved_method", Door::Theirs("id={checkout}&saved=pmt_00000000000000000000000001")),
    ("comment_checkout", Door::Approvers("id={checkout}&comment=hello")),
    ("contact_sales", Door::Anyone(LEAD)),
    ("convert_trial", Door::Theirs("id={trial}")),
    ("countries", Door::Anyone("")),
    ("edit_details", Door::Theirs("id={checkout}&version=1&company=Evil")),
    ("edit_plan", Door::Theirs("id={checkout}&version=1&plan=premium&seats=2&term=1y&currency=EUR")),
    ("extend_checkout", Door::Theirs("id={checkout}")),
    ("give_up_payment", Door::Theirs("id={checkout}")),
    ("hand_over_checkout", Door::Theirs("id={checkout}&approver=eve@evil.example&message=hello")),
    ("look_at_link", Door::Secret { form: "secret=guessed", says: "link_unknown" }),
    ("order_ticket", Door::Theirs("id={order}")),
    ("order_view", Door::Theirs("id={order}")),
    ("pay_again", Door::Theirs("order={order}&token=pm_guessed")),
    ("payment_state", Door::Theirs("id={checkout}")),
    ("payment_view", Door::Theirs("id={checkout}")),
    ("prove_email", Door::Theirs("id={checkout}&code=123456")),
    ("prove_trial", Door::Theirs("id={trial}&code=123456")),
    ("provision_trial", Door::Theirs("id={trial}")),
    ("redeem_link", Door::Secret { form: "secret=guessed", says: "link_unknown" }),
    ("remove_coupon", Door::Theirs("id={checkout}&version=1")),
    ("request_code", Door::Anyone("email=eve@evil.example")),
    ("resume_checkout", Door::Theirs("id={checkout}")),
    ("return_checkout", Door::Approvers("id={checkout}&note=hello")),
    ("send_checkout", Door::Theirs("id={checkout}&email=eve@evil.example&note=hello")),
    ("share_checkout", Door::Theirs("id={checkout}")),
    ("shown_quote", Door::Theirs("id={checkout}&version=1&as_of=2026-11-20")),
    // The caller's own session, whoever they are.
    ("sign_out", Door::Anyone("")),
    ("start_checkout", Door::Anyone("plan=premium&seats=25&term=1y&currency=EUR")),
    ("start_trial", Door::Anyone("name=Eve&email=eve@evil.example&company=Evil&country=DE&plan=premium&seats=5")),
    ("take_back_checkout", Door::Theirs("id={checkout}")),
    ("trial_view", Door::Theirs("id={trial}")),
    ("verify_code", Door::Secret { form: "email=ada@acme.example&code=123456", says: "code_" }),
    ("whoami", Door::Anyone("")),
];

/// A request for an offer.
const LEAD: &str = "name=Eve&email=eve@evil.example&company=Evil&country=DE&plan=dedicated&seats=9&message=hello";
/// A request that can be priced.
const QUOTE: &str = r#"{"plan":"premium","seats":1,"term":"1y","currency":"EUR","country":"DE","as_of":"2026-11-20"}"#;

/// Every other route.
pub const ROUTES: &[(&str, Door)] = &[
    ("/", Door::Anyone("")),
    ("/.well-known/kassa/jwks.json", Door::Anyone("")),
    ("/account", Door::SignedIn("")),
    ("/checkout/{id}", Door::Theirs("{checkout}")),
    ("/checkout/{id}/details", Door::Theirs("{checkout}")),
    ("/checkout/{id}/details/code", Door::Theirs("{checkout}")),
    // By a ticket alone, which no cookie replaces.
    ("/checkout/{id}/events", Door::Secret { form: "{checkout}", says: "404" }),
    ("/checkout/{id}/payment", Door::Theirs("{checkout}")),
    ("/checkout/{id}/plan", Door::Theirs("{checkout}")),
    ("/checkout/{id}/review", Door::Theirs("{checkout}")),
    ("/contact-sales", Door::Anyone("")),
    // Says that a request was sent, and nothing of it.
    ("/contact-sales/sent/{id}", Door::Anyone("led_00000000000000000000000001")),
    ("/dev/mail", Door::Demo),
    ("/dev/mail.json", Door::Demo),
    ("/dev/terms", Door::Demo),
    ("/dev/mail/{id}", Door::Secret { form: "guessed", says: "404" }),
    ("/dev/mail/{id}/html", Door::Secret { form: "guessed", says: "404" }),
    ("/healthz", Door::Anyone("")),
    ("/l/{secret}", Door::Secret { form: "guessed", says: "leads nowhere" }),
    ("/metrics", Door::Nobody),
    // By a ticket alone, which no cookie replaces.
    ("/orders/{id}/events", Door::Secret { form: "{order}", says: "404" }),
    ("/orders/{id}", Door::Theirs("{order}")),
    ("/orders/{id}/licence", Door::Theirs("{order}")),
    ("/quote", Door::Computes(QUOTE)),
    ("/readyz", Door::Anyone("")),
    ("/sign-in", Door::Anyone("")),
    ("/sign-in/code", Door::Anyone("")),
    ("/trial/start", Door::Anyone("")),
    ("/trials/{id}", Door::Theirs("{trial}")),
    ("/trials/{id}/code", Door::Theirs("{trial}")),
    ("/webhooks/sandbox", Door::Signed { says: "webhook_unsigned" }),
];
