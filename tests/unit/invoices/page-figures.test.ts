import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { labelAt } from '../../../src/core/invoices/invoice-labels.ts';
import { rowsOf } from '../../../src/core/invoices/page-layout.ts';
import { checkSums } from '../../../src/core/invoices/postable.ts';
import type { VendorTemplate } from '../../../src/core/invoices/vendor-template.ts';
import { readInvoice } from '../../../src/main/imports/invoice/read-invoice.ts';
import { type VendorBill, vendorBill } from '../../fixtures/invoices/made-vendor-bill.ts';
import { makePdf, setRows } from '../../fixtures/invoices/make-pdf.ts';

const vendors: { templates: VendorTemplate[] } = JSON.parse(
  readFileSync('resources/invoice-vendors.json', 'utf8'),
);
const read = (made: VendorBill) =>
  readInvoice(vendorBill(made), 'a.pdf', { templates: vendors.templates, timeoutMs: 20_000 });

describe('a label', () => {
  it.each([
    '19 % USt. auf 100,00',
    'zzgl. 19% MwSt.',
    'plus 20% VAT',
    'JCT - Japan (10% on ¥30,000)',
    'inkl. MwSt.',
  ])('of a tax is known: %s', (text) => {
    expect(labelAt(text)?.role).toBe('tax');
  });

  it('is none where a rate stands before other words', () => {
    expect(labelAt('20 % discount on seats')).toBeNull();
  });
});

describe('pieces of text', () => {
  const cells = (text: string) =>
    rowsOf([{ page: 1, x: 100, y: 500, w: 6 * text.length, h: 10, text }])[0]?.cells ?? [];

  it('that hold several figures become a cell for each, in its place', () => {
    expect(cells('0 0.00 3,895.00').map((cell) => cell.text)).toEqual(['0', '0.00', '3,895.00']);
    expect(cells('0 0.00 3,895.00').map((cell) => cell.x)).toEqual([100, 112, 142]);
  });

  it('whose thousands stand behind a space are one figure', () => {
    expect(cells('12 345 678,90').map((cell) => cell.text)).toEqual(['12 345 678,90']);
  });

  it('that end and begin figures beside each other are two cells', () => {
    const items = [
      { page: 1, x: 100, y: 500, w: 20, h: 10, text: '5.00' },
      { page: 1, x: 123, y: 500, w: 30, h: 10, text: '100.00' },
    ];
    expect(rowsOf(items)[0]?.cells.map((cell) => cell.text)).toEqual(['5.00', '100.00']);
  });
});

describe('figures of a page', () => {
  it('in another currency than the document are left alone', async () => {
    const draft = await read({
      lines: [
        [
          [40, 'Team plan'],
          [330, '5'],
          [400, '$20.00'],
          [500, '$100.00'],
        ],
      ],
      sums: [
        ['Subtotal', '$100.00'],
        ['VAT 19%', '$19.00'],
        ['VAT 19%', '€17.10'],
        ['Total', '$119.00 USD'],
        ['Total', '€107.10'],
      ],
    });
    expect([draft.taxMicro?.value, draft.totalMicro?.value]).toEqual([19_000_000n, 119_000_000n]);
    expect(checkSums(draft).ok).toBe(true);
  });

  it('under the heads of a table are lines, whatever the heads are called', async () => {
    const draft = await read({
      head: [
        [40, 'Item'],
        [260, 'Net'],
        [340, 'VAT'],
        [420, 'Tax amount'],
        [500, 'Total'],
      ],
      lines: [
        [
          [40, 'Team plan'],
          [260, '$100.00'],
          [340, '19%'],
          [420, '$19.00'],
          [500, '$119.00'],
        ],
        [
          [40, 'Handbook'],
          [260, '$10.00'],
          [340, '7%'],
          [420, '$0.70'],
          [500, '$10.70'],
        ],
      ],
      sums: [
        ['Net total', '$110.00'],
        ['VAT', '$19.70'],
        ['Grand total', '$129.70'],
      ],
    });
    expect(draft.lines.map((line) => line.amountMicro)).toEqual([100_000_000n, 10_000_000n]);
    expect(checkSums(draft)).toEqual({ ok: true, linesIncludeTax: false });
  });

  it.each([
    ['Carried forward', 'Brought forward'],
    ['Übertrag', 'Übertrag'],
    ['A reporter', 'Report'],
    ['Suma y sigue', 'Suma anterior'],
  ])('carried from page to page are no lines: %s', async (over, from) => {
    const head = [
      [40, 'Description'],
      [330, 'Qty'],
      [500, 'Amount'],
    ] as const;
    const line = (name: string, amount: string) =>
      [
        [40, name],
        [330, '1'],
        [500, amount],
      ] as const;
    const draft = await read({
      head,
      lines: [line('Seats', '$60.00'), line('Tokens', '$25.00'), line(over, '$85.00')],
      sums: [],
      more: [
        [
          ...setRows(780, 14, [head, line(from, '$85.00'), line('Storage', '$15.00')]),
          ...setRows(600, 14, [
            [
              [380, 'Subtotal'],
              [500, '$100.00'],
            ],
            [
              [380, 'Total'],
              [500, '$100.00'],
            ],
          ]),
        ],
      ],
    });
    expect(draft.lines.map((each) => each.description)).toEqual(['Seats', 'Tokens', 'Storage']);
  });
});

