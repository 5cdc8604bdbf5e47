//! The words by which a German key result reads like output: data for the outcome check, beside the English ones. In
//! German the verb mostly stands last, so these are looked for anywhere.

/// What is done, as an infinitive: "Neue App ausliefern".
pub(super) const VERBS: &[&str] = &[
    "ausliefern",
    "ausrollen",
    "abschliessen",
    "abschließen",
    "aufbauen",
    "aufsetzen",
    "bauen",
    "beauftragen",
    "bereitstellen",
    "dokumentieren",
    "durchführen",
    "einführen",
    "einrichten",
    "einstellen",
    "entwerfen",
    "entwickeln",
    "erarbeiten",
    "erstellen",
    "fertigstellen",
    "gestalten",
    "implementieren",
    "integrieren",
    "launchen",
    "liefern",
    "migrieren",
    "modernisieren",
    "organisieren",
    "planen",
    "programmieren",
    "refaktorieren",
    "releasen",
    "schreiben",
    "schulen",
    "starten",
    "umsetzen",
    "umstellen",
    "veranstalten",
    "veröffentlichen",
    "vorbereiten",
    "überarbeiten",
];

/// What was done: "Migration abgeschlossen".
pub(super) const DONE: &[&str] = &[
    "abgeschlossen",
    "ausgeliefert",
    "ausgerollt",
    "durchgeführt",
    "eingeführt",
    "entwickelt",
    "erstellt",
    "fertiggestellt",
    "geliefert",
    "gelauncht",
    "gestartet",
    "geschrieben",
    "implementiert",
    "migriert",
    "umgesetzt",
    "veröffentlicht",
];

/// Before one of these the verb is a noun: "Zeit bis zum Ausliefern".
pub(super) const MAKES_A_NOUN: &[&str] = &[
    "zum", "beim", "vom", "das", "des", "dem", "im", "nach", "vor", "ohne",
];

/// With one of these something is measured: "Anteil der Tickets, am selben Tag abgeschlossen".
pub(super) const MEASURES: &[&str] = &[
    "anteil",
    "dauer",
    "fehler",
    "innerhalb",
    "je",
    "kosten",
    "minuten",
    "ohne",
    "pro",
    "prozent",
    "pünktlich",
    "quote",
    "rate",
    "stunden",
    "tage",
    "umsatz",
    "zeit",
];

/// The numbers are to go down: "Abwanderung senken".
pub(super) const DOWN: &[&str] = &[
    "senken",
    "reduzieren",
    "verringern",
    "verkürzen",
    "halbieren",
    "vermindern",
];

/// The numbers are to go up: "Umsatz steigern".
pub(super) const UP: &[&str] = &["steigern", "erhöhen", "verdoppeln", "anheben"];
