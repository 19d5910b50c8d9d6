import { Failure } from '../../../core/failure.ts';
import type { Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import { isPersonBook, ownPerson, refuseInPersonBook } from './installation.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a person's own book writes; everything else that changes a book is the office's. */
const OWN_WRITES: ReadonlySet<string> = new Set([
  'allowance/topUpAsk',
  'allowance/topUpDecide',
  'assets/add',
  'assets/remove',
  'assets/restore',
  'assets/retire',
  'assets/unuse',
  'assets/use',
  'backup/daily',
  'claims/bankSet',
  'claims/save',
  'claims/withdraw',
  'imports/run',
  'imports/undo',
  'mine/ask',
  'output/log',
  'output/nothing',
  'output/remove',
  'output/restore',
  'packets/confirm',
  'packets/folderRun',
  'packets/folderSet',
  'packets/join',
  'packets/keysUnlock',
  'packets/send',
  'packets/take',
  'rates/fetch',
  'rates/set',
  'settings/set',
]);

/** Where a request names the person whom it is about. */
const PERSON_FIELD: Readonly<Record<string, string>> = {
  'allowance/topUpAsk': 'person',
  'assets/add': 'maker',
  'assets/use': 'person',
  'claims/bankSet': 'person',
  'claims/check': 'person',
  'claims/save': 'person',
  'imports/look': 'person',
  'imports/run': 'person',
  'output/log': 'email',
  'output/nothing': 'email',
};

/** A request as it holds in this book: in a person's own everything is theirs, and the office's is refused. */
export function inThisBook<I>(
  context: Context,
  request: { readonly name: string; readonly mode: 'read' | 'write' },
  input: I,
): { context: Context; input: I } {
  const field = PERSON_FIELD[request.name];
  if (!isPersonBook(context.book)) {
    if (field !== undefined && (input as Fields)[field] === '') {
      throw new Failure('wrong_usage', 'Say whose it is, with --person EMAIL.');
    }
    return { context, input };
  }
  if (request.mode === 'write' && !OWN_WRITES.has(request.name)) refuseInPersonBook(context);
  const isDecision =
    request.name === 'allowance/topUpDecide' && (input as Fields)['decision'] !== 'withdraw';
  if (isDecision) refuseInPersonBook(context);
  refuseColleagues(context, request.name, input as Fields);
  if (heldPeople(context.book).length === 0) return { context, input };
  const { email } = ownPerson(context.book);
  const own = { ...context, who: email };
  // Elsewhere `by` is what figures are told apart by, and nobody's name.
  const saysWho = request.mode === 'write' || request.name.startsWith('claims/');
  const named = saysWho && 'by' in (input as Fields) ? { ...input, by: email } : input;
  return { context: own, input: field ? { ...named, [field]: email } : named };
}

/** Colleagues' reusable work may be used from here; only its maker or the office retires it. */
function refuseColleagues(context: Context, request: string, input: Fields): void {
  if (request !== 'assets/remove' && request !== 'assets/retire') return;
  const asset = context.book.assets.all().find(({ id }) => id === input['id']);
  if (asset && asset.maker.toLowerCase() !== ownPerson(context.book).email.toLowerCase()) {
    refuseInPersonBook(context);
  }
}
