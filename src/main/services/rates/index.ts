import * as company from '../../../contract/company.ts';
import { modelsMatch } from '../../../contract/models.ts';
import * as rates from '../../../contract/rates.ts';
import { bind, type Handler } from '../handler.ts';
import { matchModels } from './match-models.ts';
import { listModels, setModel } from './models.ts';
import { fetchRates, listRates, setRate } from './rates.ts';
import { updatePrices } from './update-prices.ts';

export const handlers: readonly Handler[] = [
  bind(company.modelsList, listModels),
  bind(company.modelsSet, setModel),
  bind(modelsMatch, matchModels),
  bind(company.pricesUpdate, updatePrices),
  bind(rates.ratesList, listRates),
  bind(rates.ratesSet, setRate),
  bind(rates.ratesFetch, fetchRates),
];
