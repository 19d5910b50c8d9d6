import type {
  companyShow,
  companySteps,
  settingsList,
  settingsSet,
} from '../../../contract/company.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { dayIn, type IsoMonth, type Weekday } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { packDefault } from '../../../core/ledger/packs.ts';
import { chosenPack } from '../../../core/ledger/set-rules.ts';
import { settingRules } from '../../../core/settings.ts';
import { audit } from '../../book/audit.ts';
import { type Book, createBook, forgetBook, openFailure } from '../../book/book.ts';
import { openToOthers } from '../../book/book-rights.ts';
import { newestSchema } from '../../book/migrate.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { repostVariances } from '../invoices/repost-variances.ts';
import { syncedFolderOf } from './synced-folder.ts';

/** Makes a company's book: its name, base currency and first day of the week. */
export function createCompany(
  file: string,
  made: {
    company: string;
    currency: string;
    weekStart: string;
    /** UTC where nobody says another. */
    timeZone?: string | undefined;
    /** The chart of accounts; none where nobody has chosen one yet. */
    ledgerPack?: string | undefined;
    who: string;
    at: string;
  },
): Book {
  const currency = made.currency.toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(currency)) {
    throw new Failure('currency_unknown', `${made.currency} is not a currency code such as USD.`, {
      currency: made.currency,
    });
  }
  refuseSetting('company.name', made.company);
  refuseSetting('company.week-start', made.weekStart);
  const timeZone = made.timeZone ?? 'UTC';
  refuseSetting('company.time-zone', timeZone);
  if (made.ledgerPack !== undefined) refuseSetting('ledger.pack', made.ledgerPack);
  const book = createBook(file);
  const begin = (): void => {
    const day = dayIn(timeZone, made.at) ?? made.at.slice(0, 10);
    const values = {
      'company.name': made.company.trim(),
      'company.currency': currency,
      'company.week-start': made.weekStart,
      'company.time-zone': timeZone,
      ...(made.ledgerPack === undefined ? {} : { 'ledger.pack': made.ledgerPack }),
    };
    for (const [key, value] of Object.entries(values)) {
      book.settings.set(key, value, day);
    }
    audit(book, {
      at: made.at,
      who: made.who,
      action: 'make book',
      subject: 'company',
      detail: values,
    });
  };
  try {
    book.transaction(begin);
  } catch (error) {
    const failure = openFailure(file, error);
    book.close();
    forgetBook(file);
    throw failure;
  }
  return book;
}

function refuseSetting(key: string, value: string): void {
  const rule = settingRules[key];
  if (!rule) {
    throw new Failure('setting_unknown', `There is no setting ${key}. "settings" lists them all.`, {
      key,
    });
  }
  if (!rule.accepts(value)) {
    throw new Failure('setting_refused', `${key} takes ${rule.expects}, not "${value}".`, {
      key,
      value,
      expects: rule.expects,
    });
  }
}

export function showCompany(context: Context): OutputOf<typeof companyShow> {
  const { book } = context;
  const isPersons = book.settings.value('book.mode') === 'person';
  const span = isPersons ? toldMonths(context) : bookMonths(book);
  return {
    company: settingOf(context, 'company.name'),
    currency: baseCurrency(context),
    weekStart: settingOf(context, 'company.week-start') as Weekday,
    today: context.today(),
    schema: newestSchema,
    file: book.file,
    people: book.people.count(),
    firstMonth: span?.from ?? null,
    lastMonth: span?.to ?? null,
    closedMonths: book.closures.months(),
    syncedFolder: syncedFolderOf(book.file),
    mode: isPersons ? 'person' : 'office',
    openTo: openToOthers(book.file),
  };
}

/** What a person's own book has to show: the months that the office told of, and this one. */
function toldMonths({ book, today }: Context): { from: IsoMonth; to: IsoMonth } {
  const months = book.packets.told('statement').map(({ about }) => about);
  const all = [...months, today().slice(0, 7)].toSorted();
  return { from: all.at(0) ?? '', to: all.at(-1) ?? '' };
}

/** What is in the book of what a first verdict needs. */
export function showSteps({ book }: Context): OutputOf<typeof companySteps> {
  const held = book.settings.held();
  return held ?? { people: false, subscriptions: false, usage: false, output: false };
}

/** The first and last month in which the book holds usage, charges or plans. */
export function bookMonths(book: Book): { from: IsoMonth; to: IsoMonth } | null {
  const row = book.usage.months();
  return row?.first && row.last ? { from: row.first, to: row.last } : null;
}

/** All settings as they are in force; what the chosen chart of accounts proposes is the default of its own. */
export function listSettings(context: Context): OutputOf<typeof settingsList> {
  const held = new Map(context.book.settings.all().map((row) => [row.key, row]));
  const pack = chosenPack((key) => settingOf(context, key));
  return {
    settings: Object.entries(settingRules).map(([key, rule]) => {
      const proposed = pack === null ? undefined : packDefault(pack, key);
      const row = held.get(key);
      const isOwn = row !== undefined && (proposed === undefined || row.value !== 'none');
      return {
        key,
        value: isOwn ? row.value : (proposed ?? rule.default),
        default: proposed ?? rule.default,
        from: isOwn ? row.day : null,
        expects: rule.expects,
      };
    }),
  };
}

/** What changes how invoices are held against charges. */
const SETS_VARIANCE: ReadonlySet<string> = new Set([
  'tax.recoverable',
  'invoices.spread',
  'ledger.pack',
  // A rate that the chart has no account for is proposed as not recoverable.
  'ledger.input-tax',
  'ledger.reverse-charge-out',
]);

export function setSetting(
  context: Context,
  { key, value }: InputOf<typeof settingsSet>,
): OutputOf<typeof settingsList> {
  refuseSetting(key, value);
  const { book } = context;
  book.transaction(() => {
    const before = settingOf(context, key);
    book.settings.set(key, value, context.today());
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set',
      subject: key,
      detail: { before, after: value },
    });
    if (SETS_VARIANCE.has(key)) repostVariances(context, { from: null, to: null });
  });
  return listSettings(context);
}
