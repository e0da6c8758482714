//! Who gets in where: every route and every function of the server, asked by each role of an account, by an owner of another,
//! by nobody, by a stranger's browser, and by a frame with a token for something else; the answer is what the table of the domain
//! says. What has no row in the tables fails, so that nothing is added unseen.

#[path = "access/askers.rs"]
mod askers;
#[path = "access/doors.rs"]
mod doors;
#[path = "access/people.rs"]
mod people;
#[path = "edge/shop.rs"]
#[allow(dead_code)]
mod shop;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

use askers::Asker;
use axum::http::StatusCode;
use domain::access::{Action, Denied};
use domain::refusal::Refusal;
use doors::{Door, FUNCTIONS, ROUTES};
use people::World;
use server::router::router;
use shop::Answer;

/// How many pairs of an address and an asker were tried.
static PAIRS: AtomicU32 = AtomicU32::new(0);

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
    let pairs = PAIRS.load(Ordering::Relaxed);
    println!("{pairs} pairs of an address and an asker");
    assert!(pairs > 500, "{pairs}");
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
    let answer = world.ask("POST", "/fn/edit_plan", "version=1", Asker::Nobody).await;
    let told = &answer.json()["error"];
    assert_eq!(
        (answer.status, &told["code"], &told["field"]),
        (StatusCode::BAD_REQUEST, &"bad_request".into(), &"id".into())
    );
    assert!(told["message"].as_str().unwrap().starts_with("Load the page again"), "{told}");
}

async fn functions_tell_strangers_nothing_and_their_own_people_something() {
    let mut world = World::open().await;
    let methods: Vec<_> = leptos::server_fn::axum::server_fn_paths().collect();
    for (name, door) in FUNCTIONS {
        let path = format!("/fn/{name}");
        let (_, method) = methods.iter().find(|(known, _)| *known == path).expect("it is registered");
        world.try_door(method.as_str(), &path, door).await;
        if ["sign_out", "leave_account"].contains(name) {
            // The askers are not what they were.
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
    /// Wants a door to open for whom it should, to tell members what they lack, and to look like a wall to everybody else.
    async fn try_door(&self, method: &str, path: &str, door: &Door) {
        for who in Asker::ALL {
            let expected = match door {
                Door::Theirs(action, _) | Door::TheirPage(action, _) => Some(self.decided(who, *action).await),
                Door::TheirsBoth([one, other], _) => {
                    Some(self.decided(who, *one).await.and(self.decided(who, *other).await))
                }
                _ => None,
            };
            let answer = self.ask(method, path, door.form(), who).await;
            let about = format!("{method} {path} asked by {who:?}: {} {}", answer.status, answer.text);
            let stranger = Asker::STRANGERS.contains(&who);
            assert!(!answer.status.is_server_error(), "{about}");
            let open = matches!(door, Door::Demo);
            assert!(!stranger || open || !answer.text.contains("Acme"), "{about}");
            match door {
                Door::Theirs(action, _) => {
                    self.as_decided(path, expected.expect("it was asked"), &answer, (who, *action))
                }
                Door::TheirsBoth([action, _], _) => {
                    self.as_decided(path, expected.expect("it was asked"), &answer, (who, *action))
                }
                Door::TheirPage(action, _) if self.is_signed_in(who).await => {
                    self.as_decided(path, expected.expect("it was asked"), &answer, (who, *action))
                }
                Door::Anyone(_) => {
                    assert!(!stranger || answer.status.is_success() || answer.status.is_redirection(), "{about}");
                }
                Door::Computes(_) | Door::Demo => assert!(answer.status.is_success(), "{about}"),
                Door::Nobody => assert_eq!(answer.status, StatusCode::NOT_FOUND, "{about}"),
                Door::Ours => {
                    let (ours, signed_in) = (Asker::STAFF.contains(&who), self.is_signed_in(who).await);
                    let expected = match (ours, signed_in) {
                        (true, _) => answer.status.is_success(),
                        (false, true) => answer.status == StatusCode::NOT_FOUND,
                        (false, false) => answer.header("location").starts_with("/sign-in"),
                    };
                    assert!(expected, "{about}");
                }
                Door::Invited(_) if self.is_signed_in(who).await => {
                    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{about}");
                }
                Door::SignedIn(_) if self.is_signed_in(who).await => assert!(answer.status.is_success(), "{about}"),
                Door::Refused { says, .. } if self.is_signed_in(who).await => {
                    assert!(answer.status.is_client_error() && answer.text.contains(says), "{about}");
                }
                Door::TheirPage(..) | Door::Invited(_) | Door::SignedIn(_) | Door::Refused { .. } => {
                    let sent_on = answer.status.is_redirection() && answer.header("location").starts_with("/sign-in");
                    assert!(answer.status == StatusCode::UNAUTHORIZED || sent_on, "{about}");
                }
                Door::Secret { says, .. } | Door::Signed { says } => {
                    assert!(answer.status.is_client_error() && answer.text.contains(says), "{about}");
                }
            }
            PAIRS.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The answer is the one that the table gives.
    fn as_decided(&self, path: &str, decided: Result<(), Denied>, answer: &Answer, (who, action): (Asker, Action)) {
        let about = format!("{path} ({action:?}) asked by {who:?}: {} {}", answer.status, answer.text);
        let expected = match decided {
            Ok(()) => {
                let walls =
                    [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED, StatusCode::BAD_REQUEST];
                assert!(!walls.contains(&answer.status), "the table lets them: {about}");
                return;
            }
            Err(Denied::NotFound) => (StatusCode::NOT_FOUND, "not_found".to_owned()),
            Err(denied) => (StatusCode::FORBIDDEN, Refusal::from(denied).code),
        };
        assert_eq!(answer.status, expected.0, "{about}");
        assert!(!path.starts_with("/fn/") || answer.json()["error"]["code"] == *expected.1, "{about}");
    }
}
