//! The browser bundle's beginning: fetches what the page's facts name and the part that the page is in, while the bundle is
//! still loading where the preloads did it already, and hydrates the page.
//!
//! If anything is missing the page stays what the server sent: readable, with links and forms that work.

use std::sync::Arc;

use app::facts::{ELEMENT_ID, PageFacts};
use app::island;
use app::packed::unpack;
use app::page::Page;
use app::router::App;
use app::setting::Setting;
use app::turns;
use leptos::prelude::*;
use messages::Words;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

fn main() {
    if cfg!(debug_assertions) {
        console_error_panic_hook::set_once();
    }
    // The reactive system runs on the browser's own queue; this is the first that asks for it.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    wasm_bindgen_futures::spawn_local(async {
        if let Err(cause) = hydrate().await {
            web_sys::console::error_2(&"the page stays without script:".into(), &cause);
        }
    });
}

/// What somebody does who is there: moves, presses, types, comes back to the window, or goes into the provider's fields.
const SIGNS_OF_SOMEBODY: [&str; 7] = ["pointermove", "pointerdown", "touchstart", "keydown", "scroll", "focus", "blur"];

/// Brings the page to life and says so on the root element, where styles and tests look. A page with an island comes to life
/// when somebody is there: until then its island is all that anybody needs.
async fn hydrate() -> Result<(), JsValue> {
    let page = Page::at(&window().location().pathname()?);
    let setting = setting(page).await?;
    // What comes with a page is made in several tasks, so that none of them holds anybody up.
    turns::next_task().await?;
    let styles = setting.facts.files.styles.clone();
    let island = island::of_this_page();
    let waits = island.is_some();
    if let Some(island) = island {
        island::enliven(island, setting.clone()).await.map_err(|error| error.to_string())?;
        JsFuture::from(somebody()).await?;
    }
    if let Some(page) = page {
        page.part().load().await.map_err(|error| error.to_string())?;
    }
    leptos::mount::hydrate_body(move || view! { <App setting/> });
    turns::all_taken().await?;
    if let Some(address) = styles {
        load_styles(&address)?;
    }
    if let Some(root) = document().document_element() {
        root.set_attribute("data-hydrated", "")?;
    }
    if waits {
        // Others may have changed meanwhile what the page shows: it looks again, as it does for whoever comes back to it.
        window().dispatch_event(&web_sys::Event::new("focus")?)?;
    }
    Ok(())
}

/// Adds a style sheet that this page did without until now; the next one will need it.
fn load_styles(address: &str) -> Result<(), JsValue> {
    let link = document().create_element("link")?;
    link.set_attribute("rel", "stylesheet")?;
    link.set_attribute("href", address)?;
    if let Some(head) = document().query_selector("head")? {
        head.append_child(&link)?;
    }
    Ok(())
}

/// Kept at the first sign of somebody.
fn somebody() -> js_sys::Promise {
    js_sys::Promise::new(&mut |resolve, _| {
        let options = web_sys::AddEventListenerOptions::new();
        options.set_once(true);
        options.set_passive(true);
        options.set_capture(true);
        for sign in SIGNS_OF_SOMEBODY {
            let _ = window().add_event_listener_with_callback_and_add_event_listener_options(sign, &resolve, &options);
        }
    })
}

/// The setting that the server rendered this page with. While its data comes, what the page needs first comes, too.
async fn setting(page: Option<Page>) -> Result<Setting, JsValue> {
    let block = document().get_element_by_id(ELEMENT_ID).and_then(|element| element.text_content());
    let block = block.ok_or("the document has no facts")?;
    let facts: PageFacts = serde_json::from_str(&block).map_err(|error| error.to_string())?;
    let files = &facts.files;
    let (messages, catalogue, taxes) = (start(&files.messages), start(&files.catalogue), start(&files.taxes));
    if let Some(page) = page {
        page.load_first().await.map_err(|error| error.to_string())?;
    }
    turns::next_task().await?;
    let words = Words::from_table(facts.locale, &text(messages).await?).map_err(|error| error.to_string())?;
    turns::next_task().await?;
    let catalogue = Arc::new(data(catalogue).await?);
    turns::next_task().await?;
    let taxes = Arc::new(data(taxes).await?);
    Ok(Setting { facts, words, catalogue, taxes })
}

/// The body of a response as the data that it packs.
async fn data<T: serde::de::DeserializeOwned>(request: JsFuture) -> Result<T, JsValue> {
    let bytes = js_sys::Uint8Array::new(&JsFuture::from(answer(request).await?.array_buffer()?).await?).to_vec();
    Ok(unpack(&bytes).map_err(|error| error.to_string())?)
}

/// Starts a request; several started before the first is awaited run side by side.
fn start(address: &str) -> JsFuture {
    JsFuture::from(window().fetch_with_str(address))
}

/// The body of a response as text.
async fn text(request: JsFuture) -> Result<String, JsValue> {
    let text = JsFuture::from(answer(request).await?.text()?).await?;
    text.as_string().ok_or_else(|| "a response that is no text".into())
}

/// The response, if it is a good one.
async fn answer(request: JsFuture) -> Result<web_sys::Response, JsValue> {
    let response: web_sys::Response = request.await?.dyn_into()?;
    if !response.ok() {
        return Err(format!("{} answered {}", response.url(), response.status()).into());
    }
    Ok(response)
}
