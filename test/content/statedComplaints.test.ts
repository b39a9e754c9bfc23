import { beforeAll, expect, test } from '@jest/globals';
import { rulesOnlyKnowledge } from '../../src/content/buildKnowledge.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { shippedContent } from '../support/shippedContent.ts';

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = rulesOnlyKnowledge(await shippedContent(), 'v1');
});

const ruleOf = (text: string) => knowledge.understand(text, text).understanding.kind.rule?.id ?? null;

test.each([
  'Em vull queixar de la cua de la biblioteca',
  "voldria queixar-me del tracte a l'oficina",
  'me quiero quejar de que la piscina está cerrada',
  'Quisiera quejarme del ruido',
  'em queixo del soroll de cada nit',
  'I want to complain, the pool closes too early',
  'I would like to complain about the queue',
])('who says that they complain makes a complaint: %s', (text) => {
  expect(ruleOf(text)).toBe('complaint.stated');
});

test.each([
  "com em puc queixar d'una multa?",
  '¿dónde me quejo de un ruido?',
  'where can I complain about the noise?',
  'no em vull queixar de res',
  "I don't want to complain about anything",
])('who asks where, or does not want to, makes none: %s', (text) => {
  expect(ruleOf(text)).toBeNull();
});
