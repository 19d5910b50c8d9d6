import { foldText } from './printed-day.ts';

/** What a label on an invoice announces. */
export type LabelRole =
  | 'number'
  | 'receipt-number'
  | 'issue-day'
  | 'due-day'
  | 'period'
  | 'period-start'
  | 'period-end'
  | 'net'
  | 'tax'
  | 'total'
  | 'payable'
  | 'credits'
  | 'paid'
  | 'withheld'
  | 'currency'
  | 'seller'
  | 'buyer'
  | 'tax-id'
  | 'other';

/**
 * Labels in English, German, French, Spanish, Dutch, Italian, Polish, Japanese and Chinese, without accents and in lower
 * case; of equal roles the better one first. `other` names what looks like a field but is none of ours.
 */
const LABELS: Readonly<Record<LabelRole, string>> = {
  number: `
    credit note number | credit note no | credit note # | credit memo number | credit memo # |
    invoice number | invoice no | invoice nr | invoice num | invoice # | invoice# | invoice id |
    tax invoice no | tax invoice number | vat invoice number | vat invoice no | invoice reference | inv no | inv # | bill number | bill no |
    document number | document no | statement number | billing document | rechnungsnummer |
    rechnungs-nr | rechnungsnr | rechnung nr | rechnung-nr | rechnungs nr | rechnung nummer |
    re-nr | belegnummer | beleg-nr | gutschriftnummer | gutschrift nr | gutschrift-nr | rg-nr |
    numero de facture | no de facture | n° de facture | nº de facture | facture numero |
    facture n° | facture nº | facture no | n° facture | nº facture | num facture |
    reference facture | numero d'avoir | avoir n° | n° d'avoir | avoir no | numero de factura |
    n° de factura | nº de factura | no de factura | factura numero | factura n° | factura nº |
    factura no | factura num | n° factura | nº factura | num factura | num. factura |
    numero factura | factura # | factuurnummer | factuurnr | factuur nr | factuur nummer |
    factuur-nr | creditnotanummer | creditnota nr | numero fattura | fattura n |
    numero da fatura | fatura n | numero documento | numer faktury | nr faktury | faktura vat nr | faktura nr | faktura korygujaca nr |
    fakturanr | fakturanummer | faktura nummer | kreditnota nr | kreditfaktura nr | factura simplificada no |
    factura simplificada nº | factura simplificada n° | nota de servico no | nota de servico nº |
    nota de servico n° | nota fiscal no | nota fiscal nº | nota fiscal n° | numero da nota | fatura no |
    송장번호 | 청구번호 | 청구서번호 | 发票号码 | 发票编号 | 账单编号 | 账单号 |
    請求書番号 | 請求番号 | 請求no`,
  'receipt-number': `
    receipt number | receipt no | receipt # no | receipt # | quittungsnummer | numero de recu | n° de recu |
    numero de recibo | kwitantienummer | bonnummer | transaction id | order number | order no |
    order id | order # | booking id | 領収書番号 | 订单号`,
  'issue-day': `
    invoice date | date of issue | issued at | issue date | date issued | issued on | issued |
    invoice issued | billing date | bill date | tax date | date of invoice | invoiced on |
    invoice dated | credit note date | credit memo date | vat invoice date | tax invoice date | statement date | document date | rechnungsdatum |
    ausstellungsdatum | rechnung vom | belegdatum | datum der rechnung | rechnungs-datum |
    gutschriftdatum | ausgestellt am | date de facturation | date de la facture |
    date de facture | date d'emission | date facture | facture du | emise le | emis le |
    date emission | fecha de factura | fecha de la factura | fecha de emision | fecha factura |
    fecha de expedicion | fecha emision | fecha de facturacion | factuurdatum | datum factuur |
    data fattura | data emissione | data de emissao | data wystawienia | wystawiono |
    fakturadatum | fakturadato | 작성일자 | 작성일 | 발행일자 | 발행일 | 請求日 | 発行日 |
    請求書発行日 | 开票日期 | 开具日期 | 账单日期 | date paid |
    receipt date | payment date | paid on | zahlungsdatum | bezahlt am | date de paiement |
    fecha de pago | betaaldatum | order date | orderdatum | date | datum | fecha | data | 日期`,
  'due-day': `
    due date | date due | due | please remit until | please remit by | payment due date | payment due | due on | due by | pay by | payable by |
    payment due by | total amount due on | amount due on | fallig am | falligkeitsdatum |
    fallig bis | zahlbar bis | zahlungsziel | faelligkeit | falligkeit | date d'echeance |
    echeance | date limite de paiement | a payer avant le | fecha de vencimiento | vencimiento |
    vence el | vervaldatum | uiterste betaaldatum | te betalen voor | scadenza | data scadenza | termin płatnosci | termin zapłaty |
    forfallodatum | forfallsdato | forfaldsdato | vencimento | data de vencimento | 납부기한 | 지급기한 | お支払期限 | お支払い期限 | 支払期限 |
    支払期日 | 振込期限 |
    到期日 | 付款期限`,
  period: `
    billing period | service period | invoice period | usage period | subscription period |
    billing cycle | statement period | period of service | period covered | period |
    service dates | service date | date of delivery | delivery date | date of supply | supply date | date of service | service month | for the billing period |
    this invoice is for the billing period | usage for | summary for | abrechnungszeitraum |
    leistungszeitraum | rechnungszeitraum | abrechnungsperiode | leistungsmonat | zeitraum |
    nutzungszeitraum | liefer- und leistungsdatum | leistungsdatum | lieferdatum |
    periode de facturation | periode | periode de service | periode d'abonnement |
    periodo de facturacion | periodo facturado | periodo | periodo de servicio | factuurperiode |
    facturatieperiode | periodo di fatturazione | okres rozliczeniowy | data sprzedazy | 対象期間 | ご利用期間 | 利用期間 | 账期 | 计费周期 | 服务期间 | 账单周期 | 结算周期`,
  'period-start': `
    period start | billing start | service start | start date | period from | startdatum | von`,
  'period-end': `
    period end | billing end | service end | end date | period to | enddatum`,
  net: `
    subtotal | sub total | sub-total | total excluding tax | total without vat |
    total without tax | total exkl | total exkl. mwst | total exkl. ust | amount without vat | amount without tax | total excluding vat |
    total excl. vat | total excl vat | total excl. tax | total (excl | total ex vat |
    total ex. vat | total ex gst | total before tax | amount before tax | net total | total net |
    net amount | net value | total net amount | taxable amount | amount excluding tax |
    amount excl | pre-tax total | total charges | charges | invoice subtotal | net | zwischensumme | zwischentotal |
    nettobetrag | netto | summe netto | gesamt netto | gesamtbetrag netto | gesamtsumme netto |
    nettosumme | gesamtnetto | warenwert netto | betrag netto | total netto | summe (netto |
    rechnungsbetrag netto | rechnungssumme netto | total ht | montant ht | sous-total | sous total | total hors taxes |
    total hors taxe | montant hors taxe | total h.t | net ht | total hors tva | montant total ht |
    sous-total ht | base ht | total (ht | base imponible | importe neto | total sin iva |
    total sin impuestos | suma | total neto | total base | importe sin iva | subtotaal |
    totaal excl | totaal exclusief | totaal excl. btw | exclusief btw | excl. btw |
    totaal ex btw | bedrag excl | netto totaal | totale imponibile | imponibile | subtotale | razem netto | suma netto | wartosc netto |
    total taxable value | taxable value | valor liquido | summa netto | 공급가액 | 小計 | 税抜合計 | 税抜金額 | 小计 |
    不含税金额 | 金额合计 | 合计金额`,
  tax: `
    vat | sales tax | tax | taxes | of which vat | including vat | includes vat | incl. vat | vat included | jct | gst | hst | pst | qst | igst | cgst | sgst | consumption tax |
    total tax | total vat | total impuesto | total impuestos | total mwst | total ust | tax total | tax amount | vat amount | vat total | total gst |
    us sales tax | estimated tax | plus vat | mwst | ust | umsatzsteuer | mehrwertsteuer |
    zzgl. mwst | zzgl. ust | zzgl mwst | zzgl ust | zzgl. umsatzsteuer | zzgl. mehrwertsteuer |
    zuzuglich | steuerbetrag | steuer | summe mwst | summe ust | gesamt mwst | + mwst | + ust |
    mwst-betrag | steuerbasisbetrag ust | steuerbasisbetrag mwst | davon mwst | davon ust | inkl. mwst | inkl. ust | enthaltene mwst |
    enthaltene ust | darin enthaltene mwst | darin enthaltene ust | tva | montant tva | total tva | t.v.a | taxe | montant de la tva | dont tva |
    iva | cuota iva | total iva | cuota | impuestos | impuesto | i.v.a | importe iva | igic |
    btw | btw-bedrag | totaal btw | btw bedrag | imposta | totale iva | moms | mva | kwota vat | podatek vat | podatek |
    iss | issqn | icms | merverdiavgift | 부가가치세 | 부가세 | 消費税 | 消費税額 | 内消費税 |
    税额 | 合计税额 | 增值税`,
  total: `
    grand total | invoice total | total amount due | total due | total for this invoice |
    invoice amount | total invoice amount | total including tax | total including vat |
    total incl. vat | total incl vat | total incl. tax | total incl | total (incl |
    total inc gst | total inc. vat | total payable | total amount | amount total | total to pay |
    total charged | gross total | gross amount | total gross | order total | credit total |
    total credit | total invoice | total price | total cost | total charge | total in | total |
    gesamtbetrag | rechnungsbetrag | gesamtsumme | bruttobetrag | endbetrag | rechnungssumme |
    gesamtbetrag brutto | summe brutto | bruttosumme | gesamt brutto | brutto | gesamt | summe |
    endsumme | rechnungsendbetrag | gesamtpreis | total brutto | gutschriftbetrag | total ttc |
    montant ttc | total t.t.c | montant total ttc | total toutes taxes comprises | montant total |
    total general | total (ttc | net ttc | total factura | importe total | total con iva |
    total iva incluido | total (iva | total importe | total euros | totaal incl |
    totaal inclusief | totaal incl. btw | factuurbedrag | totaalbedrag | inclusief btw | totaal |
    totale fattura | totale documento | totale | razem do zapłaty | razem brutto | suma brutto | naleznosc ogołem | kwota naleznosci ogołem |
    razem | valor total | valor da nota | total da nota | summa | totalt | i alt | 합계금액 | 청구금액 | 총액 | 합계 | ご請求金額 | 御請求金額 | 請求金額 | 税込合計 | 合計金額 | 合計 | 价税合计 | 应付总额 | 总计 | 总金额 | 合计`,
  payable: `
    amount due | balance due | amount payable | due payable | payable amount | payable | total balance due | balance | outstanding |
    please pay | net payable | amount to pay | remaining balance | zu zahlen | zahlbetrag |
    zu zahlender betrag | offener betrag | falliger betrag | noch zu zahlen | net a payer |
    montant du | reste a payer | solde | montant a payer | a payer | total a pagar |
    importe a pagar | a pagar | importe pendiente | importe adeudado | saldo | te betalen |
    openstaand | openstaand bedrag | te voldoen | totale da pagare | netto a pagare | do zapłaty | kwota do zapłaty |
    to pay | att betala | a betale | at betale | belop a betale | 결제금액 | 납부금액 | お支払金額 | 应付金额 | 待支付`,
  credits: `
    applied balance | credits applied | credit applied | applied credits | applied credit |
    credit balance applied | prepaid credits | prepayment | prepaid | promotional credits |
    promotional credit | credits used | credits | account credit | guthaben |
    verrechnetes guthaben | anzahlung | bereits gezahlt | acompte | avoir applique |
    credit applique | anticipo | saldo aplicado | credito aplicado | verrekend tegoed | tegoed |
    aanbetaling | 代金券 | 抵扣`,
  paid: `
    amount paid | total paid | payments | payment received | payment | paid | bezahlt | gezahlt |
    gezahlter betrag | bezahlter betrag | montant paye | montant regle | paye | importe pagado |
    pagado | betaald | betaald bedrag | zapłacono | 已支付 | 实付金额`,
  withheld: `
    withholding tax | tax withheld | tds | retencion irpf | retencion | irpf | ritenuta d'acconto |
    ritenuta | retenue a la source | quellensteuer | 源泉徴収税額 | 源泉徴収税`,
  currency: `
    currency | invoice currency | wahrung | devise | moneda | divisa | valuta | munteenheid | 币种`,
  seller: `
    seller | sold by | vendor | supplier | from | issued by | service provider | billed by |
    invoice from | pay to | verkaufer | rechnungssteller | anbieter | lieferant |
    leistungserbringer | emetteur | vendeur | fournisseur | emis par | emisor | vendedor |
    proveedor | emitido por | verkoper | leverancier | venditore | fornitore | sprzedawca | wystawca |
    prestador | emitente | saljare | selger | 공급자 | 発行者 | 発行元 | 销售方 | 销方 | 开票方 | 服务商`,
  buyer: `
    bill to | billed to | sold to | invoice to | invoiced to | customer | buyer | subscriber |
    billing address | bill to address | ship to | shipping address | client | account holder |
    attention | rechnung an | rechnungsadresse | rechnungsempfanger | kunde | kaufer |
    leistungsempfanger | rechnungsanschrift | lieferadresse | facture a | facturer a |
    adresse de facturation | acheteur | destinataire | nom de l'abonne | abonne |
    titulaire | adresse de l'installation | nom du client | intestatario | abbonato | titular |
    abonado | vertragsinhaber | anschlussinhaber | abonnent | facturar a | facturado a | cliente |
    comprador | direccion de facturacion | datos del cliente | factuur aan | factuuradres |
    klant | koper | gefactureerd aan | afleveradres | bezorgadres | verzendadres | adresse de livraison |
    direccion de envio | indirizzo di spedizione | leveransadress | leveringsadresse | adres dostawy | acquirente | destinatario | nabywca | odbiorca |
    tomador | kopare | kjoper | kund | 공급받는자 | 請求先 | 购买方 | 购方 | 客户`,
  'tax-id': `
    vat id | vat number | vat no | vat reg | vat registration | tax id | tax number |
    tax registration | ein | abn | gstin | gst number | gst no | uid | ust-id | ust-idnr |
    ust.-id | ust id | umsatzsteuer-id | umsatzsteuer-identifikationsnummer | steuernummer |
    mwst-nr | mwst nr | n° tva | tva intracom | tva intracommunautaire | numero de tva |
    n° de tva | siret | siren | nif | cif | btw-nummer | btw nummer | btw nr | btw-nr | kvk |
    partita iva | p.iva | p. iva | eu oss vat | nip | 登録番号 | 纳税人识别号 | 统一社会信用代码`,
  other: `
    customer number | customer no | customer id | customer reference | account number |
    account no | account id | po number | purchase order | reference | payment terms |
    payment method | kundennummer | kunden-nr | kundennr | kunden nr | bestellnummer |
    auftragsnummer | numero client | n° client | code client | reference client |
    numero de cliente | n° cliente | numero de pedido | klantnummer | ordernummer | iban | bic |
    swift | bank account | tax rate | tax % | vat rate | vat % | net 30 | phone | email | e-mail |
    date range | date of | date de | datum der | datum van | fecha de | data di | data de | page | seite | total tokens | total quantity | total hours | total usage |
    total seats | total users | tax invoice | credit card | credit note | credit memo |
    payment due within | payment history | bill to account | customer vat | dates | paid with |
    vat exempt | tax exempt | tax free | datum der leistung | from date | total discount | discount | rabatt | remise |
    descuento | korting`,
};

