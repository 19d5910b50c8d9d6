import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { appVersion } from '../../app-version.ts';
import { accountAddress, isLoopback } from '../../providers/allowed-hosts.ts';
import type { Provider, ProviderContext } from '../../providers/provider.ts';
import { providerClient } from '../../providers/provider-client.ts';
import type { Context } from '../context.ts';

/** What is known of an account's way to its provider. */
export type AccountWay = {
  readonly of: Provider;
  readonly url: string | null;
  readonly authority: string | null;
  readonly organization: string | null;
  readonly chargedElsewhere: boolean;
  readonly firstDay: IsoDay | null;
};

/** How far back the first sync goes where the provider names no bound. */
const DAYS_BACK = 730;

/**
 * The provider as this account reaches it: its own address and nothing else is ever called. The key
 * lives as long as the answer.
 */
export function providerContext(
  context: Context,
  way: AccountWay,
  key: string,
  retryClosed = false,
): ProviderContext {
  const today = context.today();
  const network = context.network(way.authority);
  return {
    client: providerClient({
      provider: way.of.name,
      base: addressOf(way.of, way.url),
      key,
      organization: way.organization,
      version: appVersion(context),
      rules: way.of.rules,
      network,
      ...(context.signal ? { signal: context.signal } : {}),
    }),
    settings: { organization: way.organization, chargedElsewhere: way.chargedElsewhere },
    firstDay: way.firstDay ?? addDays(today, -(way.of.historyDays ?? DAYS_BACK)),
    today,
    retryClosed,
  };
}

/**
 * The account's address, checked: the provider's own; or the owner's, where the provider can be run
 * by oneself, or where it lies on this computer (a gateway, a test).
 */
export function addressOf(provider: Provider, url: string | null): URL {
  const given = url ?? provider.baseUrl;
  if (given === null) {
    throw new Failure(
      'address_needed',
      `${provider.name} runs at an address of your own. Enter it, such as https://llm.example.com.`,
      { provider: provider.name },
    );
  }
  const address = accountAddress(given, provider.allowsCustomUrl);
  if (url !== null && !provider.allowsCustomUrl && !isLoopback(address)) {
    throw new Failure(
      'address_fixed',
      `${provider.name} has one address of its own, and keys go nowhere else. Leave the address empty.`,
      { provider: provider.name },
    );
  }
  return address;
}
