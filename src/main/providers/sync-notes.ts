import type { IsoDay } from '../../core/calendar.ts';
import type { Failure } from '../../core/failure.ts';
import type { SyncNote } from './provider.ts';
import type { Stream } from './stream.ts';

/** This computer's day and the provider's, where this computer's is the later one. */
export type Ahead = { readonly today: IsoDay; readonly providerToday: IsoDay };

/** That so many details of a stream count as not told. */
export function spoiledNote(stream: string, count: number): SyncNote {
  const [what, counts] = count === 1 ? ['1 detail', 'counts'] : [`${count} details`, 'count'];
  const text = `${what} of "${stream}" came in a form that is not known and ${counts} as not told.`;
  return { code: 'fields_spoiled', text, details: { stream, count } };
}

/** That a stream is not open to this key, and why. */
export function closedNote(stream: Stream, failure: Failure): SyncNote {
  return {
    code: 'feature_closed',
    text: `${failure.details['provider'] ?? 'The provider'} does not open "${stream.name}" to this key. It is left out until you ask again.`,
    details: { stream: stream.name, why: failure.code, said: failure.details['said'] ?? null },
  };
}

/** That this computer's clock goes before the provider's. */
export function clockNote(provider: string, { today, providerToday }: Ahead): SyncNote {
  return {
    code: 'clock_ahead',
    text: `This computer's clock says ${today}, that of ${provider} ${providerToday}. Set the clock right: days in between are read again then.`,
    details: { provider, today, providerToday },
  };
}
