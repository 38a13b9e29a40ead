import { describe, expect, it } from 'vitest';
import { specEntries } from '../fixtures/spec-index.ts';
import { asStepId, checklist, type Project } from './checklist.ts';
import { order } from './order.ts';

const projects: Project[] = ['server', 'data', 'ui', 'sso'];
const entries = projects.flatMap((project) => specEntries(project).map((entry) => ({ ...entry, project })));

describe('the checklist', () => {
  it("has every line of the vendor's list and six beyond it", () => {
    const sections = Object.values(checklist).map(({ section }) => section);
    const counts = [...new Set(sections)].map((name) => [
      name,
      sections.filter((each) => each === name).length,
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      'Startup/Service': 9,
      'Server Requirements': 4,
      'Error Submission Flow': 9,
      Symbolification: 8,
      'General UI': 3,
      'Login/SSO': 8,
      'Network/Endpoints/Certs': 3,
      'Misc. Services': 4,
      'Workflows/Reports': 6,
      Data: 7,
      'Beyond the list': 6,
    });
  });

  it('has a spec for every step', () => {
    expect(entries.map(({ id }) => id).sort()).toEqual(Object.keys(checklist).sort());
  });

  it('has each spec in the project that it names, at most one a step', () => {
    for (const { id, project, file } of entries) {
      const known = asStepId(id);
      expect(known, `${file}: ${id}`).toBeDefined();
      if (known) expect(checklist[known].project, `${file}: ${id}`).toBe(project);
    }
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it('says of every step what holds, and how a person looks', () => {
    for (const [id, { title, byHand }] of Object.entries(checklist)) {
      expect(title.length, id).toBeGreaterThan(10);
      expect(byHand.length, id).toBeGreaterThan(5);
    }
  });

  it('knows its own ids only', () => {
    expect(asStepId('startup.units')).toBe('startup.units');
    expect(asStepId('startup.unit')).toBeUndefined();
    expect(asStepId('constructor')).toBeUndefined();
  });
});

describe('the order of running', () => {
  it.each(['server', 'data'] as const)('names every spec file of %s', (project) => {
    const files = new Set(specEntries(project).map(({ file }) => file));
    expect([...files].sort()).toEqual(
      order[project].map((name) => `specs/${project}/${name}.spec.ts`).sort(),
    );
  });
});
