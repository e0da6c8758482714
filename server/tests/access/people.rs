//! The world that is asked about: an account with members, a checkout, an order and a trial; and the browsers of those who ask.

use axum::body::Body;
use axum::http::Request;
use commerce::commerce::Commerce;
use commerce::flows::{AcceptQuote, Accepted};
use commerce::jobs::drain;
use commerce::store::events::Change;
use commerce::store::sessions::identity;
use commerce::store::{StoreError, checkouts, demo_mails, domain_claims, invitations, join_requests, orders, trials};
use domain::access::oidc::Identity;
use domain::access::{Action, Actor, Caller, Denied, Purpose, Scope, StaffRole, Target, TargetKind, decide};
use domain::account::{ClaimState, DomainClaim, Role};
use domain::checkout::Acceptances;
use domain::ids::{AccountId, CheckoutId, DomainClaimId, InvitationId, JoinRequestId, OrderId, TrialId, UserId};
use domain::trial::TrialForm;
use jiff::SignedDuration;

use crate::askers::Asker;
use crate::shop::{Answer, Shop, browser, program};

/// A provider that signs people in, and is away.
const PROVIDER: &str = "acme";

/// A shop in which somebody has an open checkout, a delivered order and a trial, and somebody else a checkout.
pub struct World {
    pub shop: Shop,
    owner: String,
    members: Vec<(Role, String)>,
    staff: Vec<(Asker, String)>,
    linked: Vec<(Asker, String)>,
    another: String,
    stranger: String,
    token: String,
    checkout: CheckoutId,
    order: OrderId,
    trial: TrialId,
    account: AccountId,
    spare: UserId,
    invitation: InvitationId,
    claim: DomainClaimId,
    request: JoinRequestId,
}

impl World {
    pub async fn open() -> Self {
        let shop = Shop::open(&[
            ("KASSA_RATE_LIMIT", "0"),
            ("KASSA_OIDC_PROVIDERS", PROVIDER),
            // Nobody listens there.
            ("KASSA_OIDC_ACME_ISSUER", "http://127.0.0.1:1"),
            ("KASSA_OIDC_ACME_CLIENT_ID", "kassa"),
        ])
        .await;
        let commerce = shop.state().commerce().clone();
        commerce.keep_licence_keys().await.unwrap();
        let (bought, owner) = begin(&shop, "plan=free&seats=5&currency=EUR", "").await;
        let (order, owner) = buy(&shop, &commerce, bought, &owner).await;
        let (checkout, _) = begin(&shop, "plan=premium&seats=25&term=1y&currency=EUR", &owner).await;
        let trial = try_out(&commerce, &owner, "ada@acme.example", "Acme").await;
        let account = orders::get(commerce.store().read(), order).await.unwrap().account;
        let mut members = Vec::new();
        for role in Role::ALL {
            let email = format!("{}@acme.example", role.name());
            let (cookie, _) = join(&commerce, &owner, account, &email, role).await;
            members.push((role, cookie));
        }
        let (_, spare) = join(&commerce, &owner, account, "spare@acme.example", Role::Viewer).await;
        let invitation = invite(&commerce, &owner, account, "late@acme.example", Role::Viewer).await;
        let mut staff = Vec::new();
        for who in Asker::STAFF {
            staff.push((who, one_of_us(&commerce, account, who).await));
        }
        let boss = Purpose::Approve { email: "boss@acme.example".parse().expect("an address") };
        let linked = vec![
            (Asker::Device, follow(&commerce, &[(checkout.into(), Purpose::Buy)]).await),
            (Asker::Approver, follow(&commerce, &[(checkout.into(), boss)]).await),
            (
                Asker::Follower,
                follow(&commerce, &[(order.into(), Purpose::Follow), (trial.into(), Purpose::Follow)]).await,
            ),
        ];
        let claim = has_domain(&commerce, account, spare).await;
        let request = ask_to_join(&commerce, "asker@acme-colleagues.example").await;
        let another = sign_in(&commerce, "other@globex.example").await;
        try_out(&commerce, &another, "other@globex.example", "Globex").await;
        let (theirs, stranger) = begin(&shop, "plan=premium&seats=1&term=1y&currency=EUR", "").await;
        let issued = commerce.store().write(|tx| {
            let commerce = commerce.clone();
            async move { commerce.issue_token(&tx, theirs, Purpose::Buy).await }
        });
        let token = issued.await.unwrap().secret.reveal();
        Self {
            shop,
            owner,
            members,
            staff,
            linked,
            another,
            stranger,
            token,
            checkout,
            order,
            trial,
            account,
            spare,
            invitation,
            claim,
            request,
        }
    }