describe('facts of a page', () => {
  it('name the credit note, not the invoice that it takes back', async () => {
    const draft = await read({
      title: 'Credit note',
      facts: [
        ['Invoice number', 'AB12-0001'],
        ['Credit note number', 'CN-0009'],
        ['Date of issue', 'June 3, 2026'],
      ],
    });
    expect([draft.kind, draft.number?.value]).toEqual(['credit-note', 'CN-0009']);
    expect(draft.totalMicro?.value).toBe(-100_000_000n);
  });

  it('may have the number under the title', async () => {
    const draft = await read({
      title: 'Invoice / Tax document',
      facts: [
        ['No. 4711/26', ''],
        ['Date of issue', 'June 3, 2026'],
      ],
    });
    expect(draft.number?.value).toBe('4711/26');
  });

  it('may have the number beside a bare word under the title', async () => {
    const draft = await read({
      title: 'Fattura',
      facts: [
        ['Numero', '2026/FE/118'],
        ['Data', '10/09/2026'],
      ],
    });
    expect(draft.number?.value).toBe('2026/FE/118');
  });

  it.each([
    ['Zahlbar ohne Abzug bis 14.10.2026', '2026-10-14'],
    ['Payable within 30 days by 14 October 2026', '2026-10-14'],
    ['Bitte überweisen Sie den Betrag bis zum 14.10.2026.', '2026-10-14'],
    ['À régler avant le 14 octobre 2026', '2026-10-14'],
  ])('may have the due day in a sentence: %s', async (sentence, day) => {
    expect((await read({ foot: [sentence] })).dueDay?.value).toBe(day);
  });

  it('read figures of a day first where the language never has the month first', async () => {
    const draft = await read({
      title: 'Facture',
      facts: [
        ['Facture n°', 'F-77'],
        ['Date de facture', '03/04/2026'],
      ],
    });
    expect(draft.issueDay).toMatchObject({ value: '2026-04-03' });
    expect(draft.notes).not.toContain('date_order_guessed');
  });

  it('read a period that begins on one row and ends on the next', async () => {
    const draft = await read({
      lines: [
        [
          [40, 'Team plan Jun 3, 2026 –'],
          [330, '5'],
          [400, '$20.00'],
          [500, '$100.00'],
        ],
        [[40, 'Jul 2, 2026']],
      ],
    });
    expect([draft.periodStart?.value, draft.periodEnd?.value]).toEqual([
      '2026-06-03',
      '2026-07-02',
    ]);
  });
});

