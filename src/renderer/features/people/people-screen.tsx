import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  identitiesAssign,
  type PersonDoc,
  peopleList,
  peopleSave,
} from '../../../contract/company.ts';
import { listExport } from '../../../contract/list-exports.ts';
import { inviteMake } from '../../../contract/packets.ts';
import { ask, useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Page } from '../../ui/page.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { OnlyFor } from '../access/only-for.tsx';
import { PairingPart } from '../pairing/pairing-part.tsx';
import { Everyone } from './everyone.tsx';
import { IdentityTable } from './identity-table.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PlanTable } from './plan-table.tsx';

const PARTS = ['everyone', 'unassigned', 'plans', 'books'] as const;

/** People; how accounts know them and what nobody carries yet; the plans they hold. */
export function PeopleScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('people');
  const may = useMay();
  const parts = PARTS.filter((one) => one !== 'books' || may(inviteMake));
  const part = parts.find((one) => one === itemKey) ?? 'everyone';
  const answer = useAnswer(peopleList, {});
  const [editing, setEditing] = useState<PersonDoc | 'new' | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} isLoading />;
  const { people } = answer.data;
  return (
    <Page
      title={t('title')}
      answer={
        part === 'everyone' && people.length === 0
          ? t('answer.nobody')
          : t(`answer.${part}`, { count: people.length })
      }
      actions={
        <>
          {part === 'everyone' && people.length > 0 && may(listExport) && (
            <SaveCsv name="people-hr" write={(out) => ask(listExport, { kind: 'hr', out })}>
              {t('saveCsv')}
            </SaveCsv>
          )}
          {may(peopleSave) && <Button onClick={() => setEditing('new')}>{t('add')}</Button>}
        </>
      }
    >
      <div style={{ display: 'flex', gap: 14 }}>
        {parts.map((one) => (
          <a
            key={one}
            className="door"
            href={hrefOf('people', one)}
            aria-current={one === part ? 'page' : undefined}
            style={one === part ? { fontWeight: 600 } : undefined}
          >
            {t(`part.${one}`)}
          </a>
        ))}
      </div>
      {part === 'everyone' && <Everyone people={people} onEdit={setEditing} />}
      {part === 'unassigned' && (
        <OnlyFor request={identitiesAssign}>
          <IdentityTable people={people} />
        </OnlyFor>
      )}
      {part === 'plans' && <PlanTable people={people} />}
      {part === 'books' && <PairingPart people={people} />}
      {editing && (
        <PersonDialog
          person={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}
