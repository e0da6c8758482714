//! What happened, as the audit trail says it; and the names of roles.

use domain::account::Role;

use crate::words::Words;

macro_rules! events {
    ($($name:literal => $words:ident),+ $(,)?) => {
        /// The name of every event that an account's trail knows a sentence for.
        pub const EVENTS: &[&str] = &[$($name),+];

        impl Words {
            /// What happened, by the name of the event; the name itself where there is no sentence.
            #[must_use]
            pub fn audit_event(self, name: &str) -> &str {
                match name {
                    $($name => self.$words(),)+
                    _ => name,
                }
            }
        }
    };
}

events! {
    "account_opened" => audit_account_opened,
    "account_edited" => audit_account_edited,
    "account_handed_over" => audit_account_handed_over,
    "member_invited" => audit_member_invited,
    "invitation_accepted" => audit_invitation_accepted,
    "invitation_declined" => audit_invitation_declined,
    "invitation_revoked" => audit_invitation_revoked,
    "member_joined" => audit_member_joined,
    "member_role_changed" => audit_member_role_changed,
    "member_removed" => audit_member_removed,
    "member_left" => audit_member_left,
    "domain_claimed" => audit_domain_claimed,
    "domain_verified" => audit_domain_verified,
    "domain_record_missed" => audit_domain_record_missed,
    "domain_record_back" => audit_domain_record_back,
    "domain_lost" => audit_domain_lost,
    "domain_released" => audit_domain_released,
    "join_requested" => audit_join_requested,
    "join_request_approved" => audit_join_request_approved,
    "join_request_declined" => audit_join_request_declined,
    "join_request_lapsed" => audit_join_request_lapsed,
    "owner_erased" => audit_owner_erased,
    "checkout_started" => audit_checkout_started,
    "checkout_edited" => audit_checkout_edited,
    "checkout_email_proved" => audit_checkout_email_proved,
    "checkout_method_chosen" => audit_checkout_method_chosen,
    "checkout_confirmed" => audit_checkout_confirmed,
    "checkout_extended" => audit_checkout_extended,
    "checkout_expired" => audit_checkout_expired,
    "checkout_resumed" => audit_checkout_resumed,
    "checkout_cancelled" => audit_checkout_cancelled,
    "checkout_handed_over" => audit_checkout_handed_over,
    "checkout_opened" => audit_checkout_opened,
    "checkout_taken_back" => audit_checkout_taken_back,
    "checkout_approved" => audit_checkout_approved,
    "checkout_returned" => audit_checkout_returned,
    "checkout_commented" => audit_checkout_commented,
    "order_placed" => audit_order_placed,
    "order_waits" => audit_order_waits,
    "order_payment_failed" => audit_order_payment_failed,
    "order_committed" => audit_order_committed,
    "order_debit_started" => audit_order_debit_started,
    "order_paid" => audit_order_paid,
    "order_provisioning" => audit_order_provisioning,
    "order_provisioned" => audit_order_provisioned,
    "order_failed" => audit_order_failed,
    "order_declined" => audit_order_declined,
    "order_cancelled" => audit_order_cancelled,
    "order_closed" => audit_order_closed,
    "subscription_trial_started" => audit_subscription_trial_started,
    "subscription_trial_expired" => audit_subscription_trial_expired,
    "subscription_activated" => audit_subscription_activated,
    "licence_issued" => audit_licence_issued,
    "staff_acting_began" => audit_staff_acting_began,
    "staff_acting_ended" => audit_staff_acting_ended,
    "staff_owner_restored" => audit_staff_owner_restored,
    "subscription_trial_extended" => audit_subscription_trial_extended,
    "trial_extended" => audit_trial_extended,
    "trial_started" => audit_trial_started,
    "trial_converted" => audit_trial_converted,
    "trial_expired" => audit_trial_expired,
}

impl Words {
    /// The kind of actor of an entry.
    #[must_use]
    pub fn audit_actor(self, kind: &str) -> &str {
        match kind {
            "user" => self.audit_actor_user(),
            "visitor" => self.audit_actor_visitor(),
            "approver" => self.audit_actor_approver(),
            "partner" => self.audit_actor_partner(),
            "staff" => self.audit_actor_staff(),
            "system" => self.audit_actor_system(),
            _ => kind,
        }
    }

    /// A role.
    #[must_use]
    pub fn role(self, role: Role) -> &'static str {
        match role {
            Role::Owner => self.account_role_owner(),
            Role::BillingManager => self.account_role_billing_manager(),
            Role::Viewer => self.account_role_viewer(),
            Role::Technical => self.account_role_technical(),
        }
    }

    /// What a role may do.
    #[must_use]
    pub fn role_text(self, role: Role) -> &'static str {
        match role {
            Role::Owner => self.account_role_owner_text(),
            Role::BillingManager => self.account_role_billing_manager_text(),
            Role::Viewer => self.account_role_viewer_text(),
            Role::Technical => self.account_role_technical_text(),
        }
    }
}
