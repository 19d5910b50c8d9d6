import { Button, Checkbox, NumberInput, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  chargesKey,
  exportFlavour,
  exportGiven,
  exportKind,
  exportRun,
  flavoursOf,
  focusVersion,
  formatsOf,
} from '../../../contract/book.ts';
import { saveFile, showFile } from '../../../contract/desktop.ts';
import { worthMonth } from '../../../contract/month.ts';
import type { InputOf } from '../../../contract/request.ts';
import { warehouseExport } from '../../../contract/warehouse.ts';
import { spanAround } from '../../../core/month-span.ts';
import { ask } from '../../ask.ts';
import { useHidden, useMay } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { spanKey, useSpanName } from '../overview/period-switch.tsx';
import { WarehousePart } from './warehouse-part.tsx';

type Wanted = Omit<InputOf<typeof exportRun>, 'month' | 'span' | 'out'>;
type By = 'month' | 'quarter' | 'year';

/** They end with verdicts, or with what people cost. */
const WITH_VERDICTS: readonly string[] = ['seats', 'hr'];
const VOUCHERS = ['kingdee', 'kingdee-kis', 'yonyou'];

/** The software that the columns are for: what is chosen where the kind has it, else the kind's first. */
const flavourOf = ({ kind, flavour }: Wanted) => {
  const known = flavoursOf[kind] ?? ['plain'];
  return flavour && known.includes(flavour) ? flavour : (known[0] ?? 'plain');
};

/** The name that a file is proposed under: DATEV takes files by theirs alone. */
function nameOf(wanted: Wanted, period: string, format: string): string {
  if (flavourOf(wanted) !== 'datev') return `${wanted.kind}-${period}.${format}`;
  const what = wanted.kind === 'vendors' ? 'DebitorenKreditoren' : 'Buchungsstapel';
  return `EXTF_${what}_${period}.csv`;
}

/** Writes the month, its quarter or its year out for the accountant, and leads to the report. */
export function ExportForm({ month }: { readonly month: string }) {
  const { t } = useTranslation('close');
  const may = useMay();
  return (
    <>
      <section className="card">
        <h2>{t('export.title')}</h2>
        <FormOf month={month} />
      </section>
      {may(worthMonth) && (
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
      )}
      {may(warehouseExport) && <WarehousePart />}
      <section className="card">
        <h2>{t('ledger.title')}</h2>
        <p style={{ margin: 0, maxWidth: '80ch' }}>
          {t('ledger.text')}{' '}
          <a className="door" href={hrefOf('settings', 'ledger')}>
            {t('ledger.door')}
          </a>
        </p>
      </section>
    </>
  );
}

