import * as company from '../../../contract/company.ts';
import { listSettings, setSetting, showCompany } from '../company/company.ts';
import { assignIdentity, listIdentities } from '../people/identities.ts';
import { listPeople, savePerson } from '../people/people.ts';
import { removePersonForNow, restorePerson } from '../people/put-back.ts';
import { listSubscriptions, saveSubscription } from '../people/subscriptions.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [
  bind(company.companyShow, showCompany),
  bind(company.settingsList, listSettings),
  bind(company.settingsSet, setSetting),
  bind(company.peopleList, listPeople),
  bind(company.peopleSave, savePerson),
  bind(company.peopleRemove, removePersonForNow),
  bind(company.peopleRestore, restorePerson),
  bind(company.identitiesList, listIdentities),
  bind(company.identitiesAssign, assignIdentity),
  bind(company.subscriptionsList, listSubscriptions),
  bind(company.subscriptionsSave, saveSubscription),
];
