#include "core/codec/event_reader.h"

#include "core/codec/event_list.h"

#include <array>
#include <cstdio>
#include <string>

namespace binnacle::codec {

namespace {

// The last lines are events.k8s.io/v1 and what its server adds for old clients.
constexpr auto kEventKeys = keys("uid", "name", "namespace", "createdAt", "metadata", "type",
    "reason", "message", "source", "involvedObject", "count", "firstTimestamp", "lastTimestamp",
    "eventTime", "series", "reportingComponent", "reportingInstance", "host", "regarding", "note",
    "reportingController", "deprecatedSource", "deprecatedCount", "deprecatedFirstTimestamp",
    "deprecatedLastTimestamp");
constexpr auto kMetadataKeys = keys("uid", "name", "namespace", "creationTimestamp");
constexpr auto kObjectKeys = keys("kind", "namespace", "name", "uid");
constexpr auto kSourceKeys = keys("component", "host");
constexpr auto kSeriesKeys = keys("count", "lastObservedTime");

using EventFields = JsonFields<kEventKeys>;

// The first of two members that exists.
JsonField either(const JsonField &preferred, const JsonField &other)
{
    return preferred ? preferred : other;
}

void setUnlessEmpty(std::string &target, std::string_view text)
{
    if (!text.empty())
        target = text;
}

// Some servers send source: {} next to reportingComponent, agents send just the component's name.
void readSource(JsonReader &in, const EventFields &fields, ClusterEvent &event)
{
    event.component
        = in.view(either(fields.at<"reportingComponent">(), fields.at<"reportingController">()));
    event.host = in.view(fields.at<"reportingInstance">());
    const JsonField source = either(fields.at<"source">(), fields.at<"deprecatedSource">());
    if (source && source.value->is_string()) {
        setUnlessEmpty(event.component, in.view(source));
    } else {
        const JsonFields<kSourceKeys> parts(in, source);
        setUnlessEmpty(event.component, in.view(parts.at<"component">()));
        setUnlessEmpty(event.host, in.view(parts.at<"host">()));
    }
    setUnlessEmpty(event.host, in.view(fields.at<"host">()));
}

void readInvolved(JsonReader &in, const EventFields &fields, ClusterEvent &event)
{
    const JsonFields<kObjectKeys> parts(
        in, either(fields.at<"involvedObject">(), fields.at<"regarding">()));
    event.involved.kind = in.view(parts.at<"kind">());
    event.involved.ns = in.view(parts.at<"namespace">());
    event.involved.name = in.view(parts.at<"name">());
    event.involvedUid = in.view(parts.at<"uid">());
}

EventTimes readTimes(JsonReader &in, const EventFields &fields)
{
    EventTimes times;
    times.created = in.time(fields.at<"createdAt">());
    times.first
        = in.time(either(fields.at<"firstTimestamp">(), fields.at<"deprecatedFirstTimestamp">()));
    times.last
        = in.time(either(fields.at<"lastTimestamp">(), fields.at<"deprecatedLastTimestamp">()));
    times.eventTime = in.time(fields.at<"eventTime">());
    times.count = in.integer(either(fields.at<"count">(), fields.at<"deprecatedCount">()));
    const JsonFields<kSeriesKeys> series(in, fields.at<"series">());
    times.seriesCount = in.integer(series.at<"count">());
    times.seriesLast = in.time(series.at<"lastObservedTime">());
    return times;
}

void readMetadata(JsonReader &in, const EventFields &fields, ClusterEvent &event, EventTimes &times)
{
    event.uid = in.view(fields.at<"uid">());
    event.name = in.view(fields.at<"name">());
    event.ns = in.view(fields.at<"namespace">());
    const JsonFields<kMetadataKeys> parts(in, fields.at<"metadata">());
    setUnlessEmpty(event.uid, in.view(parts.at<"uid">()));
    setUnlessEmpty(event.name, in.view(parts.at<"name">()));
    setUnlessEmpty(event.ns, in.view(parts.at<"namespace">()));
    if (const Timestamp created = in.time(parts.at<"creationTimestamp">()); isKnown(created))
        times.created = created;
}

// FNV-1a with 128 bits: short, well distributed, the same on every machine.
class ContentHash
{
public:
    void add(std::string_view text)
    {
        for (const char c : text)
            add(static_cast<unsigned char>(c));
        add(kEnd);
    }

    std::string hex() const
    {
        std::array<char, 33> text{};
        std::snprintf(text.data(), text.size(), "%016llx%016llx",
            static_cast<unsigned long long>(m_state >> 64),
            static_cast<unsigned long long>(m_state));
        return text.data();
    }

private:
    __extension__ using Wide = unsigned __int128;
    static constexpr unsigned char kEnd = 0xff; // in no UTF-8 text
    static constexpr Wide kPrime = (static_cast<Wide>(1) << 88) + 0x13b;
    static constexpr Wide kOffset
        = (static_cast<Wide>(0x6c62272e07bb0142ULL) << 64) + 0x62b821756295c58dULL;

    void add(unsigned char byte) { m_state = (m_state ^ byte) * kPrime; }

    Wide m_state = kOffset;
};

} // namespace

std::string eventContentKey(const ClusterEvent &event)
{
    ContentHash hash;
    hash.add(event.ns);
    hash.add(event.name);
    hash.add(event.involved.kind);
    hash.add(event.involved.ns);
    hash.add(event.involved.name);
    hash.add(event.involvedUid);
    hash.add(eventTypeName(event.type));
    hash.add(event.reason);
    hash.add(event.component);
    hash.add(event.name.empty() ? std::string_view(event.message) : std::string_view());
    return "content:" + hash.hex();
}

ClusterEvent readEvent(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    // How Kubernetes' client marks an event that stands for several (client-go, events_cache).
    static constexpr std::string_view kAggregated = "(combined from similar events)";
    const EventFields fields(path, object);
    ClusterEvent event;
    EventTimes times = readTimes(in, fields);
    readMetadata(in, fields, event, times);
    event.type = in.view(fields.at<"type">()) == "Warning" ? EventType::Warning : EventType::Normal;
    event.reason = in.view(fields.at<"reason">());
    event.message = in.view(either(fields.at<"message">(), fields.at<"note">()));
    event.countIsMinimum = event.message.starts_with(kAggregated);
    readSource(in, fields, event);
    readInvolved(in, fields, event);
    if (event.uid.empty())
        event.uid = eventContentKey(event);
    settleTimes(event, times);
    return event;
}

} // namespace binnacle::codec
