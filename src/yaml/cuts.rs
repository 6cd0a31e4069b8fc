//! A view of the tree in which mistakes that were reported no longer stand.

use std::collections::BTreeMap;

/// What is cut out of the tree and where it has holes, as a tree of positions.
///
/// Positions, not nodes: the aliases of one node are cut one by one.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    gone: bool,
    /// Missing keys of this mapping that were reported.
    holes: Vec<&'static str>,
    below: BTreeMap<usize, Self>,
}

impl Cuts {
    /// This node itself is cut.
    pub fn is_gone(&self) -> bool {
        self.gone
    }

    /// The keys that stand in this mapping only so that it can be read.
    pub fn holes(&self) -> &[&'static str] {
        &self.holes
    }

    /// The cuts at the member or element at `position` and below it.
    pub fn below(&self, position: usize) -> Option<&Self> {
        self.below.get(&position)
    }

    /// The cuts at `path` and below it.
    pub fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter().try_fold(self, |cuts, &position| cuts.below(position))
    }

    /// Whether a value read here would differ from what the file says in a direct child, or be made up anywhere below.
    pub fn distorts(&self) -> bool {
        self.below.values().any(Self::is_gone) || self.has_holes()
    }

    /// Whether something here or below is made up.
    pub fn has_holes(&self) -> bool {
        !self.gone && (!self.holes.is_empty() || self.below.values().any(Self::has_holes))
    }

    /// Whether something below, and not just here, is made up.
    pub fn has_holes_below(&self) -> bool {
        self.below.values().any(Self::has_holes)
    }

    /// Takes the node at `path` out of the view. The root cannot be cut: `false`.
    pub fn cut(&mut self, path: &[usize]) -> bool {
        let node = self.reach(path);
        node.gone = !path.is_empty();
        node.below.clear();
        node.gone
    }

    /// Lets `key` stand in for a missing one in the mapping at `path`; `false` when it does already.
    pub fn fill(&mut self, path: &[usize], key: &'static str) -> bool {
        let holes = &mut self.reach(path).holes;
        let new = !holes.contains(&key);
        if new {
            holes.push(key);
        }
        new
    }

    /// Cuts every mapping with holes, so that nothing made up is left; `false` when the root is one.
    pub fn cut_holes(&mut self) -> bool {
        for cuts in self.below.values_mut() {
            cuts.gone |= !cuts.cut_holes();
        }
        self.holes.is_empty()
    }

    fn reach(&mut self, path: &[usize]) -> &mut Self {
        path.iter().fold(self, |cuts, &position| cuts.below.entry(position).or_default())
    }
}
