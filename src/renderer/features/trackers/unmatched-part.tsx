import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identitiesAssign, peopleList } from '../../../contract/company.ts';
import type { TrackerDoc } from '../../../contract/trackers.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

/** Authors who are nobody's identity yet: each can be given to a person here. */
export function UnmatchedPart({ tracker }: { readonly tracker: TrackerDoc }) {
  const { t } = useTranslation('trackers');
  const people = useAnswer(peopleList, {});
  if (tracker.unmatched.length === 0) return null;
  const choices = (people.data?.people ?? []).map((one) => ({ value: one.email, label: one.name }));
  return (
    <section className="card scroll-x">
      <h2>{t('unmatched.title', { count: tracker.unmatched.length })}</h2>
      <p className="dim">{t('unmatched.text')}</p>
      <table className="table">
        <thead>
          <tr>
            <th>{t('unmatched.identity')}</th>
            <th className="figure">{t('seats.items')}</th>
            <th>{t('unmatched.person')}</th>
          </tr>
        </thead>
        <tbody>
          {tracker.unmatched.map((one) => (
            <UnmatchedRow key={one.identity} tracker={tracker.name} one={one} choices={choices} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function UnmatchedRow({
  tracker,
  one,
  choices,
}: {
  readonly tracker: string;
  readonly one: TrackerDoc['unmatched'][number];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}) {
  const { t } = useTranslation('trackers');
  const formats = useFormats();
  const assign = useChange(identitiesAssign);
  const [email, setEmail] = useState<string | null>(null);
  return (
    <tr>
      <td className="long" title={one.identity}>
        {one.name ?? one.identity}
      </td>
      <td className="figure">{formats.number(one.items)}</td>
      <td>
        <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
          <Select
            size="xs"
            aria-label={t('unmatched.whose', { identity: one.name ?? one.identity })}
            placeholder={t('unmatched.nobody')}
            data={[...choices]}
            value={email}
            onChange={setEmail}
            searchable
          />
          <Button
            size="compact-sm"
            variant="default"
            disabled={email === null}
            loading={assign.isPending}
            onClick={() =>
              email !== null &&
              assign.mutate({
                identity: one.identity,
                source: tracker,
                shares: [{ email, percent: '100' }],
              })
            }
          >
            {t('unmatched.assign')}
          </Button>
        </span>
        {assign.error && <FailureNotice error={assign.error} />}
      </td>
    </tr>
  );
}
