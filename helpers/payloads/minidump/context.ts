import type { CallStack } from './call-stack.ts';
import { packed, u16, u32, u64, zeros } from './fields.ts';

/** CONTEXT_AMD64 with control, integer, segment and floating-point registers. */
const contextFlags = 0x10000f;
const mxCsr = 0x1f80;
const segments = { cs: 0x33, ds: 0, es: 0, fs: 0, gs: 0, ss: 0x2b };
const eFlags = 0x10246;
const floatingControl = 0x37f;

/** The registers of a thread: the CONTEXT of AMD64, 1232 bytes. */
export function amd64Context(stack: CallStack): Uint8Array {
  const rax = 0;
  const [rcx, rdx, rbx] = [1, 2, 3];
  const [rsi, rdi] = [4, 5];
  const r8To15 = [8, 9, 10, 11, 12, 13, 14, 15];
  return packed(
    zeros(48),
    u32(contextFlags, mxCsr),
    u16(segments.cs, segments.ds, segments.es, segments.fs, segments.gs, segments.ss),
    u32(eFlags),
    zeros(48),
    u64(rax, rcx, rdx, rbx, stack.start, stack.framePointer, rsi, rdi, ...r8To15, stack.instructionPointer),
    floatingPoint(),
    zeros(464),
  );
}

/** As FXSAVE leaves it: 512 bytes. */
function floatingPoint(): Uint8Array {
  return packed(u16(floatingControl), zeros(22), u32(mxCsr, 0xffff), zeros(480));
}
