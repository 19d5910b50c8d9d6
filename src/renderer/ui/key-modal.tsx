import { Button, Modal, PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FailureNotice } from './failure-notice.tsx';

/** Asks for a key; once it was taken it is forgotten here, and the dialog closes. */
export function KeyModal({
  words,
  hint,
  sending,
  onKey,
  onClose,
  children,
}: {
  readonly words: {
    readonly title: string;
    readonly label: string;
    readonly show: string;
    readonly act: string;
  };
  readonly hint: string | undefined;
  readonly sending: { readonly isPending: boolean; readonly error: Error | null };
  /** Gives whether it was taken. */
  readonly onKey: (key: string) => Promise<boolean>;
  readonly onClose: () => void;
  /** What is said or asked below the key. */
  readonly children: ReactNode;
}) {
  const [key, setKey] = useState('');
  const submit = async (): Promise<void> => {
    if (!(await onKey(key))) return;
    setKey('');
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.title}>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PasswordInput
          label={words.label}
          description={hint}
          required
          data-autofocus
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': words.show }}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        {children}
        {sending.error && <FailureNotice error={sending.error} />}
        <Button type="submit" mt="md" loading={sending.isPending} disabled={key.trim() === ''}>
          {words.act}
        </Button>
      </form>
    </Modal>
  );
}
