/** A step of the schema. Once released it is never edited; the next step mends it. */
export type Migration = { readonly version: number; readonly name: string; readonly sql: string };
