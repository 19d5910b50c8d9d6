import type { IsoDay, IsoMonth } from '../calendar.ts';

/** What spend left behind that can be used again. */
export const ASSET_KINDS = [
  'workflow',
  'prompt',
  'knowledge base',
  'evaluation set',
  'routing rule',
] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** Whether it still works once its model is replaced by another. */
export const SURVIVES = ['yes', 'no', 'unknown'] as const;
export type Survives = (typeof SURVIVES)[number];

/** What a maker says of something reusable. */
export type Asset = {
  /** The maker's e-mail. */
  readonly maker: string;
  /** The months in which it was made. */
  readonly fromMonth: IsoMonth;
  readonly toMonth: IsoMonth;
  /** The share of the maker's spend of these months that went into it, in thousandths of a percent. */
  readonly shareMilli: number;
  /** Hours of the maker's, in thousandths. */
  readonly hoursMilli: number;
  /** Over so many months its cost is spread. */
  readonly months: number;
  readonly retiredDay: IsoDay | null;
};

/** 100 %, as shares are counted. */
export const WHOLE_SHARE = 100_000;
export const MOST_MONTHS = 120;
/** A day. */
export const MOST_MINUTES = 1440;

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/gu, ' ')
    .trim();

const KIND_NAMES: Readonly<Record<string, AssetKind>> = {
  workflows: 'workflow',
  prompts: 'prompt',
  knowledgebase: 'knowledge base',
  'knowledge bases': 'knowledge base',
  'evaluation sets': 'evaluation set',
  'eval set': 'evaluation set',
  'routing rules': 'routing rule',
  工作流: 'workflow',
  提示词: 'prompt',
  知识库: 'knowledge base',
  评测集: 'evaluation set',
  路由规则: 'routing rule',
};

/** The kind that a word means, in English or Chinese; `null` where it means none. */
export function assetKindOf(text: string): AssetKind | null {
  const word = folded(text);
  return ASSET_KINDS.find((kind) => kind === word) ?? KIND_NAMES[word] ?? null;
}

const SURVIVES_NAMES: Readonly<Record<string, Survives>> = {
  '': 'unknown',
  '?': 'unknown',
  y: 'yes',
  true: 'yes',
  n: 'no',
  false: 'no',
  是: 'yes',
  否: 'no',
  未知: 'unknown',
};

/** What a word says about a change of model; an empty one says nothing. */
export function survivesOf(text: string): Survives | null {
  const word = folded(text);
  return SURVIVES.find((one) => one === word) ?? SURVIVES_NAMES[word] ?? null;
}
