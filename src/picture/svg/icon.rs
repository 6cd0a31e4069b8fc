//! Simple shapes for kinds, of lines on a field of 24 by 24.

use crate::picture::Kind;

/// The drawing of a kind, in the language of SVG.
pub(super) const fn shape(kind: Kind) -> &'static str {
    match kind {
        // A cylinder.
        Kind::Source => {
            "<ellipse cx=\"12\" cy=\"5.5\" rx=\"7.5\" ry=\"2.8\"/><path d=\"M4.5 5.5v13c0 1.5 3.4 2.8 7.5 2.8s7.5-1.3 7.5-2.8v-13M4.5 12c0 1.5 3.4 2.8 7.5 2.8s7.5-1.3 7.5-2.8\"/>"
        }
        // A spark.
        Kind::Event => "<path d=\"M13 2.5 5 13.5h6l-1 8 8-11h-6z\"/>",
        // Waves.
        Kind::Stream => {
            "<path d=\"M2.5 7.5c3-3 6.5-3 9.5 0s6.5 3 9.5 0M2.5 12.5c3-3 6.5-3 9.5 0s6.5 3 9.5 0M2.5 17.5c3-3 6.5-3 9.5 0s6.5 3 9.5 0\"/>"
        }
        // A pail.
        Kind::Location => {
            "<ellipse cx=\"12\" cy=\"5\" rx=\"8.5\" ry=\"2.5\"/><path d=\"M3.5 5l2.3 14.2c.2 1.3 3 2.3 6.2 2.3s6-1 6.2-2.3L20.5 5\"/>"
        }
        // A magnifying glass.
        Kind::Crawler => {
            "<circle cx=\"10.5\" cy=\"10.5\" r=\"7\"/><path d=\"M15.8 15.8 21.5 21.5M7.5 10.5h6M10.5 7.5v6\"/>"
        }
        // A table.
        Kind::Table => {
            "<rect x=\"3\" y=\"4\" width=\"18\" height=\"16\" rx=\"2\"/><path d=\"M3 9.5h18M3 14.7h18M10 9.5V20\"/>"
        }
        // A wheel with teeth.
        Kind::Job => {
            "<circle cx=\"12\" cy=\"12\" r=\"3\"/><circle cx=\"12\" cy=\"12\" r=\"6.8\"/><path d=\"M12 2.2v3M12 18.8v3M2.2 12h3M18.8 12h3M5.1 5.1l2.1 2.1M16.8 16.8l2.1 2.1M18.9 5.1l-2.1 2.1M7.2 16.8l-2.1 2.1\"/>"
        }
        // A shield.
        Kind::Gate => "<path d=\"M12 2.5 4 5.5v6c0 5 3.4 8.5 8 10 4.6-1.5 8-5 8-10v-6zM8.5 12l2.5 2.5 4.5-5\"/>",
        // A house of columns.
        Kind::Warehouse => "<path d=\"M3 9.5 12 3l9 6.500M4 21h16M6 10v8M10 10v8M14 10v8M18 10v8\"/>",
        // Stacked sheets.
        Kind::Application => "<path d=\"M12 3 2.5 8 12 13l9.5-5zM2.5 12 12 17l9.5-5M2.5 16 12 21l9.5-5\"/>",
        // A question.
        Kind::Athena => {
            "<rect x=\"2.5\" y=\"4\" width=\"19\" height=\"16\" rx=\"2\"/><path d=\"M6.5 9l3.5 3-3.5 3M12.5 15.500h5\"/>"
        }
        // A fork in the road.
        Kind::Rule => "<path d=\"M2.5 12H9l5-6h7M9 12l5 6h7M18 3l3 3-3 3M18 15l3 3-3 3\"/>",
        // Letters in a row.
        Kind::Queue => {
            "<rect x=\"2.5\" y=\"6\" width=\"19\" height=\"12\" rx=\"2\"/><path d=\"M8.5 6v12M12.5 6v12M16.5 6v12\"/>"
        }
        // A lambda.
        Kind::Function => "<path d=\"M6 3.500h3.500L18 20.500h2M11.2 9 5 20.5\"/>",
        // Boxes that follow each other.
        Kind::StateMachine => {
            "<rect x=\"8\" y=\"2.5\" width=\"8\" height=\"5\" rx=\"1\"/><rect x=\"8\" y=\"16.5\" width=\"8\" height=\"5\" rx=\"1\"/><path d=\"M12 7.500v9M9.5 14l2.5 2.5 2.5-2.5\"/>"
        }
        // A branch.
        Kind::Workflow => {
            "<circle cx=\"5\" cy=\"12\" r=\"2.5\"/><circle cx=\"19\" cy=\"5.5\" r=\"2.5\"/><circle cx=\"19\" cy=\"18.5\" r=\"2.5\"/><path d=\"M7.2 10.9 16.8 6.500M7.2 13.100l9.6 4.4\"/>"
        }
        // A bell.
        Kind::Topic => "<path d=\"M5 17.500h14l-1.8-3V10a5.2 5.2 0 0 0-10.4 0v4.500zM10 20.500h4M12 4.800V2.5\"/>",
    }
}
