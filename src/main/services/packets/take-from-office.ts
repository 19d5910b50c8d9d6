import * as z from 'zod';
import { isoDay, isoMonth, money } from '../../../contract/shapes.ts';
import { settingRules } from '../../../core/settings.ts';
import type { HeldPairing } from '../../book/stores/pairings.ts';
import type { PacketMessage } from '../../packets/packet-shape.ts';
import type { Context } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';
import { keepAssets, keepReuse } from './keep-assets.ts';
import { keepClaimState, keepResult } from './keep-claim-state.ts';
import { keepOutputState, keepTopUpState } from './keep-entry-state.ts';
import { bodyOf, uuidOf } from './message-body.ts';
import { type Outcome, TAKEN } from './outcome.ts';
import { reuseState, toldAssetList } from './told-assets.ts';
import { claimState, outputState, result, topUpState } from './told-shapes.ts';

const text = z.string().max(2000);

const profile = z.object({
  person: z.object({
    name: z.string().trim().min(1).max(300),
    email: z.string().trim().min(3).max(300),
    role: text.nullable(),
    team: text.nullable(),
    start: isoDay.nullable(),
    end: isoDay.nullable(),
  }),
  company: z.string().trim().min(1).max(300),
  currency: z.string().length(3),
  calendar: z.object({ timeZone: z.string(), weekStart: z.string() }),
  kinds: z.array(z.string().trim().min(1).max(200)).max(500),
  assets: toldAssetList,
});

/** What the office tells: kept as it was told; of claims, requests and output the state beside the own item too. */
export function takeFromOffice(
  context: Context,
  pairing: HeldPairing,
  person: HeldPerson,
  message: PacketMessage,
): Outcome {
  switch (message.type) {
    case 'profile':
      keepProfile(context, person, bodyOf(profile, message));
      return TAKEN;
    case 'claim-state':
      keepClaimState(context, person, uuidOf(message), message.rev, bodyOf(claimState, message));
      return TAKEN;
    case 'top-up-state':
      keepTopUpState(context, person, uuidOf(message), bodyOf(topUpState, message));
      return TAKEN;
    case 'output-state':
      keepOutputState(context, person, uuidOf(message), bodyOf(outputState, message));
      return TAKEN;
    case 'reuse-state':
      keepReuse(context, person, uuidOf(message), bodyOf(reuseState, message));
      return TAKEN;
    case 'result':
      keepResult(context, person, bodyOf(result, message));
      return TAKEN;
    case 'statement':
      bodyOf(z.object({ month: isoMonth, currency: z.string().length(3), spend: money }), message);
      return TAKEN;
    case 'revoked': {
      const { reason } = bodyOf(z.object({ reason: z.string().max(1000) }), message);
      context.book.pairings.revoke(pairing.installation, context.now(), reason);
      return TAKEN;
    }
    default:
      // Allowances, verdicts and what is held are shown as they were told; so is what a later version adds.
      return TAKEN;
  }
}

/** The company's name, currency and calendar, and who this is, hold here as the office says them. */
function keepProfile(context: Context, person: HeldPerson, told: z.infer<typeof profile>): void {
  const { book } = context;
  const values = {
    'company.name': told.company,
    'company.currency': told.currency,
    'company.time-zone': told.calendar.timeZone,
    'company.week-start': told.calendar.weekStart,
  };
  for (const [key, value] of Object.entries(values)) {
    if (settingRules[key]?.accepts(value) ?? /^[A-Z]{3}$/.test(value)) {
      book.settings.set(key, value, context.today());
    }
  }
  const { name, email, role, team, start, end } = told.person;
  book.people.change(person.id, {
    ...person,
    name,
    email,
    role,
    team,
    startDay: start,
    endDay: end,
  });
  for (const kind of told.kinds) book.output.addKind(kind);
  keepAssets(context, person, told.assets);
}
