import * as imports from '../../../contract/imports.ts';
import { listAgents } from '../imports/list-agents.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [bind(imports.agentsList, listAgents)];
