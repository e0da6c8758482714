//! Tests of commerce against real databases: one binary, so that they share one private PostgreSQL cluster.

mod it {
    mod checkout;
    mod dns;
    mod domains;
    mod gateway;
    mod handover;
    mod identity;
    mod jobs;
    mod licence;
    mod mailer;
    mod members;
    mod orders;
    mod payment;
    mod personal_data;
    mod provider;
    mod sso;
    mod staff;
    mod store;
    mod trial;
}
