#include "core/alerts/alert_repository.h"
#include "core/gateway/answers.h"
#include "core/gateway/duty_json.h"
#include "core/gateway/duty_scope.h"
#include "core/gateway/gateway.h"
#include "core/gateway/parameters.h"
#include "core/notify/channel_config.h"
#include "core/notify/config_secrets.h"
#include "core/notify/outbox_repository.h"

#include <algorithm>
#include <map>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;
using Channels = std::vector<Channel>;

Error noChannel()
{
    return {ErrorCode::NotFound, "there is no such channel"};
}

Channels channelsFor(const Call &call)
{
    Channels shown;
    for (const Channel &channel : *call.parts.host.channels()) {
        if (sees(call.who.scope, channel))
            shown.push_back(channel);
    }
    return shown;
}

// Contract 05 names a channel by its type, of which there may be several: then by name or number.
Result<Channel> channelInPath(const Call &call)
{
    const std::string &text = call.request.captures.front();
    const Channels channels = channelsFor(call);
    const auto number = numberInPath(call.request, "channel");
    const auto type = channelTypeFromName(text);
    std::vector<const Channel *> found;
    for (const Channel &channel : channels) {
        if (channel.name == text)
            return channel;
        if ((number && channel.id == *number) || (type && channel.type == *type))
            found.push_back(&channel);
    }
    if (found.size() > 1)
        return Error{ErrorCode::Conflict,
            "there are several " + text + " channels; ask for one by its name or number"};
    if (found.empty())
        return noChannel();
    return *found.front();
}

http::Response channelAnswer(const Channel &channel, int status = 200)
{
    return dataAnswer(textOf(writeChannel, channel), status);
}

void listChannels(Call call)
{
    const Channels channels = channelsFor(call);
    call.answer(
        listAnswer(listOf(writeChannel, channels), static_cast<std::int64_t>(channels.size())));
}

void oneChannel(Call call)
{
    const auto channel = channelInPath(call);
    call.answer(channel ? channelAnswer(*channel) : http::failure(channel.error()));
}

// As the audit may keep it.
std::string maskedJson(Channel channel)
{
    const auto checked = notify::readConfig(channel.type, channel.config);
    const auto masked = checked ? notify::maskSecrets(channel.type, checked->json)
                                : Result<std::string>(checked.error());
    channel.config = masked ? *masked : "{}"; // what cannot be read is not saved either
    return textOf(writeChannel, channel);
}

Status readTexts(const Body &body, Channel &channel)
{
    const auto name = body.text("name");
    const auto language = body.text("language");
    const auto severity = body.text("minSeverity");
    const auto text = body.text("template");
    for (const auto *one : {&name, &language, &severity, &text}) {
        if (!*one)
            return one->error();
    }
    if (body.has("name"))
        channel.name = *name;
    if (body.has("language"))
        channel.language = *language;
    if (body.has("template"))
        channel.templateText = *text;
    if (!body.has("minSeverity"))
        return Done{};
    const auto least = alertSeverityFromName(*severity);
    if (!least)
        return Error{ErrorCode::InvalidArgument, "minSeverity: info, warning or critical"};
    channel.minSeverity = *least;
    return Done{};
}

// What the body says of `channel`; the rest stays.
Status readInto(const Body &body, Channel &channel)
{
    if (Status read = readTexts(body, channel); !read)
        return read;
    const auto enabled = body.flag("enabled", channel.isEnabled);
    const auto config = body.object("config");
    const auto clusters = body.texts("clusters");
    const auto version = body.number("version");
    if (!enabled)
        return enabled.error();
    if (!config)
        return config.error();
    if (!clusters)
        return clusters.error();
    if (!version)
        return version.error();
    channel.isEnabled = *enabled;
    if (body.has("config"))
        channel.config = *config;
    if (body.has("version"))
        channel.updatedAt = fromEpochMs(*version);
    if (!body.has("clusters"))
        return Done{};
    channel.clusters.clear();
    for (const std::string &cluster : *clusters)
        channel.clusters.push_back({cluster});
    return Done{};
}

void save(const Call &call, const Channel &channel, const std::string &before, int status)
{
    call.changed(before, maskedJson(channel));
    call.parts.host.saveChannel(channel, [call, name = channel.name, status](const Status &saved) {
        if (!saved)
            return call.fail(saved.error());
        for (const Channel &one : *call.parts.host.channels()) {
            if (one.name == name)
                return call.answer(channelAnswer(one, status));
        }
        call.fail(noChannel());
    });
}

