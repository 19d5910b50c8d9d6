import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { settingsSet } from '../../../contract/company.ts';
import { ratesFetch, ratesList, ratesSet } from '../../../contract/rates.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page } from '../../ui/page.tsx';

type Rates = OutputOf<typeof ratesList>;

/** Exchange rates: what waits for one, what is known; typed in, imported, or fetched if the owner wants that. */
export function RatesScreen() {
  const { t } = useTranslation('rates');
  const answer = useAnswer(ratesList, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return null;
  const { rates, waiting } = answer.data;
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  const sentence =
    count > 0 ? t('answer.waiting', { count }) : t('answer.none', { base: answer.data.base });
  return (
    <Page title={t('title')} answer={sentence} actions={<Fetching isOn={answer.data.isFetchOn} />}>
      {waiting.length > 0 && <Waiting waiting={waiting} />}
      <TypeRate base={answer.data.base} first={waiting[0]} />
      {rates.length === 0 ? <EmptyState>{t('empty')}</EmptyState> : <Known rates={rates} />}
    </Page>
  );
}

function Fetching({ isOn }: { readonly isOn: boolean }) {
  const { t } = useTranslation('rates');
  const set = useChange(settingsSet);
  const fetching = useChange(ratesFetch);
  const error = set.error ?? fetching.error;
  return (
    <>
      {error && <FailureNotice error={error} />}
      {isOn && (
        <Button loading={fetching.isPending} onClick={() => fetching.mutate({})}>
          {t('fetch')}
        </Button>
      )}
      <Button
        variant="default"
        loading={set.isPending}
        onClick={() => set.mutate({ key: 'rates.fetch', value: isOn ? 'off' : 'on' })}
      >
        {isOn ? t('fetchOff') : t('fetchOn')}
      </Button>
    </>
  );
}

function Waiting({ waiting }: { readonly waiting: Rates['waiting'] }) {
  const { t } = useTranslation(['rates', 'shell']);
  const formats = useFormats();
  return (
    <section className="card scroll-x">
      <h2>{t('waiting.title')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('waiting.day')}</th>
            <th>{t('waiting.source')}</th>
            <th>{t('waiting.of')}</th>
            <th className="figure">{t('shell:table.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {waiting.flatMap((group) =>
            group.charges.map((charge, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: charges have no other key
              <tr key={`${group.month} ${group.currency} ${index}`}>
                <td>{formats.day(charge.day)}</td>
                <td>{t(`shell:source.${charge.source}`)}</td>
                <td>{charge.tool ?? charge.account ?? '–'}</td>
                <td className="figure">{formats.money(charge.amount)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}

function TypeRate({
  base,
  first,
}: {
  readonly base: string;
  readonly first: Rates['waiting'][number] | undefined;
}) {
  const { t } = useTranslation(['rates', 'shell']);
  const set = useChange(ratesSet);
  const form = useForm({
    initialValues: {
      day: first ? (first.charges[0]?.day ?? `${first.month}-01`) : '',
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
        <TextInput type="date" label={t('form.day')} required {...form.getInputProps('day')} />
        <TextInput label={t('form.from')} required w={90} {...form.getInputProps('from')} />
        <TextInput label={t('form.to')} required w={90} {...form.getInputProps('to')} />
        <TextInput
          label={t('form.rate', { from: form.values.from, to: form.values.to })}
          required
          {...form.getInputProps('rate')}
        />
        <Button type="submit" mt={22} loading={set.isPending}>
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

function Known({ rates }: { readonly rates: Rates['rates'] }) {
  const { t } = useTranslation('rates');
  const formats = useFormats();
  return (
    <section className="card scroll-x">
      <h2>{t('known.title')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('known.pair')}</th>
            <th>{t('form.day')}</th>
            <th className="figure">{t('known.rate')}</th>
            <th>{t('known.source')}</th>
          </tr>
        </thead>
        <tbody>
          {rates.map((one) => (
            <tr key={`${one.from} ${one.to}`}>
              <td>{t('known.one', { from: one.from, to: one.to })}</td>
              <td>{formats.day(one.day)}</td>
              <td className="figure">{one.rate}</td>
              <td>{t(`known.${one.source}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
