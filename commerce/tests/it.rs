//! Tests of commerce against real databases: one binary, so that they share one private PostgreSQL cluster.

mod it {
    mod checkout;
    mod gateway;
    mod handover;
    mod identity;
    mod jobs;
    mod licence;
    mod mailer;
    mod orders;
    mod payment;
    mod provider;
    mod store;
    mod trial;
}
