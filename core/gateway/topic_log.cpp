#include "core/gateway/topic_log.h"

#include "core/codec/json_writer.h"

#include <algorithm>
#include <utility>

namespace binnacle::gateway {

namespace {

// A message's own objects besides its text, roughly.
constexpr std::size_t kOverhead = 200;

std::string textOf(const std::string &topic, std::uint64_t seq, std::string_view data, Timestamp at)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("topic", topic)
        .member("seq", static_cast<std::int64_t>(seq))
        .member("ts", at)
        .key("data")
        .raw(data)
        .endObject();
    return json.take();
}

} // namespace

std::shared_ptr<const TopicMessage> TopicLog::append(
    const std::string &name, std::string_view json, Timestamp at, Audience audience)
{
    while (!m_topics.contains(name) && m_topics.size() >= m_limits.topics)
        dropOldest();
    const auto [place, isNew] = m_topics.try_emplace(name);
    Topic &topic = place->second;
    if (isNew)
        topic.newest = m_usedUp;
    ++topic.newest;
    auto message = std::make_shared<const TopicMessage>(TopicMessage{.topic = name,
        .seq = topic.newest,
        .text = std::make_shared<const std::string>(textOf(name, topic.newest, json, at)),
        .audience = std::move(audience)});
    if (topic.messages.size() >= m_limits.messages)
        dropOldestOf(topic);
    m_bytes += message->text->size() + kOverhead;
    topic.messages.push_back(m_kept.insert(m_kept.end(), message));
    while (m_bytes > m_limits.bytes && m_kept.size() > 1)
        dropOldest();
    return message;
}

void TopicLog::dropOldestOf(Topic &topic)
{
    m_bytes -= (*topic.messages.front())->text->size() + kOverhead;
    m_kept.erase(topic.messages.front());
    topic.messages.pop_front();
}

void TopicLog::dropOldest()
{
    const auto place = m_topics.find(m_kept.front()->topic);
    dropOldestOf(place->second);
    if (!place->second.messages.empty())
        return;
    m_usedUp = std::max(m_usedUp, place->second.newest);
    m_topics.erase(place);
}

std::uint64_t TopicLog::newest(const std::string &topic) const
{
    const auto place = m_topics.find(topic);
    return place == m_topics.end() ? 0 : place->second.newest;
}

TopicLog::Replay TopicLog::since(const std::string &name, std::uint64_t seq) const
{
    Replay replay;
    const auto place = m_topics.find(name);
    if (place == m_topics.end())
        return replay;
    const Topic &topic = place->second;
    const std::uint64_t oldest = (*topic.messages.front())->seq;
    if (seq > topic.newest)
        seq = 0;
    if (seq + 1 < oldest)
        replay.lost = SequenceRange{.from = seq + 1, .to = oldest - 1};
    for (const Kept::iterator message : topic.messages) {
        if ((*message)->seq > seq)
            replay.messages.push_back(*message);
    }
    return replay;
}

} // namespace binnacle::gateway
