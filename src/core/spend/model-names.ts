/** The models of a price list, each under every spelling that means it. */
export type ModelIndex = ReadonlyMap<string, string>;

const DATE = /-(20\d{2})-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])$/;
// How much a model thinks is said behind its name by some sources, and costs tokens, not another price.
const EFFORT = /-(thinking|reasoning|xhigh|high|medium|low|minimal)$/;
const HAS_EFFORTS = /^(claude|gpt|o\d|gemini)/;
// A cloud's region or group of regions stands before the vendor (`us.anthropic.…`, `us-gov.anthropic.…`).
const VENDORS =
  'anthropic|amazon|openai|google|meta|mistral|deepseek|qwen|moonshot|moonshotai|minimax|zai|xai|x-ai|ai21|cohere';
const REGION = new RegExp(`^[a-z]{2,6}(-[a-z]+)?\\.(?=(${VENDORS})\\.)`);
const VENDOR = new RegExp(`^(${VENDORS})\\.`);
const CLAUDE_FAMILY = /^(opus|sonnet|haiku|fable)$/;

/**
 * Prepares the models of a price list for `modelKey`. Where the list holds several dated snapshots of
 * a model but not the model itself, the name without a date means the newest of them.
 */
export function modelIndex(models: readonly string[]): ModelIndex {
  const index = new Map<string, string>();
  const newest = new Map<string, { readonly date: string; readonly model: string }>();
  for (const model of models) {
    const name = spelling(model);
    if (!index.has(name)) index.set(name, model);
    const { stem, date } = withoutDate(name);
    if (date !== '' && date > (newest.get(stem)?.date ?? '')) newest.set(stem, { date, model });
  }
  for (const [stem, { model }] of newest) if (!index.has(stem)) index.set(stem, model);
  return index;
}

/**
 * Which model of the price list a source means: its own spelling (`claude-sonnet-4-5-20250929`), its
 * title (`Claude Sonnet 4.5`, `Auto: Claude Haiku 4.5`), a gateway's (`anthropic/claude-sonnet-4.5`),
 * a cloud's (`us.anthropic.claude-sonnet-4-5-20250929-v1:0`, `claude-sonnet-4-5@20250929`,
 * `models/gemini-2.5-pro`). A dated snapshot that the list does not hold means its model. `null`
 * where the list does not hold that version: another version's price would be a guess; and where the
 * name means another price (a fine-tune, a free or fast variant).
 */
export function modelKey(name: string, index: ModelIndex): string | null {
  const full = spelling(name);
  const plain = HAS_EFFORTS.test(full) ? withoutEfforts(full) : full;
  const isPreviewTitle = /\(preview\)\s*$/i.test(name);
  const released = isPreviewTitle ? full.replace(/-preview$/, '') : full;
  for (const candidate of new Set([full, plain, released])) {
    const exact = index.get(candidate);
    if (exact !== undefined) return exact;
    // Only a listed model speaks for its snapshots: one snapshot does not speak for another.
    const { stem } = withoutDate(candidate);
    const model = index.get(stem);
    if (model !== undefined && spelling(model) === stem) return model;
    const latest = candidate.endsWith('-latest') ? index.get(candidate.slice(0, -7)) : undefined;
    if (latest !== undefined) return latest;
  }
  return null;
}

const MAKERS: readonly (readonly [RegExp, string])[] = [
  [/^claude-/, 'anthropic'],
  [/^(gpt-|chatgpt-|codex-|o\d)/, 'openai'],
  [/^gemini-/, 'google'],
  [/^grok-/, 'xai'],
];

/** Who makes a model that the list does not hold, by its name; empty where the name does not tell. */
export function makerOf(model: string): string {
  const name = spelling(model);
  return MAKERS.find(([pattern]) => pattern.test(name))?.[1] ?? '';
}

const dated = (date: string): string => (date === '' ? '' : `-${date}`);

function withoutDate(name: string): { stem: string; date: string } {
  const match = DATE.exec(name);
  if (!match) return { stem: name, date: '' };
  return { stem: name.slice(0, match.index), date: `${match[1]}${match[2]}${match[3]}` };
}

function withoutEfforts(name: string): string {
  const shorter = name.replace(EFFORT, '');
  return shorter === name ? name : withoutEfforts(shorter);
}

/** One spelling for all: lower case, dashes only, dates without dashes, Claude's family before its version. */
function spelling(name: string): string {
  const last =
    name
      .trim()
      .toLowerCase()
      .replace(/^auto:\s*/, '')
      .split('/')
      .at(-1) ?? '';
  const bare = last
    .replace(REGION, '')
    .replace(VENDOR, '')
    .replace(/-v\d+:\d+(:\d+k)?$/, '')
    .replace(/^(claude-.*)-v\d+$/, '$1')
    .replace(/^gpt-35-/, 'gpt-3.5-')
    .replace(/-v\d+(?=@)/, '')
    .replace(/@(default|latest)$/, '')
    .replace(/\[1m\]$/, '')
    .replace(/\s*\((preview|thinking|reasoning|xhigh|high|medium|low|minimal)\)$/, '-$1')
    .replace(/[\s._@]+/g, '-');
  const { stem, date } = withoutDate(bare);
  return (stem.startsWith('claude-') ? claudeSpelling(stem) : stem) + dated(date);
}

/** `claude-4.5-sonnet` and `claude-sonnet-4-5` are one, and so are `claude-opus-4` and `claude-opus-4-0`. */
function claudeSpelling(stem: string): string {
  const words = stem.split('-').slice(1);
  const family = words.find((word) => CLAUDE_FAMILY.test(word));
  const numbers = words.filter((word) => /^\d{1,2}$/.test(word));
  const rest = words.filter((word) => word !== family && !numbers.includes(word));
  const [major, minor = '0'] = numbers;
  if (family === undefined || major === undefined || numbers.length > 2) return stem;
  return ['claude', family, major, minor, ...rest].join('-');
}
