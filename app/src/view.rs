//! A view whose type is forgotten, as the browser needs it: built, brought up to date, hydrated, shown and taken away.
//!
//! Leptos's own `AnyView` also carries every view's code for lazy hydration and for attributes added from outside, whether
//! or not that ever runs: a fifth of the bundle. Pages are hydrated at once (their part is loaded before, see
//! [`crate::parts`]) and components take no attributes but their own, so this one leaves both out. The server renders with
//! Leptos's.

use std::any::{Any, TypeId};

use leptos::prelude::{AddAnyAttr, Mountable, Render, RenderHtml};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node, Placeholder};
use leptos::tachys::view::{Position, PositionState};

/// A view whose type is forgotten.
pub struct AnyView(Box<dyn Forgotten>);

/// What is kept of it while it is shown.
pub struct AnyViewState {
    of: TypeId,
    shown: Box<dyn Shown>,
    /// Stands where the view has no node of its own.
    placeholder: Option<Placeholder>,
}

/// No HTML: the server writes it, and the browser need not know how the view is made.
pub fn written(_: impl FnOnce() -> AnyView) -> String {
    String::new()
}

/// Forgets the type of a view.
pub trait IntoAny {
    /// The same view, its type forgotten.
    fn into_any(self) -> AnyView;
}

impl<T: RenderHtml> IntoAny for T {
    fn into_any(self) -> AnyView {
        AnyView(Box::new(self.into_owned()))
    }
}

trait Forgotten: Send {
    fn of(&self) -> TypeId;
    fn built(self: Box<Self>) -> AnyViewState;
    fn rebuilt(self: Box<Self>, shown: &mut dyn Any);
    fn hydrated(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> AnyViewState;
}

impl<T: RenderHtml + 'static> Forgotten for T {
    fn of(&self) -> TypeId {
        TypeId::of::<T>()
    }

    fn built(self: Box<Self>) -> AnyViewState {
        let shown = Box::new(self.build());
        AnyViewState { of: TypeId::of::<T>(), shown, placeholder: (!T::EXISTS).then(Rndr::create_placeholder) }
    }

    fn rebuilt(self: Box<Self>, shown: &mut dyn Any) {
        if let Some(state) = shown.downcast_mut::<T::State>() {
            self.rebuild(state);
        }
    }

    fn hydrated(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> AnyViewState {
        let shown = Box::new(self.hydrate::<true>(cursor, position));
        let placeholder = (!T::EXISTS).then(|| cursor.next_placeholder(position));
        AnyViewState { of: TypeId::of::<T>(), shown, placeholder }
    }
}

trait Shown {
    fn any(&mut self) -> &mut dyn Any;
    fn take_away(&mut self);
    fn show(&mut self, parent: &Element, marker: Option<&Node>);
    fn put_before(&self, child: &mut dyn Mountable) -> bool;
}

impl<T: Mountable + 'static> Shown for T {
    fn any(&mut self) -> &mut dyn Any {
        self
    }

    fn take_away(&mut self) {
        self.unmount();
    }

    fn show(&mut self, parent: &Element, marker: Option<&Node>) {
        self.mount(parent, marker);
    }

    fn put_before(&self, child: &mut dyn Mountable) -> bool {
        self.insert_before_this(child)
    }
}

impl Mountable for AnyViewState {
    fn unmount(&mut self) {
        self.shown.take_away();
        if let Some(placeholder) = &mut self.placeholder {
            placeholder.unmount();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.shown.show(parent, marker);
        if let Some(placeholder) = &mut self.placeholder {
            placeholder.mount(parent, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match &self.placeholder {
            Some(placeholder) => placeholder.insert_before_this(child),
            None => self.shown.put_before(child),
        }
    }

    /// Asked for where attributes are added from outside only.
    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

impl Render for AnyView {
    type State = AnyViewState;

    fn build(self) -> AnyViewState {
        self.0.built()
    }

    fn rebuild(self, state: &mut AnyViewState) {
        if self.0.of() == state.of {
            self.0.rebuilt(state.shown.any());
        } else {
            let mut new = self.0.built();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }
}

impl AddAnyAttr for AnyView {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self
    where
        Self: RenderHtml,
    {
        debug_assert!(false, "a component takes no attributes but its own");
        self
    }
}

impl RenderHtml for AnyView {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    /// Renders nothing: the browser writes no HTML.
    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> AnyViewState {
        self.0.hydrated(cursor, position)
    }

    fn into_owned(self) -> Self {
        self
    }
}
