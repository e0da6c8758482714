//! A checkout while it is looked at: the picture from the server, and what it would cost with what is typed on the page.

use std::sync::Arc;

use domain::access::Action;
use domain::catalogue::Catalogue;
use domain::checkout::{CheckoutView, Content, EditAnswer, Estimate, Selection, Step, TaxKnowledge};
use domain::ids::CheckoutId;
use domain::quote::Quote;
use domain::refusal::Refusal;
use domain::tax::TaxTable;
use leptos::prelude::*;
use messages::Words;

use super::known::Known;
use super::news::News;
use crate::api::error::ApiError;
use crate::components::form_state::FormState;
use crate::setting::{use_catalogue, use_taxes, use_words};

/// What is typed on the page, as content.
type Typed = Signal<Content>;

/// The checkout on the page. Copies share it.
#[derive(Clone, Copy)]
pub struct Live {
    view: RwSignal<CheckoutView>,
    typed: RwSignal<Option<Typed>>,
    catalogue: StoredValue<Arc<Catalogue>>,
    shelf: Memo<Arc<Catalogue>>,
    taxes: StoredValue<Arc<TaxTable>>,
    estimate: Memo<Result<Estimate, Vec<Refusal>>>,
    quote: Memo<Option<Estimate>>,
    known: Known,
    gone: RwSignal<bool>,
    say: Callback<Refusal, String>,
}

impl Live {
    /// The checkout in this picture.
    #[must_use]
    pub fn new(picture: CheckoutView, known: Known) -> Self {
        let view = RwSignal::new(picture);
        let typed = RwSignal::new(None::<Typed>);
        let (catalogue, taxes) = (StoredValue::new(use_catalogue()), StoredValue::new(use_taxes()));
        let coupon = Memo::new(move |_| view.read().coupon.clone());
        let shelf = Memo::new(move |_| {
            // Read, not only tracked: a memo that nobody has read follows nothing.
            coupon.with(|_| Arc::new(view.read_untracked().with_coupon(&catalogue.get_value())))
        });
        let estimate = Memo::new(move |_| {
            let content = typed.get().map_or_else(|| view.read().content.clone(), |typed| typed.get());
            view.read().estimate(&shelf.read(), &taxes.get_value(), &content)
        });
        // While what is typed has no price, the last one stands.
        let quote = Memo::new(move |last: Option<&Option<Estimate>>| {
            estimate.get().ok().or_else(|| last.and_then(Clone::clone))
        });
        let gone = RwSignal::new(false);
        Self { view, typed, catalogue, shelf, taxes, estimate, quote, known, gone, say: say() }
    }

    /// The picture. Reactive.
    #[must_use]
    pub fn view(self) -> Signal<CheckoutView> {
        self.view.into()
    }

    /// The picture as it is now.
    #[must_use]
    pub fn picture(self) -> CheckoutView {
        self.view.get_untracked()
    }

    /// The same, for whoever may come after the page has gone.
    #[must_use]
    pub fn last_picture(self) -> Option<CheckoutView> {
        self.view.try_get_untracked()
    }

    /// The checkout's id.
    #[must_use]
    pub fn id(self) -> CheckoutId {
        self.view.with_untracked(|view| view.id)
    }

    /// The version that an edit names.
    #[must_use]
    pub fn version(self) -> u32 {
        self.view.with_untracked(|view| view.version)
    }

    /// From now on prices follow what is typed.
    pub fn follow(self, typed: impl Into<Typed>) {
        self.typed.set(Some(typed.into()));
    }

    /// What is chosen on the page and not saved yet.
    #[must_use]
    pub fn unsaved(self) -> Option<Selection> {
        let chosen = self.typed.get_untracked()?.get_untracked().selection;
        (chosen != self.view.with_untracked(|view| view.content.selection.clone())).then_some(chosen)
    }

