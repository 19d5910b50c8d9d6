import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { trackersSet } from '../../../contract/trackers.ts';
import { Failure } from '../../../core/failure.ts';
import { columnsText, readColumns } from '../../../core/trackers/table-columns.ts';
import { countsIssues, readRules, rulesText } from '../../../core/trackers/tracker-rules.ts';
import { audit } from '../../book/audit.ts';
import type { Context } from '../context.ts';
import { listTrackers } from './list-trackers.ts';
import { ItemSettlement } from './settle-items.ts';
import { type KnownTracker, trackerNamed } from './tracker-record.ts';

type Setting = InputOf<typeof trackersSet>['key'];

/** Sets one thing of a tracker; what follows from it for items that are known is settled at once. */
export function setTracker(
  context: Context,
  { tracker: name, key, value }: InputOf<typeof trackersSet>,
): OutputOf<typeof trackersSet> {
  const { book } = context;
  book.transaction(() => {
    const before = trackerNamed(book, name);
    const after = { ...before, ...changeOf(key, value.trim()) };
    book.trackers.setWays(before.id, {
      ...after,
      rules: rulesText(after.rules),
      bots: JSON.stringify(after.bots),
      columns: columnsText(after.columns),
    });
    if (before.titles && !after.titles) book.trackerItems.forgetTitles(before.id);
    if (needsReading(before, after)) {
      book.trackers.readAnew(before.id);
      book.trackers.mayAskAgain(before.id);
    }
    new ItemSettlement(context).settle(book.trackerItems.ofTracker(before.id));
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set tracker',
      subject: before.name,
      detail: { key, value },
    });
  });
  return listTrackers(context);
}

function changeOf(key: Setting, value: string): Partial<KnownTracker> {
  switch (key) {
    case 'rules':
      return { rules: readRules(value) };
    case 'accepted':
      return { accepted: oneOf(key, value, ['closed', 'others']) };
    case 'titles':
      return { titles: oneOf(key, value, ['on', 'off']) === 'on' };
    case 'side':
      return { side: oneOf(key, value, ['pull-request', 'ticket']) };
    case 'co-authors':
      return { coAuthors: oneOf(key, value, ['first', 'split']) };
    case 'automatic':
      return { automatic: oneOf(key, value, ['on', 'off']) === 'on' };
    case 'columns':
      return { columns: readColumns(value) };
    case 'bots':
      return { bots: value.split(/[,;，；\s]+/).filter((one) => one !== '') };
  }
}

function oneOf<Word extends string>(key: string, value: string, words: readonly Word[]): Word {
  const said = value.toLowerCase().replace(' ', '-');
  const found = words.find((word) => word === said);
  if (found !== undefined) return found;
  throw new Failure(
    'tracker_setting_refused',
    `For "${key}" the answer is ${words.join(' or ')}, not "${value}".`,
    { key, value, words: words.join(', ') },
  );
}

/** What was not kept has to be read again: titles, issues, for whom a machine worked, and other columns. */
function needsReading(before: KnownTracker, after: KnownTracker): boolean {
  const issues = countsIssues(after.rules, after.side) && !countsIssues(before.rules, before.side);
  return (
    (after.titles && !before.titles) ||
    (issues && after.of.needsKey) ||
    before.bots.join() !== after.bots.join() ||
    columnsText(before.columns) !== columnsText(after.columns)
  );
}
