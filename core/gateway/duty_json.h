#pragma once

#include "core/codec/json_writer.h"
#include "core/domain/alert.h"
#include "core/domain/command_plan.h"
#include "core/domain/notification.h"

#include <string>

namespace binnacle::gateway {

// Alerts, channels, proposals and runbooks as the API tells them: one JSON object each.

void writeAlert(codec::JsonWriter &json, const Alert &alert);
void writeSilence(codec::JsonWriter &json, const Silence &silence, Timestamp now);
// REQUIRES: secrets are masked.
void writeChannel(codec::JsonWriter &json, const Channel &channel);
void writeDelivery(codec::JsonWriter &json, const Delivery &delivery);
void writeProposal(codec::JsonWriter &json, const Proposal &proposal);
void writeRunbook(codec::JsonWriter &json, const Runbook &runbook);
void writeRun(codec::JsonWriter &json, const RunbookRun &run);

// One of them alone: textOf(writeAlert, alert).
template<typename T, typename... More>
std::string textOf(
    void (*write)(codec::JsonWriter &, const T &, More...), const T &item, More... more)
{
    codec::JsonWriter json;
    write(json, item, more...);
    return json.take();
}

// A list of them.
template<typename Items, typename T>
std::string listOf(void (*write)(codec::JsonWriter &, const T &), const Items &items)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const T &item : items)
        write(json, item);
    json.endArray();
    return json.take();
}

} // namespace binnacle::gateway
