#pragma once

#include "core/base/result.h"
#include "core/domain/notification.h"
#include "core/notify/target_policy.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::notify {

enum class TlsMode { None, StartTls, Implicit };

struct Mailbox
{
    std::string name; // may be empty
    std::string address;
};
// "alerts@example.com" or "Binnacle <alerts@example.com>". Errors: InvalidArgument, as a sentence
// that goes on behind the field's name.
Result<Mailbox> parseMailbox(std::string_view text);

// A channel's configuration as read from its JSON; what a type does not know stays empty.
struct ChannelConfig
{
    ChannelType type = ChannelType::Webhook;
    std::string url; // webhook_url or url
    std::string secret;
    AllowedHosts allowedHosts;

    std::vector<std::string> atMobiles; // DingTalk
    bool atAll = false;
    std::string keyword;

    std::string method = "POST"; // webhook
    std::vector<std::pair<std::string, std::string>> headers;
    std::string bodyTemplate;

    std::string smtpHost; // e-mail
    std::uint16_t smtpPort = 0;
    std::string smtpUser;
    std::string smtpPassword;
    TlsMode tlsMode = TlsMode::StartTls;
    bool allowsPlainAuth = false; // a password without TLS
    Mailbox from;
    std::vector<Mailbox> to;
};

struct ConfigProblem
{
    std::string key;
    std::string sentence;   // goes on behind the key: "is missing"
    bool isRefused = false; // must not be stored; others only keep the channel from being effective

    std::string text() const { return key + ' ' + sentence; }
};

struct CheckedConfig
{
    ChannelConfig config;
    std::string json; // as stored: snake_case, in the registry's order, nothing that is not known
    std::vector<ConfigProblem> problems;
};

// Secrets in `json` are plain. Errors: InvalidArgument (not a JSON object), TooLarge.
Result<CheckedConfig> readConfig(ChannelType type, const std::string &json);

} // namespace binnacle::notify
