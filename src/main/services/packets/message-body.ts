import * as z from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { PacketMessage } from '../../packets/packet-shape.ts';
import type { Context } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';

/** A message's body in its form; `message_malformed` where it has another. */
export function bodyOf<T>(shape: z.ZodType<T>, message: PacketMessage): T {
  const read = shape.safeParse(message.body);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') ?? '';
  throw malformed(message.type, field);
}

export const malformed = (type: string, field: string): Failure =>
  new Failure(
    'message_malformed',
    `What came as "${type}" is not of the form that is taken here (${field || 'as a whole'}). Nothing of it was taken.`,
    { type, field },
  );

/** The name by which both sides know an item. */
export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** What a message is about, where it is an item with a name of its own. */
export function uuidOf(message: PacketMessage): string {
  const about = uuid.safeParse(message.about);
  if (about.success) return about.data;
  throw malformed(message.type, 'about');
}

/** How long after somebody's last day what they did until then is taken yet. */
const DAYS_AFTER_END = 60;

/** Days after somebody left are nobody's; what was done until then is taken for 60 days more. */
export function refuseAfterEnd(context: Context, { name, endDay }: HeldPerson, day: IsoDay): void {
  if (endDay === null) return;
  const last = addDays(endDay, DAYS_AFTER_END);
  if (context.today() > last) {
    throw new Failure(
      'person_left_long_ago',
      `${name} left on ${endDay}: what they did until then was taken until ${last}. Enter it in the company's book if it still counts.`,
      { name, end: endDay, last },
    );
  }
  if (day <= endDay) return;
  throw new Failure(
    'person_left',
    `${name} left on ${endDay}: what is of ${day} is not taken. Ask the office if the date is wrong.`,
    { name, end: endDay, day },
  );
}
