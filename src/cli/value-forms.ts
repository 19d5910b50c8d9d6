import { type Command, InvalidArgumentError } from 'commander';
import { plainAmount } from '../core/amount-text.ts';
import { isIsoMonth } from '../core/calendar.ts';
import { typedDay } from '../core/typed-day.ts';

/** Of what is given: the value as the services take it; throws where it is of another form. */
type Form = (text: string) => string;

const number = (example: string, least = 0): Form => {
  return (text) => {
    // What Number() makes of an empty text is 0, and nobody meant that.
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isFinite(value) && value >= least) return text;
    throw new InvalidArgumentError(`A number such as ${example} is taken here.`);
  };
};

const whole = (example: string): Form => {
  return (text) => {
    if (/^\d{1,15}$/.test(text)) return text;
    throw new InvalidArgumentError(`A whole number such as ${example} is taken here.`);
  };
};

const matching = (pattern: RegExp, sentence: string): Form => {
  return (text) => {
    if (pattern.test(text)) return text;
    throw new InvalidArgumentError(sentence);
  };
};

/**
 * An amount by the marks that files are read with (`1.234,50` is 1234.50). Here a decimal point is the
 * rule, as programs write it: `1.234` is a little over one. What empties a limit is the command's own.
 */
function amount(text: string): string {
  if (['', 'none', 'any', 'unlimited'].includes(text)) return text;
  const isPlain = /^-?\d+(?:\.\d+)?$/.test(text);
  const plain = isPlain ? text : plainAmount(text, null);
  if (typeof plain !== 'string' || /e/i.test(plain)) {
    throw new InvalidArgumentError('An amount looks like 1234.56.');
  }
  return plain;
}

function percent(text: string): string {
  if (typeof plainAmount(text.replace(/\s*%$/, ''), null) === 'string') return text;
  throw new InvalidArgumentError('A share in percent looks like 62.5.');
}

export function monthArgument(text: string): string {
  if (isIsoMonth(text)) return text;
  throw new InvalidArgumentError('A month looks like 2026-06.');
}

/** A day as it is typed in the window; `03/04/2026`, which is one of two days, is refused. */
export function dayArgument(text: string): string {
  const day = typedDay(text);
  if (typeof day === 'string' && day !== '') return day;
  throw new InvalidArgumentError('A day looks like 2026-06-30.');
}

/** By the name that stands between the angles of an option's or argument's help. */
const FORMS: Readonly<Record<string, Form>> = {
  day: dayArgument,
  month: monthArgument,
  year: matching(/^\d{4}$/, 'A year looks like 2026.'),
  amount,
  price: amount,
  dollars: amount,
  id: whole('7'),
  use: whole('7'),
  line: whole('1'),
  number: number('2 or 0.5'),
  hours: number('2.5'),
  minutes: number('30'),
  months: whole('6'),
  periods: whole('2'),
  percent,
};

/**
 * Holds every option and argument to the form that its help names, before a book is opened: what does not
 * fit is wrong usage, said in a sentence. Values that a command reads itself are left to it.
 */
export function checkValueForms(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== 'cli') continue;
    const form = formOf(/<([^>.]+)(?:\.\.\.)?>/.exec(option.flags)?.[1], option.description);
    if (form === undefined) continue;
    const given: unknown = command.getOptionValue(name);
    const taken = fitted(given, form, `--${option.name()}`);
    if (taken !== given) command.setOptionValueWithSource(name, taken, 'cli');
  }
  command.registeredArguments.forEach((argument, at) => {
    const form = formOf(argument.name(), argument.description);
    if (form === undefined) return;
    command.processedArgs[at] = fitted(command.processedArgs[at], form, argument.name());
  });
}

function formOf(name: string | undefined, help: string): Form | undefined {
  const form = name === undefined ? undefined : FORMS[name];
  // "or any", "or none", "or never": that word is the command's own.
  const word = /\bor (any|none|never)\b/.exec(help)?.[1];
  if (form === undefined || word === undefined) return form;
  return (text) => (text === word ? text : form(text));
}

function fitted(given: unknown, form: Form, name: string): unknown {
  if (Array.isArray(given)) return given.map((one) => fitted(one, form, name));
  if (typeof given !== 'string') return given;
  try {
    return form(given);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new InvalidArgumentError(`${name} is "${given}": ${lowered(error.message)}`);
  }
}

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
