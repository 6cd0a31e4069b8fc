//! Where boxes stand and how lines run between them: layered, from left to right.
//!
//! The layers, the order in them and the coordinates are dagre's, by its port `dugong`. Each connected part is laid out by
//! itself, and the parts are put on shelves. Ours are the lines: they leave and reach boxes at ports of their own, cross a
//! layer straight, and bend only in the gap between two layers, where no box is (`part`, `ports`).

use std::collections::BTreeSet;

use dugong::LayoutError;

use super::part::Part;

/// Between parts that nothing connects.
const PART_GAP: f64 = 44.0;

/// A line to be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// The index of a box.
    pub(super) from: usize,
    /// The index of a box.
    pub(super) to: usize,
    /// The size of its label.
    pub(super) label: (f64, f64),
    /// How much it wants to be short and straight.
    pub(super) weight: f64,
}

/// A point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Where everything is.
#[derive(Debug)]
pub(super) struct Layout {
    /// The upper left corner of each box.
    pub(super) boxes: Vec<Point>,
    /// The points of each line, between which it bends if they are of different height.
    pub(super) lines: Vec<Vec<Point>>,
    /// The middle of each line's label.
    pub(super) labels: Vec<Point>,
    /// The size of all.
    pub(super) size: (f64, f64),
}

/// Lays out boxes of these sizes.
///
/// # Errors
/// Those of [`dugong::layout`]; none is known for boxes that have a size.
pub(super) fn layout(sizes: &[(f64, f64)], links: &[Link]) -> Result<Layout, LayoutError> {
    let origin = Point { x: 0.0, y: 0.0 };
    let mut whole = Layout {
        boxes: vec![origin; sizes.len()],
        lines: vec![Vec::new(); links.len()],
        labels: vec![origin; links.len()],
        size: (0.0, 0.0),
    };
    let parts = parts(sizes.len(), links).into_iter().map(|part| Part::of(&part, sizes, links));
    let parts = parts.collect::<Result<Vec<_>, _>>()?;
    let widest = parts.iter().map(|part| part.size.0).fold(0.0, f64::max);
    let mut corner = origin;
    let mut shelf: f64 = 0.0;
    for part in parts {
        if corner.x > 0.0 && corner.x + part.size.0 > widest {
            corner = Point { x: 0.0, y: corner.y + shelf + PART_GAP };
            shelf = 0.0;
        }
        let (width, height) = part.size;
        whole.size = (whole.size.0.max(corner.x + width), whole.size.1.max(corner.y + height));
        part.put(corner, &mut whole);
        corner.x += width + PART_GAP;
        shelf = shelf.max(height);
    }
    Ok(whole)
}

/// The boxes of each connected part, the largest first.
fn parts(boxes: usize, links: &[Link]) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); boxes];
    for link in links {
        neighbours[link.from].push(link.to);
        neighbours[link.to].push(link.from);
    }
    let mut seen = vec![false; boxes];
    let mut parts = Vec::new();
    for first in 0..boxes {
        let mut part = BTreeSet::new();
        let mut next = vec![first];
        while let Some(one) = next.pop() {
            if !std::mem::replace(&mut seen[one], true) {
                part.insert(one);
                next.extend(&neighbours[one]);
            }
        }
        if !part.is_empty() {
            parts.push(part.into_iter().collect::<Vec<_>>());
        }
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn graph() -> impl Strategy<Value = (Vec<(f64, f64)>, Vec<Link>)> {
        let sizes = prop::collection::vec((60.0..220.0f64, 40.0..90.0f64), 1..14);
        sizes.prop_flat_map(|sizes| {
            let link = (0..sizes.len(), 0..sizes.len(), prop::option::of(20.0..150.0f64), 1..5u8);
            let links = prop::collection::vec(link, 0..24).prop_map(|links| {
                let link = |(from, to, label, weight): (usize, usize, Option<f64>, u8)| {
                    let label = label.map_or((0.0, 0.0), |width| (width, 13.0));
                    Link { from, to, label, weight: f64::from(weight) }
                };
                links.into_iter().map(link).collect()
            });
            (Just(sizes), links)
        })
    }

    proptest! {
        /// Whatever leads where, be it in circles: boxes stand apart and within the page, and lines keep out of those that
        /// are not theirs.
        #[test]
        fn boxes_stand_apart_and_lines_keep_out_of_them((sizes, links) in graph()) {
            let layout = layout(&sizes, &links).expect("a layout");
            let frame = |one: usize| {
                let (at, (width, height)) = (layout.boxes[one], sizes[one]);
                (at.x, at.y, at.x + width, at.y + height)
            };
            let touches = |(l, t, r, b): (f64, f64, f64, f64), (left, top, right, bottom): (f64, f64, f64, f64)| {
                l < right - 0.5 && left < r - 0.5 && t < bottom - 0.5 && top < b - 0.5
            };
            for one in 0..sizes.len() {
                let (left, top, right, bottom) = frame(one);
                prop_assert!(left > -0.5 && top > -0.5 && right < layout.size.0 + 0.5 && bottom < layout.size.1 + 0.5);
                for other in 0..one {
                    prop_assert!(!touches(frame(one), frame(other)), "{one} and {other}");
                }
            }
            for (link, points) in links.iter().zip(&layout.lines) {
                prop_assert!(points.len() >= 2);
                for pair in points.windows(2) {
                    let (a, b) = (pair[0], pair[1]);
                    let swept = (a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y));
                    for other in (0..sizes.len()).filter(|other| *other != link.from && *other != link.to) {
                        prop_assert!(!touches(swept, frame(other)), "{link:?} runs through {other}: {points:?}");
                    }
                }
            }
        }
    }
}
