import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  baselineSet,
  baselinesList,
  kindsList,
  kindsSet,
  peopleList,
} from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { MonthInput } from '../../ui/month-input.tsx';
import { useMonth } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';

/** Kinds of output with their weights from month to month, and stated baselines. */
export function KindTable() {
  const { t } = useTranslation(['settings', 'shell']);
  const formats = useFormats();
  const month = useMonth();
  const answer = useAnswer(kindsList, {});
  const save = useChange(kindsSet);
  const [kind, setKind] = useState('');
  const [weight, setWeight] = useState('1');
  const [from, setFrom] = useState('');
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={240} />;
  return (
    <>
      <section className="card">
        <h2>
          {t('kinds.title')}
          <Explained word="unit" />
        </h2>
        <table className="table">
          <thead>
            <tr>
              <th>{t('kinds.kind')}</th>
              <th>{t('kinds.weight')}</th>
            </tr>
          </thead>
          <tbody>
            {answer.data.kinds.map((one) => (
              <tr key={one.kind}>
                <td>{one.kind}</td>
                <td>
                  {one.weights.length === 0
                    ? formats.number(1)
                    : one.weights
                        .map((step) =>
                          t('kinds.from', {
                            weight: formats.number(step.weight, 3),
                            month: formats.month(step.from),
                          }),
                        )
                        .join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Group align="end" mt="sm">
          <TextInput
            label={t('kinds.kind')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value)}
          />
          <TextInput
            label={t('kinds.weight')}
            value={weight}
            onChange={(event) => setWeight(event.currentTarget.value)}
          />
          <MonthInput label={t('kinds.since')} value={from || (month ?? '')} onChange={setFrom} />
          <Button
            disabled={kind.trim() === ''}
            onClick={() =>
              save.mutate(
                { kind, weight, from: from || (month ?? '') },
                { onSuccess: () => setKind('') },
              )
            }
          >
            {t('shell:actions.save')}
          </Button>
        </Group>
        <p className="dim" style={{ margin: '8px 0 0' }}>
          {t('kinds.note')}
        </p>
        {save.error && <FailureNotice error={save.error} />}
      </section>
      <StatedBaselines />
    </>
  );
}

function StatedBaselines() {
  const { t } = useTranslation(['settings', 'shell']);
  const formats = useFormats();
  const answer = useAnswer(baselinesList, {});
  const people = useAnswer(peopleList, {});
  const save = useChange(baselineSet);
  const [whom, setWhom] = useState('');
  const [units, setUnits] = useState('');
  const isPerson = people.data?.people.some(
    (one) => one.email.toLowerCase() === whom.trim().toLowerCase(),
  );
  return (
    <section className="card">
      <h2>
        {t('baseline.title')}
        <Explained word="baseline" />
      </h2>
      {answer.data && answer.data.baselines.length > 0 && (
        <table className="table">
          <tbody>
            {answer.data.baselines.map((one) => (
              <tr key={one.person?.email ?? one.role}>
                <td>{one.person?.name ?? t('baseline.role', { role: one.role ?? '' })}</td>
                <td className="figure">
                  {t('baseline.units', { units: formats.number(one.units, 3) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Group align="end" mt="sm">
        <TextInput
          label={t('baseline.whom')}
          value={whom}
          list="baseline-whom"
          onChange={(event) => setWhom(event.currentTarget.value)}
        />
        <datalist id="baseline-whom">
          {(people.data?.people ?? []).map((one) => (
            <option key={one.email} value={one.email} />
          ))}
        </datalist>
        <TextInput
          label={t('baseline.perMonth')}
          value={units}
          onChange={(event) => setUnits(event.currentTarget.value)}
        />
        <Button
          disabled={whom.trim() === '' || units.trim() === ''}
          onClick={() =>
            save.mutate({
              ...(isPerson ? { person: whom.trim() } : { role: whom.trim() }),
              units,
              per: 'month',
            })
          }
        >
          {t('shell:actions.save')}
        </Button>
      </Group>
      <p className="dim" style={{ margin: '8px 0 0' }}>
        {t('baseline.note')}
      </p>
      {save.error && <FailureNotice error={save.error} />}
    </section>
  );
}
