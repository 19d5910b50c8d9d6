import type { IsoDay } from '../../../core/calendar.ts';
import { type Assignment, partsOn } from '../../../core/spend/attribution.ts';
import { planFamily } from '../../../core/spend/plan-tools.ts';
import { assignments } from '../../book/spend-queries.ts';
import { type Context, settingOf } from '../context.ts';

/** A row that may be covered: rows of accounts follow their account and are none. */
export type CoverableRow = {
  readonly sourceKind: 'tool' | 'agent-log';
  readonly identityId: number;
  /** How the source names the actor. */
  readonly actor: string | null;
  readonly tool: string | null;
  readonly day: IsoDay;
  readonly hasCost: boolean;
};

type Held = { readonly start: IsoDay; readonly end: IsoDay | null };

/**
 * Which use a plan pays for, of rows that name no account: that of a person who holds a subscription
 * of the tool on the day, whichever plan of it; unless it was said otherwise of the tool.
 */
export class PlanCover {
  readonly #logs: string;
  readonly #billing: ReadonlyMap<string, string>;
  readonly #assignments: ReadonlyMap<number, readonly Assignment[]>;
  readonly #emails: ReadonlyMap<number, string>;
  readonly #held = new Map<string, Held[]>();
  readonly #families = new Map<string, string | null>();

  constructor(context: Context) {
    const { book } = context;
    this.#logs = settingOf(context, 'usage.agent-logs');
    this.#billing = new Map(
      book.subscriptions.billingOfTools().map(({ tool, billing }) => [tool.toLowerCase(), billing]),
    );
    const plans = book.subscriptions.held();
    for (const { tool, email, start, end } of plans) {
      const family = this.#familyOf(tool);
      if (family === null) continue;
      const key = `${family} ${email}`;
      this.#held.set(key, [...(this.#held.get(key) ?? []), { start, end }]);
    }
    const isNeeded = this.#held.size > 0;
    this.#assignments = isNeeded ? assignments(book) : new Map();
    this.#emails = new Map(
      isNeeded ? book.people.all().map(({ id, email }) => [id, email.toLowerCase()]) : [],
    );
  }

  covers(row: CoverableRow): boolean {
    const said = this.#billing.size === 0 ? undefined : this.#billing.get(lower(row.tool));
    if (said !== undefined) return said === 'plan';
    if (row.sourceKind === 'agent-log') {
      if (this.#logs !== 'auto') return this.#logs === 'plan';
    } else if (row.hasCost) return false;
    if (this.#held.size === 0) return false;
    const family = this.#familyOf(row.tool ?? '');
    if (family === null) return false;
    return this.#carriers(row).every(
      (email) => email !== null && this.#holds(family, email, row.day),
    );
  }

  /** Who carries the row, by e-mail; `null` is a part that nobody carries. */
  #carriers({ identityId, actor, day }: CoverableRow): readonly (string | null)[] {
    const held = this.#assignments.get(identityId);
    if (held === undefined) return [actor === null ? null : lower(actor)];
    return partsOn(day, held).map(({ personId }) =>
      personId === null ? null : (this.#emails.get(personId) ?? null),
    );
  }

  #holds(family: string, email: string, day: IsoDay): boolean {
    const held = this.#held.get(`${family} ${email}`);
    return held?.some(({ start, end }) => start <= day && (end === null || end >= day)) === true;
  }

  #familyOf(tool: string): string | null {
    let family = this.#families.get(tool);
    if (family === undefined) {
      family = planFamily(tool);
      this.#families.set(tool, family);
    }
    return family;
  }
}

const lower = (text: string | null): string => (text ?? '').trim().toLowerCase();
