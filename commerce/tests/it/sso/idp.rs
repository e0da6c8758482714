//! An OpenID provider for one test, over HTTP: it signs what it is told to, also what no honest one would.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD as BASE64_URL};
use commerce::adapters::identity::oidc::{Oidc, OidcConfig};
use commerce::flows::SsoAnswer;
use commerce::testing::beginning;
use domain::access::oidc::Provider;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;
use url::Url;

pub const CLIENT: &str = "kassa";
const SECRET: &str = "a secret: with/odd+characters";

/// What is done to a token before it is signed: header and claims.
type Change = Box<dyn Fn(&mut Value, &mut Value) + Send>;

pub struct Idp {
    pub issuer: String,
    state: Arc<Mutex<Books>>,
    server: tokio::task::JoinHandle<()>,
}

struct Books {
    issuer: String,
    key: EcdsaKeyPair,
    key_id: String,
    codes: HashMap<String, Asked>,
    person: Value,
    outside_token: Option<Value>,
    change: Option<Change>,
    keys_asked: u32,
    silent: bool,
    given: u32,
}

/// What a code was given for.
struct Asked {
    nonce: String,
    challenge: String,
    back_to: String,
}

type Shared = Arc<Mutex<Books>>;

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap()
}

pub fn ada() -> Value {
    json!({ "sub": "subject-of-ada", "email": "Ada@acme.example", "email_verified": true, "name": "Ada",
        "groups": ["sales", "owners"], "sid": "their-session" })
}

impl Idp {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let books = Books {
            issuer: issuer.clone(),
            key: key(),
            key_id: "one".to_owned(),
            codes: HashMap::new(),
            person: ada(),
            outside_token: None,
            change: None,
            keys_asked: 0,
            silent: false,
            given: 0,
        };
        let state = Arc::new(Mutex::new(books));
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(state.clone());
        let server = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { issuer, state, server }
    }

    /// Its client, which claims these domains.
    pub fn client(&self, slug: &str, domains: &[&str]) -> Oidc {
        self.client_that(slug, domains, Duration::from_secs(60))
    }

    /// The same, which asks for keys again so often.
    pub fn client_that(&self, slug: &str, domains: &[&str], keys_again_after: Duration) -> Oidc {
        let provider = Provider {
            slug: slug.to_owned(),
            name: slug.to_uppercase(),
            issuer: self.issuer.clone(),
            client_id: CLIENT.to_owned(),
            domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
        };
        let patience = Duration::from_millis(700);
        let config = OidcConfig {
            provider,
            client_secret: Some(SECRET.to_owned()),
            groups_claim: "groups".to_owned(),
            patience,
            keys_again_after,
            plain_http: true,
        };
        Oidc::new(config).unwrap()
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.state.lock().unwrap()
    }

    /// Whom it signs in from now on.
    pub fn knows(&self, person: Value) {
        self.books().person = person;
    }

    /// What it says beside the token, where it keeps the address out of it.
    pub fn tells_apart(&self, told: Value) {
        self.books().outside_token = Some(told);
    }

    /// What happens to tokens from now on before they are signed.
    pub fn lies(&self, change: impl Fn(&mut Value, &mut Value) + Send + 'static) {
        self.books().change = Some(Box::new(change));
    }

    pub fn tells_the_truth(&self) {
        self.books().change = None;
    }

    /// Another key takes the place of the one before.
    pub fn rotates(&self, key_id: &str) {
        let mut books = self.books();
        (books.key, books.key_id) = (key(), key_id.to_owned());
    }

    /// Signs with a key that it does not publish under that name.
    pub fn signs_with_another_key(&self) {
        self.books().change = Some(Box::new(|header, _| header["forged"] = json!(true)));
    }

    pub fn keys_asked(&self) -> u32 {
        self.books().keys_asked
    }

    /// It takes calls and never answers.
    pub fn falls_silent(&self) {
        self.books().silent = true;
    }

    /// It is not there any more.
    pub async fn goes_down(&mut self) {
        self.server.abort();
        let _ = (&mut self.server).await;
    }

    /// A browser that was sent to `address` comes back with this.
    pub fn signs_in(&self, address: &str) -> SsoAnswer {
        let url = Url::parse(address).unwrap();
        let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert!(address.starts_with(&format!("{}/authorize?", self.issuer)), "{address}");
        assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
        assert_eq!((asked["client_id"].as_str(), asked["scope"].as_str()), (CLIENT, "openid email profile"));
        let mut books = self.books();
        books.given += 1;
        let code = format!("code-{}", books.given);
        let (nonce, challenge) = (asked["nonce"].clone(), asked["code_challenge"].clone());
        books.codes.insert(code.clone(), Asked { nonce, challenge, back_to: asked["redirect_uri"].clone() });
        SsoAnswer { state: asked["state"].clone(), code: Some(code), error: None, issuer: Some(self.issuer.clone()) }
    }

    /// A logout token with these claims on top.
    pub fn logout_token(&self, claims: Value) -> String {
        let now = beginning().as_second();
        let event = json!({ "http://schemas.openid.net/event/backchannel-logout": {} });
        let mut all =
            json!({ "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": "1", "events": event });
        merge(&mut all, claims);
        self.books().sign(json!({ "typ": "logout+jwt" }), all)
    }
}

