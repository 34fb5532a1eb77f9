import type { HubDefinition } from "../model/hub.ts";
import { DEBIANS_PIP, PINNED, pipInstall, takeWheels, wheelsStage } from "./dockerfile-pip.ts";
import { debianStage, keepList, PYTHON_SYSTEM, run, TRUST, write } from "./dockerfile-stages.ts";
import { notebookPackages } from "./python-pins.ts";

const VENV = "/opt/notebook";

/**
 * The stages of the slim notebook, `base` being the last: JupyterLab on Debian, run by jovyan (1000:100).
 *
 * Its packages belong to root. So `pip install` in a notebook goes to ~/.local, which is in the person's volume and is
 * still there after a restart, and the environment sees it because it has the system's packages.
 */
export function slimStages(version: HubDefinition["jupyterhub"]): readonly string[] {
  return [
    ...debianStage("system", PYTHON_SYSTEM),
    keepList(PINNED.list, notebookPackages(version)),
    "",
    ...wheelsStage("system", "wheels", DEBIANS_PIP, [PINNED]),
    "",
    "FROM system AS base",
    ...takeWheels("wheels"),
    run([
      `python3 -m venv --without-pip --system-site-packages ${VENV}`,
      pipInstall(`${DEBIANS_PIP} --python ${VENV}/bin/python`, PINNED),
      // Pages that only the hub shows.
      `rm -rf ${VENV}/share/jupyterhub/static/components`,
      ...write(`${VENV}/lib/python3.13/site-packages/people_first.pth`, ["import people_first"]),
      ...write(`${VENV}/lib/python3.13/site-packages/people_first.py`, PEOPLE_FIRST),
      ...write("/etc/profile.d/notebook.sh", [`PATH="$HOME/.local/bin:${VENV}/bin:$PATH"`]),
      "useradd --create-home --uid 1000 --gid 100 --shell /bin/bash jovyan",
      "chmod 755 /home/jovyan",
    ]),
    `ENV LANG=C.UTF-8 SHELL=/bin/bash HOME=/home/jovyan PATH=${VENV}/bin:/home/jovyan/.local/bin:$PATH \\
    PIP_DISABLE_PIP_VERSION_CHECK=1`,
    TRUST,
    "WORKDIR /home/jovyan",
    "EXPOSE 8888",
    'ENTRYPOINT ["tini", "-g", "--"]',
    'CMD ["jupyterhub-singleuser"]',
  ];
}

/** What a person installs counts, as it does everywhere; but never may it keep their server from starting. */
const PEOPLE_FIRST = [
  '"""Put what a person installed before what the image has, except in the server: that one must always start."""',
  "",
  "import site",
  "import sys",
  "",
  'if "jupyterhub-singleuser" not in "".join(sys.orig_argv[1:2]) and site.check_enableusersite():',
  "    sys.path.insert(sys.path.index(__file__.rpartition(\"/\")[0]), site.getusersitepackages())",
];
