"""What functions and state machines call, as IAM sees it."""

from .wiring import glue_arn

# The kind of the resource, and which parameter names it. Results of data quality evaluated in jobs belong to no ruleset in
# particular.
CALLS = {
    "ListCrawls": ("crawler", "CrawlerName"),
    "StartCrawler": ("crawler", "Name"),
    "GetJobRuns": ("job", "JobName"),
    "StartJobRun": ("job", "JobName"),
    "ListDataQualityResults": ("dataQualityRuleset", None),
    "GetDataQualityResult": ("dataQualityRuleset", None),
}


def needed(deployed, operation, parameters):
    """The action and the resource that a call of AWS Glue takes. KeyError for a call that the proof does not know."""
    kind, parameter = CALLS[operation]
    return f"glue:{operation}", glue_arn(deployed, kind, parameters[parameter] if parameter else "*")
