#!/usr/bin/env bash
# One scheduled run in a clone: check the sources, write the job summary, commit what was seen, push it beside other writers.
# Runs the same on any machine with git and node: nothing in it needs GitHub. What it reads and how it ends: docs/ci.md.
set -uo pipefail

read -ra PLANWATCH_COMMAND <<<"${PLANWATCH:-npx --no-install planwatch}"
CONFIG=${PLANWATCH_CONFIG:-planwatch.yaml}
read -ra RUN_ARGS <<<"${PLANWATCH_ARGS:-}"
read -ra PATHS <<<"${PLANWATCH_PATHS:-snapshots reports}"
read -ra FAIL_ON <<<"${PLANWATCH_FAIL_ON:-}"
HEARTBEAT_DAYS=${PLANWATCH_HEARTBEAT_DAYS:-7}
PUSH_ATTEMPTS=${PLANWATCH_PUSH_ATTEMPTS:-6}
PUSH_WAIT=${PLANWATCH_PUSH_WAIT:-2}
OUT=${PLANWATCH_OUT:-${RUNNER_TEMP:-${TMPDIR:-/tmp}}/planwatch}
HEARTBEAT=.planwatch-heartbeat
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

mkdir -p "$OUT"

note() { printf '::%s::%s\n' "$1" "$2"; } # Only words of ours: what comes from pages could hold a command of its own.

# Whatever planwatch prints may quote a page, and a line that begins with two colons is a command to the runner.
quiet_run() { # FILE_FOR_STDOUT COMMAND…
  local token to=$1
  shift
  token=stop-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$token"
  # A pipe, not a process substitution: its end is waited for before commands are allowed again.
  "$@" 2>&1 >"$to" | tee -a "$OUT/run.log" >&2
  local code=${PIPESTATUS[0]}
  printf '::%s::\n' "$token"
  return "$code"
}

# Files of the store are taken whole from one writer, never mixed by lines; logs of checks keep the lines of both.
prepare_git() {
  git config user.name >/dev/null || git config user.name "${PLANWATCH_GIT_NAME:-planwatch}"
  git config user.email >/dev/null || git config user.email "${PLANWATCH_GIT_EMAIL:-planwatch@users.noreply.github.com}"
  local attributes path
  attributes=$(git rev-parse --git-path info/attributes)
  mkdir -p "$(dirname "$attributes")"
  for path in "${PATHS[@]}"; do
    grep -qsF "$path/** " "$attributes" || printf '%s/** -text merge=binary\n%s/**/checks.jsonl -text merge=union\n' "$path" "$path" >>"$attributes"
  done
}

add_paths() {
  local path
  for path in "${PATHS[@]}"; do
    # A folder may be missing (no report yet) or ignored (reports kept elsewhere): neither is an error.
    if git check-ignore -q -- "$path"; then continue; fi
    if [ -e "$path" ] || [ -n "$(git ls-files -- "$path")" ]; then git add -A -- "$path" || return 1; fi
  done
}

# Schedules of a public repository without a commit for 60 days are switched off.
heartbeat_if_quiet() {
  git diff --cached --quiet || return 0
  local last now
  last=$(git log -1 --format=%ct 2>/dev/null || echo 0)
  now=$(date +%s)
  if [ $((now - last)) -ge $((HEARTBEAT_DAYS * 86400)) ]; then
    date -u +%Y-%m-%dT%H:%M:%SZ >"$HEARTBEAT"
    git add -- "$HEARTBEAT"
  fi
}

# While our commit is replayed, "theirs" is ours. What one side deleted and the other changed is not covered by the strategy.
resolve_by_ours() {
  local path
  git diff --name-only --diff-filter=U -z | while IFS= read -r -d '' path; do
    if [ -n "$(git ls-files -s -- "$path" | awk '$3 == 3')" ]; then
      git checkout -q --theirs -- "$path" && git add -- "$path"
    else
      git rm -q --cached -- "$path" >/dev/null 2>&1 && rm -f -- "$path"
    fi
  done
}

rebase_on_remote() {
  git pull -q --rebase -X theirs "${UPSTREAM[@]}" >>"$OUT/git.log" 2>&1 && return 0
  # Stopped at a conflict, once for each commit of ours at most; or the remote did not answer, and nothing was begun.
  while [ -n "$(git diff --name-only --diff-filter=U)" ]; do
    resolve_by_ours
    GIT_EDITOR=true git rebase --continue >>"$OUT/git.log" 2>&1 && return 0
  done
  git rebase --abort >>"$OUT/git.log" 2>&1
  return 1
}

