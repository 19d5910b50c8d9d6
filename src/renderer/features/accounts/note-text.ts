import type { TFunction } from 'i18next';
import type { SyncDoc } from '../../../contract/syncs.ts';

type Note = {
  readonly code: string;
  readonly text: string;
  readonly details: Readonly<Record<string, string | number | null>>;
};

/** A note of a provider or a sync in the window's language; what no catalogue knows stays as it was told. */
export function noteText(t: TFunction<'accounts'>, note: Note): string {
  const { scope, period, target, stream } = note.details;
  return t(`note.${note.code}`, {
    defaultValue: note.text,
    ...note.details,
    target: target ?? '',
    ...(typeof scope === 'string' ? { scope: t(`scope.${scope}`) } : {}),
    ...(typeof period === 'string' ? { period: t(`period.${period}`) } : {}),
    ...(typeof stream === 'string' ? { stream: featureWord(t, stream) } : {}),
  });
}

/** What one kind of a provider's answers is called; a part of it (`usage/images`) stands behind it. */
export function featureWord(t: TFunction<'accounts'>, name: string): string {
  const [kind = name, ...part] = name.split('/');
  const word = t(`feature.${kind}`, { defaultValue: kind });
  return part.length === 0 ? word : `${word} (${part.join('/')})`;
}

/** The sentence of what went wrong. */
export function errorText(
  t: TFunction<['accounts', 'errors']>,
  error: NonNullable<SyncDoc['error']>,
): string {
  return t(`errors:${error.code}`, {
    defaultValue: error.message,
    message: error.message,
    ...error.details,
  });
}
