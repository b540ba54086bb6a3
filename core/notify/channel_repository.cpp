#include "core/notify/channel_repository.h"

#include "core/access/secret_text.h"
#include "core/base/printable.h"
#include "core/codec/json_writer.h"
#include "core/notify/config_secrets.h"
#include "core/notify/outbox_repository.h"
#include "core/notify/secret_seal.h"
#include "core/notify/sql.h"
#include "core/notify/templates.h"

#include <rapidjson/document.h>

namespace binnacle::notify {

namespace {

Error invalid(std::string sentence)
{
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

std::string clustersJson(const std::vector<ClusterId> &clusters)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const ClusterId &cluster : clusters)
        json.value(cluster.value);
    json.endArray();
    return json.take();
}

// nullopt: it cannot be read, and then it must not become "all".
std::optional<std::vector<ClusterId>> clustersFrom(std::string_view text)
{
    rapidjson::Document json;
    json.Parse(text.data(), text.size());
    if (!json.IsArray())
        return std::nullopt;
    std::vector<ClusterId> clusters;
    for (const auto &item : json.GetArray()) {
        if (!item.IsString())
            return std::nullopt;
        clusters.push_back({std::string(item.GetString(), item.GetStringLength())});
    }
    return clusters;
}

// As stored: secrets sealed.
Result<Channel> channelOf(const store::Statement &row)
{
    const auto type = channelTypeFromName(row.text(1));
    const auto severity = alertSeverityFromName(row.text(5));
    auto clusters = clustersFrom(row.text(6));
    if (!type || !severity || !clusters)
        return Error{ErrorCode::Corrupt, "a notification channel cannot be read"};
    return Channel{.id = row.number(0),
        .type = *type,
        .name = std::string(row.text(2)),
        .isEnabled = row.number(3) == 1,
        .config = std::string(row.text(4)),
        .minSeverity = *severity,
        .clusters = *std::move(clusters),
        .language = std::string(row.text(7)),
        .templateText = std::string(row.text(8)),
        .createdAt = timeOf(row.number(9)),
        .updatedAt = timeOf(row.number(10)),
        .lastTestAt = timeOf(row.number(11)),
        .lastTestSucceeded = row.number(12) == 1,
        .lastTestMessage = std::string(row.text(13))};
}

// REQUIRES: the configuration of `channel` is plain.
Result<OpenChannel> openPlain(Channel channel)
{
    auto checked = readConfig(channel.type, channel.config);
    if (!checked)
        return checked.error();
    auto masked = maskSecrets(channel.type, checked->json);
    if (!masked)
        return masked.error();
    OpenChannel open{
        .config = std::move(checked->config), .secrets = secretsIn(channel.type, checked->json)};
    for (const ConfigProblem &problem : checked->problems)
        channel.problems.push_back(problem.text());
    channel.config = *std::move(masked);
    open.channel = std::move(channel);
    return open;
}

// REQUIRES: the configuration of `channel` is sealed.
OpenChannel openStored(Channel channel, const SecretSeal &seal)
{
    const auto plain = unsealSecrets(channel.type, channel.config, channel.id, seal);
    Channel stored = channel;
    if (plain)
        stored.config = *plain;
    auto open = plain ? openPlain(std::move(stored)) : Result<OpenChannel>(plain.error());
    if (open)
        return *std::move(open);
    // Still to be seen, so that somebody can mend or remove it.
    const auto masked = maskSecrets(channel.type, channel.config);
    channel.config = masked ? *masked : "{}";
    channel.problems.push_back(open.error().message);
    return {.channel = std::move(channel)};
}

// nullopt: there is none.
Result<std::optional<Channel>> readSealed(store::Connection &connection, std::int64_t id)
{
    auto row = connection.prepare("channels.one");
    if (!row)
        return row.error();
    const auto found = row->bind(id).step();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<Channel>();
    auto channel = channelOf(*row);
    if (!channel)
        return channel.error();
    return std::optional<Channel>(*std::move(channel));
}

Error noChannel()
{
    return {ErrorCode::NotFound, "there is no such channel any more"};
}

// The edited configuration with real secrets in place of masks.
Result<std::string> plainConfig(
    store::Connection &connection, const SecretSeal &seal, const Channel &edited)
{
    const auto checked = readConfig(edited.type, edited.config);
    if (!checked)
        return checked.error();
    std::string stored = "{}";
    if (edited.id != 0) {
        const auto known = readSealed(connection, edited.id);
        if (!known)
            return known.error();
        if (!known->has_value())
            return noChannel();
        if ((*known)->type != edited.type)
            return invalid("the type of a channel cannot be changed: make a new one");
        // One that cannot be unsealed has no secret to keep: they have to be given again.
        if (auto plain = unsealSecrets(edited.type, (*known)->config, edited.id, seal))
            stored = *std::move(plain);
    }
    return keepSecrets(edited.type, checked->json, stored);
}

Status checkChannel(const Channel &channel)
{
    if (channel.name.empty() || channel.name.size() > 100
        || printable(channel.name) != channel.name)
        return invalid("name has to be a line of at most 100 bytes");
    if (channel.language != "en" && channel.language != "zh")
        return invalid("language has to be en or zh");
    if (channel.clusters.size() > 1'000)
        return invalid("clusters has more than 1000 entries");
    if (const Status usable = checkTemplate(channel.templateText); !usable)
        return invalid("template " + usable.error().message);
    return Done{};
}

// The configuration as it will be stored but for its seal. What has to be refused is refused.
Result<std::string> checkedConfig(const Channel &channel, const std::string &plain)
{
    auto checked = readConfig(channel.type, plain);
    if (!checked)
        return checked.error();
    for (const ConfigProblem &problem : checked->problems) {
        if (problem.isRefused)
            return invalid(problem.text());
    }
    return std::move(checked->json);
}

Status checkName(store::WriteContext &context, const Channel &channel)
{
    const auto taken = readNumbers(context.connection, "channels.of_name", channel.name);
    if (!taken)
        return taken.error();
    if (!taken->empty() && taken->front() != channel.id)
        return Error{ErrorCode::Conflict, "there is another channel " + channel.name};
    return Done{};
}

Status checkVersion(store::WriteContext &context, const Channel &channel)
{
    const auto known = readSealed(context.connection, channel.id);
    if (!known)
        return known.error();
    if (!known->has_value())
        return noChannel();
    if (isKnown(channel.updatedAt) && (*known)->updatedAt != channel.updatedAt)
        return Error{ErrorCode::Conflict, "somebody changed this channel meanwhile: look again"};
    return Done{};
}

} // namespace

Result<std::vector<OpenChannel>> readOpenChannels(
    store::Connection &connection, const SecretSeal &seal)
{
    auto rows = connection.prepare("channels.list");
    if (!rows)
        return rows.error();
    std::vector<OpenChannel> channels;
    Status usable = Done{};
    const Status read = forEachRow(*rows, [&](const store::Statement &row) {
        auto channel = channelOf(row);
        if (channel)
            channels.push_back(openStored(*std::move(channel), seal));
        else
            usable = channel.error();
    });
    if (!read || !usable)
        return read ? usable.error() : read.error();
    return channels;
}

Result<std::vector<Channel>> readChannels(store::Connection &connection, const SecretSeal &seal)
{
    auto open = readOpenChannels(connection, seal);
    if (!open)
        return open.error();
    std::vector<Channel> channels;
    for (OpenChannel &channel : *open)
        channels.push_back(std::move(channel.channel));
    return channels;
}

Result<std::vector<Channel>> readSealedChannels(store::Connection &connection)
{
    auto rows = connection.prepare("channels.list");
    if (!rows)
        return rows.error();
    std::vector<Channel> channels;
    Status usable = Done{};
    const Status read = forEachRow(*rows, [&](const store::Statement &row) {
        auto channel = channelOf(row);
        if (!channel) {
            usable = channel.error();
            return;
        }
        const auto masked = maskSecrets(channel->type, channel->config);
        channel->config = masked ? *masked : "{}";
        channels.push_back(*std::move(channel));
    });
    if (!read || !usable)
        return read ? usable.error() : read.error();
    return channels;
}

Result<OpenChannel> openEdited(
    store::Connection &connection, const SecretSeal &seal, const Channel &edited)
{
    const auto plain = plainConfig(connection, seal, edited);
    if (!plain)
        return plain.error();
    Channel channel = edited;
    channel.config = *plain;
    channel.problems.clear();
    return openPlain(std::move(channel));
}

Result<std::int64_t> saveChannel(
    store::WriteContext &context, const SecretSeal &seal, const Channel &channel, Timestamp now)
{
    if (const Status usable = checkChannel(channel); !usable)
        return usable.error();
    if (const Status free = checkName(context, channel); !free)
        return free.error();
    const auto merged = plainConfig(context.connection, seal, channel);
    if (!merged)
        return merged.error();
    const auto plain = checkedConfig(channel, *merged);
    if (!plain)
        return plain.error();
    std::int64_t id = channel.id;
    if (id == 0) {
        const Status inserted = runSql(context.connection, "channels.insert",
            channelTypeName(channel.type), channel.name, alertSeverityName(channel.minSeverity),
            clustersJson(channel.clusters), channel.language, channel.templateText, toEpochMs(now));
        if (!inserted)
            return inserted.error();
        id = context.connection.lastInsertId();
    } else if (const Status current = checkVersion(context, channel); !current) {
        return current.error();
    }
    const auto sealed = sealSecrets(channel.type, *plain, id, seal);
    if (!sealed)
        return sealed.error();
    const Status updated = runSql(context.connection, "channels.update", channel.name,
        channel.isEnabled ? 1 : 0, *sealed, alertSeverityName(channel.minSeverity),
        clustersJson(channel.clusters), channel.language, channel.templateText, toEpochMs(now), id);
    if (!updated)
        return updated.error();
    return id;
}

Status removeChannel(store::WriteContext &context, std::int64_t channel, Timestamp now)
{
    Status removed = runSql(context.connection, "channels.remove", channel);
    if (!removed)
        return removed;
    if (context.connection.changes() == 0)
        return noChannel();
    return giveUp(context, channel, "the channel was removed", now);
}

Status saveChannelTest(
    store::WriteContext &context, std::int64_t channel, const ChannelTest &test, Timestamp at)
{
    return runSql(context.connection, "channels.tested", toEpochMs(at), test.succeeded ? 1 : 0,
        access::cutText(test.response, 500), channel);
}

} // namespace binnacle::notify