describe('what stands in the table of lines', () => {
  it('makes no credit note of an invoice with a credited line', async () => {
    const draft = await read({
      title: 'Rechnung',
      lines: [
        [
          [40, 'GPU-Server'],
          [330, '1'],
          [400, '$120.00'],
          [500, '$120.00'],
        ],
        [
          [40, 'Gutschrift Ausfall'],
          [330, '1'],
          [400, '-$20.00'],
          [500, '-$20.00'],
        ],
      ],
    });
    expect([draft.kind, draft.totalMicro?.value]).toEqual(['invoice', 100_000_000n]);
  });

  it.each(['Gutschrift', 'Gutschrift Nr. 7', 'Stornorechnung zu AB12-0001', 'Avoir n° 9'])(
    'while a title makes one: %s',
    async (title) => {
      expect((await read({ title })).kind).toBe('credit-note');
    },
  );

  it('gives the invoice neither its day nor its period by the heads of columns', async () => {
    const draft = await read({
      facts: [
        ['Invoice number', 'AB12-0001'],
        ['Issued', 'Sep 4, 2026'],
        ['Due', 'Oct 4, 2026'],
      ],
      head: [
        [40, 'Description'],
        [200, 'Date'],
        [300, 'Service dates'],
        [500, 'Amount'],
      ],
      lines: [
        [
          [40, 'Seats'],
          [200, 'Aug 1, 2026'],
          [300, 'Sep 4, 2026 to Oct 3, 2026'],
          [500, '$120.00'],
        ],
        [
          [40, 'Credit for removed seats'],
          [200, 'Aug 2, 2026'],
          [300, 'Aug 4, 2026 to Sep 3, 2026'],
          [500, '-$20.00'],
        ],
      ],
    });
    expect([draft.issueDay?.value, draft.dueDay?.value]).toEqual(['2026-09-04', '2026-10-04']);
    expect([draft.periodStart?.value, draft.periodEnd?.value]).toEqual([
      '2026-08-04',
      '2026-10-03',
    ]);
  });
});

describe('columns of days', () => {
  it('give each line its period, and the invoice the days from the first to the last', async () => {
    const row = (name: string, start: string, end: string, amount: string) =>
      [
        [40, name],
        [220, start],
        [330, end],
        [500, amount],
      ] as const;
    const draft = await read({
      head: row('Description', 'Start date', 'End date', 'Amount'),
      lines: [
        row('Seats', 'Aug 1, 2026', 'Aug 31, 2026', '$60.00'),
        row('Tokens', 'Jul 1, 2026', 'Jul 31, 2026', '$40.00'),
      ],
    });
    expect(draft.lines.map((line) => [line.periodStart, line.periodEnd])).toEqual([
      ['2026-08-01', '2026-08-31'],
      ['2026-07-01', '2026-07-31'],
    ]);
    expect([draft.periodStart?.value, draft.periodEnd?.value]).toEqual([
      '2026-07-01',
      '2026-08-31',
    ]);
  });
});

describe('a line that begins with "included"', () => {
  it('is a line, while one that says what is included in another is none', async () => {
    const line = (name: string, amount: string) =>
      [
        [40, name],
        [330, '1'],
        [500, amount],
      ] as const;
    const draft = await read({
      lines: [
        line('Usage', '$105.00'),
        line('Included credits', '-$5.00'),
        line('of which discount', '$1.00'),
      ],
    });
    expect(draft.lines.map((each) => each.amountMicro)).toEqual([105_000_000n, -5_000_000n]);
  });
});

describe('bases of several rates', () => {
  it('are the net amount together', async () => {
    const draft = await read({
      lines: [
        [
          [40, 'Platform'],
          [330, '1'],
          [400, '$200.00'],
          [500, '$200.00'],
        ],
        [
          [40, 'Handbook'],
          [330, '2'],
          [400, '$10.00'],
          [500, '$20.00'],
        ],
      ],
      sums: [
        ['Base imponible 21%', '$200.00'],
        ['Base imponible 4%', '$20.00'],
        ['IVA 21%', '$42.00'],
        ['IVA 4%', '$0.80'],
        ['Total factura', '$262.80'],
      ],
    });
    expect([draft.netMicro?.value, draft.taxMicro?.value, draft.totalMicro?.value]).toEqual([
      220_000_000n,
      42_800_000n,
      262_800_000n,
    ]);
  });
});

