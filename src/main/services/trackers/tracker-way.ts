import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { countsIssues } from '../../../core/trackers/tracker-rules.ts';
import { appVersion } from '../../app-version.ts';
import { accountAddress, isLoopback } from '../../providers/allowed-hosts.ts';
import { providerClient } from '../../providers/provider-client.ts';
import type { Tracker, TrackerContext } from '../../trackers/tracker.ts';
import { type Context, companyDay } from '../context.ts';
import type { KeyPlace } from '../kept-keys.ts';
import type { KnownTracker } from './tracker-record.ts';

/** What is known of how a tracker is reached and read. */
export type TrackerWay = Pick<
  KnownTracker,
  'of' | 'places' | 'baseUrl' | 'extraCa' | 'rules' | 'side' | 'titles' | 'bots' | 'columns'
>;

/** The tracker as it is read now: nothing but its own address is ever called. */
export function trackerContext(
  context: Context,
  way: TrackerWay,
  key: string | null,
  since: IsoDay | null,
): TrackerContext {
  const { of, extraCa } = way;
  return {
    client:
      key === null
        ? null
        : providerClient({
            provider: of.name,
            base: trackerAddress(of, way.baseUrl),
            key,
            version: appVersion(context),
            rules: of.rules,
            network: context.network(extraCa),
            ...(context.signal ? { signal: context.signal } : {}),
          }),
    places: way.places,
    since,
    today: context.today(),
    dayOf: dayReader(context),
    readsIssues: countsIssues(way.rules, way.side),
    wantsTitles: way.titles,
    bots: way.bots,
    columns: way.columns,
    signal: context.signal ?? null,
  };
}

const QUARTER_MS = 900_000;
const QUARTERS = 96;

/**
 * Days of instants in the company's zone. Asking the system takes longer than all else of an item: of
 * each UTC day it is asked where the company's day begins, which is on a quarter of an hour.
 */
function dayReader({ book }: Context): (instant: string) => IsoDay {
  const days = new Map<
    number,
    { readonly first: IsoDay; readonly last: IsoDay; readonly turn: number }
  >();
  const dayAt = (quarter: number): IsoDay =>
    companyDay(book, new Date(quarter * QUARTER_MS).toISOString());
  const lookAt = (utcDay: number) => {
    const start = utcDay * QUARTERS;
    const first = dayAt(start);
    const last = dayAt(start + QUARTERS - 1);
    let [low, high] = [0, first === last ? 0 : QUARTERS - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (dayAt(start + middle) === first) low = middle;
      else high = middle;
    }
    const found = { first, last, turn: start + high };
    days.set(utcDay, found);
    return found;
  };
  return (instant) => {
    const quarter = Math.floor(Date.parse(instant) / QUARTER_MS);
    const utcDay = Math.floor(quarter / QUARTERS);
    const { first, last, turn } = days.get(utcDay) ?? lookAt(utcDay);
    return first === last || quarter < turn ? first : last;
  };
}

/** The tracker's address, checked: its own one; the owner's, where it can run anywhere; or this computer. */
export function trackerAddress(of: Tracker, url: string | null): URL {
  const given = url ?? of.baseUrl;
  if (given === null)
    throw new Failure(
      'tracker_address_needed',
      `${of.name} is reached at an address of your own. Name it first, such as https://git.example.com.`,
      { tracker: of.name },
    );
  const address = accountAddress(given, of.allowsCustomUrl);
  if (url !== null && !of.allowsCustomUrl && !isLoopback(address))
    throw new Failure(
      'address_fixed',
      `${of.name} has one address of its own, and keys go nowhere else. Leave the address empty.`,
      { provider: of.name },
    );
  if (of.hostEnding !== null && !isLoopback(address) && !address.hostname.endsWith(of.hostEnding))
    throw new Failure(
      'tracker_host_refused',
      `An address of ${of.name} ends in ${of.hostEnding}, and keys go nowhere else.`,
      { tracker: of.name, ending: of.hostEnding },
    );
  return address;
}

/** Where the key of a tracker may go. */
export function trackerKeyPlace(way: Pick<TrackerWay, 'of' | 'baseUrl' | 'extraCa'>): KeyPlace {
  return {
    of: `tracker ${way.of.kind}`,
    origin: trackerAddress(way.of, way.baseUrl).origin,
    authority: way.extraCa,
  };
}

/** A table's place as it is asked for. */
function placeAsked(of: Tracker, given: string): string {
  if (of.placeOf === undefined) return given;
  const found = of.placeOf(given);
  if (found !== null) return found;
  throw new Failure(
    'tracker_place_unknown',
    `${given} names no table of ${of.name}. Open the table by itself and copy the link from the address bar.`,
    { place: given, tracker: of.name },
  );
}

/** What was named as place: an address first, where it is one, then what is read there. */
export function readPlaces(
  of: Tracker,
  given: readonly string[],
): { baseUrl: string | null; places: string[] } {
  const [first = '', ...rest] = given;
  const isBareHost = of.hostEnding !== null && first.toLowerCase().endsWith(of.hostEnding);
  const isPlace = (of.placeOf?.(first) ?? null) !== null;
  const isAddress = of.needsKey && !isPlace && (/^https?:\/\//i.test(first) || isBareHost);
  const places = [...new Set((isAddress ? rest : given).map((one) => placeAsked(of, one)))];
  if (of.needsPlace && places.length === 0)
    throw new Failure(
      'tracker_place_needed',
      of.needsKey
        ? `Say what to read of ${of.name}, such as a repository or a project.`
        : 'Choose the folder of the repository.',
      { tracker: of.name },
    );
  return {
    baseUrl: isAddress
      ? `${/^https?:/i.test(first) ? '' : 'https://'}${first.replace(/\/+$/, '')}`
      : null,
    places,
  };
}
