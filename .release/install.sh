#!/bin/sh
# Puts the released program `corong` into a folder: downloads the archive of this
# system, compares its checksum with the release's, unpacks it, says what it did.
#
#   sh install.sh [--to FOLDER]      without --to: ~/.local/bin
#
# Exit status: 0 installed, 3 the release has no program for this system, or there is
# no release; 1 anything else, and then nothing was changed.
set -eu

# A release fills these in; in a clone the clone's Cargo.toml says both.
source='@source@'
version='@version@'

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
  id*) say() { printf '%s\n' "$2"; } ;;
  *) say() { printf '%s\n' "$1"; } ;;
esac
fail() {
  say "corong was not installed: $1" "corong tidak dipasang: $2" >&2
  exit "${3:-1}"
}

main() {
  folder=${HOME:-}/.local/bin
  while [ $# -gt 0 ]; do
    case $1 in
      --to)
        [ $# -ge 2 ] || fail '--to takes a folder' '--to memerlukan folder'
        folder=$2
        shift 2
        ;;
      *) fail "\`$1\` is no option; there is --to FOLDER" "\`$1\` bukan opsi; yang ada --to FOLDER" ;;
    esac
  done
  from_the_clone
  case $source in
    https://*) only='=https' ;;
    http://127.0.0.1:*) only='=http' ;;
    '') fail 'Cargo.toml names no `repository`, so there is no release yet' \
      'Cargo.toml tidak menyebut `repository`, jadi belum ada rilis' 3 ;;
    *) fail "$source is not an address that begins with https://" \
      "$source bukan alamat yang diawali https://" ;;
  esac
  target=$(target)
  archive=corong-$target.tar.gz
  releases=$source/releases/download/$version

  temp=$(mktemp -d)
  trap 'rm -rf "$temp"' EXIT
  trap 'exit 1' HUP INT TERM
  say "Downloading corong $version for $target from $source" \
    "Mengunduh corong $version untuk $target dari $source"
  download "$releases/SHA256SUMS" "$temp/SHA256SUMS" ||
    not_downloaded "$releases/SHA256SUMS" "there is no release at $releases" "tidak ada rilis di $releases"
  wanted=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$archive\$/\1/p" "$temp/SHA256SUMS")
  [ -n "$wanted" ] || fail "the release has no $archive" "rilis tidak berisi $archive" 3
  download "$releases/$archive" "$temp/$archive" ||
    not_downloaded "$releases/$archive" "the release has no $archive" "rilis tidak berisi $archive"
  found=$(checksum "$temp/$archive")
  [ "$found" = "$wanted" ] ||
    fail "the checksum of $archive is $found, and the release says $wanted" \
      "checksum $archive adalah $found, sedangkan rilis menyebut $wanted"
  say "The checksum is right: $wanted" "Checksum benar: $wanted"

  tar -xzf "$temp/$archive" -C "$temp" "corong-$target/corong"
  mkdir -p "$folder"
  # Beside its place first, so that a program that runs is replaced whole.
  cp "$temp/corong-$target/corong" "$folder/.corong.new"
  chmod 755 "$folder/.corong.new"
  mv -f "$folder/.corong.new" "$folder/corong"
  say "Installed: $folder/corong" "Terpasang: $folder/corong"
  case ":${PATH:-}:" in
    *:"$folder":*) ;;
    *) say "Add $folder to PATH, so that \`corong\` is found" \
      "Tambahkan $folder ke PATH, supaya \`corong\` ditemukan" ;;
  esac
}

# Source and version of the clone that this script is in, where nothing filled them in.
from_the_clone() {
  case $source in @*) ;; *) return 0 ;; esac
  manifest=$(dirname "$0")/../Cargo.toml
  [ -f "$manifest" ] || fail 'take the installer of a release' 'gunakan pemasang dari sebuah rilis'
  source=$(sed -n 's/^repository = "\(.*\)"$/\1/p' "$manifest")
  version=v$(sed -n 's/^version = "\(.*\)"$/\1/p' "$manifest" | head -n 1)
}

target() {
  case $(uname -m) in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no program for $(uname -m)" "tidak ada program untuk $(uname -m)" 3 ;;
  esac
  case $(uname -s) in
    Linux) echo "$machine-unknown-linux-musl" ;;
    Darwin) echo "$machine-apple-darwin" ;;
    *) fail "this installer knows Linux and macOS; for Windows take the .zip of the release, or \`uv tool install\`" \
      'pemasang ini mengenal Linux dan macOS; untuk Windows ambil .zip dari rilis, atau `uv tool install`' 3 ;;
  esac
}

# Puts what is at an address into a file, and what went wrong into `said` and `code`.
download() {
  code=
  if command -v curl > /dev/null 2>&1; then
    code=$(curl --proto "$only" --proto-redir "$only" --fail --silent --show-error --location --retry 2 \
      --write-out '%{http_code}' --output "$2" "$1" 2> "$temp/said")
  elif command -v wget > /dev/null 2>&1; then
    LC_ALL=C wget -nv -O "$2" "$1" 2> "$temp/said" && return 0
    if grep -q -e 'ERROR 404' -e 'HTTP/[0-9.]* 404' "$temp/said"; then code=404; fi
    return 1
  else
    fail 'curl or wget is needed' 'curl atau wget diperlukan'
  fi
}

# Ends it after `download`: only where a server says that nothing is there (404) is there
# no release, given as a sentence in both languages; all else may be there the next time.
not_downloaded() {
  [ "$code" != 404 ] || fail "$2" "$3" 3
  fail "$1 could not be downloaded: $(tail -n 1 "$temp/said")" \
    "$1 tidak dapat diunduh: $(tail -n 1 "$temp/said")"
}

checksum() {
  if command -v sha256sum > /dev/null 2>&1; then
    sha256sum "$1" | cut -d ' ' -f 1
  elif command -v shasum > /dev/null 2>&1; then
    shasum -a 256 "$1" | cut -d ' ' -f 1
  else
    fail 'sha256sum or shasum is needed' 'sha256sum atau shasum diperlukan'
  fi
}

# All of it is read before any of it runs.
main "$@"
