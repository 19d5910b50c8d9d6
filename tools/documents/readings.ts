/** What a reading needs to be asked about a company. */
export type Asked = {
  readonly months: readonly string[];
  readonly people: readonly string[];
  readonly accounts: readonly string[];
};

const EXPORTS: readonly (readonly string[])[] = [
  ['charges'],
  ['charges', '--by', 'person'],
  ['charges', '--by', 'tool', '--bom', '--decimal', 'comma'],
  ['charges', '--format', 'xlsx'],
  ['seats'],
  ['claims'],
  ['payouts'],
  ['journal'],
  ...['quickbooks', 'xero', 'datev', 'kingdee'].map((one) => ['journal', '--flavour', one]),
  ['focus'],
];

/** Every command that only reads, as its words; what writes a file names it below `out/`. */
export function readings({ months, people, accounts }: Asked): string[][] {
  const ofMonth = months.flatMap((month) => [
    ...['overview', 'seats', 'verdict', 'unassigned', 'reconcile'].map((one) => [
      one,
      '--month',
      month,
    ]),
    ['signals', '--month', month, '--dismissed'],
    ['usage', '--month', month],
    ['usage', '--month', month, '--by', 'day,person,model'],
    ['usage', '--month', month, '--by', 'identity,project,account,tool'],
    ['allowance', 'list', '--month', month],
    ['allowance', 'advice', '--month', month],
    ['allowance', 'what-if', '--preset', 'start-low', '--month', month],
    ['close', '--month', month, '--check'],
    ...EXPORTS.map((words) => [
      'export',
      ...words,
      '--month',
      month,
      '--out',
      `out/${month}-${words.join('')}`,
    ]),
  ]);
  return [
    ...[
      'people',
      'identities',
      'settings',
      'kinds',
      'baseline',
      'models',
      'accounts',
      'imports',
    ].map((one) => [one]),
    ...['mappings', 'invoices', 'rates', 'audit', 'verify', 'forecast', 'calendar'].map((one) => [
      one,
    ]),
    ['accounts', 'providers'],
    ...accounts.flatMap((one) => [
      ['accounts', 'show', one],
      ['accounts', 'rejects', one],
    ]),
    ...['1', '2', '3'].flatMap((id) => [
      ['claim', 'show', id],
      ['invoices', 'show', id],
      ['imports', 'rejects', id, '--out', `out/rejects-${id}.csv`],
    ]),
    ...['list', 'policy', 'bank', 'batches', 'pay-cut'].map((one) => ['claim', one]),
    ...['lines', 'presets'].map((one) => ['allowance', one]),
    ['allowance', 'pool', 'list'],
    ['allowance', 'top-up', 'list'],
    ...people.flatMap((one) => [
      ['claim', 'list', '--person', one],
      ['allowance', 'list', '--person', one],
      ['verdict', '--month', months.at(-1) ?? '', '--person', one, '--window', '3'],
    ]),
    ['usage', '--from', `${months[0]}-10`, '--to', `${months.at(-1)}-20`, '--by', 'month,tool'],
    ...['people', 'usage', 'output'].map((kind) => [
      'imports',
      'template',
      kind,
      '--out',
      `out/template-${kind}.csv`,
    ]),
    ...ofMonth,
    ['warehouse', '--out', 'out/warehouse'],
  ];
}
