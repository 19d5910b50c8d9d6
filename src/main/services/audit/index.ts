import * as book from '../../../contract/book.ts';
import { bind, type Handler } from '../handler.ts';
import { listAudit, verifyBook } from './book-checks.ts';

export const handlers: readonly Handler[] = [
  bind(book.bookVerify, verifyBook),
  bind(book.auditList, listAudit),
];