describe('names', () => {
  it('of a known vendor are given as the page prints them', async () => {
    const draft = await read({ vendor: 'Google Cloud Japan G.K.' });
    expect([draft.vendorKey, draft.vendor?.value]).toEqual(['google', 'Google Cloud Japan G.K.']);
  });

  it('end with the last of their legal forms', async () => {
    expect((await read({ vendor: 'Zoho Corporation Pvt. Ltd.' })).vendor?.value).toBe(
      'Zoho Corporation Pvt. Ltd.',
    );
  });

  it('with a polite word beside them are the buyer’s', async () => {
    const draft = await read({
      title: '請求書',
      vendor: '株式会社計算雲',
      facts: [
        ['合同会社リンツ', '様'],
        ['請求番号', '2026-0905-001'],
        ['請求日', '2026/09/05'],
      ],
    });
    expect([draft.vendor?.value, draft.number?.value]).toEqual(['株式会社計算雲', '2026-0905-001']);
  });
});

describe('a label over two rows', () => {
  it('is one label', async () => {
    const draft = await read({
      facts: [
        ['Credit Memo', 'CM-55'],
        ['Number:', ''],
        ['Credit Memo Date:', 'June 3, 2026'],
      ],
      title: 'Credit Memo',
    });
    expect([draft.kind, draft.number?.value]).toEqual(['credit-note', 'CM-55']);
  });

  it('is none where each row has its value', async () => {
    const draft = await read({
      sums: [
        ['Subtotal', '$100.00'],
        ['Total', '$100.00'],
        ['Paid', '$90.00'],
        ['Amount due', '$10.00'],
      ],
    });
    expect([draft.totalMicro?.value, draft.payableMicro?.value]).toEqual([
      100_000_000n,
      10_000_000n,
    ]);
  });
});

describe('a tax that the buyer keeps back', () => {
  it.each(['Retención IRPF -15%', 'Withholding tax 15%'])(
    'lowers what is left to pay, not the total: %s',
    async (label) => {
      const draft = await read({
        sums: [
          ['Subtotal', '$100.00'],
          ['VAT 21%', '$21.00'],
          [label, '-$15.00'],
          ['Total to pay', '$106.00'],
        ],
      });
      expect(draft.totalMicro?.value).toBe(121_000_000n);
      expect(draft.payableMicro?.value).toBe(106_000_000n);
      expect(checkSums(draft).ok).toBe(true);
    },
  );
});

describe('bills of other languages', () => {
  it('of Poland are read', async () => {
    const draft = await read({
      title: 'Faktura VAT nr FV/2026/09/117',
      vendor: 'Chmura Obliczen Sp. z o.o.',
      facts: [
        ['Data wystawienia:', '2026-09-09'],
        ['Okres rozliczeniowy:', '01.08.2026 - 31.08.2026'],
      ],
      head: [
        [40, 'Nazwa towaru'],
        [260, 'Ilosc'],
        [330, 'Cena netto'],
        [420, 'Wartosc netto'],
        [500, 'Kwota VAT'],
      ],
      lines: [
        [
          [40, 'Jezyk API'],
          [260, '3'],
          [330, '400,00'],
          [420, '1 200,00'],
          [500, '276,00'],
        ],
      ],
      sums: [
        ['Razem netto', '1 200,00 PLN'],
        ['Kwota VAT', '276,00 PLN'],
        ['Razem brutto', '1 476,00 PLN'],
      ],
    });
    expect([draft.number?.value, draft.issueDay?.value, draft.periodEnd?.value]).toEqual([
      'FV/2026/09/117',
      '2026-09-09',
      '2026-08-31',
    ]);
    expect(draft.totalMicro?.value).toBe(1_476_000_000n);
    expect(checkSums(draft).ok).toBe(true);
  });

  it('of Japan are read, with yen and the addressee as buyer', async () => {
    const draft = await read({
      title: '請求書',
      vendor: 'サンプルクラウド株式会社',
      facts: [
        ['請求書番号：INV-91', '株式会社リンツ 御中'],
        ['発行日：2026年9月10日', ''],
      ],
      head: [
        [40, '品目'],
        [330, '数量'],
        [400, '単価'],
        [500, '金額'],
      ],
      lines: [
        [
          [40, 'シートライセンス'],
          [330, '10'],
          [400, '¥5,000'],
          [500, '¥50,000'],
        ],
      ],
      sums: [
        ['小計', '¥50,000'],
        ['消費税（10%）', '¥5,000'],
        ['合計', '¥55,000'],
      ],
    });
    expect([draft.number?.value, draft.currency?.value, draft.vendor?.value]).toEqual([
      'INV-91',
      'JPY',
      'サンプルクラウド株式会社',
    ]);
    expect([draft.taxMicro?.value, draft.totalMicro?.value]).toEqual([
      5_000_000_000n,
      55_000_000_000n,
    ]);
    expect(checkSums(draft).ok).toBe(true);
  });
});

