#!/usr/bin/env bash
# Audits what is watched, from the last checkpoint that was seen here on: bash watch/audit.sh
# It needs git, python3 and the command manifesto. What is watched is read as mere data: nothing of it is run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source=$(<watch/source)
branch=$(<watch/branch)
seen=watch/seen.txt
checkpoint='^[0-9]{8}-[0-9a-hjkmnp-tv-z]{16}$'

last=$(awk '!/^#/ { mark = $2 } END { print mark }' "$seen")
month=$(awk '!/^#/ { day = $1 } END { print substr(day, 1, 7) }' "$seen")
if [[ -n $last && ! $last =~ $checkpoint ]]; then
  echo "The last line of $seen holds no checkpoint. / $seen の最後の行に確認印がありません。" >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
export GIT_TERMINAL_PROMPT=0 GIT_ALLOW_PROTOCOL=file:git:http:https:ssh
git -c core.hooksPath=/dev/null clone --quiet --template= --no-local --no-checkout --no-tags --single-branch \
  --branch "$branch" -- "$source" "$work/source"
# No file is checked out: text, settings and schemas of a stranger must not steer the audit.
git -C "$work/source" update-ref refs/heads/main HEAD
mkdir "$work/source/manifesto" "$work/source/proposals"

audit() {
  (cd "$work/source" && manifesto --lang {{language}} audit ${last:+--since "$last"} "$@")
}

# On GitHub a line that begins with two colons is an order; what the audit cites must not give any.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
if [[ -n ${GITHUB_ACTIONS:-} ]]; then echo "::stop-commands::$token"; fi
outcome=0
audit || outcome=$?
if [[ -n ${GITHUB_ACTIONS:-} ]]; then echo "::$token::"; fi
if ((outcome)); then
  failed="The audit failed; the last good checkpoint stays: ${last:-none} / 検証に通りませんでした。前回の確認印を残します"
  if [[ -n ${GITHUB_ACTIONS:-} ]]; then echo "::error::$failed"; else echo "$failed" >&2; fi
  exit 1
fi

mark=$(audit --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["checkpoint"])')
[[ $mark =~ $checkpoint ]]
# A line a month even where nothing is new: GitHub puts the schedule of a quiet repository to sleep.
day=$(date -u +%F)
if [[ $mark != "$last" || $month != "${day:0:7}" ]]; then
  echo "$day $mark" >>"$seen"
fi
