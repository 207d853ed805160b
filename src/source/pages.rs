//! The pages of a site, as those see them who write or serve them.

use crate::text::Message;
/// The file that names the pages in the folder they were written to.
pub const SITE_MANIFEST: &str = ".corong-site";

/// Files to be published, each made when it is asked for. The same pages give
/// the same bytes, whoever asks, in whatever order.
pub trait Pages: Sync {
    /// The path of every page, relative to the site's top, with `/` between
    /// folders, sorted; none is absolute or holds `..`.
    fn paths(&self) -> Vec<String>;

    /// The bytes of a page; `None` where there is no page of that path.
    ///
    /// # Errors
    /// Why it cannot be made, for people.
    fn page(&self, path: &str) -> Result<Option<Vec<u8>>, Message>;
}
