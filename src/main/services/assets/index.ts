import * as assets from '../../../contract/assets.ts';
import { bind, type Handler } from '../handler.ts';
import { removeAssetForNow, restoreAsset } from '../people/put-back.ts';
import { showAssetMonth } from './asset-month.ts';
import { listAssets, listUses } from './list-assets.ts';
import { addAsset, retireAsset } from './record-asset.ts';
import { noteUse, takeUseBack } from './use-asset.ts';

export const handlers: readonly Handler[] = [
  bind(assets.assetsList, listAssets),
  bind(assets.assetsAdd, addAsset),
  bind(assets.assetsRetire, retireAsset),
  bind(assets.assetsRemove, removeAssetForNow),
  bind(assets.assetsRestore, restoreAsset),
  bind(assets.assetsUse, noteUse),
  bind(assets.assetsUnuse, takeUseBack),
  bind(assets.assetsUses, listUses),
  bind(assets.assetsMonth, showAssetMonth),
];
