export type Catalogue = Record<string, unknown>;

/** Catalogues under the names of their files: `./en/claims.json` is `claims`. */
export function bySubject(
  files: Readonly<Record<string, Catalogue>>,
): Readonly<Record<string, Catalogue>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, catalogue]) => [
      path.slice(path.lastIndexOf('/') + 1, -'.json'.length),
      catalogue,
    ]),
  );
}
