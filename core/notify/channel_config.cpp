#include "core/notify/channel_config.h"

#include "core/codec/json_document.h"
#include "core/codec/json_writer.h"
#include "core/notify/channel_keys.h"
#include "core/notify/config_check.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace binnacle::notify {

namespace {

using Json = rapidjson::Value;

std::string textOf(const Json &value)
{
    return {value.GetString(), value.GetStringLength()};
}

std::string trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t from = text.find_first_not_of(kSpace);
    if (from == std::string_view::npos)
        return {};
    return std::string(text.substr(from, text.find_last_not_of(kSpace) - from + 1));
}

// One member of the configuration, whatever its kind.
struct Entry
{
    bool isGiven = false;
    std::string text;
    std::int64_t number = 0;
    bool flag = false;
    std::vector<std::string> list;
    std::vector<std::pair<std::string, std::string>> headers;
};

class Reader
{
public:
    Reader(ChannelType type, const Json &object)
        : m_type(type)
        , m_object(object)
    {}

    CheckedConfig read()
    {
        refuseUnknown();
        codec::JsonWriter json;
        json.beginObject();
        for (const ChannelKey &key : channelKeys(m_type)) {
            const Entry entry = readEntry(key);
            if (key.isRequired && !entry.isGiven && !hasProblem(key.name))
                problem(key.name, "is missing");
            if (!entry.isGiven)
                continue;
            write(json, key, entry);
            take(key.name, entry);
        }
        json.endObject();
        m_checked.config.type = m_type;
        m_checked.json = json.take();
        settleTls();
        checkConfig(m_checked.config, m_checked.problems);
        return std::move(m_checked);
    }

private:
    void problem(std::string_view key, std::string sentence, bool isRefused = false)
    {
        m_checked.problems.push_back({std::string(key), std::move(sentence), isRefused});
    }

    bool hasProblem(std::string_view key) const
    {
        return std::ranges::any_of(
            m_checked.problems, [key](const ConfigProblem &known) { return known.key == key; });
    }

    void refuseUnknown()
    {
        for (const auto &member : m_object.GetObject()) {
            const std::string name = textOf(member.name);
            if (findChannelKey(m_type, name) == nullptr)
                problem(name.substr(0, 64),
                    "is not a key of a channel of type " + std::string(channelTypeName(m_type)),
                    true);
        }
    }

    // snake_case wins over the other spelling; null is absent.
    const Json *find(const ChannelKey &key) const
    {
        for (const std::string_view name : {key.name, key.camel}) {
            const auto member = m_object.FindMember(
                Json(rapidjson::StringRef(name.data(), static_cast<unsigned>(name.size()))));
            if (member != m_object.MemberEnd() && !member->value.IsNull())
                return &member->value;
        }
        return nullptr;
    }

    Entry readEntry(const ChannelKey &key)
    {
        const Json *value = find(key);
        Entry entry;
        if (value == nullptr)
            return entry;
        switch (key.kind) {
        case KeyKind::Text:
        case KeyKind::Url:
            readText(key, *value, entry);
            break;
        case KeyKind::Number:
            readNumber(key, *value, entry);
            break;
        case KeyKind::Flag:
            readFlag(key, *value, entry);
            break;
        case KeyKind::List:
            readList(key, *value, entry);
            break;
        case KeyKind::Headers:
            readHeaders(key, *value, entry);
            break;
        }
        return entry;
    }

    void readText(const ChannelKey &key, const Json &value, Entry &entry)
    {
        if (!value.IsString())
            return problem(key.name, "has to be a text", true);
        // What is around a URL was pasted with it; within a secret it may be meant.
        entry.text = key.kind == KeyKind::Url ? trimmed(textOf(value)) : textOf(value);
        entry.isGiven = !entry.text.empty();
    }

    void readNumber(const ChannelKey &key, const Json &value, Entry &entry)
    {
        const std::string text = value.IsString() ? trimmed(textOf(value)) : std::string();
        if (value.IsString() && text.empty())
            return;
        const char *end = text.data() + text.size();
        const bool isNumber = value.IsString()
            ? std::from_chars(text.data(), end, entry.number).ptr == end
            : value.IsInt64();
        if (!isNumber)
            return problem(key.name, "has to be a whole number", true);
        if (value.IsInt64())
            entry.number = value.GetInt64();
        entry.isGiven = true;
    }

    void readFlag(const ChannelKey &key, const Json &value, Entry &entry)
    {
        if (!value.IsBool())
            return problem(key.name, "has to be true or false", true);
        entry.flag = value.GetBool();
        entry.isGiven = true;
    }

    void readList(const ChannelKey &key, const Json &value, Entry &entry)
    {
        if (value.IsString()) {
            splitAtCommas(textOf(value), entry.list);
        } else if (value.IsArray()) {
            for (const Json &item : value.GetArray()) {
                if (!item.IsString() && !item.IsInt64())
                    return problem(key.name, "has to be a list of texts", true);
                std::string text
                    = item.IsString() ? trimmed(textOf(item)) : std::to_string(item.GetInt64());
                if (!text.empty())
                    entry.list.push_back(std::move(text));
            }
        } else {
            return problem(key.name, "has to be a list of texts", true);
        }
        entry.isGiven = !entry.list.empty();
    }

