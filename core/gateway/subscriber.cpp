#include "core/gateway/subscriber.h"

#include "core/codec/json_writer.h"

#include <algorithm>
#include <utility>

namespace binnacle::gateway {

namespace {

constexpr std::size_t kQueueBytes = 4U << 20;
// From here on messages flow again; apart from the limit, or each one would be followed by a gap.
constexpr std::size_t kResumeBytes = 1U << 20;
// Who misses more topics than this is lost.
constexpr std::size_t kMissedTopics = 4'096;
constexpr std::uint16_t kCloseTryLater = 1013;

} // namespace

bool mayRead(const Principal &who, const Audience &audience)
{
    if (!who.may(audience.capability))
        return false;
    if (who.scope.isEverything())
        return true;
    if (audience.cluster.isEmpty())
        return false;
    return audience.ns ? who.scope.allows(audience.cluster, *audience.ns)
                       : who.scope.allowsCluster(audience.cluster);
}

Subscriber::Subscriber(std::uint64_t id, std::shared_ptr<http::WebSocket> socket)
    : m_id(id)
    , m_socket(std::move(socket))
{}

void Subscriber::offer(const TopicMessage &message)
{
    if (!who || !mayRead(*who, message.audience))
        return;
    const std::size_t queued = m_socket->queuedBytes();
    const bool isFull = queued > 0 && queued + message.text->size() > kQueueBytes;
    if (isFull || (isBehind && queued > kResumeBytes)) {
        ++m_missedMessages;
        missed(message.topic, {.from = message.seq, .to = message.seq});
        return;
    }
    catchUp();
    m_socket->send(message.text);
}

void Subscriber::missed(const std::string &topic, const SequenceRange &range)
{
    const auto [place, isNew] = m_missed.try_emplace(topic, range);
    if (!isNew)
        place->second.to = std::max(place->second.to, range.to);
    isBehind = true;
    if (m_missed.size() > kMissedTopics)
        close(kCloseTryLater, "too far behind");
    else if (m_socket->queuedBytes() == 0) // it was drained before it could know
        catchUp();
}

void Subscriber::catchUp()
{
    if (!isBehind)
        return;
    isBehind = false;
    for (const auto &[topic, range] : std::exchange(m_missed, {})) {
        codec::JsonWriter json;
        json.beginObject()
            .member("type", "missed")
            .member("topic", topic)
            .member("from", static_cast<std::int64_t>(range.from))
            .member("to", static_cast<std::int64_t>(range.to))
            .endObject();
        m_socket->send(std::make_shared<const std::string>(json.take()));
    }
}

void Subscriber::tell(std::string json)
{
    if (m_socket->queuedBytes() > kQueueBytes)
        return close(kCloseTryLater, "answers are not read");
    m_socket->send(std::make_shared<const std::string>(std::move(json)));
}

void Subscriber::tellError(std::string_view topic, const Error &error)
{
    codec::JsonWriter json;
    json.beginObject().member("type", "error");
    if (!topic.empty())
        json.member("topic", topic);
    json.member("error", error.message).member("code", stableCode(error.code)).endObject();
    tell(json.take());
}

void Subscriber::close(std::uint16_t code, std::string reason)
{
    m_socket->close(code, std::move(reason));
}

} // namespace binnacle::gateway