fn merge(into: &mut Value, more: Value) {
    for (name, value) in more.as_object().unwrap() {
        into[name] = value.clone();
        if value.is_null() {
            into.as_object_mut().unwrap().remove(name);
        }
    }
}

impl Books {
    fn sign(&self, header: Value, mut claims: Value) -> String {
        let mut all = json!({ "alg": "ES256", "kid": self.key_id });
        merge(&mut all, header);
        if let Some(change) = &self.change {
            change(&mut all, &mut claims);
        }
        let encode = |value: &Value| BASE64_URL.encode(value.to_string());
        let message = format!("{}.{}", encode(&all), encode(&claims));
        let forged = all.get("forged").is_some().then(key);
        let key = forged.as_ref().unwrap_or(&self.key);
        let signature = key.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
        format!("{message}.{}", BASE64_URL.encode(signature))
    }
}

async fn metadata(State(state): State<Shared>) -> Response {
    if state.lock().unwrap().silent {
        std::future::pending::<()>().await;
    }
    let issuer = state.lock().unwrap().issuer.clone();
    let at = |path: &str| format!("{issuer}/{path}");
    Json(json!({ "issuer": issuer, "authorization_endpoint": at("authorize"), "token_endpoint": at("token"),
        "jwks_uri": at("jwks"), "userinfo_endpoint": at("userinfo"), "end_session_endpoint": at("leave"),
        "authorization_response_iss_parameter_supported": true }))
    .into_response()
}

async fn jwks(State(state): State<Shared>) -> Json<Value> {
    let mut books = state.lock().unwrap();
    books.keys_asked += 1;
    let point = books.key.public_key().as_ref();
    let (x, y) = (BASE64_URL.encode(&point[1..33]), BASE64_URL.encode(&point[33..65]));
    let key = json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": books.key_id, "use": "sig" });
    Json(json!({ "keys": [{ "kty": "unheard of" }, key] }))
}

/// As RFC 6749 (4.1.3, 5.2) and RFC 7636 (4.6) have it.
async fn token(State(state): State<Shared>, headers: HeaderMap, Form(form): Form<HashMap<String, String>>) -> Response {
    let mut books = state.lock().unwrap();
    let escaped: String = url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let known = format!("Basic {}", BASE64_STANDARD.encode(format!("{CLIENT}:{escaped}")));
    if headers.get("authorization").is_none_or(|given| given != known.as_str()) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
    }
    let asked = books.codes.remove(&form["code"]).filter(|asked| {
        let challenge = BASE64_URL.encode(Sha256::digest(&form["code_verifier"]));
        asked.challenge == challenge && asked.back_to == form["redirect_uri"]
    });
    let Some(asked) = asked else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let now = beginning().as_second();
    let mut claims = json!({ "iss": books.issuer, "aud": CLIENT, "nonce": asked.nonce, "iat": now, "exp": now + 300 });
    merge(&mut claims, books.person.clone());
    let id_token = books.sign(json!({}), claims);
    Json(json!({ "id_token": id_token, "access_token": "theirs", "token_type": "Bearer" })).into_response()
}

async fn userinfo(State(state): State<Shared>, headers: HeaderMap) -> Response {
    let told = state.lock().unwrap().outside_token.clone();
    match told {
        Some(told) if headers.get("authorization").is_some_and(|given| given == "Bearer theirs") => {
            Json(told).into_response()
        }
        _ => StatusCode::UNAUTHORIZED.into_response(),
    }
}
