//! The time zone the machine is in.

use std::path::Path;

use chrono_tz::Tz;

/// The machine's time zone where it says one by name and it is not UTC, which
/// servers and containers are set to wherever they stand. `TZ` comes before
/// what the system is set to.
pub fn time_zone() -> Option<Tz> {
    let named = match std::env::var("TZ") {
        Ok(name) if !name.is_empty() => name.trim_start_matches(':').to_owned(),
        _ => of_link(&std::fs::read_link("/etc/localtime").ok()?)?,
    };
    let zone: Tz = named.parse().ok()?;
    let utc = ["UTC", "Etc/", "GMT", "UCT", "Zulu", "Universal"];
    (!utc.iter().any(|start| zone.name().starts_with(start))).then_some(zone)
}

/// The zone a link into the system's zones names.
fn of_link(link: &Path) -> Option<String> {
    Some(link.to_str()?.split_once("zoneinfo/")?.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_its_zone() {
        let zone = |link: &str| of_link(Path::new(link));
        assert_eq!(zone("/usr/share/zoneinfo/Asia/Makassar").as_deref(), Some("Asia/Makassar"));
        assert_eq!(zone("../etc/clock"), None);
    }
}
