//! A connected part of a picture: dagre's layers, and our lines between them.

use std::collections::BTreeMap;

use dugong::graphlib::{Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, LayoutError, NodeLabel, RankDir};

use super::layout::{Layout, Link, Point};
use super::ports::{PORT_GAP, ports};

/// Between boxes of a layer.
const BOX_GAP: f64 = 26.0;
/// Between lines of a layer.
const LINE_GAP: f64 = 14.0;
/// Between layers.
const LAYER_GAP: f64 = 64.0;
/// How far from a box a line turns that leads back to it.
const TURN: f64 = 20.0;

/// A connected part, laid out from its own corner on.
pub(super) struct Part {
    boxes: Vec<(usize, Point)>,
    /// Index, points, and the middle of the label.
    lines: Vec<(usize, Vec<Point>, Point)>,
    pub(super) size: (f64, f64),
}

impl Part {
    /// Lays out the boxes `members`, given in order, with the lines between them.
    pub(super) fn of(members: &[usize], sizes: &[(f64, f64)], links: &[Link]) -> Result<Self, LayoutError> {
        let options = GraphOptions { directed: true, multigraph: true, compound: false };
        let mut graph: Graph<NodeLabel, EdgeLabel, GraphLabel> = Graph::new(options);
        graph.set_graph(GraphLabel {
            rankdir: RankDir::LR,
            nodesep: BOX_GAP,
            edgesep: LINE_GAP,
            ranksep: LAYER_GAP,
            ..GraphLabel::default()
        });
        for member in members {
            let (width, height) = sizes[*member];
            graph.set_node(id(*member), NodeLabel { width, height, ..NodeLabel::default() });
        }
        let own: Vec<(usize, &Link)> =
            links.iter().enumerate().filter(|(_, link)| members.binary_search(&link.from).is_ok()).collect();
        for (index, link) in own.iter().filter(|(_, link)| link.from != link.to) {
            let (width, height) = link.label;
            let label = EdgeLabel { width, height, weight: link.weight, minlen: 1, ..EdgeLabel::default() };
            graph.set_edge_named(id(link.from), id(link.to), Some(id(*index)), Some(label));
        }
        dugong::layout(&mut graph)?;
        let middle = |member: usize| {
            let node = graph.node(&id(member));
            let at = |coordinate: Option<f64>| coordinate.unwrap_or_default();
            node.map_or(Point { x: 0.0, y: 0.0 }, |node| Point { x: at(node.x), y: at(node.y) })
        };
        let middles: BTreeMap<usize, Point> = members.iter().map(|member| (*member, middle(*member))).collect();
        let columns = Columns::of(&middles, sizes);
        let mut lines = Vec::with_capacity(own.len());
        for (index, link) in &own {
            let edge = graph.edge(&id(link.from), &id(link.to), Some(&id(*index)));
            let inner = edge.map(|edge| edge.points.as_slice()).unwrap_or_default();
            // The first and the last are dagre's own ports.
            let inner = inner.get(1..inner.len().saturating_sub(1)).unwrap_or_default();
            let label = edge.and_then(|edge| edge.x.zip(edge.y)).map(|(x, y)| Point { x, y });
            let label = label.filter(|_| link.label.0 > 0.0);
            // Between two layers of boxes dagre has one for labels; whoever has none there need not bend for it.
            let stays = |point: &&dugong::Point| {
                columns.width(point.x).is_some() || label.is_some_and(|label| is_one(label.x, point.x))
            };
            let inner = inner.iter().filter(stays).map(|point| Point { x: point.x, y: point.y }).collect();
            lines.push(Line { index: *index, link, inner, label });
        }
        Ok(Self::drawn(&middles, &columns, &lines, sizes))
    }

