import { expect } from "chai";
import { parseLockHolder, stateOf, type LockHolder } from "../../../src/workspace/lock-holder.ts";
import type { Machine, ProcessState } from "../../../src/workspace/process-state.ts";

const run = { id: "4f9k2m8x1q7z", command: "up", since: "2026-11-24T02:31:07.123Z" };
const here: Machine = { name: "srv1", id: "a1", boot: "monday", pids: "pid:[1]" };
const holder: LockHolder = { process: 7, run, started: "100", machine: here };

describe("who holds a lock", () => {
  for (const [what, text, expected] of [
    ["the whole of it", JSON.stringify(holder), holder],
    ["an earlier version's process and run", JSON.stringify({ process: 7, run }), { process: 7, run }],
    ["a still earlier version's process", "7\n", { process: 7 }],
    ["fields of a later version", JSON.stringify({ ...holder, more: [1] }), holder],
    ["nothing", "", { process: 0 }],
    ["half of it", '{"process":', { process: 0 }],
    ["something else", '{"process":"7","run":{"id":1},"machine":[]}', { process: 0 }],
  ] as const) {
    it(`is read from a file with ${what}`, () => {
      expect(parseLockHolder(text)).to.deep.equal(expected);
    });
  }

  const earlier: LockHolder = { process: 7, run };
  const hub: ProcessState = { started: "100", command: "node /usr/bin/hubwright up" };
  for (const [what, held, found, state] of [
    ["running while its process is", holder, hub, "running"],
    ["running where nothing can be read of its process", holder, {}, "running"],
    ["gone with its process", holder, undefined, "gone"],
    ["gone when another program has its PID", holder, { started: "200", command: "sshd" }, "gone"],
    ["gone when another hubwright has its PID", holder, { ...hub, started: "200" }, "gone"],
    ["gone after a reboot", { ...holder, machine: { ...here, boot: "sunday", pids: "pid:[2]" } }, hub, "gone"],
    ["out of sight on another machine", { ...holder, machine: { ...here, id: "b2" } }, undefined, "out-of-sight"],
    ["out of sight in another container", { ...holder, machine: { ...here, pids: "pid:[2]" } }, hub, "out-of-sight"],
    ["gone if its file names no process", { process: 0 }, hub, "gone"],
    ["of an earlier version: running while its process is", earlier, hub, "running"],
    ["of an earlier version: running where nothing can be read of its process", earlier, {}, "running"],
    ["of an earlier version: gone with its process", earlier, undefined, "gone"],
    ["of an earlier version: gone when another program has its PID", earlier, { command: "sshd -D" }, "gone"],
  ] as const) {
    it(`is ${what}`, () => {
      expect(stateOf(held, here, (pid) => (pid === 7 ? found : undefined))).to.equal(state);
    });
  }
});