remote_tip() { git rev-parse -q --verify "refs/remotes/$REMOTE/$BRANCH" || true; }

# Another writer's records came between: the store is checked as a whole, and what can be derived again is.
verify_merged() {
  quiet_run /dev/null "${PLANWATCH_COMMAND[@]}" verify --config "$CONFIG" --quiet && return 0
  quiet_run /dev/null "${PLANWATCH_COMMAND[@]}" verify --repair --config "$CONFIG" --quiet
  local code=$?
  add_paths
  git diff --cached --quiet || git commit -q -m 'planwatch: repair the store after a merge' || return 1
  return "$code"
}

push_with_retry() {
  local attempt before after
  for ((attempt = 1; attempt <= PUSH_ATTEMPTS; attempt++)); do
    git push -q "${REMOTE}" "HEAD:${BRANCH}" >>"$OUT/git.log" 2>&1 && return 0
    [ "$attempt" -lt "$PUSH_ATTEMPTS" ] || break
    sleep $((PUSH_WAIT * attempt + (PUSH_WAIT > 0 ? RANDOM % (PUSH_WAIT + 1) : 0)))
    before=$(remote_tip)
    rebase_on_remote || continue
    after=$(remote_tip)
    if [ "$before" != "$after" ] && ! git diff --quiet "$before" "$after" -- "${PATHS[@]}"; then
      verify_merged || { note error 'The store is damaged after a merge with another writer; see docs/ci.md.'; MERGE_CODE=3; }
    fi
  done
  return 1
}

BRANCH=${PLANWATCH_BRANCH:-$(git symbolic-ref --short -q HEAD || echo "${GITHUB_REF_NAME:-main}")}
REMOTE=${PLANWATCH_REMOTE:-origin}
UPSTREAM=("$REMOTE" "$BRANCH")
MERGE_CODE=0
prepare_git

# Start from the newest state: another run may have ended since this one was queued.
git pull -q --rebase "${UPSTREAM[@]}" >"$OUT/git.log" 2>&1 || note warning 'Could not pull before the run; going on from what is here.'

: >"$OUT/run.log"
quiet_run "$OUT/run.json" "${PLANWATCH_COMMAND[@]}" run --config "$CONFIG" --format json "${RUN_ARGS[@]}"
code=$?

subject=$(node "$HERE/summary.mjs" "$OUT" "$code") || subject='planwatch: run'

status=0
add_paths && heartbeat_if_quiet || status=4
if [ "$status" -eq 0 ] && ! git diff --cached --quiet; then
  git commit -q -m "$subject" || status=4
fi
if [ "$status" -eq 0 ] && [ -n "$(git log -1 --format=%H "${REMOTE}/${BRANCH}..HEAD" 2>/dev/null || echo new)" ]; then
  push_with_retry || status=4
fi
if [ "$status" -ne 0 ]; then
  tip=$(remote_tip)
  git bundle create -q "$OUT/unpushed.bundle" ${tip:+"^$tip"} HEAD >>"$OUT/git.log" 2>&1
  note error 'What this run saw could not be pushed; unpushed.bundle in the artifact holds it, and the next run checks again.'
fi

# 0 and 10 are well; 1 says that a source failed: its own alert tells of it, and the job stays green so that red means "look here".
case "$code" in
  0 | 10) final=0 ;;
  1)
    final=0
    note warning 'A source failed or is quarantined; see the summary of this job.'
    ;;
  *)
    final=$code
    note error "planwatch ended with exit code $code; see the log above and docs/ci.md."
    ;;
esac
for wanted in "${FAIL_ON[@]}"; do [ "$code" != "$wanted" ] || final=$code; done
[ "$MERGE_CODE" -eq 0 ] || final=$MERGE_CODE
[ "$status" -eq 0 ] || [ "$final" -ne 0 ] || final=$status

if [ -n "${GITHUB_OUTPUT:-}" ]; then
  printf 'exit-code=%s\ncommit=%s\n' "$code" "$(git rev-parse HEAD)" >>"$GITHUB_OUTPUT"
fi
exit "$final"
