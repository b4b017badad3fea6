# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced: sets `version` and `cache`, and puts the node that this Directus needs first in
# PATH. From 11.4 on that is node 22, which npm itself can install.

version=${DIRECTUS_VERSION:-11.3.5}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/relations

needs_node_22() {
  case $version in
  10.* | 11.[0-3].*) return 1 ;;
  *) [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 22 ] ;;
  esac
}

if needs_node_22; then
  node_folder=$cache/node-22
  if [ ! -e "$node_folder/.complete" ]; then
    mkdir -p "$node_folder"
    echo '{ "private": true }' >"$node_folder/package.json"
    (cd "$node_folder" && unset npm_config_nodedir &&
      npm install --no-audit --no-fund --no-package-lock --loglevel=error node@22 >&2)
    touch "$node_folder/.complete"
  fi
  # The package for this kind of machine has the headers that addons are compiled with.
  npm_config_nodedir=$(echo "$node_folder"/node_modules/node/node_modules/node-*/include)
  npm_config_nodedir=${npm_config_nodedir%/include}
  export npm_config_nodedir PATH=$npm_config_nodedir/bin:$PATH
fi
