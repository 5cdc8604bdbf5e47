//! Outbound Slack, and the only room that knows slack-morphism: how messages and forms look there, and the ids by
//! which what comes back is recognised. Never SQL, never a rule of the domain, nothing inbound.

pub mod ids;
pub mod view;
