import type { ReadContext } from './read-minidump.ts';
import type { ReadSymbols } from './read-symbols.ts';

type Registers = Pick<ReadContext, 'rip' | 'rsp' | 'rbp'>;
type Word = (address: number) => number | null;

/** Addresses of a thread's frames, innermost first, found by following rbp. */
export function walkByFramePointer(context: Registers, word: Word): number[] {
  return walk(context, ({ rbp }) => ({
    rip: word(rbp + 8) ?? 0,
    rsp: rbp + 16,
    rbp: word(rbp) ?? 0,
  }));
}

/** The same, found by the STACK CFI records of the module at `base`. */
export function walkByUnwindRecords(
  context: Registers,
  word: Word,
  base: number,
  symbols: ReadSymbols,
): number[] {
  return walk(context, (registers) => {
    const rules = symbols.unwindRules(registers.rip - base);
    const given = { $rip: registers.rip, $rsp: registers.rsp, $rbp: registers.rbp };
    const cfa = evaluate(rules.get('.cfa') ?? '', given, word);
    const rule = (name: string) => evaluate(rules.get(name) ?? '', { ...given, '.cfa': cfa }, word);
    return { rip: rule('.ra'), rsp: cfa, rbp: rules.has('$rbp') ? rule('$rbp') : registers.rbp };
  });
}

function walk(context: Registers, caller: (registers: Registers) => Registers): number[] {
  const addresses: number[] = [];
  for (let registers = context; registers.rip !== 0 && addresses.length < 20; registers = caller(registers)) {
    addresses.push(registers.rip);
  }
  return addresses;
}

/** Works out an expression in postfix notation; `^` reads memory. */
function evaluate(expression: string, values: Record<string, number>, word: Word): number {
  const stack: number[] = [];
  const pop = () => stack.pop() ?? Number.NaN;
  for (const token of expression.split(' ')) {
    if (token === '^') stack.push(word(pop()) ?? 0);
    else if (token === '+') stack.push(pop() + pop());
    else if (token === '-') stack.push(-pop() + pop());
    else stack.push(values[token] ?? Number(token));
  }
  return pop();
}
