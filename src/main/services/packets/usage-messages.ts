import { createHmac, randomBytes } from 'node:crypto';
import { moneyText } from '../../../core/money.ts';
import {
  SHARED_PROJECTS,
  sharedDays,
  type UsageLine,
  usageSubject,
} from '../../../core/packets/shared-usage.ts';
import type { Book } from '../../book/book.ts';
import { type Context, settingOf } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';
import type { MessageDraft } from './current-messages.ts';

const PROJECT_KEY = 'packets.project-key';

/** Whether a person lets the use of this computer's agents go at all. */
export const sharesUsage = (context: Context): boolean =>
  settingOf(context, 'share.usage') !== 'never';

/** What hashes the names of projects: chance, and never sent, so that nobody can try names against it. */
export function ensureProjectKey(book: Book, day: string): void {
  if (book.settings.value(PROJECT_KEY) === undefined) {
    book.settings.set(PROJECT_KEY, randomBytes(32).toString('base64url'), day);
  }
}

/** The use of this computer's agents by day and tool; days that are no more are told as empty ones. */
export function usageMessages(context: Context, person: HeldPerson): MessageDraft[] {
  if (!sharesUsage(context)) return [];
  const { book } = context;
  const said = settingOf(context, 'share.projects');
  const projects = SHARED_PROJECTS.find((one) => one === said) ?? 'hidden';
  const key = book.settings.value(PROJECT_KEY);
  const hash = (project: string): string =>
    key === undefined ? '' : createHmac('sha256', key).update(project).digest('hex').slice(0, 16);
  const days = sharedDays(linesOf(book), projects, hash).map(({ day, tool, lines }) => ({
    type: 'usage',
    about: usageSubject(day, tool),
    body: { day, tool, projects, rows: lines.map(rowOf) },
  }));
  const there = new Set(days.map(({ about }) => about));
  const gone = book.packets
    .current(person.id)
    .filter(({ type, about }) => type === 'usage' && !there.has(about))
    .map(({ type, about, body }) => {
      const { day, tool } = JSON.parse(body) as { readonly day: string; readonly tool: string };
      return { type, about, body: { day, tool, projects, rows: [] } };
    });
  return [...days, ...gone];
}

const linesOf = (book: Book): UsageLine[] =>
  book.agentLogs.usage().map(({ detail, ...line }) => ({ ...line, marks: marksIn(detail) }));

const MARKS = ['model guessed', 'cache not known'];

const marksIn = (detail: string): string =>
  MARKS.filter((mark) => detail.includes(mark)).join(' · ');

function rowOf({ day: _, tool: __, ...line }: UsageLine): Record<string, unknown> {
  return {
    model: line.model || null,
    tier: line.tier || null,
    project: line.project || null,
    marks: line.marks || null,
    inputTokens: line.inputTokens,
    outputTokens: line.outputTokens,
    cacheReadTokens: line.cacheReadTokens,
    cacheWriteTokens: line.cacheWriteTokens,
    cacheWrite1hTokens: line.cacheWrite1hTokens,
    requests: line.requests,
    searches: line.searches,
    cost: line.costMicro === null ? null : moneyText(line.costMicro, 'USD'),
    creditsMicro: line.creditsMicro === 0n ? null : String(line.creditsMicro),
  };
}
