import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allowancePreset, allowancePresets } from '../../../contract/allowances.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useMonth } from '../../ui/page.tsx';
import { useQuantity } from './quantity.ts';
import { ScopeField } from './scope-field.tsx';

type Preset = OutputOf<typeof allowancePresets>['presets'][number];

/** Policies to start from: pick one, change its figure, say for whom and from when. */
export function PresetPicker() {
  const { t } = useTranslation('allowances');
  const answer = useAnswer(allowancePresets, {});
  const [picked, setPicked] = useState<Preset | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return null;
  return (
    <section className="card">
      <h2>{t('preset.title')}</h2>
      <table className="table">
        <tbody>
          {answer.data.presets.map((one) => (
            <tr key={one.id}>
              <td>{t(`preset.is.${one.id}`)}</td>
              <td className="figure">
                <Button
                  variant="light"
                  size="compact-sm"
                  aria-label={t('preset.pickNamed', { preset: t(`preset.is.${one.id}`) })}
                  onClick={() => setPicked(one)}
                >
                  {t('preset.pick')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {picked && <PresetDialog preset={picked} onClose={() => setPicked(null)} />}
    </section>
  );
}

function PresetDialog({
  preset,
  onClose,
}: {
  readonly preset: Preset;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['allowances', 'shell']);
  const quantity = useQuantity();
  const month = useMonth();
  const set = useChange(allowancePreset);
  const isPool = preset.slices.length > 0;
  const first = preset.lines[0]?.limit ?? null;
  const [scope, setScope] = useState(isPool ? '' : 'company');
  const [from, setFrom] = useState(`${month ?? '2026-01'}-01`);
  const [limit, setLimit] = useState(
    first === null ? '' : 'tokens' in first ? String(first.tokens) : first.amount,
  );
  const currency = first && 'currency' in first ? first.currency : 'CNY';
  const [code, setCode] = useState(currency);
  const isMoney = isPool || (first !== null && 'currency' in first);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`preset.is.${preset.id}`)}
      closeButtonProps={{ 'aria-label': t('shell:actions.close') }}
    >
      <ScopeField value={scope} onChange={setScope} kinds={isPool ? ['team'] : undefined} />
      <Group grow mt="xs" align="start">
        {!isPool && first !== null && (
          <TextInput
            label={t('line.limit')}
            value={limit}
            onChange={(event) => setLimit(event.currentTarget.value)}
          />
        )}
        {isMoney && (
          <TextInput
            label={t('line.currency')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        <TextInput
          type="date"
          label={t('line.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      </Group>
      {preset.choices.length > 0 && (
        <Select
          mt="xs"
          label={t('preset.choices')}
          data={preset.choices.map((one) => ({
            value: 'tokens' in one ? String(one.tokens) : one.amount,
            label: quantity(one),
          }))}
          value={limit}
          onChange={(value) => value && setLimit(value)}
        />
      )}
      {isPool && (
        <p className="dim">
          {t('preset.slices', { slices: preset.slices.map((one) => quantity(one)).join(', ') })}
        </p>
      )}
      <p className="dim">{t('line.note')}</p>
      {set.error && <FailureNotice error={set.error} />}
      <Button
        loading={set.isPending}
        disabled={scope === ''}
        onClick={() =>
          set.mutate(
            {
              preset: preset.id,
              scope,
              from,
              ...(!isPool && limit.trim() !== '' ? { limit } : {}),
              ...(isMoney && code.trim() !== '' ? { currency: code.trim() } : {}),
            },
            {
              onSuccess: () => {
                onClose();
                goTo('allowances', 'rules');
              },
            },
          )
        }
      >
        {t('preset.set')}
      </Button>
    </Modal>
  );
}
