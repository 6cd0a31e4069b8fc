//! Where lakes are deployed to.

use super::{Rule, Severity};

rules! {
    PRODUCTION_UNWATCHED = "LG-W290" "production-unwatched" Warning {
        why: "The topic for alarms has no subscriber: crawls and jobs fail, and the first to notice are those who miss the data.",
        fix: "Add `alarms: { notify: [<address>] }` to the spec, or to the environment's `overlay`."
    }
    PRODUCTION_ANYWHERE = "LG-W291" "production-anywhere" Warning {
        why: "Without an account, none of the three targets refuses a deployment with the credentials of another one.",
        fix: "Add `account`, twelve digits in quotes, to the environment."
    }
}
