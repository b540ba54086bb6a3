#include "core/notify/config_secrets.h"

#include "core/access/secret_text.h"
#include "core/notify/channel_config.h"
#include "core/notify/channel_keys.h"
#include "core/notify/secret_seal.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <functional>
#include <map>
#include <utility>

namespace binnacle::notify {

namespace {

using Json = rapidjson::Value;

std::string textOf(const Json &value)
{
    return {value.GetString(), value.GetStringLength()};
}

// Gets "smtp_password" or "headers.Authorization" and its value, and gives what it becomes.
using Change = std::function<Result<std::string>(const std::string &path, std::string value)>;

Status changeValue(
    Json &value, const std::string &path, rapidjson::Document &owner, const Change &change)
{
    if (!value.IsString() || value.GetStringLength() == 0)
        return Done{};
    const Result<std::string> changed = change(path, textOf(value));
    if (!changed)
        return changed.error();
    value.SetString(
        changed->data(), static_cast<rapidjson::SizeType>(changed->size()), owner.GetAllocator());
    return Done{};
}

Status changeMember(
    const ChannelKey &key, Json &value, rapidjson::Document &owner, const Change &change)
{
    if (key.kind != KeyKind::Headers || !value.IsObject())
        return changeValue(value, std::string(key.name), owner, change);
    for (auto &header : value.GetObject()) {
        const std::string name = textOf(header.name);
        if (isPublicHeader(name))
            continue;
        Status changed = changeValue(header.value, "headers." + name, owner, change);
        if (!changed)
            return changed;
    }
    return Done{};
}

Result<std::string> changeSecrets(ChannelType type, const std::string &json, const Change &change)
{
    rapidjson::Document document;
    document.Parse(json.data(), json.size());
    if (!document.IsObject())
        return Error{ErrorCode::Corrupt, "the configuration of a channel cannot be read"};
    for (auto &member : document.GetObject()) {
        const ChannelKey *key = findChannelKey(type, textOf(member.name));
        if (key == nullptr || !key->isSecret)
            continue;
        if (const Status changed = changeMember(*key, member.value, document, change); !changed)
            return changed.error();
    }
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    document.Accept(writer);
    return std::string(buffer.GetString(), buffer.GetSize());
}

// Secrets that leave this program as they are; the others only sign.
bool goesOut(const std::string &path)
{
    return path == "smtp_password" || path.starts_with("headers.");
}

// Where they go, and how well they are protected on the way.
std::string destination(ChannelType type, const std::string &json)
{
    const auto checked = readConfig(type, json);
    if (!checked)
        return {};
    const ChannelConfig &config = checked->config;
    if (type == ChannelType::Email) {
        const char *way = config.tlsMode == TlsMode::None ? " in the open" : "";
        return config.smtpHost + ':' + std::to_string(config.smtpPort) + way;
    }
    const auto target = parseTarget(config.url);
    if (!target)
        return {};
    return target->host + ':' + std::to_string(target->port)
        + (target->isTls ? "" : " in the open");
}

} // namespace

bool isMask(std::string_view text)
{
    return text.size() >= 6 && text.find_first_not_of('*') == std::string_view::npos;
}

Result<std::string> maskSecrets(ChannelType type, const std::string &json)
{
    return changeSecrets(type, json,
        [](const std::string &, const std::string &) { return std::string(access::kMask); });
}

Result<std::string> sealSecrets(
    ChannelType type, const std::string &json, std::int64_t channel, const SecretSeal &seal)
{
    return changeSecrets(type, json,
        [&](const std::string &, const std::string &value) { return seal.seal(channel, value); });
}

Result<std::string> unsealSecrets(
    ChannelType type, const std::string &json, std::int64_t channel, const SecretSeal &seal)
{
    return changeSecrets(type, json, [&](const std::string &path, const std::string &value) {
        auto plain = seal.unseal(channel, value);
        return plain ? plain : Result<std::string>(withContext(plain.error(), path));
    });
}

Result<std::string> keepSecrets(
    ChannelType type, const std::string &edited, const std::string &stored)
{
    std::map<std::string, std::string> known;
    const auto read = changeSecrets(
        type, stored, [&known](const std::string &path, std::string value) -> Result<std::string> {
            known.emplace(path, value);
            return value;
        });
    if (!read)
        return read.error();
    bool keepsWhatGoesOut = false;
    auto kept = changeSecrets(
        type, edited, [&](const std::string &path, std::string value) -> Result<std::string> {
            if (!isMask(value))
                return value;
            const auto secret = known.find(path);
            if (secret == known.end())
                return Error{ErrorCode::InvalidArgument, path + " is masked, and none is stored"};
            keepsWhatGoesOut = keepsWhatGoesOut || goesOut(path);
            return secret->second;
        });
    if (!kept || !keepsWhatGoesOut)
        return kept;
    const std::string before = destination(type, stored);
    if (before != destination(type, *kept))
        return Error{ErrorCode::InvalidArgument,
            (type == ChannelType::Email ? std::string("smtp_password") : std::string("headers"))
                + " has to be given again: what is stored was given for " + before};
    return kept;
}

std::vector<std::string> secretsIn(ChannelType type, const std::string &json)
{
    std::vector<std::string> secrets;
    const auto read = changeSecrets(
        type, json, [&secrets](const std::string &, std::string value) -> Result<std::string> {
            secrets.push_back(value);
            return value;
        });
    if (!read)
        secrets.clear(); // what cannot be read holds none that could be sent
    return secrets;
}

} // namespace binnacle::notify
