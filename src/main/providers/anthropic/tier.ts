import { type PriceTier, priceTier } from '../../../core/spend/price-tier.ts';
import { optionalText } from '../answer-fields.ts';

/** How tokens were asked for, by the names that both kinds of report use. */
export const tierFields = {
  speed: optionalText,
  service_tier: optionalText,
  context_window: optionalText,
  inference_geo: optionalText,
} as const;

type Told = { readonly [field in keyof typeof tierFields]: string | null };

/** The tier of a record; a word that is not known stays, so that its price is waited for. */
export function tierOf(told: Told): PriceTier {
  return priceTier({
    speed: told.speed,
    serviceTier: told.service_tier,
    context: told.context_window,
    geo: told.inference_geo,
  });
}
