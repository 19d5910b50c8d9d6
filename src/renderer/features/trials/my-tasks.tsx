import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type TrialDoc,
  type TrialTaskDoc,
  trialTaskAdd,
  trialTasks,
  trialTaskTimer,
} from '../../../contract/trials.ts';
import { NO_MINUTES } from '../../../core/trials/trial-result.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { useHere } from '../../here.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { SettleTask } from './settle-task.tsx';

/** One person's tasks: entered before they begin, drawn at once, timed, done or dropped. */
export function MyTasks({
  trial,
  email,
  canAdd,
}: {
  readonly trial: TrialDoc;
  readonly email: string;
  readonly canAdd: boolean;
}) {
  const { t } = useTranslation('trials');
  const answer = useAnswer(trialTasks, { name: trial.name, person: email });
  const [settling, setSettling] = useState<{
    readonly task: TrialTaskDoc;
    readonly how: 'done' | 'drop';
  } | null>(null);
  // Once access is set, tasks are their person's own, and an owner's to enter for others.
  const who = useHere(({ here }) => here?.who ?? null);
  const isMine =
    who === null || who.level === 'owner' || who.email.toLowerCase() === email.toLowerCase();
  if (answer.error) return <FailureNotice error={answer.error} />;
  const tasks = answer.data?.tasks ?? [];
  const isRunning = trial.status === 'running';
  return (
    <>
      {isRunning && canAdd && isMine && <AddTask trial={trial} email={email} />}
      {tasks.length === 0 ? (
        <p className="dim">{t(isRunning ? 'mine.none' : 'mine.noneAtAll')}</p>
      ) : (
        <table className="table" aria-label={t('mine.title')}>
          <thead>
            <tr>
              <th>{t('task.title')}</th>
              <th>{t('task.arm')}</th>
              <th className="figure">{t('task.estimate')}</th>
              <th className="figure">{t('task.forecast')}</th>
              <th className="figure">{t('task.minutes')}</th>
              <th>{t('task.next')}</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                trial={trial}
                isMine={isMine}
                onSettle={(how) => setSettling({ task, how })}
              />
            ))}
          </tbody>
        </table>
      )}
      {settling && <SettleTask {...settling} trial={trial} onClose={() => setSettling(null)} />}
    </>
  );
}

function TaskRow({
  task,
  trial,
  isMine,
  onSettle,
}: {
  readonly task: TrialTaskDoc;
  readonly trial: TrialDoc;
  readonly isMine: boolean;
  readonly onSettle: (how: 'done' | 'drop') => void;
}) {
  const { t } = useTranslation('trials');
  const formats = useFormats();
  const timer = useChange(trialTaskTimer);
  const move = (act: 'start' | 'pause'): void => timer.mutate({ id: task.id, act });
  const isOpen = task.state === 'open' && trial.status === 'running' && isMine;
  return (
    <tr>
      <td>{task.title}</td>
      <td>
        <strong>{task.arm === 'A' ? trial.a : trial.b}</strong>
      </td>
      <td className="figure">{formats.number(task.estimate)}</td>
      <td className="figure">{task.forecast === null ? '–' : formats.number(task.forecast)}</td>
      <td className="figure">
        {task.minutes !== null
          ? formats.number(task.minutes)
          : task.timer > 0
            ? t('task.soFar', { minutes: formats.number(task.timer) })
            : '–'}
      </td>
      <td>
        {task.dropped !== null &&
          t('task.dropped', {
            why: task.dropped === NO_MINUTES ? t('task.noMinutes') : task.dropped,
          })}
        {task.state === 'done' && t('task.isDone')}
        {task.state === 'open' && !isOpen && t('task.isOpen')}
        {isOpen && (
          <div className="acts">
            <Button
              size="compact-sm"
              variant="default"
              loading={timer.isPending}
              aria-label={t(task.timerSince ? 'task.pauseNamed' : 'task.startNamed', {
                title: task.title,
              })}
              onClick={() => move(task.timerSince ? 'pause' : 'start')}
            >
              {task.timerSince ? t('task.pause') : t('task.start')}
            </Button>
            <Button
              size="compact-sm"
              aria-label={t('task.doneNamed', { title: task.title })}
              onClick={() => onSettle('done')}
            >
              {t('task.done')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('task.dropNamed', { title: task.title })}
              onClick={() => onSettle('drop')}
            >
              {t('task.drop')}
            </Button>
          </div>
        )}
        {task.timerSince && (
          <div className="dim small-note">
            {t('task.since', { at: formats.instant(task.timerSince) })}
          </div>
        )}
        {timer.error && <FailureNotice error={timer.error} />}
      </td>
    </tr>
  );
}

function AddTask({ trial, email }: { readonly trial: TrialDoc; readonly email: string }) {
  const { t } = useTranslation('trials');
  const add = useChange(trialTaskAdd);
  const [title, setTitle] = useState('');
  const [estimate, setEstimate] = useState('');
  const [forecast, setForecast] = useState('');
  const [project, setProject] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(
          {
            name: trial.name,
            person: email,
            title,
            estimate: Number(estimate.replace(',', '.')),
            forecast: Number(forecast.replace(',', '.')),
            ...(project.trim() === '' ? {} : { project }),
          },
          {
            onSuccess: () => {
              setTitle('');
              setEstimate('');
              setForecast('');
            },
          },
        );
      }}
      style={{ margin: '10px 0' }}
    >
      <Group align="end" gap="xs">
        <TextInput
          label={t('task.title')}
          required
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          label={t('task.estimateOf', { arm: trial.b })}
          inputMode="decimal"
          required
          value={estimate}
          onChange={(event) => setEstimate(event.currentTarget.value)}
        />
        <TextInput
          label={t('task.estimateOf', { arm: trial.a })}
          inputMode="decimal"
          required
          value={forecast}
          onChange={(event) => setForecast(event.currentTarget.value)}
        />
        <TextInput
          label={t('task.project')}
          value={project}
          onChange={(event) => setProject(event.currentTarget.value)}
        />
        <Button type="submit" loading={add.isPending}>
          {t('task.add')}
        </Button>
      </Group>
      <p className="dim small-note" style={{ margin: '4px 0 0' }}>
        {t('task.addNote')}
      </p>
      {add.data && (
        <p role="status" style={{ margin: '6px 0 0' }}>
          {t('task.drawn', {
            title: add.data.task.title,
            arm: add.data.task.arm === 'A' ? trial.a : trial.b,
          })}
        </p>
      )}
      {add.error && <FailureNotice error={add.error} />}
    </form>
  );
}
