import { sentence, someNames } from "../../model/printable.ts";
import { LABEL } from "../../deployment/deployment.ts";
import { addressOf } from "../../apply/hub-address.ts";
import { hubNames } from "../../model/hub/names.ts";
import { ownersOf, runningServers } from "../../plan/old-servers.ts";
import { generate } from "../../emit/generate.ts";
import { problemData, sayHint } from "../../model/problem/format-problem.ts";
import { type Hint, hint, hubwright } from "../../model/problem/problem.ts";
import { compareDeploy, DEPLOY } from "../../workspace/hub/deploy-directory.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { diagnose } from "../../doctor/diagnose.ts";
import type { Finding } from "../../doctor/finding.ts";
import { glance } from "../../doctor/glance.ts";
import { planOrStop } from "../../doctor/plan-or-stop.ts";
import { ifAny } from "../../hub-side/no-answer.ts";
import { type HubReport, hubReport, sayFormerAdmins } from "../../hub-side/report.ts";
import { formatTable } from "../table.ts";
import { wayIn } from "../way-in.ts";
import { inPlace } from "./in-place.ts";

/** `hubwright status`: is it up, who is working, does it still fit its definition. Exit code 1 when the hub is not up. */
export async function status(context: Context, options: Where & { json?: boolean }): Promise<ExitCode> {
  const { terminal } = context;
  const project = await context.project(options);
  const place = inPlace(project, context);
  const engine = await context.engine();
  const address = addressOf(project.hub, engine.place);
  const names = hubNames(project.hub.name);
  const [observed, facts, planned, roster] = await Promise.all([
    engine.observe([names.image.notebook]),
    engine.facts(),
    planOrStop(place, engine),
    hubReport(project.hub.name, context),
  ]);
  const { containers, volumes } = observed;
  const findings = diagnose(
    await glance(project, context, { engine: facts, observed, planned, report: ifAny(roster) }),
  );
  const own = containers.filter(({ labels }) => labels[LABEL.hub] === project.hub.name);
  const kept = project.hub.database === "postgres" ? [names.hub, names.proxy, names.db] : [names.hub, names.proxy];
  const services = kept.map((name) => {
    const found = own.find((container) => container.name === name);
    return { name, state: found?.state ?? "missing", status: found?.status ?? "not found" };
  });
  const notebooks = ownersOf(runningServers(project.hub.name, observed));
  const { stale, edited } = compareDeploy(project.directory, generate(project.hub, project.extraConfig, project.id));
  const isUp = services.every(({ state }) => state === "running");
  const report = {
    hub: project.hub.name,
    url: address.url,
    // Null on this machine.
    machine: address.machine,
    up: isUp,
    services,
    people: place.people.people.length,
    // What the hub itself goes by, which is not the file's view while a loss waits; null where it cannot be asked.
    roster: ifAny(roster) ?? null,
    working: notebooks,
    volumes: volumes.filter(({ labels }) => labels[LABEL.hub] === project.hub.name).length,
    jupyterhub: project.hub.jupyterhub,
    engine: `Docker ${facts.version} at ${facts.address}`,
    // Null if `up` would stop at once; the findings say why.
    pending: "plan" in planned ? planned.plan.steps.length : null,
    stale: [...stale, ...edited].map((path) => `${DEPLOY}/${path}`),
    findings: findings.map((finding) => problemData(finding, context.called)),
  };
  if (options.json === true) {
    terminal.print(JSON.stringify(report, null, 2));
    return isUp ? 0 : 1;
  }
  const isUpToDate = report.pending === 0 && report.stale.length === 0;
  const rows: readonly Row[] = [
    ...wayIn(address).map((line): Row => ["", line]),
    ...services.map((service): Row => [service.name, service.status]),
    ["people", `${report.people} in ${project.hub.roster}`],
    ...(roster === "silent" ? [] : roster === "other-version" ? [OTHER_VERSION] : rosterRows(roster)),
    ["working", notebooks.length === 0 ? "nobody" : notebooks.join(" ")],
    ["volumes", String(report.volumes)],
    ["versions", `JupyterHub ${report.jupyterhub}, ${report.engine}`],
    ["changes", isUpToDate ? "none: it is up to date" : hint`some: ${hubwright("plan")} shows them`],
    ...findingRows(findings),
  ];
  terminal.print(
    formatTable(
      [report.hub, report.url],
      rows.map(([what, says]) => [what, sayHint(says, context.called)]),
    ),
  );
  return isUp ? 0 : 1;
}

/** What a line is about, and what it says. */
type Row = readonly [string, Hint];

const OTHER_VERSION: Row = ["roster", hint`unknown: the hub runs another version; ${hubwright("up")} updates it`];

/** What keeps people from working, as far as it is seen at a glance. */
function findingRows(findings: readonly Finding[]): readonly Row[] {
  if (findings.length === 0) return [];
  return [
    ...findings.map(({ message }, index): Row => [index === 0 ? "found" : "", message.split("\n")[0] ?? ""]),
    ["", hint`for fixes and a full check: ${hubwright("doctor")}`],
  ];
}

/** How many faults a table shows; `check` has all of them. */
const FAULTS = 10;

/** What the hub goes by at this moment, the lines at fault, and what waits for an admin. */
function rosterRows(report: HubReport): readonly Row[] {
  const { people, diagnostics, loss, held } = report;
  const errors = diagnostics.filter(({ severity, code }) => severity === "error" && code !== "roster-many-gone");
  const rest = errors.length - FAULTS;
  const more: readonly Hint[] = [
    ...errors
      .slice(0, FAULTS)
      .map(({ line, message }) => `${line === null ? "" : `line ${line}: `}${sentence(message)}`),
    ...(rest > 0 ? [hint`and ${rest} more: ${hubwright("check")}`] : []),
    ...(loss.length > 0
      ? [hint`waiting: ${loss.length} people would lose access: ${someNames(loss)}: ${hubwright("people", "accept")}`]
      : []),
    ...(held.length > 0
      ? [hint`held: ${someNames(held.map(({ name }) => name))}: ${hubwright("people", "return", "NAME")} --same|--new`]
      : []),
    ...sayFormerAdmins(report).map(({ message, hint: next }) => hint`${message} ${next}`),
  ];
  return [
    ["roster", `in force: ${people === 1 ? "1 person" : `${people} people`}`],
    ...more.map((says): Row => ["", says]),
  ];
}
