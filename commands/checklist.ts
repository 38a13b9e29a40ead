import { specEntries } from '../fixtures/spec-index.ts';
import { outliveReader } from '../helpers/verdict/closed-output.ts';
import { checklist, type Project } from '../specs/checklist.ts';

/** Prints every step with the spec that checks it, by section, and how many have none yet. */
outliveReader();
const projects: Project[] = ['server', 'data', 'ui', 'sso'];
const specs = new Map(projects.flatMap((project) => specEntries(project).map((entry) => [entry.id, entry])));
const steps = Object.entries(checklist);

let section = '';
for (const [id, step] of steps) {
  if (step.section !== section) console.log(`\n${step.section}`);
  section = step.section;
  const spec = specs.get(id);
  const where = spec ? `${spec.file}:${spec.line}` : '(no spec yet)';
  console.log(`  ${id.padEnd(27)} ${step.project.padEnd(7)} ${step.effect.padEnd(9)} ${where}`);
}
const covered = steps.filter(([id]) => specs.has(id)).length;
console.log(`\n${covered} of ${steps.length} steps have a spec.`);
