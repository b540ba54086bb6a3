#include "core/codec/json_writer.h"
#include "core/notify/crypto.h"
#include "core/notify/payload.h"
#include "core/notify/signatures.h"

#include <algorithm>
#include <functional>

namespace binnacle::notify {

namespace {

constexpr std::size_t kSlackSection = 3'000; // UTF-16 code units
constexpr std::size_t kSlackBlocks = 50;
constexpr std::size_t kMostBytes = 20'000; // of DingTalk and Feishu, 20 KB

HttpRequest jsonRequest(std::string url, std::string body)
{
    return {.url = std::move(url),
        .headers = {{"Content-Type", "application/json; charset=utf-8"}},
        .body = std::move(body)};
}

std::string slackLine(const TextLine &line)
{
    const std::string value = escapeSlack(line.value);
    return line.label.empty() ? value : '*' + escapeSlack(line.label) + ":* " + value;
}

// Cut before escaping, so that no "&amp;" is cut through.
std::string slackLineWithin(const TextLine &line, std::size_t most)
{
    std::string text = slackLine(line);
    for (std::size_t keep = most; unitsOf(text) > most; keep = keep * 3 / 4)
        text = slackLine({line.label, cutUnits(line.value, keep)});
    return text;
}

// Lines together as long as a section takes them.
std::vector<std::string> slackSections(const RenderedMessage &message)
{
    std::vector<std::string> sections{"*" + escapeSlack(message.title) + "*"};
    for (const TextLine &line : message.lines) {
        const std::string text = slackLineWithin(line, kSlackSection);
        if (unitsOf(sections.back()) + unitsOf(text) + 1 <= kSlackSection)
            sections.back() += '\n' + text;
        else
            sections.push_back(text);
    }
    if (sections.size() > kSlackBlocks) {
        sections.resize(kSlackBlocks - 1);
        sections.emplace_back("…");
    }
    return sections;
}

std::string replacedAll(std::string text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

std::string dingTalkText(const ChannelConfig &config, const RenderedMessage &message)
{
    std::string text = "### " + escapeMarkdown(message.title);
    for (const TextLine &line : message.lines) {
        const std::string value = replacedAll(escapeMarkdown(line.value), "\n", "  \n  ");
        text += "\n- ";
        text += line.label.empty() ? value : "**" + escapeMarkdown(line.label) + "**: " + value;
    }
    // The robot accepts nothing without it.
    if (!config.keyword.empty() && text.find(config.keyword) == std::string::npos)
        text += "\n\n" + config.keyword;
    if (!config.atMobiles.empty()) {
        text += "\n\n";
        for (const std::string &mobile : config.atMobiles)
            text += '@' + mobile + ' ';
    }
    return text;
}

std::string dingTalkBody(const ChannelConfig &config, const RenderedMessage &message)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("msgtype", "markdown")
        .key("markdown")
        .beginObject()
        .member("title", message.title)
        .member("text", dingTalkText(config, message))
        .endObject()
        .key("at")
        .beginObject()
        .key("atMobiles")
        .beginArray();
    for (const std::string &mobile : config.atMobiles)
        json.value(mobile);
    json.endArray().member("isAtAll", config.atAll).endObject().endObject();
    return json.take();
}

std::string_view feishuColour(const RenderedMessage &message)
{
    if (message.status == MessageStatus::Resolved || message.severity == AlertSeverity::Info)
        return "green";
    return message.severity == AlertSeverity::Critical ? "red" : "orange";
}

void writeFeishuLine(codec::JsonWriter &json, const std::string &text)
{
    json.beginObject()
        .member("tag", "div")
        .key("text")
        .beginObject()
        .member("tag", "lark_md")
        .member("content", text)
        .endObject()
        .endObject();
}

std::string feishuBody(const Outgoing &outgoing, const RenderedMessage &message)
{
    codec::JsonWriter json;
    json.beginObject();
    if (!outgoing.config.secret.empty()) {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(outgoing.at);
        json.member("timestamp", std::to_string(seconds.time_since_epoch().count()))
            .member("sign", feishuSignature(outgoing.at, outgoing.config.secret));
    }
    json.member("msg_type", "interactive")
        .key("card")
        .beginObject()
        .key("config")
        .beginObject()
        .member("wide_screen_mode", true)
        .endObject()
        .key("header")
        .beginObject()
        .member("template", feishuColour(message))
        .key("title")
        .beginObject()
        .member("tag", "plain_text")
        .member("content", message.title)
        .endObject()
        .endObject()
        .key("elements")
        .beginArray();
    for (const TextLine &line : message.lines) {
        const std::string value = escapeLark(line.value);
        writeFeishuLine(
            json, line.label.empty() ? value : "**" + escapeLark(line.label) + "** " + value);
    }
    if (message.lines.empty()) // a card without elements is refused
        writeFeishuLine(json, escapeLark(message.title));
    json.endArray().endObject().endObject();
    return json.take();
}

// The longest lines are shortened, then the last ones left out, until what `build` makes is small
// enough.
std::string bodyWithin(
    RenderedMessage message, const std::function<std::string(const RenderedMessage &)> &build)
{
    std::string body = build(message);
    for (std::size_t longest = 2'000; body.size() > kMostBytes && longest > 50; longest /= 2) {
        for (TextLine &line : message.lines)
            line.value = cutUnits(line.value, longest);
        body = build(message);
    }
    while (body.size() > kMostBytes && !message.lines.empty()) {
        message.lines.resize(message.lines.size() * 3 / 4);
        message.lines.push_back({{}, "…"});
        body = build(message);
        message.lines.pop_back();
    }
    return body;
}

} // namespace

HttpRequest slackRequest(const Outgoing &outgoing)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("text", escapeSlack(outgoing.rendered.title))
        .key("blocks")
        .beginArray();
    for (const std::string &section : slackSections(outgoing.rendered)) {
        json.beginObject()
            .member("type", "section")
            .key("text")
            .beginObject()
            .member("type", "mrkdwn")
            .member("text", section)
            .endObject()
            .endObject();
    }
    json.endArray().endObject();
    return jsonRequest(outgoing.config.url, json.take());
}

HttpRequest dingTalkRequest(const Outgoing &outgoing)
{
    const ChannelConfig &config = outgoing.config;
    std::string url = config.url.substr(0, config.url.find('#'));
    if (!config.secret.empty()) {
        url += url.find('?') == std::string::npos ? '?' : '&';
        url += "timestamp=" + std::to_string(toEpochMs(outgoing.at));
        url += "&sign=" + percentEncoded(dingTalkSignature(outgoing.at, config.secret));
    }
    return jsonRequest(std::move(url),
        bodyWithin(outgoing.rendered,
            [&config](const RenderedMessage &message) { return dingTalkBody(config, message); }));
}

HttpRequest feishuRequest(const Outgoing &outgoing)
{
    return jsonRequest(outgoing.config.url,
        bodyWithin(outgoing.rendered,
            [&outgoing](const RenderedMessage &message) { return feishuBody(outgoing, message); }));
}

} // namespace binnacle::notify
