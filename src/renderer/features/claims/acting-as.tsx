import { Select } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { PersonDoc } from '../../../contract/company.ts';
import { useHere } from '../../here.ts';

/** Who sits in front of this computer, by e-mail: claims are filed and decided in that name. */
const useActor = create<{ email: string | null; set: (email: string | null) => void }>()(
  persist((set) => ({ email: null, set: (email) => set({ email }) }), { name: 'seatworth-actor' }),
);

/** Who acts: whoever unlocked the window, else the person that was chosen; `null` is nobody yet. */
export function useActing(): string | null {
  const chosen = useActor((state) => state.email);
  const who = useHere(({ here }) => here?.who ?? null);
  return who?.email ?? chosen;
}

/** The actor as a request takes it: nobody named is whoever the system says. */
export function useBy(): { readonly by?: string } {
  const email = useActing();
  return email === null ? {} : { by: email };
}

/** Asks who sits here. Nobody decides on their own claim, so the app must know. */
export function ActingAs({ people }: { readonly people: readonly PersonDoc[] }) {
  const { t } = useTranslation('claims');
  const { email, set } = useActor();
  const field = useRef<HTMLInputElement>(null);
  const who = useHere(({ here }) => here?.who ?? null);
  if (who !== null) return <span className="dim">{t('actor.is', { name: who.name })}</span>;
  const known = people.some((one) => one.email === email);
  return (
    <Select
      aria-label={t('actor.label')}
      placeholder={t('actor.nobody')}
      data={people.map((one) => ({ value: one.email, label: one.name }))}
      value={known ? email : null}
      onChange={set}
      // Named, the person goes on with the claims: their keys must not go into this field.
      onOptionSubmit={() => field.current?.blur()}
      ref={field}
      searchable
      clearable
      disabled={people.length === 0} // who types while the names arrive would lose the text
      clearButtonProps={{ 'aria-label': t('actor.clear') }}
      w={190}
    />
  );
}
