//! Assets with the bytes that they are deployed as.

use std::cell::OnceCell;

use crate::artifact::{ArtifactSet, Digest};
use crate::expr::AssetId;
use crate::graph::{Asset, AssetKind, Content, Graph};

use super::RenderError;

/// Every asset of a graph, packed.
pub(super) struct Packed<'g> {
    assets: Vec<PackedAsset<'g>>,
}

/// An asset with its bytes.
pub(super) struct PackedAsset<'g> {
    /// What it is.
    pub(super) asset: &'g Asset,
    /// What is in its file.
    pub(super) bytes: Vec<u8>,
    /// Asked for at every reference, and not at all by Terraform.
    digest: OnceCell<String>,
}

impl<'g> Packed<'g> {
    /// Zips what is to be zipped.
    ///
    /// # Errors
    /// An archive would be too large, or a name in it is none.
    pub(super) fn new(graph: &'g Graph) -> Result<Self, RenderError> {
        let packed =
            graph.assets().map(|(_, asset)| Ok(PackedAsset { asset, bytes: bytes(asset)?, digest: OnceCell::new() }));
        Ok(Self { assets: packed.collect::<Result<_, RenderError>>()? })
    }

    /// All of them, in the graph's order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &PackedAsset<'g>> {
        self.assets.iter()
    }

    /// Those of one kind.
    pub(super) fn of(&self, kind: AssetKind) -> impl Iterator<Item = &PackedAsset<'g>> {
        self.iter().filter(move |packed| packed.asset.kind == kind)
    }

    /// One of them.
    pub(super) fn get(&self, id: AssetId) -> &PackedAsset<'g> {
        &self.assets[id.0 as usize]
    }
}

impl PackedAsset<'_> {
    /// The digest of the bytes.
    pub(super) fn digest(&self) -> &str {
        self.digest.get_or_init(|| Digest::of(&self.bytes).to_string())
    }

    /// What the file's name ends in, without the dot.
    pub(super) fn extension(&self) -> &str {
        self.asset.file.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

fn bytes(asset: &Asset) -> Result<Vec<u8>, RenderError> {
    match &asset.content {
        Content::Bytes(bytes) => Ok(bytes.clone()),
        Content::Zip(files) => {
            let mut set = ArtifactSet::new();
            for (path, bytes) in files {
                set.insert(path.as_str(), bytes.clone())?;
            }
            Ok(set.zip()?)
        }
    }
}
