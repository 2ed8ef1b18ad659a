#!/bin/sh
# Makes LEDGER with PROGRAM: what earlier programs recorded and read otherwise than is read today.
#
#     make.sh PROGRAM LEDGER
set -e
program=$1 ledger=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export OCOP_ACTOR=cu
"$program" init --ledger "$ledger" --province 38 --name "Sổ cũ" -q
cat > "$folder/list.csv" <<'LIST'
product,producer,legal_form,group,stars,decision,decided_on,valid_until
Mắm cũ,HTX Một,HTX,thực phẩm,3,1/QĐ-UBND,2020-03-01,
Mắm cũ,HTX Một,HTX,thực phẩm,4,2/QĐ-UBND,2021-06-01,
Chè cũ,HTX Một,HTX,đồ uống,3,1/QĐ-UBND,2020-03-01,
Nón cũ,HTX Hai,HTX,thủ công,4,3/QĐ-UBND,2019-12-23,
Miến cũ,HTX Hai,HTX,thực phẩm,3,3/QĐ-UBND,2020-02-29,2023-01-31
Mứt dừa,HTX Hai,HTX,thực phẩm,3,4/QĐ-UBND,2021-01-15,
Mứt dứa,HTX Hai,HTX,thực phẩm,4,5/QĐ-UBND,2022-01-15,
LIST
"$program" import recognitions "$folder/list.csv" --ledger "$ledger" >/dev/null
cat > "$folder/events.jsonl" <<'EVENTS'
{"stream":"product/1","type":"annulled","effectiveOn":"2021-09-01","payload":{"granted":8,"level":"centre"}}
{"stream":"product/2","type":"removedFromList","effectiveOn":"2023-08-15","payload":{}}
{"stream":"product/3","type":"revoked","effectiveOn":"2021-05-01","payload":{"ground":"markMisuse","level":"province"}}
{"stream":"product/3","type":"reevaluationFailed","effectiveOn":"2023-05-01","payload":{"level":"province"}}
{"stream":"product/4","type":"proposed","effectiveOn":"2021-02-01","payload":{"stars":5,"to":"centre","kind":"upgrade"}}
{"stream":"producer/1","type":"exportOpened","effectiveOn":"2022-06-01","payload":{"market":"JP"}}
{"stream":"producer/1","type":"exportOpened","effectiveOn":"2020-01-01","payload":{"market":"JP"}}
{"stream":"producer/2","type":"exportOpened","effectiveOn":"2020-01-01","payload":{"market":"US"}}
{"stream":"producer/2","type":"exportClosed","effectiveOn":"2022-12-23","payload":{"market":"US"}}
EVENTS
"$program" import events "$folder/events.jsonl" --ledger "$ledger" >/dev/null
"$program" correct 8 --reason "sai số" --set grant.decision=11/QĐ-UBND --ledger "$ledger" >/dev/null
