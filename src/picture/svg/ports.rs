//! Where lines leave and reach boxes.

use std::collections::BTreeMap;

use super::layout::Point;
use super::part::Line;

/// Between the ports of a box, if it is high enough.
pub(super) const PORT_GAP: f64 = 13.0;

/// One end of a line.
struct Port {
    /// The height of where the line goes from here.
    towards: f64,
    /// The line's place among all.
    place: usize,
    /// Whether the line starts here.
    starts: bool,
}

/// Where each line leaves and reaches its boxes: on the side that faces the other end, in the order of where the lines go.
pub(super) fn ports(middles: &BTreeMap<usize, Point>, lines: &[Line<'_>], sizes: &[(f64, f64)]) -> Vec<(Point, Point)> {
    let middle = |member: usize| middles.get(&member).copied().unwrap_or(Point { x: 0.0, y: 0.0 });
    // By box and side, which is the right one or not.
    let mut sides: BTreeMap<(usize, bool), Vec<Port>> = BTreeMap::new();
    for (place, line) in lines.iter().enumerate() {
        let (from, to) = (middle(line.link.from), middle(line.link.to));
        let forth = from.x <= to.x;
        let next = line.inner.first().copied().unwrap_or(to);
        let last = line.inner.last().copied().unwrap_or(from);
        sides.entry((line.link.from, forth)).or_default().push(Port { towards: next.y, place, starts: true });
        sides.entry((line.link.to, !forth || line.link.from == line.link.to)).or_default().push(Port {
            towards: last.y,
            place,
            starts: false,
        });
    }
    let nowhere = Point { x: 0.0, y: 0.0 };
    let mut ports = vec![(nowhere, nowhere); lines.len()];
    for ((member, right), mut side) in sides {
        side.sort_by(|a, b| a.towards.total_cmp(&b.towards).then(a.place.cmp(&b.place)));
        let (width, height) = sizes[member];
        let middle = middle(member);
        let x = if right { middle.x + width / 2.0 } else { middle.x - width / 2.0 };
        let count = u32::try_from(side.len()).map_or(1.0, f64::from);
        let gap = PORT_GAP.min((height - PORT_GAP) / count);
        let mut y = middle.y - gap * (count - 1.0) / 2.0;
        for Port { place, starts, .. } in side {
            let port = Point { x, y };
            if starts {
                ports[place].0 = port;
            } else {
                ports[place].1 = port;
            }
            y += gap;
        }
    }
    ports
}
