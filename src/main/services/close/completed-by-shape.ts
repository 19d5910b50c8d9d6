import { z } from 'zod';

/**
 * A document with `null` (or an empty list, or a group of them, where `null` is not taken) in every place that its shape asks
 * for and that the document lacks, whatever its depth: what an earlier version did not know, it did not
 * say. What stands there is left as it is. A place that takes neither stays empty, and the shape's own
 * check refuses the document: then an upgrade has to say what belongs there.
 */
export function completedByShape(shape: z.ZodType, value: unknown): unknown {
  if (value === undefined) return missing(shape);
  if (shape instanceof z.ZodNullable || shape instanceof z.ZodOptional) {
    return value === null ? null : completedByShape(shape.unwrap() as z.ZodType, value);
  }
  if (shape instanceof z.ZodReadonly) {
    return completedByShape(shape.unwrap() as z.ZodType, value);
  }
  if (shape instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((one) => completedByShape(shape.element as z.ZodType, one));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (shape instanceof z.ZodRecord) {
    return mapped(value, (one) => completedByShape(shape.valueType as z.ZodType, one));
  }
  if (!(shape instanceof z.ZodObject)) return value;
  const found: Record<string, unknown> = { ...value };
  for (const [key, field] of Object.entries(shape.shape)) {
    const completed = completedByShape(field as z.ZodType, found[key]);
    if (completed !== undefined) found[key] = completed;
  }
  return found;
}

function missing(shape: z.ZodType): unknown {
  if (shape.safeParse(undefined).success) return undefined;
  const all = shape instanceof z.ZodObject ? [completedByShape(shape, {})] : [];
  return [null, [], ...all].find((empty) => shape.safeParse(empty).success);
}

function mapped(value: object, of: (one: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, of(one)]));
}