    fn cookie(&self, who: Asker) -> &str {
        match who {
            Asker::Owner => &self.owner,
            Asker::Member(role) => &self.members.iter().find(|(of, _)| *of == role).expect("a member").1,
            Asker::Stranger => &self.stranger,
            Asker::AnotherOwner => &self.another,
            Asker::Device | Asker::Approver | Asker::Follower => {
                &self.linked.iter().find(|(one, _)| *one == who).expect("somebody with a link").1
            }
            Asker::Staff(_) | Asker::OnBehalf => &self.staff.iter().find(|(one, _)| *one == who).expect("one of us").1,
            Asker::Nobody | Asker::Frame => "",
        }
    }

    /// Whether somebody is signed in in this asker's browser.
    pub async fn is_signed_in(&self, who: Asker) -> bool {
        let visit = self.shop.state().commerce().visit(self.cookie(who).strip_prefix("kassa=")).await;
        visit.unwrap().caller.user().is_some()
    }

    /// What the table of the domain says to this asker about the owner's thing that such an action is about.
    pub async fn decided(&self, who: Asker, action: Action) -> Result<(), Denied> {
        let commerce = self.shop.state().commerce();
        let db = commerce.store().read();
        let caller = match who {
            Asker::Frame => commerce.visit_by_token(&self.token).await,
            _ => commerce.visit(self.cookie(who).strip_prefix("kassa=")).await,
        };
        let target = match action.row().about {
            TargetKind::Checkout => checkouts::get(db, self.checkout).await.unwrap().target(),
            TargetKind::Order => orders::get(db, self.order).await.unwrap().target(),
            TargetKind::Trial => trials::get(db, self.trial).await.unwrap().target(),
            TargetKind::Account => Target::Account { id: self.account },
            TargetKind::Staff => Target::Staff,
            other => panic!("{action:?} is about {other:?}"),
        };
        decide(&caller.unwrap().caller, action, &target, commerce.now())
    }

    /// The answer to this asker; things in `form` and in the path's place are the owner's.
    pub async fn ask(&self, method: &str, path: &str, form: &str, who: Asker) -> Answer {
        let (checkout, order) = (self.checkout.to_string(), self.order.to_string());
        let form = form.replace("{checkout}", &checkout).replace("{order}", &order);
        let form = form.replace("{trial}", &self.trial.to_string()).replace("{account}", &self.account.to_string());
        let form = form.replace("{member}", &self.spare.to_string());
        let form = form.replace("{invitation}", &self.invitation.to_string());
        let form = form.replace("{claim}", &self.claim.to_string()).replace("{request}", &self.request.to_string());
        let function = path.starts_with("/fn/");
        let path = match (path.contains('{'), method) {
            (true, _) => path.replace("{id}", &form).replace("{secret}", &form).replace("{provider}", PROVIDER),
            (false, "GET") if !form.is_empty() => format!("{path}?{form}"),
            (false, _) => path.to_owned(),
        };
        let mut headers = vec![("origin", "http://shop.test"), ("sec-fetch-site", "same-origin")];
        match who {
            Asker::Nobody => {}
            Asker::Frame => headers.push(("x-kassa-checkout-token", &self.token)),
            _ => headers.push(("cookie", self.cookie(who))),
        }
        let request = if function { program(method, &path, &headers) } else { browser(method, &path, &headers) };
        self.shop.ask(if method == "POST" { posted(request, &form) } else { request }).await
    }
}

fn posted(request: Request<Body>, form: &str) -> Request<Body> {
    let (mut parts, _) = request.into_parts();
    parts.headers.entry("content-type").or_insert("application/x-www-form-urlencoded".parse().unwrap());
    Request::from_parts(parts, Body::from(form.to_owned()))
}

