import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** One field and its button within a row: why something is taken back. */
export function ReasonForm({
  label,
  verb,
  isPending,
  error,
  onGive,
}: {
  readonly label: string;
  readonly verb: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onGive: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <form
      style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}
      onSubmit={(event) => {
        event.preventDefault();
        onGive(reason);
      }}
    >
      <TextInput
        aria-label={label}
        placeholder={label}
        value={reason}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isPending}>
        {verb}
      </Button>
      {error && <FailureNotice error={error} />}
    </form>
  );
}
