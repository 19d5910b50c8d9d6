const bank = (count: number): string[] => [
  `Bankleitzahl ${count}`,
  `Bankbezeichnung ${count}`,
  `Bank-Kontonummer ${count}`,
  `Länderkennzeichen ${count}`,
  `IBAN-Nr. ${count}`,
  `IBAN${count} korrekt`,
  `SWIFT-Code ${count}`,
  `Abw. Kontoinhaber ${count}`,
  `Kennz. Hauptbankverb. ${count}`,
  `Bankverb ${count} Gültig von`,
  `Bankverb ${count} Gültig bis`,
];
const counted = (text: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${text} ${from + index}`);
const banks = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => bank(from + index)).flat();

/**
 * The 254 columns of DATEV's "Debitoren/Kreditoren", format version 5, as DATEV spells them, in order
 * (developer.datev.de, "DATEV-Format, Debitoren/Kreditoren").
 */
export const datevCreditorColumns: readonly string[] = [
  'Konto',
  'Name (Adressattyp Unternehmen)',
  'Unternehmensgegenstand',
  'Name (Adressattyp natürl. Person)',
  'Vorname (Adressattyp natürl. Person)',
  'Name (Adressattyp keine Angabe)',
  ...['Adressattyp', 'Kurzbezeichnung', 'EU-Land', 'EU-UStID', 'Anrede', 'Titel/Akad. Grad'],
  ...['Adelstitel', 'Namensvorsatz', 'Adressart', 'Straße', 'Postfach', 'Postleitzahl', 'Ort'],
  ...['Land', 'Versandzusatz', 'Adresszusatz', 'Abweichende Anrede'],
  ...['Abw. Zustellbezeichnung 1', 'Abw. Zustellbezeichnung 2', 'Kennz. Korrespondenzadresse'],
  ...['Adresse Gültig von', 'Adresse Gültig bis', 'Telefon', 'Bemerkung (Telefon)'],
  ...['Telefon GL', 'Bemerkung (Telefon GL)', 'E-Mail', 'Bemerkung (E-Mail)', 'Internet'],
  ...['Bemerkung (Internet)', 'Fax', 'Bemerkung (Fax)', 'Sonstige', 'Bemerkung (Sonstige)'],
  ...banks(1, 5),
  ...['Leerfeld', 'Briefanrede', 'Grußformel', 'Kundennummer', 'Steuernummer', 'Sprache'],
  ...['Ansprechpartner', 'Vertreter', 'Sachbearbeiter', 'Diverse-Konto', 'Ausgabeziel'],
  ...['Währungssteuerung', 'Kreditlimit (Debitor)', 'Zahlungsbedingung'],
  ...['Fälligkeit in Tagen (Debitor)', 'Skonto in Prozent (Debitor)'],
  ...['Kreditoren-Ziel 1 Tg.', 'Kreditoren-Skonto 1 %', 'Kreditoren-Ziel 2 Tg.'],
  ...['Kreditoren-Skonto 2 %', 'Kreditoren-Ziel 3 Brutto Tg.', 'Kreditoren-Ziel 4 Tg.'],
  ...['Kreditoren-Skonto 4 %', 'Kreditoren-Ziel 5 Tg.', 'Kreditoren-Skonto 5 %', 'Mahnung'],
  ...['Kontoauszug', 'Mahntext 1', 'Mahntext 2', 'Mahntext 3', 'Kontoauszugstext'],
  ...['Mahnlimit Betrag', 'Mahnlimit %', 'Zinsberechnung', ...counted('Mahnzinssatz', 1, 3)],
  ...['Lastschrift', 'Verfahren', 'Mandantenbank', 'Zahlungsträger'],
  ...counted('Indiv. Feld', 1, 15),
  ...['Abweichende Anrede', 'Adressart', 'Straße', 'Postfach', 'Postleitzahl', 'Ort', 'Land']
    .concat('Versandzusatz', 'Adresszusatz', 'Abw. Zustellbezeichnung 1')
    .concat('Abw. Zustellbezeichnung 2', 'Adresse Gültig von', 'Adresse Gültig bis')
    .map((name) => `${name} (Rechnungsadresse)`),
  ...banks(6, 10),
  ...['Nummer Fremdsystem', 'Insolvent', ...counted('SEPA-Mandatsreferenz', 1, 10)],
  ...['Verknüpftes OPOS-Konto', 'Mahnsperre bis', 'Lastschriftsperre bis', 'Zahlungssperre bis'],
  ...['Gebührenberechnung', ...counted('Mahngebühr', 1, 3), 'Pauschalenberechnung'],
  ...[...counted('Verzugspauschale', 1, 3), 'Alternativer Suchname', 'Status'],
  'Anschrift manuell geändert (Korrespondenzadresse)',
  'Anschrift individuell (Korrespondenzadresse)',
  'Anschrift manuell geändert (Rechnungsadresse)',
  'Anschrift individuell (Rechnungsadresse)',
  ...['Fristberechnung bei Debitor', ...counted('Mahnfrist', 1, 3), 'Letzte Frist'],
];
