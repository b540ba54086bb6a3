#include "core/alerts/silence_repository.h"

#include "core/base/bounded_regex.h"
#include "core/codec/alert_matchers.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::alerts {

namespace {

using store::Connection;
using store::Statement;
using store::WriteContext;

constexpr std::array<std::string_view, 6> kLabels{
    "rule", "severity", "cluster", "kind", "namespace", "name"};

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

Result<Silence> silenceFrom(const Statement &row)
{
    auto matchers = codec::matchersFromJson(row.text(2));
    if (!matchers)
        return Error{ErrorCode::Corrupt, "the matchers of a silence cannot be read"};
    return Silence{.id = row.number(0),
        .name = std::string(row.text(1)),
        .matchers = *std::move(matchers),
        .from = fromEpochMs(row.number(3)),
        .until = fromEpochMs(row.number(4)),
        .isMaintenance = row.number(5) != 0,
        .excludesBudget = row.number(6) != 0,
        .remindBefore = Duration{row.number(7)},
        .endsWhenResolved = row.number(8) != 0,
        .reason = std::string(row.text(9)),
        .createdBy = std::string(row.text(10)),
        .createdAt = fromEpochMs(row.number(11)),
        .endedAt = fromEpochMs(row.number(12))};
}

Result<std::vector<Silence>> readAll(Connection &connection, std::string_view name, Timestamp at)
{
    Result<Statement> rows = connection.prepare(name);
    if (!rows)
        return rows.error();
    rows->bind(toEpochMs(at));
    return store::collectRows(*rows, silenceFrom);
}

Status notFound(std::int64_t id)
{
    return Error{
        ErrorCode::NotFound, "there is no silence " + std::to_string(id) + ", or it is over"};
}

Status changed(WriteContext &context, const Status &outcome, std::int64_t id)
{
    return outcome && context.connection.changes() == 0 ? notFound(id) : outcome;
}

} // namespace

Result<std::vector<Silence>> readSilences(Connection &connection, Timestamp endsSince)
{
    return readAll(connection, "silences.list", endsSince);
}

Result<std::vector<Silence>> readSilencesToRemind(Connection &connection, Timestamp now)
{
    return readAll(connection, "silences.to_remind", now);
}

Status checkSilence(const Silence &silence)
{
    if (silence.matchers.empty())
        return invalid("a silence needs at least one matcher");
    if (!isKnown(silence.from) || silence.until <= silence.from)
        return invalid("a silence has to end after it begins");
    if (silence.excludesBudget && !silence.isMaintenance)
        return invalid("only maintenance can be left out of the budget");
    for (const AlertMatcher &matcher : silence.matchers) {
        if (std::ranges::find(kLabels, matcher.label) == kLabels.end()) {
            return invalid("alerts have no label \"" + matcher.label.substr(0, 40)
                + "\": there are rule, severity, cluster, kind, namespace and name");
        }
        if (silence.excludesBudget && (matcher.label == "rule" || matcher.label == "severity")) {
            return invalid("what is left out of a budget is named by cluster, kind, namespace and "
                           "name, not by "
                + matcher.label);
        }
        const bool isRegex
            = matcher.op == AlertMatcher::Op::Regex || matcher.op == AlertMatcher::Op::NotRegex;
        if (!isRegex)
            continue;
        if (Status readable = BoundedRegex(matcher.value).check(); !readable)
            return withContext(readable.error(), matcher.label);
    }
    return Done{};
}

Result<Silence> insertSilence(WriteContext &context, const Silence &silence, Timestamp now)
{
    if (const Status valid = checkSilence(silence); !valid)
        return valid.error();
    Result<Statement> insert = context.connection.prepare("silences.insert");
    if (!insert)
        return insert.error();
    insert->bind(silence.name, codec::matchersJson(silence.matchers), toEpochMs(silence.from),
        toEpochMs(silence.until), silence.isMaintenance ? 1 : 0, silence.excludesBudget ? 1 : 0,
        static_cast<std::int64_t>(silence.remindBefore.count()), silence.endsWhenResolved ? 1 : 0,
        silence.reason, silence.createdBy, toEpochMs(now));
    if (const Status done = insert->run(); !done)
        return done.error();
    Silence stored = silence;
    stored.id = context.connection.lastInsertId();
    stored.createdAt = now;
    stored.endedAt = {};
    return stored;
}

Status updateSilence(WriteContext &context, const Silence &silence)
{
    if (Status valid = checkSilence(silence); !valid)
        return valid;
    Result<Statement> update = context.connection.prepare("silences.update");
    if (!update)
        return update.error();
    update->bind(silence.name, codec::matchersJson(silence.matchers), toEpochMs(silence.from),
        toEpochMs(silence.until), silence.isMaintenance ? 1 : 0, silence.excludesBudget ? 1 : 0,
        static_cast<std::int64_t>(silence.remindBefore.count()), silence.endsWhenResolved ? 1 : 0,
        silence.reason, silence.id);
    return changed(context, update->run(), silence.id);
}

Status endSilence(WriteContext &context, std::int64_t id, Timestamp at)
{
    Result<Statement> end = context.connection.prepare("silences.end");
    if (!end)
        return end.error();
    return changed(context, end->bind(toEpochMs(at), id).run(), id);
}

Status markReminded(WriteContext &context, std::int64_t id, Timestamp at)
{
    Result<Statement> mark = context.connection.prepare("silences.reminded");
    if (!mark)
        return mark.error();
    return changed(context, mark->bind(toEpochMs(at), id).run(), id);
}

} // namespace binnacle::alerts