type Entry = { readonly label: string; readonly role: LabelRole; readonly rank: number };

const ENTRIES: readonly Entry[] = Object.entries(LABELS)
  .flatMap(([role, labels]) =>
    labels
      .split('|')
      .map((label, rank) => ({ label: label.trim(), role: role as LabelRole, rank })),
  )
  .sort((a, b) => b.label.length - a.label.length);
const BY_HEAD = new Map<string, Entry[]>();
for (const entry of ENTRIES) {
  const head = entry.label.slice(0, 2);
  BY_HEAD.set(head, [...(BY_HEAD.get(head) ?? []), entry]);
}

/** A label that a text begins with; what follows it starts at `end`. */
export type LabelHit = {
  readonly role: LabelRole;
  readonly rank: number;
  readonly end: number;
  readonly label: string;
};

/** A rate before the tax's name: "19 % USt.", "zzgl. 19 % MwSt.", "plus 20% VAT". */
const RATE_FIRST =
  /^(?:(?:zzgl\.?|zuzuglich|inkl\.?|incl\.?|plus|add|davon|of which|dont|\+)\s{0,2})?\d{1,2}(?:[.,]\d{1,3})?\s?%\s{0,2}(?=\p{L})/u;
/** A tax of any name with its rate and base: "JCT - Japan (10% on ¥30,000)". */
const RATE_ON_BASE = /^.{2,60}?(?=\(\s?\d{1,2}(?:[.,]\d{1,3})?\s?%\s(?:on|auf|sur|sobre|su|op)\s)/;

/** The longest known label at the beginning of a text (bullets and brackets aside); `null` where none is. */
export function labelAt(text: string): LabelHit | null {
  const folded = foldText(text.slice(0, 120));
  const start = /^[\s•·*([–-]*/.exec(folded)?.[0].length ?? 0;
  const body = folded.slice(start).replaceAll('’', "'");
  const known = knownLabel(body, start);
  if (known) return known;
  const rate = RATE_FIRST.exec(body)?.[0].length;
  const behindRate = rate === undefined ? null : knownLabel(body.slice(rate), start + rate);
  if (behindRate?.role === 'tax') return behindRate;
  const named = RATE_ON_BASE.exec(body)?.[0];
  if (named === undefined) return null;
  return { role: 'tax', rank: RANK_LAST, end: start + named.length, label: named.trim() };
}

/** Behind every label that is known by name. */
const RANK_LAST = 1_000;

function knownLabel(body: string, start: number): LabelHit | null {
  for (const entry of BY_HEAD.get(body.slice(0, 2)) ?? []) {
    if (!body.startsWith(entry.label)) continue;
    const next = body.charAt(entry.label.length);
    if (/[\p{Script=Latin}]/u.test(next) && !/[\u4e00-\u9fff]/.test(entry.label)) continue;
    return {
      role: entry.role,
      rank: entry.rank,
      end: start + entry.label.length,
      label: entry.label,
    };
  }
  return null;
}

/** The rest of a text behind its label, without the signs between them. */
export function behindLabel(text: string, hit: LabelHit): string {
  return text.slice(hit.end).replace(/^(?:[\s:：.)#*†/]|n[°ºo]\.?\s|[-–]\s)*/i, '');
}
