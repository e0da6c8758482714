//! A customer with everything that there is on one page.

use domain::access::Scope;
use domain::account::{AccountOverview, Belonging, InvitationSeen, MemberSeen, Profile};
use domain::ids::AccountId;
use domain::staff::{CustomerSeen, MailSeen, SubscriptionSeen};
use domain::subscription::SubscriptionState;
use jiff::Timestamp;
use leptos::prelude::*;
use messages::Words;

use super::Closed;
use super::acting::{ActOnBehalf, Extend};
use super::lists::{Orders, plan_name};
use super::restore::Restore;
use crate::api::error::ApiError;
use crate::api::staff::{CustomerShown, STAFF, staff_customer};
use crate::components::audit_entry::AuditItem;
use crate::components::page_heading::PageHeading;
use crate::components::postal_address::PostalAddress;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::titled_list::TitledList;
use crate::pages::checkout::address;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The customer with this account.
#[component]
pub fn Customer(
    /// Which one.
    account: AccountId,
) -> AnyView {
    let seen = Resource::new(|| (), move |()| staff_customer(account));
    let retry = Callback::new(move |()| seen.refetch());
    let page = move |answer: Result<CustomerShown, ApiError>| match answer {
        Ok(shown) => view! { <Everything shown/> }.into_any(),
        Err(error) => view! { <Closed error retry/> }.into_any(),
    };
    view! {
        <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(10)/> }>
            {move || seen.get().map(page)}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Everything(shown: CustomerShown) -> AnyView {
    let words = use_words();
    let CustomerShown { seen, country } = shown;
    let CustomerSeen { account, opened_at, subscriptions, orders, trials, mails, timeline, may_act, may_restore } =
        seen;
    let AccountOverview { id, profile, members, invitations, on_behalf, .. } = account;
    let name = profile.legal_name.clone();
    let acts = on_behalf.iter().any(|acting| acting.me);
    let subscriptions = subscriptions.into_iter().map(|one| subscription(words, one)).collect::<Vec<_>>();
    let trials = trials.into_iter().map(|one| trial(words, one, acts)).collect();
    let members = members.into_iter().map(|one| member(words, one));
    let members = members.chain(invitations.into_iter().map(|one| invited(words, one))).collect();
    let mails = mails.into_iter().map(|one| mail(words, one)).collect();
    let timeline = timeline.into_iter().map(|entry| view! { <AuditItem entry/> }).collect_view();
    view! {
        <header class="checkout-head">
            <p><a href=STAFF>{words.staff_back()}</a></p>
            <PageHeading text=name.clone()/>
            <p class="lede">{words.staff_customer_lead(&name)}</p>
            <p class="fine">{words.staff_since(words.date(domain::moment::utc_date(opened_at)))} " · " <code>{id.to_string()}</code></p>
        </header>
        <div class="staff-customer">
            <div class="stack">
                <ActOnBehalf account=id name=name.clone() on_behalf may_act/>
                <TitledList title=words.staff_subscriptions_title() items=subscriptions/>
                <Orders title=words.staff_orders_title() none=words.staff_orders_none() orders of_one=true/>
                <TitledList title=words.staff_trials_title() items=trials/>
                <Billing profile country/>
                <TitledList title=words.staff_members_title() items=members/>
            </div>
            <div class="stack">
                <section class="card">
                    <h2>{words.staff_timeline_title()}</h2>
                    <ol class="audit" role="list">{timeline}</ol>
                </section>
                <TitledList title=words.staff_mails_title() items=mails/>
                {may_restore.then(|| view! { <Restore account=id/> })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Billing(profile: Profile, country: String) -> AnyView {
    let words = use_words();
    let Profile { legal_name, address, vat_id, invoice_email, .. } = profile;
    let fact = |label: &'static str, text: Option<String>| {
        text.map(|text| view! { <div><dt>{label}</dt><dd>{text}</dd></div> })
    };
    view! {
        <section class="card">
            <h2>{words.staff_details_title()}</h2>
            <PostalAddress address above=vec![legal_name] country/>
            <dl class="facts">
                {fact(words.staff_vat_id(), vat_id)} {fact(words.staff_invoices_to(), invoice_email)}
            </dl>
        </section>
    }
    .into_any()
}

fn subscription(words: Words, SubscriptionSeen { id, state }: SubscriptionSeen) -> AnyView {
    let what = state
        .package()
        .map(|package| words.signin_account_item(plan_name(words, &package.plan), words.common_seats(package.seats)));
    view! {
        <li>
            <div class="member__who">
                <p>{what}</p>
                <p class="fine"><code>{id.to_string()}</code></p>
            </div>
            <p class="staff-facts fine">{stands(words, &state)}</p>
        </li>
    }
    .into_any()
}

/// Where a subscription stands, and until when.
fn stands(words: Words, state: &SubscriptionState) -> String {
    let day = |at: Timestamp| words.date(domain::moment::utc_date(at));
    match state {
        SubscriptionState::NotStarted => words.staff_subscription_not_started().to_owned(),
        SubscriptionState::Trialing { ends_at, .. } => words.staff_subscription_trialing(day(*ends_at)),
        SubscriptionState::TrialExpired { at, .. } => words.staff_subscription_trial_expired(day(*at)),
        SubscriptionState::Active { coverage, .. } => match coverage.renews_on {
            Some(on) => words.staff_subscription_active(words.date(on)),
            None => words.staff_subscription_active_always().to_owned(),
        },
        SubscriptionState::PastDue { until, .. } => words.staff_subscription_past_due(day(*until)),
        SubscriptionState::Cancelling { coverage, .. } => match coverage.renews_on {
            Some(on) => words.staff_subscription_cancelling(words.date(on)),
            None => words.staff_subscription_active_always().to_owned(),
        },
        SubscriptionState::Suspended { since, .. } => words.staff_subscription_suspended(day(*since)),
        SubscriptionState::Ended { at, .. } => words.staff_subscription_ended(day(*at)),
    }
}

fn trial(words: Words, Belonging { scope, plan, seats, at }: Belonging, acts: bool) -> AnyView {
    let what = words.signin_account_item(plan_name(words, &plan), words.common_seats(seats));
    let extend = match scope {
        Scope::Trial(trial) if acts => Some(view! { <Extend trial/> }),
        _ => None,
    };
    view! {
        <li>
            <a href=address::of(scope)>{what}</a>
            {extend}
            <time class="fine" datetime=at.to_string()>{words.date_time(at)}</time>
        </li>
    }
    .into_any()
}

fn member(words: Words, member: MemberSeen) -> AnyView {
    let MemberSeen { email, name, role, primary, since, .. } = member;
    let answers = primary.then(|| format!(" · {}", words.account_primary()));
    view! {
        <li>
            <div class="member__who">
                <p>{email}</p>
                <p class="fine">{name.map(|name| format!("{name} · "))} {words.role(role)} {answers}</p>
            </div>
            <time class="fine" datetime=since.to_string()>{words.date(domain::moment::utc_date(since))}</time>
        </li>
    }
    .into_any()
}

fn invited(words: Words, invitation: InvitationSeen) -> AnyView {
    let InvitationSeen { email, role, expires_at, .. } = invitation;
    view! {
        <li>
            <div class="member__who">
                <p>{email}</p>
                <p class="fine">{words.staff_invited(words.role(role))}</p>
            </div>
            <time class="fine" datetime=expires_at.to_string()>
                {words.account_waiting_until(words.date(domain::moment::utc_date(expires_at)))}
            </time>
        </li>
    }
    .into_any()
}

fn mail(words: Words, MailSeen { to, letter, at, sent }: MailSeen) -> AnyView {
    let waits = (!sent).then(|| format!(" · {}", words.staff_mail_waits()));
    view! {
        <li>
            <p class="member__who">{words.staff_mail_to(words.letter_name(&letter), to)}</p>
            <p class="staff-facts fine">
                <time datetime=at.to_string()>{words.date_time(at)}</time>
                {waits}
            </p>
        </li>
    }
    .into_any()
}
