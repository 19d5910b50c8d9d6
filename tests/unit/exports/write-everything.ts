// Prints the SHA-256 of every export of one sample; run on its own under other zones and languages.
import { payoutBatches } from '../../../src/core/claims/payout-batch.ts';
import { journalOf } from '../../../src/core/close/journal.ts';
import { chargesColumns } from '../../../src/main/exports/charges-table.ts';
import { claimsColumns } from '../../../src/main/exports/claims-table.ts';
import { writeCsv } from '../../../src/main/exports/csv.ts';
import { writeChineseVoucher } from '../../../src/main/exports/earlier-journal/chinese-voucher.ts';
import { writeDatevJournal } from '../../../src/main/exports/earlier-journal/datev-journal.ts';
import { plainJournal } from '../../../src/main/exports/earlier-journal/plain-journal.ts';
import { writeQuickbooksJournal } from '../../../src/main/exports/earlier-journal/quickbooks-journal.ts';
import { writeXeroJournal } from '../../../src/main/exports/earlier-journal/xero-journal.ts';
import { exportTable } from '../../../src/main/exports/export-table.ts';
import { writeFocus } from '../../../src/main/exports/focus.ts';
import { exportManifest, manifestText, totalsOf } from '../../../src/main/exports/manifest.ts';
import { writeSepaCreditTransfer } from '../../../src/main/exports/payouts/sepa-credit-transfer.ts';
import { seatsColumns } from '../../../src/main/exports/seats-table.ts';
import { writeXlsx } from '../../../src/main/exports/xlsx.ts';
import { accounts, charges, claimRow, seats } from './export-samples.ts';

const csv = { bom: true, decimalComma: true };
const chargesTable = exportTable(chargesColumns, charges);
const journal = journalOf('2026-06', charges, accounts);
const [batch] = payoutBatches([
  {
    reference: 'C-1',
    claimIds: ['c1'],
    payouts: [],
    person: 'ana@example.com',
    amountMicro: 12_500_000n,
    currency: 'EUR',
    account: {
      holder: 'Ana Lee',
      iban: 'DE89370400440532013000',
      bic: null,
      accountNumber: null,
      bankName: null,
    },
    purpose: 'Claim c1',
  },
]);
if (!batch) throw new Error('no batch');

const files = {
  charges: writeCsv(chargesTable, csv),
  seats: writeCsv(exportTable(seatsColumns(seats), seats), csv),
  claims: writeCsv(exportTable(claimsColumns, [claimRow]), csv),
  journal: writeCsv(plainJournal(journal), csv),
  quickbooks: writeQuickbooksJournal(journal),
  xero: writeXeroJournal(journal, { taxRate: 'Tax Exempt', trackingName: null }),
  voucher: writeChineseVoucher(journal),
  datev: writeDatevJournal(journal, {
    adviser: 1001,
    client: 1,
    fiscalYearStart: '2026-01-01',
    codeLength: 4,
    createdAt: '2026-07-03T08:30:00Z',
  }),
  focus: writeFocus(charges),
  xlsx: await writeXlsx(chargesTable, 'Charges'),
  sepa: writeSepaCreditTransfer(batch, {
    messageId: 'SW-1',
    createdAt: '2026-07-03T08:30:00Z',
    executionDay: '2026-07-04',
    company: 'Example GmbH',
    iban: 'NL91ABNA0417164300',
    bic: null,
    address: { street: 'Weg 1', postcode: '10115', town: 'Berlin', country: 'DE' },
  }),
};
for (const [kind, bytes] of Object.entries(files)) {
  const about = {
    file: kind,
    kind,
    format: 'csv',
    filters: { month: '2026-06', account: 'all' },
    rows: charges.length,
    totals: totalsOf(
      charges.map(({ amountMicro, currency }) => ({ micro: amountMicro, currency })),
    ),
    appVersion: '0.1.0',
  };
  process.stdout.write(manifestText(exportManifest(about, bytes)));
}
