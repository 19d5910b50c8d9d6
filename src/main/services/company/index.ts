import * as company from '../../../contract/company.ts';
import { bind, type Handler } from '../handler.ts';
import { listSettings, setSetting, showCompany, showSteps } from './company.ts';

export const handlers: readonly Handler[] = [
  bind(company.companyShow, showCompany),
  bind(company.companySteps, showSteps),
  bind(company.settingsList, listSettings),
  bind(company.settingsSet, setSetting),
];
