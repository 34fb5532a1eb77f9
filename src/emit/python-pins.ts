import type { HubDefinition } from "../model/hub/hub.ts";

/**
 * Every Python package of the hub's image and of the slim notebook's, at one version: what was built and run together
 * is what is built next year.
 *
 * jsonschema would like `rfc3987-syntax` and `lark` as well, to check a format that no schema of Jupyter uses. They
 * are left out: importing them takes longer than importing all of JupyterLab does without them. JupyterHub 6 names
 * `aiodns` and imports it nowhere; with it aiohttp would keep the address of a hub that is gone for ten minutes.
 */
export function hubPackages({ jupyterhub, database }: HubDefinition): readonly string[] {
  return inOrder([...JUPYTERHUB[jupyterhub], ...SHARED, ...HUB, ...(database === "sqlite" ? [] : POSTGRES)]);
}

/** As {@link hubPackages}, for the slim notebook. */
export function notebookPackages(version: HubDefinition["jupyterhub"]): readonly string[] {
  return inOrder([...JUPYTERHUB[version], ...SHARED, ...NOTEBOOK]);
}

function inOrder(packages: readonly string[]): readonly string[] {
  return packages.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

/** JupyterHub, and what only that generation of it needs. */
const JUPYTERHUB = {
  "6.1": [
    "aiohappyeyeballs==2.7.1",
    "aiohttp==3.14.5",
    "aiosignal==1.4.0",
    "frozenlist==1.8.0",
    "jupyterhub==6.1.1",
    "multidict==7.2.1",
    "propcache==0.5.4",
    "yarl==1.25.1",
  ],
  "5.5": ["jupyterhub==5.5.4"],
} as const;

const SHARED = [
  "alembic==1.20.1",
  "annotated-types==0.8.0",
  "arrow==1.4.0",
  "attrs==26.1.0",
  "certifi==2026.10.18",
  "certipy==0.2.3",
  "cffi==2.1.1",
  "charset-normalizer==3.5.2",
  "cryptography==50.0.2",
  "fqdn==1.6.0",
  "idna==3.20",
  "isoduration==20.11.0",
  "Jinja2==3.1.6",
  "jsonpointer==3.12",
  "jsonschema-specifications==2025.9.1",
  "jsonschema==4.26.0",
  "jupyter-events==0.12.1",
  "Mako==1.4.3",
  "MarkupSafe==3.0.4",
  "oauthlib==4.0.1",
  "packaging==26.3",
  "pamela==1.2.0",
  "prometheus_client==0.26.0",
  "pycparser==3.12",
  "pydantic==2.14.3",
  "pydantic_core==2.50.4",
  "python-dateutil==4.0.0",
  "python-json-logger==4.2.0",
  "PyYAML==6.0.3",
  "referencing==0.37.0",
  "requests==2.34.2",
  "rfc3339-validator==0.1.4",
  "rfc3986-validator==0.1.1",
  "rpds-py==2026.9.1",
  "six==1.17.0",
  "SQLAlchemy==2.1.9",
  "tornado==6.6.1",
  "traitlets==5.16.1",
  "typing-inspection==0.4.5",
  "typing_extensions==4.16.0",
  "tzdata==2026.6",
  "uri-template==1.3.0",
  "urllib3==2.8.0",
  "webcolors==25.10.0",
] as const;

const HUB = ["docker==7.2.0", "dockerspawner==14.0.0", "escapism==1.1.0", "jupyterhub-idle-culler==2.0.0"] as const;

/** What speaks to PostgreSQL. It brings the libraries that it needs. */
const POSTGRES = ["psycopg==3.3.9", "psycopg-binary==3.3.9"] as const;

const NOTEBOOK = [
  "anyio==4.16.0",
  "argon2-cffi-bindings==26.2.0",
  "argon2-cffi==25.1.0",
  "asttokens==3.0.2",
  "async-lru==2.4.0",
  "babel==2.18.0",
  "beautifulsoup4==4.15.0",
  "bleach==6.4.0",
  "comm==0.2.3",
  "debugpy==1.8.22",
  "defusedxml==0.7.1",
  "executing==2.3.0",
  "fastjsonschema==2.22.3",
  "h11==0.16.0",
  "httpcore==1.0.9",
  "httpx==0.28.1",
  "ipykernel==7.4.0",
  "ipython==9.18.1",
  "ipython_pygments_lexers==1.1.1",
  "jedi==0.20.1",
  "json5==0.17.3",
  "jupyter-lsp==2.3.1",
  "jupyter_builder==1.3.0",
  "jupyter_client==8.10.0",
  "jupyter_core==5.9.1",
  "jupyter_server==2.21.1",
  "jupyter_server_terminals==0.5.4",
  "jupyterlab==4.6.6",
  "jupyterlab_pygments==0.3.0",
  "jupyterlab_server==2.28.1",
  "matplotlib-inline==0.2.2",
  "mistune==3.4.0",
  "nbclient==0.11.0",
  "nbconvert==7.17.2",
  "nbformat==5.11.1",
  "nest-asyncio2==1.7.4",
  "notebook_shim==0.2.4",
  "pandocfilters==1.5.1",
  "parso==0.8.7",
  "pexpect==4.9.0",
  "pip==26.3",
  "platformdirs==4.14.7",
  "prompt_toolkit==3.0.53",
  "psutil==7.2.2",
  "ptyprocess==0.7.0",
  "pure_eval==0.2.4",
  "Pygments==2.21.0",
  "pyzmq==27.3.0",
  "Send2Trash==2.2.0",
  "soupsieve==4.1.2",
  "stack-data==0.6.3",
  "terminado==0.18.1",
  "tinycss2==1.5.1",
  "wcwidth==0.9.4",
  "webencodings==0.6.1",
  "websocket-client==1.9.2",
] as const;
