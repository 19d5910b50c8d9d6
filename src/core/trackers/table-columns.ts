import { Failure } from '../failure.ts';

/** What a column of a table holds. */
export type FieldForm =
  | 'text'
  | 'number'
  | 'choice'
  | 'people'
  | 'day'
  | 'checkbox'
  | 'link'
  | 'other';

/** A column of a table that a tracker reads. */
export type TableField = {
  readonly name: string;
  readonly form: FieldForm;
  /** What can be chosen there, and whether the source itself says that it means done. */
  readonly choices: readonly { readonly name: string; readonly isDone: boolean | null }[];
};

/** What the owner's columns can tell of an item. */
export const COLUMN_ROLES = [
  'person',
  'day',
  'state',
  'title',
  'link',
  'accepter',
  'opened',
  'label',
  'size',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Which column tells what; `done` are the states that mean done (of a checkbox: that it is ticked). */
export type TableColumns = Readonly<Record<ColumnRole, string | null>> & {
  readonly done: readonly string[];
};

const NONE: TableColumns = {
  person: null,
  day: null,
  state: null,
  title: null,
  link: null,
  accepter: null,
  opened: null,
  label: null,
  size: null,
  done: [],
};

/** Which forms of column can tell what. */
export const FORMS_OF: Readonly<Record<ColumnRole, readonly FieldForm[]>> = {
  person: ['people', 'text'],
  day: ['day'],
  state: ['choice', 'checkbox', 'text'],
  title: ['text', 'link'],
  link: ['link', 'text'],
  accepter: ['people', 'text'],
  opened: ['day'],
  label: ['choice'],
  size: ['number'],
};

const DONE =
  /^(done|complete[d]?|closed?|finished|resolved|accepted|approved|shipped|released|merged|delivered|won|live|published|erledigt|fertig|abgeschlossen|abgenommen|terminé|hecho|已?(完成|完结|结束|关闭|解决|上线|发布|交付|验收|通过|合并|归档)(了)?|验收通过|✅.*)$/i;

/** By what name each is known, the surest first; where none fits, the only column of the form may do. */
const NAMES: Readonly<Record<ColumnRole, readonly RegExp[]>> = {
  person: [
    /^(assignee|owner|assigned to|负责人|执行人|经办人|处理人|责任人|bearbeiter|zuständig)$/i,
    /assign|owner|responsible|负责|执行|经办|处理人|开发|author|作者|wer|^who$|^person$|人员|成员/i,
  ],
  day: [
    /^((actual )?(completion|done|completed|finished|closed|end) ?(date|day|on|at)?|date (done|completed|closed)|(实际)?(完成|结束|关闭|验收|上线|交付)(日期|时间|日)?|erledigt am|abgeschlossen am)$/i,
    /complet|finish|done|closed|accepted|shipped|released|delivered|完成|结束|关闭|验收|上线|交付|发布|erledigt|abgeschlossen/i,
  ],
  state: [
    /^(status|state|stage|状态|进度|进展|阶段)$/i,
    /status|state|stage|done|状态|进展|阶段|完成|erledigt/i,
  ],
  title: [/^(title|name|task|summary|标题|名称|任务|任务名称|需求|事项|titel|aufgabe)$/i],
  link: [
    /^(link|url|pr|pull request|merge request|mr|链接|地址|pr ?链接)$/i,
    /link|url|pull.?request|链接|地址/i,
  ],
  accepter: [
    /^(reviewer|approver|accepted by|approved by|reviewed by|验收人|审核人|审批人|评审人|abgenommen von)$/i,
    /review|approv|accept(ed|er)|验收人|审核|审批|评审/i,
  ],
  opened: [
    /^(created( time| at| on)?|opened|start( date)?|创建时间|创建日期|开始(时间|日期)?|提出时间)$/i,
  ],
  label: [/^(type|kind|category|label|labels|tags?|类型|类别|分类|标签|typ|art)$/i],
  size: [/^(points?|story points?|estimate|size|effort|点数|故事点|工作量|估算|规模)$/i],
};

/** What would be a wrong guess: a plan, an estimate, a due day is not what came of it. */
const NOT_DAY =
  /due|plan|target|deadline|expected|estimate|截止|计划|预计|期望|目标|fällig|geplant/i;
/** Taken by its name alone: a table's only day may be any. */
const BY_NAME_ALONE: ReadonlySet<ColumnRole> = new Set([
  'day',
  'accepter',
  'opened',
  'label',
  'size',
  'link',
]);

/** The columns that most likely tell each thing; `null` where none does. A plan is no day of completion. */
export function guessColumns(fields: readonly TableField[]): TableColumns {
  const taken = new Set<string>();
  const find = (role: ColumnRole): string | null => {
    const fits = fields.filter(
      ({ name, form }) =>
        FORMS_OF[role].includes(form) &&
        !taken.has(name) &&
        !(role === 'day' && NOT_DAY.test(name)),
    );
    const strict = fits.filter(({ form }) => form === FORMS_OF[role][0]);
    const byName = NAMES[role].flatMap((pattern) =>
      [...strict, ...fits].filter(({ name }) => pattern.test(name.trim())),
    )[0];
    const only = !BY_NAME_ALONE.has(role) && strict.length === 1 ? strict[0] : undefined;
    const found = (byName ?? only)?.name ?? null;
    if (found !== null) taken.add(found);
    return found;
  };
  // What names itself goes first, so that a reviewer is not taken for who did it.
  const accepter = find('accepter');
  const found = {
    accepter,
    person: find('person'),
    day: find('day'),
    state: find('state'),
    title:
      fields.find(({ form, name }) => form === 'text' && NAMES.title[0]?.test(name.trim()))?.name ??
      null,
    link: find('link'),
    opened: find('opened'),
    label: find('label'),
    size: find('size'),
  };
  return { ...NONE, ...found, done: doneOf(fields.find(({ name }) => name === found.state)) };
}

function doneOf(state: TableField | undefined): string[] {
  if (state === undefined || state.form === 'checkbox') return [];
  const told = state.choices.filter(({ isDone }) => isDone === true).map(({ name }) => name);
  if (told.length > 0) return told;
  return state.choices.filter(({ name }) => DONE.test(name.trim())).map(({ name }) => name);
}

/**
 * Reads `person=Owner; day=Done on; state=Status; done=Done, Shipped`, or the same as JSON. Throws
 * `Failure('tracker_columns_refused')` with the part that names nothing. '' means: guessed at each reading.
 */
export function readColumns(text: string): TableColumns | null {
  const said = text.trim();
  if (said === '') return null;
  const parts: [string, string | readonly string[]][] = said.startsWith('{')
    ? partsOfJson(said)
    : said.split(/[;；]/).flatMap((part): [string, string][] => {
        if (part.trim() === '') return [];
        const at = part.search(/[=＝]/);
        if (at < 0) throw refused(part.trim());
        return [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()]];
      });
  const columns: { -readonly [Name in keyof TableColumns]: TableColumns[Name] } = { ...NONE };
  for (const [role, value] of parts) {
    const known = COLUMN_ROLES.find((one) => one === role);
    if (role === 'done')
      columns.done = (typeof value === 'string' ? value.split(/[,，、]/) : value)
        .map((one) => one.trim())
        .filter((one) => one !== '');
    else if (known === undefined || typeof value !== 'string') throw refused(role);
    else columns[known] = value.trim() === '' ? null : value.trim();
  }
  return columns;
}

