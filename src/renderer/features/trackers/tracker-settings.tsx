import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../../contract/request.ts';
import { type TrackerDoc, trackersSet } from '../../../contract/trackers.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { ruleSentence } from './tracker-words.ts';

type Setting = InputOf<typeof trackersSet>['key'];

/** What counts, said in one sentence, and each choice where it can be changed. */
export function TrackerSettings({ tracker }: { readonly tracker: TrackerDoc }) {
  const { t } = useTranslation('trackers');
  const set = useChange(trackersSet);
  const rulesNow = tracker.rules.map(({ from, kind }) => `${from}=${kind ?? 'nothing'}`).join('; ');
  const [rules, setRules] = useState(rulesNow);
  const [bots, setBots] = useState(tracker.bots.join(' '));
  const change = (key: Setting, value: string): void =>
    set.mutate({ tracker: tracker.name, key, value });
  const choice = (key: Setting, value: string, words: readonly string[]) => (
    <Select
      label={t(`setting.${key}.label`)}
      data={words.map((word) => ({ value: word, label: t(`setting.${key}.${word}`) }))}
      value={value}
      allowDeselect={false}
      onChange={(to) => to !== null && change(key, to)}
    />
  );
  return (
    <section className="card">
      <h2>{t('setting.title')}</h2>
      <p>
        {t('setting.sentence', {
          place: tracker.place,
          rules: ruleSentence(t, tracker.rules),
          accepted: t(`setting.accepted.${tracker.accepted}`),
        })}
      </p>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
          gap: 12,
          alignItems: 'end',
        }}
      >
        {choice('accepted', tracker.accepted, ['closed', 'others'])}
        {choice('side', tracker.side, ['pull-request', 'ticket'])}
        {choice('co-authors', tracker.coAuthors, ['first', 'split'])}
        <Switch
          label={t('setting.titles.label')}
          checked={tracker.titles}
          onChange={(event) => change('titles', event.currentTarget.checked ? 'on' : 'off')}
        />
        <Switch
          label={t('setting.automatic.label')}
          checked={tracker.automatic}
          onChange={(event) => change('automatic', event.currentTarget.checked ? 'on' : 'off')}
        />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (rules !== rulesNow) change('rules', rules);
          if (bots !== tracker.bots.join(' ')) change('bots', bots);
        }}
      >
        <TextInput
          mt="sm"
          label={t('setting.rules.label')}
          description={t('setting.rules.hint')}
          value={rules}
          onChange={(event) => setRules(event.currentTarget.value)}
        />
        <TextInput
          mt="sm"
          label={t('setting.bots.label')}
          description={t('setting.bots.hint')}
          value={bots}
          onChange={(event) => setBots(event.currentTarget.value)}
        />
        <Button type="submit" mt="sm" variant="default" loading={set.isPending}>
          {t('setting.save')}
        </Button>
      </form>
      {set.error && <FailureNotice error={set.error} />}
    </section>
  );
}
