//! What the pages of a site are: whole, linked, the same each time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use corong::check::{Checked, Reading};
use corong::host::Disk;
use corong::pipeline::{Day, Language};
use corong::report::Stamp;
use corong::show::site::{Site, SiteSource};
use corong::show::templates::Given;
use corong::source::{Grafted, MemorySnapshot, Pages, RelPath, Snapshot};
use corong::workspace::Workspace;

use super::html;

const TODAY: &str = "2026-11-23";

/// A workspace as the site takes it.
pub struct Loaded {
    pub workspace: Workspace,
    pub checked: Checked,
}

pub fn load(snapshot: &dyn Snapshot) -> Loaded {
    let today: Day = TODAY.parse().unwrap();
    let read = Reading::of(snapshot, &|_| today).unwrap_or_else(|error| panic!("{error:?}"));
    let checked = read.checked();
    Loaded { workspace: read.loaded.workspace, checked }
}

pub fn site<'a>(loaded: &'a Loaded, snapshot: &'a dyn Snapshot, language: Option<Language>) -> Site<'a> {
    Site::new(SiteSource {
        workspace: &loaded.workspace,
        checked: &loaded.checked,
        snapshot,
        templates: Given::default(),
        last_changes: &(),
        as_of: loaded.workspace.today,
        language: language.unwrap_or(loaded.workspace.config.language),
        stamp: Stamp::new(None, false, ""),
        live: false,
    })
    .unwrap()
}

/// Every page by its path.
pub fn all(site: &Site<'_>) -> BTreeMap<String, String> {
    let page = |path: String| {
        let bytes = site.page(&path).unwrap_or_else(|error| panic!("{path}: {error}")).unwrap();
        (path, String::from_utf8(bytes).unwrap())
    };
    site.paths().into_iter().map(page).collect()
}

pub fn example(name: &str) -> Disk {
    Disk::new(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).join(name))
}

/// Writes a site for a look with a browser: `CORONG_SITE=workspace:folder`.
#[test]
fn a_site_for_the_eye() {
    let Ok(given) = std::env::var("CORONG_SITE") else { return };
    let (from, to) = given.split_once(':').unwrap();
    let disk = Disk::new(Path::new(from).to_owned());
    let start = std::time::Instant::now();
    let loaded = load(&disk);
    let read = start.elapsed();
    let site = site(&loaded, &disk, None);
    let paths = site.paths();
    let made: Vec<Vec<u8>> = {
        use rayon::prelude::*;
        paths.par_iter().map(|path| site.page(path).unwrap().unwrap()).collect()
    };
    eprintln!("{} pages, read in {read:?}, made in {:?}", paths.len(), start.elapsed() - read);
    for (path, bytes) in paths.iter().zip(made) {
        let file = Path::new(to).join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
}

#[test]
fn every_link_of_the_examples_leads_to_a_page_and_a_place_in_it() {
    for name in ["nusantara", "brightline"] {
        let disk = example(name);
        let loaded = load(&disk);
        for language in Language::ALL {
            let files = all(&site(&loaded, &disk, Some(language)));
            for (path, page) in linked(&files) {
                let lang = page.values("lang").next();
                assert_eq!(lang, Some(language.code()), "{path}");
                let ids: Vec<&str> = page.values("id").collect();
                assert_eq!(ids.len(), page.ids().len(), "{path}: an id stands twice in {ids:?}");
                assert_eq!(page.tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{path}");
                assert!(page.values("style").next().is_none() && page.values("onclick").next().is_none());
            }
        }
    }
}

/// The pages, whose links all lead somewhere.
pub fn linked(files: &BTreeMap<String, String>) -> BTreeMap<&str, html::Page> {
    let pages: BTreeMap<&str, html::Page> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, text)| (path.as_str(), html::read(path, text)))
        .collect();
    pages.iter().for_each(|(path, page)| links(path, page, files, &pages));
    pages
}