void create(const Call &call, const Body &body, ChannelType type)
{
    Channel channel{.type = type, .name = std::string(channelTypeName(type))};
    Status may = readInto(body, channel);
    if (may)
        may = mayKeep(call.who.scope, channel);
    if (!may)
        return call.fail(may.error());
    save(call, channel, {}, 201);
}

void createChannel(Call call)
{
    const auto body = Body::read(call.request);
    const auto name = body ? body->text("type", true) : Result<std::string>(body.error());
    if (!name)
        return call.fail(name.error());
    const auto type = channelTypeFromName(*name);
    if (!type)
        return call.fail(
            {ErrorCode::InvalidArgument, "type: slack, email, webhook, dingtalk or feishu"});
    create(call, *body, *type);
}

// PUT of a type that has no channel yet makes its first one, as contract 05 knows one a type.
void putChannel(Call call)
{
    const auto body = Body::read(call.request);
    if (!body)
        return call.fail(body.error());
    const auto stored = channelInPath(call);
    const auto type = channelTypeFromName(call.request.captures.front());
    if (!stored && stored.error().code == ErrorCode::NotFound && type)
        return create(call, *body, *type);
    if (!stored)
        return call.fail(stored.error());
    Channel changed = *stored;
    Status may = checkIfMatch(call.request, channelAnswer(*stored));
    if (may)
        may = mayKeep(call.who.scope, *stored);
    if (may)
        may = readInto(*body, changed);
    if (may)
        may = mayKeep(call.who.scope, changed);
    if (!may)
        return call.fail(may.error());
    save(call, changed, textOf(writeChannel, *stored), 200);
}

void removeChannel(Call call)
{
    const auto stored = channelInPath(call);
    Status may = stored ? mayKeep(call.who.scope, *stored) : Status(stored.error());
    if (may)
        may = checkIfMatch(call.request, channelAnswer(*stored));
    if (!may)
        return call.fail(may.error());
    call.changed(textOf(writeChannel, *stored), {});
    call.parts.host.removeChannel(stored->id, statusAnswer(call));
}

// Really sends; also with an edited configuration that is not saved.
void testChannel(Call call)
{
    const auto body = Body::readOptional(call.request);
    const auto stored = channelInPath(call);
    if (!body || !stored)
        return call.fail(!body ? body.error() : stored.error());
    Channel edited = *stored;
    Status may = mayKeep(call.who.scope, *stored);
    if (may)
        may = readInto(*body, edited);
    if (!may)
        return call.fail(may.error());
    call.parts.host.testChannel(edited, [answer = call.answer](const Result<ChannelTest> &test) {
        if (!test)
            return answer(http::failure(test.error()));
        codec::JsonWriter json;
        json.beginObject()
            .member("success", test->succeeded)
            .member("latencyMs", static_cast<std::int64_t>(test->latency.count()))
            .member("status", test->status)
            .member("response", test->response)
            .endObject();
        answer(dataAnswer(json.take()));
    });
}

// Whether this account may see what was sent; what tells of no single alert may tell of all.
class DeliverySight
{
public:
    DeliverySight(store::Connection &connection, AccessScope scope)
        : m_connection(connection)
        , m_scope(std::move(scope))
    {}

    Result<bool> sees(const Delivery &delivery)
    {
        if (m_scope.isEverything() || delivery.alert == 0)
            return m_scope.isEverything();
        const auto known = m_known.find(delivery.alert);
        if (known != m_known.end())
            return known->second;
        const auto alert = alerts::readAlert(m_connection, delivery.alert);
        if (!alert && alert.error().code != ErrorCode::NotFound)
            return alert.error();
        return m_known[delivery.alert] = alert && gateway::sees(m_scope, *alert);
    }

private:
    store::Connection &m_connection;
    const AccessScope m_scope;
    std::map<std::int64_t, bool> m_known; // by alert
};

Result<http::Response> readLedger(
    store::Connection &connection, const DeliveryQuery &query, const AccessScope &scope)
{
    const auto deliveries = notify::readDeliveries(connection, query);
    if (!deliveries)
        return deliveries.error();
    DeliverySight sight(connection, scope);
    codec::JsonWriter json;
    json.beginObject().member("message", "ok").key("data").beginArray();
    for (const Delivery &delivery : *deliveries) {
        const auto isSeen = sight.sees(delivery);
        if (!isSeen)
            return isSeen.error();
        if (*isSeen)
            writeDelivery(json, delivery);
    }
    const bool isAll = deliveries->size() < static_cast<std::size_t>(query.limit);
    json.endArray().member("next", isAll ? std::int64_t{0} : deliveries->back().id).endObject();
    return http::json(json.take());
}