    static void splitAtCommas(const std::string &text, std::vector<std::string> &list)
    {
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t end = std::min(text.find(',', from), text.size());
            if (std::string item = trimmed(text.substr(from, end - from)); !item.empty())
                list.push_back(std::move(item));
            from = end + 1;
        }
    }

    void readHeaders(const ChannelKey &key, const Json &value, Entry &entry)
    {
        if (!value.IsObject())
            return problem(key.name, "has to be an object of texts", true);
        for (const auto &member : value.GetObject()) {
            if (!member.value.IsString())
                return problem(key.name, "has to be an object of texts", true);
            entry.headers.emplace_back(textOf(member.name), textOf(member.value));
        }
        entry.isGiven = !entry.headers.empty();
    }

    static void write(codec::JsonWriter &json, const ChannelKey &key, const Entry &entry)
    {
        json.key(key.name);
        switch (key.kind) {
        case KeyKind::Text:
        case KeyKind::Url:
            json.value(entry.text);
            break;
        case KeyKind::Number:
            json.value(entry.number);
            break;
        case KeyKind::Flag:
            json.value(entry.flag);
            break;
        case KeyKind::List:
            json.beginArray();
            for (const std::string &item : entry.list)
                json.value(item);
            json.endArray();
            break;
        case KeyKind::Headers:
            json.beginObject();
            for (const auto &[name, value] : entry.headers)
                json.member(name, value);
            json.endObject();
            break;
        }
    }

    void take(std::string_view key, const Entry &entry)
    {
        ChannelConfig &config = m_checked.config;
        using Field = std::pair<std::string_view, std::string *>;
        const std::array<Field, 10> texts{Field{"webhook_url", &config.url},
            Field{"url", &config.url}, Field{"secret", &config.secret},
            Field{"keyword", &config.keyword}, Field{"method", &config.method},
            Field{"template", &config.bodyTemplate}, Field{"smtp_host", &config.smtpHost},
            Field{"smtp_user", &config.smtpUser}, Field{"smtp_password", &config.smtpPassword},
            Field{"tls_mode", &m_tlsMode}};
        const auto text
            = std::ranges::find_if(texts, [key](const Field &field) { return field.first == key; });
        if (text != texts.end())
            *text->second = entry.text;
        else if (key == "allowed_hosts")
            config.allowedHosts.hosts = entry.list;
        else if (key == "at_mobiles")
            config.atMobiles = entry.list;
        else if (key == "at_all")
            config.atAll = entry.flag;
        else if (key == "headers")
            config.headers = entry.headers;
        else
            takeMail(key, entry);
    }

    void takeMail(std::string_view key, const Entry &entry)
    {
        ChannelConfig &config = m_checked.config;
        if (key == "allow_plain_auth") {
            config.allowsPlainAuth = entry.flag;
        } else if (key == "smtp_tls") {
            m_smtpTls = entry.flag ? "true" : "false";
        } else if (key == "smtp_port") {
            if (entry.number < 1 || entry.number > 65'535)
                return problem(key, "has to be between 1 and 65535", true);
            config.smtpPort = static_cast<std::uint16_t>(entry.number);
        } else if (key == "from_address") {
            if (const auto mailbox = mailboxOf(key, entry.text))
                config.from = *mailbox;
        } else if (key == "to_addresses") {
            for (const std::string &item : entry.list) {
                if (const auto mailbox = mailboxOf(key, item))
                    config.to.push_back(*mailbox);
            }
        }
    }

    std::optional<Mailbox> mailboxOf(std::string_view key, const std::string &text)
    {
        auto mailbox = parseMailbox(text);
        if (mailbox)
            return *std::move(mailbox);
        problem(key, mailbox.error().message, true);
        return std::nullopt;
    }

    // Of the two keys that say it; without either the port tells, and what is safe.
    void settleTls()
    {
        ChannelConfig &config = m_checked.config;
        const TlsMode byPort = config.smtpPort == 465 ? TlsMode::Implicit : TlsMode::StartTls;
        if (m_tlsMode == "none")
            config.tlsMode = TlsMode::None;
        else if (m_tlsMode == "starttls")
            config.tlsMode = TlsMode::StartTls;
        else if (m_tlsMode == "implicit")
            config.tlsMode = TlsMode::Implicit;
        else if (!m_tlsMode.empty())
            problem("tls_mode", "has to be none, starttls or implicit", true);
        else
            config.tlsMode = m_smtpTls == "false" ? TlsMode::None : byPort;
    }

    const ChannelType m_type;
    const Json &m_object;
    CheckedConfig m_checked;
    std::string m_tlsMode;
    std::string m_smtpTls; // "true", "false", "": not given
};

} // namespace

Result<CheckedConfig> readConfig(ChannelType type, const std::string &json)
{
    constexpr std::size_t kMostBytes = 64U << 10;
    if (json.size() > kMostBytes)
        return Error{ErrorCode::TooLarge, "a channel's configuration has more than 64 KiB"};
    if (const Status valid = codec::validateJson(json); !valid)
        return Error{ErrorCode::InvalidArgument, "the configuration: " + valid.error().message};
    rapidjson::Document document;
    document.Parse(json.data(), json.size());
    if (!document.IsObject())
        return Error{ErrorCode::InvalidArgument, "the configuration has to be a JSON object"};
    return Reader(type, document).read();
}

} // namespace binnacle::notify
