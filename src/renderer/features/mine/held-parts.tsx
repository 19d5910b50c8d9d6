import { useTranslation } from 'react-i18next';

/** In this order; what a later version adds comes after it. */
const PARTS = [
  'person',
  'bank',
  'identities',
  'subscriptions',
  'charges',
  'claims',
  'topUps',
  'output',
  'nothingFinished',
  'installations',
  'access',
  'verdicts',
  'audit',
] as const;

/** Each part of what is held: how much it is, and every field of it on demand. */
export function HeldParts({ held }: { readonly held: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation('mine');
  const known = new Set<string>([...PARTS, 'sentAt', 'madeAt', 'company']);
  const rest = Object.keys(held).filter((part) => !known.has(part));
  return (
    <section className="card">
      <h2>{t('held.title')}</h2>
      <ul className="messages">
        {[...PARTS, ...rest]
          .filter((part) => part in held)
          .map((part) => (
            <li key={part}>
              <details>
                <summary>
                  <strong>{t([`held.part.${part}`, 'held.part.other'], { part })}</strong>{' '}
                  <span className="dim">{t('held.count', { count: sizeOf(held[part]) })}</span>
                </summary>
                <AllFields value={held[part]} />
              </details>
            </li>
          ))}
      </ul>
    </section>
  );
}

const sizeOf = (value: unknown): number => {
  if (value === null || value === undefined) return 0;
  return Array.isArray(value) ? value.length : 1;
};

/** Everything of a document, field by field, as it came. */
export function AllFields({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined) return <>–</>;
  if (Array.isArray(value)) {
    return value.map((one, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a told list never changes its order
      <div key={index}>
        <AllFields value={one} />
      </div>
    ));
  }
  if (typeof value !== 'object') return <>{String(value)}</>;
  return (
    <dl className="fields">
      {Object.entries(value).map(([name, one]) => (
        <div key={name}>
          <dt className="dim">{name}</dt>
          <dd>
            <AllFields value={one} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
