//! What our own people read in lists: states of orders, letters, roles of ours.

use domain::access::StaffRole;

use crate::words::Words;

impl Words {
    /// The state of an order, by its name; the name itself where there is no word.
    #[must_use]
    pub fn order_status(self, status: &str) -> &str {
        match status {
            "awaiting_gates" => self.staff_status_awaiting_gates(),
            "committed" => self.staff_status_committed(),
            "provisioning" => self.staff_status_provisioning(),
            "provisioned" => self.staff_status_provisioned(),
            "failed" => self.staff_status_failed(),
            "declined" => self.staff_status_declined(),
            "cancelled" => self.staff_status_cancelled(),
            _ => status,
        }
    }

    /// A letter, by its name in the log of mails; the name itself where there is no word.
    #[must_use]
    pub fn letter_name(self, letter: &str) -> &str {
        match letter {
            "code" => self.staff_letter_code(),
            "checkout_link" => self.staff_letter_checkout_link(),
            "invitation" => self.staff_letter_invitation(),
            "approval_request" => self.staff_letter_approval_request(),
            "approval_answer" => self.staff_letter_approval_answer(),
            "lead_received" => self.staff_letter_lead_received(),
            "receipt" => self.staff_letter_receipt(),
            "payment_failed" => self.staff_letter_payment_failed(),
            "lead_to_sales" => self.staff_letter_lead_to_sales(),
            "trial_started" => self.staff_letter_trial_started(),
            "trial_ending" => self.staff_letter_trial_ending(),
            "trial_ended" => self.staff_letter_trial_ended(),
            "trial_existing" => self.staff_letter_trial_existing(),
            "acting_began" => self.staff_letter_acting_began(),
            "membership_changed" => self.staff_letter_membership_changed(),
            "join_request" => self.staff_letter_join_request(),
            "join_answer" => self.staff_letter_join_answer(),
            "domain_lost" => self.staff_letter_domain_lost(),
            "identity_linked" => self.staff_letter_identity_linked(),
            "data_erased" => self.staff_letter_data_erased(),
            "owner_restored" | "account_handed_over" => self.staff_letter_owner_restored(),
            _ => letter,
        }
    }

    /// What one of us does.
    #[must_use]
    pub fn staff_role(self, role: StaffRole) -> &'static str {
        match role {
            StaffRole::Support => self.staff_role_support(),
            StaffRole::Sales => self.staff_role_sales(),
            StaffRole::Compliance => self.staff_role_compliance(),
            StaffRole::Admin => self.staff_role_admin(),
        }
    }
}
