import { useTranslation } from 'react-i18next';
import type { EvidenceShape, SignalDoc } from '../../../contract/signals.ts';
import { useFormats } from '../../ui/format.ts';

/** A value of a signal in the window's language. */
export function useEvidenceText(): (value: EvidenceShape) => string {
  const { t, i18n } = useTranslation('signals');
  const formats = useFormats();
  return (value) => {
    switch (value.type) {
      case 'money':
        return formats.money(value.money);
      case 'day':
        return formats.day(value.day);
      case 'count':
        return formats.number(value.count);
      case 'ratio':
        return formats.number(value.ratio);
      case 'name':
        return value.name;
      default:
        return i18n.exists(`word.${value.word}`, { ns: 'signals' })
          ? t(`word.${value.word}`)
          : value.word;
    }
  };
}

/** A signal as a plain sentence of the catalogue: a question, never an accusation. */
export function useSignalSentence(): (
  signal: Pick<SignalDoc, 'code' | 'evidence' | 'text'>,
) => string {
  const { t, i18n } = useTranslation('signals');
  const formats = useFormats();
  const text = useEvidenceText();
  return ({ code, evidence, text: english }) => {
    const word = (name: string): string | null => {
      const value = evidence[name];
      return value?.type === 'word' ? value.word : null;
    };
    const key = `text.${code}${variantOf(code, evidence)}`;
    if (!i18n.exists(key, { ns: 'signals' })) return english;
    const values = Object.fromEntries(
      Object.entries(evidence).map(([name, value]) => [name, text(value)]),
    );
    const next = word('next') ?? word('how');
    return formats.sentences(
      t(key, values),
      next !== null && t(`next.${next}`, values),
      evidence['renewalDay'] !== undefined && t('next.renewal', values),
    );
  };
}

/** Which of a signal's sentences fits what is known: money or tokens, a bound or a usual. */
function variantOf(code: string, evidence: SignalDoc['evidence']): string {
  const word = (name: string, other: string): string => {
    const value = evidence[name];
    return value?.type === 'word' ? value.word : other;
  };
  if (code === 'around-the-clock') return `.${word('basis', 'days')}`;
  if (code === 'amount-reached') return `.${word('unit', 'money')}`;
  if (code === 'log-beyond-account') {
    return evidence['worth'] === undefined ? '.tokens' : '.worth';
  }
  if (code !== 'runaway') return '';
  if (evidence['boundFrom'] !== undefined) return '.bound';
  return evidence['bound'] === undefined ? '.usual' : '.sync';
}
