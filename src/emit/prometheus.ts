import type { HubDefinition } from "../model/hub/hub.ts";
import { GENERATED } from "./generated-notice.ts";
import { yamlText } from "./quote/yaml.ts";

/** Emits prometheus.yml: what to paste below `scrape_configs:` so that Prometheus reads the hub's metrics. */
export function emitPrometheus({ name, port, listen }: HubDefinition): string {
  const host = listen === "0.0.0.0" ? "127.0.0.1" : listen === "::" ? "::1" : listen;
  const token = `/etc/prometheus/${name}.token`;
  const job = {
    job_name: name,
    metrics_path: `/${name}/hub/metrics`,
    authorization: { type: "Bearer", credentials_file: token },
    static_configs: [{ targets: [`${host.includes(":") ? `[${host}]` : host}:${port}`] }],
  };
  const lines = [
    GENERATED,
    "Paste it below scrape_configs: of Prometheus on this machine, and give it the token, in the directory of hub.ts:",
    `  sed -n 's/^METRICS_TOKEN=//p' secrets/metrics.env | sudo install -m 0640 -g prometheus /dev/stdin ${token}`,
    "Then: sudo systemctl reload prometheus",
  ];
  return yamlText([job], lines.map((line) => ` ${line}`).join("\n"));
}
