//! Layouts that CRMs and people export deals in, each a few rows: what comes of them.

use std::fs;

use serde_json::Value;

use crate::support::{Ran, TODAY, command};

fn run(folder: &tempfile::TempDir, args: &[&str]) -> Ran {
    Ran::of(command().current_dir(folder.path()).args(["--today", TODAY]).args(args).output().unwrap())
}

/// A workspace made out of files.
struct Made {
    folder: tempfile::TempDir,
    ran: Ran,
}

impl Made {
    /// Out of texts, the deals first.
    fn of(texts: &[&str]) -> Self {
        Self::of_bytes(&texts.iter().map(|text| text.as_bytes()).collect::<Vec<_>>())
    }

    fn of_bytes(files: &[&[u8]]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<String> = (1..=files.len()).map(|at| format!("{at}.csv")).collect();
        for (name, bytes) in names.iter().zip(files) {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let mut args = vec!["init", "crm", "--no-input", "--from"];
        args.extend(names.iter().map(String::as_str));
        let ran = run(&folder, &args);
        let made = Self { folder, ran };
        if made.ran.status == 0 {
            let check = made.run(&["-C", "crm", "check", "--format", "concise"]);
            assert_eq!(check.status, 0, "{check:?}");
            let files: Vec<String> = names.iter().map(|name| format!("../{name}")).collect();
            let again: Vec<&str> = ["-C", "crm", "import", "--no-input"]
                .into_iter()
                .chain(files.iter().map(String::as_str))
                .collect();
            let again = made.run(&again);
            assert!(again.status == 0 && again.out.contains("0 new leads, 0 changed"), "{again:?}");
        }
        made
    }

    fn run(&self, args: &[&str]) -> Ran {
        run(&self.folder, args)
    }

    fn read(&self, path: &str) -> String {
        let path = self.folder.path().join("crm").join(path);
        fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    }

    fn report(&self) -> Value {
        assert_eq!(self.ran.status, 0, "{:?}", self.ran);
        self.run(&["-C", "crm", "report", "--format", "json", "--from", "2020-01-01", "--to", TODAY]).json()
    }

    /// Won, lost, open, and the value won.
    fn counts(&self) -> (u64, u64, u64, String) {
        let report = self.report();
        let own = &report["pipelines"][0];
        let count = |key: &str| own[key]["count"].as_u64().unwrap();
        let value = own["won"]["value"].as_str().unwrap();
        (
            count("won"),
            count("lost"),
            count("open"),
            format!("{value} {}", report["currency"].as_str().unwrap()),
        )
    }

    /// How many ways are not known.
    fn unknown(&self) -> u64 {
        self.report()["pipelines"][0]["unknown_path"].as_u64().unwrap()
    }

    /// The stages, by their ids.
    fn stages(&self) -> Vec<String> {
        let report = self.report();
        let stages = report["pipelines"][0]["stages"].as_array().unwrap();
        stages.iter().map(|stage| stage["id"].as_str().unwrap().to_owned()).collect()
    }

    fn map(&self) -> String {
        self.read("corong.import.yaml")
    }
}

fn is(made: &Made, won: u64, lost: u64, open: u64, value: &str) {
    assert_eq!(made.counts(), (won, lost, open, value.to_owned()), "{}", made.ran.out);
}

const LOADED: &str = "ID,ACCOUNTID,NAME,STAGENAME,AMOUNT,CLOSEDATE,ISCLOSED,ISWON,OWNERID,CREATEDDATE\n\
    006A000000000001AA,0018a000026lMQUAA2,Alpha,Closed Won,100,2026-03-20,true,true,005x,2026-01-05T08:00:00.000+0000\n\
    006A000000000002AA,0018a00002H7wfWAAR,Beta,Proposal,200,2026-12-20,false,false,005x,2026-01-06T08:00:00.000+0000\n\
    006A000000000003AA,0018a0000286j2aAAA,Gamma,Closed Lost,300,2026-02-14,true,false,005y,2026-01-07T08:00:00.000+0000\n";

#[test]
fn histories_of_salesforce_with_the_field_names_of_its_loader() {
    let history = "ID,OPPORTUNITYID,CREATEDBYID,CREATEDDATE,STAGENAME,AMOUNT,CLOSEDATE,SYSTEMMODSTAMP\n\
        8,006A000000000001AA,005x,2026-03-20T08:00:00.000+0000,Closed Won,100,2026-03-20,2026-03-20T08:00:00.000+0000\n\
        7,006A000000000001AA,005x,2026-02-01T08:00:00.000+0000,Proposal,100,2026-03-20,2026-03-20T08:00:00.000+0000\n\
        6,006A000000000003AA,005y,2026-02-14T08:00:00.000+0000,Closed Lost,300,2026-02-14,2026-02-14T08:00:00.000+0000\n\
        5,006A000000000002AA,005x,2026-01-20T08:00:00.000+0000,Proposal,200,2026-12-20,2026-01-20T08:00:00.000+0000\n\
        3,006A000000000003AA,005y,2026-01-07T08:00:00.000+0000,Discovery,300,2026-02-14,2026-02-14T08:00:00.000+0000\n\
        2,006A000000000002AA,005x,2026-01-06T08:00:00.000+0000,Discovery,200,2026-12-20,2026-01-20T08:00:00.000+0000\n\
        1,006A000000000001AA,005x,2026-01-05T08:00:00.000+0000,Discovery,100,2026-03-20,2026-02-01T08:00:00.000+0000\n";
    let fields = "ID,OPPORTUNITYID,CREATEDBYID,CREATEDDATE,FIELD,OLDVALUE,NEWVALUE\n\
        1,006A000000000001AA,005x,2026-01-05T08:00:00.000+0000,created,,\n\
        2,006A000000000001AA,005x,2026-02-01T08:00:00.000+0000,StageName,Discovery,Proposal\n\
        3,006A000000000001AA,005x,2026-02-02T08:00:00.000+0000,Amount,90,100\n\
        4,006A000000000001AA,005x,2026-03-20T08:00:00.000+0000,StageName,Proposal,Closed Won\n\
        5,006A000000000002AA,005x,2026-01-20T08:00:00.000+0000,StageName,Discovery,Proposal\n\
        6,006A000000000003AA,005y,2026-02-14T08:00:00.000+0000,StageName,Discovery,Closed Lost\n";
    for changes in [history, fields] {
        let made = Made::of(&[LOADED, changes]);
        is(&made, 1, 1, 1, "100.00 USD");
        assert_eq!(made.stages(), ["discovery", "proposal", "won", "lost"]);
        assert_eq!(made.unknown(), 0, "{}", made.ran.out);
        // Nobody knows a customer by this.
        let alpha = made.read("pipeline/3-won/alpha.yaml");
        assert!(alpha.contains("accountid: 0018a000026lMQUAA2") && !alpha.contains("company:"), "{alpha}");
    }
}

#[test]
fn a_history_that_names_deals_by_their_titles() {
    let deals = "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Close Date,Created Date\n\
        Ann Lee,Acme,Alpha,Closed Won,100,3/20/2026,1/5/2026\nAnn Lee,Acme,Beta,Proposal,200,12/20/2026,1/6/2026\n";
    let changes = "Opportunity Name,From Stage,To Stage,Last Modified,Last Modified By\n\
        Alpha,,Discovery,1/5/2026 9:00 AM,Ann Lee\nAlpha,Discovery,Proposal,2/1/2026 9:00 AM,Ann Lee\n\
        Alpha,Proposal,Closed Won,3/20/2026 9:00 AM,Ann Lee\nBeta,,Discovery,1/6/2026 9:00 AM,Ann Lee\n\
        Beta,Discovery,Proposal,1/13/2026 9:00 AM,Ann Lee\nDelta,,Discovery,1/13/2026 9:00 AM,Ann Lee\n";
    let made = Made::of(&[deals, changes]);
    is(&made, 1, 0, 1, "100.00 USD");
    assert_eq!(made.unknown(), 0, "{}", made.ran.out);
    assert!(made.ran.out.contains("not in the export: Delta"), "{}", made.ran.out);
}

#[test]
fn a_report_of_changes_that_has_the_deals_beside_them() {
    let stages = "Opportunity ID,Opportunity Name,From Stage,To Stage,Stage Duration,Last Modified,Amount,Close Date,Stage,Created Date\n\
        006A1,Alpha,,Discovery,27,1/5/2026,100,3/20/2026,Closed Won,1/5/2026\n\
        006A1,Alpha,Discovery,Proposal,47,2/1/2026,100,3/20/2026,Closed Won,1/5/2026\n\
        006A1,Alpha,Proposal,Closed Won,,3/20/2026,100,3/20/2026,Closed Won,1/5/2026\n\
        006A2,Beta,,Discovery,14,1/6/2026,200,12/20/2026,Proposal,1/6/2026\n\
        006A2,Beta,Discovery,Proposal,,1/20/2026,200,12/20/2026,Proposal,1/6/2026\n";
    let fields = "Opportunity ID,Opportunity Name,Stage,Amount,Created Date,Close Date,Field / Event,Old Value,New Value,Edit Date\n\
        006A1,Alpha,Closed Won,100,1/5/2026,3/20/2026,Created.,,,1/5/2026 9:00 AM\n\
        006A1,Alpha,Closed Won,100,1/5/2026,3/20/2026,Stage,Discovery,Proposal,2/1/2026 9:00 AM\n\
        006A1,Alpha,Closed Won,100,1/5/2026,3/20/2026,Stage,Proposal,Closed Won,3/20/2026 9:00 AM\n\
        006A2,Beta,Proposal,200,1/6/2026,12/20/2026,Created.,,,1/6/2026 9:00 AM\n\
        006A2,Beta,Proposal,200,1/6/2026,12/20/2026,Stage,Discovery,Proposal,1/20/2026 9:00 AM\n";
    for text in [stages, fields] {
        let made = Made::of(&[text]);
        is(&made, 1, 0, 1, "100.00 USD");
        assert!(made.ran.out.contains("2 leads out of 2 rows"), "{}", made.ran.out);
        let alpha = made.read("pipeline/3-won/alpha.yaml");
        assert!(alpha.contains("{stage: proposal, at: 2026-02-01}"), "{alpha}");
        assert_eq!(made.unknown(), 0);
    }
}

#[test]
fn a_report_that_is_grouped_by_stage() {
    let made = Made::of(&["Opportunities\n\
        As of 2026-06-01 09:14:00 - Generated by Ann Lee\n\n\
        Stage  ↑,Opportunity Name,Account Name,Amount,Close Date,Created Date,Opportunity Owner\n\
        Proposal,Beta,Acme,200,12/20/2026,1/6/2026,Ann Lee\n\
        ,Delta,Borg,50,12/21/2026,1/16/2026,Bo Ek\nSubtotal,,,250,,,\nCount,2,,,,,\n\
        Closed Won,Alpha,Acme,100,3/20/2026,1/5/2026,Ann Lee\nSubtotal,,,100,,,\nCount,1,,,,,\n\
        Total,,,350,,,\nCount,3,,,,,\n\nConfidential Information - Do Not Distribute\n"]);
    is(&made, 1, 0, 2, "100.00 USD");
    assert!(made.ran.out.starts_with("3 leads out of 3 rows"), "{}", made.ran.out);
}

#[test]
fn the_stage_history_of_zoho() {
    let deals = "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage,Probability (%),Created Time,Modified Time,Currency\n\
        zcrm_501,zcrm_1,Ann Lee,100,Alpha,2026-03-20,zcrm_91,Acme,Closed Won,100,2026-01-05 08:00:00,2026-03-20 08:00:00,EUR\n\
        zcrm_502,zcrm_1,Ann Lee,200,Beta,2026-12-20,zcrm_91,Acme,Proposal,50,2026-01-06 08:00:00,2026-01-20 08:00:00,EUR\n";
    let history = "Record Id,Deal Name.id,Deal Name,Stage,Stage Duration (Calendar Days),Probability (%),Moved To,Amount,Closing Date,Modified By,Modified Time\n\
        zcrm_881,zcrm_501,Alpha,Discovery,27,10,Proposal,100,2026-03-20,Ann Lee,2026-01-05 08:00:00\n\
        zcrm_882,zcrm_501,Alpha,Proposal,47,50,Closed Won,100,2026-03-20,Ann Lee,2026-02-01 08:00:00\n\
        zcrm_883,zcrm_501,Alpha,Closed Won,0,100,,100,2026-03-20,Ann Lee,2026-03-20 08:00:00\n\
        zcrm_884,zcrm_502,Beta,Discovery,14,10,Proposal,200,2026-12-20,Ann Lee,2026-01-06 08:00:00\n\
        zcrm_885,zcrm_502,Beta,Proposal,0,50,,200,2026-12-20,Ann Lee,2026-01-20 08:00:00\n";
    let made = Made::of(&[deals, history]);
    is(&made, 1, 0, 1, "100.00 EUR");
    assert_eq!((made.unknown(), made.stages()[0].as_str()), (0, "discovery"), "{}", made.ran.out);
}

#[test]
fn pipedrive_in_other_languages_and_its_changes() {
    let portuguese = "Negócio - ID,Negócio - Título,Negócio - Proprietário,Negócio - Valor,Negócio - Moeda de Valor,Negócio - Organização,Negócio - Funil,Negócio - Etapa,Negócio - Status,Negócio - Negócio criado em,Negócio - Negócio fechado em,Negócio - Motivo da perda\n\
        1,Alpha,Ann Lee,100,BRL,Acme,Vendas,Negociações iniciadas,Ganho,2026-01-05 08:00:00,2026-03-20 08:00:00,\n\
        2,Beta,Ann Lee,200,BRL,Borg,Vendas,Proposta feita,Perdido,2026-01-06 08:00:00,2026-02-20 08:00:00,Preço\n\
        3,Gamma,Bo Ek,300,BRL,Borg,Vendas,Qualificado,Aberto,2026-01-06 08:00:00,,\n";
    let made = Made::of(&[portuguese]);
    is(&made, 1, 1, 1, "100.00 BRL");
    assert_eq!(made.stages()[..3], ["qualificado", "proposta-feita", "negociacoes-iniciadas"]);
    let french = "Affaire - ID,Affaire - Titre,Affaire - Propriétaire,Affaire - Valeur,Affaire - Devise de la valeur,Affaire - Étape,Affaire - Statut,Affaire - Affaire créée le,Affaire - Affaire clôturée le,Affaire - Motif de perte\n\
        1,Alpha,Ann Lee,100,EUR,Négociations commencées,Gagnée,2026-01-05 08:00:00,2026-03-20 08:00:00,\n\
        2,Beta,Ann Lee,200,EUR,Contact établi,Ouverte,2026-01-06 08:00:00,,\n";
    let changes = "item_id,field_key,old_value,new_value,log_time,user\n\
        1,stage_id,Contact établi,Négociations commencées,2026-02-01 08:00:00,Ann Lee\n";
    let made = Made::of(&[french, changes]);
    is(&made, 1, 0, 1, "100.00 EUR");
    assert!(!made.ran.out.contains("closed"), "{}", made.ran.out);
    let alpha = made.read("pipeline/3-won/alpha.yaml");
    assert!(alpha.contains("{stage: contact-etabli, at: 2026-01-05}"), "{alpha}");
    assert!(alpha.contains("at: 2026-02-01"), "{alpha}");
}

#[test]
fn odoo_with_its_own_field_names_and_a_reason_for_what_is_lost() {
    let made = Made::of(&[
        "id,name,partner_id/name,user_id/name,stage_id/name,expected_revenue,probability,create_date,date_deadline,date_closed,lost_reason_id/name,active\n\
        a_1,Alpha,Acme,Ann Lee,Won,100,100,2026-01-05 08:00:00,2026-03-20,2026-03-20 08:00:00,,TRUE\n\
        a_2,Beta,Acme,Ann Lee,Proposition,200,0,2026-01-06 08:00:00,2026-12-20,2026-02-14 08:00:00,Too expensive,FALSE\n\
        a_3,Gamma,Borg,Bo Ek,Proposition,300,60,2026-01-07 08:00:00,2026-12-20,,,TRUE\n\
        a_4,Delta,Borg,Bo Ek,New,400,10,2026-01-08 08:00:00,2026-12-20,,,TRUE\n",
    ]);
    is(&made, 1, 1, 2, "100.00 USD");
    let config = made.read("corong.yaml");
    assert!(config.contains("label: Proposition, probability: 60}"), "{config}");
    let beta = made.read("pipeline/lost/beta.yaml");
    assert!(beta.contains("reason: too-expensive") && beta.contains("name: Acme"), "{beta}");
    assert!(!made.ran.out.contains("look at"), "{}", made.ran.out);
}

#[test]
fn bitrix_in_russian_as_windows_writes_it() {
    let text = "ID;Стадия сделки;Название сделки;Ответственный;Дата создания;Дата изменения;Сумма;Валюта;Компания\n\
        1;Сделка успешна;Альфа;Анна;05.01.2026 08:00:00;20.03.2026 08:00:00;100.00;Рубль;Акме\n\
        2;Сделка провалена;Бета;Анна;06.01.2026 08:00:00;14.02.2026 08:00:00;200.00;Рубль;Акме\n\
        3;Новая;Гамма;Борис;07.01.2026 08:00:00;07.01.2026 08:00:00;300.00;Рубль;Борг\n";
    let bytes = encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
    for bytes in [bytes.as_slice(), text.as_bytes()] {
        let made = Made::of_bytes(&[bytes]);
        is(&made, 1, 1, 1, "100.00 RUB");
        assert!(made.read("corong.yaml").contains("label: Сделка успешна"));
    }
}

#[test]
fn lists_that_people_keep() {
    let indonesian = Made::of(&["LAPORAN PROSPEK 2026;;;\n\n\
        No;Tgl Prospek;Nama Prospek;Nama Instansi;Estimasi Nilai;Tahap;Status;Tgl Closing;Sumber Leads;Nama Sales;Alasan Batal\n\
        1;5 Jan 2026;Alfa;PT Satu;Rp 100.000.000,00;Negosiasi;Deal;20 Mar 2026;Pameran;Siti;\n\
        2;6 Jan 2026;Beta;PT Dua;Rp 2.500.000,00;Survey;Batal;14 Feb 2026;Website;Budi;Harga\n\
        3;17 Mei 2026;Gama;PT Tiga;Rp 750.000,00;Penawaran;Proses;;Website;Budi;\n"]);
    is(&indonesian, 1, 1, 1, "100000000 IDR");
    assert_eq!(indonesian.stages()[..3], ["survey", "penawaran", "negosiasi"]);
    let alfa = indonesian.read("pipeline/4-won/alfa.yaml");
    for part in
        ["company: {name: PT Satu}", "source: pameran", "owner: siti", "at: 2026-01-05", "at: 2026-03-20"]
    {
        assert!(alfa.contains(part), "{part}: {alfa}");
    }
    let one_column = Made::of(&["No,Tanggal,Nama Perusahaan,Nilai (Rp),Status,Sales,Tanggal Closing\n\
        1,15/1/2026,PT Satu,100000000,Closing,Siti,20/3/2026\n2,16/1/2026,PT Dua,2500000,Cancel - harga,Budi,14/2/2026\n\
        3,17/1/2026,PT Tiga,750000,Penawaran,Budi,\n,,TOTAL,103250000,,,\n"]);
    is(&one_column, 1, 1, 1, "100000000 IDR");
    let letters = Made::of(&["No.,Date,Customer,Value (k),Stage,Won/Lost,Close date\n\
        1.,15-Jan-26,Acme,1.5k,3. Quote,W,20-Mar-26\n2.,16-Jan-26,Borg,2.0k,1. New,L,14-Feb-26\n3.,17-Jan-26,Cox,3.0k,1. New,,\n\
        TOTAL,,,6.5k,,,\n"]);
    is(&letters, 1, 1, 1, "1500.00 USD");
    assert_eq!(letters.stages(), ["new", "quote", "won", "lost"]);
    let dates = Made::of(&["Customer,Value,Lead date,Won date,Lost date,Reason lost\n\
        Acme,100,1/5/2026,3/20/2026,,\nBorg,200,1/6/2026,,2/14/2026,price\nCox,300,1/7/2026,,,\n"]);
    is(&dates, 1, 1, 1, "100.00 USD");
}

#[test]
fn a_list_with_a_date_for_each_stage_and_no_stage() {
    let made = Made::of(&[
        "deal_id,owner,created_date,stage_date_discovery,stage_date_proposal,stage_date_closed_won,stage_date_closed_lost\n\
        d1,Ann,2026-01-05,2026-01-07,2026-02-01,2026-03-20,\nd2,Bo,2026-01-06,2026-01-08,,,2026-02-14\n\
        d3,Bo,2026-01-06,2026-01-08,2026-02-03,,\nd4,Bo,2026-01-19,2026-01-20,,,\n",
    ]);
    is(&made, 1, 1, 2, "0.00 USD");
    assert_eq!(made.stages(), ["discovery", "proposal", "won", "lost"]);
    let won = made.read("pipeline/3-won/deal-d1.yaml");
    for step in [
        "{stage: discovery, at: 2026-01-05",
        "{stage: proposal, at: 2026-02-01",
        "{stage: won, at: 2026-03-20",
    ] {
        assert!(won.contains(step), "{won}");
    }
}

#[test]
fn hubspot_by_the_names_of_its_properties() {
    // 5 January, 1 February and 20 March 2026, in milliseconds.
    let [first, second, last] = ["1767600000000", "1769904000000", "1773964800000"];
    let head = "hs_object_id,dealname,dealstage,pipeline,amount,createdate,closedate,hs_is_closed_won,hs_v2_date_entered_qualifiedtobuy,hs_v2_date_entered_contractsent,hs_v2_date_entered_closedwon,hs_v2_date_entered_current_stage,hs_v2_date_exited_contractsent";
    let rows = format!(
        "{head}\n1,Alpha,closedwon,default,100,{first},{last},true,{first},{second},{last},{last},{last}\n\
         2,Beta,contractsent,default,200,{first},,false,{first},{second},,{second},\n"
    );
    let made = Made::of(&[&rows]);
    is(&made, 1, 0, 1, "100.00 USD");
    assert_eq!((made.unknown(), made.stages()[0].as_str()), (0, "qualifiedtobuy"));
    let alpha = made.read("pipeline/3-won/alpha.yaml");
    assert!(alpha.contains("at: 2026-02-01") && !alpha.contains("exited"), "{alpha}");
}

#[test]
fn weekly_looks_at_deals_are_a_history() {
    let deals = "opportunity_id,account,stage,amount,created_date,close_date\nO1,Acme,Closed Won,100,2026-01-05,2026-02-02\nO2,Borg,Proposal,200,2026-01-06,2026-12-20\n";
    let looks = "snapshot_id,snapshot_date,opportunity_id,stage,amount\n1,2026-01-10,O1,Discovery,90\n2,2026-01-17,O1,Discovery,90\n\
        3,2026-01-24,O1,Proposal,100\n4,2026-01-10,O2,Discovery,200\n5,2026-01-17,O2,Discovery,200\n6,2026-01-24,O2,Proposal,200\n";
    let made = Made::of(&[deals, looks]);
    is(&made, 1, 0, 1, "100.00 USD");
    let won = made.read("pipeline/3-won/acme.yaml");
    assert!(won.contains("at: 2026-01-24") && won.contains("at: 2026-02-02"), "{won}");
}

#[test]
fn people_to_be_called_are_no_deals_with_a_turnover() {
    let made = Made::of(&[
        "Id,LastName,FirstName,Title,Company,LeadSource,Status,AnnualRevenue,NumberOfEmployees,CreatedDate\n\
        1,Lind,Eva,Chief Buyer,Acme,Web,Closed - Converted,900750000,50,2026-01-05\n\
        2,Moe,Jan,Owner,Borg,Web,Closed - Not Converted,200,5,2026-01-06\n\
        3,Haddad,Omar,CFO,Cox,Web,Working - Contacted,300,6,2026-01-17\n",
    ]);
    is(&made, 1, 1, 1, "0.00 USD");
    let lead = made.read("pipeline/2-won/acme.yaml");
    assert!(lead.contains("title: Acme") && lead.contains("role: Chief Buyer"), "{lead}");
    assert!(lead.contains("annual_revenue: 900750000") && !lead.contains("value:"), "{lead}");
}

#[test]
fn columns_that_only_sound_like_a_field_of_a_lead() {
    let made = Made::of(&[
        "deal_id,account_name,company_size,account_revenue,arr_usd,stage,days_in_stage,number_of_sales_reps,assigned_rep,last_activity_date,deal_created_date,SalesID\n\
        1,Acme,51-200,472500000,100,Closed Won,4,2,Ann Lee,2026-04-20,2026-01-05,S7\n\
        2,Borg,11-50,325500000,200,Demo,9,3,Bo Ek,2026-04-21,2026-01-26,\n",
    ]);
    is(&made, 1, 0, 1, "100.00 USD");
    let map = made.map();
    for line in [
        "created: \"{{ row['deal_created_date'] }}\"",
        "owner: \"{{ row['assigned_rep'] }}\"",
        "amount: \"{{ row['arr_usd'] }}\"",
        "name: \"{{ row['account_name'] }}\"",
        "account_revenue: \"{{ row['account_revenue'] }}\"",
        "company_size: \"{{ row['company_size'] }}\"",
    ] {
        assert!(map.contains(line), "{line}: {map}");
    }
}

#[test]
fn the_workspace_is_in_the_currency_that_amounts_are_written_in() {
    for (amount, wanted) in
        [("R$ 1.234,50", "1234.50 BRL"), ("฿1,234.50", "1234.50 THB"), ("S$1,234.50", "1234.50 SGD")]
    {
        let rows = format!(
            "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date\n1,Alpha,Closed Won,\"{amount}\",2026-01-05,2026-01-25\n2,Beta,New,\"{amount}\",2026-01-06,\n"
        );
        is(&Made::of(&[&rows]), 1, 0, 1, wanted);
    }
    let header = "id,etapa,importe_eur,empresa,creado\n1,Ganado,100,Acme,2026-01-25\n2,Propuesta,100,Borg,2026-01-26\n";
    is(&Made::of(&[header]), 1, 0, 1, "100.00 EUR");
}

#[test]
fn a_column_that_is_called_currency_and_names_none_is_none() {
    let made = Made::of(&[
        "deal_id,deal_name,stage,amount_usd,currency,created_date,close_date\n1,Alpha,Closed Won,100,No invoice,2026-01-05,2026-01-25\n2,Beta,Demo,200,No invoice,2026-01-06,\n3,Cox,Demo,200,MXN,2026-01-06,\n",
    ]);
    is(&made, 1, 0, 2, "100.00 USD");
    assert!(!made.ran.out.contains("no currency"), "{}", made.ran.out);
}

#[test]
fn dates_as_browsers_and_other_languages_write_them() {
    for (created, closed) in [
        ("1/20/2026, 3:04:05\u{202f}PM", "3/20/2026, 9:00:00\u{202f}AM"),
        ("20 de janeiro de 2026", "20 de março de 2026"),
        ("20 janvier 2026 à 10:00", "20 mars 2026 à 09:30"),
        (
            "Tue Jan 20 2026 10:00:00 GMT+0000 (Coordinated Universal Time)",
            "Fri Mar 20 2026 10:00:00 GMT+0000 (Coordinated Universal Time)",
        ),
    ] {
        let rows = format!(
            "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date\n1,Alpha,Closed Won,1,\"{created}\",\"{closed}\"\n"
        );
        let made = Made::of(&[&rows]);
        let alpha = made.read("pipeline/2-won/alpha.yaml");
        assert!(alpha.contains("at: 2026-01-20") && alpha.contains("at: 2026-03-20"), "{created}: {alpha}");
    }
}

#[test]
fn rows_are_told_apart_by_an_id_or_by_what_they_have() {
    // The first column that could be the id is in every other row alone.
    let ids =
        Made::of(&["lead_id,created_date,source,status,converted_opportunity,opportunity_id,assigned_rep\n\
        L1,2026-01-05,Web,Qualified,TRUE,O1,Ann Lee\nL2,2026-01-06,Web,New,FALSE,,Ann Lee\n\
        L3,2026-01-06,Web,Lost,FALSE,,Ann Lee\nL4,2026-01-26,Web,Won,FALSE,O4,Ann Lee\n"]);
    is(&ids, 1, 1, 2, "0.00 USD");
    assert!(ids.map().contains("\nid: \"{{ row['lead_id'] }}\"\n"), "{}", ids.map());
    let none = Made::of(&["AQL date,Source,Client country,Stage,Closing Date\n\
        \"Apr 3, 2026\",Web,ID,Negotiations,\n\"Apr 3, 2026\",Call,ID,Closed Won,\"Apr 30, 2026\"\n\
        \"Apr 3, 2026\",Call,SG,Closed Lost,\"Apr 14, 2026\"\n\"Apr 3, 2026\",Call,SG,Trial,\n"]);
    is(&none, 1, 1, 2, "0.00 USD");
    assert!(none.ran.out.starts_with("4 leads out of 4 rows"), "{}", none.ran.out);
}

#[test]
fn of_two_columns_with_one_name_the_one_that_holds_something() {
    let made =
        Made::of(&["Id,Name,StageName,Loss_Reason__c,LossReason__c,CreatedDate,CloseDate,Probability\n\
        1,Alpha,Closed Lost,,Budget,2026-01-05,2026-02-14,0\n2,Beta,Negotiation,,,2026-01-06,2026-12-20,49\n\
        3,Cox,Proposal,,,2026-01-06,2026-12-20,50\n4,Dent,Proposal,,,2026-01-07,2026-12-20,47\n"]);
    is(&made, 0, 1, 3, "0.00 USD");
    assert!(made.read("pipeline/lost/alpha.yaml").contains("reason: budget"));
    // Probabilities that are each deal's own say nothing of stages.
    let config = made.read("corong.yaml");
    assert!(config.contains("{id: proposal, dir: 1-proposal, label: Proposal}"), "{config}");
}

#[test]
fn how_long_a_deal_took_is_not_invented() {
    let made = Made::of(&[
        "Deal Name,Deal Stage,Close Date,Amount\nAlpha,Closed Won,2026-03-20,100\nBeta,Closed Lost,2026-02-14,200\nGamma,New,2026-12-20,300\n",
    ]);
    is(&made, 1, 1, 1, "100.00 USD");
    let cycle = &made.report()["pipelines"][0]["cycle_days"];
    assert_eq!((cycle["n"].as_u64(), cycle["unknown"].as_u64()), (Some(0), Some(1)), "{cycle}");
    let alpha = made.read("pipeline/2-won/alpha.yaml");
    assert!(alpha.contains("history:\n  - {stage: won, at: 2026-03-20"), "{alpha}");
    // Written down after it was won.
    let late = Made::of(&[
        "Record Id,Deal Name,Stage,Closing Date,Created Time\n1,Alpha,Closed Won,2026-03-20,2026-03-28 08:00:00\n2,Beta,Closed Won,2026-03-20,2026-03-10 08:00:00\n",
    ]);
    let cycle = &late.report()["pipelines"][0]["cycle_days"];
    assert_eq!((cycle["n"].as_u64(), cycle["mean"].as_f64()), (Some(1), Some(10.0)), "{cycle}");
}

#[test]
fn what_says_no_stage_is_refused_and_nothing_is_written() {
    let none =
        Made::of(&["Id,Amount,Account,Channel,Date\n1,100,Acme,Ads,2026-01-05\n2,200,Borg,Ads,2026-01-06\n"]);
    assert_eq!(none.ran.status, 1, "{:?}", none.ran);
    assert!(none.ran.err.contains("none of its columns is a stage"), "{}", none.ran.err);
    let empty = Made::of(&[
        "Id,Deal Name,Stage,Status,Create Date\n1,Alpha,New,Deleted,2026-01-05\n2,Beta,New,Deleted,2026-01-06\n3,Cox,Won,Deleted,2026-01-06\n",
    ]);
    assert_eq!(empty.ran.status, 1, "{:?}", empty.ran);
    assert!(empty.ran.err.contains("row 2: the CRM marks it as deleted"), "{}", empty.ran.err);
    assert!(!none.folder.path().join("crm").exists() && !empty.folder.path().join("crm").exists());
}
