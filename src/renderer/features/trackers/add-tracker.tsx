import {
  Button,
  Checkbox,
  Group,
  Modal,
  PasswordInput,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { chooseFolder } from '../../../contract/desktop.ts';
import { trackerKinds, trackersAdd, trackersSync } from '../../../contract/trackers.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';

/** Names a tracker, what of it is read, and its key; checks it, adds it, and reads it at once. */
export function AddTracker({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['trackers', 'shell']);
  const kinds = useAnswer(trackerKinds, {});
  const add = useSecretRequest(trackersAdd);
  const sync = useChange(trackersSync);
  const form = useForm({
    initialValues: {
      tracker: '',
      kind: 'git',
      place: '',
      url: '',
      key: '',
      titles: false,
      automatic: true,
      runOnly: false,
    },
    validate: { tracker: (value) => (value.trim() === '' ? t('add.nameNeeded') : null) },
  });
  const all = kinds.data?.kinds ?? [];
  const kind = all.find((one) => one.kind === form.values.kind);
  const submit = form.onSubmit(async ({ tracker, place, url, key, titles, automatic, runOnly }) => {
    if (!kind) return;
    const places = place
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const added = await add.send({
      tracker: tracker.trim(),
      kind: kind.kind,
      place: [...(kind.allowsCustomUrl && url.trim() !== '' ? [url.trim()] : []), ...places],
      ...(kind.needsKey ? { key } : {}),
      keepKey: runOnly ? 'run' : 'keychain',
      titles,
      automatic,
    });
    if (added === null) return;
    form.setFieldValue('key', '');
    onClose();
    goTo('trackers', added.tracker);
    sync.mutate({ tracker: added.tracker });
  });
  const browse = async (): Promise<void> => {
    const { folder } = await ask(chooseFolder, {});
    if (folder === null) return;
    form.setFieldValue(
      'place',
      [form.values.place.trim(), folder].filter((line) => line !== '').join('\n'),
    );
  };
  return (
    <Modal opened size="lg" onClose={onClose} title={t('add.title')}>
      <form onSubmit={submit} autoComplete="off">
        <Group grow align="start">
          <Select
            label={t('column.kind')}
            data={all.map((one) => ({ value: one.kind, label: t(`kind.${one.kind}`) }))}
            allowDeselect={false}
            {...form.getInputProps('kind')}
          />
          <TextInput
            label={t('add.name')}
            required
            data-autofocus
            {...form.getInputProps('tracker')}
          />
        </Group>
        {kind?.allowsCustomUrl && (
          <TextInput
            mt="xs"
            label={t('add.url')}
            placeholder={kind.baseUrl ?? 'https://git.example.com'}
            required={kind.baseUrl === null}
            {...form.getInputProps('url')}
          />
        )}
        <Textarea
          mt="xs"
          label={t(`place.${form.values.kind}`)}
          description={t(kind?.needsKey === false ? 'add.folderHint' : 'add.placeHint')}
          readOnly={kind?.needsKey === false}
          autosize
          minRows={2}
          required={kind?.needsPlace ?? true}
          {...form.getInputProps('place')}
        />
        {kind && !kind.needsKey && (
          <Button mt="xs" size="compact-sm" variant="default" onClick={() => void browse()}>
            {t('add.folder')}
          </Button>
        )}
        {kind?.needsKey && (
          <>
            <PasswordInput
              mt="xs"
              label={t('add.key')}
              description={t(`keyHint.${form.values.kind}`)}
              required
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': t('add.showKey') }}
              {...form.getInputProps('key')}
            />
            <Checkbox
              mt="sm"
              label={t('add.runOnly')}
              {...form.getInputProps('runOnly', { type: 'checkbox' })}
            />
          </>
        )}
        <Checkbox
          mt="sm"
          label={t('add.titles')}
          description={t('add.titlesHint')}
          {...form.getInputProps('titles', { type: 'checkbox' })}
        />
        <Checkbox
          mt="sm"
          label={t('add.automatic')}
          {...form.getInputProps('automatic', { type: 'checkbox' })}
        />
        {add.error && <FailureNotice error={add.error} />}
        <Button type="submit" mt="md" loading={add.isPending}>
          {t('add.check')}
        </Button>
      </form>
    </Modal>
  );
}
