import { Button, MultiSelect, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TrackerDoc, trackersSet, trackersSync } from '../../../contract/trackers.ts';
import { COLUMN_ROLES, type ColumnRole, FORMS_OF } from '../../../core/trackers/table-columns.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Which column of a table tells what: the owner's choice, among those that can. */
export function TrackerColumns({ tracker }: { readonly tracker: TrackerDoc }) {
  const { t } = useTranslation('trackers');
  const sync = useChange(trackersSync);
  const set = useChange(trackersSet, () => sync.mutate({ tracker: tracker.name }));
  const [columns, setColumns] = useState<Readonly<Partial<Record<ColumnRole, string | null>>>>(
    tracker.columns ?? {},
  );
  const [done, setDone] = useState<string[]>(tracker.columns?.done ?? []);
  const { fields } = tracker;
  if (fields.length === 0) return null;
  const states = fields.find(({ name }) => name === columns.state)?.choices ?? [];
  const words = [...new Set([...states.map(({ name }) => name), ...done])];
  return (
    <section className="card">
      <h2>{t('columns.title')}</h2>
      <p className="dim">{t('columns.text')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const value = JSON.stringify({ ...columns, done });
          set.mutate({ tracker: tracker.name, key: 'columns', value });
        }}
      >
        <div
          style={{
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
            gap: 12,
            alignItems: 'start',
          }}
        >
          {COLUMN_ROLES.map((role) => (
            <Select
              key={role}
              label={t(role === 'title' ? 'columns.titleColumn' : `columns.${role}`)}
              placeholder={t('columns.none')}
              required={role === 'person' || role === 'day'}
              clearable={role !== 'person' && role !== 'day'}
              clearButtonProps={{ 'aria-label': t('columns.none') }}
              data={fields
                .filter(({ form }) => FORMS_OF[role].some((one) => one === form))
                .map(({ name }) => name)}
              value={columns[role] ?? null}
              onChange={(to) => setColumns({ ...columns, [role]: to })}
            />
          ))}
          {words.length > 0 && (
            <MultiSelect
              label={t('columns.done')}
              description={t('columns.doneHint')}
              data={words}
              value={done}
              onChange={setDone}
            />
          )}
        </div>
        <Button
          type="submit"
          mt="sm"
          variant="default"
          disabled={!columns.person || !columns.day}
          loading={set.isPending || sync.isPending}
        >
          {t('columns.save')}
        </Button>
      </form>
      {set.error && <FailureNotice error={set.error} />}
      {sync.error && <FailureNotice error={sync.error} />}
    </section>
  );
}
