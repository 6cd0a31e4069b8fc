//! Safe defaults that a spec may turn off, by an explicit line and with a warning.

use crate::diag::{Pointer, Rule, rules};

use super::{Allowed, Pipeline};

/// How many days logs are kept unless somebody chose otherwise: what CKV_AWS_338 and auditors ask for.
const YEAR: u32 = 365;

/// A safe default that is turned off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Logs are gone before a year is over.
    ShortLogs,
    /// AWS's own keys encrypt the lake, which nobody here can audit or revoke.
    AwsManagedKeys,
    /// A job has no security configuration.
    NoSecurityConfiguration,
    /// Data goes with the stack.
    DeletedData,
}

impl Weakness {
    /// The rule that warns of it.
    pub fn rule(self) -> &'static Rule {
        match self {
            Self::ShortLogs => &rules::LOG_RETENTION,
            Self::AwsManagedKeys | Self::NoSecurityConfiguration => &rules::WEAKER_ENCRYPTION,
            Self::DeletedData => &rules::DATA_NOT_RETAINED,
        }
    }

    /// Whether it only matters where people depend on the lake.
    fn is_about_production(self) -> bool {
        matches!(self, Self::ShortLogs | Self::DeletedData)
    }

    /// Where a spec says so of what stands at `origin`, if not under `defaults`.
    pub fn place(self, origin: &Pointer) -> Pointer {
        match self {
            Self::ShortLogs => Pointer::root().key("defaults").key("log_retention"),
            Self::AwsManagedKeys => Pointer::root().key("encryption").key("kms_key"),
            Self::NoSecurityConfiguration => origin.key("security_configuration"),
            Self::DeletedData => origin.key("deletion_policy"),
        }
    }
}

impl Pipeline {
    /// Whether `weakness` is one here: not what only production needs, in an environment that is said to be none.
    pub fn minds(&self, weakness: Weakness) -> bool {
        let production = self.environment.as_ref().and_then(|here| here.production);
        production != Some(false) || !weakness.is_about_production()
    }

    /// Whether logs are gone before a year is over.
    pub fn has_short_logs(&self) -> bool {
        self.log_retention_days < YEAR
    }

    /// Why the spec accepts `weakness` of what stands at `origin`, if it does.
    pub fn accepts(&self, weakness: Weakness, origin: &Pointer) -> Option<&str> {
        if !self.minds(weakness) {
            return Some("This environment is not for production.");
        }
        let place = weakness.place(origin);
        let covers = |allowed: &&Allowed| allowed.covers(weakness.rule(), &place);
        self.allowed.iter().find(covers).map(|allowed| allowed.reason.as_str())
    }
}
