#include "core/gateway/subscriptions.h"

#include "core/access/access_control.h"
#include "core/codec/json_writer.h"
#include "core/gateway/subscribe_messages.h"
#include "core/hub/data_hub.h"

#include <algorithm>
#include <utility>

namespace binnacle::gateway {

namespace {

constexpr Duration kSweep{250};
constexpr Duration kTimeToAuthenticate{5'000};
constexpr std::int64_t kMost = 8'192;
constexpr std::int64_t kMostUnknown = 256;
// Of one client, waiting to be looked at.
constexpr int kMostUnread = 64;
constexpr std::size_t kMostTopics = 256;
constexpr std::uint16_t kClosePolicy = 1008;
constexpr std::string_view kProtocol = "binnacle";
constexpr std::string_view kBearerProtocol = "bearer.";

// "Bearer …" from where clients may put it; empty: nowhere. Browsers cannot set the header.
std::string authorizationOf(const http::Request &request, const std::vector<std::string> &protocols)
{
    const std::string_view header = request.header("authorization");
    if (!header.empty())
        return std::string(header);
    for (const std::string &protocol : protocols) {
        if (protocol.starts_with(kBearerProtocol))
            return "Bearer " + protocol.substr(kBearerProtocol.size());
    }
    return {};
}

std::string wildcardOf(const std::string &topic)
{
    const std::size_t colon = topic.find(':');
    return colon == std::string::npos ? std::string() : topic.substr(0, colon) + ":*";
}

} // namespace

Subscriptions::Subscriptions(const GatewayParts &parts, std::shared_ptr<Door> door)
    : m_parts(parts)
    , m_door(std::move(door))
    , m_run(std::to_string(toEpochMs(parts.clock.now())))
{
    m_thread.every(kSweep, [this] { sweep(); });
}

void Subscriptions::accept(const http::Exchange &exchange)
{
    const http::Request &request = exchange.request;
    if (auto refusal = m_door->refusalOf(request))
        return exchange.respond(*std::move(refusal), {});
    const std::vector<std::string> protocols = http::offeredProtocols(request);
    const std::string authorization = authorizationOf(request, protocols);
    Caller caller;
    caller.request.method = request.method;
    caller.request.path = request.path;
    caller.request.remoteAddress = request.remoteAddress;
    if (!authorization.empty()) {
        auto who = m_door->admit(request, authorization, Capability::ReadState);
        if (!who)
            return exchange.respond(http::failure(who.error()), {});
        caller.who = *std::move(who);
    }
    if (m_open >= kMost || (!caller.who && m_unknown >= kMostUnknown))
        return exchange.respond(
            http::failure({ErrorCode::Unavailable, "too many subscribers; try again later"}), {});
    const bool speaksOurs = std::ranges::find(protocols, kProtocol) != protocols.end();
    exchange.acceptWebSocket(speaksOurs ? std::string(kProtocol) : std::string(),
        [this, caller = std::move(caller)](
            std::shared_ptr<http::WebSocket> socket) { return opened(std::move(socket), caller); });
}

http::WebSocketEvents Subscriptions::opened(
    std::shared_ptr<http::WebSocket> socket, const Caller &caller)
{
    ++m_open;
    const auto peer = std::make_shared<Subscriber>(m_nextId++, std::move(socket));
    peer->who = caller.who;
    peer->authenticateBy = m_parts.clock.elapsed() + kTimeToAuthenticate;
    if (!caller.who)
        ++m_unknown;
    m_thread.post([this, peer] { m_peers.emplace(peer->id(), peer); });
    return {.message =
                [this, peer, request = caller.request](std::string text) {
                    if (++peer->unread > kMostUnread)
                        return peer->close(kClosePolicy, "too many messages at once");
                    m_thread.post([this, peer, request, text = std::move(text)] {
                        --peer->unread;
                        handle(peer, request, text);
                    });
                },
        .drained =
            [this, peer] {
                if (peer->isBehind)
                    m_thread.post([peer] { peer->catchUp(); });
            },
        .closed = [this, peer] { m_thread.post([this, peer] { remove(peer); }); }};
}

void Subscriptions::publish(std::string topic, std::string json, Audience audience)
{
    m_thread.post([this, topic = std::move(topic), json = std::move(json),
                      audience = std::move(audience)] { emit(topic, json, audience); });
}

void Subscriptions::handle(const Peer &peer, const http::Request &request, const std::string &text)
{
    if (!m_peers.contains(peer->id())) // it was closed meanwhile
        return;
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
    const bool isObject = !json.HasParseError() && json.IsObject();
    const std::string_view op = isObject ? textMember(json, "op") : std::string_view();
    const bool isAuth = isObject && textMember(json, "type") == "auth";
    if (!peer->who) {
        if (isAuth)
            authenticate(peer, request, json);
        else
            expel(peer, "the first message has to be {\"type\":\"auth\",\"token\":…}");
        return;
    }
    if (op == "sub")
        return subscribe(peer, json);
    if (op != "unsub")
        return peer->tellError({},
            {ErrorCode::InvalidArgument,
                isAuth ? "already authenticated" : R"(op: "sub" or "unsub" is expected)"});
    const auto topics = topicsOf(json, kMostTopics);
    if (!topics)
        return peer->tellError({}, topics.error());
    for (const std::string &topic : *topics) {
        unsubscribe(peer, topic);
        peer->tell(noticeJson("unsubscribed", topic));
    }
}

void Subscriptions::authenticate(
    const Peer &peer, const http::Request &request, const rapidjson::Document &json)
{
    const std::string authorization = "Bearer " + std::string(textMember(json, "token"));
    auto who = m_door->admit(request, authorization, Capability::ReadState);
    if (!who)
        return expel(peer, who.error().message);
    peer->who = *std::move(who);
    --m_unknown;
    codec::JsonWriter answer;
    answer.beginObject()
        .member("type", "authenticated")
        .member("username", peer->who->username)
        .member("role", static_cast<std::int32_t>(peer->who->role))
        .endObject();
    peer->tell(answer.take());
}

void Subscriptions::subscribe(const Peer &peer, const rapidjson::Document &json)
{
    const auto topics = topicsOf(json, kMostTopics);
    if (!topics)
        return peer->tellError({}, topics.error());
    for (const std::string &topic : *topics) {
        const auto since = sinceOf(json, topic);
        Status may = since ? mayListen(*peer->who, topic) : Status(since.error());
        if (may && peer->topics.size() >= kMostTopics && !peer->topics.contains(topic))
            may = Error{ErrorCode::TooLarge, "at most 256 topics; a * stands for all of a kind"};
        if (may)
            subscribeTo(peer, topic, *since);
        else
            peer->tellError(topic, may.error());
    }
}

// The answer, then what was asked for again, then what comes.
void Subscriptions::subscribeTo(
    const Peer &peer, const std::string &topic, std::optional<std::uint64_t> since)
{
    if (peer->topics.insert(topic).second)
        m_listeners[topic].push_back(peer);
    codec::JsonWriter json;
    json.beginObject()
        .member("type", "subscribed")
        .member("topic", topic)
        .member("seq", static_cast<std::int64_t>(m_log.newest(topic)))
        .member("run", m_run)
        .endObject();
    peer->tell(json.take());
    if (!since)
        return;
    const TopicLog::Replay replay = m_log.since(topic, *since);
    if (replay.lost) {
        peer->missed(topic, *replay.lost);
        peer->catchUp();
    }
    for (const auto &message : replay.messages)
        peer->offer(*message);
}

void Subscriptions::unsubscribe(const Peer &peer, const std::string &topic)
{
    if (peer->topics.erase(topic) == 0)
        return;
    const auto listeners = m_listeners.find(topic);
    std::erase(listeners->second, peer);
    if (listeners->second.empty())
        m_listeners.erase(listeners);
}

// What is not for the account does not exist for it.
Status Subscriptions::mayListen(const Principal &who, const std::string &name) const
{
    const auto topic = parseTopic(name);
    if (!topic)
        return topic.error();
    if (Status granted = who.require(topic->capability); !granted)
        return granted;
    if (topic->isAll || !topic->isOfCluster)
        return Done{};
    const ClusterId cluster{topic->subject};
    const auto state = m_parts.hub.state();
    if (!hub::findCluster(*state, cluster) || !who.scope.allowsCluster(cluster))
        return Error{ErrorCode::NotFound, "there is no cluster " + topic->subject};
    return Done{};
}

void Subscriptions::emit(const std::string &topic, const std::string &json, Audience audience)
{
    const auto message = m_log.append(topic, json, m_parts.clock.now(), std::move(audience));
    offerTo(topic, *message);
    offerTo(wildcardOf(topic), *message);
}

void Subscriptions::offerTo(const std::string &name, const TopicMessage &message)
{
    const auto listeners = m_listeners.find(name);
    if (listeners == m_listeners.end())
        return;
    const bool isWildcard = name != message.topic;
    for (const Peer &peer : listeners->second) {
        if (isWildcard && peer->topics.contains(message.topic))
            continue; // has it already
        const std::uint64_t before = peer->missedMessages();
        peer->offer(message);
        m_missed += peer->missedMessages() - before;
    }
    m_messages += listeners->second.size();
}

// Tokens end by revocation, by time, with their user and with a change of role or scope.
void Subscriptions::sweep()
{
    const Duration now = m_parts.clock.elapsed();
    std::vector<std::pair<Peer, std::string>> gone;
    for (const auto &[id, peer] : m_peers) {
        if (!peer->who && now >= peer->authenticateBy)
            gone.emplace_back(peer, "nobody said who this is");
        else if (peer->who && !m_parts.access.stillHolds(*peer->who))
            gone.emplace_back(peer, "the token does not hold any more");
    }
    for (auto &[peer, reason] : gone)
        expel(peer, std::move(reason));
}

void Subscriptions::expel(const Peer &peer, std::string reason)
{
    peer->close(kCloseUnauthorized, std::move(reason));
    leaveTopics(peer);
    m_peers.erase(peer->id());
}

void Subscriptions::leaveTopics(const Peer &peer)
{
    for (const std::string &topic : std::set<std::string>(peer->topics))
        unsubscribe(peer, topic);
}

void Subscriptions::remove(const Peer &peer)
{
    --m_open;
    if (!peer->who)
        --m_unknown;
    leaveTopics(peer);
    m_peers.erase(peer->id());
}

} // namespace binnacle::gateway
