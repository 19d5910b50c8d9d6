import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsSet } from '../../../contract/company.ts';
import { useChange } from '../../ask.ts';
import { useSentence } from '../../ui/failure-notice.tsx';

/** What the book keeps where nothing is set; on screen the field is empty. */
const NOTHING = 'none';

/** One setting of the book: saved as it is chosen or left, said so beside it, and refused at its field. */
export function SettingField({
  settingKey,
  name,
  value,
  choices,
}: {
  readonly settingKey: string;
  readonly name: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[] | undefined;
}) {
  const { t } = useTranslation(['settings', 'shell']);
  const sentence = useSentence();
  const change = useChange(settingsSet);
  const shown = value === NOTHING ? '' : value;
  const [text, setText] = useState(shown);
  const error = change.error ? sentence(change.error) : undefined;
  const state = (
    <span className="dim" role="status">
      {change.isSuccess ? t('saved') : ''}
    </span>
  );
  if (choices) {
    return (
      <>
        <Select
          aria-label={name}
          data={choices}
          value={value}
          allowDeselect={false}
          searchable={choices.length > 12}
          error={error}
          onChange={(one) => one && change.mutate({ key: settingKey, value: one })}
        />
        {state}
      </>
    );
  }
  const save = (): void => {
    const next = text.trim();
    if (next !== shown) change.mutate({ key: settingKey, value: next === '' ? NOTHING : next });
  };
  return (
    <>
      <TextInput
        aria-label={name}
        value={text}
        placeholder={t('shell:none')}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
      {state}
    </>
  );
}
