#include "core/notify/channel_keys.h"

#include <algorithm>
#include <array>

namespace binnacle::notify {

namespace {

constexpr ChannelKey kWebhookUrl{
    "webhook_url", "webhookUrl", KeyKind::Url, true /* required */, true /* secret */};
constexpr ChannelKey kSecret{"secret", "secret", KeyKind::Text, false, true};
constexpr ChannelKey kAllowedHosts{"allowed_hosts", "allowedHosts", KeyKind::List};

constexpr std::array kSlack{kWebhookUrl, kAllowedHosts};
constexpr std::array kDingTalk{
    kWebhookUrl,
    kSecret,
    ChannelKey{"at_mobiles", "atMobiles", KeyKind::List},
    ChannelKey{"at_all", "atAll", KeyKind::Flag},
    ChannelKey{"keyword", "keyword", KeyKind::Text},
    kAllowedHosts,
};
constexpr std::array kFeishu{
    kWebhookUrl,
    kSecret,
    ChannelKey{"lark", "lark", KeyKind::Flag},
    kAllowedHosts,
};
constexpr std::array kWebhook{
    ChannelKey{"url", "url", KeyKind::Url, true},
    ChannelKey{"method", "method", KeyKind::Text},
    ChannelKey{"headers", "headers", KeyKind::Headers, false, true},
    kSecret,
    ChannelKey{"template", "template", KeyKind::Text},
    kAllowedHosts,
};
constexpr std::array kEmail{
    ChannelKey{"smtp_host", "smtpHost", KeyKind::Text, true},
    ChannelKey{"smtp_port", "smtpPort", KeyKind::Number, true},
    ChannelKey{"smtp_user", "smtpUser", KeyKind::Text},
    ChannelKey{"smtp_password", "smtpPassword", KeyKind::Text, false, true},
    ChannelKey{"smtp_tls", "smtpTls", KeyKind::Flag},
    ChannelKey{"tls_mode", "tlsMode", KeyKind::Text},
    ChannelKey{"allow_plain_auth", "allowPlainAuth", KeyKind::Flag},
    ChannelKey{"from_address", "fromAddress", KeyKind::Text},
    ChannelKey{"to_addresses", "toAddresses", KeyKind::List, true},
};

} // namespace

std::span<const ChannelKey> channelKeys(ChannelType type)
{
    switch (type) {
    case ChannelType::Slack:
        return kSlack;
    case ChannelType::DingTalk:
        return kDingTalk;
    case ChannelType::Feishu:
        return kFeishu;
    case ChannelType::Webhook:
        return kWebhook;
    case ChannelType::Email:
        break;
    }
    return kEmail;
}

const ChannelKey *findChannelKey(ChannelType type, std::string_view name)
{
    const auto keys = channelKeys(type);
    const auto key = std::ranges::find_if(keys,
        [name](const ChannelKey &known) { return known.name == name || known.camel == name; });
    return key == keys.end() ? nullptr : &*key;
}

bool isPublicHeader(std::string_view name)
{
    constexpr std::array<std::string_view, 3> kPublic{"content-type", "accept", "user-agent"};
    return std::ranges::any_of(kPublic, [name](std::string_view known) {
        return std::ranges::equal(name, known, [](char a, char b) {
            return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
        });
    });
}

} // namespace binnacle::notify
