/** The proxy and everything that it is made of, at one version: what was run together is what is built next year. */
export const PROXY_PACKAGES = [
  "@colors/colors@1.6.1",
  "@dabh/diagnostics@2.0.9",
  "@opentelemetry/api@1.10.0",
  "@so-ric/colorspace@1.1.6",
  "@types/triple-beam@1.3.5",
  "async@3.2.6",
  "bintrees@1.0.2",
  "color-convert@3.1.3",
  "color-name@2.1.1",
  "color-string@2.1.4",
  "color@5.0.3",
  "commander@15.0.0",
  "configurable-http-proxy@5.3.0",
  "debug@4.4.3",
  "enabled@2.0.0",
  "fecha@4.2.3",
  "fn.name@1.1.0",
  "follow-redirects@1.16.3",
  "http-proxy-3@1.23.3",
  "inherits@2.0.4",
  "is-stream@2.0.1",
  "kuler@2.0.0",
  "logform@2.7.0",
  "ms@2.1.3",
  "one-time@1.0.0",
  "prom-client@15.1.3",
  "readable-stream@3.6.2",
  "safe-buffer@5.2.1",
  "safe-stable-stringify@2.5.0",
  "stack-trace@0.0.10",
  "string_decoder@1.3.0",
  "tdigest@0.1.3",
  "text-hex@1.0.0",
  "triple-beam@1.4.1",
  "util-deprecate@1.0.2",
  "winston-transport@4.9.0",
  "winston@3.19.0",
] as const;

/** The npm that fetches them: one archive, where Debian's npm brings 380 packages. For Node 20. */
export const NPM = {
  version: "10.9.9",
  sha512:
    "d60fba8cb42f688b81e33c2f1cbef2ad7b977166700ec0ad057f1b6d60ea6ef2" +
    "524abf673e20c35931cd8305d1dbb8887134d6eefdc0e7b8435bd458bf65b862",
} as const;
