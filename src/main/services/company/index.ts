import * as company from '../../../contract/company.ts';
import { bind, type Handler } from '../handler.ts';
import { listSettings, setSetting, showCompany } from './company.ts';

export const handlers: readonly Handler[] = [
  bind(company.companyShow, showCompany),
  bind(company.settingsList, listSettings),
  bind(company.settingsSet, setSetting),
];