describe('typewriter text', () => {
  const typed = (x: number, text: string) => ({
    page: 1,
    x,
    y: 500,
    w: 6 * text.length,
    h: 10,
    text,
  });

  it('has one space between its words, and a wider gap between its columns', () => {
    const items = [typed(100, 'RAVEN'), typed(136, 'DESK'), typed(166, 'LTD'), typed(220, '12.00')];
    expect(rowsOf(items)[0]?.cells.map((cell) => cell.text)).toEqual(['RAVEN DESK LTD', '12.00']);
  });

  it('is no measure for Chinese characters, which are all of one width', () => {
    const items = [
      { page: 1, x: 100, y: 500, w: 20, h: 10, text: '数量' },
      { page: 1, x: 128, y: 500, w: 20, h: 10, text: '单价' },
    ];
    expect(rowsOf(items)[0]?.cells.map((cell) => cell.text)).toEqual(['数量', '单价']);
  });
});

describe('labels of more languages', () => {
  it.each([
    ['Att betala SEK 1 875,00', 'payable'],
    ['Fakturanr: 4410', 'number'],
    ['Valor total R$ 1.132,74', 'total'],
    ['부가세 ₩11,000', 'tax'],
    ['공급받는자: 바다출판사', 'buyer'],
    ['공급자: 한빛', 'seller'],
    ['Date of delivery 2026-06-10', 'period'],
    ['Date of birth 1990-06-10', 'other'],
    ['Date of issue 2026-06-10', 'issue-day'],
    ['Due payable: 571.04 €', 'payable'],
    ['Please remit until 2026-07-01', 'due-day'],
    ['Rechnungssumme Netto (excl. USt.)', 'net'],
    ['Rechnungssumme Brutto (inkl. USt.)', 'total'],
    ['Steuerbasisbetrag USt. 19%', 'tax'],
  ])('%s', (text, role) => {
    expect(labelAt(text)?.role).toBe(role);
  });
});

