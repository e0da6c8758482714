//! Who gets in where: every route and every function of the server, asked by nobody, by a stranger's browser, and by a
//! frame with a token for something else. What has no row in the tables fails, so that nothing is added unseen.

#[path = "access/doors.rs"]
mod doors;
#[path = "access/people.rs"]
mod people;
#[path = "edge/shop.rs"]
#[allow(dead_code)]
mod shop;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use doors::{Door, FUNCTIONS, ROUTES};
use people::{Asker, World};
use server::router::router;

/// The paths of a router, as its own description names them: axum has no other way to ask.
fn paths(description: &str) -> BTreeSet<String> {
    let paths =
        description.split("Node { paths: {").nth(1).and_then(|rest| rest.split('}').next_back().and(Some(rest)));
    let paths = paths.expect("a router describes its paths");
    let end = paths.find("} }").expect("the paths come to an end");
    paths[..end].split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// One test, not four: pages are rendered by threads that a process has once, and that lose what a runtime of another
/// test has promised them when that ends.
#[tokio::test(flavor = "multi_thread")]
async fn strangers_learn_nothing_and_nothing_is_added_unseen() {
    every_route_and_every_function_has_a_row().await;
    the_bundle_knows_in_which_part_each_page_is().await;
    what_no_function_understands_is_the_callers_fault().await;
    functions_tell_strangers_nothing_and_their_own_people_something().await;
    routes_tell_strangers_nothing_and_their_own_people_something().await;
}

async fn every_route_and_every_function_has_a_row() {
    let world = World::open().await;
    let description = format!("{:?}", router(world.shop.state()));
    let (functions, routes): (BTreeSet<_>, BTreeSet<_>) =
        paths(&description).into_iter().partition(|path| path.starts_with("/fn/"));
    let registered = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned());
    assert_eq!(functions, registered.collect(), "each function has a route");
    let rows = |table: &[(&str, Door)]| table.iter().map(|(path, _)| (*path).to_owned()).collect::<BTreeSet<_>>();
    let known: BTreeSet<_> = rows(FUNCTIONS).into_iter().map(|name| format!("/fn/{name}")).collect();
    assert_eq!(functions, known, "the table of functions is the list of functions");
    assert_eq!(routes, rows(ROUTES), "the table of routes is the list of routes");
    assert_eq!((rows(FUNCTIONS).len(), rows(ROUTES).len()), (FUNCTIONS.len(), ROUTES.len()), "a row each");
}

/// The browser loads the part of a page before it hydrates, by the page's address.
async fn the_bundle_knows_in_which_part_each_page_is() {
    let world = World::open().await;
    fn filled_in(segment: &str) -> &str {
        if segment.starts_with(['{', ':']) { "x" } else { segment }
    }
    for page in server::pages::listing(world.shop.state()) {
        let path = page.path().split('/').map(filled_in).collect::<Vec<_>>().join("/");
        assert!(app::page::Page::at(&path).is_some(), "{path}");
    }
}

async fn what_no_function_understands_is_the_callers_fault() {
    let world = World::open().await;
    let answer = world.ask("POST", "/fn/edit_plan", "version=many", Asker::Nobody).await;
    assert_eq!((answer.status, &answer.json()["error"]["code"]), (StatusCode::BAD_REQUEST, &"bad_request".into()));
}

async fn functions_tell_strangers_nothing_and_their_own_people_something() {
    let mut world = World::open().await;
    let methods: Vec<_> = leptos::server_fn::axum::server_fn_paths().collect();
    for (name, door) in FUNCTIONS {
        let path = format!("/fn/{name}");
        let (_, method) = methods.iter().find(|(known, _)| *known == path).expect("it is registered");
        world.try_door(method.as_str(), &path, door).await;
        if *name == "sign_out" {
            // The strangers are not what they were.
            world = World::open().await;
        }
    }
}

async fn routes_tell_strangers_nothing_and_their_own_people_something() {
    let world = World::open().await;
    for (path, door) in ROUTES {
        let method = if matches!(door, Door::Signed { .. } | Door::Computes(_)) { "POST" } else { "GET" };
        world.try_door(method, path, door).await;
    }
}

impl World {
    /// Wants a door to open for whom it should, and to look like a wall to everybody else.
    async fn try_door(&self, method: &str, path: &str, door: &Door) {
        for who in Asker::STRANGERS {
            let answer = self.ask(method, path, door.form(), who).await;
            let about = format!("{method} {path} asked by {who:?}: {} {}", answer.status, answer.text);
            match door {
                Door::Anyone(_) => {
                    assert!(answer.status.is_success() || answer.status.is_redirection(), "{about}");
                    assert!(!answer.text.contains("Acme"), "{about}");
                }
                Door::Computes(_) | Door::Demo => assert!(answer.status.is_success(), "{about}"),
                Door::Theirs(_) | Door::Approvers(_) | Door::Nobody => {
                    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{about}");
                    assert!(!answer.text.contains("Acme"), "{about}");
                    assert!(!path.starts_with("/fn/") || answer.json()["error"]["code"] == "not_found", "{about}");
                }
                Door::SignedIn(_) => {
                    let sent_on = answer.status.is_redirection() && answer.header("location").starts_with("/sign-in");
                    assert!(answer.status == StatusCode::UNAUTHORIZED || sent_on, "{about}");
                }
                Door::Secret { says, .. } | Door::Signed { says } => {
                    assert!(answer.status.is_client_error() && answer.text.contains(says), "{about}");
                }
            }
        }
        if let Door::Approvers(_) = door {
            let answer = self.ask(method, path, door.form(), Asker::Owner).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}: {}", answer.text);
        }
        if let Door::Theirs(_) | Door::SignedIn(_) = door {
            let answer = self.ask(method, path, door.form(), Asker::Owner).await;
            let seen = !matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN);
            assert!(seen && !answer.status.is_server_error(), "{method} {path}: {} {}", answer.status, answer.text);
            assert_ne!(answer.status, StatusCode::BAD_REQUEST, "{method} {path}: {}", answer.text);
        }
    }
}
