//! Queues for crawlers in event mode: S3 says what changed, the crawler reads it when it runs.

use crate::expr::{Document, Expr};
use crate::graph::{Concern, Graph, Scope};
use crate::model::RecrawlBehavior;
use crate::resource::Queue;

use super::data::bucket_arn;
use super::iam::Statement;
use super::lake::{EventQueue, Lake};
use super::queue::{add_queue, guard_queue, queue};

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    for crawler in lake.pipeline.crawlers.values().filter(|c| c.recrawl == RecrawlBehavior::EventMode) {
        let Some(target) = crawler.targets.s3.first() else { continue };
        let scope = Scope::new(Concern::Crawlers, &crawler.key, &crawler.origin);
        let dead_letters =
            add_queue(graph, &scope, "events_dead_letters", queue(lake, lake.names.part(&crawler.key, "events-dlq")));
        guard_queue(graph, &scope, "events_dead_letters_policy", dead_letters, None);
        let redrive = Document::of(Expr::object([
            ("deadLetterTargetArn", Expr::from(dead_letters.arn())),
            ("maxReceiveCount", Expr::from(5)),
        ]));
        let events = Queue { redrive_policy: Some(redrive), ..queue(lake, lake.names.part(&crawler.key, "events")) };
        let queue = add_queue(graph, &scope, "events", events);
        // The bucket refers to the queue and is made after it, so its ARN is its name's.
        let source = bucket_arn(lake, &target.location.bucket);
        let notifications = Statement::allow("S3Notifications", &["sqs:SendMessage"], [queue.arn()])
            .by_service("s3.amazonaws.com")
            .for_this_account()
            .when("ArnEquals", "aws:SourceArn", source);
        let policy = guard_queue(graph, &scope, "events_policy", queue, Some(notifications));
        lake.dead_letters.push((format!("{}_events", crawler.key), dead_letters));
        lake.event_queues.insert(crawler.key.clone(), EventQueue { queue, dead_letters, policy });
    }
}
