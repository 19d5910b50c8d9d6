import type { OverviewDoc } from '../../../contract/month.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type {
  EvidenceShape,
  SignalDoc,
  signalDismiss,
  signalRestore,
  signalsMonth,
} from '../../../contract/signals.ts';
import type { IsoMonth } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText } from '../../../core/money.ts';
import { monthSignals } from '../../../core/signals/month-signals.ts';
import type { EvidenceValue, Signal } from '../../../core/signals/signal.ts';
import { audit } from '../../book/audit.ts';
import { remembered } from '../../book/remembered.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, heldPeople, personByEmail, personShape } from '../people.ts';
import { SpendReader } from '../spend.ts';
import { signalInputOf } from './signal-input-of.ts';
import { evidenceText, signalText } from './signal-text.ts';

/** A month's signals, by the person's name; with `person`, those about oneself. */
export function listSignals(
  context: Context,
  { month, person, withDismissed = false }: InputOf<typeof signalsMonth>,
): OutputOf<typeof signalsMonth> {
  const one = person === undefined ? null : personByEmail(context.book, person);
  const all = signalDocs(context, new SpendReader(context), month).filter(
    (signal) => one === null || signal.person?.email === one.email,
  );
  return {
    month,
    signals: all.filter((signal) => withDismissed || signal.dismissed === null),
    dismissed: all.filter(({ dismissed }) => dismissed !== null).length,
  };
}

/** The same as the overview has them: without those that were answered. */
export function overviewSignals(
  context: Context,
  reader: SpendReader,
  month: IsoMonth,
): OverviewDoc['signals'] {
  return signalDocs(context, reader, month)
    .filter(({ dismissed }) => dismissed === null)
    .map(({ code, person, severity, key, text, params }) => ({
      code,
      person,
      severity,
      key,
      text,
      params,
    }));
}

function signalDocs(context: Context, reader: SpendReader, month: IsoMonth): SignalDoc[] {
  return remembered(context.book, `signals ${month} ${context.today()}`, () => {
    const people = heldPeople(context.book);
    const dismissals = heldDismissals(context);
    const order = new Map(people.map(({ id }, index) => [String(id), index]));
    const place = ({ person }: Signal): number => order.get(person ?? '') ?? people.length;
    return monthSignals(signalInputOf(context, reader, month))
      .sort((a, b) => place(a) - place(b))
      .map((signal) => signalShape(signal, people, dismissals));
  });
}

function signalShape(
  signal: Signal,
  people: readonly HeldPerson[],
  dismissals: ReadonlyMap<string, NonNullable<SignalDoc['dismissed']>>,
): SignalDoc {
  const person = people.find(({ id }) => String(id) === signal.person);
  const key = keyOf(signal);
  return {
    code: signal.code,
    key,
    person: person ? personShape(person) : null,
    severity: signal.severity,
    text: signalText(signal, person?.name ?? null),
    params: Object.fromEntries(
      Object.entries(signal.evidence).map(([name, value]) => [name, plainValue(value)]),
    ),
    evidence: Object.fromEntries(
      Object.entries(signal.evidence).map(([name, value]) => [name, evidenceShape(value)]),
    ),
    dismissed: dismissals.get(key) ?? null,
  };
}

/** The pair or the cause, as a dismissal remembers it: it outlives a change of name or e-mail. */
const keyOf = ({ code, person, subject }: Signal): string => `${code}:${person ?? ''}:${subject}`;

const plainValue = (value: EvidenceValue): string | number =>
  value.type === 'count' ? value.count : value.type === 'ratio' ? value.ratio : evidenceText(value);

const evidenceShape = (value: EvidenceValue): EvidenceShape =>
  value.type === 'money' ? { type: 'money', money: moneyText(value.micro, value.currency) } : value;

function heldDismissals(context: Context): Map<string, NonNullable<SignalDoc['dismissed']>> {
  const rows = context.book.all<{
    key: string;
    isDismissed: number;
    at: string;
    by: string;
    why: string;
  }>(
    `SELECT signal_key AS key, is_dismissed AS isDismissed, at, by_name AS "by", why
     FROM signal_dismissal ORDER BY id`,
  );
  const held = new Map<string, NonNullable<SignalDoc['dismissed']>>();
  for (const { key, isDismissed, ...dismissal } of rows) {
    if (isDismissed === 1) held.set(key, dismissal);
    else held.delete(key);
  }
  return held;
}

/** A signal is answered: it is not asked again for that pair or cause. */
export function dismissSignal(
  context: Context,
  { key, why }: InputOf<typeof signalDismiss>,
): OutputOf<typeof signalDismiss> {
  if (why === '') {
    throw new Failure(
      'signal_reason_missing',
      'Say why it is answered, so that nobody has to ask again.',
      {},
    );
  }
  if (!/^[a-z-]+:\d*:./.test(key)) {
    throw new Failure('signal_missing', `There is no signal ${key}.`, { key });
  }
  return answer(context, key, true, why);
}

export function restoreSignal(
  context: Context,
  { key }: InputOf<typeof signalRestore>,
): OutputOf<typeof signalRestore> {
  if (!heldDismissals(context).has(key)) {
    throw new Failure('signal_missing', `No signal ${key} was dismissed.`, { key });
  }
  return answer(context, key, false, '');
}

function answer(context: Context, key: string, isDismissed: boolean, why: string): { key: string } {
  const { book } = context;
  book.transaction(() => {
    book.run(
      'INSERT INTO signal_dismissal (signal_key, is_dismissed, why, at, by_name) VALUES (?, ?, ?, ?, ?)',
      key,
      isDismissed ? 1 : 0,
      why,
      context.now(),
      context.who,
    );
    audit(book, {
      at: context.now(),
      who: context.who,
      action: isDismissed ? 'dismiss signal' : 'restore signal',
      subject: key,
      detail: { why },
    });
  });
  return { key };
}