fn links(
    path: &str,
    page: &html::Page,
    files: &BTreeMap<String, String>,
    pages: &BTreeMap<&str, html::Page>,
) {
    for link in page.values("href").chain(page.values("src")) {
        if link.starts_with("https://") || link.starts_with("http://") || link.starts_with("mailto:") {
            continue;
        }
        let (file, place) = link.split_once('#').map_or((link, None), |(file, place)| (file, Some(place)));
        let target = match file.strip_prefix("../") {
            Some(up) => up.to_owned(),
            None if file.is_empty() => path.to_owned(),
            None => match path.rsplit_once('/') {
                Some((folder, _)) => format!("{folder}/{file}"),
                None => file.to_owned(),
            },
        };
        assert!(files.contains_key(&target), "{path}: {link} leads to no page");
        // What a list is asked to show is no place on it.
        if let Some(place) = place.filter(|place| !place.contains('=')) {
            assert!(pages[target.as_str()].ids().contains(place), "{path}: {link} leads to no place");
        }
    }
}

#[test]
fn every_lead_has_its_page_and_renewals_lead_both_ways() {
    let disk = example("nusantara");
    let loaded = load(&disk);
    let files = all(&site(&loaded, &disk, None));
    let mut renewals = 0;
    for lead in loaded.workspace.counted() {
        let page = &files[&format!("leads/{}.html", lead.id)];
        assert!(html::read(&lead.id, page).text.contains(lead.title.as_str()), "{}", lead.id);
        for other in lead.renews.iter().chain(&lead.extends) {
            let old = &other.id;
            renewals += 1;
            assert!(page.contains(&format!("href=\"../leads/{old}.html\"")), "{}", lead.id);
            assert!(
                files[&format!("leads/{old}.html")].contains(&format!("href=\"../leads/{}.html\"", lead.id))
            );
        }
    }
    assert!(renewals > 0);
}

#[test]
fn the_same_files_give_the_same_bytes_whoever_asks() {
    use rayon::prelude::*;
    let disk = example("brightline");
    let loaded = load(&disk);
    let first = all(&site(&loaded, &disk, None));
    let second = site(&loaded, &disk, None);
    let paths: Vec<String> = second.paths().into_iter().rev().collect();
    let pages: BTreeMap<String, String> = paths
        .into_par_iter()
        .map(|path| {
            let bytes = second.page(&path).unwrap().unwrap();
            (path, String::from_utf8(bytes).unwrap())
        })
        .collect();
    let differ: BTreeSet<&String> =
        first.keys().filter(|path| first.get(*path) != pages.get(*path)).collect();
    assert!(differ.is_empty() && first.len() == pages.len(), "{differ:?}");
    assert_eq!(second.page("no/such.html").unwrap(), None);
}

#[test]
fn paths_are_plain_and_the_policy_allows_nothing_from_elsewhere() {
    let disk = example("nusantara");
    let loaded = load(&disk);
    for (path, text) in all(&site(&loaded, &disk, None)) {
        assert!(!path.starts_with('/') && !path.contains("..") && !path.contains('\\'), "{path}");
        if !path.ends_with(".html") {
            continue;
        }
        let page = html::read(&path, &text);
        let policy = page.values("content").find(|content| content.contains("default-src")).unwrap();
        let own =
            "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";
        assert_eq!(policy, own);
        assert!(
            !page
                .tags
                .iter()
                .any(|tag| ["img", "iframe", "style", "form", "object"].contains(&tag.name.as_str()))
        );
    }
}

#[test]
fn an_open_page_of_who_serves_may_ask_for_news() {
    let disk = example("brightline");
    let loaded = load(&disk);
    let site = Site::new(SiteSource {
        workspace: &loaded.workspace,
        checked: &loaded.checked,
        snapshot: &disk,
        templates: Given::default(),
        last_changes: &(),
        as_of: loaded.workspace.today,
        language: Language::En,
        stamp: Stamp::new(Some("0123456789abcdef".to_owned()), true, ""),
        live: true,
    });
    let page = String::from_utf8(site.unwrap().page("months/index.html").unwrap().unwrap()).unwrap();
    assert!(page.contains("<script src=\"../-/live.js\">") && page.contains("connect-src &#39;self&#39;"));
    assert!(page.contains("<code>0123456789</code> with changes not yet committed"));
}