function partsOfJson(text: string): [string, string | readonly string[]][] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw refused(text.slice(0, 40));
  }
  return Object.entries(read as Record<string, unknown>).flatMap(
    ([role, value]): [string, string | readonly string[]][] => {
      if (value === null) return [];
      if (typeof value === 'string') return [[role, value]];
      if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
        return [[role, value as string[]]];
      throw refused(role);
    },
  );
}

function refused(part: string): Failure {
  return new Failure(
    'tracker_columns_refused',
    `"${part}" names no column. Say it like person=Owner; day=Done on; state=Status; done=Done, Shipped; what can be named is ${COLUMN_ROLES.join(', ')} and done.`,
    { part },
  );
}

/** The columns as they are kept. */
export function columnsText(columns: TableColumns | null): string {
  return columns === null ? '' : JSON.stringify(columns);
}

/** What cannot be read without: who did it, and on which day. */
export function missingColumns(columns: TableColumns): ColumnRole[] {
  return (['person', 'day'] as const).filter((role) => columns[role] === null);
}

/** Whether a row's state means done: one of those that the owner named, or a tick. */
export function meansDone(
  columns: TableColumns,
  texts: readonly string[],
  isTicked: boolean,
): boolean {
  if (columns.done.length === 0) return isTicked || texts.some((one) => DONE.test(one.trim()));
  const done = new Set(columns.done.map((one) => one.trim().toLowerCase()));
  return isTicked || texts.some((one) => done.has(one.trim().toLowerCase()));
}
