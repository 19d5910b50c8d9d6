import { audit } from '../../book/audit.ts';
import type { Context } from '../context.ts';

/** Writes into the trail what was done just now, by whoever asks. */
export function note(context: Context, action: string, subject: string, detail: unknown): void {
  audit(context.book, { at: context.now(), who: context.who, action, subject, detail });
}
