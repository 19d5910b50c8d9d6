/** The kinds of files that we have a template of our own for. */
export const CANONICAL_KINDS = [
  'people',
  'subscriptions',
  'usage',
  'charges',
  'output',
  'rates',
  'assets',
] as const;
export type CanonicalKind = (typeof CANONICAL_KINDS)[number];

/** The columns of our own templates, in the order in which a template is written. */
export const CANONICAL_COLUMNS: Readonly<
  Record<
    CanonicalKind,
    { readonly required: readonly string[]; readonly optional: readonly string[] }
  >
> = {
  people: {
    required: ['name', 'email'],
    optional: ['role', 'team', 'start', 'end', 'monthly_cost', 'currency'],
  },
  subscriptions: {
    required: ['tool', 'email', 'start', 'price', 'currency'],
    optional: ['end', 'cadence', 'account', 'renewal', 'notice_days', 'downgrade_price'],
  },
  usage: {
    required: ['date', 'identity'],
    optional: [
      'tool',
      'model',
      'input_tokens',
      'output_tokens',
      'cache_read_tokens',
      'cache_write_tokens',
      'cache_write_1h_tokens',
      'requests',
      'cost',
      'currency',
      'speed',
      'service_tier',
      'context_window',
      'geo',
      'searches',
    ],
  },
  charges: {
    required: ['date', 'amount', 'currency'],
    optional: ['identity', 'tool', 'description', 'reference'],
  },
  output: {
    required: ['date', 'email', 'kind'],
    optional: ['quantity', 'title', 'link', 'accepted_by', 'minutes_saved'],
  },
  rates: { required: ['date', 'from', 'to', 'rate'], optional: [] },
  assets: {
    required: ['name', 'kind', 'maker', 'from'],
    optional: ['to', 'share', 'hours', 'months', 'place', 'tool', 'survives'],
  },
};

/** All columns of a kind, needed ones first. */
export function canonicalColumns(kind: CanonicalKind): readonly string[] {
  const { required, optional } = CANONICAL_COLUMNS[kind];
  return [...required, ...optional];
}
