#!/usr/bin/env bash
# Install what Sala needs, and only what is missing: setup.sh app | dev
# System libraries come through apt on Debian and Ubuntu; elsewhere the script says what to install.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:?app or dev}

say() { printf '\033[1m%s\033[0m\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

# WeasyPrint draws with Pango; harfbuzz-subset makes its fonts small six times faster than the fallback.
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
if [ "$kind" = dev ]; then
  # A real browser, a real PDF reader, a real second database and the server in front (deploy/nginx.conf) for the tests.
  packages+=(chromium poppler-utils postgresql nginx-light openssl)
fi

# The newest that the tests run on comes first: they are quicker there.
find_python() {
  for name in python3.13 python3.12 python3.11 python3 python3.14; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
}

python=$(find_python)
[ -n "$python" ] || fail "Sala needs Python 3.11 or newer (Ubuntu 22.04 brings 3.10: please use 24.04 or newer, or Debian 12 or newer)."
# Debian's own Python has no venv until this package is there.
"$python" -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)

missing=()
if command -v dpkg-query >/dev/null; then
  for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
  done
else
  say "Not Debian or Ubuntu: please make sure that the equivalents of these are installed: ${packages[*]}"
fi
if [ ${#missing[@]} -gt 0 ]; then
  say "Installing system packages: ${missing[*]}"
  sudo=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "Please run as root: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if [ ! -x .venv/bin/python ]; then
  say "Making a virtual environment in .venv"
  "$python" -m venv .venv
fi
stamp=.venv/.installed-$kind
if [ ! -f "$stamp" ] || ! cmp -s "requirements/$kind.txt" "$stamp"; then
  say "Installing the pinned Python packages of requirements/$kind.txt"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$kind.txt"
  cp "requirements/$kind.txt" "$stamp"
fi
