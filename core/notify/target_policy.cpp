#include "core/notify/target_policy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <curl/curl.h>
#include <memory>
#include <span>

namespace binnacle::notify {

namespace {

struct FreeUrl
{
    void operator()(CURLU *url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

constexpr std::array<std::string_view, 2> kSlackHosts{"hooks.slack.com", "hooks.slack-gov.com"};
constexpr std::array<std::string_view, 2> kDingTalkHosts{"oapi.dingtalk.com", "api.dingtalk.com"};
constexpr std::array<std::string_view, 2> kFeishuHosts{"open.feishu.cn", "open.larksuite.com"};
constexpr std::array<std::string_view, 4> kMetadataNames{
    "metadata.google.internal", "metadata", "instance-data", "metadata.internal"};

using Hosts = std::span<const std::string_view>;

Hosts providerHosts(ChannelType type)
{
    switch (type) {
    case ChannelType::Slack:
        return kSlackHosts;
    case ChannelType::DingTalk:
        return kDingTalkHosts;
    case ChannelType::Feishu:
        return kFeishuHosts;
    case ChannelType::Webhook:
    case ChannelType::Email:
        break;
    }
    return {};
}

Error invalid(std::string sentence)
{
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string normalisedHost(std::string_view host)
{
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    while (host.ends_with('.'))
        host.remove_suffix(1);
    std::string name(host);
    std::ranges::transform(name, name.begin(), lower);
    return name;
}

bool hasNonAscii(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::string part(const Url &url, CURLUPart which, unsigned flags = 0)
{
    char *text = nullptr;
    if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK)
        return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

bool isForeignName(const std::string &host)
{
    return host.starts_with("xn--") || host.find(".xn--") != std::string::npos;
}

bool isOf(const std::string &host, Hosts provider)
{
    return std::ranges::find(provider, host) != provider.end();
}

// "hooks.slack.com.evil.example" is not Slack's.
bool imitates(const std::string &host, Hosts provider)
{
    return std::ranges::any_of(
        provider, [&host](std::string_view name) { return host.find(name) != std::string::npos; });
}

bool isLocalName(const std::string &host)
{
    return host == "localhost" || host.ends_with(".localhost") || host == "ip6-localhost"
        || host == "ip6-loopback";
}

std::string joined(Hosts hosts)
{
    std::string text;
    for (const std::string_view host : hosts)
        text.append(text.empty() ? "" : " or ").append(host);
    return text;
}

Status notAllowed(const Target &target, std::string_view why)
{
    return Error{ErrorCode::PermissionDenied,
        "leads to " + target.host + ", " + std::string(why)
            + ": add the host to allowed_hosts if that is meant"};
}

Status never(const Target &target)
{
    return Error{ErrorCode::PermissionDenied,
        "leads to " + target.host
            + ", which is a link-local, metadata or reserved address and never sent to"};
}

} // namespace

bool AllowedHosts::contains(const std::string &host, std::uint16_t port) const
{
    const std::string withPort = host + ':' + std::to_string(port);
    const std::string bracketed = '[' + host + "]:" + std::to_string(port);
    return std::ranges::any_of(hosts, [&](const std::string &entry) {
        const std::string known = normalisedHost(entry);
        return known == host || known == withPort || known == bracketed;
    });
}

Result<Target> parseTarget(std::string_view url)
{
    const auto isUnwritable
        = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '\\'; };
    if (std::ranges::any_of(url, isUnwritable))
        return invalid("contains a space, a backslash or a control character");
    if (url.size() > 2'000)
        return invalid("is longer than 2000 bytes");
    std::string scheme(url.substr(0, url.find("://")));
    std::ranges::transform(scheme, scheme.begin(), lower);
    if (url.find("://") == std::string_view::npos || (scheme != "https" && scheme != "http"))
        return invalid("has to begin with https:// or http://");
    if (url.substr(scheme.size() + 3).starts_with('/')) // which libcurl would overlook
        return invalid("has no host");
    const Url parsed(curl_url());
    const std::string terminated(url);
    if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, terminated.c_str(), 0) != CURLUE_OK)
        return invalid("is not a URL that can be sent to");
    if (!part(parsed, CURLUPART_USER).empty() || !part(parsed, CURLUPART_PASSWORD).empty()
        || terminated.substr(0, terminated.find('/', scheme.size() + 3)).find('@')
            != std::string::npos)
        return invalid("contains a user name or an @ before its host");
    Target target{.isTls = scheme == "https", .host = normalisedHost(part(parsed, CURLUPART_HOST))};
    const std::string port = part(parsed, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::from_chars(port.data(), port.data() + port.size(), target.port);
    if (target.host.empty() || target.port == 0)
        return invalid("has no host or a port that does not exist");
    if (hasNonAscii(target.host) || target.host.find('%') != std::string::npos)
        return invalid("names its host in letters that are not plain ASCII");
    return target;
}

Status checkProvider(ChannelType type, const Target &target, const AllowedHosts &allowed)
{
    if (allowed.contains(target.host, target.port))
        return Done{};
    if (isForeignName(target.host))
        return invalid("names a host that looks like another one (xn--): add it to allowed_hosts "
                       "if it is the right one");
    const std::array providers{Hosts(kSlackHosts), Hosts(kDingTalkHosts), Hosts(kFeishuHosts)};
    const bool isProvider = std::ranges::any_of(
        providers, [&target](Hosts provider) { return isOf(target.host, provider); });
    if (isProvider && !target.isTls)
        return invalid("has to begin with https://");
    for (const Hosts provider : providers) {
        if (!isProvider && imitates(target.host, provider))
            return invalid(
                "leads to " + target.host + ", which only looks like " + joined(provider));
    }
    const Hosts own = providerHosts(type);
    if (own.empty())
        return Done{};
    if (!isOf(target.host, own))
        return invalid("has to lead to " + joined(own)
            + ": add another host to allowed_hosts if it speaks the same language");
    return Done{};
}

Status checkHost(const Target &target, const AllowedHosts &allowed)
{
    if (std::ranges::find(kMetadataNames, target.host) != kMetadataNames.end())
        return never(target);
    if (const auto address = NetworkAddress::from(target.host))
        return checkPeer(*address, target, allowed);
    if (isLocalName(target.host) && !allowed.contains(target.host, target.port))
        return notAllowed(target, "this machine");
    return Done{};
}

Status checkPeer(const NetworkAddress &peer, const Target &target, const AllowedHosts &allowed)
{
    switch (peer.reach()) {
    case NetworkAddress::Reach::Public:
        return Done{};
    case NetworkAddress::Reach::Never:
        return never(target);
    case NetworkAddress::Reach::Loopback:
        if (!allowed.contains(target.host, target.port))
            return notAllowed(target, "this machine");
        return Done{};
    case NetworkAddress::Reach::Private:
        if (!allowed.contains(target.host, target.port))
            return notAllowed(target, "a private network");
        return Done{};
    }
    return never(target);
}

Status checkHostName(std::string_view text)
{
    const bool isPlain
        = !text.empty() && text.size() <= 255 && std::ranges::all_of(text, [](char c) {
              return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '.'
                  || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
          });
    if (!isPlain)
        return invalid("has to be the name or address of a host, such as mail.example.com");
    return Done{};
}

} // namespace binnacle::notify
