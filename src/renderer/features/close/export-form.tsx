import { Button, Checkbox, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chargesKey, exportKind, exportRun, journalFlavour } from '../../../contract/book.ts';
import { saveFile, showFile } from '../../../contract/desktop.ts';
import type { InputOf } from '../../../contract/request.ts';
import { ask } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { LedgerSettings } from './ledger-settings.tsx';
import { WarehousePart } from './warehouse-part.tsx';

type Wanted = Omit<InputOf<typeof exportRun>, 'month' | 'out'>;

/** Whether the kind and the journal's columns can be written as a workbook. */
const takesXlsx = ({ kind, flavour }: Wanted): boolean =>
  kind !== 'focus' && (kind !== 'journal' || (flavour ?? 'plain') === 'plain');

/** Writes the month out for the accountant, and leads to the report. */
export function ExportForm({ month }: { readonly month: string }) {
  const { t } = useTranslation('close');
  return (
    <>
      <section className="card">
        <h2>{t('export.title')}</h2>
        <FormOf month={month} />
      </section>
      <section className="card">
        <h2>{t('report.title')}</h2>
        <p style={{ margin: '0 0 8px' }}>{t('report.text')}</p>
        <a className="door" href={hrefOf('report', 'owner')}>
          {t('report.owner')}
        </a>
        {' · '}
        <a className="door" href={hrefOf('report', 'people')}>
          {t('report.people')}
        </a>
      </section>
      <WarehousePart />
      <LedgerSettings />
    </>
  );
}

function FormOf({ month }: { readonly month: string }) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const [wanted, setWanted] = useState<Wanted>({ kind: 'charges', format: 'csv' });
  const change = (part: Partial<Wanted>) => setWanted({ ...wanted, ...part });
  const format = takesXlsx(wanted) ? (wanted.format ?? 'csv') : 'csv';
  const write = useMutation({
    mutationFn: async () => {
      const { kind, flavour, by, bom, decimal } = wanted;
      const { file } = await ask(saveFile, { name: `${kind}-${month}.${format}`, ending: format });
      if (file === null) return null;
      const isFree = format === 'csv' && takesXlsx(wanted);
      return ask(exportRun, {
        kind,
        month,
        out: file,
        format,
        ...(kind === 'journal' && flavour ? { flavour } : {}),
        ...(kind === 'charges' && by ? { by } : {}),
        ...(isFree && bom ? { bom } : {}),
        ...(isFree && decimal ? { decimal } : {}),
      });
    },
  });
  const choices = (values: readonly string[], group: string) =>
    values.map((value) => ({ value, label: t(`${group}.${value}`) }));
  return (
    <>
      {write.error && <FailureNotice error={write.error} />}
      <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
        <Select
          label={t('export.kind')}
          data={choices(exportKind.options, 'kind')}
          value={wanted.kind}
          allowDeselect={false}
          onChange={(kind) => change({ kind: exportKind.parse(kind) })}
          style={{ width: 220 }}
        />
        {wanted.kind === 'journal' && (
          <Select
            label={t('export.flavour')}
            data={choices(journalFlavour.options, 'flavour')}
            value={wanted.flavour ?? 'plain'}
            allowDeselect={false}
            onChange={(flavour) => change({ flavour: journalFlavour.parse(flavour) })}
            style={{ width: 180 }}
          />
        )}
        {wanted.kind === 'charges' && (
          <Select
            label={t('export.by')}
            data={[{ value: 'each', label: t('by.each') }, ...choices(chargesKey.options, 'by')]}
            value={wanted.by ?? 'each'}
            allowDeselect={false}
            onChange={(by) => change({ by: chargesKey.safeParse(by).data })}
            style={{ width: 180 }}
          />
        )}
        <Select
          label={t('export.format')}
          data={choices(takesXlsx(wanted) ? ['csv', 'xlsx'] : ['csv'], 'format')}
          value={format}
          allowDeselect={false}
          onChange={(value) => change({ format: value === 'xlsx' ? 'xlsx' : 'csv' })}
          style={{ width: 140 }}
        />
        <Button loading={write.isPending} onClick={() => write.mutate()}>
          {t('export.save')}
        </Button>
      </div>
      {format === 'csv' && takesXlsx(wanted) && (
        <div style={{ display: 'flex', gap: 18, marginTop: 10 }}>
          <Checkbox
            size="xs"
            label={t('export.bom')}
            checked={wanted.bom ?? false}
            onChange={(event) => change({ bom: event.currentTarget.checked })}
          />
          <Checkbox
            size="xs"
            label={t('export.comma')}
            checked={wanted.decimal === 'comma'}
            onChange={(event) =>
              change({ decimal: event.currentTarget.checked ? 'comma' : 'point' })
            }
          />
        </div>
      )}
      {write.data && (
        <p role="status" style={{ margin: '10px 0 0' }}>
          ✓{' '}
          {t('export.done', {
            count: write.data.rows,
            file: write.data.file,
            total: write.data.total ? formats.money(write.data.total) : '–',
          })}{' '}
          {write.data.waitingForRate > 0 &&
            t('export.noTotal', { count: write.data.waitingForRate })}{' '}
          <button
            type="button"
            className="door"
            onClick={() => void ask(showFile, { file: write.data?.file ?? '' })}
          >
            {t('showFile')}
          </button>
        </p>
      )}
    </>
  );
}
