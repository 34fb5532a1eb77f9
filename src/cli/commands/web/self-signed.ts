import { X509Certificate } from "node:crypto";
import { resolve } from "node:path";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import { runProgram } from "../../../machine/run-program.ts";
import { selfSigned as make } from "../../../machine/self-signed.ts";
import { freeCertificateFiles, writeCertificate } from "../../../workspace/certificate-files.ts";
import type { Context, ExitCode } from "../../context.ts";
import { hostOf } from "./web-site.ts";

/** `hubwright self-signed`: a key and a certificate for a server that no authority knows. */
export async function selfSigned(
  context: Context,
  options: { readonly name: string; readonly others: readonly string[]; readonly dir?: string },
): Promise<ExitCode> {
  const { terminal } = context;
  const name = hostOf(options.name);
  const names = [name, ...options.others.map(hostOf).filter((other) => other !== name)] as const;
  const directory = resolve(context.cwd, options.dir ?? "secrets");
  const files = freeCertificateFiles(directory, name);
  const made = await make(names, runProgram);
  writeCertificate(directory, files, made);
  const { fingerprint256, validTo } = new X509Certificate(made.certificate);
  terminal.print(`key          ${files.key}\ncertificate  ${files.certificate}
for          ${names.join(", ")}\nuntil        ${validTo}\nfingerprint  ${fingerprint256}`);
  const install = ["--server", name, "--certificate", files.certificate, "--key", files.key];
  terminal.note(hint`
Browsers will show a warning, because no authority they trust signed it. Give people the fingerprint: it must match the one that the browser shows.
Next: sudo ${hubwright("nginx", "install", ...install)}`);
  return 0;
}
