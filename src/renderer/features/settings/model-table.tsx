import { Button, Group, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { modelsList, modelsSet } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

const CLASSES = ['flagship', 'standard', 'light'] as const;

/** Prices and classes of models, each with where it comes from; the owner's own lines win. */
export function ModelTable() {
  const { t } = useTranslation(['settings', 'shell']);
  const formats = useFormats();
  const answer = useAnswer(modelsList, {});
  const [isAll, setAll] = useState(false);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return null;
  const shown = answer.data.models.filter((one) => isAll || one.isUsed || one.isOwn);
  return (
    <>
      <SetModel unpriced={answer.data.unpriced} />
      <section className="card scroll-x">
        <Group justify="space-between">
          <h2 className="card-title">{t('models.title')}</h2>
          <Switch
            size="xs"
            label={t('models.all')}
            checked={isAll}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        </Group>
        <table className="table">
          <thead>
            <tr>
              <th>{t('models.model')}</th>
              <th>{t('models.class')}</th>
              <th className="figure">{t('models.input')}</th>
              <th className="figure">{t('models.output')}</th>
              <th className="figure">{t('models.cacheRead')}</th>
              <th className="figure">{t('models.cacheWrite')}</th>
              <th>{t('models.from')}</th>
              <th>{t('models.source')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.model} ${one.from ?? ''} ${one.source}`}>
                <td>{one.model}</td>
                <td>{one.class ? t(`shell:modelClass.${one.class}`) : '–'}</td>
                <td className="figure">{one.input ?? '–'}</td>
                <td className="figure">{one.output ?? '–'}</td>
                <td className="figure">{one.cacheRead ?? '–'}</td>
                <td className="figure">{one.cacheWrite ?? '–'}</td>
                <td>{one.from ? formats.day(one.from) : '…'}</td>
                <td className="dim">{one.isOwn ? t('models.own') : one.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="dim">{t('models.none')}</p>}
      </section>
    </>
  );
}

function SetModel({
  unpriced,
}: {
  readonly unpriced: readonly { readonly model: string | null; readonly rows: number }[];
}) {
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
              .map((one) => `${one.model ?? t('models.unnamed')} (${one.rows})`)
              .join(', '),
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
        <TextInput
          label={t('models.input')}
          value={input}
          onChange={(event) => setInput(event.currentTarget.value)}
        />
        <TextInput
          label={t('models.output')}
          value={output}
          onChange={(event) => setOutput(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('models.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
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
