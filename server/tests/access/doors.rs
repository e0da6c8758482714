//! The tables: what is behind each address, and what is asked of it. `{checkout}`, `{order}`, `{trial}` and `{account}` are the
//! owner's, `{member}` is somebody else in their account, `{invitation}` waits for somebody, `{claim}` is of a domain
//! of theirs, and `{request}` of somebody who asks to join because of it.

use domain::access::Action;
use domain::access::Action as A;

/// Whom an address answers.
#[derive(Clone, Copy, Debug)]
pub enum Door {
    /// Everybody, who learns nothing about anybody: a page, a list, a first step.
    Anyone(&'static str),
    /// Everybody, by POST, who gets a calculation and no more.
    Computes(&'static str),
    /// Whoever may do this to the thing that is asked about, as the table of the domain says: those who may see it hear what
    /// they lack, to all others there is none.
    Theirs(Action, &'static str),
    /// Whoever may do the first to the one thing that is named, and the second to the other.
    TheirsBoth([Action; 2], &'static str),
    /// A page for whoever may do this, as the table says; whoever is not signed in is asked to.
    TheirPage(Action, &'static str),
    /// Our own people: to everybody else who is signed in there is nothing, all others are asked to sign in.
    Ours,
    /// Whoever was invited: to all others there is none.
    Invited(&'static str),
    /// Whoever is signed in, who sees their own things.
    SignedIn(&'static str),
    /// Whoever has a secret, and these have a wrong one.
    Secret { form: &'static str, says: &'static str },
    /// Whoever is signed in, who hears this reason why not.
    Refused { form: &'static str, says: &'static str },
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
            | Self::Theirs(_, form)
            | Self::TheirsBoth(_, form)
            | Self::TheirPage(_, form)
            | Self::Invited(form)
            | Self::SignedIn(form)
            | Self::Refused { form, .. }
            | Self::Secret { form, .. } => form,
            Self::Signed { .. } => "{}",
            Self::Ours | Self::Demo | Self::Nobody => "",
        }
    }
}

/// Every server function, by its name below `/fn/`.
pub const FUNCTIONS: &[(&str, Door)] = &[
    (
        "accept",
        Door::Theirs(
            A::AcceptQuote,
            "id={checkout}&version=1&as_of=2026-11-20&quote_hash=guessed&terms=2026-01&renewal=yes",
        ),
    ),
    ("accept_invitation", Door::Invited("invitation={invitation}")),
    ("account_members", Door::SignedIn("")),
    ("account_view", Door::SignedIn("")),
    ("apply_coupon", Door::Theirs(A::EditCheckout, "id={checkout}&version=1&coupon=WELCOME15")),
    ("ask_for_proof", Door::Theirs(A::EditCheckout, "id={checkout}")),
    // Nobody here has an address in a domain of an account that they are no member of.
    ("ask_to_join", Door::Invited("")),
    ("ask_trial_code", Door::Theirs(A::StartTrial, "id={trial}")),
    ("approve_join", Door::Theirs(A::AnswerJoinRequest, "account={account}&request={request}&role=viewer")),
    ("audit_view", Door::Theirs(A::ViewAudit, "account={account}")),
    ("buy_for", Door::TheirsBoth([A::ChooseAccount, A::ChangeSubscriptions], "id={checkout}&account={account}")),
    ("cancel_checkout", Door::Theirs(A::CancelCheckout, "id={checkout}")),
    ("cancel_order", Door::Theirs(A::CancelOrder, "order={order}")),
    ("change_role", Door::Theirs(A::ManageMembers, "account={account}&member={member}&role=technical")),
    ("checkout_view", Door::Theirs(A::ViewCheckout, "id={checkout}")),
    ("choose_method", Door::Theirs(A::ChooseMethod, "id={checkout}&token=pm_guessed")),
    (
        "choose_saved_method",
        Door::TheirsBoth([A::ChooseMethod, A::ManageMethods], "id={checkout}&saved=pmt_00000000000000000000000001"),
    ),
    ("claim_domain", Door::Theirs(A::ManageDomains, "account={account}&domain=acme.example")),
    ("contact_sales", Door::Anyone(LEAD)),
    ("convert_trial", Door::Theirs(A::ConvertTrial, "id={trial}")),
    ("countries", Door::Anyone("")),
    ("decline_join", Door::Theirs(A::AnswerJoinRequest, "account={account}&request={request}")),
    ("decline_invitation", Door::Invited("invitation={invitation}")),
    ("edit_account", Door::Theirs(A::EditAccount, "account={account}&legal_name=")),
    ("edit_details", Door::Theirs(A::EditCheckout, "id={checkout}&version=1&company=Evil")),
    ("edit_plan", Door::Theirs(A::EditCheckout, "id={checkout}&version=1&plan=premium&seats=2&term=1y&currency=EUR")),
    ("erase_person", Door::Refused { form: "confirm=eve@evil.example", says: "erase_unconfirmed" }),
    ("extend_checkout", Door::Theirs(A::EditCheckout, "id={checkout}")),
    ("follow_sign_in_link", Door::Secret { form: "link=guessed", says: "code_expired" }),
    // No payment is under way there: the picture, for whoever may see it. Orders are `pay_again`’s.
    ("give_up_payment", Door::Theirs(A::ViewCheckout, "id={checkout}")),
    ("hand_over_account", Door::Theirs(A::HandOverAccount, "account={account}&member={member}")),
    ("invitation_view", Door::Invited("invitation={invitation}")),
    ("invite_member", Door::Theirs(A::InviteMember, "account={account}&email=new@evil.example&role=viewer")),
    ("keep_place", Door::Theirs(A::EditAccount, "account={account}&country=DE")),
    ("leave_account", Door::Theirs(A::LeaveAccount, "account={account}")),
    ("end_other_sessions", Door::SignedIn("")),
    ("end_session", Door::SignedIn("id=ses_00000000000000000000000001")),
    ("look_at_sign_in_link", Door::Secret { form: "link=guessed", says: "code_expired" }),
    ("join_offer", Door::SignedIn("")),
    ("look_at_link", Door::Secret { form: "secret=guessed", says: "link_unknown" }),
    ("order_ticket", Door::Theirs(A::ViewOrder, "id={order}")),
    ("order_view", Door::Theirs(A::ViewOrder, "id={order}")),
    ("payment_state", Door::Theirs(A::ViewCheckout, "id={checkout}")),
    ("payment_view", Door::Theirs(A::ViewCheckout, "id={checkout}")),
    ("prove_email", Door::Theirs(A::EditCheckout, "id={checkout}&code=123456")),
    ("prove_trial", Door::Theirs(A::StartTrial, "id={trial}&code=123456")),
    ("provision_trial", Door::Theirs(A::StartTrial, "id={trial}")),
    ("redeem_link", Door::Secret { form: "secret=guessed", says: "link_unknown" }),
    ("release_domain", Door::Theirs(A::ManageDomains, "account={account}&claim={claim}")),
    ("remove_coupon", Door::Theirs(A::EditCheckout, "id={checkout}&version=1")),
    ("remove_member", Door::Theirs(A::ManageMembers, "account={account}&member=usr_00000000000000000000000001")),
    ("request_code", Door::Anyone("email=eve@evil.example")),
    ("remove_place", Door::Theirs(A::EditAccount, "account={account}&place=plc_00000000000000000000000001")),
    ("resend_invitation", Door::Theirs(A::InviteMember, "account={account}&invitation={invitation}")),
    ("resume_checkout", Door::Theirs(A::ResumeCheckout, "id={checkout}")),
    ("revoke_invitation", Door::Theirs(A::InviteMember, "account={account}&invitation={invitation}")),
    ("send_checkout", Door::Theirs(A::ShareCheckout, "id={checkout}&email=eve@evil.example&note=hello")),
    ("share_checkout", Door::Theirs(A::ShareCheckout, "id={checkout}")),
    ("shown_quote", Door::Theirs(A::ViewCheckout, "id={checkout}&version=1&as_of=2026-11-20")),
    ("sessions_view", Door::SignedIn("")),
    // The caller's own session, whoever they are.
    ("sign_out", Door::Anyone("")),
    ("staff_act", Door::Theirs(A::ActOnBehalf, "account={account}&reason=Asked+by+phone")),
    ("staff_customer", Door::Theirs(A::ViewStaffArea, "account={account}")),
    ("staff_extend_trial", Door::Theirs(A::ExtendTrial, "trial={trial}&days=7")),
    (
        "staff_restore_owner",
        Door::Theirs(A::RestoreOwner, "account={account}&email=viewer@acme.example&restore_reason=Asked+by+letter"),
    ),
    ("staff_search", Door::Theirs(A::ViewStaffArea, "")),
    ("staff_stop_acting", Door::Theirs(A::ViewStaffArea, "")),
    ("start_checkout", Door::Anyone("plan=premium&seats=25&term=1y&currency=EUR")),
    ("start_trial", Door::Anyone("name=Eve&email=eve@evil.example&company=Evil&country=DE&plan=premium&seats=5")),
    ("trial_view", Door::Theirs(A::ViewTrial, "id={trial}")),
    ("verify_code", Door::Secret { form: "email=ada@acme.example&code=123456", says: "code_" }),
    (
        "approve_checkout",
        Door::Theirs(A::ApproveCheckout, "id={checkout}&version=1&as_of=2026-11-20&quote_hash=guessed"),
    ),
    ("checkout_ticket", Door::Theirs(A::ViewCheckout, "id={checkout}")),
    ("comment_checkout", Door::Theirs(A::ApproveCheckout, "id={checkout}&comment=hello")),
    ("hand_over_checkout", Door::Theirs(A::HandOverCheckout, "id={checkout}&approver=eve@evil.example&message=hello")),
    ("return_checkout", Door::Theirs(A::ApproveCheckout, "id={checkout}&note=hello")),
    ("take_back_checkout", Door::Theirs(A::HandOverCheckout, "id={checkout}")),
    ("verify_domain", Door::Theirs(A::ManageDomains, "account={account}&claim={claim}")),
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
    ("/account/audit", Door::TheirPage(A::ViewAudit, "account={account}")),
    ("/account/audit.csv", Door::Theirs(A::ViewAudit, "account={account}")),
    ("/account/data", Door::SignedIn("")),
    ("/account/members", Door::TheirPage(A::ViewMembers, "account={account}")),
    ("/account/settings", Door::TheirPage(A::ViewMembers, "account={account}")),
    ("/checkout/{id}", Door::Theirs(A::ViewCheckout, "{checkout}")),
    ("/checkout/{id}/details", Door::Theirs(A::ViewCheckout, "{checkout}")),
    ("/checkout/{id}/details/code", Door::Theirs(A::ViewCheckout, "{checkout}")),
    ("/checkout/{id}/events", Door::Secret { form: "{checkout}", says: "404" }),
    ("/checkout/{id}/payment", Door::Theirs(A::ViewCheckout, "{checkout}")),
    ("/checkout/{id}/plan", Door::Theirs(A::ViewCheckout, "{checkout}")),
    ("/checkout/{id}/review", Door::Theirs(A::ViewCheckout, "{checkout}")),
    ("/account/security", Door::SignedIn("")),
    ("/contact-sales", Door::Anyone("")),
    // Says that a request was sent, and nothing of it.
    ("/contact-sales/sent/{id}", Door::Anyone("led_00000000000000000000000001")),
    ("/dev/mail", Door::Demo),
    ("/dev/mail.json", Door::Demo),
    ("/dev/terms", Door::Demo),
    ("/dev/mail/{id}", Door::Secret { form: "guessed", says: "404" }),
    ("/dev/mail/{id}/html", Door::Secret { form: "guessed", says: "404" }),
    ("/healthz", Door::Anyone("")),
    ("/invitations/{id}", Door::Invited("{invitation}")),
    ("/l/{secret}", Door::Secret { form: "guessed", says: "leads nowhere" }),
    ("/metrics", Door::Nobody),
    // By a ticket alone, which no cookie replaces.
    ("/orders/{id}/events", Door::Secret { form: "{order}", says: "404" }),
    ("/orders/{id}", Door::Theirs(A::ViewOrder, "{order}")),
    ("/orders/{id}/licence", Door::Theirs(A::DownloadLicence, "{order}")),
    ("/quote", Door::Computes(QUOTE)),
    ("/readyz", Door::Anyone("")),
    ("/sign-in", Door::Anyone("")),
    ("/sign-in/code", Door::Anyone("")),
    // Each leads somewhere else: to a provider, or to what can be done without it.
    ("/sign-in/oidc/{provider}", Door::Anyone("")),
    ("/sign-in/oidc/{provider}/backchannel", Door::Signed { says: "logout_token_unreadable" }),
    ("/sign-in/oidc/{provider}/callback", Door::Anyone("")),
    ("/sign-in/oidc/{provider}/end", Door::Anyone("")),
    ("/staff", Door::Ours),
    ("/trial/start", Door::Anyone("")),
    ("/trials/{id}", Door::Theirs(A::ViewTrial, "{trial}")),
    ("/trials/{id}/code", Door::Theirs(A::ViewTrial, "{trial}")),
    ("/webhooks/sandbox", Door::Signed { says: "webhook_unsigned" }),
];
