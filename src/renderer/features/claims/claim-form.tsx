import { Button, FileButton, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsCheck, claimsSave } from '../../../contract/claims.ts';
import { companyShow, type PersonDoc } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useBy } from './acting-as.tsx';
import { ClaimLineFields } from './claim-line-fields.tsx';
import { FindingList } from './finding-list.tsx';
import {
  draftOf,
  emptyLine,
  type FormLine,
  isEmptyLine,
  linesFromClaim,
  withReceipt,
} from './form-line.ts';
import { takeReceipt } from './take-receipt.ts';

const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.webp,.gif,.heic,.xml,.eml,image/*,application/pdf';

/** A claim in under a minute: drop the receipt, look at what was read, see what will be asked, submit. */
export function ClaimForm({
  people,
  person: first,
  claim,
  isOwn = false,
  onDone,
}: {
  readonly people: readonly PersonDoc[];
  readonly person: string | null;
  /** The draft or question that is worked on; `null` for a new claim. */
  readonly claim: ClaimDoc | null;
  /** In a person's own book nobody is asked whose it is. */
  readonly isOwn?: boolean;
  readonly onDone: (claim: ClaimDoc | null) => void;
}) {
  const { t } = useTranslation(['claims', 'shell']);
  const company = useAnswer(companyShow, {});
  const base = company.data?.currency ?? 'USD';
  const by = useBy();
  const save = useChange(claimsSave);
  const [person, setPerson] = useState(claim?.person.email ?? first);
  const [lines, setLines] = useState<readonly FormLine[]>(() =>
    claim ? linesFromClaim(claim) : [emptyLine(base)],
  );
  const [answer, setAnswer] = useState('');
  const [failed, setFailed] = useState<Error | null>(null);
  const [reading, setReading] = useState(0);
  const [isOver, setOver] = useState(false);

  const takeFiles = async (files: readonly File[]): Promise<void> => {
    setFailed(null);
    setReading((now) => now + 1);
    try {
      for (const file of files) {
        const { receipt, read } = await takeReceipt(file);
        setLines((now) => {
          const free = now.findIndex((line) => isEmptyLine(line) || line.receipts.length === 0);
          if (free === -1) return [...now, withReceipt(emptyLine(base), receipt, read)];
          return now.map((line, index) =>
            index === free ? withReceipt(line, receipt, read) : line,
          );
        });
      }
    } catch (error) {
      setFailed(error as Error);
    } finally {
      setReading((now) => now - 1);
    }
  };
  usePastedFiles(takeFiles);

  const drafts = lines.map(draftOf);
  const whole = drafts.flatMap((draft) => (draft ? [draft] : []));
  // A claim that is sent while its receipt is still being read would go without it.
  const canSend = reading === 0 && person !== null && whole.length === lines.length;
  const send = (submit: boolean): void => {
    if (!canSend) return;
    save.mutate(
      { id: claim?.id ?? null, person, lines: whole, submit, answer: answer || null, ...by },
      { onSuccess: ({ claims }) => onDone(claims[0] ?? null) },
    );
  };
  const question = claim?.history.findLast(({ kind }) => kind === 'ask')?.why;
  return (
    <section
      className="card"
      aria-label={t('form.title')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void takeFiles([...event.dataTransfer.files]);
      }}
      style={
        isOver ? { borderColor: 'var(--accent)', background: 'var(--accent-soft)' } : undefined
      }
    >
      <h2>{claim ? t('form.change', { claim: claim.id }) : t('form.title')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(true);
        }}
        style={{ display: 'grid', gap: 10 }}
      >
        {claim?.state === 'needs information' && question && (
          <p className="notice" style={{ margin: 0 }}>
            {t('form.asked', { question })}
          </p>
        )}
        <div style={{ display: 'flex', gap: 10, alignItems: 'end', flexWrap: 'wrap' }}>
          {!isOwn && (
            <Select
              label={t('form.person')}
              data={people.map((one) => ({ value: one.email, label: one.name }))}
              value={person}
              onChange={setPerson}
              searchable
              required
              disabled={claim !== null}
              w={220}
            />
          )}
          <FileButton onChange={(files) => void takeFiles(files)} accept={ACCEPTED} multiple>
            {(props) => (
              <Button {...props} variant="default" loading={reading > 0}>
                {t('form.choose')}
              </Button>
            )}
          </FileButton>
          <span className="dim">{t('form.drop')}</span>
        </div>
        {failed && <FailureNotice error={failed} />}
        {lines.map((line, index) => (
          <ClaimLineFields
            key={line.key}
            line={line}
            number={lines.length > 1 ? index + 1 : null}
            onChange={(change) =>
              setLines((now) =>
                now.map((one) => (one.key === line.key ? { ...one, ...change } : one)),
              )
            }
            onRemove={
              lines.length > 1
                ? () => setLines((now) => now.filter((one) => one.key !== line.key))
                : null
            }
          />
        ))}
        {claim?.state === 'needs information' && (
          <TextInput
            label={t('form.answer')}
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
        )}
        {canSend && <Findings claim={claim} person={person} drafts={whole} />}
        {save.error && <FailureNotice error={save.error} />}
        <div style={{ display: 'flex', gap: 8 }}>
          <Button type="submit" disabled={!canSend} loading={save.isPending}>
            {claim?.state === 'needs information' ? t('form.sendAnswer') : t('form.submit')}
          </Button>
          {claim?.state !== 'needs information' && (
            <Button variant="default" disabled={!canSend} onClick={() => send(false)}>
              {t('form.keep')}
            </Button>
          )}
          <Button
            variant="default"
            onClick={() => setLines((now) => [...now, emptyLine(now.at(-1)?.currency ?? base)])}
          >
            {t('form.addLine')}
          </Button>
          {claim && (
            <Button variant="subtle" color="gray" onClick={() => onDone(null)}>
              {t('shell:actions.cancel')}
            </Button>
          )}
        </div>
      </form>
    </section>
  );
}

/** What will be asked, before anything is sent; and what the claim comes to. */
function Findings({
  claim,
  person,
  drafts,
}: {
  readonly claim: ClaimDoc | null;
  readonly person: string;
  readonly drafts: NonNullable<ReturnType<typeof draftOf>>[];
}) {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const [input] = useDebouncedValue({ id: claim?.id ?? null, person, lines: drafts }, 250);
  const checked = useAnswer(claimsCheck, input);
  if (checked.error) return <FailureNotice error={checked.error} />;
  if (!checked.data) return null;
  const { totals, base, findings } = checked.data;
  const sum = formats.list(totals.map(formats.money));
  const isSame = totals.length === 1 && totals[0]?.currency === base?.currency;
  return (
    <div aria-live="polite">
      <p className="card-title">
        {t('form.comesTo', { sum })}
        {base && !isSame && ` (${formats.money(base)})`}
      </p>
      <FindingList findings={findings} lines={drafts.length} />
    </div>
  );
}

/** Receipts may be pasted while the form is open. */
function usePastedFiles(take: (files: readonly File[]) => Promise<void>): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      void latest.current(files);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, []);
}
