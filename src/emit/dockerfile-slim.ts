import type { HubDefinition } from "../model/hub/hub.ts";
import { DEBIANS_PIP, pinned, pipInstall, takeWheels, wheelsStage } from "./dockerfile-pip.ts";
import { debianStage, keepList, PYTHON_SYSTEM, run, TRUST, write } from "./dockerfile-stages.ts";
import { notebookPackages } from "./python-pins.ts";

const PACKAGES = "/usr/local/lib/python3.13/dist-packages";

/**
 * The stages of the slim notebook, `base` being the last: JupyterLab on Debian, run by jovyan (1000:100).
 *
 * Its packages are in /usr/local and belong to root. So `pip install` in a notebook goes to ~/.local: in the person's
 * own volume, still there after a restart, and found before the image's. No virtual environment, because pip refuses
 * there to put a newer version of what the image has into ~/.local.
 */
export function slimStages(version: HubDefinition["jupyterhub"]): readonly string[] {
  const packages = notebookPackages(version);
  const wanted = pinned(packages);
  return [
    "# Debian's Python.",
    ...debianStage("system", PYTHON_SYSTEM),
    keepList(wanted.list, packages),
    "",
    ...wheelsStage("system", "wheels", DEBIANS_PIP, [wanted]),
    "",
    "# JupyterLab, for jovyan.",
    "FROM system AS base",
    ...takeWheels("wheels"),
    "ENV PIP_BREAK_SYSTEM_PACKAGES=1 PIP_DISABLE_PIP_VERSION_CHECK=1",
    run([
      pipInstall(DEBIANS_PIP, wanted),
      // Pages that only the hub shows.
      "rm -rf /usr/local/share/jupyterhub/static/components",
      ...write(`${PACKAGES}/server_always_starts.pth`, ["import server_always_starts"]),
      ...write(`${PACKAGES}/server_always_starts.py`, SERVER_ALWAYS_STARTS),
      "mkdir -p /usr/local/share/jupyter/lab/settings",
      ...write("/usr/local/share/jupyter/lab/settings/overrides.json", [JSON.stringify(QUIET)]),
      "ln -s /usr/bin/python3 /usr/local/bin/python",
      "useradd --create-home --uid 1000 --gid 100 --shell /bin/bash jovyan",
      "chmod 755 /home/jovyan",
    ]),
    "ENV LANG=C.UTF-8 SHELL=/bin/bash HOME=/home/jovyan PATH=$PATH:/home/jovyan/.local/bin",
    TRUST,
    "WORKDIR /home/jovyan",
    "EXPOSE 8888",
    'ENTRYPOINT ["tini", "-g", "--"]',
    'CMD ["jupyterhub-singleuser"]',
  ];
}

/** JupyterLab asks every new person whether it may fetch news from elsewhere; here nobody is asked, and nothing is fetched. */
const QUIET = { "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false } };

/** In kernels and terminals what a person installs counts first; in their server last, or it could keep it from starting. */
const SERVER_ALWAYS_STARTS = [
  '"""In the server itself, look among the person\'s own packages last: what they install never keeps it from starting."""',
  "",
  "import site",
  "import sys",
  "",
  'if "jupyterhub-singleuser" in "".join(sys.orig_argv[1:2]):',
  "    own = site.getusersitepackages()",
  "    sys.path[:] = [path for path in sys.path if path != own] + [own] * (own in sys.path)",
];
