//! The use cases, one verb a file: each is a method of [`Commerce`](crate::commerce::Commerce).
//!
//! A flow takes the caller first and asks [`domain::access`]; decides with the domain; and changes everything that belongs
//! together in one transaction: the row, its event, and the jobs that follow. Nothing foreign is called inside one.
