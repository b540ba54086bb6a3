#include "core/alerts/silence_repository.h"
#include "core/gateway/answers.h"
#include "core/gateway/duty_json.h"
#include "core/gateway/duty_scope.h"
#include "core/gateway/parameters.h"
#include "core/gateway/with_stored.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

constexpr std::int64_t kMsPerSecond = 1000;

http::Response silenceAnswer(const Silence &silence, Timestamp now, int status = 200)
{
    return dataAnswer(textOf(writeSilence, silence, now), status);
}

void listSilences(Call call)
{
    const auto all = numberParameter(call.request, "all", 0, 0, 1);
    if (!all)
        return call.fail(all.error());
    const Timestamp now = call.parts.clock.now();
    answerFromStore(call,
        [who = call.who, now, since = *all == 1 ? Timestamp{} : now](
            store::Connection &connection) -> Result<http::Response> {
            const auto silences = alerts::readSilences(connection, since);
            if (!silences)
                return silences.error();
            std::int64_t total = 0;
            codec::JsonWriter json;
            json.beginArray();
            for (const Silence &silence : *silences) {
                if (!sees(who.scope, silence))
                    continue;
                writeSilence(json, silence, now);
                ++total;
            }
            json.endArray();
            return listAnswer(json.take(), total);
        });
}

std::function<Result<Silence>(store::Connection &)> silenceInPath(const Call &call)
{
    const auto id = numberInPath(call.request, "silence");
    return [id, who = call.who](store::Connection &connection) -> Result<Silence> {
        if (!id)
            return id.error();
        const auto silences = alerts::readSilences(connection, Timestamp{});
        if (!silences)
            return silences.error();
        const auto silence = std::ranges::find(*silences, *id, &Silence::id);
        if (silence == silences->end() || !sees(who.scope, *silence))
            return Error{ErrorCode::NotFound, "there is no such silence"};
        return *silence;
    };
}

void oneSilence(Call call)
{
    withStored<Silence>(call, silenceInPath(call), [call](const Silence &silence) {
        call.answer(silenceAnswer(silence, call.parts.clock.now()));
    });
}

Result<AlertMatcher> matcherOf(const Body &body)
{
    struct Sign
    {
        std::string_view text;
        AlertMatcher::Op op;
    };
    static constexpr std::array<Sign, 4> kSigns{
        {{"=", AlertMatcher::Op::Equal}, {"!=", AlertMatcher::Op::NotEqual},
            {"=~", AlertMatcher::Op::Regex}, {"!~", AlertMatcher::Op::NotRegex}}};
    const auto label = body.text("label", true);
    const auto op = body.text("op");
    const auto value = body.text("value");
    for (const auto *text : {&label, &op, &value}) {
        if (!*text)
            return withContext(text->error(), "matchers");
    }
    const std::string_view wanted = op->empty() ? std::string_view("=") : std::string_view(*op);
    const auto sign = std::ranges::find(kSigns, wanted, &Sign::text);
    if (sign == kSigns.end())
        return Error{ErrorCode::InvalidArgument, "matchers: op: =, !=, =~ or !~"};
    return AlertMatcher{.label = *label, .op = sign->op, .value = *value};
}

// "" leaves `at` as it is.
Status readTime(const Body &body, const char *name, Timestamp &at)
{
    const auto text = body.text(name);
    if (!text)
        return text.error();
    if (text->empty())
        return Done{};
    const auto time = parseRfc3339(*text);
    if (!time)
        return Error{ErrorCode::InvalidArgument,
            std::string(name) + ": must be a time such as 2026-03-01T09:00:00Z"};
    at = *time;
    return Done{};
}

Status readFlags(const Body &body, Silence &silence)
{
    constexpr std::int64_t kLongest = 366LL * 86'400;
    const auto maintenance = body.flag("maintenance", silence.isMaintenance);
    const auto excludes = body.flag("excludesBudget", silence.excludesBudget);
    const auto ends = body.flag("endsWhenResolved", silence.endsWhenResolved);
    for (const auto *flag : {&maintenance, &excludes, &ends}) {
        if (!*flag)
            return flag->error();
    }
    silence.isMaintenance = *maintenance;
    silence.excludesBudget = *excludes;
    silence.endsWhenResolved = *ends;
    if (!body.has("remindBeforeSec"))
        return Done{};
    const auto remind = body.number("remindBeforeSec");
    if (!remind)
        return remind.error();
    if (*remind < 0 || *remind > kLongest)
        return Error{ErrorCode::InvalidArgument, "remindBeforeSec: 0 to 31622400"};
    silence.remindBefore = Duration{*remind * kMsPerSecond};
    return Done{};
}

