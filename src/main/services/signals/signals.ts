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
import { runawaySignals } from '../accounts/runaway-signals.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, heldPeople, personByEmail, personShape } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { heldDismissals, signalKey } from './dismissals.ts';
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
    const dismissals = heldDismissals(context.book);
    const ranAway = runawaySignals(context, month);
    const drawn = monthSignals(signalInputOf(context, reader, month));
    const found = [
      ...ranAway.map(({ person, signal }) => ({ id: person?.id ?? null, signal })),
      ...drawn
        .filter((signal) => !isAskedAlready(signal, ranAway, drawn))
        .map((signal) => ({
          id: signal.person === null ? null : Number(signal.person),
          signal: signalShape(signal, people),
        })),
    ];
    const order = new Map(people.map(({ id }, index) => [id, index]));
    const place = ({ id }: (typeof found)[number]): number => order.get(id ?? -1) ?? people.length;
    return found
      .sort((a, b) => place(a) - place(b))
      .map(({ id, signal }) => {
        const person = people.find((one) => one.id === id);
        return {
          ...signal,
          person: person ? personShape(person) : null,
          dismissed: dismissals.get(signal.key) ?? null,
        };
      });
  });
}

/**
 * A day that is asked about already: one question, not two. What a sync found speaks first, since a key
 * can be paused from there; then the burst, which knows what is usual; then the bound of a day.
 */
function isAskedAlready(
  { code, person, evidence }: Signal,
  ranAway: ReturnType<typeof runawaySignals>,
  drawn: readonly Signal[],
): boolean {
  const day = evidence['day'];
  if ((code !== 'burst' && code !== 'runaway') || day?.type !== 'day' || person === null) {
    return false;
  }
  const bySync = ranAway.some(
    (one) => String(one.person?.id) === person && one.signal.params['day'] === day.day,
  );
  const isBurst = drawn.some(
    (one) => one.code === 'burst' && one.person === person && one.subject.slice(0, 10) === day.day,
  );
  return bySync || (code === 'runaway' && isBurst);
}

function signalShape(signal: Signal, people: readonly HeldPerson[]): Omit<SignalDoc, 'person'> {
  const { code, person, subject, severity, evidence } = signal;
  const name = people.find(({ id }) => String(id) === person)?.name ?? null;
  return {
    code,
    key: signalKey(code, person === null ? null : { id: person }, subject),
    severity,
    text: signalText(signal, name),
    params: Object.fromEntries(
      Object.entries(evidence).map(([key, value]) => [key, plainValue(value)]),
    ),
    evidence: Object.fromEntries(
      Object.entries(evidence).map(([key, value]) => [key, evidenceShape(value)]),
    ),
    dismissed: null,
  };
}

const plainValue = (value: EvidenceValue): string | number =>
  value.type === 'count' ? value.count : value.type === 'ratio' ? value.ratio : evidenceText(value);

const evidenceShape = (value: EvidenceValue): EvidenceShape =>
  value.type === 'money' ? { type: 'money', money: moneyText(value.micro, value.currency) } : value;

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
  if (!heldDismissals(context.book).has(key)) {
    throw new Failure('signal_missing', `No signal ${key} was dismissed.`, { key });
  }
  return answer(context, key, false, '');
}

function answer(context: Context, key: string, isDismissed: boolean, why: string): { key: string } {
  const { book } = context;
  book.transaction(() => {
    book.dismissals.add(key, isDismissed, { at: context.now(), by: context.who, why });
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
