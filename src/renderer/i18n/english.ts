import { bySubject, type Catalogue } from './by-subject.ts';

/** The English catalogues by subject, one file each; a test holds both languages' keys against each other. */
export const english = bySubject(
  import.meta.glob<Catalogue>('./en/*.json', { eager: true, import: 'default' }),
);
