#include "core/notify/config_check.h"

#include "core/notify/templates.h"

#include <algorithm>
#include <array>

namespace binnacle::notify {

namespace {

bool hasControl(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

bool isHeaderName(std::string_view name)
{
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !name.empty() && name.size() <= 128 && std::ranges::all_of(name, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || kMarks.find(c) != std::string_view::npos;
    });
}

// Headers that are ours or the connection's.
bool isReserved(std::string_view name)
{
    constexpr std::array<std::string_view, 8> kReserved{"host", "content-length",
        "transfer-encoding", "connection", "idempotency-key", "x-binnacle-signature", "expect",
        "upgrade"};
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::ranges::find(kReserved, lower) != kReserved.end();
}

class Check
{
public:
    Check(const ChannelConfig &config, std::vector<ConfigProblem> &problems)
        : m_config(config)
        , m_problems(problems)
    {}

    void run()
    {
        for (const std::string &host : m_config.allowedHosts.hosts) {
            if (const Status named = checkHostName(host); !named)
                refuse("allowed_hosts", named.error().message);
        }
        if (m_config.type == ChannelType::Email)
            return mail();
        url();
        if (m_config.type == ChannelType::Webhook)
            webhook();
        for (const std::string &mobile : m_config.atMobiles) {
            if (mobile.size() > 20 || mobile.find_first_not_of("0123456789+-") != std::string::npos)
                refuse("at_mobiles", "has to be a list of telephone numbers");
        }
    }

private:
    void refuse(std::string key, std::string sentence)
    {
        m_problems.push_back({std::move(key), std::move(sentence), true});
    }
    void warn(std::string key, std::string sentence)
    {
        m_problems.push_back({std::move(key), std::move(sentence), false});
    }

    void url()
    {
        const std::string key = m_config.type == ChannelType::Webhook ? "url" : "webhook_url";
        if (m_config.url.empty())
            return;
        const auto target = parseTarget(m_config.url);
        if (!target)
            return refuse(key, target.error().message);
        // First what can be said of the address: it is what a person has to know.
        if (const Status reachable = checkHost(*target, m_config.allowedHosts); !reachable)
            return warn(key, reachable.error().message);
        const Status known = checkProvider(m_config.type, *target, m_config.allowedHosts);
        if (!known)
            refuse(key, known.error().message);
    }

    void webhook()
    {
        if (m_config.method != "POST" && m_config.method != "PUT")
            refuse("method", "has to be POST or PUT");
        if (m_config.headers.size() > 32)
            refuse("headers", "has more than 32 entries");
        for (const auto &[name, value] : m_config.headers) {
            if (!isHeaderName(name))
                refuse("headers", "has a name that is not one of HTTP");
            else if (isReserved(name))
                refuse("headers", "cannot set " + name);
            else if (hasControl(value) || value.size() > 4'096)
                refuse("headers", "has a value of " + name + " that cannot be sent");
        }
        if (m_config.bodyTemplate.empty())
            return;
        if (const Status usable = checkBodyTemplate(m_config.bodyTemplate); !usable)
            refuse("template", usable.error().message);
    }

    void mail()
    {
        if (!m_config.smtpHost.empty()) {
            const Status named = checkHostName(m_config.smtpHost);
            if (!named || m_config.smtpHost.find("]:") != std::string::npos)
                refuse("smtp_host", "has to be the name or address of a host");
        }
        if (hasControl(m_config.smtpUser) || hasControl(m_config.smtpPassword))
            refuse("smtp_user", "or smtp_password contains a control character");
        if (m_config.to.size() > 100)
            refuse("to_addresses", "has more than 100 entries");
        if (m_config.from.address.empty() && !parseMailbox(m_config.smtpUser))
            warn("from_address", "is missing, and smtp_user is not an address to take its place");
        if (!m_config.smtpPassword.empty() && m_config.tlsMode == TlsMode::None
            && !m_config.allowsPlainAuth)
            warn("tls_mode",
                "is none, which would send the password in the open: choose starttls or implicit, "
                "or set allow_plain_auth");
    }

    const ChannelConfig &m_config;
    std::vector<ConfigProblem> &m_problems;
};

} // namespace

Result<Mailbox> parseMailbox(std::string_view text)
{
    const Error bad{ErrorCode::InvalidArgument, "has to hold addresses such as alerts@example.com"};
    Mailbox mailbox{.address = std::string(text)};
    if (text.ends_with('>')) {
        const std::size_t open = text.rfind('<');
        if (open == std::string_view::npos)
            return bad;
        mailbox.address = std::string(text.substr(open + 1, text.size() - open - 2));
        std::string_view name = text.substr(0, open);
        while (name.ends_with(' ') || name.ends_with('"'))
            name.remove_suffix(1);
        while (name.starts_with(' ') || name.starts_with('"'))
            name.remove_prefix(1);
        mailbox.name = std::string(name);
    }
    const std::string_view address = mailbox.address;
    const std::size_t at = address.find('@');
    const bool isPlain = std::ranges::all_of(address, [](char c) {
        constexpr std::string_view kNever = "<>()[]\\,;:\"";
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte < 0x7F && kNever.find(c) == std::string_view::npos;
    });
    const bool hasOneAt = at != std::string_view::npos && at > 0 && at + 1 < address.size()
        && address.find('@', at + 1) == std::string_view::npos;
    if (!isPlain || !hasOneAt || address.size() > 254 || hasControl(mailbox.name))
        return bad;
    return mailbox;
}

void checkConfig(const ChannelConfig &config, std::vector<ConfigProblem> &problems)
{
    Check(config, problems).run();
}

} // namespace binnacle::notify