function FormOf({ month }: { readonly month: string }) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  const spanName = useSpanName();
  const hides = useHidden().verdicts;
  const [by, setBy] = useState<By>('month');
  const span = spanAround(month, by);
  const [wanted, setWanted] = useState<Wanted>({ kind: 'charges' });
  const change = (part: Partial<Wanted>) => setWanted({ ...wanted, ...part });
  const flavour = flavourOf(wanted);
  const formatChoices = formatsOf(wanted.kind, flavour);
  const format =
    wanted.format && formatChoices.includes(wanted.format)
      ? wanted.format
      : (formatChoices[0] ?? 'csv');
  const hasFlavours = flavoursOf[wanted.kind] !== undefined;
  const isOurs = formatChoices[0] === 'csv' && formatChoices.length > 1;
  const isFree = format === 'csv' && isOurs;
  const isDatev = hasFlavours && flavour === 'datev';
  const isPartable = wanted.kind === 'journal' && flavour === 'quickbooks';
  const write = useMutation({
    mutationFn: async () => {
      const { kind, by: summedBy, bom, decimal, firstNumber, withoutBills } = wanted;
      const name = nameOf(wanted, by === 'month' ? month : spanKey(span), format);
      const { file } = await ask(saveFile, { name, ending: format });
      if (file === null) return null;
      const done = await ask(exportRun, {
        kind,
        // Vendors are of no month: all of them.
        ...(kind === 'vendors' ? {} : by === 'month' ? { month } : { span }),
        out: file,
        format,
        ...(hasFlavours ? { flavour } : {}),
        ...(kind === 'charges' && summedBy ? { by: summedBy } : {}),
        ...(kind === 'focus' && wanted.focusVersion ? { focusVersion: wanted.focusVersion } : {}),
        ...(VOUCHERS.includes(flavour) && firstNumber ? { firstNumber } : {}),
        ...(isPartable && withoutBills ? { withoutBills } : {}),
        ...((isFree || isDatev) && bom ? { bom } : {}),
        ...(isFree && decimal ? { decimal } : {}),
      });
      for (const one of done.given) await ask(exportGiven, { ...one, flavour });
      return done;
    },
  });
  /** Settings by their names on screen. */
  const named = ({ keys }: Readonly<Record<string, unknown>>) =>
    typeof keys === 'string'
      ? {
          keys: formats.list(
            keys.split(', ').map((key) => t(`settings:ledger.key.${key.replace('.', '-')}`)),
          ),
        }
      : {};
  const choices = (values: readonly string[], group: string) =>
    values.map((value) => ({ value, label: t(`${group}.${value}`) }));
  return (
    <>
      {write.error && <FailureNotice error={write.error} />}
      <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
        <Select
          label={t('export.kind')}
          data={choices(
            exportKind.options.filter((kind) => !hides || !WITH_VERDICTS.includes(kind)),
            'kind',
          )}
          value={wanted.kind}
          allowDeselect={false}
          onChange={(kind) => change({ kind: exportKind.parse(kind) })}
          style={{ width: 220 }}
        />
        {wanted.kind !== 'vendors' && (
          <Select
            label={t('export.period')}
            data={[
              { value: 'month', label: formats.month(month) },
              { value: 'quarter', label: spanName(spanAround(month, 'quarter')) },
              { value: 'year', label: spanName(spanAround(month, 'year')) },
            ]}
            value={by}
            allowDeselect={false}
            onChange={(chosen) =>
              setBy(chosen === 'quarter' || chosen === 'year' ? chosen : 'month')
            }
            style={{ width: 150 }}
          />
        )}
        {hasFlavours && (
          <Select
            label={t('export.flavour')}
            data={choices(flavoursOf[wanted.kind] ?? [], 'flavour')}
            value={flavour}
            allowDeselect={false}
            onChange={(chosen) => {
              // Each software has a format of its own: what was chosen for another is not meant here.
              const { format: _, bom: __, ...rest } = wanted;
              setWanted({ ...rest, flavour: exportFlavour.parse(chosen) });
            }}
            style={{ width: 200 }}
          />
        )}
        {VOUCHERS.includes(flavour) && hasFlavours && (
          <NumberInput
            label={t('export.firstNumber')}
            value={wanted.firstNumber ?? 1}
            min={1}
            max={99_999}
            allowDecimal={false}
            onChange={(value) => change({ firstNumber: Number(value) || 1 })}
            style={{ width: 120 }}
          />
        )}
        {wanted.kind === 'focus' && (
          <Select
            label={t('export.focusVersion')}
            data={[...focusVersion.options]}
            value={wanted.focusVersion ?? '1.4'}
            allowDeselect={false}
            onChange={(chosen) => change({ focusVersion: focusVersion.parse(chosen) })}
            style={{ width: 120 }}
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
          data={choices(formatChoices, 'format')}
          value={format}
          allowDeselect={false}
          onChange={(value) => change({ format: value === 'xlsx' ? 'xlsx' : 'csv' })}
          style={{ width: 140 }}
        />
        <Button loading={write.isPending} onClick={() => write.mutate()}>
          {t('export.save')}
        </Button>
      </div>
      {isPartable && (
        <Checkbox
          size="xs"
          mt={10}
          label={t('export.withoutBills')}
          checked={wanted.withoutBills ?? false}
          onChange={(event) => change({ withoutBills: event.currentTarget.checked })}
        />
      )}
      {isDatev && (
        <Checkbox
          size="xs"
          mt={10}
          label={t('export.unicode')}
          checked={wanted.bom ?? false}
          onChange={(event) => change({ bom: event.currentTarget.checked })}
        />
      )}
      {isFree && (
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
      {write.data?.warnings.map(({ code, text, details }) => (
        <p key={code + text} className="dim" style={{ margin: '6px 0 0' }}>
          {t(`warning.${code}`, { ...details, ...named(details) })}
        </p>
      ))}
    </>
  );
}