void deliveries(Call call)
{
    constexpr std::int64_t kMost = 1LL << 53;
    const auto page = paging(call.request);
    const auto channel = numberParameter(call.request, "channel", 0, 0, kMost);
    const auto alert = numberParameter(call.request, "alert", 0, 0, kMost);
    const auto unsent = numberParameter(call.request, "unsent", 0, 0, 1);
    const auto before = numberParameter(call.request, "before", 0, 0, kMost);
    if (!page)
        return call.fail(page.error());
    for (const auto *number : {&channel, &alert, &unsent, &before}) {
        if (!*number)
            return call.fail(number->error());
    }
    const DeliveryQuery query{.channel = *channel,
        .alert = *alert,
        .unsentOnly = *unsent == 1,
        .limit = static_cast<int>(page->limit),
        .beforeId = *before};
    answerFromStore(call, [query, scope = call.who.scope](store::Connection &connection) {
        return readLedger(connection, query, scope);
    });
}

constexpr std::string_view kChannel
    = R"({"message":"ok","data":{"id":1,"type":"slack","name":"on-call","enabled":true,"config":{"webhook_url":"********"}}})";

} // namespace

std::vector<Route> notifyRoutes()
{
    using http::Method;
    const Parameter type{
        "type", In::Path, Type::Text, true, "its type, or name or number where there are several"};
    std::vector<Parameter> members{{"name", In::Body, Type::Text, false, "unique"},
        {"enabled", In::Body, Type::Flag, false, "whether it is told anything"},
        {"config", In::Body, Type::Object, false, "******** keeps the secret that is stored"},
        {"minSeverity", In::Body, Type::Text, false, "info, warning or critical"},
        {"clusters", In::Body, Type::Texts, false, "of these only"},
        {"language", In::Body, Type::Text, false, "of messages: en or zh"},
        {"template", In::Body, Type::Text, false, "of messages; empty: the usual one"}};
    std::vector<Parameter> created = members;
    created.insert(created.begin(),
        {"type", In::Body, Type::Text, true, "slack, email, webhook, dingtalk or feishu"});
    std::vector<Parameter> tested = members;
    tested.insert(tested.begin(), type);
    std::vector<Parameter> changed = tested;
    changed.push_back({"version", In::Body, Type::Number, false, "as read; or send If-Match"});
    return {
        {Method::Get, "/notify/channels", "Channels", Capability::ManageAlerts, {}, {},
            R"({"message":"ok","data":[{"id":1,"type":"slack","name":"on-call"}],"total":1})", 200,
            listChannels},
        {Method::Post, "/notify/channels", "Make a channel", Capability::ManageAlerts,
            AuditAction::Create, std::move(created), kChannel, 201, createChannel, true},
        {Method::Get, "/notify/channels/{type}", "One channel, its secrets masked",
            Capability::ManageAlerts, {}, {type}, kChannel, 200, oneChannel},
        {Method::Put, "/notify/channels/{type}", "Change a channel, or make the first of its type",
            Capability::ManageAlerts, AuditAction::Update, std::move(changed), kChannel, 200,
            putChannel, true},
        {Method::Delete, "/notify/channels/{type}", "Remove a channel", Capability::ManageAlerts,
            AuditAction::Delete, {type}, R"({"message":"ok"})", 200, removeChannel},
        {Method::Post, "/notify/channels/{type}/test", "Send a test message",
            Capability::ManageAlerts, AuditAction::Execute, std::move(tested),
            R"({"message":"ok","data":{"success":true,"latencyMs":81,"status":200,"response":"ok"}})",
            200, testChannel, true},
        {Method::Get, "/notify/deliveries", "What was sent and what waits, newest first",
            Capability::ManageAlerts, {},
            {{"channel", In::Query, Type::Number, false, "only to this channel"},
                {"alert", In::Query, Type::Number, false, "only of this alert"},
                {"unsent", In::Query, Type::Number, false, "1: only what did not arrive"},
                {"limit", In::Query, Type::Number, false, "at most this many, 1 to 500"},
                {"before", In::Query, Type::Number, false, "what \"next\" of an answer said"}},
            R"({"message":"ok","data":[{"id":9,"channelName":"on-call","state":"sent"}],"next":0})",
            200, deliveries},
    };
}

} // namespace binnacle::gateway
