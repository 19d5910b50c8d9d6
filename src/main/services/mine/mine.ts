import { resolve } from 'node:path';
import type { mineHeld, mineSave, mineShow } from '../../../contract/mine.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { writeOwnFile } from '../../whole-file.ts';
import { type Context, settingOf } from '../context.ts';
import { isPersonBook, ownPerson } from '../packets/installation.ts';
import { personShape } from '../people/people.ts';
import { pageOf } from './write-held.ts';

type Told = { readonly sentAt: string } & Record<string, unknown>;

/** A month as the office told it last. */
export function showMine(
  context: Context,
  { month }: InputOf<typeof mineShow>,
): OutputOf<typeof mineShow> {
  refuseInOffice(context);
  const about = (type: string, subject: string): Told | null =>
    toldOf(context, type).find((one) => one.about === subject)?.told ?? null;
  return {
    month,
    person: personShape(ownPerson(context.book)),
    company: settingOf(context, 'company.name'),
    statement: about('statement', month),
    allowances: toldOf(context, 'allowance').map(({ told }) => told),
    verdict: about('verdict', month),
    lastVerdict: toldOf(context, 'verdict').at(-1)?.about ?? null,
  };
}

function toldOf({ book }: Context, type: string): { about: string; told: Told }[] {
  return book.packets.told(type).map(({ about, body, at }) => ({
    about,
    told: { ...(JSON.parse(body ?? '{}') as Record<string, unknown>), sentAt: at },
  }));
}

/** Everything that the office holds about this person, as it was told last. */
export function showHeld(context: Context): OutputOf<typeof mineHeld> {
  refuseInOffice(context);
  const [newest] = toldOf(context, 'held');
  return {
    held: newest?.told ?? null,
    askedAt: context.book.settings.value('packets.held-asked') ?? null,
  };
}

/** Writes it into a file, with a page to read beside it. */
export function saveHeld(
  context: Context,
  { out }: InputOf<typeof mineSave>,
): OutputOf<typeof mineSave> {
  const { held } = showHeld(context);
  if (held === null) {
    throw new Failure(
      'held_not_there',
      'The office has not sent yet what it holds. Ask it, send, and take its answer first.',
    );
  }
  const file = resolve(out);
  const page = `${file}.html`;
  writeOwnFile(file, Buffer.from(`${JSON.stringify(held, null, 2)}\n`));
  writeOwnFile(page, Buffer.from(pageOf(ownPerson(context.book).name, held)));
  return { file, page };
}

/** Asks the office for it: the request goes with the next packet. */
export function askForHeld(context: Context): OutputOf<typeof mineHeld> {
  refuseInOffice(context);
  context.book.settings.set('packets.held-asked', context.now(), context.today());
  return showHeld(context);
}

function refuseInOffice({ book }: Context): void {
  if (isPersonBook(book)) return;
  throw new Failure(
    'person_book_only',
    'This is the company\'s book. What is a person\'s own stands in theirs; everything held about them is written with "people held".',
  );
}
