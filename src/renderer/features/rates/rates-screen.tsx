import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsSet } from '../../../contract/company.ts';
import { chooseFiles } from '../../../contract/desktop.ts';
import { importsRun } from '../../../contract/imports.ts';
import { ratesFetch, ratesList, ratesSet } from '../../../contract/rates.ts';
import { firstDay } from '../../../core/calendar.ts';
import { ask, RefusedRequest, useAnswer, useChange } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { EmptyState, Page } from '../../ui/page.tsx';
import { KnownRates } from './known-rates.tsx';
import { type Waiting, WaitingCharges } from './waiting-charges.tsx';

/** Exchange rates: what waits for one, what is known; typed in, imported, or fetched if the owner wants that. */
export function RatesScreen() {
  const { t } = useTranslation('rates');
  const answer = useAnswer(ratesList, {});
  const may = useMay();
  const [picked, setPicked] = useState<Waiting | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} isLoading />;
  const { rates, waiting } = answer.data;
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  const sentence =
    count > 0 ? t('answer.waiting', { count }) : t('answer.none', { base: answer.data.base });
  return (
    <Page
      title={t('title')}
      answer={sentence}
      actions={
        <>
          <Fetching isOn={answer.data.isFetchOn} />
          {may(importsRun) && <ImportRates />}
        </>
      }
    >
      {waiting.length > 0 && <WaitingCharges waiting={waiting} onPick={setPicked} />}
      <TypeRate
        key={picked ? `${picked.month} ${picked.currency}` : ''}
        base={answer.data.base}
        first={picked ?? waiting[0]}
        isAskedFor={picked !== null}
      />
      {rates.length === 0 ? <EmptyState>{t('empty')}</EmptyState> : <KnownRates rates={rates} />}
    </Page>
  );
}

function Fetching({ isOn }: { readonly isOn: boolean }) {
  const { t } = useTranslation('rates');
  const set = useChange(settingsSet);
  const fetching = useChange(ratesFetch);
  const maySet = useMay()(settingsSet);
  const error = set.error ?? fetching.error;
  return (
    <>
      {error && <FailureNotice error={error} />}
      {isOn && (
        <Button loading={fetching.isPending} onClick={() => fetching.mutate({})}>
          {t('fetch')}
        </Button>
      )}
      {maySet && (
        <Button
          variant="default"
          loading={set.isPending}
          onClick={() => set.mutate({ key: 'rates.fetch', value: isOn ? 'off' : 'on' })}
        >
          {isOn ? t('fetchOff') : t('fetchOn')}
        </Button>
      )}
    </>
  );
}

/** Takes the ECB's files, as they are downloaded, or a table of one's own. */
function ImportRates() {
  const { t } = useTranslation('rates');
  const take = useChange(importsRun);
  const [failed, setFailed] = useState<Error | null>(null);
  const choose = async (): Promise<void> => {
    const { files } = await ask(chooseFiles, { endings: [], several: true });
    if (files.length > 0) take.mutate({ files, kind: 'rates' });
  };
  const refused = take.data?.imports.flatMap((one) => (one.error ? [one.error] : [])) ?? [];
  const taken = take.data?.imports.filter((one) => one.error === null) ?? [];
  const count = taken.reduce((sum, one) => sum + one.added + one.replaced, 0);
  const error = take.error ?? failed ?? (refused[0] ? new RefusedRequest(refused[0]) : null);
  return (
    <>
      {error && <FailureNotice error={error} />}
      {taken.length > 0 && <span role="status">{t('imported', { count })}</span>}
      <Button
        loading={take.isPending}
        onClick={() => choose().catch((cause: Error) => setFailed(cause))}
      >
        {t('import')}
      </Button>
    </>
  );
}

function TypeRate({
  base,
  first,
  isAskedFor,
}: {
  readonly base: string;
  readonly first: Waiting | undefined;
  readonly isAskedFor: boolean;
}) {
  const { t } = useTranslation(['rates', 'shell']);
  const set = useChange(ratesSet);
  const form = useForm({
    initialValues: {
      // From the month's first day on it holds for all of the month.
      day: first ? firstDay(first.month) : '',
      from: first?.currency ?? 'EUR',
      to: base,
      rate: '',
    },
    validate: {
      day: (value) => (value === '' ? t('form.dayNeeded') : null),
      rate: (value) => (/^\d*\.?\d+$/.test(value.trim()) ? null : t('form.rateNeeded')),
    },
  });
  return (
    <form
      className="card"
      aria-label={t('form.title')}
      onSubmit={form.onSubmit((values) =>
        set.mutate(values, { onSuccess: () => form.setFieldValue('rate', '') }),
      )}
    >
      <h2>{t('form.title')}</h2>
      <Group align="start" gap="xs">
        <DayInput label={t('form.day')} required {...form.getInputProps('day')} />
        <TextInput label={t('form.from')} required w={90} {...form.getInputProps('from')} />
        <TextInput label={t('form.to')} required w={90} {...form.getInputProps('to')} />
        <TextInput
          label={t('form.rate', { from: form.values.from, to: form.values.to })}
          required
          autoFocus={isAskedFor}
          {...form.getInputProps('rate')}
        />
        <Button type="submit" mt={20} loading={set.isPending}>
          {t('shell:actions.save')}
        </Button>
      </Group>
      {set.error && <FailureNotice error={set.error} />}
      <p className="dim" style={{ margin: '8px 0 0', maxWidth: '84ch' }}>
        {t('form.force')}
      </p>
    </form>
  );
}
