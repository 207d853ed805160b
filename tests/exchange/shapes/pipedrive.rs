//! Pipedrive: `Deal - ` before every column, the status beside the stage.

use super::{Names, probability};
use crate::exchange::deals::{Deal, Outcome};
use crate::exchange::written::{ExportFile, at, comma, continental, delimited, plain, texts};

const ENGLISH: Names =
    (["Qualified", "Contact Made", "Demo Scheduled", "Proposal Made", "Negotiations Started"], "Won", "Lost");
const SPANISH: Names = (
    ["Calificado", "Contacto hecho", "Demostración programada", "Propuesta hecha", "Negociación iniciada"],
    "Ganado",
    "Perdido",
);
const MOMENT: &str = "%Y-%m-%d %H:%M:%S";

fn status(deal: &Deal, names: &Names, open: &str) -> String {
    match deal.outcome {
        Outcome::Open => open.to_owned(),
        Outcome::Won => names.1.to_owned(),
        Outcome::Lost => names.2.to_owned(),
    }
}

/// The cells of a deal, in the order of the columns of both.
fn cells(deal: &Deal, names: &Names, open: &str, value: String) -> Vec<String> {
    let open_date = if deal.outcome == Outcome::Open { deal.close_date.to_string() } else { String::new() };
    vec![
        (deal.number + 1).to_string(),
        deal.title.clone(),
        deal.owner.to_owned(),
        value,
        "USD".to_owned(),
        if deal.outcome == Outcome::Open { probability(deal).to_string() } else { String::new() },
        deal.company.clone(),
        deal.contact.clone(),
        "Pipeline".to_owned(),
        names.0[deal.stage()].to_owned(),
        String::new(),
        status(deal, names, open),
        at(Some(deal.created()), MOMENT),
        at(Some(deal.changed()), MOMENT),
        at(deal.entered.last().map(|(_, at)| *at).filter(|_| deal.entered.len() > 1), MOMENT),
        at(deal.won(), MOMENT),
        at(deal.lost(), MOMENT),
        at(deal.closed, MOMENT),
        deal.reason.unwrap_or_default().to_owned(),
        open_date,
        deal.source.to_owned(),
        "0".to_owned(),
    ]
}

pub fn english(deals: &[Deal]) -> ExportFile {
    let header = texts([
        "Deal - ID",
        "Deal - Title",
        "Deal - Owner",
        "Deal - Value",
        "Deal - Currency",
        "Deal - Probability",
        "Deal - Organization",
        "Deal - Contact person",
        "Deal - Pipeline",
        "Deal - Stage",
        "Deal - Label",
        "Deal - Status",
        "Deal - Deal created",
        "Deal - Update time",
        "Deal - Last stage change",
        "Deal - Won time",
        "Deal - Lost time",
        "Deal - Deal closed on",
        "Deal - Lost reason",
        "Deal - Expected close date",
        "Deal - Source channel",
        "Deal - Total activities",
    ]);
    let rows = deals.iter().map(|deal| cells(deal, &ENGLISH, "Open", plain(deal.cents)));
    let rows: Vec<_> = [header].into_iter().chain(rows).collect();
    ExportFile { name: "deals-7428260-2353.csv", bytes: comma(&rows) }
}

/// As a spreadsheet of Spain saves it: semicolons, Windows-1252, a comma before cents.
pub fn spanish(deals: &[Deal]) -> ExportFile {
    let header = texts([
        "Negocio - ID",
        "Negocio - Título",
        "Negocio - Propietario",
        "Negocio - Valor",
        "Negocio - Moneda",
        "Negocio - Probabilidad",
        "Negocio - Organización",
        "Negocio - Persona de contacto",
        "Negocio - Embudo",
        "Negocio - Etapa",
        "Negocio - Etiqueta",
        "Negocio - Estado",
        "Negocio - Negocio creado",
        "Negocio - Hora de actualización",
        "Negocio - Último cambio de etapa",
        "Negocio - Fecha de ganado",
        "Negocio - Fecha de perdido",
        "Negocio - Negocio cerrado el",
        "Negocio - Motivo de pérdida",
        "Negocio - Fecha de cierre prevista",
        "Negocio - Canal de origen",
        "Negocio - Total de actividades",
    ]);
    let rows = deals.iter().map(|deal| cells(deal, &SPANISH, "Abierto", continental(deal.cents)));
    let rows: Vec<_> = [header].into_iter().chain(rows).collect();
    let text = delimited(&rows, b';', false, "\r\n");
    let bytes = text.chars().map(|c| u8::try_from(u32::from(c)).expect("in Windows-1252")).collect();
    ExportFile { name: "negocios.csv", bytes }
}
