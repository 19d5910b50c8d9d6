import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SHORTEST_PASSPHRASE } from '../../../core/access/rights.ts';

export type Typed = { readonly first: string; readonly again: string };
export const NOTHING_TYPED: Typed = { first: '', again: '' };

/** Whether what was typed can be set: long enough, and twice the same. */
export const canBeSet = ({ first, again }: Typed): boolean =>
  first.length >= SHORTEST_PASSPHRASE && first === again;

/** A passphrase or PIN, typed twice. */
export function PassphraseFields({
  typed,
  onType,
  note,
}: {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly note: string;
}) {
  const { t } = useTranslation('access');
  const toggle = { 'aria-label': t('unlock.show') };
  return (
    <>
      <PasswordInput
        mt="xs"
        label={t('passphrase.label')}
        description={note}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        value={typed.first}
        onChange={(event) => onType({ ...typed, first: event.currentTarget.value })}
        error={
          typed.first !== '' && typed.first.length < SHORTEST_PASSPHRASE
            ? t('passphrase.short', { count: SHORTEST_PASSPHRASE })
            : null
        }
      />
      <PasswordInput
        mt="xs"
        label={t('passphrase.again')}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        value={typed.again}
        onChange={(event) => onType({ ...typed, again: event.currentTarget.value })}
        error={typed.again !== '' && typed.again !== typed.first ? t('passphrase.differs') : null}
      />
    </>
  );
}
