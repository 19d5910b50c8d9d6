import { bySubject, type Catalogue } from './by-subject.ts';

/** The Chinese catalogues by subject, one file each; a test holds both languages' keys against each other. */
export const chinese = bySubject(
  import.meta.glob<Catalogue>('./zh-CN/*.json', { eager: true, import: 'default' }),
);
