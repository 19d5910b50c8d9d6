import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputItem } from '../../../contract/output.ts';

/** Asks who accepts an item; its author cannot. */
export function AcceptDialog({
  item,
  onClose,
  onAccept,
}: {
  readonly item: OutputItem;
  readonly onClose: () => void;
  readonly onAccept: (by: string) => void;
}) {
  const { t } = useTranslation(['output', 'shell']);
  const [by, setBy] = useState('');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('accept.title', { kind: item.kind, name: item.person?.name ?? item.email })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (by.trim() !== '') onAccept(by.trim());
        }}
      >
        <TextInput
          label={t('accept.by')}
          description={t('accept.note')}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
          data-autofocus
          required
        />
        <Button type="submit" mt="md">
          {t('do.accept')}
        </Button>
      </form>
    </Modal>
  );
}
