import { Button, Group, Select, Switch, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { modelsList, modelsSet, pricesUpdate } from '../../../contract/company.ts';
import { chooseFiles } from '../../../contract/desktop.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { LowerModel } from './lower-model.tsx';

type Models = OutputOf<typeof modelsList>;
type Model = Models['models'][number];

const CLASSES = ['flagship', 'standard', 'light'] as const;

/** Prices and classes of models, each with where it comes from; the owner's own lines win. */
export function ModelTable() {
  const { t } = useTranslation(['settings', 'shell']);
  const formats = useFormats();
  const answer = useAnswer(modelsList, {});
  const [isAll, setAll] = useState(false);
  const models = answer.data?.models;
  const shown = useMemo(
    () => models?.filter((one) => isAll || one.isUsed || one.isOwn) ?? [],
    [models, isAll],
  );
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={480} />;
  const price = (
    id: 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'cacheWrite1h',
  ): DataColumn<Model> => ({
    id,
    head: t(`models.${id}`),
    text: (one) => String(one[id] ?? '–'),
    isFigure: true,
  });
  const columns: readonly DataColumn<Model>[] = [
    {
      id: 'model',
      head: t('models.model'),
      text: (one) => (one.currency === 'USD' ? one.model : `${one.model} · ${one.currency}`),
      sort: ({ model }) => model,
      width: 2,
    },
    {
      id: 'class',
      head: t('models.class'),
      text: (one) => (one.class ? t(`shell:modelClass.${one.class}`) : '–'),
      isFilter: true,
    },
    price('input'),
    price('output'),
    price('cacheRead'),
    price('cacheWrite'),
    price('cacheWrite1h'),
    {
      id: 'from',
      head: t('models.from'),
      text: ({ from }) => (from ? formats.day(from) : '–'),
      sort: ({ from }) => from ?? '',
    },
    {
      id: 'source',
      head: t('models.source'),
      text: (one) => (one.isOwn ? t('models.own') : (one.source ?? '')),
      isFilter: true,
      width: 1.6,
    },
  ];
  return (
    <>
      <SetModel unpriced={answer.data.unpriced} />
      <SettleLength models={answer.data} />
      <LowerModel models={answer.data} />
      <section className="card scroll-x">
        <Group justify="space-between">
          <h2 className="card-title">{t('models.title')}</h2>
          <UpdatePrices />
          <Switch
            size="xs"
            label={t('models.all')}
            checked={isAll}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        </Group>
        <DataTable
          label={t('models.title')}
          rows={shown}
          columns={columns}
          rowKey={(one) => `${one.model} ${one.from ?? ''} ${one.source}`}
          empty={<p className="dim">{t('models.none')}</p>}
        />
      </section>
    </>
  );
}

/** Takes a newer list from a file; nothing is ever fetched by itself. */
function UpdatePrices() {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const update = useChange(pricesUpdate);
  const choose = async (): Promise<void> => {
    const { files } = await ask(chooseFiles, { endings: ['json'], several: false });
    const [file] = files;
    if (file !== undefined) update.mutate({ file });
  };
  return (
    <>
      <Button size="xs" variant="default" loading={update.isPending} onClick={() => void choose()}>
        {t('models.update')}
      </Button>
      {update.data && (
        <span role="status" className="dim">
          {t('models.updated', {
            lines: formats.number(update.data.update.lines),
            added: formats.number(update.data.update.added),
            changed: formats.number(update.data.update.changed),
          })}
        </span>
      )}
      {update.error && <FailureNotice error={update.error} />}
    </>
  );
}

function SetModel({ unpriced }: { readonly unpriced: Models['unpriced'] }) {
  const { t } = useTranslation(['settings', 'shell']);
  const save = useChange(modelsSet);
  const first = unpriced.find((one) => one.model !== null)?.model ?? '';
  const [model, setModel] = useState(first);
  const [modelClass, setClass] = useState<(typeof CLASSES)[number]>('standard');
  const [input, setInput] = useState('');
  const [output, setOutput] = useState('');
  const [from, setFrom] = useState('2020-01-01');
  return (
    <section className="card">
      <h2>{t('models.set')}</h2>
      {unpriced.length > 0 && (
        <p className="notice">
          {t('models.unpriced', {
            models: unpriced
              .map(({ model: name, reason, tier, rows }) =>
                t('models.rows', {
                  name: t(`models.waits.${reason}`, {
                    model: name ?? t('models.unnamed'),
                    tier: tier ?? '',
                  }),
                  count: rows,
                }),
              )
              .join('; '),
          })}
        </p>
      )}
      <Group align="end">
        <TextInput
          label={t('models.model')}
          value={model}
          onChange={(event) => setModel(event.currentTarget.value)}
        />
        <Select
          label={t('models.class')}
          data={CLASSES.map((value) => ({ value, label: t(`shell:modelClass.${value}`) }))}
          value={modelClass}
          allowDeselect={false}
          onChange={(value) => setClass(CLASSES.find((one) => one === value) ?? 'standard')}
        />
        <AmountInput
          currency="USD"
          isFine
          label={t('models.input')}
          value={input}
          onChange={setInput}
        />
        <AmountInput
          currency="USD"
          isFine
          label={t('models.output')}
          value={output}
          onChange={setOutput}
        />
        <DayInput label={t('models.from')} value={from} onChange={setFrom} />
        <Button
          disabled={model.trim() === ''}
          onClick={() =>
            save.mutate({
              model,
              class: modelClass,
              ...(input && output ? { input, output } : {}),
              from,
            })
          }
        >
          {t('shell:actions.save')}
        </Button>
      </Group>
      {save.error && <FailureNotice error={save.error} />}
    </section>
  );
}

/** How long the requests of rows are that do not say so, where long ones cost more. */
function SettleLength({ models }: { readonly models: Models }) {
  const { t } = useTranslation(['settings', 'shell']);
  const formats = useFormats();
  const save = useChange(modelsSet);
  const waiting = models.unpriced.find((one) => one.reason === 'length')?.model;
  const [model, setModel] = useState(waiting ?? models.lengthUnstated[0]?.model ?? '');
  const [account, setAccount] = useState('');
  const [context, setContext] = useState<'short' | 'long'>('short');
  const [from, setFrom] = useState('2020-01-01');
  if (waiting === undefined && models.lengthUnstated.length + models.lengths.length === 0)
    return null;
  const settled = models.lengths.map((one) =>
    t('models.lengthOne', {
      model: one.model,
      account: one.account ?? t('models.everySource'),
      context: t(`models.${one.context}`),
      from: formats.day(one.from),
    }),
  );
  return (
    <section className="card">
      <h2>{t('models.setLength')}</h2>
      {models.lengthUnstated.length > 0 && (
        <p className="notice">
          {t('models.unstated', {
            models: models.lengthUnstated
              .map((one) => t('models.rows', { name: one.model, count: one.rows }))
              .join('; '),
          })}
        </p>
      )}
      {settled.length > 0 && <p>{t('models.lengths', { list: settled.join('; ') })}</p>}
      <Group align="end">
        <TextInput
          label={t('models.model')}
          value={model}
          onChange={(event) => setModel(event.currentTarget.value)}
        />
        <TextInput
          label={t('models.lengthAccount')}
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
        <Select
          label={t('models.length')}
          data={(['short', 'long'] as const).map((value) => ({
            value,
            label: t(`models.${value}`),
          }))}
          value={context}
          allowDeselect={false}
          onChange={(value) => setContext(value === 'long' ? 'long' : 'short')}
        />
        <DayInput label={t('models.from')} value={from} onChange={setFrom} />
        <Button
          disabled={model.trim() === ''}
          onClick={() =>
            save.mutate({ model, context, ...(account.trim() ? { account } : {}), from })
          }
        >
          {t('shell:actions.save')}
        </Button>
      </Group>
      {save.error && <FailureNotice error={save.error} />}
    </section>
  );
}