/// Opens a checkout in the browser with this cookie, or in a new one; answers the cookie afterwards.
async fn begin(shop: &Shop, choice: &str, cookie: &str) -> (CheckoutId, String) {
    let headers = [("origin", "http://shop.test"), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
    let answer = shop.ask(posted(program("POST", "/fn/start_checkout", &headers), choice)).await;
    let id = serde_json::from_value(answer.json()).unwrap_or_else(|error| panic!("{error}: {}", answer.text));
    (id, cookie_of(&answer).unwrap_or_else(|| cookie.to_owned()))
}

fn cookie_of(answer: &Answer) -> Option<String> {
    let set = answer.header("set-cookie").split(';').next()?;
    set.starts_with("kassa=").then(|| set.to_owned())
}

/// Fills the checkout in, proves the address and accepts; everything that is due is done.
async fn buy(shop: &Shop, commerce: &Commerce, checkout: CheckoutId, cookie: &str) -> (OrderId, String) {
    let details = "version=1&company=Acme&contact_name=Ada&contact_email=ada@acme.example&country=DE&line1=Street+1\
        &city=Berlin&postal_code=10115";
    let headers = [("origin", "http://shop.test"), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
    let form = format!("id={checkout}&{details}");
    let saved = shop.ask(posted(program("POST", "/fn/edit_details", &headers), &form)).await;
    assert!(saved.status.is_success(), "{}", saved.text);
    drain(commerce.store(), commerce).await.unwrap();
    let mail = demo_mails::newest(commerce.store().read(), 1).await.unwrap().remove(0);
    let code: String = mail.subject.chars().filter(char::is_ascii_digit).collect();
    let form = format!("id={checkout}&code={code}");
    let proved = shop.ask(posted(program("POST", "/fn/prove_email", &headers), &form)).await;
    assert!(proved.status.is_success(), "{}", proved.text);
    let cookie = cookie_of(&proved).expect("a session that is signed in");

    let secret = cookie.trim_start_matches("kassa=");
    let caller = commerce.visit(Some(secret)).await.unwrap().caller;
    let view = commerce.view_checkout(&caller, checkout).await.unwrap();
    let request = view.content.quote_request(commerce.presumed_country(), view.as_of);
    let quote = commerce.goods().price(&request, 0).unwrap();
    let terms_version = Some(commerce.seller().terms_version.as_str());
    let accepted = Acceptances { quote_hash: &quote.hash, terms_version, renewal: false };
    let accept = AcceptQuote { checkout, version: view.version, as_of: view.as_of, accepted, network: None };
    let placed = commerce.accept_quote(&caller, &accept).await.unwrap();
    let Accepted::Placed { order, .. } = placed else { panic!("{placed:?}") };
    drain(commerce.store(), commerce).await.unwrap();
    (order, cookie)
}

/// A trial of whoever has this cookie, which runs.
async fn try_out(commerce: &Commerce, cookie: &str, email: &str, company: &str) -> TrialId {
    let visit = commerce.visit(Some(cookie.trim_start_matches("kassa="))).await.unwrap();
    let form = TrialForm {
        name: "Ada".to_owned(),
        email: email.to_owned(),
        company: company.to_owned(),
        country: "DE".to_owned(),
        plan: "premium".to_owned(),
        seats: "5".to_owned(),
    };
    let asked = commerce.start_trial(&visit, &form, "en").await.unwrap();
    drain(commerce.store(), commerce).await.unwrap();
    asked.trial
}

/// The cookie of somebody who signs in with a code.
async fn sign_in(commerce: &Commerce, email: &str) -> String {
    let visit = commerce.visit(None).await.unwrap();
    let sent = commerce.request_code(&visit, email, "en").await.unwrap();
    let secret = sent.cookie.expect("a new session").secret.reveal();
    drain(commerce.store(), commerce).await.unwrap();
    let mail = demo_mails::newest_to(commerce.store().read(), email, 1).await.unwrap().remove(0);
    let code: String = mail.subject.chars().filter(char::is_ascii_digit).collect();
    let visit = commerce.visit(Some(&secret)).await.unwrap();
    let verified = commerce.verify_code(&visit, email, &code, "en").await.unwrap();
    format!("kassa={}", verified.cookie.expect("a new secret").secret.reveal())
}

/// The cookie of a browser that nobody is signed in in, and that has followed links to these things.
async fn follow(commerce: &Commerce, links: &[(Scope, Purpose)]) -> String {
    let mut secret = None;
    for (scope, purpose) in links {
        let made = commerce.store().write(|tx| {
            let (commerce, scope, purpose) = (commerce.clone(), *scope, purpose.clone());
            async move { commerce.create_link(&tx, scope, purpose, SignedDuration::from_hours(24)).await }
        });
        let link = made.await.unwrap();
        let visit = commerce.visit(secret.as_deref()).await.unwrap();
        let redeemed = commerce.redeem_link(&visit, &link.secret.reveal()).await.unwrap();
        secret = redeemed.cookie.map(|cookie| cookie.secret.reveal()).or(secret);
    }
    format!("kassa={}", secret.expect("a session"))
}

/// The cookie of one of us: signed in, and the browser is what our provider would have made of it.
async fn one_of_us(commerce: &Commerce, account: AccountId, who: Asker) -> String {
    let role = if let Asker::Staff(role) = who { role } else { StaffRole::Support };
    let name = format!("{who:?}").to_lowercase().replace(['(', ')'], "-");
    let cookie = sign_in(commerce, &format!("{name}@kassa.example")).await;
    let visit = async || commerce.visit(cookie.strip_prefix("kassa=")).await.unwrap();
    let session = visit().await.session.expect("a session");
    let staffing = commerce.staffing().expect("a demonstration has people of its own");
    let (group, _) = staffing.groups.iter().find(|(_, means)| *means == role).expect("a group");
    let identity = Identity {
        provider: "staff".to_owned(),
        issuer: staffing.issuer.clone(),
        subject: name,
        session: None,
        email: None,
        email_verified: true,
        name: None,
        groups: vec![group.clone()],
    };
    let known = commerce.store().write(|tx| {
        let identity = identity.clone();
        async move { identity::insert(&tx, session, &identity).await }
    });
    known.await.unwrap();
    if who == Asker::OnBehalf {
        commerce.act_on_behalf(&visit().await, account, "Asked by phone for it").await.unwrap();
    }
    cookie
}

async fn caller(commerce: &Commerce, cookie: &str) -> Caller {
    commerce.visit(cookie.strip_prefix("kassa=")).await.unwrap().caller
}

async fn invite(commerce: &Commerce, owner: &str, account: AccountId, email: &str, role: Role) -> InvitationId {
    let caller = caller(commerce, owner).await;
    commerce.invite_member(&caller, account, email, role, "en").await.unwrap();
    drain(commerce.store(), commerce).await.unwrap();
    let waiting = invitations::waiting(commerce.store().read(), account).await.unwrap();
    waiting.iter().find(|one| one.email.as_str() == email).expect("it waits").id
}

/// Somebody joins the account; answers their cookie and who they are.
async fn join(commerce: &Commerce, owner: &str, account: AccountId, email: &str, role: Role) -> (String, UserId) {
    let invitation = invite(commerce, owner, account, email, role).await;
    let cookie = sign_in(commerce, email).await;
    let caller = caller(commerce, &cookie).await;
    commerce.accept_invitation(&caller, invitation).await.unwrap();
    (cookie, caller.user().expect("they are signed in"))
}

/// The account has shown that a domain is its own, in which nobody but a colleague has an address.
async fn has_domain(commerce: &Commerce, account: AccountId, by: UserId) -> DomainClaimId {
    let written = commerce.store().write(|tx| async move {
        let claim = DomainClaim {
            id: tx.id(),
            account,
            domain: "acme-colleagues.example".parse().expect("a domain"),
            token: "token".to_owned(),
            claimed_by: by,
            claimed_at: tx.now(),
            state: ClaimState::Verified { at: tx.now(), missing_since: None },
        };
        domain_claims::insert(&tx, &claim, Change { event: "domain_claimed", by: &Actor::System }).await?;
        Ok::<_, StoreError>(claim.id)
    });
    written.await.unwrap()
}

/// A colleague asks to join.
async fn ask_to_join(commerce: &Commerce, email: &str) -> JoinRequestId {
    let cookie = sign_in(commerce, email).await;
    let caller = caller(commerce, &cookie).await;
    commerce.ask_to_join(&caller).await.unwrap();
    drain(commerce.store(), commerce).await.unwrap();
    let user = caller.user().expect("they are signed in");
    join_requests::of_user(commerce.store().read(), user).await.unwrap()[0].id
}
