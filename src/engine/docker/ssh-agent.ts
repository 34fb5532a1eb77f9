import { spawn } from "node:child_process";
import { Agent } from "node:http";
import { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { Environment } from "../../model/environment.ts";
import type { Endpoint } from "./endpoint.ts";

/**
 * How many connections there are at once. An sshd lets ten strangers at most knock at the same time, and turns others away.
 */
const MOST = 8;

/**
 * Carries HTTP over `ssh host docker system dial-stdio`, as Docker's own command line does.
 *
 * The system's ssh, not a library: it knows the person's keys, jump hosts and known_hosts, and refuses a host whose
 * key has changed. A connection is used again: each new one takes some tenths of a second to greet.
 */
export function sshAgent(endpoint: Endpoint & { readonly kind: "ssh" }, environment: Environment): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST });
  agent.createConnection = () => dial(sshArguments(endpoint), environment);
  return agent;
}

/** Never asks for a password: several connections at once would all ask. */
export function sshArguments({ user, host, port }: Endpoint & { readonly kind: "ssh" }): readonly string[] {
  return [
    ...["-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-T"],
    ...(user === null ? [] : ["-l", user]),
    ...(port === null ? [] : ["-p", String(port)]),
    ...["--", host, "docker", "system", "dial-stdio"],
  ];
}

function dial(sshArgs: readonly string[], environment: Environment): Duplex {
  // Away from the terminal, whose Ctrl-C would end it at once: what it carries is ended in order.
  const child = spawn("ssh", sshArgs, { env: environment, stdio: ["pipe", "pipe", "pipe"], detached: true });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = `${complaint}${text}`.slice(-2000);
  });
  const stream = new Duplex({
    read: () => void child.stdout.resume(),
    // A pipe that breaks says less than ssh itself does a moment later, when it ends.
    write: (chunk: Buffer, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  child.stdout.on("data", (chunk: Buffer) => {
    if (!stream.push(chunk)) child.stdout.pause();
  });
  child.stdin.on("error", () => {});
  child.once("error", (error) => stream.destroy(new SshFailure(`ssh cannot be run: ${error.message}`)));
  child.once("close", (code) => {
    if (code === 0 || stream.destroyed) stream.push(null);
    else stream.destroy(new SshFailure(complaint.trim() || `ssh exited with ${code}`));
  });
  // What Node's HTTP client asks of a socket, and a pair of pipes does not have.
  const nothing = () => stream;
  // A connection that waits to be used again keeps no program from ending; with the program its ssh ends, too.
  const parts = [child, ...[child.stdin, child.stdout, child.stderr].filter((pipe) => pipe instanceof Socket)];
  const each = (change: "ref" | "unref") => () => {
    for (const part of parts) part[change]();
    return stream;
  };
  return Object.assign(stream, {
    setTimeout: nothing,
    setNoDelay: nothing,
    setKeepAlive: nothing,
    ref: each("ref"),
    unref: each("unref"),
  });
}

/** What ssh said when it gave up. */
export class SshFailure extends Error {
  override readonly name = "SshFailure";
}