// What the body says of `silence`; the rest stays.
Status readInto(const Call &call, Silence &silence)
{
    const auto body = Body::read(call.request);
    if (!body)
        return body.error();
    for (const auto &[name, into] :
        {std::pair{"name", &silence.name}, std::pair{"reason", &silence.reason}}) {
        const auto text = body->text(name);
        if (!text)
            return text.error();
        if (body->has(name))
            *into = *text;
    }
    if (body->has("matchers")) {
        const auto matchers = body->objects("matchers");
        if (!matchers)
            return matchers.error();
        silence.matchers.clear();
        for (const Body &one : *matchers) {
            auto matcher = matcherOf(one);
            if (!matcher)
                return matcher.error();
            silence.matchers.push_back(*std::move(matcher));
        }
    }
    for (const auto &[name, into] :
        {std::pair{"from", &silence.from}, std::pair{"until", &silence.until}}) {
        if (Status read = readTime(*body, name, *into); !read)
            return read;
    }
    return readFlags(*body, silence);
}

void createSilence(Call call)
{
    const Timestamp now = call.parts.clock.now();
    Silence silence{.from = now, .createdBy = call.who.username};
    Status may = readInto(call, silence);
    if (may)
        may = alerts::checkSilence(silence);
    if (may)
        may = mayKeep(call.who.scope, silence);
    if (!may)
        return call.fail(may.error());
    call.changed({}, textOf(writeSilence, silence, now));
    call.parts.host.saveSilence(silence, [call, silence, now](const Status &saved) {
        if (!saved)
            return call.fail(saved.error());
        answerFromStore(
            call, [silence, now](store::Connection &connection) -> Result<http::Response> {
                const auto silences = alerts::readSilences(connection, Timestamp{});
                if (!silences)
                    return silences.error();
                // The newest of those that look like it.
                const Silence *found = &silence;
                for (const Silence &one : *silences) {
                    if (one.name == silence.name && one.createdBy == silence.createdBy
                        && one.matchers == silence.matchers && one.id > found->id)
                        found = &one;
                }
                return silenceAnswer(*found, now, 201);
            });
    });
}

void updateSilence(Call call)
{
    withStored<Silence>(call, silenceInPath(call), [call](const Silence &stored) {
        const Timestamp now = call.parts.clock.now();
        Silence changed = stored;
        Status may = checkIfMatch(call.request, silenceAnswer(stored, now));
        if (may)
            may = mayKeep(call.who.scope, stored);
        if (may)
            may = readInto(call, changed);
        if (may)
            may = mayKeep(call.who.scope, changed);
        if (!may)
            return call.fail(may.error());
        call.changed(textOf(writeSilence, stored, now), textOf(writeSilence, changed, now));
        call.parts.host.saveSilence(changed, statusAnswer(call));
    });
}

void endSilence(Call call)
{
    withStored<Silence>(call, silenceInPath(call), [call](const Silence &stored) {
        if (const Status may = mayKeep(call.who.scope, stored); !may)
            return call.fail(may.error());
        call.changed(textOf(writeSilence, stored, call.parts.clock.now()), {});
        call.parts.host.endSilence(stored.id, statusAnswer(call));
    });
}

constexpr std::string_view kSilence
    = R"({"message":"ok","data":{"id":2,"name":"deploy window","active":true}})";

} // namespace

std::vector<Route> silenceRoutes()
{
    using http::Method;
    const Parameter id{"id", In::Path, Type::Number, true, "number of the silence"};
    const std::vector<Parameter> members{{"name", In::Body, Type::Text, false, "for people"},
        {"matchers", In::Body, Type::Objects, true, "objects of label, op and value; all match"},
        {"from", In::Body, Type::Text, false, "RFC 3339; now by default"},
        {"until", In::Body, Type::Text, true, "RFC 3339"},
        {"maintenance", In::Body, Type::Flag, false, "a maintenance window"},
        {"excludesBudget", In::Body, Type::Flag, false, "of maintenance: uses up no budget"},
        {"endsWhenResolved", In::Body, Type::Flag, false, "over when nothing it matched fires"},
        {"remindBeforeSec", In::Body, Type::Number, false, "tells its maker that it ends"},
        {"reason", In::Body, Type::Text, false, "why"}};
    std::vector<Parameter> changed = members;
    for (Parameter &member : changed)
        member.isRequired = false;
    changed.insert(changed.begin(), id);
    return {
        {Method::Get, "/alerts/silences", "Silences and maintenance windows", Capability::ReadState,
            {}, {{"all", In::Query, Type::Number, false, "1: also those that are over"}},
            R"({"message":"ok","data":[{"id":2,"name":"deploy window","active":true}],"total":1})",
            200, listSilences},
        {Method::Post, "/alerts/silences", "Silence alerts", Capability::ManageAlerts,
            AuditAction::Create, members, kSilence, 201, createSilence},
        {Method::Get, "/alerts/silences/{id}", "One silence", Capability::ReadState, {}, {id},
            kSilence, 200, oneSilence},
        {Method::Put, "/alerts/silences/{id}", "Change a silence", Capability::ManageAlerts,
            AuditAction::Update, std::move(changed), R"({"message":"ok"})", 200, updateSilence},
        {Method::Delete, "/alerts/silences/{id}", "End a silence", Capability::ManageAlerts,
            AuditAction::Delete, {id}, R"({"message":"ok"})", 200, endSilence},
    };
}

} // namespace binnacle::gateway
