//! From a snapshot to a workspace.
