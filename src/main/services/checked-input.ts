import type { z } from 'zod';
import { isIsoDay, isIsoMonth } from '../../core/calendar.ts';
import { Failure } from '../../core/failure.ts';

/** A request's input, as its schema takes it; `Failure` where it is of another form, or nobody can mean it. */
export function checkedInput<T>(shape: z.ZodType<T>, input: unknown): T {
  const result = shape.safeParse(input);
  if (result.success) {
    refuseFarTimes(input);
    refuseHalfCharacters(input, '');
    return result.data;
  }
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new Failure(
    'bad_input',
    // What the checker says of it is for programmers.
    `What was given for ${field || 'this'} is not of the form that is taken here.`,
    {
      field,
    },
  );
}

const TIME_FIELDS = ['month', 'from', 'to', 'corrects', 'day', 'renewal'];

/**
 * Refuses months, and days after them, that nobody can mean. What was booked and allowed is carried on month by month
 * from the book's first one: a slip of the year would hold the thread for minutes, and fill its memory.
 */
function refuseFarTimes(input: unknown): void {
  if (typeof input !== 'object' || input === null) return;
  for (const [field, value] of Object.entries(input)) {
    if (field === 'span') refuseFarTimes(value);
    if (!TIME_FIELDS.includes(field) || typeof value !== 'string') continue;
    const isFar = isIsoMonth(value)
      ? value < '1970-01' || value > '2099-12'
      : isIsoDay(value) && value > '2099-12-31';
    if (!isFar) continue;
    throw new Failure(
      'month_out_of_reach',
      `${value} lies where nobody can mean it: the years 1970 to 2099 are looked at. Look at the year.`,
      { month: value },
    );
  }
}

/** A half of a character (a lone surrogate) is stored as another text: two names that differ would become one. */
function refuseHalfCharacters(input: unknown, field: string): void {
  if (typeof input === 'string') {
    if (input.isWellFormed()) return;
    throw new Failure(
      'text_broken',
      `What was given for ${field || 'this'} holds half a character, which is no text. Type it again; nothing was changed.`,
      { field },
    );
  }
  if (typeof input !== 'object' || input === null || ArrayBuffer.isView(input)) return;
  for (const [name, value] of Object.entries(input)) {
    refuseHalfCharacters(value, Array.isArray(input) ? field : name);
  }
}
