import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  allowancePreset,
  allowancePresets,
  type QuantityShape,
} from '../../../contract/allowances.ts';
import { peopleList } from '../../../contract/company.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useMonth } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { useQuantity } from './quantity.ts';
import { ScopeField } from './scope-field.tsx';

type Preset = OutputOf<typeof allowancePresets>['presets'][number];

/** Policies to start from: pick one, change its figures, say for whom and from when. */
export function PresetPicker() {
  const { t } = useTranslation('allowances');
  const answer = useAnswer(allowancePresets, {});
  const [picked, setPicked] = useState<Preset | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={120} />;
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
  const people = useAnswer(peopleList, {}).data?.people ?? [];
  const isPool = preset.slices.length > 0;
  const own = (isPool ? preset.slices : preset.lines.map(({ limit }) => limit)).map(plainAmount);
  const [scope, setScope] = useState(isPool ? '' : 'company');
  const [from, setFrom] = useState(`${month ?? '2026-01'}-01`);
  const [amounts, setAmounts] = useState<readonly string[]>(own);
  const currency = [...preset.slices, ...preset.lines.map(({ limit }) => limit)].flatMap((one) =>
    one && 'currency' in one ? [one.currency] : [],
  )[0];
  const [code, setCode] = useState(currency ?? '');
  const roles = rolesOf(people, scope);
  const fields = isPool
    ? roles.map((role) => t('preset.sliceOf', { role }))
    : preset.lines.flatMap(({ limit, modelClass }) =>
        limit === null
          ? []
          : [
              modelClass === 'all'
                ? t('line.limit')
                : t('preset.limitOf', { class: t(`for.${modelClass}`) }),
            ],
      );
  const change = (index: number, amount: string) =>
    setAmounts(fields.map((_, at) => (at === index ? amount : (amounts[at] ?? ''))));
  return (
    <Modal opened onClose={onClose} title={t(`preset.is.${preset.id}`)}>
      <ScopeField value={scope} onChange={setScope} kinds={isPool ? ['team'] : undefined} />
      <Group grow mt="xs" align="start">
        {fields.map((label, index) => (
          <AmountInput
            key={label}
            currency={currency === undefined ? null : code.toUpperCase()}
            label={label}
            value={amounts[index] ?? ''}
            onChange={(amount) => change(index, amount)}
          />
        ))}
      </Group>
      <Group grow mt="xs" align="start">
        {currency !== undefined && (
          <TextInput
            label={t('line.currency')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        <DayInput label={t('line.from')} value={from} onChange={setFrom} />
      </Group>
      {preset.choices.length > 0 && (
        <Select
          mt="xs"
          label={t('preset.choices')}
          data={preset.choices.map((one) => ({ value: plainAmount(one), label: quantity(one) }))}
          value={amounts[0] ?? null}
          onChange={(value) => value && change(0, value)}
        />
      )}
      {isPool && scope !== '' && roles.length === 0 && <p className="dim">{t('preset.noRoles')}</p>}
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
              ...(isPool
                ? { roles, slices: roles.map((_, index) => amounts[index] ?? '') }
                : { limits: fields.map((_, index) => amounts[index] ?? '') }),
              ...(currency !== undefined && code.trim() !== '' ? { currency: code.trim() } : {}),
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

function plainAmount(limit: QuantityShape | null): string {
  if (limit === null) return '';
  return 'tokens' in limit ? String(limit.tokens) : limit.amount;
}

/** The roles of the team that is chosen, in the alphabet's order. */
function rolesOf(
  people: readonly { readonly team: string | null; readonly role: string | null }[],
  scope: string,
): string[] {
  const team = scope.startsWith('team:') ? scope.slice('team:'.length) : null;
  const roles = people.flatMap((one) => (one.team === team && one.role ? [one.role] : []));
  return [...new Set(roles)].sort((a, b) => a.localeCompare(b, 'en'));
}
