import type { HeaderColumns } from '../table/header-columns.ts';

/** Exports that are known by their columns although nothing here reads them yet. */
const SIGNATURES: readonly { readonly name: string; readonly columns: readonly string[] }[] = [
  {
    name: 'ChatGPT credit usage',
    columns: ['date_partition', 'usage_type', 'usage_credits', 'usage_units'],
  },
  {
    name: 'Claude spend report',
    columns: ['user_email', 'product', 'model', 'total_net_spend_usd'],
  },
  {
    name: 'Claude spend report',
    columns: ['user_email', 'model', 'total_net_spend_usd', 'total_requests'],
  },
  {
    name: 'Cursor usage',
    columns: ['Date', 'Model', 'Input (w/o Cache Write)', 'Cache Read', 'Output Tokens'],
  },
  {
    name: 'Microsoft 365 Copilot usage',
    columns: ['Report Refresh Date', 'User Principal Name', 'Last Activity Date', 'Report Period'],
  },
  {
    name: 'opencode console usage',
    columns: ['day', 'user_type', 'user_id', 'cost_micro_cents'],
  },
  { name: 'Aliyun bill', columns: ['产品Code', '应付金额'] },
  { name: 'Aliyun bill', columns: ['BillingCycle', 'ProductCode', 'PretaxAmount'] },
];

/** The export that a header is the signature of; `null` where it is none of these. */
export function signatureOf(header: HeaderColumns): string | null {
  return (
    SIGNATURES.find(({ columns }) => columns.every((column) => header.has(column)))?.name ?? null
  );
}
