import type { ComboboxItem, ComboboxParsedItem, OptionsFilter } from '@mantine/core';
import { isLookedFor } from './products.ts';

/** What a list of products shows for a search: products by any of their names, groups without any left out. */
export const searchProducts: OptionsFilter = ({ options, search }) =>
  options.flatMap((option): ComboboxParsedItem[] => {
    if (!('items' in option)) return isFound(search, option) ? [option] : [];
    const items = option.items.filter((item) => isFound(search, item));
    return items.length === 0 ? [] : [{ ...option, items }];
  });

const isFound = (search: string, { value, label }: ComboboxItem): boolean =>
  isLookedFor(search, { id: value, name: label });