describe('a bill that names its number, day and sums in sentences of its own', () => {
  const at = (y: number, ...cells: [number, string][]) =>
    cells.map(([x, text]) => ({ x, y, text }));
  const bill = (top: ReturnType<typeof at>) =>
    makePdf({
      pages: [
        [
          ...top,
          ...at(640, [56, 'Invoice # NB-31/7 issued at 2026-06-21']),
          ...at(626, [56, 'Date of delivery 2026-06-10']),
          ...at(580, [56, 'Product'], [300, 'VAT'], [380, 'Price'], [480, 'Total']),
          ...at(564, [56, 'Design hours'], [300, '7%'], [380, '100.00 €'], [480, '100.00 €']),
          ...at(548, [56, 'Printed sheets'], [300, '19%'], [380, '200.00 €'], [480, '200.00 €']),
          ...at(510, [56, 'Net total: 300.00 €']),
          ...at(480, [56, 'VAT'], [120, 'Net amount'], [220, 'VAT amount']),
          ...at(466, [56, '7%'], [120, '100.00 €'], [220, '7.00 €']),
          ...at(452, [56, '19%'], [120, '200.00 €'], [220, '38.00 €']),
          ...at(430, [150, 'VAT total: 45.00 €']),
          ...at(414, [56, 'Due payable: 345.00 €']),
          ...at(390, [56, 'Please remit until 2026-07-12']),
        ],
      ],
    });
  const readOf = (top: ReturnType<typeof at>) =>
    readInvoice(bill(top), 'b.pdf', { templates: [], timeoutMs: 20_000 });

  it('is issued on the day beside its number, not on that of the delivery, and taxed once', async () => {
    const draft = await readOf(at(780, [56, 'Nordbild Satz GmbH']));
    expect(draft.issueDay?.value).toBe('2026-06-21');
    expect(draft.dueDay?.value).toBe('2026-07-12');
    expect([draft.netMicro, draft.taxMicro, draft.totalMicro].map((one) => one?.value)).toEqual([
      300_000_000n,
      45_000_000n,
      345_000_000n,
    ]);
  });

  it('is from a company whose name begins with a word that is a label elsewhere', async () => {
    const draft = await readOf(at(780, [56, 'Lieferant GmbH']));
    expect(draft.vendor?.value).toBe('Lieferant GmbH');
  });
});

describe('a bill to a subscriber, whose lines print their tax too', () => {
  const readOf = (rows: Parameters<typeof setRows>[2]) =>
    readInvoice(makePdf({ pages: [setRows(780, 16, rows)] }), 'c.pdf', {
      templates: [],
      timeoutMs: 20_000,
    });

  it('is from whom its legal notice names, with the tax once', async () => {
    const draft = await readOf([
      [[340, 'Odile Marchand']],
      [[340, '4 rue des Lilas']],
      [[340, 'Nom de l’abonné']],
      [[340, 'Odile Marchand']],
      [[40, 'Facture n°77120345 du 03 août 2026']],
      [
        [200, 'Montant EUR HT'],
        [330, 'Montant TVA'],
        [440, 'Montant EUR TTC'],
      ],
      [
        [40, 'Abonnement'],
        [200, '50.00'],
        [330, '10.00'],
        [440, '60.00'],
      ],
      [
        [40, 'TVA 20% payée sur les encaissements'],
        [330, '10.00'],
      ],
      [
        [40, 'Somme à payer'],
        [440, '60.00 € TTC'],
      ],
      [[40, 'Filaire - Société Anonyme au capital de 1.200.000 Euros - R.C.S. Lyon B 411 222 333']],
    ]);
    expect(draft.vendor?.value).toBe('Filaire');
    expect(draft.taxMicro?.value).toBe(10_000_000n);
  });

  it('has no tax where the word stands beside the figure of a line', async () => {
    const draft = await readOf([
      [[340, 'HARBOUR WORKS LTD']],
      [[40, 'Invoice Number INV-12']],
      [[40, 'Invoice Date 14 Sep 2026']],
      [
        [40, 'Hourly work'],
        [330, 'Tax Exempt'],
        [440, '$9,600.00'],
      ],
      [
        [40, 'TOTAL USD'],
        [440, '$10,570.00'],
      ],
    ]);
    expect(draft.taxMicro).toBeNull();
    expect(draft.totalMicro?.value).toBe(10_570_000_000n);
  });

  it('names its seller without the word before the name', async () => {
    const draft = await readOf([
      [
        [40, 'Sprzedawca'],
        [300, 'Nabywca'],
      ],
      [
        [40, 'NIP: 5265877635'],
        [300, 'NIP: 6808208874'],
      ],
      [
        [40, 'Nazwa: Dom i Wspólnicy'],
        [300, 'Nazwa: Odbiorca Testowy'],
      ],
      [[40, 'Numer faktury: FA/12/03/2026']],
      [[40, 'Data wystawienia: 31.03.2026']],
      [[300, 'Suma brutto: 1 230,00 PLN']],
    ]);
    expect(draft.vendor?.value).toBe('Dom i Wspólnicy');
    expect(draft.totalMicro?.value).toBe(1_230_000_000n);
  });
});
