/**
 * A script that tells by its exit code whether something answers 200: `answers HOST PORT PATH`.
 *
 * It is asked every few seconds as long as the container lives, and takes 3 ms where Python or Node take 150.
 */
export const ANSWERS: readonly string[] = [
  "#!/bin/bash",
  'exec 3<>"/dev/tcp/$1/$2" || exit 1',
  `printf 'GET %s HTTP/1.0\\r\\n\\r\\n' "$3" >&3`,
  'read -r -t 4 _ code _ <&3 && [ "$code" = 200 ]',
];
