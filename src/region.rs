//! What follows from the name of a region.

/// The partition of a region, and what its addresses end in (botocore 1.44, `data/partitions.json`).
pub(crate) fn partition(region: &str) -> (&'static str, &'static str) {
    const OTHERS: [(&str, &str, &str); 7] = [
        ("cn-", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-", "aws-us-gov", "amazonaws.com"),
        ("eusc-", "aws-eusc", "amazonaws.eu"),
        ("us-iso-", "aws-iso", "c2s.ic.gov"),
        ("us-isob-", "aws-iso-b", "sc2s.sgov.gov"),
        ("eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"),
        ("us-isof-", "aws-iso-f", "csp.hci.ic.gov"),
    ];
    let other = OTHERS.iter().find(|(prefix, ..)| region.starts_with(prefix));
    other.map_or(("aws", "amazonaws.com"), |(_, partition, suffix)| (partition, suffix))
}
