//! Who is told about what, written down again.

use std::collections::BTreeMap;

use crate::model::Alarms;
use crate::spec::{self, Duration};

pub(super) fn alarms(alarms: &Alarms) -> spec::Alarms {
    let hours = |fresh: &BTreeMap<String, u32>| {
        let each = fresh.iter().map(|(key, hours)| (key.clone(), Duration::from_seconds(u64::from(*hours) * 3600)));
        (!fresh.is_empty()).then(|| each.collect())
    };
    let freshness = spec::Freshness { crawlers: hours(&alarms.fresh_crawlers), jobs: hours(&alarms.fresh_jobs) };
    spec::Alarms {
        notify: Some(alarms.notify.iter().filter_map(|mail| mail.clone().try_into().ok()).collect()),
        when: Some(alarms.when.clone()),
        freshness: (freshness != spec::Freshness::default()).then_some(freshness),
        dashboard: Some(alarms.dashboard),
    }
}
