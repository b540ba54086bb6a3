#include "core/gateway/alert_feed.h"

#include "core/gateway/duty_json.h"
#include "core/gateway/duty_scope.h"

#include <utility>

namespace binnacle::gateway {

namespace {

bool isSame(const Alert &a, const Alert &b)
{
    return a.hush == b.hush && a.hushedBy == b.hushedBy && a.ackedBy == b.ackedBy
        && a.severity == b.severity;
}

} // namespace

AlertFeed::AlertFeed(Publish publish)
    : m_publish(std::move(publish))
{}

void AlertFeed::told(const Alert &alert)
{
    if (alert.isOver())
        m_firing.erase(alert.id);
    else
        m_firing.insert_or_assign(alert.id, alert);
    publish("told", alert);
}

void AlertFeed::look(const std::vector<Alert> &open, Timestamp now)
{
    std::map<std::int64_t, Alert> firing;
    for (const Alert &alert : open) {
        if (alert.phase != AlertPhase::Firing || alert.id == 0)
            continue;
        const auto seen = m_firing.find(alert.id);
        if (m_hasLooked && (seen == m_firing.end() || !isSame(seen->second, alert)))
            publish("changed", alert);
        firing.emplace(alert.id, alert);
    }
    for (const auto &[id, alert] : m_firing) {
        if (!m_hasLooked || firing.contains(id))
            continue;
        Alert over = alert; // without anybody being told
        over.phase = AlertPhase::Inactive;
        over.resolvedAt = now;
        publish("changed", over);
    }
    m_firing = std::move(firing);
    m_hasLooked = true;
}

void AlertFeed::publish(std::string_view event, const Alert &alert) const
{
    codec::JsonWriter json;
    json.beginObject().member("event", event).key("alert");
    writeAlert(json, alert);
    json.endObject();
    m_publish(json.take(),
        {.cluster = alert.subject.cluster, .ns = std::string(namespaceOf(alert.subject.object))});
}

} // namespace binnacle::gateway
