#include "core/notify/verdict.h"

#include "core/access/secret_text.h"
#include "core/base/printable.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace binnacle::notify {

namespace {

constexpr std::size_t kShownBytes = 500;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t from = text.find_first_not_of(kSpace);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

Judgement delivered()
{
    return {.verdict = Verdict::Delivered};
}

Judgement again(std::string reason, Duration wait = Duration{0})
{
    return {.verdict = Verdict::Retry, .wait = wait, .reason = std::move(reason)};
}

Judgement refused(std::string reason)
{
    return {.verdict = Verdict::Refused, .reason = std::move(reason)};
}

std::string quoted(std::string_view body)
{
    const std::string_view text = trimmed(body).substr(0, 200);
    return text.empty() ? std::string() : ": " + std::string(text);
}

// By the status alone. nullopt: 2xx.
std::optional<Judgement> byStatus(const Answer &answer)
{
    const int status = answer.status;
    const std::string said = "the answer was " + std::to_string(status) + quoted(answer.body);
    if (status >= 200 && status < 300)
        return std::nullopt;
    if (status >= 500 || status == 408 || status == 425 || status == 429)
        return again(said, answer.retryAfter);
    if (status >= 300 && status < 400)
        return refused("the answer was " + std::to_string(status) + ", a redirect to "
            + (answer.redirect.empty() ? "nowhere" : answer.redirect) + ", which is not followed");
    return refused(said);
}

// The number under the first of `keys` that an object of JSON has.
template<std::size_t N>
std::optional<std::int64_t> codeIn(const std::string &body, const std::array<const char *, N> &keys)
{
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
    if (json.HasParseError() || !json.IsObject())
        return std::nullopt;
    for (const char *key : keys) {
        const auto member = json.FindMember(key);
        if (member != json.MemberEnd() && member->value.IsInt64())
            return member->value.GetInt64();
    }
    return std::nullopt;
}

Judgement judgeSlack(const Answer &answer)
{
    if (answer.status == 200 && trimmed(answer.body) == "ok")
        return delivered();
    constexpr std::array<std::string_view, 9> kRefusals{"invalid_payload", "user_not_found",
        "action_prohibited", "channel_not_found", "no_service", "channel_is_archived",
        "invalid_token", "no_text", "posting_to_general_channel_denied"};
    const bool isKnown = std::ranges::find(kRefusals, trimmed(answer.body)) != kRefusals.end();
    const std::string said = "Slack did not say ok" + quoted(answer.body);
    // Anything else comes from a proxy or a page to log in at: Slack may answer next time.
    return isKnown ? refused(said) : again(said, answer.retryAfter);
}

Judgement judgeDingTalk(const Answer &answer)
{
    const auto code = codeIn(answer.body, std::array{"errcode"});
    if (!code)
        return again("DingTalk gave no errcode" + quoted(answer.body), answer.retryAfter);
    if (*code == 0)
        return delivered();
    const std::string said = "DingTalk refused it" + quoted(answer.body);
    constexpr std::int64_t kBusy = -1;
    constexpr std::int64_t kTooFast = 130'101;
    constexpr std::int64_t kTooFastToday = 410'100;
    if (*code == kTooFast || *code == kTooFastToday)
        return again(said, std::max(answer.retryAfter, Duration{60'000}));
    return *code == kBusy ? again(said) : refused(said);
}

Judgement judgeFeishu(const Answer &answer)
{
    const auto code = codeIn(answer.body, std::array{"code", "StatusCode"});
    if (!code)
        return again("Feishu gave no code" + quoted(answer.body), answer.retryAfter);
    if (*code == 0)
        return delivered();
    const std::string said = "Feishu refused it" + quoted(answer.body);
    constexpr std::int64_t kTooFast = 11'232;
    return *code == kTooFast ? again(said, answer.retryAfter) : refused(said);
}

Judgement judgeMail(const Answer &answer)
{
    if (answer.failure.empty())
        return delivered();
    const bool isRefused = answer.isBlocked || (answer.status >= 500 && answer.status < 600);
    const std::string said = answer.failure + quoted(answer.body);
    return isRefused ? refused(said) : again(said);
}

void replaceAll(std::string &text, const std::string &what)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + access::kMask.size()))
        text.replace(at, what.size(), access::kMask);
}

} // namespace

Judgement judge(ChannelType type, const Answer &answer)
{
    if (type == ChannelType::Email)
        return judgeMail(answer);
    if (answer.isBlocked)
        return refused(answer.failure);
    if (!answer.failure.empty())
        return again(answer.failure);
    if (const auto judged = byStatus(answer))
        return *judged;
    switch (type) {
    case ChannelType::Slack:
        return judgeSlack(answer);
    case ChannelType::DingTalk:
        return judgeDingTalk(answer);
    case ChannelType::Feishu:
        return judgeFeishu(answer);
    case ChannelType::Webhook:
    case ChannelType::Email:
        break;
    }
    return delivered();
}

std::vector<std::string> secretParts(const std::vector<std::string> &secrets)
{
    constexpr std::size_t kShortest = 6; // shorter ones stand in every other word
    std::vector<std::string> parts;
    const auto add = [&parts](std::string part) {
        if (part.size() >= kShortest)
            parts.push_back(std::move(part));
    };
    for (const std::string &secret : secrets) {
        parts.push_back(secret);
        const std::size_t host = secret.find("://");
        const std::size_t path = host == std::string::npos ? host : secret.find('/', host + 3);
        if (path == std::string::npos)
            continue;
        const std::string rest = secret.substr(path);
        add(rest);
        std::string escaped;
        for (const char c : rest)
            escaped += c == '/' ? std::string("\\/") : std::string(1, c);
        add(escaped);
        for (std::size_t from = 0; from < rest.size();) {
            const std::size_t end = std::min(rest.find_first_of("/?&=#", from), rest.size());
            // "services" and "access_token" are in every one of them.
            const bool isRandom = end - from >= 9 && rest.find_first_of("0123456789", from) < end;
            if (isRandom)
                add(rest.substr(from, end - from));
            from = end + 1;
        }
    }
    std::ranges::sort(parts, std::ranges::greater{}, &std::string::size);
    return parts;
}

std::string withoutSecrets(std::string text, const std::vector<std::string> &secrets)
{
    for (const std::string &part : secretParts(secrets)) {
        if (!part.empty())
            replaceAll(text, part);
    }
    return access::cutText(printable(access::maskCredentials(text)), kShownBytes);
}

std::string shownAnswer(const Answer &answer, const std::vector<std::string> &secrets)
{
    const std::string_view body = trimmed(answer.body);
    std::string text = answer.failure;
    if (!text.empty() && !body.empty())
        text += ": ";
    return withoutSecrets(text.append(body), secrets);
}

} // namespace binnacle::notify