    fn drawn(middles: &BTreeMap<usize, Point>, columns: &Columns, lines: &[Line<'_>], sizes: &[(f64, f64)]) -> Self {
        let ports = ports(middles, lines, sizes);
        let boxes = middles.iter().map(|(member, middle)| {
            let (width, height) = sizes[*member];
            (*member, Point { x: middle.x - width / 2.0, y: middle.y - height / 2.0 })
        });
        let boxes: Vec<_> = boxes.collect();
        let drawn = lines.iter().zip(ports).map(|(line, (start, end))| {
            if line.link.from == line.link.to {
                return (line.index, around(start, end), start);
            }
            let forth = start.x <= end.x;
            let side = |member: usize, right: bool| {
                let middle = middles.get(&member).map_or(start.x, |middle| middle.x);
                let half = columns.width(middle).unwrap_or_default() / 2.0;
                if right { middle + half } else { middle - half }
            };
            let mut points = vec![start, Point { x: side(line.link.from, forth), ..start }];
            let label = line.label.map(|label| Point { y: straight(label.y, start.y, end.y), ..label });
            for point in &line.inner {
                let is_label = label.is_some_and(|label| is_one(label.x, point.x));
                let point = label.filter(|_| is_label).unwrap_or(*point);
                let half = columns.width(point.x).unwrap_or(line.link.label.0) / 2.0;
                let (left, right) = (Point { x: point.x - half, y: point.y }, Point { x: point.x + half, y: point.y });
                points.extend(if forth { [left, right] } else { [right, left] });
            }
            points.extend([Point { x: side(line.link.to, !forth), ..end }, end]);
            points.dedup();
            (line.index, points, label.unwrap_or(start))
        });
        let drawn: Vec<_> = drawn.collect();
        Self { size: (0.0, 0.0), boxes, lines: drawn }.at_origin(sizes)
    }

    /// Moved so that nothing lies left of or above the origin.
    fn at_origin(mut self, sizes: &[(f64, f64)]) -> Self {
        let corners = self.boxes.iter().flat_map(|(member, at)| {
            let (width, height) = sizes[*member];
            [*at, Point { x: at.x + width, y: at.y + height }]
        });
        let points = self.lines.iter().flat_map(|(_, points, _)| points.iter().copied());
        let all: Vec<Point> = corners.chain(points).collect();
        let range = |of: fn(&Point) -> f64| {
            let ends = |(least, most): (f64, f64), value: f64| (least.min(value), most.max(value));
            all.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), ends)
        };
        let ((left, right), (top, bottom)) = (range(|point| point.x), range(|point| point.y));
        self.size = (right - left, bottom - top);
        self.shift(-left, -top);
        self
    }

    fn shift(&mut self, x: f64, y: f64) {
        let moved = |point: &mut Point| {
            point.x += x;
            point.y += y;
        };
        self.boxes.iter_mut().for_each(|(_, at)| moved(at));
        for (_, points, label) in &mut self.lines {
            points.iter_mut().for_each(moved);
            moved(label);
        }
    }

    /// Puts the part where its upper left corner is to be.
    pub(super) fn put(mut self, corner: Point, whole: &mut Layout) {
        self.shift(corner.x, corner.y);
        for (member, at) in self.boxes {
            whole.boxes[member] = at;
        }
        for (index, points, label) in self.lines {
            whole.lines[index] = points;
            whole.labels[index] = label;
        }
    }
}

/// A line as dagre has it.
pub(super) struct Line<'l> {
    index: usize,
    pub(super) link: &'l Link,
    /// Where it crosses layers, and its label.
    pub(super) inner: Vec<Point>,
    label: Option<Point>,
}

/// The middle of each layer of boxes, and how wide it is.
struct Columns(Vec<(f64, f64)>);

impl Columns {
    fn of(middles: &BTreeMap<usize, Point>, sizes: &[(f64, f64)]) -> Self {
        let mut columns: Vec<(f64, f64)> = Vec::new();
        for (member, middle) in middles {
            let width = sizes[*member].0;
            match columns.iter_mut().find(|(x, _)| is_one(*x, middle.x)) {
                Some((_, widest)) => *widest = widest.max(width),
                None => columns.push((middle.x, width)),
            }
        }
        Self(columns)
    }

    /// How wide the layer with its middle at `x` is, if boxes are in it.
    fn width(&self, x: f64) -> Option<f64> {
        self.0.iter().find(|(middle, _)| is_one(*middle, x)).map(|(_, width)| *width)
    }
}

/// Whether two layers are one: all of a layer have one middle, but for rounding.
fn is_one(x: f64, other: f64) -> bool {
    (x - other).abs() < 0.5
}

/// The height of a label: that of the ports if its line is straight but for a little.
fn straight(label: f64, start: f64, end: f64) -> f64 {
    if (start - end).abs() < 1.0 && (label - start).abs() < PORT_GAP { start } else { label }
}

/// dagre orders ids that are numbers by themselves; a letter before keeps ours in the order in which they are given.
fn id(index: usize) -> String {
    format!("n{index}")
}

/// From a box to itself: out, and back in.
fn around(start: Point, end: Point) -> Vec<Point> {
    let out = |point: Point| Point { x: point.x + TURN, y: point.y };
    vec![start, out(start), out(end), end]
}