    /// Why what is typed cannot be sold so; empty when it can. Reactive.
    #[must_use]
    pub fn objections(self) -> Vec<Refusal> {
        self.estimate.get().err().unwrap_or_default()
    }

    /// What stands against other content than what is typed. Reactive.
    #[must_use]
    pub fn objections_to(self, content: &Content) -> Vec<Refusal> {
        let answer = self.view.read().estimate(&self.shelf.read(), &self.taxes.get_value(), content);
        answer.err().unwrap_or_default()
    }

    /// The price of what is typed, or the last one that there was.
    #[must_use]
    pub fn price(self) -> Memo<Option<Estimate>> {
        self.quote
    }

    /// The quote of that price, once there is one.
    #[must_use]
    pub fn quote(self) -> Option<Signal<Quote>> {
        let first = self.quote.get_untracked()?.quote;
        Some(Memo::new(move |_| self.quote.get().map_or_else(|| first.clone(), |estimate| estimate.quote)).into())
    }

    /// What is known about its tax.
    #[must_use]
    pub fn tax(self) -> Signal<TaxKnowledge> {
        Memo::new(move |_| self.quote.read().as_ref().map_or(TaxKnowledge::Unknown, |estimate| estimate.tax)).into()
    }

    /// An edit was taken.
    pub fn took(self, answer: &EditAnswer) {
        self.show(answer.view.clone());
        self.known.tell(News::of(answer));
    }

    /// There is a newer picture.
    pub fn show(self, view: CheckoutView) {
        self.known.remember(view.clone());
        self.view.set(view);
    }

    /// Whether whoever looks can go back to plan and details now.
    #[must_use]
    pub fn can_edit(self) -> bool {
        self.view.with_untracked(|view| view.shows(Step::Details) && view.may(Action::EditCheckout))
    }

    /// Whether it is not open to whoever looks any more. Reactive.
    #[must_use]
    pub fn is_gone(self) -> bool {
        self.gone.get()
    }

    /// It is not open to whoever looks any more.
    pub fn go(self) {
        self.gone.try_set(true);
    }

    /// What is sold, without coupons.
    #[must_use]
    pub fn catalogue(self) -> Arc<Catalogue> {
        self.catalogue.get_value()
    }

    /// Rates by country and day.
    #[must_use]
    pub fn taxes(self) -> Arc<TaxTable> {
        self.taxes.get_value()
    }

    /// Puts refusals into words.
    #[must_use]
    pub const fn say(self) -> Callback<Refusal, String> {
        self.say
    }

    /// Shows what a form of this checkout is answered, whenever it is: the new picture, or what is wrong with the form.
    pub fn shows(self, form: FormState, answer: impl Fn() -> Option<Result<CheckoutView, ApiError>> + 'static) {
        Effect::new(move |_| match answer() {
            Some(Ok(view)) => self.show(view),
            Some(Err(error)) => form.refuse(&error),
            None => {}
        });
    }

    /// What the pages of this checkout share.
    #[must_use]
    pub const fn known(self) -> Known {
        self.known
    }
}

/// A refusal in words, with the names that the catalogue gives to plans and add-ons.
#[must_use]
pub fn say() -> Callback<Refusal, String> {
    let (words, catalogue) = (use_words(), use_catalogue());
    Callback::new(move |refusal: Refusal| {
        let language = words.locale().code();
        words.refusal_naming(&refusal, |fact, id| match fact {
            "plan" => catalogue.plan(id).map(|plan| plan.name.in_language(language).to_owned()),
            "addon" => catalogue.addon(id).map(|addon| addon.name.in_language(language).to_owned()),
            _ => None,
        })
    })
}

/// The name of a step.
#[must_use]
pub fn step_name(words: Words, step: domain::checkout::Step) -> &'static str {
    use domain::checkout::Step;
    match step {
        Step::Plan => words.checkout_step_plan(),
        Step::Details => words.checkout_step_details(),
        Step::Payment => words.checkout_step_payment(),
        Step::Review => words.checkout_step_review(),
    }
}
