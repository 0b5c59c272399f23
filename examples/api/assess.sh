#!/bin/sh
# Assess one worker with curl: the line that `grenswerk assess FILE --json` prints.
#
#   export GRENSWERK_SITE=https://grenswerk.example GRENSWERK_TOKEN=grw_…
#   ./assess.sh worker.yaml
#
# The token needs the scope `assess`. What is wrong comes as {"error": "…"}, with exit code 22.
set -eu

case "$1" in
*.json) kind=application/json ;;
*) kind=application/yaml ;;
esac
curl --silent --show-error --fail-with-body \
  --header "Authorization: Bearer $GRENSWERK_TOKEN" \
  --header "Content-Type: $kind" \
  --data-binary "@$1" \
  "$GRENSWERK_SITE/api/v1/assess?lang=${2:-en}"