#[test]
fn findings_are_said_in_the_language_of_the_pages() {
    let odd = "title: Odd\nowner: siti\nsource: moon\nnext_step: {do: Ask, due: 2026-11-01}\nowned: no\nhistory: [{stage: prospect, at: 2026-11-20}]\n";
    let path = "pipeline/1-prospect/odd.yaml";
    let (trunk, graft) = (example("nusantara"), MemorySnapshot::default().with(path, odd));
    let snapshot = Grafted::new(&trunk, &graft, vec![RelPath::new(path)]);
    let loaded = load(&snapshot);
    let page = |language| all(&site(&loaded, &snapshot, Some(language)))["findings.html"].clone();
    let (en, id) = (page(Language::En), page(Language::Id));
    assert!(en.contains("This step was due 22 days ago"), "{en}");
    assert!(id.contains("Langkah ini seharusnya selesai 22 hari lalu") && !id.contains("days ago"), "{id}");
    assert!(id.contains("Peluang tidak mengenal kunci <code>owned</code>"));
    assert!(id.contains("<code>moon</code> tidak ada di daftar sumber tim"), "{id}");
    // By what people call the lead, not by its file.
    assert!(id.contains(">Odd</a>") && id.contains("<code>pipeline/1-prospect/odd.yaml</code>"));
}

/// The pages of the English example with other files in place of some.
fn changed(files: &[(&str, String)]) -> BTreeMap<String, String> {
    let trunk = example("brightline");
    let graft =
        files.iter().fold(MemorySnapshot::default(), |graft, (path, text)| graft.with(path, text.as_str()));
    let paths = files.iter().map(|(path, _)| RelPath::new(path)).collect();
    let snapshot = Grafted::new(&trunk, &graft, paths);
    all(&site(&load(&snapshot), &snapshot, None))
}

#[test]
fn a_company_says_how_many_of_its_leads_it_leaves_out() {
    let lead = |at: usize| {
        let history = "history: [{stage: prospect, at: 2026-10-05}]";
        let text = format!("title: Deal {at}\nowner: tom\ncompany: {{name: Big Ltd}}\n{history}\n");
        (format!("new-business/1-prospect/big-{at}.yaml"), text)
    };
    let leads: Vec<(String, String)> = (0..60).map(lead).collect();
    let files: Vec<(&str, String)> = leads.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    let page = &changed(&files)["companies.html"];
    assert_eq!(page.matches("leads/big-").count(), 50);
    assert!(page.contains("and 10 more"), "{page}");
}

#[test]
fn names_are_escaped_once() {
    let config =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/brightline/corong.yaml"));
    let config = config.unwrap();
    let name =
        config.split("{name: ").nth(1).and_then(|rest| rest.split([',', '}']).next()).unwrap().to_owned();
    let owner =
        config.split("team:").nth(1).and_then(|rest| rest.split(':').next()).unwrap().trim().to_owned();
    let odd = config.replace(&name, "\"Siti O'Neil & R\"");
    let odd =
        odd.replacen("targets:", &format!("targets:\n  - {{period: 2026-Q4, deals: 9, owner: {owner}}}"), 1);
    let pages = changed(&[("corong.yaml", odd)]);
    assert!(
        pages["targets.html"].contains("Q4 2026, all pipelines, Siti O&#39;Neil &amp; R"),
        "{}",
        pages["targets.html"]
    );
    for (path, page) in pages {
        assert!(!page.contains("&amp;#39;") && !page.contains("&amp;amp;"), "{path}");
    }
}
