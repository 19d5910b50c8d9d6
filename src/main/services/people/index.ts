import * as company from '../../../contract/company.ts';
import { bind, type Handler } from '../handler.ts';
import { erasePerson } from './erase-person.ts';
import { assignIdentity, listIdentities } from './identities.ts';
import { addSeats, listPlans } from './known-plans.ts';
import { listPeople, savePerson } from './people.ts';
import { removePersonForNow, restorePerson } from './put-back.ts';
import { listSubscriptions, saveSubscription } from './subscriptions.ts';

export const handlers: readonly Handler[] = [
  bind(company.peopleList, listPeople),
  bind(company.peopleSave, savePerson),
  bind(company.peopleRemove, removePersonForNow),
  bind(company.peopleRestore, restorePerson),
  bind(company.peopleErase, erasePerson),
  bind(company.identitiesList, listIdentities),
  bind(company.identitiesAssign, assignIdentity),
  bind(company.subscriptionsList, listSubscriptions),
  bind(company.subscriptionsSave, saveSubscription),
  bind(company.plansList, listPlans),
  bind(company.seatsAdd, addSeats),
];
